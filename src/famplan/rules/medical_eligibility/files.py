"""Files of tables: what stands in CSV and JSON, before anyone looks whether it is right.

CSV has a row for each condition: ``Condition``, if need be ``Sub-Condition`` and ``Chapter``, and
for each method a column (``COC``) or two (``Cu-IUD (I)``, ``Cu-IUD (C)``).

JSON is either that of open re-keyings, ``{condition: {method: {"I": "2", "C": "2"}}}``, or
famplan's own, which also holds what the table is and whom a row is for (see the guide).
"""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import UnreadableFileError
from famplan.rules.medical_eligibility.categories import Phase

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["DraftRow", "DraftTable", "TableFault", "key_of", "read_draft"]

BOTH = "".join(phase.letter for phase in Phase)
"""Letters of a cell that is for beginning and going on alike."""

_COLUMN = re.compile(r"(?P<name>.+?)\s*\((?P<letter>[IC])\)")
_ORDINAL = re.compile(r"^[a-z]\.\s+")


@attrs.frozen
class TableFault:
    """One fault of a table: where, what stands there, and which rule it breaks.

    Examples
    --------
    >>> print(TableFault("row 4", "CHC (I)", "5", "is no category"))
    row 4, CHC (I): '5' is no category
    """

    row: str
    column: str
    value: str
    rule: str

    def __str__(self) -> str:
        """Say it in one line."""
        where = ", ".join(part for part in (self.row, self.column) if part)
        return f"{where}: {self.value!r} {self.rule}" if self.value else f"{where}: {self.rule}"


@attrs.define
class DraftRow:
    """A row as a file has it."""

    place: str
    condition: str
    sub_condition: str = ""
    condition_zh: str = ""
    chapter: str = ""
    key: str = ""
    when: Any = None
    cells: dict[tuple[str, str], str] = attrs.field(factory=dict)
    """What stands in each column for ``I`` and ``C``."""


@attrs.define
class DraftTable:
    """A table as a file has it."""

    file: str
    rows: list[DraftRow] = attrs.field(factory=list)
    columns: list[str] = attrs.field(factory=list)
    about: dict[str, Any] = attrs.field(factory=dict)
    flags: dict[str, Any] = attrs.field(factory=dict)
    groups: dict[str, Any] = attrs.field(factory=dict)
    unlisted: str = ""
    faults: list[TableFault] = attrs.field(factory=list)

    def fault(self, row: str, column: str, value: object, rule: str) -> None:
        """Note a fault."""
        self.faults.append(TableFault(row, column, str(value), rule))

    def in_order(self) -> tuple[TableFault, ...]:
        """Return the faults: those of the whole table first, then row by row."""
        places = {row.place: number for number, row in enumerate(self.rows)}
        return tuple(sorted(self.faults, key=lambda fault: places.get(fault.row, -1)))


def key_of(condition: str, sub_condition: str = "") -> str:
    """Name a condition: lower case, without the letter that lists put before it.

    Examples
    --------
    >>> key_of("Smoking", "a. Age <35")
    'smoking - age <35'
    """
    parts = (" ".join(part.split()).casefold() for part in (condition, sub_condition))
    return " - ".join(_ORDINAL.sub("", part) for part in parts if part)


def read_draft(path: Path | Traversable | str) -> DraftTable:
    """Read a CSV or JSON file.

    Raises
    ------
    UnreadableFileError
        It is missing, empty, not UTF-8, or neither CSV nor JSON.
    """
    file = Path(path) if isinstance(path, str) else path
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else "cannot be opened"
        raise UnreadableFileError(file.name, reason) from error
    if not text.strip():
        raise UnreadableFileError(file.name, "is empty")
    if file.name.endswith(".csv"):
        return _from_csv(file.name, text)
    if file.name.endswith(".json"):
        return _from_json(file.name, text)
    raise UnreadableFileError(file.name, "is neither .csv nor .json")


