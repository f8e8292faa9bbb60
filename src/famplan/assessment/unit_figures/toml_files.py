"""TOML files of unit figures.

::

    [[unit]]
    name = "East"
    kind = "township"

    [unit.figures]
    PCR = "96.5 %"
    SRB = { numerator = 48, denominator = 42, note = "register" }

    [unit.events]
    concealment = 0

    [unit.statuses]
    key-managed = 2
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from famplan.assessment.unit_figures.gathering import NUMBERS, Gathering, Place

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

__all__ = ["read_toml"]

_PARTS = {"figures", "events", "statuses"}
_ALLOWED = {"name", "kind", *_PARTS}


def read_toml(file: Path | Traversable, gathering: Gathering) -> None:
    """Read every ``[[unit]]`` of a file."""
    try:
        content = tomllib.loads(file.read_bytes().decode("utf-8-sig"), parse_float=_Printed)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        gathering.fault(Place(file.name), "", f"is not TOML: {error}", "mend the line")
        return
    units = content.pop("unit", None)
    for name in content:
        gathering.fault(Place(file.name), name, "is unknown", "a file has [[unit]] tables only")
    if not isinstance(units, list) or not units:
        gathering.fault(Place(file.name), "unit", "is missing", "give a [[unit]] for each")
        return
    for number, entry in enumerate(units, start=1):
        _read_unit(Place(f"{file.name}, unit {number}"), entry, gathering)


class _Printed(str):
    """A number of the file, in its own digits: 97.99 is exactly that."""

    __slots__ = ()


def _read_unit(place: Place, entry: object, gathering: Gathering) -> None:
    if not isinstance(entry, dict):
        gathering.fault(place, "", "is no table", "write [[unit]]")
        return
    for name in entry.keys() - _ALLOWED:
        gathering.fault(place, name, "is unknown", f"allowed: {', '.join(sorted(_ALLOWED))}")
    unit = gathering.unit(place, str(entry.get("name", "")), str(entry.get("kind", "")))
    if unit is None:
        return
    for part in sorted(_PARTS & entry.keys()):
        told = entry[part]
        if not isinstance(told, dict):
            gathering.fault(place, part, "is no table", f"write [unit.{part}]")
            continue
        for name, value in told.items():
            if part == "figures":
                _read_figure(place, unit, name, value, gathering)
            else:
                what, column = {"events": ("event", "count"), "statuses": ("status", "years")}[part]
                gathering.happening(place, unit, what, {what: name, column: _text(value)})


def _read_figure(place: Place, unit: str, name: str, value: object, gathering: Gathering) -> None:
    if not isinstance(value, dict):
        gathering.figure(place, unit, name, {"value": _text(value)})
        return
    same = {"met": "numerator", "of": "denominator"}
    row = {same.get(str(key), str(key)): _text(one) for key, one in value.items()}
    if strange := sorted(row.keys() - {*NUMBERS, "note"}):
        allowed = ", ".join((*NUMBERS, "met", "of", "note"))
        gathering.fault(place, f"{name}.{strange[0]}", "is unknown", f"allowed: {allowed}")
        return
    gathering.figure(place, unit, name, row)


def _text(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)
