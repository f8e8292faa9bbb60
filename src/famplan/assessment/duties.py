"""The cycle of the year for units: what falls due when, and what was done in time."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs

from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.choices import one_of
from famplan.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "Due",
    "DueState",
    "Duty",
    "Kept",
    "YearKind",
    "due_dates",
    "due_states",
    "duties",
]

Every: TypeAlias = Literal["month", "quarter", "half-year", "year"]
YearKind: TypeAlias = Literal["calendar", "statistical"]
"""From January on, or from October on: half-years differ."""

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_FIRST_MONTH = {"calendar": 1, "statistical": 10}
_YEAR = 12


@attrs.frozen(kw_only=True)
class Duty:
    """Something that units do again and again.

    Parameters
    ----------
    code : str
        Short name.
    name, name_zh : str
        Names in both languages.
    every : {"month", "quarter", "half-year", "year"}
        The window within which it is done once.
    by : str
        Day of the year by which a yearly duty is done, as ``"09-30"``; the window then ends on
        it. Empty where the last day of the window counts.
    clause : str
        Where in the text it stands.
    source : Source
        The text.

    Raises
    ------
    DefinitionError
        An unknown window, or a day that is none.
    """

    code: str
    name: str
    name_zh: str = ""
    every: Every
    by: str = ""
    clause: str = ""
    source: Source

    def __attrs_post_init__(self) -> None:
        """Check window and day."""
        one_of(self.every, get_args(Every), argument="every")
        if self.by:
            if self.every != "year":
                raise DefinitionError("by", "only a yearly duty has a day of the year")
            try:
                self.by_in(1999)
            except ValueError as error:
                raise DefinitionError("by", f"{self.by!r} is no day", remedy='"09-30"') from error

    def by_in(self, year: int) -> date:
        """Day of a year by which it is done."""
        return date.fromisoformat(f"{year}-{self.by}")


@cache
def duties() -> tuple[Duty, ...]:
    """Return the duties of the source reports.

    Examples
    --------
    >>> [(duty.name_zh, duty.every) for duty in duties()]
    [('自查', 'month'), ('抽查', 'quarter'), ('检查', 'half-year'), ('年度专题报告', 'year')]
    """
    file = resources.files("famplan.assessment") / "data" / "duties.toml"
    rows = loads(file.read_text(encoding="utf-8"))["duty"]
    return tuple(Duty(**{**row, "source": Source(**row["source"])}) for row in rows)


@attrs.frozen(kw_only=True)
class Due:
    """A duty in one window.

    Parameters
    ----------
    duty : Duty
        What is to be done.
    window : Period
        When.
    """

    duty: Duty
    window: Period

    @property
    def due(self) -> date:
        """Last day on which it is in time."""
        return self.window.stop - timedelta(days=1)

    def __str__(self) -> str:
        """Day and duty in one line."""
        return f"{self.due}: {self.duty.name}"


def due_dates(
    period: Period, *, year: YearKind, chosen: Sequence[Duty] | None = None
) -> tuple[Due, ...]:
    r"""List what falls due in a period, the earliest first.

    Parameters
    ----------
    period : Period
        Days looked at; a window that ends in it is listed whole.
    year : {"calendar", "statistical"}
        Which half-years and years are meant.
    chosen : sequence of Duty, optional
        The duties; those of the reports where not given.

    Raises
    ------
    DefinitionError
        An unknown `year`.

    Examples
    --------
    >>> from famplan import Period
    >>> autumn = due_dates(Period.quarter(2008, 3), year="statistical")
    >>> print(*autumn[-3:], sep="\n")
    2008-09-30: Spot check
    2008-09-30: Inspection
    2008-09-30: Special report on the year's work
    >>> len(due_dates(Period.calendar_year(2008), year="calendar"))
    19
    """
    one_of(year, get_args(YearKind), argument="year")
    listed = [
        Due(duty=duty, window=window)
        for duty in (duties() if chosen is None else chosen)
        for window in _windows(duty, period, _FIRST_MONTH[year])
        if (window.stop - timedelta(days=1)) in period
    ]
    return tuple(sorted(listed, key=lambda due: (due.due, _MONTHS[due.duty.every])))


def _windows(duty: Duty, period: Period, first_month: int) -> list[Period]:
    """Windows that may end in a period: of every year that it touches."""
    years = range(period.start.year - 1, period.stop.year + 2)
    if duty.by:
        day = timedelta(days=1)
        return [Period(duty.by_in(year - 1) + day, duty.by_in(year) + day) for year in years]
    months = _MONTHS[duty.every]
    starts = [
        (year, first_month - 1 + months * number)
        for year in years
        for number in range(_YEAR // months)
    ]
    return [Period(_first(year, month), _first(year, month + months)) for year, month in starts]


def _first(year: int, month: int) -> date:
    return date(year + month // _YEAR, month % _YEAR + 1, 1)


class Kept(StrEnum):
    """Whether a duty was done in its window.

    Examples
    --------
    >>> Kept.NOT_DUE.name_zh
    '未到期'
    """

    DONE = "done"
    MISSED = "missed"
    NOT_DUE = "not due yet"
    UNKNOWN = "unknown"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return {"done": "已完成", "missed": "逾期", "not due yet": "未到期", "unknown": "不详"}[
            self
        ]


@attrs.frozen(kw_only=True)
class DueState:
    """A duty in its window, and whether it was kept."""

    due: Due
    kept: Kept


def due_states(
    listed: Sequence[Due], *, done: Mapping[str, Sequence[date] | None], on: date
) -> tuple[DueState, ...]:
    """Say of each duty whether it was done in its window, as far as a day can tell.

    Parameters
    ----------
    listed : sequence of Due
        From `due_dates`.
    done : mapping of duty code to dates
        Days on which it was done; a duty left out, or with None, is not known.
    on : date
        Up to whose end it is looked.

    Raises
    ------
    InvalidInputError
        Days of a duty that is not listed.

    Examples
    --------
    >>> from famplan import Period
    >>> listed = due_dates(Period.quarter(2008, 1), year="calendar")
    >>> states = due_states(
    ...     listed, done={"self-check": [date(2008, 1, 31), date(2008, 3, 3)]}, on=date(2008, 3, 10)
    ... )
    >>> [(str(state.due), str(state.kept)) for state in states][:3]
    [('2008-01-31: Self-check', 'done'), ('2008-02-29: Self-check', 'missed'), \
('2008-03-31: Self-check', 'done')]
    """
    codes = {due.duty.code for due in listed}
    if strange := sorted(set(done) - codes):
        problem = f"{', '.join(strange)} is not listed"
        raise InvalidInputError("done", problem, remedy=f"listed: {', '.join(sorted(codes))}")
    return tuple(DueState(due=due, kept=_kept(due, done.get(due.duty.code), on)) for due in listed)


def _kept(due: Due, days: Sequence[date] | None, on: date) -> Kept:
    if days is None:
        return Kept.UNKNOWN if due.due <= on else Kept.NOT_DUE
    if any(day in due.window and day <= on for day in days):
        return Kept.DONE
    return Kept.MISSED if due.due <= on else Kept.NOT_DUE
