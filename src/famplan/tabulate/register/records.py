"""What is counted: tables of typed columns, whoever read them.

A register is anything whose `table` returns such tables; `famplan.readers.register` makes them from
files. Days are counted from 1970-01-01, words stand for their place in the vocabulary, references
are rows of the other table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

import attrs
import numpy as np

from famplan.model.dates import completed_age
from famplan.tabulate.coding import Coded
from famplan.tabulate.kernel import BATCH_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.integer[Any]]

__all__ = ["NOBODY", "UNKNOWN_DAY", "People", "RegisterLike", "TableLike", "ages_on", "day_number"]

UNKNOWN_DAY = int(np.iinfo(np.int32).min)
"""A day that is not known."""
NOBODY = -1
"""A reference, word, whole number or flag that is not known."""
UNKNOWN_AGE = -1


class TableLike(Protocol):
    """A table of typed columns, of which some rows are set aside."""

    @property
    def rows(self) -> int:
        """Rows that were read."""

    @property
    def used(self) -> NDArray[np.bool_]:
        """Rows that are used."""

    @property
    def schema(self) -> Any:  # noqa: ANN401 - the schema of a floor above
        """What its columns hold."""

    @property
    def given(self) -> bool:
        """Whether the register has the table at all."""

    def records(self, name: str) -> bool:
        """Tell whether the table has a column; one without rows leaves none out."""

    def column(self, name: str, *, everything: bool = False) -> NDArray[Any] | Coded:
        """Return a column of the rows that are used, or of all."""

    def array(self, name: str, *, everything: bool = False) -> NDArray[Any]:
        """Return a column that is no text."""


@runtime_checkable
class RegisterLike(Protocol):
    """Tables by name."""

    def table(self, name: str) -> TableLike:
        """Return a table; one that was not given is empty."""


def day_number(day: date) -> int:
    """Count the days from 1970-01-01.

    Examples
    --------
    >>> from datetime import date
    >>> day_number(date(1970, 2, 1))
    31
    """
    return int(np.datetime64(day, "D").astype(np.int64))


def words_of(table: TableLike, name: str) -> tuple[str, ...]:
    """Return the words of a column's vocabulary, in the order of their codes."""
    return tuple(str(word) for word in table.schema.column(name).vocabulary)


def coded(table: TableLike, name: str) -> Coded:
    """Return a text column of all rows."""
    column = table.column(name, everything=True)
    return column if isinstance(column, Coded) else Coded(np.full(table.rows, NOBODY), [])


def rows_where(table: TableLike, holds: Callable[[slice], NDArray[np.bool_]]) -> NDArray[np.int64]:
    """Return the used rows of which something holds, looked at in blocks that fit a cache."""
    used = table.used
    found = [np.empty(0, dtype=np.int64)]
    for start in range(0, table.rows, BATCH_ROWS):
        part = slice(start, start + BATCH_ROWS)
        found.append(np.flatnonzero(holds(part) & used[part]) + start)
    return np.concatenate(found)


def rows_between(table: TableLike, name: str, start: int, stop: int) -> NDArray[np.int64]:
    """Return the used rows whose day lies in a period."""
    days = table.array(name, everything=True)

    def inside(part: slice) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = days[part] >= start
        found &= days[part] < stop
        return found

    return rows_where(table, inside)


def standing_rows(table: TableLike, begins: str, ends: str, on: int) -> NDArray[np.int64]:
    """Return the used rows of what had begun before a day and had not ended; unknown is no end."""
    first, last = (table.array(name, everything=True) for name in (begins, ends))

    def holds(part: slice) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = last[part] >= on
        found |= last[part] == UNKNOWN_DAY
        found &= first[part] < on
        return found

    return rows_where(table, holds)


def before(days: Integers, stop: int) -> NDArray[np.bool_]:
    """Tell which days are known and before a day."""
    known: NDArray[np.bool_] = (days != UNKNOWN_DAY) & (days < stop)
    return known


def ages_on(birth: Integers, on: Integers) -> NDArray[np.int64]:
    """Completed ages on the days of events; unknown, and before birth, is -1.

    Examples
    --------
    >>> ages_on(np.array([0, 400, UNKNOWN_DAY]), np.array([365, 365, 365])).tolist()
    [1, -1, -1]
    """
    ages = np.full(len(birth), UNKNOWN_AGE, dtype=np.int64)
    known = (birth != UNKNOWN_DAY) & (on != UNKNOWN_DAY) & (birth <= on)
    days = (column[known].astype(np.int64).astype("datetime64[D]") for column in (birth, on))
    ages[known] = completed_age(*days)
    return ages


@attrs.frozen(kw_only=True, eq=False)
class People:
    """The columns of the persons that are counted by; rows set aside stay in their place."""

    used: NDArray[np.bool_]
    sex: Integers
    birth: Integers
    death: Integers
    area: Integers
    registered: Integers
    since: Integers
    until: Integers

    @classmethod
    def of(cls, register: RegisterLike) -> People:
        """Take the columns of a register.

        Where nobody's place of registration is recorded, people are taken to be registered where
        they live.
        """
        persons = register.table("persons")
        area = persons.array("area", everything=True)
        registered = persons.array("registered_area", everything=True)
        if not (registered >= 0).any():
            registered = area
        return cls(
            used=persons.used,
            sex=persons.array("sex", everything=True),
            birth=persons.array("birth", everything=True),
            death=persons.array("death", everything=True),
            area=area,
            registered=registered,
            since=persons.array("resident_since", everything=True),
            until=persons.array("resident_until", everything=True),
        )

    def __len__(self) -> int:
        """Count the rows, those set aside among them."""
        return len(self.used)

    def here(self, persons: Integers, days: Integers) -> NDArray[np.bool_]:
        """Tell who lived where they live on a day: had come, and not left; unknown is no bar."""
        since, until = (self.look_up(name, persons) for name in ("since", "until"))
        found: NDArray[np.bool_] = until >= days
        found |= until == UNKNOWN_DAY
        found &= since <= days  # the unknown day is before all others
        return found

    def look_up(self, name: str, persons: Integers) -> NDArray[Any]:
        """Return a column of the persons referred to; unknown for nobody and those set aside."""
        column: NDArray[Any] = getattr(self, name)
        unknown = UNKNOWN_DAY if name in ("birth", "death", "since", "until") else NOBODY
        found = np.full(len(persons), unknown, dtype=column.dtype)
        known = persons >= 0
        known[known] = self.used[persons[known]]
        found[known] = column[persons[known]]
        return found
