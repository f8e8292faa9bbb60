"""CSV files and workbooks of unit figures: a line for each figure, or a column for each measure."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from itertools import compress
from typing import TYPE_CHECKING, Any

from famplan.assessment.unit_figures.gathering import Gathering, Place
from famplan.assessment.unit_figures.words import column_of
from famplan.errors import FamplanError, UnreadableFileError
from famplan.formulas.choices import nearest
from famplan.readers.parts.encoding import find_encoding
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

__all__ = ["read_sheet", "read_workbook"]

_DELIMITERS = ",\t;|"
_DIGITS = 15  # as many as a workbook keeps and shows: 0.1 + 0.2 is 0.3 there
_EACH = ("measure", "event", "status")


def read_sheet(file: Path | Traversable, gathering: Gathering) -> None:
    """Read a text file of separated cells: UTF-8, or GB18030 as offices still write."""
    data = file.read_bytes()
    encoding = find_encoding(lambda: BytesIO(data), file.name)
    if encoding.damaged:
        gathering.fault(Place(file.name), "", "some signs cannot be read", "save the file as UTF-8")
    text = data.decode(encoding.name, errors="replace").removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if not _is_comment(line)), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        lines = csv.reader(StringIO(text), delimiter=delimiter, strict=True)
        # A quoted cell may hold line breaks, so the reader counts the lines, not we.
        rows = [(lines.line_num, row) for row in lines]
    except csv.Error as error:
        gathering.fault(Place(file.name), "", f"is not a CSV file: {error}", "mend its quotes")
        return
    _read(file.name, [pair for pair in rows if not _is_comment("".join(pair[1]))], gathering)


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def read_workbook(file: Path, gathering: Gathering) -> None:
    """Read every sheet of a workbook that has a column of units."""
    calamine = library("python_calamine", f"reading {file.suffix}", extra="excel")
    try:
        book = calamine.CalamineWorkbook.from_path(file)
        sheets = {name: [*book.get_sheet_by_name(name).iter_rows()] for name in book.sheet_names}
    except (FamplanError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - its exceptions share no class, and some are no `Exception`
        problem = "is not a workbook, or is damaged or locked by a password"
        raise UnreadableFileError(file.name, problem) from None
    for name, sheet in sheets.items():
        lines = [(place, [_text(cell) for cell in row]) for place, row in enumerate(sheet, start=1)]
        told = f"{file.name}, {name}" if len(sheets) > 1 else file.name
        filled = [pair for pair in lines if not _is_comment("".join(pair[1]))]
        if filled or len(sheets) == 1:
            _read(told, filled, gathering)


def _text(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    if isinstance(cell, float):
        return f"{cell:.{_DIGITS}g}"
    return str(cell)


def _read(name: str, rows: Sequence[tuple[int, list[str]]], gathering: Gathering) -> None:
    """Read headers and rows."""
    if len(rows) < 2:  # noqa: PLR2004 - headers, and a row below them
        gathering.fault(Place(name), "", "has no rows", "give headers, and a row for each figure")
        return
    (line, headers), *below = rows
    columns = [column_of(header) for header in headers]
    if "unit" not in columns:
        remedy = "give a column unit (单位) with the name of each"
        gathering.fault(Place(name, line), "unit", "is missing", remedy)
        return
    is_long = any(column in _EACH for column in columns)
    wide = [("", "")] * len(headers) if is_long else _wide(name, line, headers, gathering)
    if not _whole(Place(name, line), headers, columns, wide, gathering):
        return
    for number, cells in below:
        place = Place(name, number)
        if any(cell.strip() for cell in cells[len(headers) :]):
            gathering.fault(place, "", "cells stand beyond the headers", "mend the line")
            continue
        if is_long:
            gathering.row(place, _as_row(columns, cells))
        else:
            _read_wide(place, columns, wide, cells, gathering)


def _as_row(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Name the cells of a row; of two columns of one name only one may be filled."""
    return {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}


def _wide(
    name: str, line: int, headers: Sequence[str], gathering: Gathering
) -> list[tuple[str, str]]:
    if gathering.asked is None:
        remedy = "give a column measure, or read the file with scheme="
        gathering.fault(Place(name, line), "measure", "is missing", remedy)
        return []
    return [
        ("", "") if column_of(h) in {"unit", "kind"} else gathering.asked.wide(h) for h in headers
    ]


def _whole(
    place: Place,
    headers: Sequence[str],
    columns: Sequence[str],
    wide: Sequence[tuple[str, str]],
    gathering: Gathering,
) -> bool:
    """Check that every header is one, and stands once."""
    if not wide:
        return False
    is_long = any(column in _EACH for column in columns)
    named = [
        column if is_long or column in {"unit", "kind", "note"} else "/".join(filter(None, own))
        for column, own in zip(columns, wide, strict=True)
    ]
    sound = True
    for header, what in zip(headers, named, strict=True):
        if header.strip() and not what:
            asked = gathering.asked
            remedy = asked.meant(header) if asked and not is_long else _meant(header)
            gathering.fault(place, header, "is no column of unit figures", remedy)
            sound = False
    for what in sorted({n for n in named if n and named.count(n) > 1}):
        twice = [*compress(headers, (n == what for n in named))]
        gathering.fault(place, what, f"{' and '.join(twice)} say the same", "keep one of them")
        sound = False
    return sound


def _meant(header: str) -> str:
    known = (
        "unit",
        "kind",
        "measure",
        "value",
        "numerator",
        "denominator",
        "previous",
        "mean",
        "bound",
    )
    meant = nearest(header.casefold(), known)
    others = ", ".join((*known, "event", "count", "status", "years", "note"))
    return f"did you mean {meant}?" if meant else f"columns are {others}"


def _read_wide(
    place: Place,
    columns: Sequence[str],
    wide: Sequence[tuple[str, str]],
    cells: Sequence[str],
    gathering: Gathering,
) -> None:
    """Read a row that has all figures of a unit."""
    row = _as_row(columns, cells)
    unit = gathering.unit(place, row.get("unit", ""), row.get("kind", ""))
    if unit is None:
        return
    for code, figures in _by_measure(wide, cells).items():
        if any(figures.values()):
            gathering.figure(place, unit, code, {**figures, "note": row.get("note", "")})


def _by_measure(wide: Iterable[tuple[str, str]], cells: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (code, column), cell in zip(wide, cells, strict=False):
        if code:
            found.setdefault(code, {})[column] = cell.strip()
    return found
