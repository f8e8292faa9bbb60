"""Points off where a target is missed and the figure is no better than the year before."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import exact
from famplan.assessment.measures import Direction, Measure
from famplan.assessment.scoring.linear import Steps, steps_of, words_of
from famplan.assessment.scoring.scoring import Deduction, check_not_negative, check_positive
from famplan.assessment.trace import Step, shown_points
from famplan.errors import DefinitionError, InvalidInputError

if TYPE_CHECKING:
    from famplan.assessment.scoring.case import Case

__all__ = ["NoProgress"]


@attrs.frozen(kw_only=True)
class NoProgress(Deduction):
    """Points off for a missed target: so many as last year, and more for each step worse than it.

    Parameters
    ----------
    points : number
        Points with the target met.
    same : number
        Points off where the figure is that of the year before.
    improved : number
        Points off where it is better than the year before and still misses the target; texts
        seldom say, so there is no default.
    each : number
        More points off for a step for the worse.
    step : number or text
        Length of a step, per one or as printed.
    steps : Steps or str
        What a part of a step counts.

    Raises
    ------
    DefinitionError
        A step or a deduction for it that is not above zero, or others below zero or above the
        points.

    Examples
    --------
    Hunan 2017: with the target missed, 0.1 points off for last year's sex ratio, and 0.1 more for
    each 0.1 that it has risen.

    >>> from famplan.assessment import Figure, Measure, Target
    >>> ratio = Measure(
    ...     code="SRB", name="Sex ratio", name_zh="性别比", direction="at most", unit=":100",
    ...     evidence="ratio",
    ... )
    >>> goal = Target(measure=ratio, high="110:100")
    >>> scoring = NoProgress(
    ...     points=3, same="0.1", improved=0, each="0.1", step="0.1:100", steps="whole steps"
    ... )
    >>> for now in ("110:100", "112:100", "112.3:100"):
    ...     figure = Figure(now, previous="112:100")
    ...     print(float(scoring.marks(figure, measure=ratio, target=goal).points))
    3.0
    2.9
    2.6
    """

    same: Fraction = attrs.field(converter=exact, validator=check_not_negative)
    improved: Fraction = attrs.field(converter=exact, validator=check_not_negative)
    each: Fraction = attrs.field(converter=exact, validator=check_positive)
    step: Fraction = attrs.field(converter=exact, validator=check_positive)
    steps: Steps = attrs.field(converter=steps_of)

    def __attrs_post_init__(self) -> None:
        """Check that no more is taken than there is."""
        for name in ("same", "improved"):
            if getattr(self, name) > self.points:
                problem = f"{shown_points(getattr(self, name))} is more than all points"
                raise DefinitionError(name, problem)

    @property
    def needs_target(self) -> bool:
        """It compares with a target."""
        return True

    def check(self, measure: Measure) -> None:
        """Refuse a measure without a better and a worse side."""
        if measure.direction not in {Direction.AT_LEAST, Direction.AT_MOST}:
            problem = "better and worse than last year need a measure of one side"
            raise DefinitionError(measure.code, problem, remedy='say "at least" or "at most"')

    def is_monotone(self, measure: Measure) -> bool:
        """Whether what has improved loses no more than what has not."""
        one_sided = measure.direction in {Direction.AT_LEAST, Direction.AT_MOST}
        return one_sided and self.improved <= self.same

    def breaks(self, case: Case) -> tuple[Fraction, ...]:
        """The bound, last year's figure, and each step for the worse."""
        lengths = self.steps.breaks(
            self.step, max(self.points - self.same, Fraction(0)) / self.each
        )
        previous, sign = self._previous(case), self._sign(case)
        return *case.ends, *(previous + sign * far for far in lengths)

    def taken(self, case: Case) -> tuple[Step, ...]:
        """Take points off where the target is missed."""
        if case.goal.span.contains(case.value):
            return ()
        previous = self._previous(case)
        worse = (case.value - previous) * self._sign(case)
        rule, rule_zh = (case.goal.bounds((case.value,), language) for language in ("en", "zh"))
        shown, shown_zh = case.shown(case.value, previous, *case.ends)
        last, last_zh = case.shown(previous, case.value)
        if worse < 0:
            off, than, than_zh = self.improved, f"better than {last}", f"优于上年{last_zh}"
        else:
            off = self.same + self.steps.counted(worse, self.step) * self.each
            than, than_zh = self._words(case, worse, last, last_zh)
        reason = f"{shown} misses the target of {rule} and is {than}"
        reason_zh = f"{shown_zh}，未达到目标（{rule_zh}），{than_zh}"
        if off > self.points:
            reason, reason_zh = f"{reason}, down to 0", f"{reason_zh}，扣完为止"
        return (Step(-min(off, self.points), reason, reason_zh),)

    def _words(self, case: Case, worse: Fraction, last: str, last_zh: str) -> tuple[str, str]:
        same = shown_points(self.same)
        if not worse:
            return f"the same as last year, {same} off", f"与上年持平，扣{same}分"
        many = self.steps.counted(worse, self.step)
        words = words_of(many, self.each, case.length(self.step))
        return (
            f"worse than last year's {last}, {same} off and {words[0]}",
            f"差于上年{last_zh}，扣{same}分，{words[1]}",
        )

    @staticmethod
    def _sign(case: Case) -> int:
        """Which way is worse."""
        return 1 if case.measure.direction is Direction.AT_MOST else -1

    @staticmethod
    def _previous(case: Case) -> Fraction:
        if case.figure.previous is None:
            problem = "no figure of the year before"
            raise InvalidInputError(case.measure.code, problem, remedy="give previous=")
        return case.figure.previous
