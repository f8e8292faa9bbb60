"""Rows as conditions see them: columns of facts, as arrays that compare fast."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from famplan.errors import InvalidInputError
from famplan.language.conditions import Masks
from famplan.language.days import NO_DAY, Days, as_days, counted_days
from famplan.language.truths import read_truths
from famplan.model.dates import LeapDay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.language.children import ChildRows
    from famplan.language.columns import CodedColumn, Column
    from famplan.language.dates import DateFact
    from famplan.language.facts import ChoiceFact, Fact, FlagFact
    from famplan.language.numbers import NumberFact

__all__ = ["NOWHERE", "NO_DAY", "NO_NUMBER", "Days", "Rows", "as_days"]

S = TypeVar("S")

_SHORT = 9


NO_NUMBER = np.array(np.nan)
"""The number of every row, where nobody's is known."""
NOWHERE = Masks(np.array(False), np.array(False))  # noqa: FBT003 - as above
"""Of a condition on what nobody's is known."""


class Rows(Generic[S]):
    """Many subjects, each on a reference date.

    Parameters
    ----------
    columns : mapping of str to column
        Facts by name, as sources deliver them: numbers, ``datetime64[D]``, codes with their
        values. A fact that no column gives is unknown in every row; where only such facts decide,
        masks have one value that stands for all rows.
    size : int
        Number of rows.
    on : Days
        Reference dates.
    leap_day : LeapDay
        Birthday in common years of someone born on 29 February.
    children : mapping of str to ChildRows
        Children of the rows, by the fact that has them.
    before : int, optional
        Rows of the data before these, for messages; None where that is not known.
    parents : tuple, optional
        The rows to which these belong as children, and the place of each one's own.
    """

    def __init__(  # noqa: PLR0913 - rows, their day, and where they stand
        self,
        columns: Mapping[str, Column],
        size: int,
        on: Days,
        *,
        leap_day: LeapDay = LeapDay.MARCH_1,
        children: Mapping[str, ChildRows] | None = None,
        before: int | None = 0,
        parents: tuple[Rows[Any], NDArray[np.int64]] | None = None,
    ) -> None:
        self._columns, self.size, self.on, self.leap_day = columns, size, on, leap_day
        self.children, self.before, self.parents = children or {}, before, parents
        self._read: dict[str, Any] = {}
        self._kept: dict[object, Any] = {}

    def kept(self, key: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - what it makes
        """Make something once for these rows on their dates."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def gives(self, fact: Fact[S]) -> bool:
        """Whether there is a column of a fact."""
        return fact.name in self._columns or fact.name in self._read

    def read(self, facts: Iterable[Fact[S]]) -> None:
        """Read the columns of some facts, as far as they are given."""
        for fact in facts:
            if self.gives(fact):
                _READERS[fact.kind](self, fact)

    def take(
        self,
        places: NDArray[np.int64],
        on: Days,
        *,
        leap_day: LeapDay,
        parents: tuple[Rows[Any], NDArray[np.int64]] | None = None,
    ) -> Rows[S]:
        """Pick rows, each with the facts that have been read, on other reference dates."""
        taken: Rows[S] = Rows({}, len(places), on, leap_day=leap_day, parents=parents)
        taken._read = {name: _taken(found, places) for name, found in self._read.items()}
        taken.children = {name: own.take(places, taken) for name, own in self.children.items()}
        return taken

    @classmethod
    def joined(cls, parts: Sequence[Rows[S]]) -> Rows[S]:
        """Put rows one after the other, with the facts that have been read of all."""
        joined: Rows[S] = cls({}, sum(part.size for part in parts), NO_DAY)
        for name in parts[0]._read if parts else ():  # noqa: SLF001 - its own
            joined._read[name] = _joined([(part._read[name], part.size) for part in parts])  # noqa: SLF001
        return joined

    def days(self, fact: DateFact[S] | date) -> Days:
        """Return the days of a fact, or one day for all rows."""
        if isinstance(fact, date):
            return self.kept(fact, lambda: as_days(fact))  # type: ignore[no-any-return]
        return fact.completed(self._once(fact, lambda: fact.days_of(self)), self)

    def read_days(self, fact: DateFact[S]) -> Days:
        """Read the column of a date."""
        column = self._columns.get(fact.name)
        if column is None or _is_empty(column):
            return NO_DAY
        if not isinstance(column, np.ndarray) or column.dtype.kind != "M":
            raise _wrong(fact, column, "dates", "make it a column of dates first")
        return as_days(column)

    def numbers(self, fact: NumberFact[S]) -> NDArray[Any]:
        """Return the numbers of a fact; ``nan`` is unknown."""
        return self._once(fact, lambda: self._numbers(fact))  # type: ignore[no-any-return]

    def _numbers(self, fact: NumberFact[S]) -> NDArray[Any]:
        column = self._columns.get(fact.name)
        if column is None or _is_empty(column):
            return NO_NUMBER
        if not isinstance(column, np.ndarray) or column.dtype.kind not in "iuf":
            raise _wrong(fact, column, "numbers", "make it a column of numbers first")
        return column

    def codes(self, fact: ChoiceFact[S]) -> NDArray[np.integer[Any]]:
        """Return for each row the place of its word in the vocabulary; -1 is unknown."""
        return self._once(fact, lambda: self._codes(fact))  # type: ignore[no-any-return]

    def _codes(self, fact: ChoiceFact[S]) -> NDArray[np.integer[Any]]:
        column = self._columns.get(fact.name)
        if column is None or _is_empty(column):
            return np.array(-1, dtype=np.int8)
        if isinstance(column, np.ndarray):
            raise _wrong(fact, column, "words", f"give one of {', '.join(fact.vocabulary)}")
        places = {str(word): place for place, word in enumerate(fact.vocabulary)}
        table = np.full(len(column.values) + 1, -1, dtype=np.int8)
        for place, value in enumerate(column.values):
            table[place] = places.get(str(value), -2)
        if (table < -1).any():
            strange = np.flatnonzero(table[column.codes] < -1)
            if strange.size:
                # The word itself is not repeated: columns slip, and it may be a name.
                problem = f"this text is none of {', '.join(fact.vocabulary)}"
                raise InvalidInputError(self._where(fact, int(strange[0])), problem)
        return _looked_up(table, column.codes)

    def flags(self, fact: FlagFact[S]) -> Masks:
        """Return where a flag is set and where it is not."""
        return self._once(fact, lambda: self._flags(fact))  # type: ignore[no-any-return]

    def _flags(self, fact: FlagFact[S]) -> Masks:
        column = self._columns.get(fact.name)
        if column is None or _is_empty(column):
            return NOWHERE
        found = read_truths(column)
        if found is None:
            raise _wrong(fact, column, "truth values", "give true, false, 1 or 0, or nothing")
        return found

    def known(self, fact: Fact[S]) -> NDArray[np.bool_]:
        """Return where a fact is given."""
        if fact.kind == "date":
            known = self.days(fact).known  # type: ignore[arg-type]
            return np.array(True) if known is None else known  # noqa: FBT003 - as above
        if fact.kind == "flag":
            yes, no = self.flags(fact)  # type: ignore[arg-type]
            return yes | no
        if fact.kind == "choice":
            return np.asarray(self.codes(fact) >= 0)  # type: ignore[arg-type]
        if fact.kind == "children":
            own = self.children.get(fact.name)
            return np.array(False) if own is None else own.known  # noqa: FBT003 - as above
        return np.asarray(~np.isnan(self.numbers(fact)))  # type: ignore[arg-type]

    def _once(self, fact: Fact[S], read: Callable[[], Any]) -> Any:  # noqa: ANN401 - what it reads
        if fact.name not in self._read:
            self._read[fact.name] = read()
        return self._read[fact.name]

    def _where(self, fact: Fact[S], row: int) -> str:
        return fact.name if self.before is None else f"{fact.name}, row {self.before + row + 1}"


_READERS: dict[str, Callable[[Rows[Any], Any], object]] = {
    "date": Rows.days,
    "number": Rows.numbers,
    "choice": Rows.codes,
    "flag": Rows.flags,
}


def _looked_up(table: NDArray[np.int8], codes: NDArray[Any]) -> NDArray[np.int8]:
    """Look codes up in a short table, whose last entry is for -1: in fewer steps than by index."""
    if len(table) > _SHORT:
        found: NDArray[np.int8] = table[codes]
        return found
    found = np.full(len(codes), np.int8(-1))
    for code, place in enumerate(table[:-1]):
        found += (codes == code).view(np.int8) * np.int8(place + 1)
    return found


def _taken(found: Any, places: NDArray[np.int64]) -> Any:  # noqa: ANN401 - days, masks or an array
    if isinstance(found, Masks):
        return Masks(*(_taken(mask, places) for mask in found))
    if isinstance(found, Days):
        return found.take(places)
    return found[places] if found.ndim else found


def _joined(found: list[tuple[Any, int]]) -> Any:  # noqa: ANN401 - days, masks or an array
    if isinstance(found[0][0], Masks):
        sides = zip(*([(mask, size) for mask in masks] for masks, size in found), strict=True)
        return Masks(*(_joined([*side]) for side in sides))
    if isinstance(found[0][0], Days):
        return counted_days(_joined([(days.days, size) for days, size in found]))
    return np.concatenate([np.broadcast_to(array, size) for array, size in found])


def _wrong(fact: Fact[Any], column: Column, wanted: str, remedy: str) -> InvalidInputError:
    held = f"{column.dtype}" if isinstance(column, np.ndarray) else _coded_kind(column)
    held = "dates" if held.startswith("datetime64") else held
    return InvalidInputError(fact.name, f"holds {held}, not {wanted}", remedy=remedy)


def _coded_kind(column: CodedColumn) -> str:
    return "true and false" if all(isinstance(value, bool) for value in column.values) else "text"


def _is_empty(column: Column) -> bool:
    """Tell a column of which nothing is known, whatever its type: its type says nothing then."""
    if not isinstance(column, np.ndarray):
        return not len(column.values)
    if column.dtype.kind != "f" or not np.isnan(column[:1]).all():
        return False
    return bool(np.isnan(column).all())
