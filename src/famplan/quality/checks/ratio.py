"""Ratios: whether counts can print as a figure, and if not, which counts could."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

import attrs

from famplan.quality.checks.printing import (
    check_dimension,
    compare,
    derived,
    listed,
    show_range,
)
from famplan.quality.expression import (
    Missing,
    Quotient,
    dimension_of,
    is_missing,
    span_of,
    value_of,
)
from famplan.quality.finding import Outcome, Verdict
from famplan.quality.rounding import Rounding, simplest_between
from famplan.quality.unit import Bound, Dimension, Unit

if TYPE_CHECKING:
    from fractions import Fraction

    from famplan.quality.claim import Ratio
    from famplan.quality.span import Span
    from famplan.quality.stated import Stated

__all__ = ["check_ratio"]


def check_ratio(claim: Ratio) -> Outcome:
    """Check a ratio, or say which counts would print as its figure."""
    stated, quotient = claim.stated, Quotient(claim.numerator, claim.denominator)
    above, below = is_missing(claim.numerator), is_missing(claim.denominator)
    if isinstance(stated, Missing):
        return _nothing(claim) if above or below else _derived(quotient)
    if above and below:
        return _reconstructed(stated)
    _check_units(claim, stated)
    if above or below:
        return _implied(claim, stated, numerator=above)
    if value_of(claim.denominator) == 0:
        return _undefined(str(quotient), stated)
    outcome = compare(quotient, stated)
    if outcome.verdict is Verdict.INCONSISTENT:
        outcome = attrs.evolve(outcome, would_hold=_ways_out(claim, stated))
    return outcome


def _check_units(claim: Ratio, stated: Stated) -> None:
    quotient = Quotient(claim.numerator, claim.denominator)
    found = dimension_of(quotient)
    if is_missing(claim.numerator) or is_missing(claim.denominator):
        # What is missing may be counts or money: only the stated unit can tell.
        found = None if stated.unit.dimension is not Dimension.POINTS else Dimension.SHARE
    check_dimension(found, stated, written=str(quotient), points=claim.change)


def _derived(quotient: Quotient) -> Outcome:
    if value_of(quotient.denominator) == 0:
        return _undefined(str(quotient), None)
    value = float(value_of(quotient))
    share = dimension_of(quotient) is Dimension.SHARE and value <= 1
    return derived(quotient, f"{value:,.6g} ({value:.2%})" if share else f"{value:,.6g}")


def _nothing(claim: Ratio) -> Outcome:
    return Outcome(
        verdict=Verdict.NOT_CHECKABLE,
        explanation=f"too little of {claim} is given to compute anything",
        missing=("numerator", "denominator", "a stated figure"),
    )


def _undefined(written: str, stated: Stated | None) -> Outcome:
    claimed = "" if stated is None else f" and cannot be {stated}"
    return Outcome(
        verdict=Verdict.NOT_CHECKABLE if stated is None else Verdict.INCONSISTENT,
        explanation=f"{written} divides by zero: it is undefined{claimed}",
        recomputed="–",
        would_hold=("– in print, for a rate over nobody",) if stated else (),
        missing=() if stated else ("a denominator above zero",),
    )


def _reconstructed(stated: Stated) -> Outcome:
    simplest = simplest_between(stated.sources(Rounding.HALF_UP))
    return Outcome(
        verdict=Verdict.NOT_CHECKABLE,
        explanation=f"neither numerator nor denominator of {stated} is given",
        missing=("numerator", "denominator"),
        remarks=(f"the smallest counts that print so are {simplest}",)
        if simplest.denominator > 1
        else (),
    )


def _ways_out(claim: Ratio, stated: Stated) -> tuple[str, ...]:
    ways = []
    for numerator in (True, False):
        span = implied_span(claim, stated, Rounding.HALF_UP, numerator=numerator)
        _, high = span.integers()
        backwards = not numerator and high is not None and high < 0
        if span.holds_integer() and not backwards:
            word = "numerator" if numerator else "denominator"
            ways.append(f"a {word} of {_nearest(claim, stated, span, numerator=numerator)}")
    if not ways:
        ways = [
            f"a figure of {stated.show(value_of(Quotient(claim.numerator, claim.denominator)))}"
        ]
    return (*_other_units(claim, stated), *ways)


_SCALES = (Unit.PERCENT, Unit.PER_MILLE, Unit.TO_HUNDRED, Unit.PER_TEN_THOUSAND)


def _other_units(claim: Ratio, stated: Stated) -> tuple[str, ...]:
    """Name the units in which the same digits would have been right: 54.1‰ printed as 54.1%."""
    quotient, found = Quotient(claim.numerator, claim.denominator), []
    plain = stated.bound is Bound.EXACT and stated.unit is not Unit.FRACTION
    if dimension_of(quotient) is not Dimension.SHARE or not stated.number or not plain:
        return ()
    spans = {way: span_of(quotient, way) for way in Rounding}
    for unit in _SCALES:
        if unit is stated.unit or (unit is Unit.TO_HUNDRED and value_of(quotient) <= 1):
            continue
        figure = attrs.evolve(stated, unit=unit)
        if any(figure.sources(way).meets(span) for way, span in spans.items()):
            found.append(f"the unit {unit.label}: {figure.show(figure.value)}")
    return tuple(found)


def _nearest(claim: Ratio, stated: Stated, span: Span, *, numerator: bool) -> str:
    """Name the count closest to the exact solution, and the range that prints so."""
    low, high = span.integers()
    solution = solve(claim, stated, numerator=numerator)
    if solution is None or low == high or low is None or high is None:
        return show_range(low, high)
    nearest = min(max(round(solution), low), high)
    return f"{nearest:,} ({show_range(low, high)})"


def solve(claim: Ratio, stated: Stated, *, numerator: bool) -> Fraction | None:
    """Return the missing part that gives the figure exactly."""
    if numerator:
        return value_of(claim.denominator) * stated.value
    return value_of(claim.numerator) / stated.value if stated.value else None


def implied_span(claim: Ratio, stated: Stated, way: Rounding, *, numerator: bool) -> Span:
    """Return the numerators or denominators with which the ratio prints as stated."""
    figure = stated.sources(way)
    if numerator:
        return span_of(claim.denominator, way) * figure
    return span_of(claim.numerator, way) / figure


def _implied(claim: Ratio, stated: Stated, *, numerator: bool) -> Outcome:
    word = "numerator" if numerator else "denominator"
    spans = {way: implied_span(claim, stated, way, numerator=numerator) for way in Rounding}
    spans = {way: span for way, span in spans.items() if span.holds_integer()}
    if not spans:
        return Outcome(
            verdict=Verdict.INCONSISTENT,
            explanation=f"no whole {word} prints as {stated}",
            would_hold=_neighbours(claim, stated, numerator=numerator),
        )
    ranges = _ranges(spans)
    pinned = _pinned(claim, stated, spans.get(Rounding.HALF_UP), numerator=numerator)
    if pinned is None:
        return _open(stated, word, ranges, solve(claim, stated, numerator=numerator))
    others = "" if ranges == f"{pinned:,}" else f"; so would {ranges}"
    return Outcome(
        verdict=Verdict.CONSISTENT,
        explanation=f"{stated} would print from a {word} of {pinned:,}{others}",
        roundings=tuple(spans),
        recomputed=f"{pinned:,}",
        value=float(pinned),
        remarks=(f"the {word} is not given: it is inferred",),
    )


def _neighbours(claim: Ratio, stated: Stated, *, numerator: bool) -> tuple[str, ...]:
    """Give the figures that the whole numbers on either side of the solution print as."""
    solution = solve(claim, stated, numerator=numerator)
    if solution is None or solution < 0:
        return ("another count or figure",)
    below = floor(solution)
    figures = {}
    for count in (below, below + 1):
        if numerator:
            figures[count] = count / value_of(claim.denominator)
        elif count:
            figures[count] = value_of(claim.numerator) / count
    word = "numerator" if numerator else "denominator"
    return tuple(f"{stated.show(value)}, a {word} of {count:,}" for count, value in figures.items())


def _open(stated: Stated, word: str, ranges: str, solution: Fraction | None) -> Outcome:
    """Report a missing part that the figure leaves open within a range."""
    about = "" if solution is None else f"about {float(solution):,.0f}"
    return Outcome(
        verdict=Verdict.NOT_CHECKABLE,
        explanation=f"{stated} would print from a {word} of {ranges}{about and ', '}{about}",
        recomputed=about,
        value=None if solution is None else float(solution),
        missing=(word,),
    )


def _ranges(spans: dict[Rounding, Span]) -> str:
    """Write the ranges of counts, each with the ways of rounding that give it."""
    ways: dict[str, tuple[Rounding, ...]] = {}
    for way, span in spans.items():
        text = show_range(*span.integers())
        ways[text] = (*ways.get(text, ()), way)
    if len(ways) == 1:
        return next(iter(ways))
    return " or ".join(f"{text} ({listed(found)})" for text, found in ways.items())


def _pinned(claim: Ratio, stated: Stated, span: Span | None, *, numerator: bool) -> int | None:
    """Return the whole number that the figure points to: the only one, or an exact solution."""
    if span is None:
        return None
    low, high = span.integers()
    if low is None or high is None:
        return None
    if low == high:
        return low
    exact = solve(claim, stated, numerator=numerator)
    whole = exact is not None and exact.denominator == 1 and span.contains(exact)
    return int(exact) if whole and exact is not None else None
