"""Early and late: ages by date, and shares."""

from __future__ import annotations

import warnings
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.catalogue.facts import fact
from famplan.errors import InvalidRecordError, OutsideWindowError, PartExceedsWholeError
from famplan.formulas import marriage
from famplan.model.sex import Sex

LATE_DAYS = st.dates(date(1981, 1, 1), date(2015, 12, 31))


@pytest.mark.parametrize(
    ("day", "women", "men"),
    [
        (date(1950, 5, 1), 18, 20),
        (date(1980, 12, 31), 18, 20),
        (date(1981, 1, 1), 20, 22),
        (date(2020, 12, 31), 20, 22),
        (date(2021, 1, 1), 20, 22),
    ],
)
def test_legal_ages_on_both_sides_of_each_change(day: date, women: int, men: int) -> None:
    """The laws of 1950 and 1980 and the Civil Code, from the day each took effect."""
    assert marriage.legal_marriage_age(Sex.FEMALE, on=day) == women
    assert marriage.legal_marriage_age("male", on=day) == men


@given(day=LATE_DAYS, sex=st.sampled_from(Sex))
def test_late_is_three_years_above_legal(day: date, sex: Sex) -> None:
    """As long as late marriage was a term of law."""
    late = marriage.late_marriage_age(sex, on=day)
    assert late == marriage.legal_marriage_age(sex, on=day) + 3


@pytest.mark.parametrize("day", [date(1980, 12, 31), date(2016, 1, 1)])
def test_late_marriage_was_no_term_before_and_after(day: date) -> None:
    """The two-child law of 2016 no longer names it."""
    with pytest.raises(OutsideWindowError):
        marriage.late_marriage_age("female", on=day)
    with pytest.raises(OutsideWindowError):
        fact("late_first_birth_age", on=day)


def test_the_late_age_at_first_birth_is_seen_and_one_year_above_the_late_marriage() -> None:
    """The fact has a source, so it does not warn."""
    day = date(2016, 1, 1) - timedelta(days=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert fact("late_first_birth_age", on=day).value == 24


def test_before_the_first_law_there_is_no_legal_age() -> None:
    """The first marriage law took effect on 1 May 1950."""
    with pytest.raises(OutsideWindowError):
        marriage.legal_marriage_age("female", on=date(1950, 4, 30))


def test_a_third_sex_code_is_refused() -> None:
    """The message says what is known."""
    with pytest.raises(InvalidRecordError, match="sex: '2' is neither 'female' nor 'male'"):
        marriage.legal_marriage_age("2", on=date(2000, 1, 1))


@given(late=st.integers(0, 1000), others=st.integers(0, 1000))
def test_shares_of_late_and_other_events_make_one(late: int, others: int) -> None:
    """A share and its complement add to one; of nothing both are unknown."""
    total = late + others
    for share in (
        lambda part: marriage.first_marriage_proportion(part, first_marriages=total),
        lambda part: marriage.late_first_birth_proportion(part, first_births=total),
    ):
        both = share(late) + share(others)
        assert np.isnan(both) if total == 0 else both == pytest.approx(1)


def test_more_late_marriages_than_marriages_are_refused() -> None:
    """A part cannot exceed its whole."""
    with pytest.raises(PartExceedsWholeError, match="marriages: 3 is more than first_marriages 2"):
        marriage.first_marriage_proportion(3, first_marriages=2)
