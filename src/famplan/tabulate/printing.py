"""A table of estimates as people read it: at the published scale, aligned, as text or HTML."""

from __future__ import annotations

import math
import unicodedata
from html import escape
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.tabulate.table import Table

__all__ = ["html_table", "text_table"]

# Decimals of a figure published as it is, and of one published per 100 or more.
_SCALED = {"value": (2, 1), "se": (3, 2), "low": (2, 1), "high": (2, 1)}
_UNSCALED = {"deft": 2, "numerator": 1, "denominator": 1, "n": 0}
_MARKS = {"hidden": "*", "bracketed": "({})"}


@attrs.frozen
class _Column:
    title: str
    cells: list[str]
    is_number: bool = False

    @property
    def width(self) -> int:
        return max(map(_width, (self.title, *self.cells)))

    def text(self, place: int) -> str:
        """Return the title (-1) or a cell."""
        return self.cells[place] if place >= 0 else self.title

    def line(self, place: int) -> str:
        """Return the title (-1) or a cell, filled up to the width of the column."""
        text = self.text(place)
        blank = " " * (self.width - _width(text))
        return blank + text if self.is_number else text + blank


def text_table(table: Table) -> str:
    """Lay a table out in columns; a column in which nothing is known is left out.

    Examples
    --------
    >>> from famplan.tabulate.table import Table
    >>> records = [{"indicator": "ASFR", "age": "20–24", "value": 0.2073, "per": 1000}]
    >>> print(text_table(Table(records, groups=())))
    indicator  age    value    per
    ASFR       20–24  207.3  1,000
    """
    columns = _columns(table)
    # The width of a column is worked out once, not once for every line.
    filled = [[column.line(place) for place in range(-1, len(table))] for column in columns]
    lines = ["  ".join(cells).rstrip() for cells in zip(*filled, strict=True)]
    return "\n".join((*lines, *table.notes))


def html_table(table: Table) -> str:
    """Lay a table out in HTML, with the notes as its caption.

    Examples
    --------
    >>> from famplan.tabulate.table import Table
    >>> html_table(Table([{"indicator": "TFR", "value": 4.0107}], groups=()))
    '<table><thead><tr><th style="text-align:left">indicator</th><th style="text-align:right">...
    """
    columns = _columns(table)
    head = "".join(_html_cell("th", column, -1) for column in columns)
    rows = (
        "".join(_html_cell("td", column, place) for column in columns)
        for place in range(len(table))
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    notes = "<br>".join(escape(note) for note in table.notes)
    caption = f'<caption style="caption-side:bottom">{notes}</caption>' if notes else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_cell(tag: str, column: _Column, place: int) -> str:
    """Lay out a title (-1) or a cell; notebooks would set text to the right, like numbers."""
    side = "right" if column.is_number else "left"
    return f'<{tag} style="text-align:{side}">{escape(column.text(place))}</{tag}>'


def _columns(table: Table) -> list[_Column]:
    records = table.to_dicts()
    named = [
        _Column("indicator", [_indicator(record) for record in records]),
        *(_Column(group, _labels(table, group)) for group in table.groups),
    ]
    if "age" in table.columns:
        named.append(_Column("age", [str(record["age"] or "") for record in records]))
    figures = [
        _Column(name, [_figure(record, name) for record in records], is_number=True)
        for name in (*_SCALED, *_UNSCALED)
        if name == "value" or any(_known(record[name]) for record in records)
    ]
    scales = [f"{record['per']:,}" for record in records]
    if any(record["per"] > 1 for record in records):
        figures.append(_Column("per", scales, is_number=True))
    return named + figures


def _labels(table: Table, group: str) -> list[str]:
    return [table.label(group, value) for value in table.column(group)]


def _indicator(record: Mapping[str, Any]) -> str:
    """Name the indicator with the variant of it that was computed."""
    variant = f" [{record['definition']}]" if record["definition"] else ""
    return f"{record['indicator']}{variant}"


def _figure(record: Mapping[str, Any], name: str) -> str:
    mark = _MARKS.get(record.get("mark") or "", "{}") if name == "value" else "{}"
    number = record[name]
    if not _known(number):
        return mark.format("–")
    if name in _UNSCALED:
        return f"{number:,.{_UNSCALED[name]}f}"
    plain, scaled = _SCALED[name]
    decimals = plain if record["per"] == 1 else scaled
    return mark.format(f"{number * record['per']:,.{decimals}f}")


def _known(number: float | None) -> bool:
    return number is not None and not math.isnan(number)


def _width(text: str) -> int:
    """Count the places a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
