"""Cells to numbers: one exact figure, or a problem and the way out."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from famplan.assessment.measures import Evidence
from famplan.assessment.unit_figures.words import is_unknown
from famplan.errors import FigureError
from famplan.quality.rounding import Rounding
from famplan.quality.stated import Stated
from famplan.quality.unit import Bound, Dimension

if TYPE_CHECKING:
    from famplan.assessment.measures import Measure

__all__ = ["Faulty", "agrees", "count", "figure"]

_LARGEST_RATIO = 10
"""Nobody has ten times as many boys as girls: such a ratio lacks its unit."""


class Faulty(Exception):  # noqa: N818 - no error to a caller: it becomes a finding
    """A cell that cannot be read."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(problem)


def figure(text: str, measure: Measure | None) -> Fraction | None:
    """Read a figure of a measure as printed, per one; None where it is not known.

    Raises
    ------
    Faulty
        No figure, a bound in place of one, or one that lacks its unit.

    Examples
    --------
    >>> figure("96.5 %", None), figure("不详", None)
    (Fraction(193, 200), None)
    """
    if is_unknown(text):
        return None
    stated = _stated(text)
    if measure is not None and stated.unit.dimension is Dimension.NUMBER:
        _check_unit(stated, measure)
    return stated.value


def count(text: str) -> Fraction | None:
    """Read a count, which may be weighted; None where it is not known.

    Raises
    ------
    Faulty
        No count.
    """
    if is_unknown(text):
        return None
    stated = _stated(text)
    if stated.unit.dimension is not Dimension.NUMBER:
        raise Faulty(f"{text!r} is no count", "give the number of cases, events or persons")
    if stated.value < 0:
        raise Faulty(f"{text} is below 0", "a count cannot be negative")
    return stated.value


def agrees(text: str, value: Fraction) -> bool:
    """Tell whether a number prints as a figure, under some way of rounding.

    Examples
    --------
    >>> agrees("71.47%", Fraction(634, 887)), agrees("71.5%", Fraction(634, 880))
    (True, False)
    """
    stated = Stated.parse(text)
    return any(stated.sources(rounding).contains(value) for rounding in Rounding)


def _stated(text: str) -> Stated:
    try:
        stated = Stated.parse(text)
    except FigureError:
        raise Faulty(f"{text!r} is not one figure", "write 96.5% or 1234") from None
    if stated.bound is not Bound.EXACT:
        raise Faulty(f"{text!r} is a bound, not a figure", "give the figure itself")
    return stated


def _check_unit(stated: Stated, measure: Measure) -> None:
    """Find figures such as 96.5 of a measure in per cent: 9,650 % is not meant."""
    most = {
        Evidence.PROPORTION: Fraction(1),
        Evidence.RATE: Fraction(1),
        Evidence.RATIO: Fraction(_LARGEST_RATIO),
    }.get(measure.evidence)
    if most is not None and measure.unit.scale != 1 and abs(stated.value) > most:
        symbol = measure.unit.symbol
        raise Faulty(
            f"{stated.text} per one is {stated.text} times the whole",
            f"write {stated.text}{symbol}, or the figure per one",
        )
