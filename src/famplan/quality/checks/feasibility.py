"""Ceilings set side by side: whether all can be met, which binds, and what they imply.

Births B, average population P, crude birth rate C = B / P, crude death rate D and natural
increase R = C - D. Each figure given limits one of them; the check asks whether the limits leave
room, and where one ceiling becomes tighter than another.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from famplan.errors import UnitError
from famplan.quality.finding import Outcome, Verdict
from famplan.quality.rounding import Rounding
from famplan.quality.span import Span
from famplan.quality.unit import Dimension

if TYPE_CHECKING:
    from famplan.quality.claim import Feasibility
    from famplan.quality.stated import Stated

__all__ = ["check_feasibility"]

_ANY_COUNT = Span(Fraction(0), None)
_ANY_RATE = Span(None, None)
_RATES = ("crude_birth_rate", "natural_increase_rate", "crude_death_rate")


def check_feasibility(claim: Feasibility) -> Outcome:
    """Check whether figures for births, rates and population can all hold."""
    given = attrs.asdict(claim, recurse=False, filter=lambda _, value: value is not None)
    _check_units(given)
    if len(given) < 2:  # noqa: PLR2004 - a single limit can always be met
        return Outcome(
            verdict=Verdict.NOT_CHECKABLE,
            explanation="one figure alone is always feasible",
            missing=("a second figure",),
        )
    remarks = tuple(_implications(claim))
    conflicts = tuple(_conflicts(claim))
    if conflicts:
        return Outcome(
            verdict=Verdict.INCONSISTENT,
            explanation="; ".join(why for why, _ in conflicts),
            recomputed="; ".join(right for _, right in conflicts),
            would_hold=tuple(right for _, right in conflicts),
            remarks=remarks,
        )
    return Outcome(
        verdict=Verdict.CONSISTENT,
        explanation=f"{claim} can all be met",
        remarks=remarks,
    )


def _check_units(given: dict[str, Stated]) -> None:
    for name, figure in given.items():
        wanted = Dimension.SHARE if name in _RATES else Dimension.NUMBER
        if figure.unit.dimension is not wanted:
            field = name.replace("_", " ")
            raise UnitError(field, f"{figure} is not a {wanted}", remedy="write 9.5‰ or 2000人以内")


def _limit(figure: Stated | None, anything: Span) -> Span:
    if figure is None:
        return anything
    span = figure.meaning(Rounding.HALF_UP)
    return attrs.evolve(span, low=anything.low) if span.low is None else span


def _conflicts(claim: Feasibility) -> list[tuple[str, str]]:
    """Say which figures leave no room, each with the figure that would."""
    births, population = _limit(claim.births, _ANY_COUNT), _limit(claim.population, _ANY_COUNT)
    birth_rate = _limit(claim.crude_birth_rate, Span(Fraction(0), None))
    increase = _limit(claim.natural_increase_rate, _ANY_RATE)
    death_rate = _limit(claim.crude_death_rate, Span(Fraction(0), None))
    found: list[tuple[str, str]] = []
    if not (births / population).meets(birth_rate):
        why = f"{claim.births} births among {claim.population} is not {claim.crude_birth_rate}"
        found.append((why, _birth_rate(claim)))
    if not (birth_rate - increase).meets(death_rate):
        why = (
            f"births at {claim.crude_birth_rate} less an increase of "
            f"{claim.natural_increase_rate} leave no such death rate"
        )
        why += f" ({claim.crude_death_rate})" if claim.crude_death_rate else ""
        found.append((why, _death_rate(claim)))
    return found


def _birth_rate(claim: Feasibility) -> str:
    births, rate, population = claim.births, claim.crude_birth_rate, claim.population
    if births is None or rate is None or population is None or not population.value:
        return "births, population and rate that fit each other"
    value = births.value / population.value
    return f"a crude birth rate of {rate.show(value, more_decimals=1)}"


def _death_rate(claim: Feasibility) -> str:
    rate, increase = claim.crude_birth_rate, claim.natural_increase_rate
    if rate is None or increase is None:
        return "rates that fit each other"
    deaths = rate.value - increase.value
    if deaths < 0:
        return f"an increase of {rate.show(rate.value)} at most"
    return f"a crude death rate of {rate.show(deaths)}"


def _implications(claim: Feasibility) -> list[str]:
    """Say what the limits imply when each is used up, and which of two is the tighter."""
    births, rate = claim.births, claim.crude_birth_rate
    increase, population = claim.natural_increase_rate, claim.population
    told = []
    if births and rate and rate.value:
        told.append(_which_binds(births, rate, population))
    if rate and increase:
        deaths = rate.value - increase.value
        told.append(
            f"both rates used up imply a crude death rate of {rate.show(deaths)}"
            if deaths >= 0
            else f"{increase} never binds: natural increase cannot exceed the birth rate"
        )
    if increase and population:
        told.append(
            f"at {population} people, {increase} is a natural increase of "
            f"{float(increase.value * population.value):,.0f} a period"
        )
    return told


def _which_binds(births: Stated, rate: Stated, population: Stated | None) -> str:
    turning = births.value / rate.value
    if population is None:
        return (
            f"the two ceilings on births meet at a population of {float(turning):,.0f}: "
            f"below it {rate} is the tighter, above it {births}"
        )
    allowed = float(rate.value * population.value)
    tighter = rate if rate.value * population.value < births.value else births
    return f"at {population} people, {rate} allows {allowed:,.0f} births: {tighter} binds"
