"""The birth rate at ages 10–14: the inflation, and what it needs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.datasets.survey import synthetic_survey
from famplan.errors import DefinitionError
from famplan.model.age import AgeGroups
from famplan.tabulate import birth_history
from famplan.tabulate.adolescence import birth_rate_10_14, inflation
from famplan.tabulate.exposure import Window

AGES = AgeGroups((10, 11, 12, 13, 14, *range(15, 51, 5)))
ORACLE = Path(__file__).parents[3] / "shared" / "oracle" / "birth_history"


def test_three_years_give_the_published_factors() -> None:
    """DHS reports multiply ages 12, 13 and 14 by 6/1, 6/3 and 6/5."""
    factors = inflation(Window(months=36), [10, 11, 12, 13, 14])
    assert factors == pytest.approx([0, 0, 6, 2, 1.2])


@given(st.integers(1, 120), st.integers(0, 120))
def test_factors_fall_with_age_and_are_never_below_one(months: int, before: int) -> None:
    """More of the older girls have been interviewed; nobody stands for less than herself."""
    factors = inflation(Window(months=months, before_interview=before), [10, 11, 12, 13, 14])
    seen = factors[factors > 0]
    assert (seen >= 1 - 1e-12).all()
    assert (np.diff(seen) <= 1e-12).all()


def test_nothing_is_missing_of_long_ago() -> None:
    """Girls of five years ago are all interviewed now."""
    factors = inflation(Window(months=60, before_interview=60), [10, 11, 12, 13, 14])
    assert factors == pytest.approx([1, 1, 1, 1, 1])


def test_inflated_girl_years_are_those_of_the_neighbours() -> None:
    """With equal numbers at each age, the inflated 12–14 are three fifths of 15–19."""
    months = np.arange(15 * 12, 50 * 12)
    everyone = {
        "v005": np.full(len(months), 1_000_000),
        "v008": np.full(len(months), 1362),
        "v011": 1362 - months,
        "v021": np.arange(len(months)) % 2,
        "v022": np.zeros(len(months), dtype=int),
        "b3_01": np.full(len(months), np.nan),
    }
    tally = birth_history(everyone, ages=AGES)
    girls = birth_rate_10_14(tally).column("denominator")[0]
    teens = tally.estimate("ABR").column("denominator")[0]
    # The factors take ages as continuous; months make a few per cent of difference.
    assert girls == pytest.approx(teens * 3 / 5, rel=0.05)


def test_by_group_and_without_inflation() -> None:
    """Each group has its rate; what is observed is less than what is inflated."""
    survey = synthetic_survey(4_000, seed=3, schedule=(0.03, *[0.15] * 6, 0.01))
    tally = birth_history(survey.columns, by="v025", ages=AGES)
    table = birth_rate_10_14(tally)
    assert table.column("v025") == [1, 2]
    assert min(table.column("se")) > 0
    seen = birth_rate_10_14(tally, definition="observed", variance="jackknife")
    assert seen.column("n") < table.column("denominator")


def test_other_ages_and_calendars_are_refused() -> None:
    """The inflation is for single years of age before the interview."""
    survey = synthetic_survey(600, seed=3).columns
    with pytest.raises(DefinitionError, match="ages begin with 10–14"):
        birth_rate_10_14(birth_history(survey))
    with pytest.raises(DefinitionError, match="before the interview"):
        birth_rate_10_14(birth_history(survey, ages=AGES, ending="2014-01"))
    with pytest.raises(DefinitionError, match="definition"):
        birth_rate_10_14(birth_history(survey, ages=AGES), definition="full")  # type: ignore[arg-type]


def test_awir70() -> None:
    """6.127 per 1,000 as observed; DHS 143.801 and 143.332 for the general fertility rate."""
    path = ORACLE / "AWIR70.parquet"
    if not path.exists():
        pytest.skip("the shared oracle is not on this machine")
    tally = birth_history(path, ages=AGES)
    observed = birth_rate_10_14(tally, definition="observed").column("value")
    assert 1000 * observed[0] == pytest.approx(6.127, abs=5e-4)
    wide = tally.estimate("GFR", definition="dhs").column("value")
    narrow = tally.estimate("GFR", definition="15-plus/15-44").column("value")
    assert 1000 * wide[0] == pytest.approx(143.801, abs=5e-4)
    assert 1000 * narrow[0] == pytest.approx(143.332, abs=5e-4)


def test_weights_that_were_divided_before_give_the_same_figures() -> None:
    """A million stands for a weight of one, or one does: the sums tell which."""
    columns = dict(synthetic_survey(3000, seed=11).columns)
    whole = birth_rate_10_14(birth_history(columns, ages=AGES)).to_dicts()[0]
    columns["v005"] = columns["v005"] / 1_000_000
    divided = birth_rate_10_14(birth_history(columns, ages=AGES)).to_dicts()[0]
    for name in ("value", "se", "numerator", "denominator"):
        assert divided[name] == pytest.approx(whole[name], rel=1e-9)
