"""So many points off for each step that a figure falls short."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.choices import chosen
from famplan.assessment.figures import exact
from famplan.assessment.measures import Direction, Measure
from famplan.assessment.scoring.scoring import Deduction, check_not_negative, check_positive
from famplan.assessment.trace import Step, shown_points
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from famplan.assessment.scoring.case import Case

__all__ = ["LinearDeduction", "Steps", "words_of"]


class Steps(StrEnum):
    """What becomes of a part of a step."""

    WHOLE = "whole steps"
    """Only a full step counts."""
    STARTED = "started steps"
    """A step begun counts as a full one."""
    PROPORTIONAL = "proportional"

    def counted(self, distance: Fraction, step: Fraction) -> Fraction:
        """Count the steps of a distance."""
        exactly = distance / step
        if self is Steps.PROPORTIONAL:
            return exactly
        return Fraction(floor(exactly) if self is Steps.WHOLE else ceil(exactly))

    def breaks(self, step: Fraction, steps: Fraction) -> tuple[Fraction, ...]:
        """Distances at which the count jumps or bends, up to so many steps."""
        if self is Steps.PROPORTIONAL:
            return Fraction(0), steps * step
        return tuple(many * step for many in range(ceil(steps) + 1))


def steps_of(word: Steps | str) -> Steps:
    """Take what a part of a step counts, by its word."""
    return chosen(Steps, word, "steps")


@attrs.frozen(kw_only=True)
class LinearDeduction(Deduction):
    """So many points off for each step that a figure falls short of its target.

    Parameters
    ----------
    points : number
        Points with the target met.
    each : number
        Points off for a step.
    step : number or text
        Length of a step, per one or as printed: ``"0.1 pp"``, ``"1‰"``, ``1``.
    steps : Steps or str
        What a part of a step counts; texts seldom say, so there is no default.
    floor : number
        Points never fall below it.

    Raises
    ------
    DefinitionError
        A step or a deduction that is not above zero, or a floor that is none of 0 to the points.

    Examples
    --------
    Hunan 2017: 0.3 points off for each 0.1 percentage points short.

    >>> from famplan.assessment import Figure, Measure, Target
    >>> conformity = Measure(
    ...     code="PCR", name="Policy conformity", name_zh="符合政策生育率", direction="at least",
    ...     unit="%", evidence="proportion",
    ... )
    >>> goal = Target(measure=conformity, low="95 %")
    >>> scoring = LinearDeduction(points=3, each="0.3", step="0.1 pp", steps="whole steps")
    >>> marks = scoring.marks(Figure("94.75 %"), measure=conformity, target=goal)
    >>> float(marks.points), str(marks.steps[1])
    (2.4, '-0.6: 94.75% is short of 95.00%: 2 steps of 0.1 percentage points at 0.3 points each')
    >>> marks.steps[1].reason_zh
    '94.75%，低于95.00%，每0.1个百分点扣0.3分，计2次'
    """

    each: Fraction = attrs.field(converter=exact, validator=check_positive)
    step: Fraction = attrs.field(converter=exact, validator=check_positive)
    steps: Steps = attrs.field(converter=steps_of)
    floor: Fraction = attrs.field(
        default=Fraction(0), converter=exact, validator=check_not_negative
    )

    def __attrs_post_init__(self) -> None:
        """Check that there is something to take."""
        if self.floor >= self.points:
            problem = (
                f"{shown_points(self.floor)} is not below the {shown_points(self.points)} points"
            )
            raise DefinitionError("floor", problem)

    @property
    def needs_target(self) -> bool:
        """It compares with a target."""
        return True

    def is_monotone(self, measure: Measure) -> bool:
        """A band can be missed on both sides."""
        return measure.direction in {Direction.AT_LEAST, Direction.AT_MOST}

    def breaks(self, case: Case) -> tuple[Fraction, ...]:
        """Each step down to the floor."""
        lengths = self.steps.breaks(self.step, (self.points - self.floor) / self.each)
        below = (case.goal.low - far for far in lengths) if case.goal.low is not None else ()
        above = (case.goal.high + far for far in lengths) if case.goal.high is not None else ()
        return (*below, *above)

    def taken(self, case: Case) -> tuple[Step, ...]:
        """Take points off for each step that the figure falls short or goes beyond."""
        target, value = case.goal, case.value
        if target.span.contains(value):
            return ()
        bound = target.nearest_bound(value)
        many = self.steps.counted(target.shortfall(value) or Fraction(0), self.step)
        off = min(many * self.each, self.points - self.floor)
        (shown, shown_zh), (end, end_zh) = case.shown(value, bound), case.shown(bound, value)
        below = bound is not None and value <= bound and bound == target.low
        words = words_of(many, self.each, case.length(self.step))
        reason = f"{shown} is {'short of' if below else 'beyond'} {end}: {words[0]}"
        reason_zh = f"{shown_zh}，{'低于' if below else '高于'}{end_zh}，{words[1]}"
        if not off:
            reason, reason_zh = f"{reason}, so nothing is taken", f"{reason_zh}，不扣分"
        elif off < many * self.each:
            least = shown_points(self.floor)
            reason, reason_zh = f"{reason}, down to {least}", f"{reason_zh}，扣至{least}分为止"
        return (Step(-off, reason, reason_zh),)


def words_of(many: Fraction, each: Fraction, length: tuple[str, str]) -> tuple[str, str]:
    """Say how many steps are counted and what each costs, in English and Chinese.

    Examples
    --------
    >>> words_of(Fraction(1), Fraction("0.3"), ("0.1:100", "0.1:100"))[0]
    '1 step of 0.1:100 at 0.3 points'
    """
    cost = shown_points(each)
    points = "point" if each == 1 else "points"
    if not many:
        return f"less than a step of {length[0]}", f"不足{length[1]}"
    counted = shown_points(many)
    steps = "step" if many == 1 else "steps"
    return (
        f"{counted} {steps} of {length[0]} at {cost} {points}{'' if many == 1 else ' each'}",
        f"每{length[1]}扣{cost}分，计{counted}次",
    )
