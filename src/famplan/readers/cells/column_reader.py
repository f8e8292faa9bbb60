"""Readers of columns: Arrow arrays in, one compact array out, faults noted on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from famplan.errors import InvalidInputError
from famplan.readers.cells.cell_rules import (
    DATE_OUT,
    NO_VALUE,
    NOT_A_NUMBER,
    NOT_WHOLE,
    OUT_OF_BOUNDS,
)
from famplan.readers.cells.decoding import FIRST_DAY, LAST_DAY, decoder, plain_text, shown
from famplan.readers.rule import FaultRule, Severity
from famplan.readers.schema import Kind
from famplan.readers.table import NOBODY, UNKNOWN_DAY, empty_column
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from famplan.readers.schema import Column

__all__ = ["ColumnReader", "Note", "severity_of"]

Note: TypeAlias = "Callable[[Column, FaultRule, Severity, NDArray[Any], list[str]], None]"
"""Takes a fault: column, rule, severity, rows of the batch, texts of the first of them."""

_REMEMBERED = 1 << 17  # distinct texts of a column that are kept with their numbers
_SHOWN = 1000


def severity_of(column: Column) -> Severity:
    """How grave it is if a cell of the column cannot be read.

    A date that cannot be read, or a cell that the table needs, makes the row an error: counted
    without it, the row would say something else. Any other cell is unknown.
    """
    grave = column.known or column.required or column.kind is Kind.DATE
    return Severity.ERROR if grave else Severity.WARNING


class ColumnReader:
    """Reads a column of dates, words, numbers or flags, batch by batch."""

    def __init__(self, column: Column, own: Mapping[str, str], note: Note) -> None:
        self.column = column
        self._note = note
        self._decode = decoder(column, own)
        self._memory: dict[object, float | FaultRule] = {}
        empty = empty_column(column.kind, 0)
        self._type = np.asarray(empty).dtype
        self._unknown: float = {Kind.DATE: UNKNOWN_DAY, Kind.NUMBER: np.nan}.get(
            column.kind, NOBODY
        )
        self._parts: list[NDArray[Any]] = []
        self._bad = np.empty(0, dtype=np.int64)  # rows of the batch that could not be read

    def add(self, array: Any, labels: Mapping[object, str]) -> NDArray[Any]:  # noqa: ANN401
        """Read a batch and return what it says."""
        self._bad = np.empty(0, dtype=np.int64)
        found = None if labels else self._typed(array)
        if found is None:
            found = self._distinct(array, labels)
        if self.column.known:
            self._check_known(found)
        self._parts.append(found)
        return found

    def add_unknown(self, rows: int) -> None:
        """Note rows of which the column says nothing."""
        self._parts.append(np.full(rows, self._unknown, dtype=self._type))

    def finish(self) -> NDArray[Any]:
        """Join the batches."""
        parts, self._parts = self._parts, []
        return np.concatenate(parts) if parts else np.empty(0, dtype=self._type)

    def _check_known(self, found: NDArray[Any]) -> None:
        unknown = np.isnan(found) if self._type.kind == "f" else found == self._unknown
        # A cell that could not be read has its own finding, and is not missing.
        rows = np.flatnonzero(unknown)
        if rows.size:
            rows = np.setdiff1d(rows, self._bad, assume_unique=True)
        if rows.size:
            self._note(self.column, NO_VALUE, Severity.ERROR, rows, [])

    # -- values that come typed -------------------------------------------------------------

    def _typed(self, array: Any) -> NDArray[Any] | None:  # noqa: ANN401 - an Arrow array
        """Read values that need no decoding, or nothing if these do."""
        arrow = pyarrow("reading a register")
        types, kind, found = arrow.types, self.column.kind, array.type
        if kind is Kind.DATE and (types.is_date(found) or types.is_timestamp(found)):
            return self._days(array, arrow)
        if kind is Kind.WHOLE and types.is_integer(found):
            return self._bounded(_floats(array, arrow), whole=True)
        numeric = types.is_integer(found) or types.is_floating(found) or types.is_decimal(found)
        if kind in {Kind.NUMBER, Kind.WHOLE} and numeric:
            return self._bounded(_floats(array, arrow), whole=kind is Kind.WHOLE)
        return None

    def _days(self, array: Any, arrow: Any) -> NDArray[np.int32]:  # noqa: ANN401
        if arrow.types.is_timestamp(array.type) and array.type.tz is not None:
            # The day on the spot, not in Greenwich.
            compute = library("pyarrow.compute", "reading times", extra="register")
            array = compute.local_timestamp(array)
        days = array.cast(arrow.date32(), safe=False).view(arrow.int32())
        found: NDArray[np.int32] = days.fill_null(UNKNOWN_DAY).to_numpy(zero_copy_only=False)
        if found.size and (found.max() > LAST_DAY or found.min() < FIRST_DAY):
            out = ((found > LAST_DAY) | (found < FIRST_DAY)) & (found != UNKNOWN_DAY)
            if out.any():
                found = np.where(out, np.int32(UNKNOWN_DAY), found)
                self._fault(DATE_OUT, np.flatnonzero(out), [])
        return found

    def _bounded(self, numbers: NDArray[np.float64], *, whole: bool) -> NDArray[Any]:
        low = -np.inf if self.column.low is None else self.column.low
        high = np.inf if self.column.high is None else self.column.high
        known = ~np.isnan(numbers)
        out = known & ~((numbers >= low) & (numbers <= high))
        odd = known & (numbers != np.floor(numbers)) if whole else np.isinf(numbers)
        for rule, bad in ((NOT_WHOLE if whole else NOT_A_NUMBER, odd), (OUT_OF_BOUNDS, out & ~odd)):
            if bad.any():
                rows = np.flatnonzero(bad)
                texts = [shown(f"{value:g}", self.column) for value in numbers[rows[:_SHOWN]]]
                self._fault(rule, rows, texts)
                known &= ~bad
        return np.where(known, numbers, self._unknown).astype(self._type)

    # -- values that are decoded, each distinct one once --------------------------------------

    def _distinct(self, array: Any, labels: Mapping[object, str]) -> NDArray[Any]:  # noqa: ANN401
        codes, values = _encoded(array, self.column)
        if labels:
            values = [labels.get(plain_text(value), value) for value in values]
        table = np.full(len(values) + 1, self._unknown, dtype=self._type)
        broken: dict[FaultRule, list[int]] = {}
        if len(self._memory) > _REMEMBERED:
            self._memory.clear()
        memory = self._memory
        for place, value in enumerate(values):
            number = memory.get(value)
            if number is None:
                number = memory[value] = self._decode(plain_text(value))
            if isinstance(number, FaultRule):
                broken.setdefault(number, []).append(place)
            else:
                table[place] = number
        for rule, places in broken.items():
            wrong = np.zeros(len(table), dtype=bool)
            wrong[places] = True
            rows = np.flatnonzero(wrong[codes])
            texts = [shown(plain_text(values[codes[row]]), self.column) for row in rows[:_SHOWN]]
            self._fault(rule, rows, texts)
        found: NDArray[Any] = table[codes]
        return found

    def _fault(self, rule: FaultRule, rows: NDArray[Any], texts: list[str]) -> None:
        self._bad = np.union1d(self._bad, rows)
        self._note(self.column, rule, severity_of(self.column), rows, texts)


def _floats(array: Any, arrow: Any) -> NDArray[np.float64]:  # noqa: ANN401
    found: NDArray[np.float64] = (
        array.cast(arrow.float64(), safe=False).fill_null(np.nan).to_numpy(zero_copy_only=False)
    )
    return found


def _encoded(array: Any, column: Column) -> tuple[NDArray[Any], list[Any]]:  # noqa: ANN401
    """Split an array into codes (-1 is unknown) and distinct values."""
    arrow = pyarrow("reading a register")
    try:
        coded = array if arrow.types.is_dictionary(array.type) else array.dictionary_encode()
        values = coded.dictionary.to_pylist()
        codes = coded.indices.cast(arrow.int32()).fill_null(len(values))
    except (arrow.ArrowException, UnicodeError, ValueError, OverflowError):
        raise InvalidInputError(
            column.name, f"holds {array.type}; numbers, dates and text can be read"
        ) from None
    return codes.to_numpy(zero_copy_only=False), values
