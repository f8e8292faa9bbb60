"""A figure that is scored, with what it measures and what it should reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.trace import shown_points
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from fractions import Fraction

    from famplan.assessment.figures import Figure
    from famplan.assessment.measures import Measure
    from famplan.assessment.targets import Target

__all__ = ["Case"]


@attrs.frozen
class Case:
    """What a way of scoring looks at.

    Parameters
    ----------
    value : Fraction
        The number that is scored.
    figure : Figure
        Where it comes from, with what it is compared with.
    measure : Measure
        What it measures, and how it is written.
    target : Target, optional
        What should be reached.
    """

    value: Fraction
    figure: Figure
    measure: Measure
    target: Target | None

    @property
    def goal(self) -> Target:
        """The target.

        Raises
        ------
        DefinitionError
            There is none.
        """
        if self.target is None:
            raise DefinitionError(self.measure.code, "this way of scoring needs a target")
        return self.target

    @property
    def ends(self) -> tuple[Fraction, ...]:
        """Bounds of the target; none without a target."""
        ends = () if self.target is None else (self.target.low, self.target.high)
        return tuple(dict.fromkeys(end for end in ends if end is not None))

    @property
    def name_zh(self) -> str:
        """Name of the measure in Chinese, where it has one."""
        return self.measure.name_zh or self.measure.name

    def shown(self, number: Fraction | None, *beside: Fraction | None) -> tuple[str, str]:
        """Write a figure in English and Chinese, told from those that it is compared with."""
        english = self.measure.show(number, beside=beside)
        return english, self.measure.show(number, beside=beside, language="zh")

    def length(self, step: Fraction) -> tuple[str, str]:
        """Write the length of a step in English and Chinese, with as few decimals as it has."""
        points, number = self.measure.in_points, shown_points(step / self.measure.unit.scale)
        return f"{number}{points.symbol()}", f"{number}{points.symbol('zh')}"
