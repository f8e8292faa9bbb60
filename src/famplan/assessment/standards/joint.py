"""Joint creation at three levels (三级联创): counties, townships and villages, as counts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from famplan.assessment.figures import Exact, exact
from famplan.assessment.showing import shown_share
from famplan.errors import InvalidInputError, NegativeCountError, PartExceedsWholeError
from famplan.model.truth import all_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["JointCreation", "JointLevel", "joint_creation"]


@attrs.frozen(kw_only=True)
class JointLevel:
    """Units of one level: how many are advanced, of how many, against a bound if there is one."""

    level: str
    advanced: int | None
    total: int
    bound: Fraction | None = None

    @property
    def share(self) -> Fraction | None:
        """Share advanced; None where not known, or where there is no unit."""
        if self.advanced is None or not self.total:
            return None
        return Fraction(self.advanced, self.total)

    @property
    def met(self) -> bool | None:
        """Whether the bound is reached; None where not known, or without a bound."""
        if self.bound is None or self.share is None:
            return None
        return self.share >= self.bound


@attrs.frozen(kw_only=True)
class JointCreation:
    """The levels together."""

    levels: tuple[JointLevel, ...]

    @property
    def is_met(self) -> bool | None:
        """Whether every level reaches its bound."""
        return all_of(*(level.met for level in self.levels))

    def to_records(self) -> list[dict[str, Any]]:
        """Return a dictionary for each level, shares per one."""
        return [
            {
                "level": level.level,
                "advanced": level.advanced,
                "total": level.total,
                "share": None if level.share is None else float(level.share),
                "met": level.met,
            }
            for level in self.levels
        ]

    def __str__(self) -> str:
        """Counts and shares in one line."""
        parts = []
        for level in self.levels:
            count = "–" if level.advanced is None else str(level.advanced)
            share = "–" if level.share is None else shown_share(level.share, beside=[level.bound])
            parts.append(f"{level.level} {count} of {level.total} ({share})")
        return ", ".join(parts)


def joint_creation(
    units: Mapping[str, tuple[int | None, int]], *, at_least: Mapping[str, Exact] | None = None
) -> JointCreation:
    """Count advanced units level by level.

    Parameters
    ----------
    units : mapping of level to pair of int
        Advanced units, and all: ``{"county": (1, 1), "township": (12, 20)}``; None where the
        first is not known.
    at_least : mapping of level to number, optional
        Share that must be advanced; the sources name none, so there is no default.

    Raises
    ------
    NegativeCountError, PartExceedsWholeError
        Counts that cannot be.
    InvalidInputError
        A bound for a level that is not there.

    Examples
    --------
    >>> print(joint_creation({"county": (1, 1), "township": (12, 20), "village": (180, 261)}))
    county 1 of 1 (100.00%), township 12 of 20 (60.00%), village 180 of 261 (68.97%)
    """
    bounds = {
        level: exact(share, where=f"at_least {level}") for level, share in (at_least or {}).items()
    }
    if strange := sorted(set(bounds) - set(units)):
        raise InvalidInputError("at_least", f"no level {', '.join(strange)}")
    levels = []
    for level, (advanced, total) in units.items():
        if total < 0 or (advanced or 0) < 0:
            raise NegativeCountError(level, "a count is below 0")
        if advanced is not None and advanced > total:
            raise PartExceedsWholeError(level, f"{advanced} of {total}")
        levels.append(
            JointLevel(level=level, advanced=advanced, total=total, bound=bounds.get(level))
        )
    return JointCreation(levels=tuple(levels))
