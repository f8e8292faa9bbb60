"""Figures that stand alone, two statements of one figure, and progress against time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.errors import UnitError
from famplan.quality.checks.printing import listed
from famplan.quality.expression import dimension_of, span_of, value_of
from famplan.quality.finding import Outcome, Verdict
from famplan.quality.rounding import Rounding
from famplan.quality.unit import Bound, Dimension, Unit

if TYPE_CHECKING:
    from famplan.quality.claim import Alone, Progress, Same
    from famplan.quality.stated import Stated

__all__ = ["check_alone", "check_progress", "check_same"]


def check_alone(claim: Alone) -> Outcome:
    """Say what a lone figure would need beside it."""
    return Outcome(
        verdict=Verdict.NOT_CHECKABLE,
        explanation=f"{claim.stated} stands alone: nothing to recompute it from",
        missing=(claim.missing,),
    )


def check_same(claim: Same) -> Outcome:
    """Check whether some number prints as both figures."""
    first, second = claim.first, claim.second
    _check_same_kind(claim)
    ways = tuple(way for way in Rounding if first.sources(way).meets(second.sources(way)))
    coarse, fine = sorted((first, second), key=lambda figure: -figure.step)
    shown = coarse.show(fine.value)
    bare = first.bound is second.bound is Bound.EXACT
    outcome = Outcome(
        verdict=Verdict.CONSISTENT if ways else Verdict.INCONSISTENT,
        explanation=_explain_same(coarse, fine, ways if bare else ())
        if ways
        else f"no number prints as both {first} and {second}",
        roundings=ways if bare else (),
        recomputed=shown,
        value=float(fine.value),
        would_hold=() if ways else (f"{shown} instead of {coarse}",),
        remarks=("the two may still speak of different populations or periods",),
    )
    if first.unit is second.unit:
        return outcome
    return attrs.evolve(outcome, remarks=(*outcome.remarks, "the two use different units"))


def _explain_same(coarse: Stated, fine: Stated, ways: tuple[Rounding, ...]) -> str:
    if not ways:
        return f"{fine} and {coarse} can both be said of one number"
    if coarse.value == fine.value:
        return f"{fine} and {coarse} are one number"
    if len(ways) == len(Rounding):
        return f"{fine} prints as {coarse}"
    return f"{fine} prints as {coarse} if {listed(ways)}"


def _check_same_kind(claim: Same) -> None:
    kinds = {claim.first.unit.dimension, claim.second.unit.dimension}
    bare = Unit.FRACTION in {claim.first.unit, claim.second.unit} or Dimension.RATIO in kinds
    if len(kinds - ({Dimension.NUMBER} if bare else set())) > 1:
        labels = f"{claim.first.unit.label} is not {claim.second.unit.label}"
        raise UnitError(str(claim), labels)


def check_progress(claim: Progress) -> Outcome:
    """Check whether the share done is at least the share of time elapsed."""
    done, elapsed = value_of(claim.completion), value_of(claim.elapsed)
    for part in (claim.completion, claim.elapsed):
        if dimension_of(part) not in {Dimension.SHARE, Dimension.RATIO}:
            raise UnitError(str(part), "is not a share", remedy="write 52.5% by 181/365")
    most = span_of(claim.completion, Rounding.HALF_UP).high
    on_time = most is None or most >= elapsed
    ahead = float(done - elapsed)
    side = "ahead of" if ahead >= 0 else "behind"
    return Outcome(
        verdict=Verdict.CONSISTENT if on_time else Verdict.INCONSISTENT,
        explanation=f"{float(done):.2%} is done when {float(elapsed):.2%} of the time has passed: "
        f"{abs(ahead) * 100:.2f} percentage points {side} schedule",
        recomputed=f"{float(elapsed):.2%}",
        value=ahead,
        would_hold=() if on_time else (f"{float(elapsed):.2%} done",),
    )
