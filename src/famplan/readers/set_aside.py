"""Rows that were set aside, with their cells as they were: one file for each table."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import InvalidInputError
from famplan.readers.rule import Severity
from famplan.readers.writing import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from famplan.readers.findings import RegisterFindings
    from famplan.readers.table_reader import RawTable

__all__ = ["earlier_files", "write_table"]

_FIRST = ("file", "row", "reasons")
_MARK = "\ufefffile,row,reasons".encode()
_HIDDEN = "(identity number)"
_SHORTEST = 15  # digits of an old identity number
_BORN = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}[ -]?(?:(?:18|19|20){_BORN}[ -]?\d{{3}}[\dXx]|{_BORN}[ -]?\d{{3}})(?!\d)"
)
# In a line of which nobody knows where its cells begin, also what is nearly such a number.
_NEARLY = re.compile(r"\d{14,}[\dXx]?")


def earlier_files(folder: Path, tables: Iterable[str]) -> list[Path]:
    """Find the files that an earlier reading set aside where these tables will stand.

    Raises
    ------
    InvalidInputError
        One of them holds something else.
    """
    found = [path for name in tables if (path := folder / f"{name}.csv").exists()]
    for path in found:
        with path.open("rb") as file:
            ours = file.read(len(_MARK)) == _MARK
        if not ours:
            remedy = "choose a folder for rows set aside alone"
            raise InvalidInputError(str(path), "holds no rows that were set aside", remedy=remedy)
    return found


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
    kept_by_part = [_kept(raw, place) for place in range(len(raw.parts))]
    columns = list(dict.fromkeys(column for kept in kept_by_part for _, column in kept))
    start, written = 0, 0
    lost = dict(zip(_lost_places(raw), range(raw.places.readable, raw.places.rows), strict=True))
    # Excel reads Chinese only after a byte-order mark.
    with whole_file(path, encoding="utf-8-sig", private=True) as file:
        writer = csv.writer(file)  # its line ends have it quote every line break
        writer.writerow([*_FIRST, *(name for name, _ in columns)])
        for place, (part, size) in enumerate(zip(raw.parts, raw.places.sizes, strict=True)):
            kept = kept_by_part[place]
            for row, cells in part.originals(~used[start : start + size]):
                if row < 0:  # a line that could not be read: its text, whole
                    line_text = _masked(cells[0])
                    if raw.identities[place]:
                        line_text = _NEARLY.sub(_HIDDEN, line_text)
                    number, found = lost[place, -1 - row], [line_text]
                else:
                    own = {column: _masked(cells[at]) for at, column in kept}
                    number, found = start + row, [own.get(column, "") for column in columns]
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


def _kept(raw: RawTable, place: int) -> list[tuple[int, tuple[str, int]]]:
    """Columns of a part but for those of identity numbers: each header, and how often it was."""
    seen: Counter[str] = Counter()
    found = []
    for at, name in enumerate(raw.parts[place].headers):
        if at not in raw.identities[place]:
            found.append((at, (name, seen[name])))
            seen[name] += 1
    return found


def _masked(text: str) -> str:
    """Hide what looks like an identity number wherever it stands."""
    if len(text) < _SHORTEST:
        return text
    if not text.isascii():  # digits may be full-width
        narrow = unicodedata.normalize("NFKC", text)
        text = narrow if _IDENTITY.search(narrow) else text
    return _IDENTITY.sub(_HIDDEN, text)


def _reasons(raw: RawTable, findings: RegisterFindings) -> dict[int, str]:
    """Join the errors of each row."""
    found: dict[int, list[str]] = {}
    for group in findings.groups:
        if group.table == raw.schema.name and group.severity is Severity.ERROR:
            told = ": ".join(filter(None, (group.column, group.rule.name)))
            for row in group.rows.tolist():
                found.setdefault(row, []).append(told)
    return {row: "; ".join(dict.fromkeys(told)) for row, told in found.items()}
