"""References to rows: which row of the other table each key leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.readers.cells.cell_rules import DANGLING, DUPLICATE_KEY, NO_TABLE, TO_SET_ASIDE
from famplan.readers.cells.keys import Keys, known_keys, repeats
from famplan.readers.checks.check import led
from famplan.readers.rule import Severity
from famplan.readers.schema import Kind, register_schema
from famplan.tabulate.coding import Coded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from famplan.readers.finding_log import FindingLog
    from famplan.readers.schema import Column
    from famplan.readers.table import RegisterTable
    from famplan.readers.table_reader import RawTable

__all__ = ["link", "note_set_aside"]

_NONE = np.empty(0, dtype=np.int32)
_NAMED = "areas"  # keys of areas are public codes, which reports show


def link(raw: Mapping[str, RawTable], log: FindingLog) -> dict[str, int]:
    """Turn the references of all tables into rows, and drop the keys.

    Parameters
    ----------
    raw : mapping
        Tables as they were read; their columns are added to.
    log : FindingLog
        Takes repeated keys and references that lead nowhere.

    Returns
    -------
    dict
        Of tables that are not there, how many of their rows others refer to: each such row is
        known by its place alone, so that two births of one mother are seen to be hers.
    """
    named = {}
    for target in register_schema().tables:
        references = list(_references(raw, target.name))
        columns = [table.keys.pop(column.name) for table, column in references]
        if target.name in raw:
            own = raw[target.name].keys.pop(target.key)
            if target.name == _NAMED:
                raw[target.name].columns[target.key] = _coded(own)
            first, *found = Keys(own).rows_of_all([own, *columns])
            repeated = repeats(first)
            if repeated.size:
                log.note(target.name, target.key, DUPLICATE_KEY, Severity.ERROR, repeated)
        elif references:
            keys = known_keys(columns)
            found = Keys(keys).rows_of_all(columns)
            named[target.name] = len(keys)
            if len(keys):
                log.note(target.name, "", NO_TABLE, Severity.NOTE, _NONE)
        else:
            continue
        for (table, column), keys, rows in zip(references, columns, found, strict=True):
            _resolve(table, column, keys, rows, log)
    return named


def _coded(keys: Any) -> Coded:  # noqa: ANN401 - an Arrow array
    """Keep keys as text."""
    found = keys.combine_chunks() if hasattr(keys, "combine_chunks") else keys
    texts = found.cast("string").dictionary_encode()
    codes = texts.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return Coded(codes, texts.dictionary.to_pylist())


def _references(raw: Mapping[str, RawTable], target: str) -> Iterator[tuple[RawTable, Column]]:
    for table in raw.values():
        for column in table.schema.columns:
            if column.kind is Kind.REF and column.of == target:
                yield table, column


def _resolve(
    table: RawTable,
    column: Column,
    references: Any,  # noqa: ANN401 - an Arrow array
    rows: NDArray[np.int32],
    log: FindingLog,
) -> None:
    """Keep the rows that references lead to, and note those that lead nowhere."""
    if references.null_count == len(references):
        return
    lost = rows < 0
    if np.count_nonzero(lost) > references.null_count:
        given = references.is_valid().to_numpy(zero_copy_only=False)
        severity = Severity.ERROR if column.known else Severity.WARNING
        log.note(table.schema.name, column.name, DANGLING, severity, np.flatnonzero(lost & given))
    table.columns[column.name] = rows


def note_set_aside(
    tables: Mapping[str, RegisterTable], raw: Mapping[str, RawTable], log: FindingLog
) -> None:
    """Note used rows that lead to rows which are set aside: what those say is unknown to them.

    Parameters
    ----------
    tables : mapping
        All tables, with the rows that are used.
    raw : mapping
        Those that were read; the others have no rows that could be used.
    log : FindingLog
        Takes what is found.
    """
    for target in raw:
        aside = ~tables[target].used
        if not aside.any():
            continue
        for table, column in _references(raw, target):
            name = table.schema.name
            rows = table.columns.get(column.name)
            if rows is not None:
                found = np.flatnonzero(led(aside, rows, 0) & tables[name].used)
                if found.size:
                    log.note(name, column.name, TO_SET_ASIDE, Severity.WARNING, found)
