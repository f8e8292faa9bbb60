"""A life table as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from famplan.projection.life_tables.table import LifeTable

__all__ = ["printed"]

_COLUMNS = (
    ("m(x)", "death_rates", 6),
    ("a(x)", "nax", 2),
    ("q(x)", "nqx", 6),
    ("l(x)", "lx", 6),
    ("L(x)", "nLx", 6),
    ("e(x)", "ex", 3),
)


def printed(table: LifeTable, *, most: int) -> str:
    """Write the rules of a table and its columns; of many tables the first.

    Parameters
    ----------
    table : LifeTable
        One table or many.
    most : int
        Tables to write out.

    Returns
    -------
    str
        Lines of text.

    Examples
    --------
    >>> from famplan.projection import life_table
    >>> many = life_table(np.full((4, 2), 0.05), ages=["0", "1+"], sex="male", a0="keyfitz")
    >>> printed(many, most=1).splitlines()[-1]
    '… 4 tables in all'
    """
    head = (
        f"life table, {table.sex}; a0 {table.a0}, nax {table.within}, "
        f"open interval {table.open_interval}"
    )
    places = list(np.ndindex(table.shape))
    lines = [head]
    for place in places[:most]:
        lines += [f"table {place}"] if place else []
        lines += _rows(table, place)
    lines += [f"… {len(places)} tables in all"] if len(places) > most else []
    return "\n".join(lines)


def _rows(table: LifeTable, place: tuple[int, ...]) -> list[str]:
    cells = [["age", *table.ages.labels]]
    for title, name, decimals in _COLUMNS:
        values = getattr(table, name)[place]
        cells.append(
            [title, *("–" if np.isnan(value) else f"{value:,.{decimals}f}" for value in values)]
        )
    widths = [max(map(len, column)) for column in cells]
    return [
        "  ".join(
            cell.ljust(width) if position == 0 else cell.rjust(width)
            for position, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in zip(*cells, strict=True)
    ]
