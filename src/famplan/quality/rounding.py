"""How a number becomes a printed figure: half up, half to even, or cut off."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import floor

from famplan.quality.span import Span

__all__ = ["Rounding", "printed", "simplest_between", "sources_of"]


class Rounding(StrEnum):
    """A way of rounding; reports seldom say which they use."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    TRUNCATED = "truncated"


_HALF = Fraction(1, 2)


def printed(value: Fraction, *, step: Fraction, rounding: Rounding) -> Fraction:
    """Round a number to a multiple of `step`; halves go away from zero or to even.

    Examples
    --------
    >>> share, step = Fraction(634, 887) * 100, Fraction(1, 100)
    >>> float(printed(share, step=step, rounding=Rounding.HALF_UP))
    71.48
    >>> float(printed(share, step=step, rounding=Rounding.TRUNCATED))
    71.47
    """
    sign, units = (-1 if value < 0 else 1), abs(value) / step
    whole = floor(units)
    rest = units - whole
    if rounding is Rounding.TRUNCATED or rest < _HALF:
        up = False
    elif rest > _HALF or rounding is Rounding.HALF_UP:
        up = True
    else:
        up = whole % 2 == 1
    return sign * (whole + up) * step


def sources_of(figure: Fraction, *, step: Fraction, rounding: Rounding) -> Span:
    """Return the numbers that print as `figure`: the inverse of `printed`.

    Examples
    --------
    >>> span = sources_of(Fraction(31), step=Fraction(1), rounding=Rounding.HALF_UP)
    >>> float(span.low), float(span.high), span.high_closed
    (30.5, 31.5, False)
    """
    if figure < 0:
        return sources_of(-figure, step=step, rounding=rounding).negated()
    half = step / 2
    if rounding is Rounding.TRUNCATED:
        low = -step if figure == 0 else figure
        return Span(low, figure + step, low_closed=figure != 0, high_closed=False)
    if rounding is Rounding.HALF_UP:
        return Span(figure - half, figure + half, low_closed=figure != 0, high_closed=False)
    even = (figure / step) % 2 == 0
    return Span(figure - half, figure + half, low_closed=even, high_closed=even)


def simplest_between(span: Span) -> Fraction:
    """Return the fraction with the smallest denominator in a span of numbers not below zero.

    Examples
    --------
    >>> figure = sources_of(Fraction(1385), step=Fraction(1), rounding=Rounding.HALF_UP)
    >>> print(simplest_between(figure.scaled(Fraction(1, 10_000))))
    9/65
    """
    low = max(span.low or Fraction(0), Fraction(0))
    whole = Fraction(floor(low))
    for candidate in (whole, whole + 1):
        if span.contains(candidate):
            return candidate
    # Both ends lie between two neighbouring integers: turn the fractional parts over.
    rest = Span(
        low - whole,
        None if span.high is None else span.high - whole,
        low_closed=span.low_closed,
        high_closed=span.high_closed,
    )
    return whole + 1 / simplest_between(rest.reciprocal())
