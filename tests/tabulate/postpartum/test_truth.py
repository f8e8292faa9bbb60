"""Surveys of known durations: figures lie around the truth, and intervals hold it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from known_durations import Population, drawn

from famplan.formulas.births import current_status_mean, current_status_median
from famplan.tabulate import postpartum_status

if TYPE_CHECKING:
    from famplan.formulas.births import ScheduleName
    from famplan.tabulate.postpartum import PostpartumTally

SURVEYS = 160
LEVEL = 0.95
SLACK = 3.5 * float(np.sqrt(LEVEL * (1 - LEVEL) / SURVEYS))
STATUS = {"AMENORRHOEA": "v405", "ABSTINENCE": "v406"}

# Many small clusters of alike strata; few large clusters of strata unlike in size and duration.
# Over 800 surveys of each, 95 % limits of medians held the truth in 92 to 96 % of them, those of
# means in 94 to 96 %.
DESIGNS = {
    "many": (Population(share=(0.3, 0.3, 0.4), pace=(1.0, 1.0, 1.0)), 32, 24, 2024),
    "few": (Population(share=(0.2, 0.3, 0.5), pace=(1.3, 1.0, 0.7)), 20, 40, 2025),
}
every_design = pytest.mark.parametrize("design", DESIGNS)
every_status = pytest.mark.parametrize("status", STATUS)


@cache
def counted(design: str) -> PostpartumTally:
    """Count all surveys of a design at once, each a group with strata of its own."""
    population, clusters, women, seed = DESIGNS[design]
    columns = drawn(population, seed=seed, surveys=SURVEYS, clusters=clusters, women=women)
    return postpartum_status(columns, by="survey", ages=["10–49"])


def figures(design: str, code: str, schedule: ScheduleName = "dhs7") -> dict[str, np.ndarray]:
    """Figures of all surveys."""
    table = counted(design).estimate(code, schedule=schedule, interval="t")
    return {name: np.array(table.column(name)) for name in ("value", "se", "low", "high", "n")}


def around(found: dict[str, np.ndarray], true: float) -> None:
    """Values lie around the truth, errors are their spread, and limits hold the truth."""
    spread = found["value"].std()
    # A median of some hundred births is a tenth of its error too high.
    slack = (3 / np.sqrt(SURVEYS) + 0.1) * spread
    assert found["value"].mean() == pytest.approx(true, abs=slack)
    assert found["se"].mean() == pytest.approx(spread, rel=0.15)
    held = np.mean((found["low"] <= true) & (true <= found["high"]))
    assert held == pytest.approx(LEVEL, abs=SLACK)


@every_design
@every_status
def test_medians(design: str, status: str) -> None:
    """That of the true shares, by the midpoints of reports."""
    shares = DESIGNS[design][0].by_group(STATUS[status])
    true = current_status_median(shares, births=np.ones(18), schedule="dhs7")
    around(figures(design, f"MEDIAN_PP_{status}"), float(true))


@every_design
@every_status
def test_means(design: str, status: str) -> None:
    """The area by completed months is the mean duration; that of reports is a month more."""
    population = DESIGNS[design][0]
    months = (np.arange(40_000) + 0.5) / 1_000
    true = float(population.still(STATUS[status], months).sum() / 1_000)
    shares = population.by_group(STATUS[status])
    assert current_status_mean(shares, births=np.ones(18), schedule="completed") == pytest.approx(
        true, abs=1e-3
    )
    around(figures(design, f"MEAN_PP_{status}", "completed"), true)
    around(figures(design, f"MEAN_PP_{status}"), true + 1)


@every_design
def test_months_of_the_calendar_have_an_area_of_their_own(design: str) -> None:
    """Births of the month of interview are half a month's: the area allows for it."""
    population, clusters, women, seed = DESIGNS[design]
    columns = drawn(population, seed=seed, surveys=SURVEYS, clusters=clusters, women=women)
    tally = postpartum_status(columns, by="survey", ages=["10–49"], phase="dhs6")
    months = (np.arange(40_000) + 0.5) / 1_000
    true = population.still("v405", months).sum() / 1_000
    found = np.array(tally.estimate("MEAN_PP_AMENORRHOEA", schedule="calendar").column("value"))
    assert found.mean() == pytest.approx(true, abs=3 * found.std() / np.sqrt(SURVEYS))
    # The sum of reports up to the sixth phase lies elsewhere, by less than the month of later ones.
    report = np.mean(tally.estimate("MEAN_PP_AMENORRHOEA", schedule="dhs6").column("value"))
    assert 0.05 < abs(report - true) < 1


@every_design
def test_shares(design: str) -> None:
    """Of the births of a group, and of all together, by Taylor linearisation."""
    shares = DESIGNS[design][0].by_group("v405")
    table = counted(design).estimate("PP_AMENORRHOEA", interval="t")
    for months, true in (("4–5", shares[2]), ("10–11", shares[5]), ("0–35", shares.mean())):
        one = table.where(months=months)
        found = {name: np.array(one.column(name)) for name in ("value", "se", "low", "high")}
        around(found, float(true))
