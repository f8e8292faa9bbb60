"""Estimates lie around the truth, and intervals hold it as often as they say, in two designs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from famplan.datasets import synthetic_contraception
from famplan.tabulate import contraception

if TYPE_CHECKING:
    from famplan.datasets import TrueUse
    from famplan.tabulate import ContraceptionTally

SURVEYS = 200
DESIGNS = {
    # strata, clusters in each stratum of a survey, women in a cluster, effect of clusters
    "many small clusters": (4, 12, 12, 0.3),
    "few large clusters": (2, 16, 30, 0.6),
}
CODES = (
    "CPR",
    "MCPR",
    "TCPR",
    "UNMET",
    "DEMAND_SATISFIED_MODERN",
    "MII",
    "WANT_NO_MORE",
    "MEAN_IDEAL_CHILDREN",
)
LEVEL = 0.95
SLACK = 3 * float(np.sqrt(LEVEL * (1 - LEVEL) / SURVEYS))

every_design = pytest.mark.parametrize("design", DESIGNS)
every_code = pytest.mark.parametrize("code", CODES)


@cache
def surveys(design: str) -> tuple[ContraceptionTally, TrueUse]:
    """Draw the clusters of all surveys at once, and count each survey as a group.

    Each survey has strata of its own, so nothing it is told comes from another.
    """
    strata, clusters, women, spread = DESIGNS[design]
    drawn = SURVEYS * strata * clusters
    made = synthetic_contraception(
        drawn * women, seed=312, clusters=drawn, strata=strata, cluster_spread=spread
    )
    survey = (made.columns["v021"] - 1) % SURVEYS
    stratum = made.columns["v022"] + strata * survey
    dealt = {**made.columns, "survey": survey, "v022": stratum}
    tally = contraception(dealt, by="survey", ages=["15–49"], only=CODES)
    return tally, made.truth


@every_design
@every_code
def test_estimates_lie_around_the_truth(design: str, code: str) -> None:
    """The mean of many surveys is as near as chance allows."""
    tally, truth = surveys(design)
    values = np.array(tally.estimate(code).column("value"))
    assert len(values) == SURVEYS
    assert values.mean() == pytest.approx(truth.share(code), abs=3.5 * values.std() / SURVEYS**0.5)


@every_design
@every_code
def test_intervals_hold_the_truth_at_their_level(design: str, code: str) -> None:
    """Clusters, strata and weights are all in the error."""
    tally, truth = surveys(design)
    table = tally.estimate(code, interval="t", level=LEVEL)
    held = [record["low"] <= truth.share(code) <= record["high"] for record in table]
    assert np.mean(held) == pytest.approx(LEVEL, abs=SLACK)


@every_design
def test_errors_are_as_large_as_estimates_vary(design: str) -> None:
    """And clusters make them larger than those of a simple sample."""
    tally, _ = surveys(design)
    table = tally.estimate("CPR")
    spread = np.std(table.column("value"))
    assert np.mean(table.column("se")) == pytest.approx(spread, rel=0.12)
    assert np.mean(table.column("deft")) > 1.05


def test_a_missing_method_that_counts_as_use_would_be_found() -> None:
    """With a tenth of methods missing, left out they do no harm; as users they would."""
    made = synthetic_contraception(20_000, seed=5, unknown=0.1)
    (found,) = contraception(made.columns).estimate("CPR")
    assert found["value"] == pytest.approx(made.truth.share("CPR"), abs=4 * found["se"])
    wrong = contraception(
        {
            **made.columns,
            "v312": np.where(made.columns["v312"] == 99, 8, made.columns["v312"]),
            "v313": np.where(made.columns["v313"] == 9, 2, made.columns["v313"]),
        }
    ).estimate("CPR")
    assert wrong.column("value")[0] > found["value"] + 10 * found["se"] / 2
