"""Periods: half-open stretches of days, and the years that statistics use.

The calendar year starts on 1 January. The statistical year of the family-planning commission
(计生统计年度) starts on 1 October of the year before: statistical year 2009 is 1 October 2008 up
to, not including, 1 October 2009.
"""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date
from numbers import Integral
from typing import Self

import attrs

from famplan.errors import InvalidInputError, OutsideWindowError
from famplan.model.dates import plain_date
from famplan.model.validators import check_class, is_known_date

__all__ = ["Period"]

# The Tianjin Statistical Yearbook 2001 (note to table 2-7) says that the commission's year runs
# from 1 October to 30 September "since 1998". The first year that can be meant is 1998 itself.
FIRST_STATISTICAL_YEAR = 1998
_FIRST_YEAR, _LAST_YEAR = 1000, 9998  # four digits, and the first day after must exist

_LABEL = re.compile(
    r"(?P<statistical>SY)?(?P<year>\d{4})(?:(?P<part>[HQ](?=\d$)|-(?=\d\d$))(?P<number>\d+))?",
    re.IGNORECASE,
)
# What follows the year in a label: the word for it, how many a year has, and its months.
_PARTS = {"": ("year", 1, 12), "H": ("half", 2, 6), "Q": ("quarter", 4, 3), "-": ("month", 12, 1)}
_FORMS = "2013, 2013H1, 2013Q2, 2013-06, SY2009, SY2009H1, SY2009Q1 or 2013-01-01/2013-07-01"


