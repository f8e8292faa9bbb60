"""Areas of a register: which unit of a level each belongs to, and where two areas meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.model.area import Level
from famplan.tabulate.register.records import NOBODY, coded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from famplan.tabulate.register.records import RegisterLike, TableLike

__all__ = ["Place", "Places", "rank_of"]

LOWEST = max(level.rank for level in Level)
NO_LEVEL = LOWEST + 1
"""Rank of an area whose level is not known: below all others, it belongs to nothing."""
WHOLE = "register"
"""The unit of everything, where the areas of a register have nothing in common."""


def rank_of(by: str | None) -> int:
    """Rank of a level's name; ``"area"`` is the lowest, None the top of all.

    Raises
    ------
    DefinitionError
        No level has the name.

    Examples
    --------
    >>> rank_of("township"), rank_of("area"), rank_of(None)
    (4, 7, 0)
    """
    if by is None or by == "area":
        return 0 if by is None else LOWEST
    if by not in tuple(Level):
        raise DefinitionError("by", f"{by!r} is none of {', '.join(Level)}, area")
    return Level(by).rank


@attrs.frozen(kw_only=True)
class Place:
    """An area as outputs know it: its path of codes or names, level, and what it is called."""

    path: str
    level: Level | None = None
    parent: str | None = None
    name: str = ""
    name_zh: str = ""

    @property
    def rank(self) -> int:
        """Distance from the top."""
        return NO_LEVEL if self.level is None else self.level.rank

    def label(self, language: str = "en") -> str:
        """Return its name in a language, else in the other, else its path."""
        names = (self.name_zh, self.name) if language == "zh" else (self.name, self.name_zh)
        return next(filter(None, names), self.path)


@attrs.frozen(eq=False)
class Places:
    """A tree of areas by path."""

    by_path: Mapping[str, Place]

    def __add__(self, other: Places) -> Places:
        """Join two trees; the first decides what an area is called, and its areas come first."""
        return Places({**self.by_path, **other.by_path, **self.by_path})

    def line(self, path: str) -> tuple[Place, ...]:
        """Return an area and those it belongs to, nearest first."""
        found: list[Place] = []
        while (place := self.by_path.get(path)) is not None and place not in found:
            found.append(place)
            path = place.parent or ""
        return tuple(found)

    def unit(self, path: str, rank: int) -> str:
        """Return the nearest area of a rank or above that an area belongs to, or the highest."""
        line = self.line(path)
        highest = line[-1].path if line else path
        return next((place.path for place in line if place.rank <= rank), highest)

    def rank(self, path: str | None) -> int:
        """Rank of a unit; that of the whole register is 0."""
        if path == WHOLE:
            return 0
        place = self.by_path.get(path or "")
        return NO_LEVEL if place is None else place.rank

    def find(self, called: str) -> str:
        """Return the path of an area by its path, code or name.

        Raises
        ------
        DefinitionError
            No area is called so, or several are.
        """
        if called in self.by_path:
            return called
        found = [
            path
            for path, place in self.by_path.items()
            if called in (place.name, place.name_zh, path.rpartition("/")[2])
        ]
        if len(found) != 1:
            problem = "several areas are" if found else "no area is"
            raise DefinitionError("area", f"{problem} called {called!r}", remedy="give its path")
        return found[0]

    def within(self, path: str, unit: str) -> bool:
        """Whether an area is a unit or belongs to it."""
        return unit == WHOLE or any(place.path == unit for place in self.line(path))


@attrs.frozen(eq=False)
class AreaTable:
    """The areas of a register by row, with the ancestor of each rank.

    Parameters
    ----------
    places : tuple of Place
        Each area, by row.
    ancestors : ndarray
        Row of the area's ancestor (or itself) at each rank, -1 where it has none. A last row of
        -1 belongs to unknown areas.
    """

    places: tuple[Place, ...]
    ancestors: NDArray[np.int32]

    @classmethod
    def of(cls, register: RegisterLike) -> AreaTable:
        """Read the table of areas; a row set aside keeps its place and belongs to nothing."""
        table = register.table("areas")
        levels = table.array("level", everything=True)
        ranks = np.array([*(level.rank for level in Level), NO_LEVEL])
        rank = np.where(table.used, ranks[levels], NO_LEVEL)
        parent = np.where(table.used, table.array("parent", everything=True), NOBODY)
        ancestors = _ancestors(rank, parent)
        return cls(_named(table, levels, rank, ancestors), ancestors)

    @property
    def tree(self) -> Places:
        """The areas by path."""
        return Places({place.path: place for place in self.places})

    def meeting(self, here: NDArray[Any], there: NDArray[Any]) -> NDArray[np.int8]:
        """Rank of the lowest area that two areas share: 0 if none, and `NO_LEVEL` if they are one.

        The rows of both must be known.
        """
        found = np.full(len(here), NO_LEVEL, dtype=np.int8)
        apart = np.flatnonzero(here != there)
        first, second = self.ancestors[here[apart]], self.ancestors[there[apart]]
        same = (first == second) & (first >= 0)
        # Ranks rise from left to right: the last that agree are the lowest.
        lowest = np.where(same.any(axis=1), NO_LEVEL - np.argmax(same[:, ::-1], axis=1), 0)
        found[apart] = lowest
        return found

    def common(self, rows: Iterable[int]) -> int:
        """Row of the lowest area that all these belong to, -1 if there is none."""
        lines = self.ancestors[np.fromiter(rows, dtype=np.int64)]
        if not len(lines):
            return NOBODY
        shared = (lines == lines[0]).all(axis=0) & (lines[0] >= 0)
        return int(lines[0, np.flatnonzero(shared)[-1]]) if shared.any() else NOBODY


def _ancestors(rank: NDArray[Any], parent: NDArray[Any]) -> NDArray[np.int32]:
    rows = np.arange(len(rank))
    found = np.full((len(rank) + 1, NO_LEVEL + 1), NOBODY, dtype=np.int32)
    found[rows, rank] = rows
    above, last = parent.copy(), rank.copy()
    for _ in range(NO_LEVEL):
        known = np.flatnonzero(above >= 0)
        known = known[rank[above[known]] < last[known]]  # a parent that is not above is none
        if not len(known):
            break
        found[known, rank[above[known]]] = above[known]
        rising = np.full_like(above, NOBODY)
        rising[known] = parent[above[known]]
        last[known] = rank[above[known]]
        above = rising
    return found


def _named(
    table: TableLike, levels: NDArray[Any], rank: NDArray[Any], ancestors: NDArray[np.int32]
) -> tuple[Place, ...]:
    """Make each area's path of codes, or where codes are not kept of names."""
    columns = [coded(table, name).decoded() for name in ("area", "name", "name_zh")]
    words = tuple(Level)
    paths: dict[str, int] = {}
    places: dict[int, Place] = {}
    for row in np.argsort(rank, kind="stable"):  # a parent comes before its parts
        code, name, name_zh = (column[row] for column in columns)
        above = [int(place) for place in ancestors[row] if place >= 0 and place != row]
        parent = places[above[-1]].path if above else None
        own = str(code or name or name_zh or f"#{row + 1}")
        path = f"{parent}/{own}" if parent else own
        if path in paths:  # two areas of one name must not become one
            path = f"{path}#{row + 1}"
        paths[path] = int(row)
        places[int(row)] = Place(
            path=path,
            level=None if rank[row] == NO_LEVEL else words[levels[row]],
            parent=parent,
            name=str(name or ""),
            name_zh=str(name_zh or ""),
        )
    return tuple(places[row] for row in range(len(rank)))
