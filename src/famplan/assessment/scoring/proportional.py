"""Points in proportion between a best and a worst figure."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import exact
from famplan.assessment.measures import Direction, Measure
from famplan.assessment.scoring.scoring import ScoringRule
from famplan.assessment.showing import shown_share
from famplan.assessment.trace import Step, shown_points
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from famplan.assessment.scoring.case import Case

__all__ = ["Proportional"]


@attrs.frozen(kw_only=True)
class Proportional(ScoringRule):
    """All points at the best figure, `at_worst` at the worst, in proportion between, none beyond.

    Parameters
    ----------
    points : number
        Points at the best figure, and at those better still.
    best, worst : number or text
        Ends of the scale, per one or as printed; the worst may be the larger.
    at_worst : number
        Points at the worst figure itself; beyond it there are none.

    Raises
    ------
    DefinitionError
        Best and worst are the same, or more points at the worst than at the best.

    Examples
    --------
    An error of up to 5 % scores in proportion, above it nothing.

    >>> from famplan.assessment import Figure, Measure
    >>> error = Measure(
    ...     code="error", name="Statistical error", direction="at most", unit="%",
    ...     evidence="proportion",
    ... )
    >>> scoring = Proportional(points=6, best="0 %", worst="5 %")
    >>> for figure in ("1 %", "5.001 %"):
    ...     print(scoring.marks(Figure(figure), measure=error, target=None).steps[0])
    +4.8: 1.00% is 80.00% of the way from 5.00% to 0.00%
    0: 5.001% is beyond 5.000%
    """

    best: Fraction = attrs.field(converter=exact)
    worst: Fraction = attrs.field(converter=exact)
    at_worst: Fraction = attrs.field(default=Fraction(0), converter=exact)

    def __attrs_post_init__(self) -> None:
        """Check that the scale has two ends."""
        if self.best == self.worst:
            raise DefinitionError("worst", "is the same as best")
        if not 0 <= self.at_worst <= self.points:
            problem = f"{shown_points(self.at_worst)} is none of 0 to the points"
            raise DefinitionError("at_worst", problem)

    def check(self, measure: Measure) -> None:
        """Refuse a measure of which the best figure is the worse one."""
        rises = self.best > self.worst
        wrong = Direction.AT_MOST if rises else Direction.AT_LEAST
        if measure.direction is wrong:
            problem = f"best is worse than worst, where good is {measure.direction}"
            raise DefinitionError(measure.code, problem, remedy="turn best and worst around")

    def is_monotone(self, measure: Measure) -> bool:
        """Whether the scale rises towards the good."""
        rises = self.best > self.worst
        return measure.direction is (Direction.AT_LEAST if rises else Direction.AT_MOST)

    def breaks(self, case: Case) -> tuple[Fraction, ...]:  # noqa: ARG002 - no target is looked at
        """Ends of the scale."""
        return self.best, self.worst

    def given(self, case: Case) -> tuple[Step, ...]:
        """Give points by where the figure lies."""
        value, best, worst = case.value, self.best, self.worst
        place = (worst - value) / (worst - best)
        (shown, shown_zh) = case.shown(value, best, worst)
        (first, first_zh), (last, last_zh) = case.shown(best, value), case.shown(worst, value)
        if place < 0:
            beyond = "高于" if worst > best else "低于"
            reason_zh = f"{shown_zh}，{beyond}{last_zh}，不得分"
            return (Step(Fraction(0), f"{shown} is beyond {last}", reason_zh),)
        if place >= 1:
            reason_zh = f"{shown_zh}，达到{first_zh}，得满分"
            return (Step(self.points, f"{shown} reaches {first}", reason_zh),)
        given = self.at_worst + (self.points - self.at_worst) * place
        part = shown_share(place, beside=(Fraction(0), Fraction(1)))
        reason = f"{shown} is {part} of the way from {last} to {first}"
        reason_zh = f"{shown_zh}，在{last_zh}至{first_zh}之间，按比例（{part}）计分"
        return (Step(given, reason, reason_zh),)
