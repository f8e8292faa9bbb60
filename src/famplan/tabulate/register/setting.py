"""What a count is about: the period, the units, who the people are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.tabulate.register.cells import OUTSIDE
from famplan.tabulate.register.places import NO_LEVEL, WHOLE, AreaTable, Places, rank_of
from famplan.tabulate.register.records import NOBODY, People, day_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from famplan.model.period import Period
    from famplan.model.residence import MinimumStay
    from famplan.tabulate.register.records import RegisterLike

__all__ = ["Setting", "Units"]

# Tables whose areas are the office's own: what it counts, pays for and runs.
_OWN = (
    "births",
    "deaths",
    "procedures",
    "certificates",
    "checks",
    "benefit_payments",
    "funding",
    "stations",
    "staff",
    "supplies",
)


@attrs.frozen(kw_only=True, eq=False)
class Units:
    """The units that are counted, and which of them each area belongs to.

    Parameters
    ----------
    values : list of str
        Path of each unit.
    rank : ndarray
        Rank of each unit; the last entry is that of areas unknown or not counted.
    code : ndarray
        Unit of each area by row; the last entry is that of unknown areas.
    """

    values: list[str]
    rank: NDArray[np.int8]
    code: NDArray[np.int32]

    @classmethod
    def of(cls, areas: AreaTable, *, rank: int, home: int) -> Units:
        """Find the units of a rank within one area, or anywhere if `home` is -1."""
        ranks = np.array([place.rank for place in areas.places], dtype=np.int64)
        inside = np.ones(len(ranks), dtype=bool)
        if home >= 0:
            inside = areas.ancestors[:-1, ranks[home]] == home
            rank = rank or int(ranks[home])
        if rank == 0:
            # Where no areas are known at all, everything is somewhere in the register.
            code = np.append(np.zeros(len(ranks)), NOBODY if len(ranks) else 0)
            return cls(values=[WHOLE], rank=np.zeros(2, dtype=np.int8), code=code.astype(np.int32))
        known = areas.ancestors[:-1] >= 0
        unit = areas.ancestors[np.arange(len(ranks)), known.argmax(axis=1)]  # the highest there is
        for level in range(1, rank + 1):  # or the lowest that is not below the rank
            above = areas.ancestors[:-1, level]
            unit = np.where(above >= 0, above, unit)
        kept, code = np.unique(np.where(inside, unit, NO_UNIT), return_inverse=True)
        outside = int(bool(len(kept)) and kept[0] == NO_UNIT)
        code = np.where(code < outside, OUTSIDE, code - outside)
        kept = kept[outside:]
        return cls(
            values=[areas.places[row].path for row in kept],
            rank=np.append(ranks[kept], NO_LEVEL).astype(np.int8),
            code=np.append(code, NOBODY).astype(np.int32),
        )


NO_UNIT = -1


@attrs.frozen(kw_only=True, eq=False)
class Setting:
    """Everything that counting needs to know beside the table that is counted."""

    period: Period
    areas: AreaTable
    units: Units
    people: People
    home: str | None
    minimum_stay: MinimumStay | None
    uptake_days: int | None

    @classmethod
    def of(  # noqa: PLR0913 - what is counted, when, where and how
        cls,
        register: RegisterLike,
        *,
        period: Period,
        by: str | None,
        at: str | None,
        minimum_stay: MinimumStay | None,
        uptake_days: int | None,
    ) -> Setting:
        """Find out where the register is at home, and which units it has there."""
        areas = AreaTable.of(register)
        people = People.of(register)
        if at is None:
            home = areas.common(_own_areas(register, people))
        else:
            path = areas.tree.find(at)
            home = next(row for row, place in enumerate(areas.places) if place.path == path)
        return cls(
            period=period,
            areas=areas,
            units=Units.of(areas, rank=rank_of(by), home=home),
            people=people,
            home=areas.places[home].path if home >= 0 else None,
            minimum_stay=minimum_stay,
            uptake_days=uptake_days,
        )

    @property
    def start(self) -> int:
        """First day."""
        return day_number(self.period.start)

    @property
    def stop(self) -> int:
        """First day after."""
        return day_number(self.period.stop)

    @property
    def places(self) -> Places:
        """The areas by path."""
        return self.areas.tree

    def unit_of(self, areas: NDArray[Any]) -> NDArray[np.int32]:
        """Return the unit of each area; -1 is unknown."""
        code: NDArray[np.int32] = self.units.code[areas]
        return code


def _own_areas(register: RegisterLike, people: People) -> Iterator[int]:
    """Go through the areas in which the office counts, each once."""
    own = [register.table(name) for name in _OWN]
    columns = [table.array("area", everything=True)[table.used] for table in own]
    if not any(len(column) for column in columns):
        columns = [people.area[people.used]]
    for row in np.unique(np.concatenate([np.unique(column) for column in columns])):
        if row >= 0:
            yield int(row)
