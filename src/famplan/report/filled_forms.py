"""The statutory forms as a report shows them: areas, the whole, and what must stay hidden."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

import attrs

from famplan.report.disclosure import hide_what_sums_give_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from famplan.tabulate.register import RegisterTally
    from famplan.tabulate.register.forms import Form, FormColumn

__all__ = ["FilledForm", "filled_forms"]


@attrs.frozen
class FilledForm:
    """A form: a line for each area, and the whole as the last.

    `rows` hold None where a count is hidden, and ``nan`` where it is not known; `counts` are those
    behind them.
    """

    key: str
    name: str
    name_zh: str
    columns: tuple[FormColumn, ...]
    areas: tuple[str | None, ...]
    rows: tuple[tuple[float | None, ...], ...]
    warnings: tuple[str, ...]
    counts: tuple[tuple[float, ...], ...] = attrs.field(default=(), repr=False)


def filled_forms(
    tally: RegisterTally, whole: RegisterTally, *, hide_below: float
) -> tuple[FilledForm, ...]:
    """Fill in the forms of areas and of the whole."""
    forms, together = tally.forms(hide_below=hide_below), whole.forms(hide_below=hide_below)
    pairs = {"form1": (forms.form1, together.form1), "form2": (forms.form2, together.form2)}
    return tuple(_filled(key, *pair) for key, pair in pairs.items())


def _filled(key: str, form: Form, whole: Form) -> FilledForm:
    if not whole.areas:  # nothing was counted
        nothing = ((0,) * len(form.columns),)
        return FilledForm(key, form.name, form.name_zh, form.columns, (None,), nothing, (), nothing)
    several = len(form.areas) > 1
    parts = [form] if several else []
    # What has no area is a line of its own among the areas, and no part of the whole.
    last = len(form.areas) * several + next((n for n, a in enumerate(whole.areas) if a), 0)
    shown = [_numbers(row) for one in (*parts, whole) for row in one.to_dicts()]
    true = [row for one in (*parts, whole) for row in one.values.tolist()]
    shown, true = ([*rows[: len(form.areas) * several], rows[last]] for rows in (shown, true))
    cells = list(product(range(len(shown)), range(len(form.columns))))
    unknown = {(row, column) for row, column in cells if math.isnan(true[row][column])}
    size = {(row, column): float(true[row][column]) for row, column in {*cells} - unknown}
    hidden = {(row, column) for row, column in cells if shown[row][column] is None} - unknown
    gone = hide_what_sums_give_back(_lines(form, several=several), hidden, size=size)
    rows = tuple(
        tuple(
            None if (row, column) in gone else _count(true[row][column])
            for column in range(len(form.columns))
        )
        for row in range(len(shown))
    )
    areas = (*form.areas, None) if several else (None,)
    return FilledForm(
        key=key,
        name=form.name,
        name_zh=form.name_zh,
        columns=form.columns,
        areas=areas,
        rows=rows,
        warnings=whole.warnings,
        counts=tuple(map(tuple, true)),
    )


def _count(number: float) -> float:
    return number if math.isnan(number) else int(number)


def _numbers(row: dict[str, int | None]) -> list[int | None]:
    return [number for name, number in row.items() if name != "area"]


def _lines(form: Form, *, several: bool) -> Iterator[list[tuple[int, int]]]:
    """Go through what adds up: each column down to the whole, and parts to their subtotal."""
    known = [row for row, area in enumerate(form.areas) if area is not None]
    whole = len(form.areas) * several
    rows = range(whole + 1)
    if several:
        yield from ([(row, place) for row in (*known, whole)] for place in range(len(form.columns)))
    for place, column in enumerate(form.columns):
        parts = [p for p, part in enumerate(form.columns) if part.adds_up_to == column.name]
        if parts:
            yield from ([(row, p) for p in (*parts, place)] for row in rows)
