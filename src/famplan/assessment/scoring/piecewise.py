"""Points by stretches of the figure: as steps, or along straight lines between knots."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import attrs

from famplan.assessment.choices import chosen
from famplan.assessment.figures import Exact, exact
from famplan.assessment.measures import Direction, Measure
from famplan.assessment.scoring.scoring import ScoringRule
from famplan.assessment.trace import Step, shown_points
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from famplan.assessment.scoring.case import Case

__all__ = ["Between", "Piecewise"]

_Knots: TypeAlias = "tuple[tuple[Fraction, Fraction], ...]"


class Between(StrEnum):
    """What holds between two knots."""

    LINEAR = "linear"
    UPPER = "points of the upper knot"
    """Stretches that include their upper end: up to 107 full, above 107 and up to 110 less."""
    LOWER = "points of the lower knot"
    """Stretches that include their lower end: from 95 full, from 92 less."""


def _between(word: Between | str) -> Between:
    return chosen(Between, word, "between")


def _knots(given: Iterable[tuple[Exact, Exact]]) -> _Knots:
    return tuple(
        (exact(at, where="knot"), exact(points, where="points of a knot")) for at, points in given
    )


@attrs.frozen(kw_only=True)
class Piecewise(ScoringRule):
    """Points by stretches of the figure.

    Parameters
    ----------
    points : number
        Most points that a knot gives.
    knots : sequence of pairs
        Figures in rising order, each with its points.
    between : Between or str
        What holds between two knots; texts differ, so there is no default. Below the first and
        above the last knot its points hold, but with ``"points of the upper knot"`` nothing is
        given above the last, and with ``"points of the lower knot"`` nothing below the first.

    Raises
    ------
    DefinitionError
        Fewer than two knots, knots that do not rise, or points that no knot or too high a one
        gives.

    Examples
    --------
    A sex ratio of up to 107 scores fully, then by stretches:

    >>> from famplan.assessment import Figure, Measure
    >>> ratio = Measure(
    ...     code="SRB", name="Sex ratio at birth", direction="at most", unit=":100",
    ...     evidence="ratio",
    ... )
    >>> scoring = Piecewise(
    ...     points=6, knots=[("107:100", 6), ("110:100", 4), ("115:100", 2)],
    ...     between="points of the upper knot",
    ... )
    >>> figures = ("107:100", "107.01:100", "115:100", "115.01:100")
    >>> [int(scoring.marks(Figure(f), measure=ratio, target=None).points) for f in figures]
    [6, 4, 2, 0]
    """

    knots: _Knots = attrs.field(converter=_knots)
    between: Between = attrs.field(converter=_between)

    def __attrs_post_init__(self) -> None:
        """Check that knots rise and give no more than there is."""
        if len(self.knots) < 2:  # noqa: PLR2004 - a stretch has two ends
            raise DefinitionError("knots", "two or more are needed")
        for (one, _), (other, _) in pairwise(self.knots):
            if other <= one:
                problem = f"{shown_points(other)} does not rise above {shown_points(one)}"
                raise DefinitionError("knots", problem, remedy="give them in rising order")
        given = [points for _, points in self.knots]
        if min(given) < 0 or max(given) != self.points:
            problem = f"points of knots run from 0 to {shown_points(self.points)}, which one gives"
            raise DefinitionError("knots", problem)

    def is_monotone(self, measure: Measure) -> bool:
        """Whether the points rise towards the good, beyond the ends too."""
        given = [points for _, points in self.knots]
        if self.between is Between.LOWER:
            given = [Fraction(0), *given]
        if self.between is Between.UPPER:
            given = [*given, Fraction(0)]
        if measure.direction is Direction.AT_MOST:
            given.reverse()
        rises = all(one <= other for one, other in pairwise(given))
        return rises and measure.direction in {Direction.AT_LEAST, Direction.AT_MOST}

    def breaks(self, case: Case) -> tuple[Fraction, ...]:  # noqa: ARG002 - no target is looked at
        """The knots."""
        return tuple(at for at, _ in self.knots)

    def given(self, case: Case) -> tuple[Step, ...]:
        """Give the points of the stretch in which the figure lies."""
        ends = [at for at, _ in self.knots]
        right = bisect_right(ends, case.value)  # knots at or below the figure
        if right and ends[right - 1] == case.value:
            given, stretch = self.knots[right - 1][1], ("at a bound", "为分段界点")
        elif right in {0, len(ends)}:
            given, stretch = self._beyond(right, case)
        else:
            given, stretch = self._between(right, case)
        shown, shown_zh = case.shown(case.value, *ends)
        points = shown_points(given)
        name = case.measure.name
        return (
            Step(
                given,
                f"{name} of {shown} is {stretch[0]}: {points} of {shown_points(self.points)}",
                f"{case.name_zh}{shown_zh}，{stretch[1]}，得{points}分",
            ),
        )

    def _between(self, right: int, case: Case) -> tuple[Fraction, tuple[str, str]]:
        (low, at_low), (high, at_high) = self.knots[right - 1], self.knots[right]
        share = (case.value - low) / (high - low)
        given = {
            Between.LINEAR: at_low + (at_high - at_low) * share,
            Between.UPPER: at_high,
            Between.LOWER: at_low,
        }[self.between]
        (one, one_zh), (two, two_zh) = (case.shown(end, case.value) for end in (low, high))
        return given, (f"between {one} and {two}", f"介于{one_zh}与{two_zh}之间")

    def _beyond(self, right: int, case: Case) -> tuple[Fraction, tuple[str, str]]:
        first = right == 0
        at, given = self.knots[0 if first else -1]
        nothing = Between.LOWER if first else Between.UPPER
        (end, end_zh) = case.shown(at, case.value)
        points = Fraction(0) if self.between is nothing else given
        return points, (
            (f"below {end}", f"低于{end_zh}") if first else (f"above {end}", f"高于{end_zh}")
        )
