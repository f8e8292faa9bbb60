"""Spans of exact numbers: what a printed figure leaves open, in exact arithmetic.

A span has a low and a high end, each open or closed, either of them perhaps unbounded (``None``).
All ends are fractions: whether 28961/32067 can print as 96.18 % must not hang on a float.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TypeAlias

import attrs

__all__ = ["Span"]


@attrs.frozen
class Span:
    """A range of numbers.

    Examples
    --------
    >>> span = Span(Fraction(1, 2), Fraction(7, 2), high_closed=False)
    >>> span.integers()
    (1, 3)
    """

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = attrs.field(default=True, kw_only=True)
    high_closed: bool = attrs.field(default=True, kw_only=True)

    @classmethod
    def point(cls, value: Fraction | int) -> Span:
        """Return the span of one number."""
        return cls(Fraction(value), Fraction(value))

    @property
    def exact(self) -> Fraction | None:
        """The number, where the span holds just one."""
        return self.low if self.low is not None and self.low == self.high else None

    def contains(self, value: Fraction) -> bool:
        """Whether a number lies in the span."""
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below

    def meets(self, other: Span) -> bool:
        """Whether two spans have a number in common."""
        return not (_ends_before(self, other) or _ends_before(other, self))

    def scaled(self, factor: Fraction | int) -> Span:
        """Multiply by an exact number above zero."""
        return attrs.evolve(
            self,
            low=None if self.low is None else self.low * factor,
            high=None if self.high is None else self.high * factor,
        )

    def negated(self) -> Span:
        """Turn the span around zero."""
        return Span(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            low_closed=self.high_closed,
            high_closed=self.low_closed,
        )

    def __add__(self, other: Span) -> Span:
        """Add end by end."""
        return Span(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            low_closed=self.low_closed and other.low_closed,
            high_closed=self.high_closed and other.high_closed,
        )

    def __sub__(self, other: Span) -> Span:
        """Subtract the other's high from the low, and its low from the high."""
        return self + other.negated()

    def __mul__(self, other: Span) -> Span:
        """Multiply every number of one span by every number of the other."""
        if self.exact is not None and other.exact is not None:
            return Span.point(self.exact * other.exact)
        corners = [_corner(one, two) for one in self._ends() for two in other._ends()]
        low, high = min(end for end, _ in corners), max(end for end, _ in corners)
        return Span(
            None if isinstance(low, float) else low,
            None if isinstance(high, float) else high,
            low_closed=(low, True) in corners,
            high_closed=(high, True) in corners,
        )

    def __truediv__(self, other: Span) -> Span:
        """Divide by a span on one side of zero; one that reaches zero leaves it unbounded."""
        if self.exact is not None and other.exact:
            return Span.point(self.exact / other.exact)
        return self * other.reciprocal()

    def _ends(self) -> tuple[_End, _End]:
        return (
            (-math.inf if self.low is None else self.low, self.low_closed),
            (math.inf if self.high is None else self.high, self.high_closed),
        )

    def reciprocal(self) -> Span:
        """One over every number of a span; of one that reaches below zero, over those above.

        Raises
        ------
        ZeroDivisionError
            The span holds zero alone.
        """
        if self.exact == 0:
            raise ZeroDivisionError
        if self.high is not None and self.high <= 0:
            return self.negated().reciprocal().negated()
        return Span(
            Fraction(0) if self.high is None else 1 / self.high,
            None if not self.low or self.low < 0 else 1 / self.low,
            low_closed=self.high_closed and self.high is not None,
            high_closed=self.low_closed,
        )

    def integers(self) -> tuple[int | None, int | None]:
        """Return the smallest and the largest integer of the span; ``None`` where unbounded.

        The smallest exceeds the largest where the span holds no integer.
        """
        low = None if self.low is None else math.ceil(self.low)
        if low is not None and low == self.low and not self.low_closed:
            low += 1
        high = None if self.high is None else math.floor(self.high)
        if high is not None and high == self.high and not self.high_closed:
            high -= 1
        return low, high

    def holds_integer(self) -> bool:
        """Whether some integer lies in the span."""
        low, high = self.integers()
        return low is None or high is None or low <= high


_End: TypeAlias = tuple[Fraction | float, bool]


def _corner(one: _End, two: _End) -> _End:
    """Multiply two ends; zero that is reached stays zero, however far the other end is."""
    (left, left_closed), (right, right_closed) = one, two
    if left == 0 or right == 0:
        reached = (left == 0 and left_closed) or (right == 0 and right_closed)
        return Fraction(0), reached
    if isinstance(left, float) or isinstance(right, float):
        return math.inf if (left > 0) == (right > 0) else -math.inf, False
    return left * right, left_closed and right_closed


def _ends_before(left: Span, right: Span) -> bool:
    if left.high is None or right.low is None:
        return False
    touching_open = left.high == right.low and not (left.high_closed and right.low_closed)
    return left.high < right.low or touching_open
