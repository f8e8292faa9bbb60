"""Hidden counts stay hidden: what sums would give back is hidden too."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import attrs

from famplan.tabulate.table import FIGURES, Table

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    Key: TypeAlias = tuple[str, str, str, Hashable]

__all__ = ["hide_what_sums_give_back", "protected"]

Cell = TypeVar("Cell", bound="Hashable")
WHOLE = ("whole",)
"""Stands for the sum of all areas, whose path may be that of an area as well."""
_PARTS = {
    "FIRST_BIRTH_SHARE": "orders",
    "SECOND_BIRTH_SHARE": "orders",
    "HIGHER_BIRTH_SHARE": "orders",
    "TFR_ORDER": "TFR_ORDER",
    "METHOD_MIX": "METHOD_MIX",
    "ASFR": "ASFR",
    "FIRST_MARRIAGE_FREQUENCY": "FIRST_MARRIAGE_FREQUENCY",
}
"""Indicators whose figures are parts of one whole, which other figures show."""
_FOLLOWS = {"RNI": ("CBR", "CDR"), "NATURAL_INCREASE": ("CBR", "CDR")}
"""Indicators that would give back one of two others, if that alone were hidden."""


def hide_what_sums_give_back(
    lines: Iterable[Sequence[Cell]], hidden: set[Cell], *, size: Mapping[Cell, float]
) -> set[Cell]:
    """Hide a second cell wherever a line of cells with a known sum has a single hidden one.

    Parameters
    ----------
    lines : iterable of sequence
        Cells that add up: the last may be their sum, or the sum is known from elsewhere.
    hidden : set
        Cells that are hidden already.
    size : mapping
        What stands behind each cell; the smallest that is not empty goes first.

    Returns
    -------
    set
        Every cell to hide.

    Examples
    --------
    >>> size = {"east": 4, "west": 61, "north": 25, "all": 90}
    >>> sorted(hide_what_sums_give_back([tuple(size)], {"east"}, size=size))
    ['east', 'north']
    """
    lines, found = list(lines), set(hidden)
    changed = bool(found)
    while changed:
        changed = False
        for line in lines:
            gone = [cell for cell in line if cell in found]
            others = [cell for cell in line if cell not in found and size.get(cell, 0) > 0]
            if len(gone) == 1 and others:
                found.add(min(others, key=lambda cell: size[cell]))
                changed = True
    return found


def protected(areas: Table, whole: Table) -> tuple[Table, Table]:
    """Hide, in the tables of areas and of their sum, what either would give back of the other.

    Examples
    --------
    >>> def row(area, n, mark=""):
    ...     return {"indicator": "CBR", "area": area, "value": n / 9, "n": n, "mark": mark}
    >>> areas = [row("a", math.nan, "hidden"), row("b", 61.0), row("c", 25.0)]
    >>> shown, _ = protected(Table(areas, groups=("area",)), Table([row("x", 90.0)], groups=()))
    >>> shown.column("mark")
    ['hidden', '', 'hidden']
    """
    records = {_key(row, row["area"]): row for row in areas.to_dicts()}
    records.update({_key(row, WHOLE): row for row in whole.to_dicts()})
    hidden = {key for key, row in records.items() if row.get("mark") == "hidden"}
    size = {key: _size(row) for key, row in records.items()}
    gone = hide_what_sums_give_back(_lines(records), hidden, size=size)
    lost = {(code, area) for code, *_, area in gone}
    gone |= {key for key in records if any((c, key[3]) in lost for c in _FOLLOWS.get(key[0], ()))}
    return tuple(  # type: ignore[return-value]
        attrs.evolve(
            table,
            records=[
                _hidden(row) if _key(row, place or row["area"]) in gone else row
                for row in table.to_dicts()
            ],
        )
        for table, place in ((areas, None), (whole, WHOLE))
    )


def _key(row: Mapping[str, Any], area: Hashable) -> Key:
    return row["indicator"], row["definition"] or "", row.get("age") or "", area


def _size(row: Mapping[str, Any]) -> float:
    return 0.0 if row["n"] is None or math.isnan(row["n"]) else float(row["n"])


def _hidden(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, **dict.fromkeys(FIGURES, math.nan), "mark": "hidden"}


def _lines(records: Mapping[Key, Mapping[str, Any]]) -> Iterator[list[Key]]:
    """Go through what adds up: a figure over all areas, and parts of a whole within an area."""
    over_areas: dict[object, list[Key]] = {}
    within: dict[object, list[Key]] = {}
    for key, row in records.items():
        indicator, definition, age, area = key
        if area is not None:  # what has no area is no part of the whole
            over_areas.setdefault((indicator, definition, age), []).append(key)
        if indicator in _PARTS:
            rest = definition if age else ""  # ages of women are one whole, of men another
            basis = row.get("basis") or ""
            within.setdefault((_PARTS[indicator], rest, basis, area), []).append(key)
    yield from over_areas.values()
    yield from within.values()
