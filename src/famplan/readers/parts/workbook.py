"""Sheets of Excel workbooks."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from famplan.errors import FamplanError, UnreadableFileError
from famplan.readers.cells.decoding import plain_text
from famplan.readers.parts.part import BATCH_ROWS, Part
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = ["ENDINGS", "WorkbookPart", "sheet_names"]

ENDINGS = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"))
"""Endings of the names of workbooks."""


@contextmanager
def _sound(name: str) -> Iterator[None]:
    """Name any fault of the reader: its exceptions share no class, and some are no `Exception`."""
    try:
        yield
    except (FamplanError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of Rust is raised as such
        problem = "is not a workbook, or is damaged or locked by a password"
        raise UnreadableFileError(name, problem) from None


def _workbook(path: Path) -> Any:  # noqa: ANN401 - python-calamine's
    calamine = library("python_calamine", f"reading {path.suffix}", extra="excel")
    with _sound(path.name):
        return calamine.CalamineWorkbook.from_path(path)


def sheet_names(path: Path) -> list[str]:
    """Name the sheets of a workbook.

    Raises
    ------
    UnreadableFileError
        It is no workbook.
    MissingExtraError
        python-calamine is not installed.
    """
    return list(_workbook(path).sheet_names)


class WorkbookPart(Part):
    """A sheet; its first row that is not empty has the headers."""

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        super().__init__(f"{path.name}, {sheet}" if sheet else path.name)
        self._path = path
        self._sheet = sheet

    @cached_property
    def _rows(self) -> Any:  # noqa: ANN401 - python-calamine's sheet
        workbook = _workbook(self._path)
        with _sound(self.name):
            if self._sheet is None:
                return workbook.get_sheet_by_index(0)
            return workbook.get_sheet_by_name(self._sheet)

    def _lines(self) -> Iterator[list[str | None]]:
        """Rows as text, without those that are empty."""
        with _sound(self.name):
            for row in self._rows.iter_rows():
                line = [_text(value) for value in row]
                if any(line):
                    yield line

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Headers, from left to right."""
        first = next(self._lines(), None)
        if first is None:
            raise UnreadableFileError(self.name, "is empty")
        return tuple(header or "" for header in first)

    def read(
        self,
        places: Sequence[int],
        broken: Callable[[int, str], None],  # noqa: ARG002 - a sheet has as many cells in each row
    ) -> Iterator[list[Any]]:
        """Read the rows below the headers."""
        arrow = pyarrow("reading Excel")
        lines = islice(self._lines(), 1, None)
        while rows := list(islice(lines, BATCH_ROWS)):
            columns = list(zip(*rows, strict=True))
            yield [arrow.array(columns[place], arrow.string()) for place in places]


def _text(value: object) -> str | None:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return plain_text(value) or None
