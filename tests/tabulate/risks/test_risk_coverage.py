"""Limits of risk ratios hold the truth as often as they say, in two designs of samples."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from famplan.datasets import synthetic_survey
from famplan.tabulate import fertility_risk

if TYPE_CHECKING:
    from famplan.tabulate import FertilityRiskTally

SURVEYS = 200
WITHOUT_RISK = 0.08
TRUE = {"short interval": 2.5, "high order": 1.4, "short interval, high order": 2.5 * 1.4}
"""How much likelier children of a category die; each risk multiplies."""
DESIGNS = {"many strata": (10, 8, 30), "large clusters": (4, 12, 60)}
"""Strata, clusters in each, women in each."""


@cache
def surveys(name: str) -> FertilityRiskTally:
    """Draw the clusters of all surveys at once, deal them out, and count each as a group."""
    strata, within, women = DESIGNS[name]
    clusters = SURVEYS * strata * within
    columns: dict[str, Any] = synthetic_survey(
        clusters * women, seed=77, clusters=clusters, strata=strata, cluster_spread=0.3
    ).columns
    survey = (columns["v021"] - 1) % SURVEYS
    dealt = {**columns, "survey": survey, "v022": columns["v022"] + strata * survey}
    return fertility_risk(dealt | survival(columns, clusters), by="survey", ages=["15–49"])


def survival(columns: dict[str, Any], clusters: int) -> dict[str, Any]:
    """Let children die by risk, more of them in some clusters than in others."""
    random = np.random.default_rng(8)
    level = random.gamma(8, 1 / 8, clusters)[columns["v021"] - 1]
    months = np.stack([columns[f"b3_{rank:02d}"] for rank in range(1, 21)])
    born = months > 0
    order = born[::-1].cumsum(axis=0)[::-1]
    before = np.vstack([months[1:], np.full(months.shape[1], np.nan)])
    risk = WITHOUT_RISK * level * np.where(months - before < 24, TRUE["short interval"], 1.0)
    risk *= np.where(order > 3, TRUE["high order"], 1.0)
    alive = np.where(born, random.random(months.shape) >= risk, np.nan)
    return {f"b5_{rank:02d}": alive[rank - 1] for rank in range(1, 21)}


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("category", TRUE)
def test_limits_hold_the_true_ratio(design: str, category: str) -> None:
    """At 80 and at 95 per cent, without bias, and errors are what ratios vary by."""
    tally = surveys(design)
    for level in (0.8, 0.95):
        table = tally.estimate("BIRTH_RISK_RATIO", level=level, interval="t")
        records = table.where(category=category).to_dicts()
        held = [record["low"] <= TRUE[category] <= record["high"] for record in records]
        slack = 3 * np.sqrt(level * (1 - level) / SURVEYS)
        assert len(held) == SURVEYS
        assert np.mean(held) == pytest.approx(level, abs=slack)
    found = np.log([record["value"] for record in records])
    stated = np.mean([record["se"] / record["value"] for record in records])
    assert stated == pytest.approx(found.std(), rel=0.15)
    assert found.mean() == pytest.approx(np.log(TRUE[category]), abs=4 * stated / SURVEYS**0.5)


@pytest.mark.parametrize("design", DESIGNS)
def test_limits_of_shares_hold_the_share_of_all(design: str) -> None:
    """That of all surveys together stands for the truth."""
    tally = surveys(design)
    wanted = {"category": "any avoidable risk"}
    table = tally.estimate("BIRTH_RISK_SHARE", interval="t").where(**wanted).to_dicts()
    above, below = (sum(record[name] for record in table) for name in ("numerator", "denominator"))
    held = [record["low"] <= above / below <= record["high"] for record in table]
    assert np.mean(held) == pytest.approx(0.95, abs=3 * np.sqrt(0.95 * 0.05 / SURVEYS))
