"""A document in all its forms, written together: all of them, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.report.documents.book import workbook_file
from famplan.report.documents.page import html_page
from famplan.report.documents.plain_text import markdown_text
from famplan.report.files import write_all
from famplan.report.saving import check_endings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from famplan.report.documents.document import Document

__all__ = ["save_document"]

_FORMS: dict[str, Callable[[Document], str | bytes]] = {
    ".html": html_page,
    ".xlsx": workbook_file,
    ".json": lambda document: document.json,
    ".md": markdown_text,
}


def save_document(document: Document, paths: Iterable[Path | str]) -> list[Path]:
    """Write a document to every path, in the form that its ending says: all files, or none.

    Raises
    ------
    DefinitionError
        An ending that stands for no form, or a path given twice.
    InvalidInputError
        A file cannot be written.
    """
    targets = check_endings(paths)
    return write_all({target: _FORMS[target.suffix.lower()](document) for target in targets})
