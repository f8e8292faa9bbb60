"""The areas of a synthetic county: its townships and villages, and what lies outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.model.area import Level

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["COUNTY", "AreaTree", "area_tree"]

_OUTSIDE = (
    (99, "province", -1, "Synthetic province", "合成省"),
    (9901, "prefecture", 0, "Synthetic prefecture", "合成市"),
    (990101, "county", 1, "Synthetic county", "合成县"),
    (990102, "county", 1, "Neighbouring county", "邻县"),
    (9902, "prefecture", 0, "Another prefecture", "外市"),
    (98, "province", -1, "Another province", "外省"),
)
COUNTY = 2
"""Row of the county in the table of areas."""
ELSEWHERE = np.array([3, 4, 5])
"""Rows of the areas outside the county that people come from and go to."""
_VILLAGES = (8, 15)
_TOWN = 4  # every fourth township is a town of urban communities


@attrs.frozen(kw_only=True, eq=False)
class AreaTree:
    """Areas by row: code, level, row of the parent, names, and how many people live there."""

    code: NDArray[np.int64]
    level: NDArray[np.str_]
    parent: NDArray[np.int64]
    name: NDArray[np.str_]
    name_zh: NDArray[np.str_]
    size: NDArray[np.float64]
    """Share of the county's people; 0 but for villages and communities."""
    town: NDArray[np.bool_]
    """Whether the area is urban."""

    @property
    def townships(self) -> NDArray[np.int64]:
        """Rows of the townships."""
        return np.flatnonzero(self.level == Level.TOWNSHIP)

    def draw(self, random: np.random.Generator, people: int) -> NDArray[np.int64]:
        """Draw the villages of people."""
        edges = np.cumsum(self.size)
        return np.asarray(np.searchsorted(edges, random.random(people) * edges[-1], side="right"))


def area_tree(random: np.random.Generator, townships: int) -> AreaTree:
    """Make a county of townships, and villages of unequal size in each."""
    numbers = random.integers(*_VILLAGES, townships)
    town = np.arange(townships) % _TOWN == 0
    first = len(_OUTSIDE)
    rows = [*_OUTSIDE]
    rows += [
        (990101001 + n, "township", COUNTY, f"Township {n + 1}", f"第{n + 1}镇")
        for n in range(townships)
    ]
    size, urban = [0.0] * len(rows), [False] * first + town.tolist()
    for n, villages in enumerate(numbers):
        kind, zh = ("community", "社区") if town[n] else ("village", "村")
        rows += [
            (
                (990101001 + n) * 1000 + 1 + v,
                kind,
                first + n,
                f"{kind.title()} {n + 1}-{v + 1}",
                f"第{n + 1}镇第{v + 1}{zh}",
            )
            for v in range(villages)
        ]
        size += (random.lognormal(0, 0.4, villages) * random.lognormal(0, 0.2)).tolist()
        urban += [bool(town[n])] * villages
    code, level, parent, name, name_zh = zip(*rows, strict=True)
    return AreaTree(
        code=np.array(code, dtype=np.int64),
        level=np.array(level),
        parent=np.array(parent, dtype=np.int64),
        name=np.array(name),
        name_zh=np.array(name_zh),
        size=np.array(size),
        town=np.array(urban),
    )
