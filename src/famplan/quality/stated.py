"""Figures as reports print them: the digits, their unit, and how far they bind.

``13.4万元`` keeps one decimal of ten thousand yuan; ``12370多`` is a lower bound; ``近三分之一`` an
upper one; ``30%左右`` is approximate. `Stated.parse` reads them, and `Stated.sources` gives the
numbers that would print so.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import attrs

from famplan.quality.reading import read
from famplan.quality.rounding import Rounding, printed, sources_of
from famplan.quality.span import Span
from famplan.quality.unit import Bound, Unit

__all__ = ["APPROXIMATE_WITHIN", "Stated"]

APPROXIMATE_WITHIN = Fraction(1, 10)
"""How far a figure called 左右 or 约 may be from the number, relative to it."""

# A fraction in words (三分之一) has no decimals of its own; its neighbours need some.
_FRACTION_DECIMALS = 4

_MYRIADS = {
    100: " hundred",
    1000: " thousand",
    10**4: "万",
    10**6: " million",
    10**7: "千万",
    10**8: "亿",
    10**9: " billion",
    10**12: "万亿",
}


@attrs.frozen(kw_only=True)
class Stated:
    """A figure as printed.

    Examples
    --------
    >>> figure = Stated.parse("13.4万元")
    >>> figure.value, figure.decimals, figure.unit.label
    (Fraction(134000, 1), 1, 'yuan')
    >>> Stated.parse("12370多").bound
    <Bound.AT_LEAST: 'at least'>
    >>> Stated.parse("９６．１８％") == Stated.parse("96.18%")
    True
    """

    text: str = attrs.field(eq=False)
    number: Fraction
    """The printed number, before its multiplier and unit: 13.4 of 13.4万元."""
    decimals: int
    multiplier: int = 1
    unit: Unit = Unit.NUMBER
    counter: str = ""
    """What is counted, as printed: 人, 例."""
    bound: Bound = Bound.EXACT
    bound_word: str = ""

    @classmethod
    def parse(cls, text: str) -> Stated:
        """Read one printed figure.

        Parameters
        ----------
        text : str
            The figure with its unit and bound: ``"0.64‰"``, ``"109.43:100"``, ``"80%以上"``.

        Raises
        ------
        FigureError
            The text is not one figure.
        """
        return cls(text=text.strip(), **attrs.asdict(read(text), recurse=False))

    @cached_property
    def scale(self) -> Fraction:
        """What one of the printed number is, per one: 10,000 for 万, 1/100 for per cent."""
        return self.multiplier * self.unit.scale

    @cached_property
    def value(self) -> Fraction:
        """The figure per one."""
        return self.number * self.scale

    @cached_property
    def step(self) -> Fraction:
        """One unit of the last printed digit, per one."""
        return Fraction(1, 10**self.decimals) * self.scale

    @property
    def is_count(self) -> bool:
        """Whether the figure is a whole number, printed to the unit."""
        return self.unit in {Unit.NUMBER, Unit.YUAN} and self.decimals == 0 and self.multiplier == 1

    def sources(self, rounding: Rounding) -> Span:
        """Return the numbers, per one, that would print as this figure.

        Examples
        --------
        >>> span = Stated.parse("31%").sources(Rounding.HALF_UP)
        >>> float(span.low), float(span.high)
        (0.305, 0.315)
        """
        match self.bound:
            case Bound.AT_LEAST | Bound.MORE_THAN:
                return Span(self.value, None, low_closed=self.bound is Bound.AT_LEAST)
            case Bound.AT_MOST | Bound.LESS_THAN:
                return Span(None, self.value, high_closed=self.bound is Bound.AT_MOST)
        if self.bound is Bound.APPROXIMATE or self.unit is Unit.FRACTION:
            slack = abs(self.value) * APPROXIMATE_WITHIN
            return Span(self.value - slack, self.value + slack)
        return sources_of(self.value, step=self.step, rounding=rounding)

    def meaning(self, rounding: Rounding) -> Span:
        """Return the numbers the figure may stand for when others are computed from it.

        A count printed to the unit is that count; any other figure was rounded when printed.
        """
        if self.bound is Bound.EXACT and self.is_count:
            return Span.point(self.value)
        return self.sources(rounding)

    def show(self, value: Fraction, *, more_decimals: int = 0) -> str:
        """Write a number, per one, in the unit of this figure; more decimals where they tell more.

        Examples
        --------
        >>> figure = Stated.parse("96.18%")
        >>> figure.show(Fraction(28961, 32067)), figure.show(Fraction(1, 2), more_decimals=2)
        ('90.31%', '50.00%')
        """
        number = value / self.scale
        exact = (number * 10**self.decimals).denominator == 1
        decimals = self.decimals + (0 if exact else more_decimals)
        if self.unit is Unit.FRACTION:
            decimals += _FRACTION_DECIMALS
        figure = printed(number, step=Fraction(1, 10**decimals), rounding=Rounding.HALF_UP)
        # A decimal, not a float: a large count keeps all its digits.
        digits = Decimal(f"{int(figure * 10**decimals)}e-{decimals}")
        return f"{digits:,f}{_MYRIADS.get(self.multiplier, '')}{self.unit.symbol}"

    def __str__(self) -> str:
        """Give the figure as it was printed."""
        return self.text
