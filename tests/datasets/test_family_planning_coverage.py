"""Intervals of a whole chapter hold what is true as often as they say, in two sample designs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from famplan.datasets import synthetic_family_planning
from famplan.tabulate import (
    birth_history,
    contraception,
    discontinuation,
    postpartum_use,
    reasons_for_stopping,
    wanted_fertility,
)

if TYPE_CHECKING:
    from famplan.datasets import TrueFamilyPlanning

SURVEYS, LEVEL = 60, 0.95
LEAST = 50 / 60
"""Of seventy figures one has fewer hits by chance in one of eighty runs."""
DESIGNS = {
    # strata, clusters in each stratum of a survey, women in a cluster, spread of clusters
    "clusters that differ": (4, 15, 20, 0.4),
    "women drawn one by one within strata": (2, 350, 1, 0.0),
}
USE = (
    *("CPR", "MCPR", "METHOD_MIX", "SOURCE_SECTOR", "UNMET", "DEMAND_SATISFIED_MODERN", "MII"),
    *("KNOWS_MODERN_METHOD", "EVER_USE", "FUTURE_USE", "DESIRE_FOR_CHILDREN"),
)
FEWEST = 20  # cases above the line in a survey: with fewer, limits are rough in any survey


@cache
def records(design: str) -> tuple[list[dict[str, Any]], TrueFamilyPlanning]:
    """Draw the clusters of all surveys at once, and count each survey as a group.

    Each survey has strata of its own, so nothing it is told comes from another.
    """
    strata, clusters, women, spread = DESIGNS[design]
    drawn = SURVEYS * strata * clusters
    made = synthetic_family_planning(
        drawn * women, seed=2015, clusters=drawn, strata=strata, cluster_spread=spread
    )
    columns = dict(made.columns)
    columns["survey"] = (columns["v021"] - 1) % SURVEYS
    columns["v022"] = columns["v022"] + strata * columns["survey"]
    by = {"by": "survey"}
    found = [
        *contraception(columns, ages=["15–49"], only=USE, **by).estimate(*USE, interval="t"),
        *birth_history(columns, **by).estimate("TFR", variance="taylor", interval="t"),
        *wanted_fertility(columns, **by).estimate(variance="taylor", interval="t"),
        *postpartum_use(columns, months=6, **by).estimate(interval="t"),
        *reasons_for_stopping(columns, **by).estimate(interval="t"),
    ]
    stopping = discontinuation(columns, months=12, **by).estimate(
        "DISC12", "DISC_REASON", variance="stratified-jackknife", interval="t", hide_below=0
    )
    return found + list(stopping.where(method="all methods")), made.truth


@cache
def scores(design: str) -> dict[tuple[str, str], tuple[float, float, float]]:
    """By figure: the share of intervals that hold the truth, bias, and the mean design factor."""
    found, truth = records(design)
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for record in found:
        part = record.get("category") or record.get("reason") or record.get("use") or ""
        rows.setdefault((record["indicator"], str(part)), []).append(record)
    result = {}
    for name, own in rows.items():
        if len(own) < SURVEYS or sum(record["numerator"] for record in own) < FEWEST * SURVEYS:
            continue
        true = truth.of(own[0])
        away = np.array([record["value"] for record in own]) - true
        held = np.mean([record["low"] <= true <= record["high"] for record in own])
        bias = float(away.mean() / away.std() * SURVEYS**0.5)
        result[name] = (float(held), bias, float(np.mean([record["deft"] for record in own])))
    return result


@pytest.mark.parametrize("design", DESIGNS)
def test_intervals_hold_the_truth_at_their_level(design: str) -> None:
    """Each figure within chance, and all together near the level."""
    held = {name: score[0] for name, score in scores(design).items()}
    assert len(held) > 30
    assert {name: share for name, share in held.items() if share < LEAST} == {}
    assert np.mean(list(held.values())) == pytest.approx(LEVEL, abs=0.015)


@pytest.mark.parametrize("design", DESIGNS)
def test_estimates_lie_around_the_truth(design: str) -> None:
    """None is off by more than chance allows among so many."""
    bias = {name: score[1] for name, score in scores(design).items()}
    assert {name: z for name, z in bias.items() if abs(z) > 4} == {}
    assert abs(np.mean(list(bias.values()))) < 1


def test_clusters_that_differ_make_larger_errors() -> None:
    """Weights alone make them a little larger than those of a simple sample."""
    clustered, simple = (scores(design)["MCPR", ""][2] for design in DESIGNS)
    assert 1 < simple < 1.05
    assert clustered > 1.15
