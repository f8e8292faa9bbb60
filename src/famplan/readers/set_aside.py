"""Rows that were set aside, with their cells as they were: one file for each table."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import numpy as np

from famplan.readers.rule import Severity
from famplan.readers.writing import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from famplan.readers.findings import RegisterFindings
    from famplan.readers.table_reader import RawTable

__all__ = ["write_table"]

_FIRST = ("file", "row", "reasons")
_HIDDEN = "(identity number)"
_SHORTEST = 15  # digits of an old identity number
_BORN = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}(?:(?:18|19|20){_BORN}\d{{3}}[\dXx]|{_BORN}\d{{3}})(?!\d)"
)


def write_table(
    raw: RawTable, used: NDArray[np.bool_], findings: RegisterFindings, path: Path
) -> Path:
    """Write the rows of a table that are not used.

    Parameters
    ----------
    raw : RawTable
        The table as it was read.
    used : ndarray of bool
        Which rows are used.
    findings : RegisterFindings
        Why the others are not.
    path : Path
        Where to write.
    """
    reasons = _reasons(raw, findings)
    headers = list(
        dict.fromkeys(name for place in range(len(raw.parts)) for _, name in _kept(raw, place))
    )
    start, written = 0, 0
    lost = dict(zip(_lost_places(raw), range(raw.places.readable, raw.places.rows), strict=True))
    # Excel reads Chinese only after a byte-order mark.
    with whole_file(path, encoding="utf-8-sig", private=True) as file:
        writer = csv.writer(file)  # its line ends have it quote every line break
        writer.writerow([*_FIRST, *headers])
        for place, (part, size) in enumerate(zip(raw.parts, raw.places.sizes, strict=True)):
            kept = _kept(raw, place)
            for row, cells in part.originals(~used[start : start + size]):
                if row < 0:  # a line that could not be read: its text, whole
                    number, found = lost[place, -1 - row], [_masked(cells[0])]
                else:
                    own = {name: _masked(cells[at]) for at, name in kept}
                    number, found = start + row, [own.get(name, "") for name in headers]
                line = raw.places.locate(np.array([number]))[1][0]
                writer.writerow([part.name, line, reasons.get(number, ""), *found])
                written += 1
            start += size
    if written != np.count_nonzero(~used):
        raise AssertionError(f"{written} rows written of {np.count_nonzero(~used)}")
    return path


def _lost_places(raw: RawTable) -> Iterator[tuple[int, int]]:
    for place, lines in enumerate(raw.places.broken):
        for line in lines.tolist():
            yield place, line


def _kept(raw: RawTable, place: int) -> list[tuple[int, str]]:
    """Columns of a part, but for one of identity numbers."""
    headers = raw.parts[place].headers
    return [(at, name) for at, name in enumerate(headers) if at != raw.identities[place]]


def _masked(text: str) -> str:
    """Hide what looks like an identity number wherever it stands."""
    return _IDENTITY.sub(_HIDDEN, text) if len(text) >= _SHORTEST else text


def _reasons(raw: RawTable, findings: RegisterFindings) -> dict[int, str]:
    """Join the errors of each row."""
    found: dict[int, list[str]] = {}
    for group in findings.groups:
        if group.table == raw.schema.name and group.severity is Severity.ERROR:
            told = ": ".join(filter(None, (group.column, group.rule.name)))
            for row in group.rows.tolist():
                found.setdefault(row, []).append(told)
    return {row: "; ".join(dict.fromkeys(told)) for row, told in found.items()}
