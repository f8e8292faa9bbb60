"""Tables and forms of one report together: what one hides, none of them gives back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import attrs

from famplan.report.disclosure import WHOLE, protected
from famplan.report.linked import counted_by, form_count, hide_linked, lines_of
from famplan.tabulate.table import FIGURES

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from famplan.report.filled_forms import FilledForm
    from famplan.report.linked import Figure, Node
    from famplan.tabulate.table import Table

__all__ = ["sealed"]


def sealed(
    areas: Table, whole: Table, forms: Sequence[FilledForm], *, below: float
) -> tuple[Table, Table, tuple[FilledForm, ...]]:
    """Hide in tables and forms what would give small counts back.

    Parameters
    ----------
    areas, whole : Table
        Estimates of the areas, and of their sum: what is hidden is marked, and still there.
    forms : sequence of FilledForm
        Forms, the whole last.
    below : float
        Counts below, but none, are small.

    Returns
    -------
    tuple
        The two tables and the forms, without what is hidden.
    """
    published: dict[Figure, list[Node]] = {}
    hidden: set[Figure] = set()
    sizes: dict[Node, float] = {}
    tables = {"areas": areas, "whole": whole}
    for name, marked in zip(tables, protected(areas, whole), strict=True):
        for place, row in enumerate(tables[name].to_dicts()):
            area = WHOLE if name == "whole" else row["area"]
            _publish((name, place), area, row, published, sizes)
        marks = marked.column("mark") if len(marked) else []
        hidden |= {(name, place) for place, mark in enumerate(marks) if mark == "hidden"}
    for form in forms:
        hidden |= _publish_form(form, published, sizes)
    places = dict.fromkeys(area for _, area in sizes if area != WHOLE)
    lines = lines_of(sizes, list(places), WHOLE)
    gone = hide_linked(published, hidden, lines=lines, sizes=sizes, below=below)
    first, second = (
        _without(table, {place for name, place, *_ in gone if name == called})
        for called, table in tables.items()
    )
    return first, second, tuple(_without_cells(form, gone) for form in forms)


def _publish(
    figure: Figure,
    area: Hashable,
    row: dict[str, Any],
    published: dict[Figure, list[Node]],
    sizes: dict[Node, float],
) -> None:
    counted = counted_by(row)
    if counted is None:
        return
    published[figure] = [(name, area) for name in counted.sizes]
    sizes.update({(n, area): float(size) for n, size in counted.sizes.items() if size is not None})


def _publish_form(
    form: FilledForm, published: dict[Figure, list[Node]], sizes: dict[Node, float]
) -> set[Figure]:
    """Note the counts of a form; return the cells that are hidden in it."""
    hidden: set[Figure] = set()
    last = len(form.counts) - 1
    for row, counts in enumerate(form.counts):
        area = WHOLE if row == last else form.areas[row]
        for place, (column, count) in enumerate(zip(form.columns, counts, strict=True)):
            node, cell = (form_count(form.key, column.name), area), (form.key, row, place)
            if math.isnan(count):
                continue
            published[cell] = [node]
            sizes.setdefault(node, float(count))
            if form.rows[row][place] is None:
                hidden.add(cell)
    return hidden


def _without(table: Table, places: set[int]) -> Table:
    records = [
        {**row, **dict.fromkeys(FIGURES, math.nan), "mark": "hidden"} if place in places else row
        for place, row in enumerate(table.to_dicts())
    ]
    return attrs.evolve(table, records=records)


def _without_cells(form: FilledForm, gone: set[Figure]) -> FilledForm:
    rows = tuple(
        tuple(
            None if (form.key, row, place) in gone else number
            for place, number in enumerate(numbers)
        )
        for row, numbers in enumerate(form.rows)
    )
    return attrs.evolve(form, rows=rows)
