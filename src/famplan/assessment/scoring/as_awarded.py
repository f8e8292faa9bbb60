"""Points as those who assessed gave them, where a text prints no rule for them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.measures import Direction, Measure
from famplan.assessment.scoring.scoring import ScoringRule
from famplan.assessment.showing import shown_share
from famplan.assessment.trace import Step, shown_points
from famplan.errors import DefinitionError, InvalidInputError
from famplan.quality.unit import Dimension

if TYPE_CHECKING:
    from famplan.assessment.scoring.case import Case

__all__ = ["AsAwarded"]


@attrs.frozen(kw_only=True)
class AsAwarded(ScoringRule):
    """Points as those who assessed gave them: the figure is the share of the points given.

    Examples
    --------
    >>> from famplan.assessment import Figure, Measure
    >>> work = Measure(
    ...     code="work", name="Co-ordination", name_zh="统筹决策", direction="at least", unit="%",
    ...     evidence="amount",
    ... )
    >>> print(AsAwarded(points=20).marks(Figure("85 %"), measure=work, target=None).steps[0])
    +17: Co-ordination: 85.00% of 20 points, as awarded
    """

    def check(self, measure: Measure) -> None:
        """Refuse a measure that is no share of points."""
        share = measure.unit.dimension is Dimension.SHARE
        if measure.direction is not Direction.AT_LEAST or not share:
            problem = "points awarded are a share of the points, at least"
            raise DefinitionError(measure.code, problem, remedy='give unit = "%"')

    def is_monotone(self, measure: Measure) -> bool:
        """A larger share has more points."""
        return measure.direction is Direction.AT_LEAST

    @property
    def most(self) -> Fraction | None:
        """All points."""
        return Fraction(1)

    def breaks(self, case: Case) -> tuple[Fraction, ...]:  # noqa: ARG002 - no target is looked at
        """None and all of the points."""
        return Fraction(0), Fraction(1)

    def given(self, case: Case) -> tuple[Step, ...]:
        """Give the share of the points."""
        if not 0 <= case.value <= 1:
            problem = f"{shown_share(case.value)} is no share of the points"
            raise InvalidInputError(case.measure.code, problem, remedy="give 0 % to 100 %")
        points = shown_points(self.points)
        (shown, shown_zh) = case.shown(case.value, Fraction(0), Fraction(1))
        return (
            Step(
                self.points * case.value,
                f"{case.measure.name}: {shown} of {points} points, as awarded",
                f"{case.name_zh}：考核组评定为{points}分的{shown_zh}",
            ),
        )
