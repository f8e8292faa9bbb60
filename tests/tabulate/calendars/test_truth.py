"""Estimates lie around the truth, and intervals cover it: surveys of known hazards, two designs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from famplan.datasets import synthetic_calendars
from famplan.tabulate.calendars import discontinuation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.datasets import TrueDiscontinuation
    from famplan.datasets.calendars import Shape
    from famplan.tabulate.calendars import DiscontinuationTally

SURVEYS = 150
TOLERANCE = 3  # standard errors of a share of so many surveys


class Sample(NamedTuple):
    """How each of the surveys is drawn."""

    strata: int
    clusters: int
    women: int
    shape: Shape
    variance: str


SAMPLES = {
    "many strata": Sample(4, 10, 30, "constant", "stratified-jackknife"),
    "few large clusters": Sample(2, 12, 60, "declining", "jackknife"),
}
every_sample = pytest.mark.parametrize("name", SAMPLES)


@cache
def surveys(name: str) -> tuple[DiscontinuationTally, TrueDiscontinuation]:
    """Draw the clusters of all surveys at once, deal them out, and count each as a group."""
    sample = SAMPLES[name]
    clusters = SURVEYS * sample.strata * sample.clusters
    found = synthetic_calendars(
        clusters * sample.women,
        seed=2017,
        clusters=clusters,
        strata=sample.strata,
        shape=sample.shape,
        cluster_spread=0.3,
    )
    columns: Mapping[str, NDArray[np.generic]] = found.columns
    number = np.asarray(columns["v021"], dtype=np.int64) - 1
    survey = number % SURVEYS
    stratum = np.asarray(columns["v022"], dtype=np.int64) + sample.strata * survey
    dealt = dict(columns) | {"survey": survey, "v022": stratum}
    return discontinuation(dealt, by="survey", months=(6, 12, 24)), found.truth


def slack(level: float) -> float:
    """How far the share may lie from the level by chance."""
    return TOLERANCE * float(np.sqrt(level * (1 - level) / SURVEYS))


@every_sample
@pytest.mark.parametrize("method", ["pill", "injectables"])
@pytest.mark.parametrize("months", [6, 12, 24])
def test_rates_for_any_reason_lie_around_the_truth_and_cover_it(
    name: str, method: str, months: int
) -> None:
    """Their mean is the truth, their spread is the error, 95 % of the intervals hold it."""
    tally, truth = surveys(name)
    true = truth.gross(method, months)
    table = tally.estimate(
        f"DISC{months}",
        variance=SAMPLES[name].variance,  # type: ignore[arg-type]
        interval="t",
        hide_below=0,
    ).where(method=method)
    value, error, low, high = (np.array(table.column(x)) for x in ("value", "se", "low", "high"))
    assert len(value) == SURVEYS
    assert value.mean() == pytest.approx(true, abs=TOLERANCE * value.std() / SURVEYS**0.5)
    assert error.mean() == pytest.approx(value.std(), rel=0.15)
    assert np.mean((low <= true) & (true <= high)) == pytest.approx(0.95, abs=slack(0.95))


@every_sample
@pytest.mark.parametrize("reason", ["side effects, health concerns", "desire to become pregnant"])
def test_gross_and_net_rates_by_reason_lie_around_the_truth(name: str, reason: str) -> None:
    """Both decrements, for the most frequent reasons of injectables."""
    tally, truth = surveys(name)
    table = tally.estimate("DISC_REASON", "DISC_NET", months=12, hide_below=0).where(
        method="injectables", reason=reason
    )
    for code, true in (
        ("DISC_REASON", truth.gross("injectables", 12, reason)),
        ("DISC_NET", truth.net("injectables", 12, reason)),
    ):
        value = np.array(table.where(indicator=code).column("value"))
        assert value.mean() == pytest.approx(true, abs=TOLERANCE * value.std() / SURVEYS**0.5)


@every_sample
def test_switches_lie_around_the_truth_in_the_complete_order_only_if_all_are_seen(
    name: str,
) -> None:
    """The order of reports misses the switches to methods begun in the last three months."""
    tally, truth = surveys(name)
    table = tally.estimate("DISC_SWITCH", months=12, hide_below=0).where(method="pill")
    value = np.array(table.column("value"))
    # One month in sixty of those looked at: too little to be seen here.
    true = truth.switching("pill", 12)
    assert value.mean() == pytest.approx(true, rel=0.02, abs=TOLERANCE * value.std() / SURVEYS**0.5)
