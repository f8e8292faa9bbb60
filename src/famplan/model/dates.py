"""Dates, birthdays and completed ages.

A date here is a `datetime.date`. A `datetime.datetime` is refused although Python makes it a kind
of date: it does not compare with dates, and its time of day would make the last day of a
half-open period ambiguous. Columns (``datetime64``) are read to the day, since dataframes often
have no type for a plain date.
"""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from numbers import Integral
from typing import TYPE_CHECKING, Any, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from famplan.errors import DefinitionError, InvalidInputError, ShapeError
from famplan.model.days import indexed, plain_date, read_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

__all__ = ["LeapDay", "birthday", "completed_age", "plain_date"]

Dates: TypeAlias = "ArrayLike | Sequence[date | None]"
FloatArray: TypeAlias = NDArray[np.float64]

_FEBRUARY, _LEAP_DAY = 2, 29


class LeapDay(StrEnum):
    """The day on which someone born on 29 February has a birthday in a common year.

    famplan's default is 1 March: on 28 February the 29th has not been reached, so the age
    follows from comparing month and day, and "at least 60 on a day" is exactly "born on or before
    that day 60 years earlier". A law that says 28 February is an explicit argument.
    """

    FEBRUARY_28 = "28 February"
    MARCH_1 = "1 March"


def birthday(birth: date, age: int, *, leap_day: LeapDay = LeapDay.MARCH_1) -> date:
    """The day on which someone completes an age.

    Parameters
    ----------
    birth : date
        Date of birth.
    age : int
        Completed years.
    leap_day : LeapDay
        Birthday in a common year of someone born on 29 February.

    Returns
    -------
    date

    Raises
    ------
    InvalidInputError
        `birth` is not a plain date, or `age` not a whole number of years from 0.

    Examples
    --------
    >>> birthday(date(1953, 7, 1), 60)
    datetime.date(2013, 7, 1)
    >>> birthday(date(1952, 2, 29), 61, leap_day=LeapDay.FEBRUARY_28)
    datetime.date(2013, 2, 28)
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - loaded when first needed

    rule = _rule(leap_day)
    last = MAXYEAR - plain_date(birth, "birth").year
    if not isinstance(age, Integral) or age not in range(last + 1):
        raise InvalidInputError("age", f"{age!r} is not a whole number from 0 to {last}")
    day = birth + relativedelta(years=int(age))
    moved_back = day.day != birth.day
    if moved_back and rule is LeapDay.MARCH_1:
        return day + timedelta(days=1)
    return day


@overload
def completed_age(birth: date, on: date, *, leap_day: LeapDay = ...) -> int: ...
@overload
def completed_age(birth: Dates, on: date | Dates, *, leap_day: LeapDay = ...) -> FloatArray: ...
@overload
def completed_age(birth: date, on: Dates, *, leap_day: LeapDay = ...) -> FloatArray: ...
def completed_age(
    birth: date | Dates, on: date | Dates, *, leap_day: LeapDay = LeapDay.MARCH_1
) -> int | FloatArray:
    """Age in completed years (周岁) on a day.

    Parameters
    ----------
    birth, on : date, or array_like of dates
        Date of birth, and the day on which the age is asked for; arrays may hold ``NaT`` or
        None for unknown.
    leap_day : LeapDay
        Birthday in a common year of someone born on 29 February: 1 March unless told otherwise,
        for the reason given at `LeapDay`.

    Returns
    -------
    int or ndarray
        Whole years for two dates; for arrays an array of floats, ``nan`` where a date is
        unknown.

    Raises
    ------
    InvalidInputError
        Something is not a date, or `on` is before `birth`.
    DefinitionError
        `leap_day` is not one of the two conventions.
    ShapeError
        The shapes do not match.

    Examples
    --------
    >>> completed_age(date(1953, 7, 1), date(2013, 6, 30))
    59
    >>> completed_age(date(1952, 2, 29), date(2013, 2, 28))
    60
    >>> completed_age(date(1952, 2, 29), date(2013, 2, 28), leap_day=LeapDay.FEBRUARY_28)
    61
    >>> completed_age(np.array(["1953-07-01", "NaT"], "datetime64[D]"), date(2013, 7, 1))
    array([60., nan])
    """
    rule = _rule(leap_day)
    if isinstance(birth, date) and isinstance(on, date):
        plain_date(birth, "birth")
        plain_date(on, "on")
        if on < birth:
            raise _before_birth("birth", birth, on)
        return on.year - birth.year - (_month_day(on) < _anniversary(birth, on.year, rule))
    return _ages(read_days(birth, "birth"), read_days(on, "on"), rule)


def _rule(leap_day: LeapDay | str) -> LeapDay:
    try:
        return LeapDay(leap_day)
    except ValueError as error:
        allowed = ", ".join(LeapDay)
        raise DefinitionError("leap_day", f"{leap_day!r} is none of {allowed}") from error


def _month_day(day: date) -> tuple[int, int]:
    return day.month, day.day


def _anniversary(birth: date, year: int, rule: LeapDay) -> tuple[int, int]:
    # 29 February sorts before 1 March, so only the other convention needs a change.
    if _month_day(birth) == (_FEBRUARY, _LEAP_DAY) and rule is LeapDay.FEBRUARY_28:
        return _FEBRUARY, _LEAP_DAY - (not _is_leap(year))
    return _month_day(birth)


def _is_leap(year: Any) -> Any:  # noqa: ANN401 - one year or an array of years
    return (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))


def _ages(birth: NDArray[np.datetime64], on: NDArray[np.datetime64], rule: LeapDay) -> FloatArray:
    try:
        birth, on = np.broadcast_arrays(birth, on)
    except ValueError as error:
        problem = f"shapes do not match: birth {birth.shape}, on {on.shape}"
        raise ShapeError("birth and on", problem) from error
    if (on < birth).any():  # NaT compares as false
        place = tuple(np.argwhere(on < birth)[0])
        raise _before_birth(indexed("birth", place), birth[place], on[place])
    birth_year, birth_day = _year_and_day(birth)
    on_year, on_day = _year_and_day(on)
    if rule is LeapDay.FEBRUARY_28:
        leap_born = birth_day == _FEBRUARY * 100 + _LEAP_DAY
        birth_day = birth_day - (leap_born & ~_is_leap(on_year))
    years = (on_year - birth_year - (on_day < birth_day)).astype(np.float64)
    return np.where(np.isnat(birth) | np.isnat(on), np.nan, years)


def _year_and_day(days: NDArray[np.datetime64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    # The day of the year as 100 × month + day, which orders like the pair.
    months = days.astype("datetime64[M]")
    years = months.astype("datetime64[Y]")
    month = (months - years).astype(np.int64) + 1
    day = (days - months).astype(np.int64) + 1
    return years.astype(np.int64) + 1970, 100 * month + day


def _before_birth(where: str, birth: object, on: object) -> InvalidInputError:
    return InvalidInputError(where, f"{birth} is after {on}", remedy="no age before birth")
