"""The only child: a date of birth that is stated, or that of the one child who is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

import attrs
import numpy as np

from famplan.language.calendar import UNKNOWN_DAY
from famplan.language.dates import DateFact
from famplan.language.rows import Days

if TYPE_CHECKING:
    from datetime import date

    from famplan.language.children import Children, ChildRows
    from famplan.language.record import Record
    from famplan.language.rows import Rows

__all__ = ["OnlyBirth"]

S = TypeVar("S")
C = TypeVar("C")


@attrs.frozen(eq=False, kw_only=True)
class OnlyBirth(DateFact[S], Generic[S, C]):
    """When the only child was born: as stated, or as listed; unknown of several and of none.

    Whether there is one child only is another question, which a count answers.
    """

    children: Children[S, C]

    __hash__ = object.__hash__

    def lacks(self, known: frozenset[str]) -> bool:
        """Whether columns give neither the date nor the births of children."""
        born = self.children.born
        listed = born is not None and f"{self.children.name}.{born.name}" in known
        return self.name not in known and not listed

    def of(self, record: Record[S]) -> date | None:
        """Return the date that is stated, or that of the one child who is there."""
        stated = self.read(record.raw(self))
        if stated is not None:
            return stated
        children, born = record.value(self.children), self.children.born
        if born is None or children is None or len(children) != 1:
            return None
        found: date | None = children[0].value(born)
        return found

    def completed(self, days: Days, rows: Rows[S]) -> Days:
        """Return the same for every row: days that are stated, then those that are listed."""
        found, born = rows.children.get(self.children.name), self.children.born
        if days.known is None or found is None or born is None:
            return days
        stated, births = days, found.rows.days(born)
        return rows.kept((self.name,), lambda: _with_listed(stated, births, found, rows.size))  # type: ignore[no-any-return]


def _with_listed(stated: Days, births: Days, found: ChildRows, size: int) -> Days:
    """Take the birth of the child who is the only one there, in rows where none is stated."""
    on = found.rows.on.days
    # An unknown birth is the lowest day: who has none is there, as in every count.
    there = births.days <= np.where(on == UNKNOWN_DAY, np.iinfo(np.int64).max, on)
    there, born = np.broadcast_arrays(there, births.days, found.parent)[:2]
    whose = found.parent[there]
    listed = np.full(size, UNKNOWN_DAY)
    listed[whose] = born[there]
    only = (np.bincount(whose, minlength=size) == 1) & found.known
    days = np.where(stated.days == UNKNOWN_DAY, np.where(only, listed, UNKNOWN_DAY), stated.days)
    return Days(days, days != UNKNOWN_DAY)
