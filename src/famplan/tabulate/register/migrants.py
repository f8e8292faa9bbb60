"""Migrants by the definition in force: the rules of `famplan.model.migrant`, a column at a time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from famplan.model.area import Level
from famplan.model.migrant import Floating, Purpose, migrant_definition
from famplan.model.sex import Sex
from famplan.tabulate.register.cells import Cells
from famplan.tabulate.register.figures import quiet
from famplan.tabulate.register.records import NOBODY, UNKNOWN_DAY, ages_on, rows_where

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from numpy.typing import NDArray

    from famplan.model.migrant import MigrantDefinition
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.register.places import AreaTable
    from famplan.tabulate.register.records import RegisterLike
    from famplan.tabulate.register.setting import Setting

    Truth: TypeAlias = tuple[NDArray[np.bool_], NDArray[np.bool_]]
    """Whether something is certainly true, and certainly false; neither is unknown."""

__all__ = ["AGE_BANDS", "FLOATING", "count_migrants", "floating"]

FLOATING = (str(Floating.YES), str(Floating.NO), str(Floating.NOT_IN_FORCE))
"""Whether a move makes someone a floating person; unknown is unknown."""
AGE_BANDS = ("0–14", "15–17", "18–49", "50+")
"""Ages of migrants: adults of reproductive age are 18–49."""
_BAND_STARTS = (15, 18, 50)
_FLAGS = ("certificate", "verified", "served")


def definition_on(day: date) -> tuple[MigrantDefinition | None, str]:
    """Return the definition in force, and what of it was not verified."""
    found, note = quiet(partial(migrant_definition, day))
    return found, note


def count_migrants(register: RegisterLike, setting: Setting) -> Counts:
    """Count those who are away on the last day, where they came from and where they are.

    Who has left and is known to arrive later has not come in yet.
    """
    table = register.table("migrants")
    left, arrived, returned = (
        table.array(name, everything=True) for name in ("left", "arrived", "returned")
    )
    last = setting.stop - 1
    person = table.array("person", everything=True)

    def is_away(part: slice) -> NDArray[np.bool_]:
        gone = (left[part] <= last) & ((arrived[part] <= last) | (left[part] != UNKNOWN_DAY))
        back = (returned[part] != UNKNOWN_DAY) & (returned[part] <= last)
        death = setting.people.look_up("death", person[part])
        away: NDArray[np.bool_] = gone & ~back & ((death == UNKNOWN_DAY) | (death > last))
        return away

    rows = rows_where(table, is_away)
    columns = {
        name: table.array(name, everything=True)[rows]
        for name in ("origin", "destination", "left", "arrived", "purpose", "person", *_FLAGS)
    }
    birth = setting.people.look_up("birth", columns["person"])
    ages = ages_on(birth, np.full(len(rows), last))
    sides = ("out", "in")
    dimensions = {
        "side": sides,
        "floating": FLOATING,
        "sex": tuple(map(str, Sex)),
        "age": AGE_BANDS,
    }
    widths = {"migrants": 1} | {name: 1 for flag in _FLAGS for name in (flag, f"{flag}_known")}
    cells = Cells(setting.units.values, dimensions, widths)
    codes = [
        floating(setting.areas, columns, last),
        setting.people.look_up("sex", columns["person"]),
        np.where(ages < 0, NOBODY, np.searchsorted(_BAND_STARTS, ages, side="right")),
    ]
    flags = {flag: (None, (columns[flag] == 1).astype(np.float64)) for flag in _FLAGS}
    known = {f"{f}_known": (None, (columns[f] >= 0).astype(np.float64)) for f in _FLAGS}
    everyone = np.arange(len(rows))
    come = np.flatnonzero(columns["arrived"] <= last)
    for code, (end, there) in enumerate((("origin", everyone), ("destination", come))):
        unit = setting.unit_of(columns[end])[there]
        sums = {name: (None, values[there]) for name, (_, values) in (flags | known).items()}
        own = [np.full(len(there), code), *(values[there] for values in codes)]
        cells.add(unit, own, migrants=None, **sums)
    return cells.counts()


def floating(areas: AreaTable, moves: dict[str, NDArray[Any]], on: int) -> NDArray[np.int8]:
    """Tell which moves count on a day: the code of `FLOATING`, -1 where facts are missing.

    Parameters
    ----------
    areas : AreaTable
        The areas.
    moves : dict
        Columns `origin`, `destination`, `left`, `arrived` and `purpose` of the moves.
    on : int
        The day, which chooses the definition.
    """
    definition, _ = definition_on(date(1970, 1, 1) + timedelta(days=on))
    size = len(moves["purpose"])
    if definition is None:
        return np.full(size, FLOATING.index(Floating.NOT_IN_FORCE), dtype=np.int8)
    known = {True: definition.counted, False: definition.excluded}
    by_purpose = {
        truth: np.array([*(purpose in purposes for purpose in Purpose), False])
        for truth, purposes in known.items()
    }
    purpose = (by_purpose[True][moves["purpose"]], by_purpose[False][moves["purpose"]])
    far = _far_enough(definition, areas, moves["origin"], moves["destination"])
    left, arrived = moves["left"], moves["arrived"]
    has_left = left != UNKNOWN_DAY
    gone = (
        np.where(has_left, left <= on, (arrived != UNKNOWN_DAY) & (arrived <= on)),
        has_left & (left > on),
    )
    true, false = _all_of(far, purpose, gone)
    return np.where(true, 0, np.where(false, 1, NOBODY)).astype(np.int8)


def _far_enough(
    definition: MigrantDefinition,
    areas: AreaTable,
    origin: NDArray[Any],
    destination: NDArray[Any],
) -> Truth:
    both = (origin >= 0) & (destination >= 0)
    here, there = areas.ancestors[origin], areas.ancestors[destination]
    crosses = _crosses(here, there, definition.border.rank)
    between = _between_districts(areas, here, there)
    inside = _constant(definition.inside, len(origin))
    districts = _constant(definition.between_districts, len(origin))
    true, false = _all_of(_any_of(inside, crosses), _any_of(districts, between[::-1]))
    return true & both, false & both


def _crosses(here: NDArray[Any], there: NDArray[Any], border: int) -> Truth:
    """Whether areas lie in different units of a rank; two provinces settle it for all below."""
    here, there = here[:, 1 : border + 1], there[:, 1 : border + 1]
    known = (here >= 0) & (there >= 0)
    differ = (known & (here != there)).any(axis=1)
    return differ, ~differ & known[:, -1]


def _between_districts(areas: AreaTable, here: NDArray[Any], there: NDArray[Any]) -> Truth:
    """Whether a move is one between two districts of one city."""
    county = Level.COUNTY.rank
    first, second = here[:, county], there[:, county]
    known = (first >= 0) & (second >= 0)
    district = np.array([place.level is Level.DISTRICT for place in areas.places] + [False])
    far, _ = _crosses(here, there, Level.PREFECTURE.rank)
    other = known & ((first == second) | ~(district[first] & district[second]))
    parents = _parents(areas)
    above, beside = parents[first], parents[second]
    settled = known & (above >= 0) & (beside >= 0)
    one_city = settled & (above == beside)
    false = far | other | (settled & ~one_city)
    return one_city & ~false, false


def _parents(areas: AreaTable) -> NDArray[np.int32]:
    """Row of the next area above each, -1 where there is none."""
    size = len(areas.places)
    lines = areas.ancestors[:-1].copy()
    ranks = np.array([place.rank for place in areas.places], dtype=np.int64)
    lines[np.arange(size), ranks] = NOBODY
    known = lines >= 0
    nearest = lines.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    found = np.where(known.any(axis=1), lines[np.arange(size), nearest], NOBODY)
    return np.append(found, NOBODY).astype(np.int32)


def _constant(value: bool | None, size: int) -> Truth:  # noqa: FBT001 - a value, not a switch
    return np.full(size, value is True), np.full(size, value is False)


def _all_of(*facts: Truth) -> Truth:
    true, false = zip(*facts, strict=True)
    return np.logical_and.reduce(true), np.logical_or.reduce(false)


def _any_of(*facts: Truth) -> Truth:
    true, false = zip(*facts, strict=True)
    return np.logical_or.reduce(true), np.logical_and.reduce(false)
