"""Ages: one answer for one date and for a million."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, InvalidInputError, ShapeError
from famplan.model import LeapDay, birthday, completed_age

days = st.dates(date(1850, 1, 1), date(2150, 12, 31))
leap_births = st.integers(1850 // 4, 2100 // 4).map(
    lambda n: date(4 * n, 2, 29) if (4 * n) % 100 else date(2000, 2, 29)
)
rules = st.sampled_from(LeapDay)
pairs = st.tuples(st.one_of(days, leap_births), days).filter(lambda pair: pair[0] <= pair[1])


@given(pairs, rules)
def test_the_age_is_the_last_birthday_passed(pair: tuple[date, date], rule: LeapDay) -> None:
    """The birthday of the completed age has come and the next has not."""
    birth, on = pair
    age = completed_age(birth, on, leap_day=rule)
    assert birthday(birth, age, leap_day=rule) <= on < birthday(birth, age + 1, leap_day=rule)


@given(st.lists(pairs, min_size=1, max_size=30), rules)
def test_an_array_equals_a_loop_of_dates(rows: list[tuple[date, date]], rule: LeapDay) -> None:
    """Columns give what single dates give."""
    births, ons = (np.array(column, dtype="datetime64[D]") for column in zip(*rows, strict=True))
    alone = [completed_age(birth, on, leap_day=rule) for birth, on in rows]
    np.testing.assert_array_equal(completed_age(births, ons, leap_day=rule), alone)


@given(pairs)
def test_the_default_is_one_comparison(pair: tuple[date, date]) -> None:
    """With 1 March, month and day decide, whatever the year."""
    birth, on = pair
    later = (on.month, on.day) >= (birth.month, birth.day)
    assert completed_age(birth, on) == on.year - birth.year - (not later)


@given(st.one_of(days, leap_births), st.integers(0, 100))
def test_conventions_differ_on_one_day_at_most(birth: date, age: int) -> None:
    """Only for those born on 29 February, only in common years, only by a day."""
    early = birthday(birth, age, leap_day=LeapDay.FEBRUARY_28)
    late = birthday(birth, age, leap_day=LeapDay.MARCH_1)
    differ = (birth.month, birth.day) == (2, 29) and (early.month, early.day) == (2, 28)
    assert late - early == timedelta(days=differ)


@pytest.mark.parametrize(
    ("on", "february", "march"),
    [
        ("2013-02-27", 60, 60),
        ("2013-02-28", 61, 60),
        ("2013-03-01", 61, 61),
        ("2012-02-28", 59, 59),
        ("2012-02-29", 60, 60),
    ],
)
def test_a_leap_day_birthday(on: str, february: int, march: int) -> None:
    """Someone born on 29 February 1952, day by day."""
    birth, day = date(1952, 2, 29), date.fromisoformat(on)
    assert completed_age(birth, day, leap_day=LeapDay.FEBRUARY_28) == february
    assert completed_age(birth, day, leap_day=LeapDay.MARCH_1) == march


def test_unknown_dates_have_unknown_ages() -> None:
    """None and NaT are unknown, not age zero."""
    births = [date(2000, 1, 1), None]
    ages = completed_age(births, date(2013, 1, 1))
    np.testing.assert_array_equal(ages, [13, np.nan])
    np.testing.assert_array_equal(completed_age(births, [None, date(2013, 1, 1)]), [np.nan] * 2)


def test_columns_of_dataframes_are_read() -> None:
    """Pandas keeps dates as moments: the time of day is dropped."""
    moments = [datetime(2000, 6, 30, 23, 59), None]  # noqa: DTZ001 - columns have no zone
    frame = pd.DataFrame({"birth": pd.to_datetime(moments)})
    ages = completed_age(frame["birth"], date(2013, 6, 30))
    np.testing.assert_array_equal(ages, [13, np.nan])
    column = pl.Series([date(2000, 6, 30), None])
    np.testing.assert_array_equal(completed_age(column, date(2013, 6, 30)), [13, np.nan])
    for missing in (None, np.nan, pd.NaT):
        mixed = pd.Series([date(2000, 6, 30), missing], dtype=object)
        np.testing.assert_array_equal(completed_age(mixed, date(2013, 6, 30)), [13, np.nan])


def test_a_column_may_be_empty_or_all_unknown() -> None:
    """Neither has a type of its own, and neither is a fault."""
    assert completed_age([], date(2013, 6, 30)).shape == (0,)
    assert np.isnan(completed_age([np.nan, np.nan], date(2013, 6, 30))).all()


@pytest.mark.parametrize("age", [-1, 1.5, "60", 9000])
def test_a_birthday_is_of_whole_years(age: object) -> None:
    """From 0 up to the last year that there is."""
    with pytest.raises(InvalidInputError, match=r"age: .* is not a whole number from 0 to 8047"):
        birthday(date(1952, 2, 29), age)  # type: ignore[arg-type]


def test_no_age_before_birth() -> None:
    """The message shows both days and, in a column, the place."""
    with pytest.raises(InvalidInputError, match="birth: 2013-07-01 is after 2013-06-30"):
        completed_age(date(2013, 7, 1), date(2013, 6, 30))
    births = [date(2000, 1, 1), date(2013, 7, 1)]
    with pytest.raises(InvalidInputError, match=r"birth\[1\]: 2013-07-01 is after 2013-06-30"):
        completed_age(births, date(2013, 6, 30))
    with pytest.raises(InvalidInputError, match="birth: 2013-07-01 is after"):
        completed_age(np.datetime64("2013-07-01"), np.datetime64("2013-06-30"))


@pytest.mark.parametrize(
    ("birth", "message"),
    [
        ([2000, 2001], "birth: int64 is not a date; give dates"),
        ("2000-01-01", "birth: text is not a date; give dates"),
        (["2000"], "birth: text is not a date; give dates"),
        ([20000101, None], r"birth\[0\]: int is not a date; give dates"),
        ([date(2000, 1, 1), "2001"], r"birth\[1\]: str is not a date; give dates"),
        (["June"], "birth: text is not a date; give dates, or np.array"),
        ([object()], r"birth\[0\]: object is not a date; give dates"),
        (datetime(2000, 1, 1), "birth: a datetime is not a date"),  # noqa: DTZ001 - the usual slip
    ],
)
def test_what_is_no_date_is_refused(birth: object, message: str) -> None:
    """A year or a word is not taken for a day."""
    with pytest.raises(InvalidInputError, match=message):
        completed_age(birth, date(2013, 6, 30))  # type: ignore[call-overload]


def test_shapes_must_match() -> None:
    """Both shapes stand in the message."""
    births = [date(2000, 1, 1)] * 2
    with pytest.raises(ShapeError, match=r"birth \(2,\), on \(3,\)"):
        completed_age(births, [date(2013, 1, 1)] * 3)


def test_a_convention_must_exist() -> None:
    """Its text is enough; another is refused, scalar or not."""
    birth, day = date(1952, 2, 29), date(2013, 2, 28)
    assert completed_age(birth, day, leap_day="28 February") == 61  # type: ignore[call-overload]
    for births in (birth, [birth]):
        with pytest.raises(DefinitionError, match="leap_day: 'never' is none of 28 February, 1 M"):
            completed_age(births, day, leap_day="never")  # type: ignore[call-overload]
