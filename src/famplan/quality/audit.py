"""The audit: recompute what reports state, and explain every verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import ClaimError, InvalidInputError, MissingFigureError, UnitError
from famplan.quality.checks.computed import check_computed
from famplan.quality.checks.feasibility import check_feasibility
from famplan.quality.checks.ratio import check_ratio
from famplan.quality.checks.sets import check_enumeration, check_overlap, check_subset
from famplan.quality.checks.statements import check_alone, check_progress, check_same
from famplan.quality.claim import (
    Alone,
    Assertion,
    Claim,
    Computed,
    Enumeration,
    Feasibility,
    Overlap,
    Progress,
    Ratio,
    Same,
    Subset,
    parse_claim,
)
from famplan.quality.expression import Missing
from famplan.quality.finding import Audit, Finding, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["audit", "check"]

_CHECKS: dict[type, Callable[[Any], Outcome]] = {
    Alone: check_alone,
    Ratio: check_ratio,
    Computed: check_computed,
    Subset: check_subset,
    Overlap: check_overlap,
    Same: check_same,
    Progress: check_progress,
    Enumeration: check_enumeration,
    Feasibility: check_feasibility,
}


def audit(claims: Iterable[str | Assertion | Claim]) -> Audit:
    """Check claims: recompute each stated figure and say whether it can stand.

    Parameters
    ----------
    claims : iterable of str or Claim
        Claims as `famplan.quality.parse_claim` reads them, or ready-made.

    Returns
    -------
    Audit
        One finding for each claim, in order.

    Raises
    ------
    ClaimError
        Some claims cannot be read; the error names all of them.

    Examples
    --------
    >>> found = audit(["28961/32067 = 96.18%", "(887-253)/887 = 71.47%"])
    >>> print(found)
    inconsistent: 28961/32067 = 96.18%
      28961/32067 is 90.3140%, which cannot print as 96.18%
      would hold: a numerator of 30,842 (30,841–30,843)
      would hold: a denominator of 30,111 (30,110–30,112)
    consistent: (887 - 253)/887 = 71.47%
      (887 - 253)/887 is 71.4769%: 71.47% if cut off, but 71.48% if rounded
    2 claims: 1 consistent, 1 inconsistent, 0 not checkable
    """
    if isinstance(claims, str):
        claims = [claims]
    read, faults = [], []
    for position, claim in enumerate(claims):
        try:
            read.append(_claim(claim))
        except InvalidInputError as fault:
            faults.append(f"claims[{position}]: {fault}")
    if faults:
        raise ClaimError("claims", f"{len(faults)} cannot be read", remedy="\n".join(faults))
    return Audit(tuple(Finding(claim=claim, outcome=check(claim.assertion)) for claim in read))


def check(assertion: Assertion) -> Outcome:
    """Check one assertion; mixed units and division by zero cannot be right.

    Examples
    --------
    >>> from famplan.quality import parse_claim
    >>> check(parse_claim("600 + 453 + 48 = 1101")).explanation
    '600 + 453 + 48 is 1101 exactly'
    """
    try:
        return _CHECKS[type(assertion)](assertion)
    except UnitError as error:
        right = _in_its_unit(assertion)
        return Outcome(
            verdict=Verdict.INCONSISTENT,
            explanation=str(error),
            recomputed=right,
            would_hold=(f"a figure of {right}" if right else "figures stated in one unit",),
        )
    except OverflowError:
        return Outcome(
            verdict=Verdict.NOT_CHECKABLE,
            explanation="the figures multiply beyond what can be computed",
            missing=("figures of a size that occurs",),
        )
    except MissingFigureError as error:
        return Outcome(
            verdict=Verdict.NOT_CHECKABLE, explanation=str(error), missing=("the figure written ?",)
        )
    except ZeroDivisionError:
        return Outcome(
            verdict=Verdict.INCONSISTENT,
            explanation=f"{assertion} divides by zero: it is undefined",
            recomputed="–",
            would_hold=("denominators above zero",),
        )


def _in_its_unit(assertion: Assertion) -> str:
    """Recompute a figure that is stated in a unit it cannot have; empty where nothing can be."""
    if not isinstance(assertion, Ratio | Computed) or isinstance(assertion.stated, Missing):
        return ""
    outcome = check(attrs.evolve(assertion, stated=Missing()))
    return outcome.recomputed


def _claim(claim: str | Assertion | Claim) -> Claim:
    if isinstance(claim, Claim):
        return claim
    if isinstance(claim, str):
        return Claim(assertion=parse_claim(claim))
    if type(claim) not in _CHECKS:
        kind = type(claim).__name__
        raise ClaimError(kind, "is not a claim", remedy='write it like "28961/32067 = 96.18%"')
    return Claim(assertion=claim)
