"""Sums, differences and products: parts and their total, differences of rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.errors import UnitError
from famplan.quality.checks.printing import check_dimension, compare, derived
from famplan.quality.expression import (
    Missing,
    Sum,
    dimension_of,
    figures_of,
    is_difference,
    is_missing,
    span_of,
    unit_of,
    value_of,
)
from famplan.quality.finding import Outcome, Verdict
from famplan.quality.rounding import Rounding
from famplan.quality.unit import Dimension, Unit

if TYPE_CHECKING:
    from famplan.quality.claim import Computed
    from famplan.quality.stated import Stated

__all__ = ["check_computed"]


def check_computed(claim: Computed) -> Outcome:
    """Check a sum, difference or product against its stated figure."""
    stated = claim.stated
    if isinstance(stated, Missing):
        value = value_of(claim.expression)
        return derived(claim.expression, _pattern(claim).show(value, more_decimals=2))
    _check_units(claim, stated)
    if isinstance(claim.expression, Sum) and any(figures_of(claim.expression)):
        open_terms = [sign for sign, term in claim.expression.terms if is_missing(term)]
        if len(open_terms) == 1:
            return _implied(claim.expression, stated, sign=open_terms[0])
    outcome = compare(claim.expression, stated)
    if outcome.verdict is Verdict.INCONSISTENT:
        outcome = attrs.evolve(outcome, would_hold=_ways_out(claim, stated))
    if claim.change and stated.unit.dimension is Dimension.SHARE:
        points = "percentage points" if stated.unit is Unit.PERCENT else "points"
        remark = f"a difference of two rates is in {points}, not {stated.unit.label}"
        outcome = attrs.evolve(outcome, remarks=(remark,))
    return outcome


def _implied(total: Sum, stated: Stated, *, sign: int) -> Outcome:
    """Say what the one term that is not given would have to be."""
    given = Sum(tuple((way, term) for way, term in total.terms if not is_missing(term)))
    span_of(given, Rounding.HALF_UP)  # refuses mixed units
    value = sign * (stated.value - value_of(given))
    shown = stated.show(value, more_decimals=2)
    return Outcome(
        verdict=Verdict.NOT_CHECKABLE,
        explanation=f"{total} would be {stated} with {shown} for the figure not given",
        recomputed=shown,
        value=float(value),
        missing=("the figure written ?",),
    )


def _check_units(claim: Computed, stated: Stated) -> None:
    """Check that a sum is stated in the unit of its terms, a difference perhaps in their points."""
    written, unit = str(claim.expression), unit_of(claim.expression)
    points = claim.change or is_difference(claim.expression)
    check_dimension(dimension_of(claim.expression), stated, written=written, points=points)
    if unit is None or stated.unit is Unit.NUMBER:
        return
    if unit.scale != stated.unit.scale:
        raise UnitError(written, f"is in {unit.label} but is stated in {stated.unit.label}")


def _ways_out(claim: Computed, stated: Stated) -> tuple[str, ...]:
    pattern, value = _pattern(claim), value_of(claim.expression)
    short = stated.value - value
    size = pattern.show(abs(short), more_decimals=2)
    direction = "more" if short > 0 else "less"
    return (
        f"a total of {pattern.show(value, more_decimals=2)}",
        f"parts that come to {size} {direction}",
    )


def _pattern(claim: Computed) -> Stated:
    """Return the figure whose unit and precision a result is written in: the most precise."""
    return max(
        figures_of(claim.expression),
        key=lambda figure: (figure.unit is not Unit.NUMBER, -figure.multiplier, figure.decimals),
    )
