"""Births by mother's age over woman-years: the average of opening and closing times the length.

A rate per woman-year is an annual one, however long the period is.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from famplan.formulas import fertility, reproduction
from famplan.formulas.intervals import poisson_exact
from famplan.model.age import AgeGroups
from famplan.tabulate.register.figures import Figures, poisson_error
from famplan.tabulate.register.totals import AGES, FEMALE, MALE
from famplan.tabulate.register.ways.births import HIGHER

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray
    from famplan.formulas.fertility import GeneralFertilityAges
    from famplan.tabulate.register.figures import Compute, Span, Way
    from famplan.tabulate.register.totals import Totals

__all__ = ["WAYS"]

_GIRLS = AgeGroups((10, 15))
_TEENS = AgeGroups((15, 20))
_BEYOND = AgeGroups((15, 20, 25, 30, 35, 40, 45))
_ALL_AGES = AgeGroups((15, 20, 25, 30, 35, 40, 45, 50), open_end=True)
_DEFINITIONS: tuple[tuple[GeneralFertilityAges, AgeGroups, AgeGroups], ...] = (
    ("15-49", AGES, AGES),
    ("15-plus/15-44", _ALL_AGES, _BEYOND),
)
ORDERS = {"order 1": (1,), "order 2": (2,), "order 3+": HIGHER}


def _by_age(totals: Totals, span: Span, groups: AgeGroups, compute: Compute) -> list[Figures]:
    born, women = totals.births_by_age(groups), totals.women_by_age(groups)
    rates = np.asarray(compute(born, women=women))
    limits = poisson_exact(born, exposure=women, level=span.level)
    low, high = np.asarray(limits.low), np.asarray(limits.high)
    error = poisson_error(born, women)
    return [
        Figures(
            value=rates[:, place],
            n=born[:, place],
            numerator=born[:, place],
            denominator=women[:, place],
            se=error[:, place],
            low=low[:, place],
            high=high[:, place],
            cells=(born[:, place],),
            basis=span.of_person_years,
            age=label,
        )
        for place, label in enumerate(groups.labels)
    ]


def _age_specific(totals: Totals, span: Span) -> list[Figures]:
    return _by_age(totals, span, AGES, fertility.age_specific_fertility_rate)


def _adolescent(totals: Totals, span: Span, groups: AgeGroups = _TEENS) -> list[Figures]:
    return _by_age(totals, span, groups, fertility.adolescent_birth_rate)


def _general(totals: Totals, span: Span) -> list[Figures]:
    """Both definitions that registers use."""
    found = []
    for definition, ages, groups in _DEFINITIONS:
        born, women = totals.births_by_age(ages), totals.women_by_age(ages)
        value = fertility.general_fertility_rate(
            born, women=women, ages=ages, definition=definition
        )
        events, exposure = born.sum(axis=1), totals.women_by_age(groups).sum(axis=1)
        limits = poisson_exact(events, exposure=exposure, level=span.level)
        found.append(
            Figures(
                value=np.asarray(value),
                n=events,
                numerator=events,
                denominator=exposure,
                se=poisson_error(events, exposure),
                low=np.asarray(limits.low),
                high=np.asarray(limits.high),
                cells=(events,),
                definition=definition,
                basis=span.of_person_years,
            )
        )
    return found


def _total(
    born: FloatArray, women: FloatArray, span: Span, compute: Compute, definition: str = ""
) -> Figures:
    """Sum rates over ages; the limits are Dobson's, from those of the number of births."""
    rates = np.asarray(fertility.age_specific_fertility_rate(born, women=women))
    value = np.asarray(compute(rates, ages=AGES))
    events = born.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(np.where(women > 0, born * (AGES.widths / women) ** 2, np.nan).sum(axis=1))
        error = np.where(events > 0, error, np.nan)  # without a birth nothing says how large
        scale = error / np.sqrt(events)
    limits = poisson_exact(events, level=span.level)
    return Figures(
        value=value,
        n=events,
        se=error,
        low=value + scale * (np.asarray(limits.low) - events),
        high=value + scale * (np.asarray(limits.high) - events),
        cells=(events,),
        definition=definition,
        basis=span.of_person_years,
    )


def _total_fertility(totals: Totals, span: Span) -> list[Figures]:
    born, women = totals.births_by_age(), totals.women_by_age()
    return [_total(born, women, span, fertility.total_fertility_rate)]


def _by_order(totals: Totals, span: Span) -> list[Figures]:
    women = totals.women_by_age()
    return [
        _total(totals.births_by_age(order=o), women, span, fertility.total_fertility_rate, name)
        for name, o in ORDERS.items()
    ]


def _mean_age(totals: Totals, _: Span) -> list[Figures]:
    born, women = totals.births_by_age(), totals.women_by_age()
    rates = fertility.age_specific_fertility_rate(born, women=women)
    events = born.sum(axis=1)
    value = np.asarray(fertility.mean_age_at_birth(rates, ages=AGES))
    return [Figures(value=value, n=events, cells=(events,))]


def _mean_age_of_mothers(totals: Totals, _: Span) -> list[Figures]:
    born = totals.births_by_age()
    events = born.sum(axis=1)
    value = np.asarray(fertility.mean_age_of_mothers(born, ages=AGES))
    return [Figures(value=value, n=events, cells=(events,))]


def _gross_reproduction(totals: Totals, span: Span) -> list[Figures]:
    born, women = totals.births_by_age(), totals.women_by_age()
    boys, girls = (totals.births(sex=(sex,)) for sex in (MALE, FEMALE))
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(boys + girls > 0, girls / (boys + girls), np.nan)
    rates = fertility.age_specific_fertility_rate(born, women=women)
    total = fertility.total_fertility_rate(rates, ages=AGES)
    value = np.asarray(reproduction.gross_reproduction_rate(total, girls=part))
    return [Figures(value=value, n=girls, cells=(boys, girls), basis=span.of_person_years)]


WAYS: dict[str, Way] = {
    "ASFR": _age_specific,
    "TFR": _total_fertility,
    "TFR_ORDER": _by_order,
    "GFR": _general,
    "ABR": _adolescent,
    "ABR_10_14": partial(_adolescent, groups=_GIRLS),
    "MAB": _mean_age,
    "MAM": _mean_age_of_mothers,
    "GRR": _gross_reproduction,
}
