"""The design factor: one in a simple random sample, whatever the figure."""

from __future__ import annotations

import numpy as np
import pytest

from famplan.datasets.survey import synthetic_survey
from famplan.model.age import AgeGroups
from famplan.tabulate import (
    HouseholdPopulation,
    Table,
    birth_history,
    birth_rate_10_14,
    crude_birth_rate,
    mean_age_at_birth,
)

GIRLS = AgeGroups((10, 11, 12, 13, 14, *range(15, 51, 5)))
SURVEY = synthetic_survey(6_000, seed=5, schedule=(0.03, *[0.15] * 6, 0.01)).columns
WOMEN = len(SURVEY["v005"])
SIMPLE = {
    **SURVEY,
    "v005": np.full(WOMEN, 1_000_000),
    "v021": np.arange(WOMEN),
    "v022": np.ones(WOMEN, dtype=int),
}
PEOPLE = HouseholdPopulation(
    ages=AgeGroups.regular(10, 50, width=5),
    women={(): [60, 60, 50, 45, 40, 35, 30, 0]},
    everyone={(): 640.0},
)


def figures(columns: dict[str, np.ndarray]) -> dict[str, Table]:
    """Estimates that are more than one ratio."""
    tally = birth_history(columns)
    return {
        "ABR_10_14": birth_rate_10_14(birth_history(columns, ages=GIRLS)),
        "MAB": mean_age_at_birth(tally),
        "CBR": crude_birth_rate(tally, PEOPLE),
        "TFR": tally.estimate("TFR", variance="taylor"),
    }


@pytest.mark.parametrize("code", ["ABR_10_14", "MAB", "CBR", "TFR"])
def test_it_is_one_where_every_woman_is_a_cluster(code: str) -> None:
    """Of equal weight and in one stratum: such a sample is a simple one, but for a few per cent."""
    (factor,) = figures(SIMPLE)[code].column("deft")
    assert factor == pytest.approx(1, abs=0.05)


def test_clusters_enlarge_it() -> None:
    """Women of a village are alike, and weights differ."""
    clustered, simple = figures(SURVEY), figures(SIMPLE)
    for code in ("CBR", "TFR"):
        assert clustered[code].column("deft") > simple[code].column("deft")
    assert clustered["ABR_10_14"].column("deft")[0] > 0
    assert clustered["MAB"].column("deft")[0] > 0


def test_it_does_not_depend_on_how_weights_are_written() -> None:
    """In millionths or around one."""
    divided = figures({**SURVEY, "v005": SURVEY["v005"] / 1_000_000})
    for code, table in figures(SURVEY).items():
        assert divided[code].column("deft") == pytest.approx(table.column("deft"), rel=1e-9)


def test_an_age_without_women_in_the_households_adds_nothing() -> None:
    """Nor does the error of its rate, which is unknown if only one woman was asked."""
    old = (SIMPLE["v008"] - SIMPLE["v011"]) // 12 >= 45
    kept = ~old | (np.cumsum(old) == 1)
    few = {name: column[kept] for name, column in SIMPLE.items()}
    found = crude_birth_rate(birth_history(few, window=1), PEOPLE).to_dicts()[0]
    assert np.isfinite(found["se"])
    assert found["deft"] == pytest.approx(1, abs=0.05)
