"""So many points off for each requirement of a list that is not met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import exact
from famplan.assessment.measures import Direction, Evidence, Measure
from famplan.assessment.scoring.scoring import Deduction, check_positive
from famplan.assessment.trace import Step, shown_points
from famplan.errors import DefinitionError, InvalidInputError

if TYPE_CHECKING:
    from fractions import Fraction

    from famplan.assessment.figures import Figure
    from famplan.assessment.scoring.case import Case

__all__ = ["Checklist"]


def _whole(_scoring: object, field: attrs.Attribute[int], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise DefinitionError(field.name, f"{value!r} is not a whole number above 0")


@attrs.frozen(kw_only=True)
class Checklist(Deduction):
    """So many points off for each requirement of a list that is not met.

    The figure is the number of requirements met, or a numerator of those met over a denominator
    of those that stand.

    Parameters
    ----------
    points : number
        Points with every requirement met.
    items : int
        Number of requirements.
    each : number
        Points off for one that is not met; points never fall below zero.

    Raises
    ------
    DefinitionError
        No requirement, or a deduction that is not above zero.

    Examples
    --------
    >>> from famplan.assessment import Figure, Measure
    >>> duties = Measure(
    ...     code="duties", name="Duties", name_zh="职责", direction="at least",
    ...     evidence="checklist",
    ... )
    >>> marks = Checklist(points=4, items=6, each="0.5").marks(
    ...     Figure(5), measure=duties, target=None
    ... )
    >>> float(marks.points), str(marks.steps[1])
    (3.5, '-0.5: Duties: 1 of 6 not met, 0.5 points off for each')
    """

    items: int = attrs.field(validator=_whole)
    each: Fraction = attrs.field(converter=exact, validator=check_positive)

    def check(self, measure: Measure) -> None:
        """Refuse a measure that is no list of requirements."""
        if (
            measure.direction is not Direction.AT_LEAST
            or measure.evidence is not Evidence.CHECKLIST
        ):
            problem = "a checklist counts requirements that are met"
            remedy = 'give direction = "at least" and evidence = "checklist"'
            raise DefinitionError(measure.code, problem, remedy=remedy)

    def is_monotone(self, measure: Measure) -> bool:
        """More requirements met never have fewer points."""
        return measure.direction is Direction.AT_LEAST

    def reading(self, figure: Figure) -> Fraction | None:
        """Take the number of requirements met."""
        return figure.value if figure.numerator is None else figure.numerator

    @property
    def most(self) -> Fraction | None:
        """All requirements."""
        return exact(self.items)

    def breaks(self, case: Case) -> tuple[Fraction, ...]:  # noqa: ARG002 - no target is looked at
        """All requirements, and as few as leave no points."""
        return exact(self.items), self.items - self.points / self.each

    def taken(self, case: Case) -> tuple[Step, ...]:
        """Take points off for each requirement that is not met."""
        met, stand = case.value, case.figure.denominator
        if stand is not None and stand != self.items:
            problem = f"{shown_points(stand)} requirements stand, but the list has {self.items}"
            raise InvalidInputError(case.measure.code, problem, remedy="count those of the list")
        if met.denominator != 1 or not 0 <= met <= self.items:
            problem = f"{shown_points(met)} is not a number of requirements from 0 to {self.items}"
            raise InvalidInputError(case.measure.code, problem, remedy="count those that are met")
        missing = self.items - met
        if not missing:
            return ()
        each, off = shown_points(self.each), min(missing * self.each, self.points)
        points = "point" if self.each == 1 else "points"
        reason = (
            f"{case.measure.name}: {missing} of {self.items} not met, {each} {points} off for each"
        )
        reason_zh = f"{case.name_zh}：{self.items}项中{missing}项未达到，每项扣{each}分"
        if off < missing * self.each:
            reason, reason_zh = f"{reason}, down to 0", f"{reason_zh}，扣完为止"
        return (Step(-off, reason, reason_zh),)
