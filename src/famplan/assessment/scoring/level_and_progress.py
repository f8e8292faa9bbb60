"""A mix of the level reached and the progress made, weighted by which side of the mean it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import Figure, exact
from famplan.assessment.measures import Direction
from famplan.assessment.scoring.case import Case
from famplan.assessment.scoring.scoring import ScoringRule
from famplan.assessment.trace import Step, shown_points
from famplan.errors import DefinitionError, InvalidInputError

if TYPE_CHECKING:
    from fractions import Fraction

    from famplan.assessment.measures import Measure

__all__ = ["LevelAndProgress"]


@attrs.frozen(kw_only=True)
class LevelAndProgress(ScoringRule):
    """Points for the level and for the progress since last year, weighted by the mean.

    Parameters
    ----------
    points : number
        Points that can be had; the two scorings give as many each.
    level : ScoringRule
        Scores the figure.
    progress : ScoringRule
        Scores the change for the better since last year: this year less last, or last less this
        where a small figure is good. A change for the worse is below zero.
    better, worse : number
        Weight of the level where the figure is better than the mean, or is the mean, and where it
        is worse; the rest is the weight of the progress.

    Raises
    ------
    DefinitionError
        A weight that is no share, scorings of other points, or progress against a target.

    Examples
    --------
    Hunan 2017 mixes 7:3 above the provincial mean and 3:7 below.

    >>> from famplan.assessment import Measure
    >>> from famplan.assessment.scoring import Proportional
    >>> rate = Measure(
    ...     code="PCR", name="Conformity", direction="at least", unit="%", evidence="proportion"
    ... )
    >>> mix = LevelAndProgress(
    ...     points=10,
    ...     level=Proportional(points=10, best="100 %", worst="80 %"),
    ...     progress=Proportional(points=10, best="5 pp", worst="0 pp"),
    ...     better="0.7", worse="0.3",
    ... )
    >>> figure = Figure("90 %", previous="89 %", mean="92 %")
    >>> marks = mix.marks(figure, measure=rate, target=None)
    >>> float(marks.points)
    2.9
    >>> for step in marks.steps:
    ...     print(step)
    +1.5: level, weight 0.3 as 90.00% is worse than the mean of 92.00%: 90.00% is 50.00% of the \
way from 80.00% to 100.00%
    +1.4: progress, weight 0.7: 1.00 percentage points is 20.00% of the way from 0.00 percentage \
points to 5.00 percentage points
    """

    level: ScoringRule
    progress: ScoringRule
    better: Fraction = attrs.field(converter=exact)
    worse: Fraction = attrs.field(converter=exact)

    def __attrs_post_init__(self) -> None:
        """Check the weights and that both scorings are of the same points."""
        for name in ("better", "worse"):
            if not 0 <= getattr(self, name) <= 1:
                problem = f"{shown_points(getattr(self, name))} is not a share"
                raise DefinitionError(name, problem, remedy="give 0 to 1")
        for name in ("level", "progress"):
            if getattr(self, name).points != self.points:
                problem = f"has {shown_points(getattr(self, name).points)} points"
                raise DefinitionError(name, problem, remedy=f"give {shown_points(self.points)}")
        if self.progress.needs_target:
            problem = "progress has no target to be compared with"
            raise DefinitionError("progress", problem, remedy="score it in proportion or by knots")

    @property
    def needs_target(self) -> bool:
        """Whether the level is compared with one."""
        return self.level.needs_target

    def check(self, measure: Measure) -> None:
        """Refuse a measure that one of the scorings does not fit."""
        self.level.check(measure)
        self.progress.check(measure.in_points)

    def breaks(self, case: Case) -> tuple[Fraction, ...]:
        """Those of the level, those of the progress, and the mean."""
        previous, mean = self._previous(case), self._mean(case)
        sign = self._sign(case)
        changes = self.progress.breaks(self._change(case))
        return *self.level.breaks(case), mean, *(previous + sign * change for change in changes)

    def given(self, case: Case) -> tuple[Step, ...]:
        """Score level and progress, and mix them."""
        mean = self._mean(case)
        ahead = (case.value - mean) * self._sign(case) >= 0
        weight = self.better if ahead else self.worse
        (shown, shown_zh), (middle, middle_zh) = (
            case.shown(case.value, mean),
            case.shown(mean, case.value),
        )
        side = "no worse" if ahead else "worse"
        why = f" as {shown} is {side} than the mean of {middle}"
        why_zh = f"（{shown_zh}，{'不差于' if ahead else '差于'}平均值{middle_zh}）"
        return (
            *_weighed(self.level.given(case), weight, ("level", "水平"), (why, why_zh)),
            *_weighed(self.progress.given(self._change(case)), 1 - weight, ("progress", "进步")),
        )

    def _change(self, case: Case) -> Case:
        """The change for the better, in points of the measure."""
        change = (case.value - self._previous(case)) * self._sign(case)
        return Case(change, Figure(change), case.measure.in_points, None)

    @staticmethod
    def _sign(case: Case) -> int:
        return -1 if case.measure.direction is Direction.AT_MOST else 1

    @staticmethod
    def _previous(case: Case) -> Fraction:
        if case.figure.previous is None:
            problem = "no figure of the year before"
            raise InvalidInputError(case.measure.code, problem, remedy="give previous=")
        return case.figure.previous

    @staticmethod
    def _mean(case: Case) -> Fraction:
        if case.figure.mean is None:
            problem = "no mean of the level above"
            raise InvalidInputError(case.measure.code, problem, remedy="give mean=")
        return case.figure.mean


def _weighed(
    steps: tuple[Step, ...],
    weight: Fraction,
    what: tuple[str, str],
    why: tuple[str, str] = ("", ""),
) -> tuple[Step, ...]:
    part = shown_points(weight)
    return tuple(
        Step(
            step.points * weight,
            f"{what[0]}, weight {part}{why[0]}: {step.reason}",
            f"{what[1]}，权重{part}{why[1]}：{step.reason_zh}",
        )
        for step in steps
    )
