"""Century months: one answer for one date and for a million, there and back."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError
from famplan.model import century_month, from_century_month

days = st.dates(date(1850, 1, 1), date(2150, 12, 31))


@given(days)
def test_a_century_month_reads_back(day: date) -> None:
    """The code gives back year and month."""
    code = century_month(day)
    assert from_century_month(code) == (day.year, day.month)
    assert code == 12 * (day.year - 1900) + day.month


@given(st.lists(days, min_size=1, max_size=30))
def test_a_column_of_century_months_equals_a_loop(column: list[date]) -> None:
    """Arrays of codes, there and back."""
    codes = century_month(np.array(column, dtype="datetime64[D]"))
    np.testing.assert_array_equal(codes, [century_month(day) for day in column])
    years, months = from_century_month(codes)
    np.testing.assert_array_equal(years, [day.year for day in column])
    np.testing.assert_array_equal(months, [day.month for day in column])


def test_an_unknown_day_has_no_century_month() -> None:
    """It stays unknown, there and back."""
    codes = century_month([date(1900, 1, 1), None])
    np.testing.assert_array_equal(codes, [1, np.nan])
    np.testing.assert_array_equal(from_century_month(codes)[0], [1900, np.nan])


def test_a_code_is_a_number() -> None:
    """Lists are read, None is unknown, a word is refused."""
    years, months = from_century_month([1362, None])  # type: ignore[list-item]
    np.testing.assert_array_equal(years, [2013, np.nan])
    np.testing.assert_array_equal(months, [6, np.nan])
    with pytest.raises(InvalidInputError, match="code: not every entry is a number"):
        from_century_month("June")


@pytest.mark.parametrize("code", [1362.5, [1362, 1362.5]])
def test_a_century_month_is_whole(code: object) -> None:
    """Half a month has no year and month."""
    with pytest.raises(InvalidInputError, match=r"code: 1362\.5 is not a whole number"):
        from_century_month(code)  # type: ignore[call-overload]


def test_a_datetime_has_no_century_month() -> None:
    """As everywhere, it is refused by name."""
    with pytest.raises(InvalidInputError, match="day: a datetime is not a date"):
        century_month(datetime(2013, 6, 30))  # noqa: DTZ001 - the usual slip
