"""One table from its parts: columns found by header, cells read, keys and references kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.readers.cells.cell_rules import (
    BROKEN_LINE,
    COLUMN_TWICE,
    DAMAGED,
    IDENTITY_AGAIN,
    LINE_BREAK,
    NO_COLUMN,
    NO_VALUE,
    UNKNOWN_COLUMN,
)
from famplan.readers.cells.column_reader import ColumnReader
from famplan.readers.cells.identity import IdentityReader
from famplan.readers.cells.keys import KeyReader
from famplan.readers.cells.text_reader import TextReader
from famplan.readers.headers import means_identity
from famplan.readers.places import Places
from famplan.readers.rule import Severity
from famplan.readers.schema import Kind
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from famplan.readers.finding_log import FindingLog
    from famplan.readers.headers import OwnTable
    from famplan.readers.parts.part import Part
    from famplan.readers.rule import FaultRule
    from famplan.readers.schema import Column, TableSchema

__all__ = ["RawTable", "TableReader"]

_LONGEST_HEADER = 40
_DATED = ("birth", "sex")


@attrs.frozen(eq=False)
class RawTable:
    """A table whose references are still keys.

    Parameters
    ----------
    schema : TableSchema
        What its columns hold.
    parts : tuple of Part
        Where it comes from.
    places : Places
        Where its rows stand.
    columns : dict
        Columns that are read.
    keys : dict
        Key and references, as Arrow arrays.
    identities : tuple
        Of each part, the places of its columns of identity numbers, read or not.
    """

    schema: TableSchema
    parts: tuple[Part, ...]
    places: Places
    columns: dict[str, Any]
    keys: dict[str, Any]
    identities: tuple[frozenset[int], ...]


class TableReader:
    """Reads the parts of one table, batch by batch."""

    def __init__(self, schema: TableSchema, own: OwnTable, log: FindingLog) -> None:
        self._schema = schema
        self._own = own
        self._log = log
        self._start = 0  # rows read before this batch
        self._readers: dict[str, Any] = {}
        self._given: set[str] = set()
        self._identities: list[frozenset[int]] = []
        for column in schema.columns:
            self._readers[column.name] = self._reader(column)

    def _reader(self, column: Column) -> Any:  # noqa: ANN401 - readers of several kinds
        if column.kind in {Kind.KEY, Kind.REF}:
            return KeyReader(f"{self._schema.name}.{column.name}")
        if column.kind is Kind.IDENTITY:
            return IdentityReader(column, self._note)
        if column.kind is Kind.TEXT:
            return TextReader(column, self._note)
        return ColumnReader(column, self._own.words.get(column.name, {}), self._note)

    def _note(
        self,
        column: Column,
        rule: FaultRule,
        severity: Severity,
        rows: np.ndarray[Any, Any],
        texts: Sequence[str] = (),
    ) -> None:
        self._log.note(self._schema.name, column.name, rule, severity, rows + self._start, texts)

    def read(self, parts: Sequence[Part], shown: Any) -> RawTable:  # noqa: ANN401 - a progress bar
        """Read all parts.

        Parameters
        ----------
        parts : sequence of Part
            Files or frames, in order.
        shown : callable
            Is told how many rows have been read.
        """
        sizes, broken = [], []
        for part in parts:
            start = self._start
            broken.append(self._read_part(part, shown))
            sizes.append(self._start - start)
        places = Places(tuple(part.name for part in parts), tuple(sizes), tuple(broken))
        lost = places.rows - places.readable
        if lost:
            rows = np.arange(places.readable, places.rows)
            self._log.note(self._schema.name, "", BROKEN_LINE, Severity.ERROR, rows)
        return self._finish(parts, places, lost)

    def _finish(self, parts: Sequence[Part], places: Places, lost: int) -> RawTable:
        columns, keys = {}, {}
        for column in self._schema.columns:
            reader = self._readers.pop(column.name)
            if column.kind is Kind.IDENTITY:
                again = reader.finish()
                if again.size:
                    self._log.note(
                        self._schema.name, column.name, IDENTITY_AGAIN, Severity.WARNING, again
                    )
                continue
            if lost:
                reader.add_unknown(lost)
            if column.kind in {Kind.KEY, Kind.REF}:
                keys[column.name] = reader.finish()
            elif column.name in self._given:
                columns[column.name] = reader.finish()
        return RawTable(self._schema, tuple(parts), places, columns, keys, tuple(self._identities))

    def _read_part(self, part: Part, shown: Any) -> np.ndarray[Any, Any]:  # noqa: ANN401
        """Read one part and return the places of its lines that could not be read."""
        broken: list[int] = []
        found = self._columns(part)
        # Without a column that is known, rows are counted by the first.
        wanted = sorted(found.values()) or [0]
        labels = {name: part.labels(place) for name, place in found.items()}
        started = self._start
        for arrays in part.read(wanted, lambda place, _text: broken.append(place)):
            size = len(arrays[0])
            at = dict(zip(wanted, arrays, strict=True))
            self._add({name: at[place] for name, place in found.items()}, labels, size)
            if part.quoted or part.damaged:
                self._check_signs(part, {name: at[place] for name, place in found.items()})
            self._start += size
            shown(size)
        self._check_columns(part, found, started)
        return np.array(sorted(broken), dtype=np.int64)

    def _add(self, arrays: Mapping[str, Any], labels: Mapping[str, Any], size: int) -> None:
        read: dict[str, Any] = {}
        for column in self._schema.columns:
            reader, array = self._readers[column.name], arrays.get(column.name)
            if column.kind is Kind.IDENTITY:
                if array is None:
                    reader.add_unknown(size)
                else:
                    reader.check(array, **{name: read.get(name) for name in _DATED})
            elif array is None:
                reader.add_unknown(size)
            elif column.kind in {Kind.KEY, Kind.REF}:
                keys = reader.add(array)
                if column.known and keys.null_count:
                    none = np.flatnonzero(keys.is_null().to_numpy(zero_copy_only=False))
                    self._note(column, NO_VALUE, Severity.ERROR, none)
            else:
                read[column.name] = reader.add(array, labels[column.name])

    def _columns(self, part: Part) -> dict[str, int]:
        """Find the place of each column among the headers, and note what is not read."""
        headers = part.headers
        found: dict[str, int] = {}
        strange, secret = [], set()
        for place, column in self._own.places(self._schema, headers):
            if means_identity(headers[place]) or (column and column.kind is Kind.IDENTITY):
                secret.add(place)
            if column is None:
                strange.append(place)
            elif column.name in found:
                self._told(part, column.name, COLUMN_TWICE, Severity.WARNING)
            else:
                found[column.name] = place
        self._given.update(found)
        self._identities.append(frozenset(secret))
        for place in strange:
            # Without a single known header the first line may be a row: it is not shown.
            text = headers[place].strip() if found else ""
            name = text if 0 < len(text) <= _LONGEST_HEADER and text.isprintable() else ""
            self._told(part, name or f"column {place + 1}", UNKNOWN_COLUMN, Severity.NOTE)
        return found

    def _told(self, part: Part, column: str, rule: FaultRule, severity: Severity) -> None:
        none = np.empty(0, dtype=np.int32)
        self._log.note(self._schema.name, column, rule, severity, none, file=part.name)

    def _check_columns(self, part: Part, found: Mapping[str, int], started: int) -> None:
        """Note columns that are missing; without one that every row must fill, no row is right."""
        for column in self._schema.columns:
            if column.name in found or not column.required:
                continue
            if column.known and self._start > started:
                rows = np.arange(started, self._start)
                self._log.note(self._schema.name, column.name, NO_COLUMN, Severity.ERROR, rows)
            else:
                self._told(part, column.name, NO_COLUMN, Severity.WARNING)

    def _check_signs(self, part: Part, arrays: Mapping[str, Any]) -> None:
        """Look for line breaks and damaged characters in cells of text."""
        compute = library("pyarrow.compute", "reading a register", extra="register")
        types = pyarrow("reading a register").types
        signs = [(LINE_BREAK, "\n")] * part.quoted + [(DAMAGED, "\ufffd")] * part.damaged
        for name, array in arrays.items():
            for rule, sign in signs if types.is_string(array.type) else ():
                bad = compute.match_substring(array, sign).fill_null(False)  # noqa: FBT003
                rows = np.flatnonzero(bad.to_numpy(zero_copy_only=False))
                if rows.size:
                    self._note(self._schema.column(name), rule, Severity.ERROR, rows)
