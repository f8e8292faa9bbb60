"""What a rule across columns, rows and tables is, and what it looks at."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import numpy as np

from famplan.readers.rule import FaultRule, Severity
from famplan.readers.table import NOBODY, UNKNOWN_DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from famplan.readers.table import RegisterTable

__all__ = ["Check", "View", "before", "below_age", "error", "led", "warning"]

Made = TypeVar("Made")

_YEAR = 365


@attrs.frozen
class Check:
    """A rule, and the function that finds the rows which break it.

    Parameters
    ----------
    rule : FaultRule
        What it says.
    severity : Severity
        How grave it is.
    table, column : str
        Where the rows are that it finds, and which cell is to be looked at.
    find : callable
        Takes a `View` and returns, for each row of the table, whether it breaks the rule. Rows that
        are not used already are passed over.
    """

    rule: FaultRule
    severity: Severity
    table: str
    column: str
    find: Callable[[View], NDArray[np.bool_]]


def error(where: str, name: str, zh: str, find: Callable[[View], NDArray[np.bool_]]) -> Check:
    """Make a rule whose rows are set aside; `where` is ``table.column``."""
    table, _, column = where.partition(".")
    return Check(FaultRule(name, zh), Severity.ERROR, table, column, find)


def warning(where: str, name: str, zh: str, find: Callable[[View], NDArray[np.bool_]]) -> Check:
    """Make a rule whose rows are used all the same; `where` is ``table.column``."""
    return attrs.evolve(error(where, name, zh, find), severity=Severity.WARNING)


class View:
    """Tables as rules look at them: whole columns, and what a reference leads to.

    Parameters
    ----------
    tables : mapping
        Tables of a register.
    """

    def __init__(self, tables: Mapping[str, RegisterTable]) -> None:
        self._tables = tables
        self._made: dict[Callable[[View], Any], Any] = {}

    def once(self, make: Callable[[View], Made]) -> Made:
        """Return what a function makes of the tables; several rules may look at it."""
        if make not in self._made:
            self._made[make] = make(self)
        found: Made = self._made[make]
        return found

    def column(self, where: str) -> NDArray[Any]:
        """Return a column, given as ``table.column``: all rows, used or not."""
        table, _, name = where.partition(".")
        return self._tables[table].array(name, everything=True)

    def used(self, table: str) -> NDArray[np.bool_]:
        """Tell which rows of a table are used."""
        return self._tables[table].used

    def given(self, where: str) -> bool:
        """Tell whether the files have a column, given as ``table.column``."""
        table, _, name = where.partition(".")
        return name in self._tables[table].columns

    @cached_property
    def births(self) -> NDArray[np.int32]:
        """Day of birth of every person."""
        return self.column("persons.birth")

    @cached_property
    def deaths(self) -> NDArray[np.int32]:
        """Day of death of every person: as their row says, else the first death record."""
        days = self.column("persons.death")
        persons, died = self.column("deaths.person"), self.column("deaths.occurred")
        known = self.used("deaths") & (persons >= 0) & (died != UNKNOWN_DAY)
        if not known.any():
            return days
        first = np.full(len(days), np.iinfo(np.int32).max, dtype=np.int32)
        np.minimum.at(first, persons[known], died[known])
        first[first == np.iinfo(np.int32).max] = UNKNOWN_DAY
        return np.where(days == UNKNOWN_DAY, first, days)

    def births_of(self, where: str) -> NDArray[np.int32]:
        """Day of birth of the person that each row of a reference leads to."""
        return led(self.births, self.column(where), UNKNOWN_DAY)

    def deaths_of(self, where: str) -> NDArray[np.int32]:
        """Day of death of the person that each row of a reference leads to."""
        return led(self.deaths, self.column(where), UNKNOWN_DAY)

    def sexes_of(self, where: str) -> NDArray[np.int8]:
        """Sex of the person that each row of a reference leads to."""
        return led(self.column("persons.sex"), self.column(where), NOBODY)


def led(column: NDArray[Any], rows: NDArray[np.int32], unknown: int) -> NDArray[Any]:
    """Take the cells that references lead to; where one leads nowhere, it is unknown.

    Examples
    --------
    >>> led(np.array([7, 8]), np.array([1, -1, 0]), -9).tolist()
    [8, -9, 7]
    """
    if not len(column):
        return np.full(len(rows), unknown, dtype=column.dtype)
    found = column[rows]
    found[rows < 0] = unknown
    return found


def before(first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell where the first day is before the second, both known.

    Examples
    --------
    >>> before(np.array([1, UNKNOWN_DAY], np.int32), np.array([2, 2], np.int32)).tolist()
    [True, False]
    """
    found: NDArray[np.bool_] = first < second
    found &= first != UNKNOWN_DAY  # an unknown second day is before none
    return found


def below_age(births: NDArray[np.int32], days: NDArray[np.int32], years: int) -> NDArray[np.bool_]:
    """Tell where someone has not had the birthday of so many years on a day, both days known.

    The birthday of 29 February is 1 March in common years.

    Examples
    --------
    >>> born = np.array(["1952-02-29", "1952-02-29", "NaT"], "datetime64[D]").astype(np.int32)
    >>> days = np.array(["2013-02-28", "2013-03-01", "2013-03-01"], "datetime64[D]")
    >>> born[2] = UNKNOWN_DAY
    >>> below_age(born, days.astype(np.int32), 61).tolist()
    [True, False, False]
    """
    known = (births != UNKNOWN_DAY) & (days != UNKNOWN_DAY)
    lived = days.astype(np.int64) - births
    found: NDArray[np.bool_] = known & (lived < _YEAR * years)
    # So many days may be a day short of the birthday or the day itself: only these are worked out.
    near = np.flatnonzero(known & ~found & (lived <= (_YEAR + 1) * years))
    found[near] = days[near] < _birthdays(births[near], years)
    return found


def _birthdays(births: NDArray[np.int32], years: int) -> NDArray[np.int64]:
    dates = births.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    moved = (months + 12 * years).astype("datetime64[D]") + (dates - months.astype("datetime64[D]"))
    found: NDArray[np.int64] = moved.astype(np.int64)
    return found
