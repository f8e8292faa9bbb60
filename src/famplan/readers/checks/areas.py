"""The tree of areas: no circles, and every area below its upper one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.model.area import Level
from famplan.readers.checks.check import Check, View, error, led, warning
from famplan.readers.table import NOBODY

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CHECKS"]

_RANKS = np.array([level.rank for level in Level] + [NOBODY])


def _circle(view: View) -> NDArray[np.bool_]:
    """Climb from every area at once: one that is not at the top after as many steps is in a circle.

    Areas below a circle never get to the top either; only those that come back to themselves are
    found.
    """
    parent = view.column("areas.parent")
    found = np.zeros(len(parent), dtype=bool)
    climbing = np.flatnonzero(parent >= 0)
    at = parent[climbing]
    for _ in range(len(parent)):
        found[climbing[at == climbing]] = True
        on = (at >= 0) & (at != climbing)
        climbing, at = climbing[on], parent[at[on]]
        # Whoever meets an area that is known to be in a circle goes round it for ever.
        on = ~led(found, at, 0)
        climbing, at = climbing[on], at[on]
        if not climbing.size:
            break
    return found


def _level(view: View) -> NDArray[np.bool_]:
    rank = _RANKS[view.column("areas.level")]
    above = led(rank, view.column("areas.parent"), NOBODY)
    found: NDArray[np.bool_] = (above >= 0) & (rank >= 0) & (above >= rank)
    return found


def _apart(view: View) -> NDArray[np.bool_]:
    level, parent = view.column("areas.level"), view.column("areas.parent")
    known = _RANKS[level] >= 0
    top = _RANKS[level][known].min(initial=len(Level))
    found: NDArray[np.bool_] = (parent < 0) & known & (_RANKS[level] > top)
    return found


CHECKS: tuple[Check, ...] = (
    error("areas.parent", "areas go round in a circle", "区域上下级循环", _circle),
    error("areas.level", "not below the level of its upper area", "级别不低于上级区域", _level),
    warning("areas.parent", "below no other area", "没有上级区域", _apart),
)
