"""A document as a workbook: every table with its numbers as numbers."""

from __future__ import annotations

import io
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import MissingExtraError

if TYPE_CHECKING:
    from pathlib import Path

    from famplan.report.documents.document import Document, Sheet

__all__ = ["DocumentWorkbook", "workbook_file"]

_FIRST_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - of no moment: the same input gives the same file
_NARROW, _WIDE = 10, 60
_REFUSED, _LONGEST = "[]:*?/\\'", 28


def workbook_file(document: Document) -> bytes:
    """Write a document as an Excel file.

    Raises
    ------
    MissingExtraError
        XlsxWriter is not installed.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra: loaded when a workbook is asked for
    except ImportError as error:
        raise MissingExtraError("a workbook", package="xlsxwriter", extra="report") from error
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": document.title, "created": _FIRST_DAY})
        names = _names([sheet.name for sheet in document.sheets])
        for name, sheet in zip(names, document.sheets, strict=True):
            _write(book, name, sheet)
        _write_notes(book, document)
    return out.getvalue()


def _names(wanted: list[str]) -> list[str]:
    """Name sheets without signs that Excel refuses, and no two alike whatever their case."""
    found: list[str] = []
    for name in wanted:
        plain = "".join(sign for sign in name if sign not in _REFUSED)[:_LONGEST]
        same = sum(one.casefold().startswith(plain.casefold()) for one in found)
        found.append(f"{plain} {same + 1}" if same else plain)
    return found


def _write(book: Any, name: str, sheet: Sheet) -> None:  # noqa: ANN401 - ships no types
    page = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "#,##0.####", "valign": "top"})
    page.write_row(0, 0, sheet.headers, bold)
    for place, header in enumerate(sheet.headers):
        page.set_column(place, place, _width(header, [row[place] for row in sheet.rows]))
    for line, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(line, place, cell, wrap)
            elif cell is not None:
                page.write_number(line, place, cell, number)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.headers) - 1)


def _width(header: str, cells: list[str | float | None]) -> float:
    """Fit a column to its words, within reason; a Chinese sign is two wide."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    longest = max((_length(text) for text in texts), default=0)
    return min(max(longest + 1, min(_length(header), 16) + 2, _NARROW), _WIDE)


def _length(text: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in text)


def _write_notes(book: Any, document: Document) -> None:  # noqa: ANN401 - ships no types
    say = document.say
    page = book.add_worksheet(say("sources")[:31])
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bottom": 1})
    headers = [say(key) for key in ("name", "meaning", "source", "grade")]
    page.write_row(0, 0, headers, bold)
    for place, width in enumerate((34, 60, 60, 22)):
        page.set_column(place, place, width)
    for line, note in enumerate(document.sources, start=1):
        texts = (note.name, note.text, f"{note.source} {note.url}".strip(), note.grade)
        for place, text in enumerate(texts):
            page.write_string(line, place, text, wrap)
    last = say("made_with", version=document.version, identifier=document.identifier)
    page.write_string(len(document.sources) + 2, 0, f"{document.title} · {last}")


@attrs.frozen(eq=False, repr=False, slots=False)
class DocumentWorkbook:
    """A document as a workbook.

    Parameters
    ----------
    document : Document
        What it says.
    """

    document: Document

    @cached_property
    def data(self) -> bytes:
        """The file.

        Raises
        ------
        MissingExtraError
            XlsxWriter is not installed.
        """
        return workbook_file(self.document)

    def save(self, path: Path | str) -> Path:
        """Write the document in the form that the ending says, whole or not at all.

        Raises
        ------
        DefinitionError
            The ending stands for no form.
        InvalidInputError
            The file cannot be written.
        """
        from famplan.report.documents.saving import save_document  # noqa: PLC0415 - all forms

        (written,) = save_document(self.document, [path])
        return written

    def __repr__(self) -> str:
        """Name what it is of."""
        return f"<workbook: {self.document.title}>"
