"""So many points off for each event, to a cap."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import exact, optional_exact
from famplan.assessment.measures import Direction, Measure
from famplan.assessment.scoring.scoring import Deduction, check_positive
from famplan.assessment.trace import Step, shown_points
from famplan.errors import DefinitionError, InvalidInputError
from famplan.quality.unit import Dimension

if TYPE_CHECKING:
    from famplan.assessment.scoring.case import Case

__all__ = ["PerEvent"]


@attrs.frozen(kw_only=True)
class PerEvent(Deduction):
    """So many points off for each event, to a cap.

    Parameters
    ----------
    points : number
        Points without an event.
    each : number
        Points off for an event.
    cap : number, optional
        Most that is taken off; all points unless the text says less.

    Raises
    ------
    DefinitionError
        A deduction that is not above zero, or a cap that is not above zero and at most the
        points.

    Examples
    --------
    Dazhou 2010: half a point off for each birth missed by the statistics.

    >>> from famplan.assessment import Figure, Measure
    >>> missed = Measure(
    ...     code="missed", name="Missed births", name_zh="漏统人数", direction="at most",
    ...     evidence="count",
    ... )
    >>> scoring = PerEvent(points=5, each="0.5")
    >>> for count in (0, 3, 12):
    ...     marks = scoring.marks(Figure(count), measure=missed, target=None)
    ...     print(float(marks.points), [str(step) for step in marks.steps[1:]])
    5.0 []
    3.5 ['-1.5: Missed births: 3 at 0.5 points each']
    0.0 ['-5: Missed births: 12 at 0.5 points each, 5 points at most']
    """

    each: Fraction = attrs.field(converter=exact, validator=check_positive)
    cap: Fraction | None = attrs.field(default=None, converter=optional_exact)

    def __attrs_post_init__(self) -> None:
        """Check that no more can be taken than there is."""
        if self.cap is not None and not 0 < self.cap <= self.points:
            problem = f"{shown_points(self.cap)} is not above 0 and at most the points"
            raise DefinitionError("cap", problem)

    @property
    def _cap(self) -> Fraction:
        return self.points if self.cap is None else self.cap

    def check(self, measure: Measure) -> None:
        """Refuse a measure that is no count of what should not happen."""
        number = measure.unit.dimension is Dimension.NUMBER
        if measure.direction is not Direction.AT_MOST or not number:
            problem = "points are taken for each event, so the measure is a number, at most"
            remedy = 'give direction = "at most" and no unit'
            raise DefinitionError(measure.code, problem, remedy=remedy)

    def is_monotone(self, measure: Measure) -> bool:
        """More events never have more points."""
        return measure.direction is Direction.AT_MOST

    def breaks(self, case: Case) -> tuple[Fraction, ...]:  # noqa: ARG002 - no target is looked at
        """No event, and as many as reach the cap."""
        return Fraction(0), self._cap / self.each

    def taken(self, case: Case) -> tuple[Step, ...]:
        """Take points off for each event."""
        events, name = case.value, case.measure.name
        if events < 0 or events.denominator != 1:
            problem = f"{shown_points(events)} is not a number of events"
            raise InvalidInputError(case.measure.code, problem, remedy="give a count")
        if not events:
            return ()
        off, each = min(events * self.each, self._cap), shown_points(self.each)
        points = "point" if self.each == 1 else "points"
        reason = f"{name}: {events} at {each} {points}{'' if events == 1 else ' each'}"
        reason_zh = f"{case.name_zh}：{events}，每例扣{each}分"
        if off < events * self.each:
            most = shown_points(self._cap)
            reason = f"{reason}, {most} {'point' if self._cap == 1 else 'points'} at most"
            reason_zh = f"{reason_zh}，最多扣{most}分"
        return (Step(-off, reason, reason_zh),)
