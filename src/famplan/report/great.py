"""Grids as HTML tables, laid out by great-tables: headings know their cells, spanners theirs."""

from __future__ import annotations

import re
import warnings
from html import escape
from typing import TYPE_CHECKING, Any

from famplan.errors import MissingExtraError, own_warnings

if TYPE_CHECKING:
    from famplan.report.grids import Column, Grid, Line
    from famplan.report.writing import Cell

__all__ = ["grid_html"]

# What great-tables writes for notebooks and Quarto, and once more in every cell what row and column
# headings say already: without it a table of 300 areas is half as large.
_SURPLUS = (
    re.compile(
        r' (?:headers|data-quarto-[a-z-]+)="[^"]*"| (?:row|col)span="1"| id="[^"]*-stub-[^"]*"'
        r"|(?<=\")gt_row (?=gt_)|(?<=>)\s+(?=<)"
    ),
    re.compile(r'(?<=<td) class="gt_right"'),  # where numbers stand anyway
)


def grid_html(grid: Grid) -> str:
    """Lay a grid out as an HTML table, without styles.

    Raises
    ------
    MissingExtraError
        great-tables is not installed.

    Examples
    --------
    >>> from famplan.report.grids import Column, Grid, Line
    >>> from famplan.report.writing import Cell
    >>> lines = (Line("East <b>", (Cell("9.30", "8.5–10.1"),)),)
    >>> html = grid_html(Grid("t", "Births", "Area", (Column("CBR", footnote=1),), lines))
    >>> "East &lt;b&gt;" in html, '<a href="#d1">1</a>' in html
    (True, True)
    """
    try:
        from great_tables import GT, html  # noqa: PLC0415 - heavy; loaded when a page is made
        from pyarrow import table as frame  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("an HTML page", package="great-tables", extra="report") from error
    names = [f"c{place}" for place in range(len(grid.columns))]
    grouped = any(line.group for line in grid.lines)
    columns: dict[str, list[str]] = {"stub": [_label(line) for line in grid.lines]}
    if grouped:
        columns["group"] = [line.group for line in grid.lines]
    for place, name in enumerate(names):
        columns[name] = [_cell(line.cells[place]) for line in grid.lines]
    with own_warnings():
        warnings.filterwarnings("ignore", message="PyArrow Table support")
        great: Any = GT(
            frame(columns),
            rowname_col="stub",
            groupname_col="group" if grouped else None,
            id=grid.key,
        )
        great = great.fmt(str, columns=["stub", *names]).cols_align("right", columns=names)
        labels = {
            name: html(_head(column)) for name, column in zip(names, grid.columns, strict=True)
        }
        great = _spanned(great.cols_label(**labels).tab_stubhead(grid.stub), grid, names, html)
        text: str = great.as_raw_html()
    body = text[text.index("<table") : text.index("</table>") + len("</table>")]
    for surplus in _SURPLUS:
        body = surplus.sub("", body)
    return body


def _spanned(great: Any, grid: Grid, names: list[str], html: Any) -> Any:  # noqa: ANN401 - ships no types
    spans: list[tuple[str, int, list[str]]] = []
    for name, column in zip(names, grid.columns, strict=True):
        if not column.spanner:
            continue
        if (
            spans
            and spans[-1][0] == column.spanner
            and names.index(spans[-1][2][-1]) == names.index(name) - 1
        ):
            spans[-1][2].append(name)
        else:
            spans.append((column.spanner, column.footnote, [name]))
    for place, (label, footnote, members) in enumerate(spans):
        text = f"{escape(label)}{_mark(footnote)}"
        great = great.tab_spanner(label=html(text), columns=members, id=f"s{place}")
    return great


def _head(column: Column) -> str:
    return escape(column.label) + ("" if column.spanner else _mark(column.footnote))


def _mark(footnote: int) -> str:
    return f'<sup><a href="#d{footnote}">{footnote}</a></sup>' if footnote else ""


def _label(line: Line) -> str:
    text = escape(line.label) + _mark(line.footnote)
    return f"<strong>{text}</strong>" if line.strong else text


def _cell(cell: Cell) -> str:
    text = escape(cell.text)
    return f"{text}<small>{escape(cell.interval)}</small>" if cell.interval else text
