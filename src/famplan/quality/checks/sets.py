"""Sets: subsets of a whole, sets that may overlap, and things listed against their number."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from famplan.errors import UnitError
from famplan.quality.expression import Sum, dimension_of, span_of, value_of
from famplan.quality.finding import Outcome, Verdict
from famplan.quality.rounding import Rounding
from famplan.quality.unit import Dimension

if TYPE_CHECKING:
    from famplan.quality.claim import Enumeration, Overlap, Subset
    from famplan.quality.expression import Expression

__all__ = ["check_enumeration", "check_overlap", "check_subset"]


def check_subset(claim: Subset) -> Outcome:
    """Check that a part does not exceed its whole."""
    _check_same_kind(claim.part, claim.whole)
    part, whole = value_of(claim.part), value_of(claim.whole)
    if not _can_contain(claim.part, claim.whole):
        return Outcome(
            verdict=Verdict.INCONSISTENT,
            explanation=f"{claim.part} is more than {claim.whole}, which should contain it",
            recomputed=_share(part, whole),
            would_hold=(
                f"a part of {_plain(whole)} at most",
                f"a whole of {_plain(part)} at least",
            ),
        )
    if not _must_contain(claim.part, claim.whole):
        return Outcome(
            verdict=Verdict.NOT_CHECKABLE,
            explanation=f"{claim.part} may lie within {claim.whole}: the figures are bounds",
            missing=("exact counts",),
        )
    return Outcome(
        verdict=Verdict.CONSISTENT,
        explanation=f"{claim.part} lies within {claim.whole}: {_share(part, whole)}, "
        f"and {_plain(whole - part)} remain",
        recomputed=_share(part, whole),
        value=float(part / whole) if whole else None,
    )


def check_overlap(claim: Overlap) -> Outcome:
    """Check each set against the whole, and say whether they can be disjoint."""
    for part in claim.parts:
        _check_same_kind(part, claim.whole)
    whole = value_of(claim.whole)
    total = value_of(Sum(tuple((1, part) for part in claim.parts)))
    shares = ", ".join(_share(value_of(part), whole) for part in claim.parts)
    too_large = [str(part) for part in claim.parts if not _can_contain(part, claim.whole)]
    if too_large:
        largest = max(value_of(part) for part in claim.parts)
        return Outcome(
            verdict=Verdict.INCONSISTENT,
            explanation=f"{' and '.join(too_large)} exceed {claim.whole}",
            recomputed=shares,
            would_hold=(f"a whole of {_plain(largest)} at least",),
        )
    reading = "they may or may not overlap"
    if total > whole:
        reading = f"more than {claim.whole}, so they overlap and are no partition"
    return Outcome(
        verdict=Verdict.CONSISTENT,
        explanation=f"each lies within {claim.whole}; together they are {_plain(total)}: {reading}",
        recomputed=shares,
        value=float(total),
    )


def check_enumeration(claim: Enumeration) -> Outcome:
    """Check a stated number of things against the things that are listed."""
    listed = len(claim.items)
    agrees = claim.stated.meaning(Rounding.HALF_UP).contains(Fraction(listed))
    return Outcome(
        verdict=Verdict.CONSISTENT if agrees else Verdict.INCONSISTENT,
        explanation=f"{listed} are listed where {claim.stated} is stated",
        recomputed=str(listed),
        value=float(listed),
        would_hold=() if agrees else (f"a stated number of {listed}",),
    )


def _can_contain(part: Expression, whole: Expression) -> bool:
    low, high = span_of(part, Rounding.HALF_UP).low, span_of(whole, Rounding.HALF_UP).high
    return low is None or high is None or low <= high


def _must_contain(part: Expression, whole: Expression) -> bool:
    high, low = span_of(part, Rounding.HALF_UP).high, span_of(whole, Rounding.HALF_UP).low
    return high is not None and low is not None and high <= low


def _check_same_kind(part: Expression, whole: Expression) -> None:
    kinds = {dimension_of(part), dimension_of(whole)}
    if len(kinds - {Dimension.NUMBER}) > 1 or kinds == {Dimension.NUMBER, Dimension.SHARE}:
        raise UnitError(f"{part} ⊆ {whole}", "part and whole are not in one unit")


def _share(part: Fraction, whole: Fraction) -> str:
    return f"{float(part / whole):.2%}" if whole else "–"


def _plain(value: Fraction) -> str:
    return f"{float(value):,.10g}"
