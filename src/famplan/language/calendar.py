"""Whether so much time has passed: for one date, and as the latest date for which it has.

"At least 60 years old on a day" is "born on or before a certain day". For one record the birthday
is compared; for columns that latest day is computed once and compared, at a thousandth of the cost
of an age. The two are written apart, so that tests can hold the one to the other.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from famplan.model.dates import LeapDay

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

__all__ = ["UNKNOWN_DAY", "Unit", "cutoffs", "has_passed"]

UNKNOWN_DAY = np.iinfo(np.int64).min
"""A day that is not known, among days counted from 1970-01-01: what ``NaT`` is inside."""

_TABLE = 1 << 17  # days that a table of cutoffs spans at most: 350 years
_FEBRUARY, _LEAP_DAY = 2, 29


class Unit(StrEnum):
    """What time is counted in."""

    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"


def has_passed(start: date, number: int, unit: Unit, on: date, leap_day: LeapDay) -> bool:
    """Tell whether so much time has passed since a day.

    A month after the 31st is the last day of the next month, where that is shorter.

    Examples
    --------
    >>> from datetime import date
    >>> born = date(1952, 2, 29)
    >>> has_passed(born, 61, Unit.YEARS, date(2013, 2, 28), LeapDay.MARCH_1)
    False
    >>> has_passed(born, 61, Unit.YEARS, date(2013, 2, 28), LeapDay.FEBRUARY_28)
    True
    """
    if unit is Unit.DAYS:
        return (on - start).days >= number
    if unit is Unit.YEARS:
        year = start.year + number
        if on.year != year:
            return on.year > year
        return (on.month, on.day) >= _anniversary(start, year, leap_day)
    months = 12 * (on.year - start.year) + on.month - start.month - number
    return months > 0 or (months == 0 and on.day >= min(start.day, _last_day(on)))


def _last_day(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _anniversary(start: date, year: int, leap_day: LeapDay) -> tuple[int, int]:
    if start.day == _LEAP_DAY and start.month == _FEBRUARY and not isleap(year):
        # 29 February sorts between the two days on which the anniversary may be.
        return (_FEBRUARY, _LEAP_DAY - (leap_day is LeapDay.FEBRUARY_28))
    return (start.month, start.day)


def cutoffs(on: NDArray[np.int64], number: int, unit: Unit, leap_day: LeapDay) -> NDArray[np.int64]:
    """Return for each day the latest one since which so much time has passed.

    Parameters
    ----------
    on : ndarray of int
        Days counted from 1970-01-01; `UNKNOWN_DAY` stays unknown.
    number : int
        How much time.
    unit : Unit
        Of what.
    leap_day : LeapDay
        Birthday in common years of someone born on 29 February.

    Examples
    --------
    >>> days = np.array(["2013-02-28", "NaT"], "datetime64[D]").view(np.int64)
    >>> cutoffs(days, 61, Unit.YEARS, LeapDay.FEBRUARY_28).view("datetime64[D]")
    array(['1952-02-29',        'NaT'], dtype='datetime64[D]')
    """
    known = on[on != UNKNOWN_DAY]
    if not known.size:
        return on
    low, high = int(known.min()), int(known.max())
    if high - low > min(len(on), _TABLE):
        return np.where(on == UNKNOWN_DAY, on, _cutoffs(on, number, unit, leap_day))
    table = np.empty(high - low + 2, dtype=np.int64)
    table[0] = UNKNOWN_DAY
    table[1:] = _cutoffs(np.arange(low, high + 1), number, unit, leap_day)
    found: NDArray[np.int64] = table[np.maximum(on, low - 1) - (low - 1)]
    return found


def _cutoffs(
    on: NDArray[np.int64], number: int, unit: Unit, leap_day: LeapDay
) -> NDArray[np.int64]:
    if unit is Unit.DAYS:
        return on - number
    months = on.view("datetime64[D]").astype("datetime64[M]")
    day = on - _first_day(months)
    earlier = months - number * (12 if unit is Unit.YEARS else 1)
    start, stop = _first_day(earlier), _first_day(earlier + 1)
    found = np.minimum(start + day, stop - 1)
    # Of the last day of a month it is also the month's longer namesake's last day that has passed:
    # always where months are counted, and for the 29th by one of the two conventions for years.
    if unit is Unit.MONTHS or leap_day is LeapDay.FEBRUARY_28:
        last = on + 1 == _first_day(months + 1)
        found = np.where(last, stop - 1, found)
    return found


def _first_day(months: NDArray[np.datetime64]) -> NDArray[np.int64]:
    return months.astype("datetime64[D]").view(np.int64)
