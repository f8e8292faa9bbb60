"""Grids as tables of Markdown, and text in which nothing is markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.report.documents.document import TextColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from famplan.report.grids import Column, Grid, Line
    from famplan.report.writing import Cell

__all__ = ["plain", "table_lines"]

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#"})


def plain(text: str) -> str:
    r"""Write text so that nothing in it is markup, on one line.

    Examples
    --------
    >>> print(plain("boys | girls"))
    boys \| girls
    """
    return " ".join(text.translate(_SPECIAL).splitlines())


def table_lines(grid: Grid) -> Iterator[str]:
    """Write the table of a grid and its notes; the heading above it is for the caller."""
    yield _row([plain(grid.stub), *map(_head, grid.columns)])
    yield _row(["---", *("---" if isinstance(c, TextColumn) else "---:" for c in grid.columns)])
    group = ""
    for line in grid.lines:
        if line.group != group:
            group = line.group
            yield _row([f"**{plain(group)}**", *[""] * len(grid.columns)])
        yield _row([_label(line), *map(_cell, line.cells)])
    yield from ("", *(plain(note) for note in grid.notes))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _head(column: Column) -> str:
    note = f"[^{column.footnote}]" if column.footnote else ""
    return f"{plain(' '.join(filter(None, (column.spanner, column.label))))}{note}"


def _label(line: Line) -> str:
    text = plain(line.label) + (f"[^{line.footnote}]" if line.footnote else "")
    return f"**{text}**" if line.strong else text


def _cell(cell: Cell) -> str:
    return plain(f"{cell.text} ({cell.interval})" if cell.interval else cell.text)
