"""The kernel of rules: columns of a batch in, the outcome of every row out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.language.rows import Days, Rows, as_days
from famplan.model.dates import LeapDay
from famplan.rules.frames.reference import column_days
from famplan.rules.outcome import Outcome
from famplan.rules.window import places_of
from famplan.tabulate.sources.source import BATCH_ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from famplan.rules.applied import Applied
    from famplan.rules.frames.offspring import Offspring
    from famplan.rules.rule import Rule
    from famplan.tabulate.kernel import Batch, Column
    from famplan.tabulate.sources import RowSource

__all__ = ["Judge"]

_UNKNOWN, _NOT_IN_FORCE = np.int8(Outcome.UNKNOWN.code), np.int8(Outcome.NOT_IN_FORCE.code)


@attrs.frozen(kw_only=True, eq=False)
class Judge:
    """What judges batches of rows; it can be sent to where the rows are.

    Parameters
    ----------
    applied : Applied
        The rule or scheme.
    on : date, str or None
        The day of all rows, or the column that has one for each.
    per_row : bool
        Whether days come beside the batches.
    place : str
        Where all rows are.
    places : str, optional
        The column that says where each is.
    names : mapping
        Columns by the name of the fact they have.
    offspring : Offspring, optional
        Children, by the key of their parent.
    key : str
        The column that has that key.
    counted : str
        A column to count rows by, where no other is read.
    """

    applied: Applied[Any]
    on: date | str | None
    per_row: bool = False
    place: str = ""
    places: str | None = None
    names: Mapping[str, str] = attrs.field(factory=dict)
    offspring: Offspring | None = None
    key: str = ""
    counted: str = ""

    @property
    def laws(self) -> tuple[Rule[Any], ...]:
        """Texts that may be in force for some row."""
        places = (self.place,) if self.places is None else ("", *self.applied.places)
        laws = [law for place in places for law in self.applied.laws(place)]
        fixed = None if self.on is None or isinstance(self.on, str) else self.on
        return tuple(law for law in laws if fixed is None or law.in_force(fixed))

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns that it reads."""
        names = [*self.names.values()]
        if isinstance(self.on, str):
            names.append(self.on)
        if self.places is not None:
            names.append(self.places)
        if self.offspring is not None:
            names.append(self.key)
        return tuple(dict.fromkeys(names)) or ((self.counted,) if self.counted else ())

    def with_children(self, offspring: Offspring, key: str) -> Judge:
        """Give it the table of children."""
        return attrs.evolve(self, offspring=offspring, key=key)

    def reading(self, names: Mapping[str, str], present: Sequence[str]) -> Judge:
        """Give it the names of columns; where it needs none, it counts rows by the first."""
        return attrs.evolve(self, names=names, counted=next(iter(present), ""))

    def all_codes(
        self, source: RowSource, days: Days | None = None, *, numbered: bool = True
    ) -> NDArray[np.int8]:
        """Judge all rows of a source.

        Parameters
        ----------
        source : RowSource
            The rows.
        days : Days, optional
            Their reference dates, where they come beside.
        numbered : bool
            Whether these are all rows of the data, so that messages can number them.
        """
        found, before = [np.empty(0, dtype=np.int8)], 0
        for batch in source.batches(self.columns, rows=BATCH_ROWS):
            size = _size(batch)
            part = None if days is None else days.take(np.s_[before : before + size])
            found.append(self.codes(batch, before=before if numbered else None, days=part))
            before += size
        return np.concatenate(found)

    def codes(
        self, batch: Batch, *, before: int | None = None, days: Days | None = None
    ) -> NDArray[np.int8]:
        """Judge the rows of a batch.

        Parameters
        ----------
        batch : mapping of str to column
            The columns that it reads.
        before : int, optional
            Rows of the data before these, for messages.
        days : Days, optional
            Reference dates, where they come beside.

        Returns
        -------
        ndarray of int8
            The code of each outcome.
        """
        rows = self.rows(batch, before=before, days=days)
        if self.places is None or not self.applied.places:
            return self._under(rows, self.place)
        return self._by_place(rows, batch[self.places])

    def rows(
        self, batch: Batch, *, before: int | None = None, days: Days | None = None
    ) -> Rows[Any]:
        """Make rows of a batch, with the children that belong to them."""
        rows: Rows[Any] = Rows(
            {fact: batch[name] for fact, name in self.names.items()},
            _size(batch),
            self._days(batch) if days is None else days,
            leap_day=next((law.leap_day for law in self.laws), LeapDay.MARCH_1),
            before=before,
        )
        if self.offspring is not None:
            rows.children = {
                self.offspring.name: self.offspring.of(batch[self.key], self.key, rows)
            }
        return rows

    def _days(self, batch: Batch) -> Days:
        if isinstance(self.on, str):
            return column_days(batch[self.on], self.on)
        return as_days(np.array(self.on, dtype="datetime64[D]"))

    def _by_place(self, rows: Rows[Any], column: Column) -> NDArray[np.int8]:
        if isinstance(column, np.ndarray):
            if not np.isnan(column).all():
                problem, remedy = f"holds {column.dtype}, not text", 'give paths like "Henan"'
                raise InvalidInputError(str(self.places), problem, remedy=remedy)
            return self._anywhere(rows)
        nearest = [_nearest(str(value), self.applied.places) for value in column.values]
        known = list(dict.fromkeys(nearest))
        group = np.array([*map(known.index, nearest), -1])[column.codes]
        codes = np.empty(rows.size, dtype=np.int8)
        for number, place in enumerate([*known, None]):
            there = np.flatnonzero(group == (-1 if place is None else number))
            if there.size:
                part = self._part(rows, there)
                codes[there] = self._anywhere(part) if place is None else self._under(part, place)
        return codes

    def _anywhere(self, rows: Rows[Any]) -> NDArray[np.int8]:
        """Judge rows whose place is not known: certain is what is the same in every place."""
        codes = self._under(rows, "")
        for place in self.applied.places:
            codes[self._under(rows, place) != codes] = _UNKNOWN
        return codes

    def _under(self, rows: Rows[Any], place: str) -> NDArray[np.int8]:
        """Judge each row by the law of its date; there may be none, in this place or at all."""
        laws = self.applied.laws(place)
        if len(laws) == 1 and laws[0].leap_day is rows.leap_day:
            return laws[0].codes(rows)
        codes = np.full(rows.size, _NOT_IN_FORCE)
        if not laws:
            return codes
        for law in laws:
            there = law.window(rows.on)
            if not there.any():
                continue
            if there.all() and law.leap_day is rows.leap_day:
                return law.codes(rows)
            places = np.flatnonzero(np.broadcast_to(there, rows.size))
            codes[places] = law.codes(self._part(rows, places, law))
        if rows.on.known is not None:
            codes[~np.broadcast_to(rows.on.known, rows.size)] = _UNKNOWN
        return codes

    def _part(
        self, rows: Rows[Any], places: NDArray[np.int64], law: Rule[Any] | None = None
    ) -> Rows[Any]:
        """Pick rows; all columns are read first, so that messages name the row of the data."""
        rows.read(self.applied.subject.facts.values())
        leap_day = rows.leap_day if law is None else law.leap_day
        return rows.take(places, rows.on.take(places), leap_day=leap_day)


def _size(batch: Batch) -> int:
    return len(next(iter(batch.values())))


def _nearest(place: str, places: Sequence[str]) -> str:
    """Return the narrowest place with a text of its own in which a place lies."""
    return next((found for found in reversed(places_of(place)) if found in places), "")
