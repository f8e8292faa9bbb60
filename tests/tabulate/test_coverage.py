"""Intervals cover the truth as often as they say: hundreds of surveys of one known population."""

from __future__ import annotations

from functools import cache
from itertools import cycle
from typing import TYPE_CHECKING, Literal

import numpy as np
import pytest

from famplan.datasets import synthetic_survey
from famplan.tabulate import birth_history

if TYPE_CHECKING:
    from collections.abc import Iterable

    from famplan.datasets import SyntheticSurvey, TrueRates
    from famplan.tabulate import BirthTally
    from famplan.tabulate.table import Table

SURVEYS, STRATA, CLUSTERS, WOMEN = 250, 10, 12, 18  # surveys, and what each has
TOLERANCE = 3  # standard errors of a share of so many surveys: 4.1 points at 95 %


@cache
def drawn() -> SyntheticSurvey:
    """Draw the clusters of all surveys at once."""
    clusters = SURVEYS * STRATA * CLUSTERS
    return synthetic_survey(
        clusters * WOMEN, seed=2024, clusters=clusters, strata=STRATA, cluster_spread=0.4
    )


@cache
def surveys(*groups: str) -> tuple[BirthTally, TrueRates]:
    """Deal the clusters out to the surveys, and count each survey as a group.

    Each survey has its own strata, so nothing it is told comes from another.
    """
    columns = drawn().columns
    survey = (columns["v021"] - 1) % SURVEYS
    stratum = columns["v022"] + STRATA * survey
    dealt = columns | {"survey": survey, "v022": stratum}
    return birth_history(dealt, by=["survey", *groups]), drawn().truth


def covered(table: Table, true: Iterable[float]) -> float:
    """Share of intervals that hold the true rate."""
    records = table.to_dicts()
    pairs = zip(records, cycle(true), strict=False)
    return float(np.mean([record["low"] <= rate <= record["high"] for record, rate in pairs]))


def slack(level: float) -> float:
    """How far the share may lie from the level by chance."""
    return TOLERANCE * float(np.sqrt(level * (1 - level) / SURVEYS))


@pytest.mark.parametrize("level", [0.8, 0.9, 0.95])
@pytest.mark.parametrize("variance", ["taylor", "stratified-jackknife"])
def test_intervals_of_the_total_cover_it_at_their_level(
    variance: Literal["taylor", "stratified-jackknife"], level: float
) -> None:
    """Strata, clusters and weights are all in the error: t intervals hold what they promise."""
    tally, truth = surveys()
    table = tally.estimate("TFR", variance=variance, interval="t", level=level)
    assert covered(table, [truth.total()]) == pytest.approx(level, abs=slack(level))


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_jackknife_of_dhs_reports_errs_on_the_safe_side(level: float) -> None:
    """It forgets the strata, so its intervals are somewhat wide, never too narrow."""
    tally, truth = surveys()
    share = covered(tally.estimate("TFR", level=level), [truth.total()])
    assert level - slack(level) < share < 1 - (1 - level) / 3


def test_errors_are_as_large_as_estimates_vary() -> None:
    """The mean error is the spread of the estimates, which lie around the truth."""
    tally, truth = surveys()
    records = tally.estimate("TFR", variance="taylor").to_dicts()
    values = np.array([record["value"] for record in records])
    error = np.mean([record["se"] for record in records])
    assert error == pytest.approx(values.std(), rel=0.1)
    assert values.mean() == pytest.approx(truth.total(), abs=3 * values.std() / SURVEYS**0.5)


def test_without_the_clusters_intervals_are_too_narrow() -> None:
    """What the design factor is for: divided by it, errors cover far less than they say."""
    tally, truth = surveys()
    records = tally.estimate("TFR", variance="taylor").to_dicts()
    simple = [abs(r["value"] - truth.total()) <= 1.96 * r["se"] / r["deft"] for r in records]
    assert np.mean(simple) < 0.95 - 2 * slack(0.95)


def test_intervals_of_rates_by_age_cover_them() -> None:
    """At ages with births enough; where they are few, limits are rough in any survey."""
    tally, truth = surveys()
    records = tally.estimate("ASFR", interval="t").to_dicts()
    ages = ("20–24", "25–29", "30–34", "35–39")
    for age, rate in zip(ages, truth.age_specific()[1:5], strict=True):
        held = [r["low"] <= rate <= r["high"] for r in records if r["age"] == age]
        assert len(held) == SURVEYS
        assert np.mean(held) == pytest.approx(0.95, abs=slack(0.95))


def test_intervals_of_a_group_across_clusters_cover_its_rate() -> None:
    """Women with primary schooling live in every cluster: a domain, not a stratum."""
    tally, truth = surveys("v106")
    records = tally.estimate("TFR", variance="taylor", interval="t").to_dicts()
    true = truth.total(v106=1)
    held = [record["low"] <= true <= record["high"] for record in records if record["v106"] == 1]
    assert len(held) == SURVEYS
    assert np.mean(held) == pytest.approx(0.95, abs=slack(0.95))
