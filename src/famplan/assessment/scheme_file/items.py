"""Measures and items from the tables of a scheme file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.assessment.item import Item
from famplan.assessment.measures import Direction, Evidence, Line, Measure
from famplan.assessment.scheme_file.rows import SchemeRow, scheme_rows
from famplan.assessment.scheme_file.scorings import scoring_of
from famplan.assessment.targets import Target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from famplan.assessment.faults import Faults

__all__ = ["Measures", "check_taken", "items_of", "measures_of"]

BY_UNIT = "set for each unit"
"""What a scheme says where each unit's letter of responsibility has a bound of its own."""

_MOST_DECIMALS = 9
_DIRECTIONS = {str(direction): direction for direction in Direction}
_EVIDENCE = {str(evidence): evidence for evidence in Evidence}
_LINES = {str(line): line for line in Line}


@attrs.frozen
class Measures:
    """Measures of a scheme by their codes, and the codes of those that have a fault."""

    known: dict[str, Measure] = attrs.field(factory=dict)
    faulty: set[str] = attrs.field(factory=set)


def measures_of(rows: Any, faults: Faults) -> Measures:  # noqa: ANN401 - from a file
    """Read the ``[[measure]]`` tables."""
    found = Measures()
    for row in scheme_rows(rows, "measure", faults):
        code = row.text("code", needed=True)
        measure = _measure(row, code)
        if code in found.known:
            row.fault("code", f"there is another measure {code!r}")
        elif measure is None:
            found.faulty.add(code)
        else:
            found.known[code] = measure
    return found


def _measure(row: SchemeRow, code: str) -> Measure | None:
    fields: dict[str, Any] = {"name": row.text("name", needed=True)}
    fields |= {key: row.text(key) for key in ("name_zh", "unit", "indicator")}
    fields["direction"] = row.one_of("direction", _DIRECTIONS, needed=True)
    fields["evidence"] = row.one_of("evidence", _EVIDENCE, needed=True)
    decimals = row.raw("decimals")
    if decimals in range(_MOST_DECIMALS + 1) and not isinstance(decimals, bool):
        fields["decimals"] = decimals
    elif decimals is not None:
        row.fault("decimals", f"{decimals!r} is no whole number from 0 to {_MOST_DECIMALS}")
    return row.make(lambda: Measure(code=code, **fields))


def items_of(
    rows: Any,  # noqa: ANN401 - from a file
    measures: Measures,
    kinds: Collection[str],
    parts: Collection[str],
    faults: Faults,
) -> tuple[dict[str, Item], set[str]]:
    """Read the ``[[item]]`` tables: the items, and the codes of those that have a fault."""
    items: dict[str, Item] = {}
    faulty: set[str] = set()
    for row in scheme_rows(rows, "item", faults):
        code = row.text("code", needed=True)
        item = _item(row, code, measures, kinds, parts)
        if code in items:
            row.fault("code", f"there is another item {code!r}")
        elif item is None:
            faulty.add(code)
        else:
            items[code] = item
    return items, faulty


def _item(
    row: SchemeRow,
    code: str,
    measures: Measures,
    kinds: Collection[str],
    parts: Collection[str],
) -> Item | None:
    measure = _measure_named(row, measures)
    fields: dict[str, Any] = {key: row.text(key) for key in ("clause", "takes_from")}
    fields["applies_to"] = row.texts("applies_to")
    for kind in fields["applies_to"]:
        if kind not in kinds:
            row.fault("applies_to", f"no kind {kind!r} of unit", _allowed(kinds))
    if row.has("line"):
        fields["line"] = row.one_of("line", _LINES)
    fields["part"] = _part(row, parts)
    if measure is None:
        for key in ("target", "scoring"):
            row.raw(key)
        row.make(dict)
        return None
    fields["by_unit"] = row.seen("target") == BY_UNIT
    fields["target"] = _target(row, measure)
    if not row.has("scoring"):
        row.missing("scoring", '{ kind = "…", points = "…" }')
    scoring = scoring_of(row.inner("scoring"), measure) if row.has("scoring") else None
    return row.make(lambda: Item(code=code, measure=measure, scoring=scoring, **fields))  # type: ignore[arg-type]  # a missing one is a fault


def _measure_named(row: SchemeRow, measures: Measures) -> Measure | None:
    if row.seen("measure") in measures.faulty:
        row.give_up()
        row.raw("measure")
        return None
    return row.one_of("measure", measures.known, needed=True)


def _part(row: SchemeRow, parts: Collection[str]) -> str:
    part = row.text("part")
    if part and part not in parts:
        row.fault("part", f"no part {part!r}", _allowed(parts))
    elif parts and not part:
        row.fault("part", "is missing", _allowed(parts))
    return part


def _allowed(words: Iterable[str]) -> str:
    return f"allowed: {', '.join(words) or 'none'}"


def _target(row: SchemeRow, measure: Measure) -> Target | None:
    if not row.has("target") or row.seen("target") == BY_UNIT:
        row.raw("target")
        return None
    if not isinstance(row.seen("target"), dict):
        row.fault("target", f"{row.raw('target')!r} is no target", f'write a table, or "{BY_UNIT}"')
        return None
    inner = row.inner("target")
    bounds: dict[str, Any] = {key: inner.figure(key, measure) for key in ("low", "high")}
    included: dict[str, Any] = {
        key: inner.flag(key, default=True) for key in ("low_included", "high_included")
    }
    fields: dict[str, Any] = {"period": inner.text("period") or None, "area": inner.text("area")}
    return inner.make(lambda: Target(measure=measure, **bounds, **included, **fields))


def check_taken(items: Mapping[str, Item], faulty: Collection[str], faults: Faults) -> None:
    """Note items that take their points from none."""
    for code, item in items.items():
        giver = items.get(item.takes_from)
        if not item.takes_from or item.takes_from in faulty:
            continue
        if giver is None or giver.takes_from:
            own = ", ".join(name for name, other in items.items() if not other.takes_from)
            problem = f"{item.takes_from!r} is no item with points of its own"
            faults.add(f"item {code}, takes_from", problem, f"allowed: {own}")
