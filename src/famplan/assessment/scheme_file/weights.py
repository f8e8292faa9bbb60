"""Weights from a scheme file: of items by kind of unit, and of the parts of a year's work."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from famplan.assessment.scheme_file.rows import SchemeRow
from famplan.assessment.trace import shown_points

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from famplan.assessment.faults import Faults
    from famplan.assessment.item import Item

__all__ = ["parts_of", "weights_of"]


def parts_of(table: Any, faults: Faults) -> dict[str, Fraction]:  # noqa: ANN401 - from a file
    """Read the ``[parts]`` table; weights that do not add up to one are a fault."""
    if not isinstance(table, dict):
        faults.add("parts", "not a table", 'write [parts] with name = "0.4"')
        return {}
    row, before = SchemeRow(table, where="parts", faults=faults), len(faults)
    read = {name: row.points(name) for name in table}
    parts = {name: Fraction(0) if weight is None else weight for name, weight in read.items()}
    for name, weight in parts.items():
        if weight < 0:
            row.fault(name, f"{shown_points(weight)} is below 0")
    total = sum(parts.values(), Fraction(0))
    if parts and total != 1 and len(faults) == before:
        problem = f"weights add up to {shown_points(total)}, not 1"
        faults.add("parts", problem, "give shares of the whole")
    return parts


def weights_of(
    tables: Any,  # noqa: ANN401 - from a file
    kinds: Collection[str],
    items: Mapping[str, Item],
    faulty: Collection[str],
    faults: Faults,
) -> dict[str, dict[str, Fraction]]:
    """Read the ``[weights.KIND]`` tables."""
    if not isinstance(tables, dict):
        faults.add("weights", "not a table of tables", "write [weights.KIND]")
        return {}
    weights: dict[str, dict[str, Fraction]] = {}
    for kind, table in tables.items():
        where = f"weights, {kind}"
        if kind not in kinds:
            faults.add(where, "no such kind of unit", f"allowed: {', '.join(kinds) or 'none'}")
        if not isinstance(table, dict):
            faults.add(where, "not a table", f"write [weights.{kind}]")
            continue
        row = SchemeRow(table, where=where, faults=faults)
        read = {code: _weight(row, code, kind, items, faulty) for code in table}
        weights[kind] = {code: weight for code, weight in read.items() if weight is not None}
    return weights


def _weight(
    row: SchemeRow, code: str, kind: str, items: Mapping[str, Item], faulty: Collection[str]
) -> Fraction | None:
    weight = row.points(code)
    if weight is not None and weight < 0:
        row.fault(code, f"{shown_points(weight)} is below 0")
    if code in faulty:
        return None
    item = items.get(code)
    if item is None:
        row.fault(code, "no such item", f"allowed: {', '.join(items) or 'none'}")
    elif not item.applies(kind):
        row.fault(code, f"the item does not apply to {kind}", "leave the weight out")
    elif item.takes_from:
        row.fault(code, f"its points are those of {item.takes_from}", "give the weight there")
    return weight