@attrs.frozen(order=True, repr=False)
class Period:
    """A stretch of days from `start` up to, not including, `stop`.

    Half-open periods join without gap or overlap, and no last moment of a day is needed.

    Parameters
    ----------
    start : date
        First day.
    stop : date
        First day after.
    name : str, optional
        What it is called, for example ``SY2009Q1``; two periods of the same days are equal
        whatever they are called.

    Raises
    ------
    InvalidInputError
        `stop` is not after `start`, or one of them is not a plain date.

    Examples
    --------
    The first quarter of statistical year 2009:

    >>> quarter = Period.parse("SY2009Q1")
    >>> quarter.start.isoformat(), quarter.stop.isoformat(), quarter.days
    ('2008-10-01', '2009-01-01', 92)
    >>> date(2008, 12, 31) in quarter, date(2009, 1, 1) in quarter
    (True, False)
    """

    start: date = attrs.field(validator=is_known_date)
    stop: date = attrs.field(validator=is_known_date)
    name: str = attrs.field(default="", eq=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check that the period has at least one day."""
        if self.stop <= self.start:
            problem = f"{self.stop} is not after start {self.start}"
            raise InvalidInputError(
                "stop", problem, remedy="stop is the first day after the period"
            )

    @classmethod
    def calendar_year(cls, year: int) -> Self:
        """1 January to 31 December.

        Examples
        --------
        >>> Period.calendar_year(2013).days
        365
        """
        return cls._of(year)

    @classmethod
    def half_year(cls, year: int, number: int) -> Self:
        """First (January–June) or second half of a calendar year.

        Examples
        --------
        >>> Period.half_year(2013, 1).days
        181
        """
        return cls._of(year, "H", number)

    @classmethod
    def quarter(cls, year: int, number: int) -> Self:
        """Quarter of a calendar year; the first is January–March.

        Examples
        --------
        >>> Period.quarter(2013, 2).start
        datetime.date(2013, 4, 1)
        """
        return cls._of(year, "Q", number)

    @classmethod
    def month(cls, year: int, number: int) -> Self:
        """One calendar month.

        Examples
        --------
        >>> Period.month(2012, 2).days
        29
        """
        return cls._of(year, "-", number)

    @classmethod
    def statistical_year(cls, year: int) -> Self:
        """1 October of the year before to 30 September.

        Raises
        ------
        OutsideWindowError
            The year is before 1998, when this year came into use.

        Examples
        --------
        >>> print(Period.statistical_year(2009).start)
        2008-10-01
        """
        return cls._of(year, statistical=True)

    @classmethod
    def statistical_half(cls, year: int, number: int) -> Self:
        """Half of a statistical year; the first is 1 October–31 March.

        Examples
        --------
        >>> Period.statistical_half(2009, 1).days
        182
        """
        return cls._of(year, "H", number, statistical=True)

    @classmethod
    def statistical_quarter(cls, year: int, number: int) -> Self:
        """Quarter of a statistical year; the first is October–December of the year before.

        Examples
        --------
        >>> Period.statistical_quarter(2009, 1).start
        datetime.date(2008, 10, 1)
        """
        return cls._of(year, "Q", number, statistical=True)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period's label; a date range is half-open like the period.

        Raises
        ------
        InvalidInputError
            The text is not the label of a period.

        Examples
        --------
        >>> Period.parse("2013H1") == Period.parse("2013-01-01/2013-07-01")
        True
        >>> Period.parse("2013Q5")
        Traceback (most recent call last):
        ...
        famplan.errors.InvalidInputError: quarter: 5 is none of 1 to 4
        """
        written = str(text).strip()
        if "/" in written:
            return cls._of_dates(written)
        match = _LABEL.fullmatch(written)
        if match is None or (match["statistical"] and match["part"] == "-"):
            raise InvalidInputError("period", f"{text!r} is not a period", remedy=f"write {_FORMS}")
        part, statistical = (match["part"] or "").upper(), bool(match["statistical"])
        return cls._of(int(match["year"]), part, int(match["number"] or 1), statistical=statistical)

    @classmethod
    def _of(cls, year: int, part: str = "", number: int = 1, *, statistical: bool = False) -> Self:
        _check_year(year, statistical=statistical)
        word, last, months = _PARTS[part]
        if not isinstance(number, Integral) or number not in range(1, last + 1):
            raise InvalidInputError(word, f"{number!r} is none of 1 to {last}")
        first = months * (number - 1) + (-2 if statistical else 1)
        counted = {"": "", "-": f"-{number:02}"}.get(part, f"{part}{number}")
        name = f"{'SY' if statistical else ''}{year}{counted}"
        return cls(_first_of(year, first), _first_of(year, first + months), name=name)

    @classmethod
    def _of_dates(cls, written: str) -> Self:
        try:
            start, stop = (date.fromisoformat(part.strip()) for part in written.split("/"))
        except ValueError as error:
            problem, remedy = f"{written!r} is not two dates", "write 2013-01-01/2013-07-01"
            raise InvalidInputError("period", problem, remedy=remedy) from error
        return cls(start, stop)

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.stop - self.start).days

    @property
    def years(self) -> float:
        """Length in years: the days in each calendar year over that year's 365 or 366.

        A calendar year is exactly 1, a statistical year within a thousandth of 1: where one of its
        two calendar years is a leap year, as in 2009, it is 92/366 + 273/365.

        Examples
        --------
        >>> Period.calendar_year(2012).years, Period.statistical_year(2010).years
        (1.0, 1.0)
        >>> Period.statistical_year(2009).years == 92 / 366 + 273 / 365
        True
        """
        first, last = self.start.year, self.stop.year
        if first == last:
            return self.days / (365 + isleap(first))
        head = (date(first + 1, 1, 1) - self.start).days / (365 + isleap(first))
        tail = (self.stop - date(last, 1, 1)).days / (365 + isleap(last))
        return head + tail + (last - first - 1)

    @property
    def label(self) -> str:
        """Name of the period, or its two dates; `parse` reads these and the names it gives."""
        return self.name or f"{self.start}/{self.stop}"

    def contains(self, day: date) -> bool:
        """Whether a day lies in the period.

        Examples
        --------
        >>> Period.calendar_year(2013).contains(date(2014, 1, 1))
        False
        """
        return self.start <= plain_date(day, "day") < self.stop

    __contains__ = contains

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share a day.

        Examples
        --------
        >>> Period.calendar_year(2013).overlaps(Period.calendar_year(2014))
        False
        """
        check_class(other, Period, "other")
        return self.start < other.stop and other.start < self.stop

    def fraction_elapsed(self, on: date) -> float:
        """Share of the days gone by at the end of a day: 0 before the period, 1 after it.

        Examples
        --------
        A quarter into a half-year, just over half of the days are gone.

        >>> Period.statistical_half(2009, 1).fraction_elapsed(date(2008, 12, 31)) == 92 / 182
        True
        """
        gone = (plain_date(on, "on") - self.start).days + 1
        return min(max(gone, 0), self.days) / self.days

    def __str__(self) -> str:
        """Show the label."""
        return self.label

    def __repr__(self) -> str:
        """Show what `parse` reads as these days; a name of the caller's own need not be that."""
        ours = _LABEL.fullmatch(self.name) is not None and Period.parse(self.name) == self
        return f"Period.parse({self.name if ours else f'{self.start}/{self.stop}'!r})"


def _first_of(year: int, month: int) -> date:
    # Month 0 is December of the year before, −2 October, 13 January of the year after.
    years, months = divmod(month - 1, 12)
    return date(year + years, months + 1, 1)


def _check_year(year: int, *, statistical: bool) -> None:
    if not isinstance(year, Integral) or year not in range(_FIRST_YEAR, _LAST_YEAR + 1):
        raise InvalidInputError("year", f"{year!r} is none of {_FIRST_YEAR} to {_LAST_YEAR}")
    if statistical and year < FIRST_STATISTICAL_YEAR:
        problem = f"{year} is before {FIRST_STATISTICAL_YEAR}, when it came into use"
        remedy = f"use Period.calendar_year({year})"
        raise OutsideWindowError("statistical year", problem, remedy=remedy)
