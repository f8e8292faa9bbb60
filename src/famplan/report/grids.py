"""Tables as people read them, before they become HTML or Markdown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import attrs

from famplan.report.layout import indicator_of, layout, variant_text
from famplan.report.results import figure_key
from famplan.report.writing import (
    HIDDEN,
    UNKNOWN,
    Cell,
    change_text,
    figure_text,
    unit_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from famplan.report.filled_forms import FilledForm
    from famplan.report.results import Results

__all__ = ["Column", "Grid", "Line", "area_grids", "figure_grid", "form_grids"]

_EMPTY = Cell("")


@attrs.frozen
class Column:
    """A column: its label, what stands over several, and the footnote that explains it."""

    label: str
    spanner: str = ""
    footnote: int = 0


@attrs.frozen
class Line:
    """A line of a table."""

    label: str
    cells: tuple[Cell, ...]
    group: str = ""
    strong: bool = False
    footnote: int = 0


@attrs.frozen
class Grid:
    """A table: its key in a page, its title, what its first column is called, columns, lines."""

    key: str
    title: str
    stub: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def figure_grid(results: Results) -> Grid:
    """Lay out every figure of the whole, with that of the period before and the change."""
    say = results.say
    label, before = results.earlier()
    columns = [Column(say("value")), Column(say("level_interval")), Column(say("cases"))]
    if label:
        columns += [Column(label), Column(say("change"))]
    lines = []
    for theme, rows in _by_theme(results.figures.to_dicts()):
        group = say.pick(theme.en, theme.zh)
        lines += [_figure_line(results, row, before, group=group) for row in rows]
    title = say("all_figures", home=results.home)
    return Grid("figures", title, say("indicator"), tuple(columns), tuple(lines))


def _by_theme(rows: list[dict[str, Any]]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    for theme in layout().themes:
        mine = [row for row in rows if layout().theme_of(row["indicator"]) is theme]
        if mine:
            order = {code: place for place, code in enumerate(theme.codes)}
            yield theme, sorted(mine, key=lambda row: order.get(row["indicator"], len(order)))


def _figure_line(
    results: Results, row: dict[str, Any], before: dict[Any, dict[str, Any]], *, group: str
) -> Line:
    say, indicator = results.say, indicator_of(row["indicator"])
    figure, unit = figure_text(row), unit_text(indicator, say)
    sign = unit if len(unit) == 1 and figure.text not in (HIDDEN, UNKNOWN) else ""
    value = Cell(f"{figure.text}{sign}")
    cells = [value, Cell(figure.interval), Cell(_cases(row))]
    if results.before:
        earlier = before.get(figure_key(row))
        cells += [
            Cell("" if earlier is None else figure_text(earlier).text),
            Cell(change_text(row, earlier, say, level=None).text),
        ]
    name = results.figure_name(row)
    if len(unit) > 1:
        name = say("with_unit", name=name, unit=unit)
    return Line(name, tuple(cells), group, footnote=results.footnote(row["indicator"]))


def _cases(row: dict[str, Any]) -> str:
    n = row["n"]
    return "" if n is None or n != n else f"{n:,.0f}"  # noqa: PLR0124 - nan differs from itself


def area_grids(results: Results) -> list[Grid]:
    """Lay out a table for each theme: areas down, figures across, the whole as the last line."""
    if not results.by_area:
        return []
    cells = {(*figure_key(row), row["area"]): row for row in results.areas.to_dicts()}
    paths = list(dict.fromkeys(results.tally.areas))
    whole = {figure_key(row): row for row in results.figures.to_dicts()}
    found = []
    for theme, rows in _by_theme(_columns_of(results)):
        keys = [figure_key(row) for row in rows]
        lines = [
            Line(results.area(path), row)
            for path in paths
            if _says_something(row := tuple(_cell(cells.get((*key, path))) for key in keys))
        ]
        together = tuple(_cell(whole.get(key)) for key in keys)
        lines.append(Line(results.say("all_areas"), together, strong=True))
        columns = _merged(tuple(_column(results, row) for row in rows), results)
        title = results.say.pick(theme.en, theme.zh)
        found.append(Grid(theme.key, title, results.say("area"), columns, tuple(lines)))
    return found


def _says_something(row: tuple[Cell, ...]) -> bool:
    """Tell whether an area has any of a table's figures: an office has staff, but no people."""
    return any(cell.text not in ("", "0", UNKNOWN) for cell in row)


def _columns_of(results: Results) -> list[dict[str, Any]]:
    """Take one record of each figure, in the order of the whole."""
    rows = [*results.figures.to_dicts(), *results.areas.to_dicts()]
    return list({figure_key(row): row for row in reversed(rows)}.values())[::-1]


def _cell(row: dict[str, Any] | None) -> Cell:
    return _EMPTY if row is None else figure_text(row)


def _column(results: Results, row: dict[str, Any]) -> Column:
    say, indicator = results.say, indicator_of(row["indicator"])
    name, unit = results.name(row["indicator"]), unit_text(indicator, say)
    spanner = name if not unit else say("with_unit", name=name, unit=unit)
    label = results.variant(row)
    footnote = results.footnote(row["indicator"])
    if label:
        return Column(label, spanner, footnote)
    return Column(spanner, "", footnote)


def _merged(columns: tuple[Column, ...], results: Results) -> tuple[Column, ...]:
    """Put a figure of all under the heading of its parts, where they stand beside it."""
    spanners = {column.spanner for column in columns if column.spanner}
    return tuple(
        Column(results.say("all"), column.label, column.footnote)
        if not column.spanner and column.label in spanners
        else column
        for column in columns
    )


def form_grids(results: Results) -> list[Grid]:
    """Lay out the statutory forms."""
    return [_form_grid(results, form, place) for place, form in enumerate(results.forms, start=1)]


def _form_grid(results: Results, form: FilledForm, number: int) -> Grid:
    say = results.say
    columns = []
    for column in form.columns:
        if say.language == "zh":
            columns.append(Column(column.name_zh))
        else:
            over, comma, label = column.name.partition(", ")
            columns.append(Column(label, over) if comma else Column(over))
    labels = [results.area(area) for area in form.areas[:-1]]
    lines = [
        Line(label, tuple(_count(n) for n in row), strong=place == len(labels))
        for place, (label, row) in enumerate(
            zip([*labels, say("all_areas")], form.rows, strict=True)
        )
        if any(_says(number) for number in row) or place == len(labels)
    ]
    name = form.name_zh if say.language == "zh" else form.name.partition(", ")[2]
    title = say.joined([say("form", number=number), name])
    notes = tuple(variant_text(note, say.language) for note in form.warnings)
    return Grid(form.key, title, say("area"), tuple(columns), tuple(lines), notes)


def _says(number: float | None) -> bool:
    """Tell whether a count is above none, or hidden."""
    return number is None or number > 0  # what is not known is neither


def _count(number: float | None) -> Cell:
    if number is None:
        return Cell(HIDDEN)
    return Cell(UNKNOWN if math.isnan(number) else f"{number:,}")
