"""Whether a target is met beyond chance: the plain verdict, and what the unit's size allows to say.

A township with 90 births misses a sex ratio of 107 in many a year in which nothing is wrong. The
exact interval of its figure tells: it lies within the target, beyond it, or across its bound.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.assessment.measures import Evidence
from famplan.errors import DefinitionError
from famplan.formulas.intervals import clopper_pearson, poisson_exact
from famplan.model.estimate import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.assessment.figures import Figure
    from famplan.assessment.targets import Target

__all__ = ["Attained", "Attainment", "attainment"]


class Attained(StrEnum):
    """What can be said about a target at a unit's size.

    Examples
    --------
    >>> Attained.NOT_DISTINGUISHABLE.name_zh
    '难以区分'
    """

    MET = "met"
    MISSED = "missed"
    NOT_DISTINGUISHABLE = "not distinguishable"
    """The interval lies on both sides of a bound: chance alone could turn the verdict."""
    UNKNOWN = "unknown"
    """No figure, or none of the counts behind it."""

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _NAMES[self]


_NAMES = {
    Attained.MET: "达标",
    Attained.MISSED: "未达标",
    Attained.NOT_DISTINGUISHABLE: "难以区分",
    Attained.UNKNOWN: "不详",
}


@attrs.frozen(kw_only=True)
class Attainment:
    """A figure against its target.

    Parameters
    ----------
    target : Target
        What should be reached.
    figure : Figure
        What was reached.
    plain : bool, optional
        Whether the figure itself meets the target; None where it is not known.
    beyond_chance : Attained
        The same at the unit's size.
    interval : Interval, optional
        Range in which the underlying level lies; None where there is no chance in the figure, or
        its counts are not known.
    """

    target: Target
    figure: Figure
    plain: bool | None
    beyond_chance: Attained
    interval: Interval | None

    def __str__(self) -> str:
        """Both verdicts in one line."""
        show = self.target.measure.show
        word = {True: "met", False: "missed", None: "not known"}[self.plain]
        text = f"{self.target}: {word} at {show(self.figure.value)}"
        if self.interval is None:
            return f"{text}; {self._without_interval()}"
        ends = (float(self.interval.low), float(self.interval.high))
        low, high = (show(Fraction(end)) for end in ends)
        level = f"{self.interval.level * 100:g} % interval"
        return f"{text}; at its size {self.beyond_chance} ({level} {low} to {high})"

    def _without_interval(self) -> str:
        if self.beyond_chance is Attained.UNKNOWN:
            return "its uncertainty is unknown"
        return "no chance in it"


def attainment(target: Target, figure: Figure, *, level: float = 0.95) -> Attainment:
    """Judge a figure by its target, plainly and at the unit's size.

    Parameters
    ----------
    target : Target
        What should be reached.
    figure : Figure
        What was reached, with its counts.
    level : float
        Confidence level of the exact interval.

    Returns
    -------
    Attainment
        Met or missed where the whole interval lies within the target or wholly outside it.

    Raises
    ------
    DefinitionError
        A proportion above one, or a level that is not between 0 and 1.

    Examples
    --------
    Ninety births with a sex ratio of 114 do not show that 107 is missed:

    >>> from famplan.assessment import Figure, Measure, Target
    >>> ratio = Measure(
    ...     code="SRB", name="Sex ratio at birth", direction="at most", unit=":100",
    ...     evidence="ratio",
    ... )
    >>> limit = Target(measure=ratio, high="107:100")
    >>> print(attainment(limit, Figure(numerator=48, denominator=42)))
    Sex ratio at birth at most 107.00:100: missed at 114.29:100; at its size not distinguishable \
(95 % interval 73.95:100 to 177.23:100)
    >>> attainment(limit, Figure(numerator=4800, denominator=4200)).beyond_chance
    <Attained.MISSED: 'missed'>
    """
    interval = _interval(target, figure, level)
    return Attainment(
        target=target,
        figure=figure,
        plain=target.is_met(figure.value),
        beyond_chance=_beyond_chance(target, figure, interval),
        interval=interval,
    )


def _beyond_chance(target: Target, figure: Figure, interval: Interval | None) -> Attained:
    if not figure.is_known:
        return Attained.UNKNOWN
    if target.measure.evidence in _CERTAIN:
        return Attained.MET if target.is_met(figure.value) else Attained.MISSED
    if interval is None or np.isnan(interval.low) or np.isnan(interval.high):
        return Attained.UNKNOWN
    low, high = float(interval.low), float(interval.high)
    if _meets(target, low) and _meets(target, high):
        return Attained.MET
    return Attained.MISSED if _apart(target, low, high) else Attained.NOT_DISTINGUISHABLE


def _meets(target: Target, value: float) -> bool:
    return target.span.contains(Fraction(value))


def _apart(target: Target, low: float, high: float) -> bool:
    """Whether an interval lies wholly outside the target."""
    below = target.low is not None and high < target.low
    above = target.high is not None and low > target.high
    return below or above


def _interval(target: Target, figure: Figure, level: float) -> Interval | None:
    make = _INTERVALS.get(target.measure.evidence)
    counts = _counts(target.measure.evidence, figure)
    if make is None or counts is None:
        return None
    if target.measure.evidence is Evidence.PROPORTION and counts[0] > counts[1]:
        raise DefinitionError(
            target.measure.code,
            "more cases than the whole, so this is no proportion",
            remedy='give the measure evidence="ratio" or "rate"',
        )
    return make(*counts, level)


def _counts(evidence: Evidence, figure: Figure) -> tuple[float, float] | None:
    if evidence is Evidence.COUNT:
        count = figure.value if figure.numerator is None else figure.numerator
        return None if count is None or count < 0 else (float(count), 1.0)
    if figure.numerator is None or not figure.denominator:
        return None
    return float(figure.numerator), float(figure.denominator)


def _proportion(cases: float, whole: float, level: float) -> Interval:
    return clopper_pearson(cases, total=whole, level=level)


def _events(events: float, exposure: float, level: float) -> Interval:
    return poisson_exact(events, exposure=exposure, level=level)


def _ratio(one: float, other: float, level: float) -> Interval:
    # One over the other is the odds of one among both, so the share's ends become the ratio's.
    share = clopper_pearson(one, total=one + other, level=level)
    low, high = (float(end) / (1 - float(end)) for end in (share.low, share.high))
    return Interval(low, high, level=level, method=f"{share.method} of the share")


_CERTAIN = {Evidence.CHECKLIST, Evidence.AMOUNT}
_INTERVALS: dict[Evidence, Callable[[float, float, float], Interval]] = {
    Evidence.PROPORTION: _proportion,
    Evidence.RATE: _events,
    Evidence.COUNT: _events,
    Evidence.RATIO: _ratio,
}
