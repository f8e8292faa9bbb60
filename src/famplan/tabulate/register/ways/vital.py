"""People, births and deaths over the average population."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.formulas import births, population, vital
from famplan.tabulate.register.figures import Figures, count, rate, share, with_annual

if TYPE_CHECKING:
    from famplan.tabulate.register.figures import Span, Way
    from famplan.tabulate.register.totals import Totals

__all__ = ["WAYS"]


def _birth_rate(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda events, people: vital.crude_birth_rate(events, population=people)  # noqa: E731
    return rate(compute, totals.births(), totals.population, span=span)


def _first_birth_rate(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda events, people: births.first_birth_rate(events, population=people)  # noqa: E731
    return rate(compute, totals.births_of(order=(1,)), totals.population, span=span)


def _death_rate(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda events, people: vital.crude_death_rate(events, population=people)  # noqa: E731
    return rate(compute, totals.deaths(), totals.population, span=span)


def _natural_increase_rate(totals: Totals, span: Span) -> list[Figures]:
    """Births and deaths are independent Poisson counts: the error is that of their difference."""
    born, died, people = totals.births(), totals.deaths(), totals.population
    value = np.asarray(vital.natural_increase_rate(born, deaths=died, population=people))
    with np.errstate(divide="ignore", invalid="ignore"):
        # Of no event at all chance says nothing here: an error of zero would be none.
        error = np.where((people > 0) & (born + died > 0), np.sqrt(born + died) / people, np.nan)
    reach = span.z * error
    figures = Figures(
        value=value,
        n=born + died,
        numerator=born - died,
        denominator=people,
        se=error,
        low=value - reach,
        high=value + reach,
        cells=(born, died),
        basis="period",
    )
    return with_annual(figures, span)


def _natural_increase(totals: Totals, _: Span) -> list[Figures]:
    born, died = totals.births(), totals.deaths()
    value = np.asarray(population.natural_increase(born, deaths=died))
    return [Figures(value=value, n=born + died, cells=(born, died))]


def _average_population(totals: Totals, _: Span) -> list[Figures]:
    return [count(totals.population, totals.population)]


def _married_women(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda part, whole: population.married_women_proportion(part, population=whole)  # noqa: E731
    people = totals.people("closing").sum(axis=1)
    return [share(compute, totals.married_women("closing"), people, span=span)]


WAYS: dict[str, Way] = {
    "AVERAGE_POPULATION": _average_population,
    "CBR": _birth_rate,
    "CDR": _death_rate,
    "RNI": _natural_increase_rate,
    "NATURAL_INCREASE": _natural_increase,
    "CBR_FIRST": _first_birth_rate,
    "MWRA_SHARE": _married_women,
}
