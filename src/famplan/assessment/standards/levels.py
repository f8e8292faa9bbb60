"""Levels of advanced units: national, provincial, candidate."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.assessment.standards.checking import Checked

__all__ = ["Level", "level_reached"]


class Level(StrEnum):
    """Level of an advanced unit, the highest first (进入国优和省优行列, report S0).

    Examples
    --------
    >>> [level.name_zh for level in Level]
    ['国优', '省优', '创建单位']
    """

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    CANDIDATE = "candidate"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return {"national": "国优", "provincial": "省优", "candidate": "创建单位"}[self]


def level_reached(checked: Mapping[Level, Checked]) -> tuple[Level | None, Level | None]:
    """Highest level whose standard is met for certain, and highest that may be met.

    Parameters
    ----------
    checked : mapping of Level to Checked
        A unit against the standard of each level.

    Returns
    -------
    tuple of Level
        None where no level is met, or can be. The two differ where something is not known.
    """
    ordered = [(level, checked[level].is_met) for level in Level if level in checked]
    certain = next((level for level, met in ordered if met), None)
    possible = next((level for level, met in ordered if met is not False), None)
    return certain, possible