def _from_csv(name: str, text: str) -> DraftTable:
    draft = DraftTable(name)
    try:
        head, *records = csv.reader(StringIO(text, newline=""))
    except csv.Error as error:
        raise UnreadableFileError(name, f"is not CSV: {error}") from error
    fields = [_field(title) for title in head]
    draft.columns = list(dict.fromkeys(field for field, letters in fields if letters))
    if "condition" not in (field for field, _ in fields):
        draft.fault("row 1", "Condition", "", "there is no such column")
        return draft
    for number, record in enumerate(records, start=2):
        if not any(cell.strip() for cell in record):
            continue
        row = DraftRow(f"row {number}", "")
        if len(record) != len(head):
            draft.fault(row.place, "", "", f"has {len(record)} cells, the head has {len(head)}")
            continue
        for (field, letters), title, cell in zip(fields, head, record, strict=True):
            if not letters:
                setattr(row, field, cell.strip())
            for letter in letters:
                if (field, letter) in row.cells:
                    draft.fault(row.place, title, cell, "is given twice")
                row.cells[field, letter] = cell
        draft.rows.append(row)
    return draft


def _field(title: str) -> tuple[str, str]:
    """Tell an attribute of a row, without letters, from a method and the letters it is for."""
    title = " ".join(title.split())
    word = title.casefold().replace("-", "_")
    if word in {"condition", "sub_condition", "condition_zh", "chapter", "key"}:
        return word, ""
    found = _COLUMN.fullmatch(title)
    return (found["name"], found["letter"]) if found else (title, BOTH)


def _from_json(name: str, text: str) -> DraftTable:
    draft = DraftTable(name)
    try:
        content = json.loads(text, object_pairs_hook=lambda pairs: _once(draft, pairs))
    except json.JSONDecodeError as error:
        raise UnreadableFileError(name, f"line {error.lineno} is not JSON: {error.msg}") from error
    if not isinstance(content, dict):
        raise UnreadableFileError(name, "is no mapping of conditions to methods")
    if "rows" in content:
        _own(draft, content)
    else:
        for key, ratings in content.items():
            row = DraftRow(f"row {key!r}", key, key=key)
            _cells(draft, row, ratings)
            draft.rows.append(row)
    rated = (column for row in draft.rows for column, _ in row.cells)
    draft.columns = list(dict.fromkeys((*draft.columns, *rated)))
    return draft


def _once(draft: DraftTable, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a mapping; a key that comes twice is a fault, where JSON would keep the last."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            draft.fault("", "", key, "is given twice")
        found[key] = value
    return found


def _own(draft: DraftTable, content: dict[str, Any]) -> None:
    """Read famplan's own form."""
    kinds = {"about": dict, "flags": dict, "groups": dict, "columns": list, "unlisted": str}
    for name, value in content.items():
        if name == "rows":
            continue
        if name not in kinds or not isinstance(value, kinds[name]):
            allowed = ", ".join((*kinds, "rows"))
            draft.fault(name, "", "", f"is not of its kind, or none of {allowed}")
            continue
        setattr(draft, name, value)
    rows = content["rows"] if isinstance(content["rows"], list) else [content["rows"]]
    texts = {"condition", "sub_condition", "condition_zh", "chapter", "key"}
    for number, record in enumerate(rows, start=1):
        row = DraftRow(f"row {number}", "")
        if not isinstance(record, dict):
            draft.fault(row.place, "", "", "is no mapping")
            continue
        for name, value in record.items():
            if name == "when" or (name in texts and isinstance(value, str)):
                setattr(row, name, value)
            elif name != "ratings":
                allowed = ", ".join((*sorted(texts), "when", "ratings"))
                draft.fault(row.place, name, "", f"is not text, or none of {allowed}")
        _cells(draft, row, record.get("ratings"))
        draft.rows.append(row)


def _cells(draft: DraftTable, row: DraftRow, ratings: object) -> None:
    if not isinstance(ratings, dict):
        draft.fault(row.place, "", "", "has no mapping of methods to ratings")
        return
    for column, found in ratings.items():
        pair = dict.fromkeys(BOTH, found) if isinstance(found, str) else found
        if not isinstance(pair, dict) or set(pair) != set(BOTH):
            draft.fault(row.place, column, "", 'is neither a rating nor {"I": …, "C": …}')
            continue
        for letter, cell in pair.items():
            if not isinstance(cell, str):
                draft.fault(row.place, f"{column} ({letter})", cell, "is not text")
            else:
                row.cells[column, letter] = cell
