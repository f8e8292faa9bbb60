"""Deadlines of offices and of people under the regulation on migrants of 2009.

A period does not count the day on which it starts. Working days are Monday to Friday, except the
days given as holidays, and the weekend days given as working days by the yearly notice on
holidays: both are facts of a year and must be passed in. Periods of days and months count every
day and are not moved when they end on a day of rest: the regulation does not say so.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import count, islice
from tomllib import loads
from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError, OutsideWindowError
from famplan.model.days import plain_date
from famplan.rules.window import check_window, in_window, window_text

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Deadline", "Period", "deadline", "deadline_day", "deadlines"]

_SATURDAY = 5


class Period(StrEnum):
    """What a deadline is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


@attrs.frozen(kw_only=True)
class Deadline:
    """A period in which something is to be done, while a text was in force.

    Parameters
    ----------
    key : str
        Its name here: ``"submit"``.
    name, name_zh : str
        What is to be done, by whom, and from when it counts.
    number : int
        How many.
    period : Period or str
        Of what.
    since, until : date
        First day in force, and first day no longer in force.
    ended_by : str
        The act that repealed it.
    source : Source
        The text.
    """

    key: str
    name: str
    name_zh: str
    number: int
    period: Period = attrs.field(converter=Period)
    since: date
    until: date
    ended_by: str
    source: Source

    def __attrs_post_init__(self) -> None:
        """Check the window."""
        check_window(self.key, self.since, self.until)

    def last_day(
        self, start: date, *, holidays: Collection[date] = (), worked: Collection[date] = ()
    ) -> date:
        """Return the last day in time, for a period that starts on a day; see `deadline_day`."""
        day = plain_date(start, "start")
        if not in_window(day, self.since, self.until):
            window = window_text(self.since, self.until)
            raise OutsideWindowError(
                self.key, f"{day} is outside its window, {window}; ended by {self.ended_by}"
            )
        if self.period is Period.DAYS:
            return day + timedelta(days=self.number)
        if self.period is Period.MONTHS:
            return _months_later(day, self.number)
        rest = {plain_date(entry, "holidays") for entry in holidays}
        work = {plain_date(entry, "worked") for entry in worked}
        later = (day + timedelta(days=passed) for passed in count(1))
        return next(islice((x for x in later if _is_worked(x, rest, work)), self.number - 1, None))

    def __str__(self) -> str:
        """Period, what is to be done, and who says so."""
        return f"{self.number} {self.period}: {self.name} – {self.source}"


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_worked(day: date, holidays: Collection[date], worked: Collection[date]) -> bool:
    return day in worked or (day.weekday() < _SATURDAY and day not in holidays)


@cache
def deadlines() -> tuple[Deadline, ...]:
    """Every deadline, in the order of the regulation.

    Examples
    --------
    >>> [f"{entry.key}: {entry.number} {entry.period}" for entry in deadlines()]
    ['submit: 30 days', 'query: 7 working days', 'answer: 15 working days', \
'report: 15 working days', 'complete: 3 months']
    """
    file = resources.files("famplan.rules") / "data" / "migrant_deadlines.toml"
    data = loads(file.read_text(encoding="utf-8"))
    return tuple(_deadline(row, data["text"]) for row in data["deadline"])


def _deadline(row: dict[str, Any], text: dict[str, Any]) -> Deadline:
    shared = {name: text[name] for name in ("since", "until", "ended_by")}
    source = Source(text["title"], locator=row["locator"], grade=text["grade"])
    own = {name: value for name, value in row.items() if name != "locator"}
    return Deadline(**own, **shared, source=source)


def deadline(key: str) -> Deadline:
    """Return a deadline by its key.

    Raises
    ------
    DefinitionError
        There is none of that key.

    Examples
    --------
    >>> print(deadline("complete"))
    3 months: obtain a missing certificate, from the day of being told – 流动人口计划生育工作条例, \
art. 23 [A]
    """
    known = {entry.key: entry for entry in deadlines()}
    if key not in known:
        raise DefinitionError("deadline", f"{key!r} is none of {', '.join(known)}")
    return known[key]


def deadline_day(
    key: str, start: date, *, holidays: Collection[date] = (), worked: Collection[date] = ()
) -> date:
    """Return the last day in time under the regulation on migrants of 2009.

    Parameters
    ----------
    key : str
        ``"submit"``, ``"query"``, ``"answer"``, ``"report"`` or ``"complete"``; see `deadlines`.
    start : date
        The day from which it counts; it is not counted itself, and chooses the text in force.
    holidays : collection of date
        Public holidays, which are no working days. None are known here.
    worked : collection of date
        Saturdays and Sundays that were worked instead.

    Returns
    -------
    date

    Raises
    ------
    DefinitionError
        There is no such deadline.
    InvalidInputError
        A day is not a date.
    OutsideWindowError
        The regulation was not in force on the day; the message names the act that ended it.

    Examples
    --------
    Seven working days from Monday 29 April 2013, with and without the holiday until 1 May:

    >>> from datetime import date
    >>> may = [date(2013, 4, 29), date(2013, 4, 30), date(2013, 5, 1)]
    >>> deadline_day("query", date(2013, 4, 29), holidays=may)
    datetime.date(2013, 5, 10)
    >>> deadline_day("query", date(2013, 4, 29))
    datetime.date(2013, 5, 8)
    >>> deadline_day("complete", date(2013, 11, 30))
    datetime.date(2014, 2, 28)
    """
    return deadline(key).last_day(start, holidays=holidays, worked=worked)
