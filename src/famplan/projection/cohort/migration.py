"""Net migrants of a projection: counts or rates a year, and when in a step they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs

from famplan.formulas.choices import one_of
from famplan.projection.cohort.path import RatePath, as_path

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray

__all__ = ["Migration", "MigrationMeasure", "MigrationTiming"]

MigrationMeasure: TypeAlias = Literal["counts", "rates"]
"""Persons a year, or persons a year per person of the opening population of the same cell."""
MigrationTiming: TypeAlias = Literal["start", "end", "halves"]
"""When in a step migrants come: all at its start, all at its end, or half and half."""


@attrs.frozen(eq=False, kw_only=True)
class Migration:
    """Net migrants by sex and age: arrivals less departures.

    Parameters
    ----------
    values : array_like or RatePath
        Persons or rates a year, shape (areas…, 2, ages); below zero where more leave. Ages are
        those at the move.
    measure : {"counts", "rates"}
        What the values are.
    timing : {"start", "end", "halves"}
        When in a step they come. Those who come at the start are exposed to death and childbearing
        for the whole step, those at the end for none of it.

    Raises
    ------
    DefinitionError
        A measure or timing that does not exist.

    Examples
    --------
    >>> Migration(values=[[10, 0], [5, 0]], measure="counts", timing="halves").name
    'counts, halves'
    """

    values: Any
    measure: MigrationMeasure
    timing: MigrationTiming

    def __attrs_post_init__(self) -> None:
        """Check both choices."""
        one_of(self.measure, get_args(MigrationMeasure), argument="measure")
        one_of(self.timing, get_args(MigrationTiming), argument="timing")

    @property
    def name(self) -> str:
        """What was computed."""
        path = f", {self.values.name}" if isinstance(self.values, RatePath) else ""
        return f"{self.measure}, {self.timing}{path}"

    def path(self, *, steps: int) -> RatePath:
        """Return the values of every step."""
        return as_path(self.values, steps=steps, where="migration")

    def parts(
        self, yearly: FloatArray, *, opening: FloatArray, width: float
    ) -> tuple[FloatArray | None, FloatArray | None]:
        """Persons who come at the start and at the end of a step.

        Examples
        --------
        >>> import numpy as np
        >>> moves = Migration(values=[], measure="rates", timing="halves")
        >>> start, end = moves.parts(np.array([0.01]), opening=np.array([100.0]), width=5)
        >>> start, end
        (array([2.5]), array([2.5]))
        """
        scale = opening * width if self.measure == "rates" else width
        moved = yearly * scale
        if self.timing == "start":
            return moved, None
        if self.timing == "end":
            return None, moved
        return moved / 2, moved / 2
