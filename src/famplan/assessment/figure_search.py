"""The search along one figure for the nearest published value that changes the grade.

Points run straight between the figures at which a scoring jumps or bends, so the score rate does
too; where points are taken from another item, it can also bend upwards once nothing is left. Such
a rate is convex on each stretch, so where the middle lies on the line between the ends, all of the
stretch does: that finds the nearest value without trying them all.
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.measures import Direction
from famplan.assessment.sanctions import Sanction
from famplan.assessment.scoring import Case
from famplan.assessment.triggers import FigureTrigger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from famplan.assessment.assessment import Assessment
    from famplan.assessment.figures import Figure
    from famplan.assessment.grades import Grade
    from famplan.assessment.item import Item
    from famplan.assessment.measures import Measure
    from famplan.assessment.scheme import Scheme

__all__ = ["FigureSearch", "grade_of"]


def grade_of(assessment: Assessment) -> Grade | None:
    """Take the grade after a veto that is certain; None where nothing was assessed."""
    scale = assessment.scored.scheme.grades
    if scale is None or assessment.grade is None:
        return None
    vetoed = assessment.rung.is_at_least(Sanction.VETO)
    return scale.lowest if vetoed else assessment.grade


@attrs.frozen
class _Found:
    """What a value of the figure gives."""

    rate: Fraction
    earned: int
    """Place of the grade that the rate earns."""
    place: int
    """Place of the grade after a veto."""


class FigureSearch:
    """The values of one figure, counted in the precision with which it is published.

    Parameters
    ----------
    scheme : Scheme
        What the unit is assessed by.
    figures : mapping of measure code to Figure
        All its figures.
    measure : Measure
        Along which one.
    kind : str
        Kind of unit.
    judged : callable
        Assesses the unit with other figures.
    """

    def __init__(
        self,
        scheme: Scheme,
        figures: Mapping[str, Figure],
        measure: Measure,
        kind: str,
        judged: Callable[[Mapping[str, Figure]], Assessment],
    ) -> None:
        """Begin with nothing tried."""
        self.measure = measure
        applying = (item for item in scheme.items if item.applies(kind))
        self.items: tuple[Item, ...] = tuple(
            item for item in applying if item.measure.code == measure.code
        )
        looking = (trigger for trigger in scheme.triggers if trigger.applies(kind))
        self._bounds = tuple(
            trigger.bound
            for trigger in looking
            if isinstance(trigger, FigureTrigger) and trigger.measure.code == measure.code
        )
        self._figures = figures
        self._judged = judged
        self._tried: dict[int, _Found] = {}

    @property
    def matters(self) -> bool:
        """Whether the figure is known, and something looks at it."""
        return self._value is not None and bool(self.items or self._bounds)

    @property
    def now(self) -> Fraction:
        """The figure as it is, per one."""
        return self._value or Fraction(0)

    @property
    def _value(self) -> Fraction | None:
        figure = self._figures.get(self.measure.code)
        if figure is None:
            return None
        return self.items[0].scoring.reading(figure) if self.items else figure.value

    @cached_property
    def _breaks(self) -> list[Fraction]:
        """Where points jump or bend, or a trigger fires, counted in the precision."""
        found = set(self._bounds)
        for item in self.items:
            figure = self._figures[self.measure.code]
            case = Case(self.now, figure, item.measure, item.target_for(figure))
            found.update(item.scoring.breaks(case), case.ends)
        return sorted(value / self.measure.precision for value in found)

    @cached_property
    def _ends(self) -> tuple[int, int]:
        """First and last value that can be; beyond the last break nothing changes any more."""
        domain, precision = self.measure.domain, self.measure.precision
        tops = [domain.high, *(item.scoring.most for item in self.items)]
        high = [floor(end / precision) for end in tops if end is not None]
        low = domain.low
        first = floor(self._breaks[0]) - 1 if low is None else ceil(low / precision)
        return first, min(high) if high else ceil(self._breaks[-1]) + 1

    def nearest(self, wanted: Callable[[int], bool]) -> Fraction | None:
        """Find the nearest value whose grade has a wanted place; of two, the better figure."""
        ways = (self._first(wanted, up=True), self._first(wanted, up=False))
        found = [value * self.measure.precision for value in ways if value is not None]
        better = -1 if self.measure.direction is Direction.AT_MOST else 1
        return min(found, key=lambda value: (abs(value - self.now), -better * value), default=None)

    def grade_at(self, value: Fraction) -> Grade | None:
        """Return the grade that a published value gives."""
        return grade_of(self._judged(self._with(value)))

    def _first(self, wanted: Callable[[int], bool], *, up: bool) -> int | None:
        """Go away from the figure, stretch by stretch, to the first value that is wanted."""
        sign = 1 if up else -1
        for start, stop in self._stretches(sign):
            found = self._within(start, stop, sign, wanted)
            if found is not None:
                return found * sign
        return None

    def _stretches(self, sign: int) -> Iterator[tuple[int, int]]:
        """Stretches of values without a break inside, and each break by itself."""
        last = self._ends[1] if sign > 0 else -self._ends[0]
        start = floor(self.now / self.measure.precision * sign) + 1
        breaks = sorted(value * sign for value in self._breaks)
        for value in breaks[bisect_left(breaks, start) :]:
            if value > last:
                break
            yield start, ceil(value) - 1
            if value.denominator == 1:
                yield int(value), int(value)
            start = floor(value) + 1
        yield start, last

    def _within(
        self, start: int, stop: int, sign: int, wanted: Callable[[int], bool]
    ) -> int | None:
        """Find the first wanted value of a stretch."""
        if start > stop:
            return None
        if wanted(self._at(start * sign).place):
            return start
        middle = (start + stop) // 2
        if self._is_even(start, middle, stop, sign):
            return None
        found = self._within(start + 1, middle, sign, wanted)
        return self._within(middle + 1, stop, sign, wanted) if found is None else found

    def _is_even(self, start: int, middle: int, stop: int, sign: int) -> bool:
        """Whether the rate runs straight and earns one grade at both ends, so in between too."""
        low, mid, high = (self._at(value * sign) for value in (start, middle, stop))
        rise, part = (high.rate - low.rate) * (middle - start), (mid.rate - low.rate)
        return part * (stop - start) == rise and low.earned == high.earned

    def _at(self, value: int) -> _Found:
        """Assess the unit with another value of the figure."""
        if value not in self._tried:
            assessment = self._judged(self._with(value * self.measure.precision))
            scale, grade = assessment.scored.scheme.grades, grade_of(assessment)
            places = {} if scale is None else {one: scale.place(one) for one in scale.grades}
            last = len(places)
            self._tried[value] = _Found(
                rate=assessment.rate or Fraction(0),
                earned=places.get(assessment.grade, last),  # type: ignore[arg-type]  # None is last
                place=places.get(grade, last),  # type: ignore[arg-type]  # as above
            )
        return self._tried[value]

    def _with(self, value: Fraction) -> dict[str, Figure]:
        figure = self._figures[self.measure.code]
        other = attrs.evolve(figure, value=value, numerator=None, denominator=None)
        return {**self._figures, self.measure.code: other}
