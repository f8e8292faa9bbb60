"""All points where the target is met, none where it is not."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.measures import Direction, Measure
from famplan.assessment.scoring.scoring import Deduction
from famplan.assessment.trace import Step

if TYPE_CHECKING:
    from famplan.assessment.scoring.case import Case

__all__ = ["PassOrFail"]


@attrs.frozen(kw_only=True)
class PassOrFail(Deduction):
    """All points where the target is met, none where it is not.

    Examples
    --------
    >>> from famplan.assessment import Figure, Measure, Target
    >>> growth = Measure(
    ...     code="RNI", name="Natural increase", name_zh="自然增长率", direction="at most",
    ...     unit="‰", evidence="rate",
    ... )
    >>> ceiling = Target(measure=growth, high="6‰")
    >>> marks = PassOrFail(points=10).marks(Figure("6.001‰"), measure=growth, target=ceiling)
    >>> print(marks.steps[0])
    0: Natural increase of 6.001‰ misses the target of at most 6.000‰
    >>> marks.steps[0].reason_zh
    '自然增长率6.001‰，未达到目标（不高于6.000‰）'
    """

    @property
    def needs_target(self) -> bool:
        """It compares with a target."""
        return True

    def is_monotone(self, measure: Measure) -> bool:
        """A band can be missed on both sides."""
        return measure.direction in {Direction.AT_LEAST, Direction.AT_MOST}

    def breaks(self, case: Case) -> tuple[Fraction, ...]:
        """Bounds of the target."""
        return case.ends

    def given(self, case: Case) -> tuple[Step, ...]:
        """Give all points or none."""
        (taken,) = self.taken(case)
        return (Step(self.points + taken.points, taken.reason, taken.reason_zh),)

    def taken(self, case: Case) -> tuple[Step, ...]:
        """Take all points where the target is missed."""
        met = case.goal.span.contains(case.value)
        shown, shown_zh = case.shown(case.value, *case.ends)
        rule, rule_zh = (case.goal.bounds((case.value,), language) for language in ("en", "zh"))
        verb, verb_zh = ("meets", "达到") if met else ("misses", "未达到")
        return (
            Step(
                Fraction(0) if met else -self.points,
                f"{case.measure.name} of {shown} {verb} the target of {rule}",
                f"{case.name_zh}{shown_zh}，{verb_zh}目标（{rule_zh}）",
            ),
        )
