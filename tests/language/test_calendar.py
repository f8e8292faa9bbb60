"""Time that has passed: the birthday of one record, and the latest day of columns."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from famplan.language.calendar import UNKNOWN_DAY, Unit, cutoffs, has_passed
from famplan.model import LeapDay, birthday

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NUMBERS = st.integers(0, 120)
CONVENTIONS = st.sampled_from(LeapDay)
both = pytest.mark.parametrize("leap_day", LeapDay)


@given(DAYS, st.integers(0, 80), CONVENTIONS)
@example(date(1952, 2, 29), 61, LeapDay.MARCH_1)
def test_years_pass_on_the_birthday(start: date, number: int, leap_day: LeapDay) -> None:
    """Not the day before, and on the birthday that `famplan.model` gives."""
    day = birthday(start, number, leap_day=leap_day)
    assert has_passed(start, number, Unit.YEARS, day, leap_day)
    assert not has_passed(start, number, Unit.YEARS, day - timedelta(days=1), leap_day)


@given(DAYS, NUMBERS)
@example(date(2012, 8, 31), 6)
def test_months_pass_on_the_same_day_or_the_last_of_the_month(start: date, number: int) -> None:
    """Six months after 31 August are the last of February."""
    day = start + relativedelta(months=number)
    assert has_passed(start, number, Unit.MONTHS, day, LeapDay.MARCH_1)
    assert not has_passed(start, number, Unit.MONTHS, day - timedelta(days=1), LeapDay.MARCH_1)


@given(DAYS, st.lists(DAYS, min_size=1, max_size=30), NUMBERS, st.sampled_from(Unit), CONVENTIONS)
@example(date(1952, 2, 29), [date(2013, 2, 28)], 61, Unit.YEARS, LeapDay.FEBRUARY_28)
@example(date(1952, 2, 29), [date(2012, 2, 28)], 60, Unit.YEARS, LeapDay.FEBRUARY_28)
@example(date(2012, 8, 30), [date(2013, 2, 28)], 6, Unit.MONTHS, LeapDay.MARCH_1)
@example(date(1953, 3, 1), [date(2012, 2, 29)], 59, Unit.YEARS, LeapDay.FEBRUARY_28)
def test_columns_agree_with_one_record(
    start: date, on: list[date], number: int, unit: Unit, leap_day: LeapDay
) -> None:
    """Born on or before the latest day, exactly where so much time has passed."""
    days = np.array(on, dtype="datetime64[D]").view(np.int64)
    latest = cutoffs(days, number, unit, leap_day)
    born = int(np.datetime64(start, "D").astype(np.int64))
    expected = [has_passed(start, number, unit, day, leap_day) for day in on]
    assert (born <= latest).tolist() == expected


@both
def test_someone_born_on_29_february(leap_day: LeapDay) -> None:
    """Turns 61 on 28 February or 1 March of a common year, and 60 on the 29th of a leap year."""
    born = date(1952, 2, 29)
    passed = [
        has_passed(born, age, Unit.YEARS, day, leap_day)
        for age, day in [
            (61, date(2013, 2, 27)),
            (61, date(2013, 2, 28)),
            (61, date(2013, 3, 1)),
            (60, date(2012, 2, 28)),
            (60, date(2012, 2, 29)),
        ]
    ]
    assert passed == [False, leap_day is LeapDay.FEBRUARY_28, True, False, True]


def test_unknown_days_stay_unknown() -> None:
    """Also where all are, and where the days lie too far apart for a table."""
    far = np.array([UNKNOWN_DAY, -200_000, 200_000])
    assert cutoffs(far, 60, Unit.YEARS, LeapDay.MARCH_1)[0] == UNKNOWN_DAY
    nothing = np.array([UNKNOWN_DAY])
    assert cutoffs(nothing, 60, Unit.YEARS, LeapDay.MARCH_1).tolist() == [UNKNOWN_DAY]
