"""The question behind most claims: can this computation print as that figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.errors import UnitError
from famplan.quality.expression import span_of, value_of
from famplan.quality.finding import Outcome, Verdict
from famplan.quality.rounding import Rounding
from famplan.quality.unit import Bound, Dimension, Unit

if TYPE_CHECKING:
    from fractions import Fraction

    from famplan.quality.expression import Expression
    from famplan.quality.stated import Stated

__all__ = ["at_bound", "check_dimension", "compare", "derived", "listed", "show_range"]


def compare(expression: Expression, stated: Stated) -> Outcome:
    """Compare what a computation gives with what is stated.

    Every figure is taken as rounded in one and the same way: half up, half to even, or cut off.
    """
    ways = tuple(way for way in Rounding if stated.sources(way).meets(span_of(expression, way)))
    value = value_of(expression)
    return Outcome(
        verdict=Verdict.CONSISTENT if ways else Verdict.INCONSISTENT,
        explanation=_explain(expression, stated, ways, value),
        roundings=ways if stated.bound is Bound.EXACT else (),
        recomputed=stated.show(value),
        value=float(value),
    )


def _explain(
    expression: Expression, stated: Stated, ways: tuple[Rounding, ...], value: Fraction
) -> str:
    computed = f"{expression} is {at_bound(expression)}{stated.show(value, more_decimals=2)}"
    if not ways:
        return f"{computed}, which cannot print as {stated}"
    if stated.bound is not Bound.EXACT:
        return f"{computed}, as {stated} allows"
    if value == stated.value:
        return f"{expression} is {stated} exactly"
    direct = tuple(way for way in ways if stated.sources(way).contains(value))
    if not direct:
        return f"{computed} as printed; rounding of its figures explains {stated}"
    if direct == (Rounding.TRUNCATED,):
        return f"{computed}: {stated} if cut off, but {stated.show(value)} if rounded"
    return f"{computed}: {stated} if {listed(direct)}"


def at_bound(expression: Expression) -> str:
    """Say whether bounded figures make a computed value a bound: ``at least``, ``at most``."""
    span = span_of(expression, Rounding.HALF_UP)
    if span.high is None:
        return "at least "
    return "at most " if span.low is None else ""


def derived(expression: Expression, shown: str) -> Outcome:
    """Report a computed value to which the report states no figure."""
    value = value_of(expression)
    return Outcome(
        verdict=Verdict.NOT_CHECKABLE,
        explanation=f"{expression} is {at_bound(expression)}{shown}; "
        "the report states no figure to check against",
        recomputed=f"{at_bound(expression)}{shown}",
        value=float(value),
        missing=("a stated figure",),
    )


def listed(ways: tuple[Rounding, ...]) -> str:
    """Join names: ``half-up, half-even or truncated``."""
    *most, last = (str(way) for way in ways)
    return f"{', '.join(most)} or {last}" if most else last


def show_range(low: int | None, high: int | None) -> str:
    """Write a range of counts: ``3,140–3,242``, ``at least 5``."""
    if low is not None and low == high:
        return f"{low:,}"
    if high is None:
        return f"at least {low or 0:,}"
    return f"at most {high:,}" if low is None else f"{low:,}–{high:,}"


def check_dimension(
    found: Dimension | None, stated: Stated, *, written: str, points: bool = False
) -> None:
    """Check that a computation and its stated figure measure the same.

    `points` allows percentage points: a difference of two shares has them for its unit.

    Raises
    ------
    UnitError
        A share stated in percentage points, a sum of money in per cent, and so on.
    """
    if stated.unit is Unit.NUMBER and stated.counter and found is Dimension.MONEY:
        raise UnitError(written, f"is money but is stated in {stated.counter}")
    if stated.unit is Unit.NUMBER or found is None:
        return
    shares = {Dimension.SHARE, Dimension.RATIO}
    allowed = shares if found in shares else {found}
    if points:
        allowed = allowed | {Dimension.POINTS}
    if stated.unit.dimension not in allowed:
        raise UnitError(written, f"is a {found} but is stated in {stated.unit.label}")
