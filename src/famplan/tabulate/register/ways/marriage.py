"""Marriages: how many, how late, how early."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.formulas import marriage
from famplan.formulas.intervals import poisson_exact
from famplan.model.sex import Sex
from famplan.tabulate.register.figures import Figures, nothing, rate, set_age, share
from famplan.tabulate.register.totals import AGES

if TYPE_CHECKING:
    from datetime import date

    from famplan.formulas.arrays import FloatArray, Numbers
    from famplan.formulas.marriage import Marrying
    from famplan.tabulate.register.figures import Span, Way
    from famplan.tabulate.register.totals import Totals

__all__ = ["WAYS"]

_COUNTED: tuple[tuple[Marrying, int], ...] = (("couples", 1), ("persons", 2))


_SPOUSE = {Sex.FEMALE: "wife", Sex.MALE: "husband"}


def _marriages(totals: Totals, sex: Sex, *first: bool) -> FloatArray:
    """Marriages of a sex by single age, of those whose age and order are known."""
    found = totals.of("marriages", "marriages", sex=(str(sex),), first=first)[:, :-1]
    spouse = _SPOUSE[sex]
    return totals.recorded(found, (f"couples.{spouse}", f"couples.{spouse}_order"))


def _first(totals: Totals, sex: Sex) -> FloatArray:
    """First marriages of a sex by single age, of those whose age is known."""
    return _marriages(totals, sex, True)  # noqa: FBT003 - a value, not a switch


def _late(totals: Totals, span: Span, sex: Sex) -> list[Figures]:
    age, why = set_age(lambda day: marriage.late_marriage_age(sex, on=day), span)
    if age is None:
        return [nothing(len(totals.areas), why)]
    first = _first(totals, sex)
    compute = lambda p, w: marriage.first_marriage_proportion(p, first_marriages=w)  # noqa: E731
    late, everyone = first[:, age:].sum(axis=1), first.sum(axis=1)
    return [share(compute, late, everyone, span=span, definition=f"{age} and over")]


def _early(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda p, w: marriage.first_marriage_proportion(p, first_marriages=w)  # noqa: E731
    found = []
    for sex, people in ((Sex.FEMALE, "women"), (Sex.MALE, "men")):
        age, why = set_age(partial(_legal_age, sex), span)
        if age is None:
            return [nothing(len(totals.areas), why)]
        first = _first(totals, sex)
        early, everyone = first[:, :age].sum(axis=1), first.sum(axis=1)
        definition = f"{people} under {age}"
        found.append(share(compute, early, everyone, span=span, definition=definition))
    return found


def _legal_age(sex: Sex, day: date) -> float:
    return marriage.legal_marriage_age(sex, on=day)


def _crude(totals: Totals, span: Span) -> list[Figures]:
    """Couples, and persons: twice as many, with limits twice as far."""
    couples = totals.one("weddings", "couples")
    found = []
    for counted, each in _COUNTED:
        compute = partial(_crude_rate, counted)
        for one in rate(compute, couples, totals.population, span=span, definition=counted):
            wider = {name: getattr(one, name) * each for name in ("se", "low", "high", "numerator")}
            found.append(attrs.evolve(one, **wider))
    return found


def _crude_rate(counted: Marrying, events: FloatArray, people: FloatArray) -> Numbers:
    return marriage.crude_marriage_rate(events, population=people, counted=counted)


def _frequencies(totals: Totals, sex: Sex) -> tuple[FloatArray, FloatArray]:
    """First marriages and person-years; unknown where people married, but of nobody it is known."""
    by_age, everyone = _first(totals, sex), totals.people("average", sex=(str(sex),))
    married = totals.one("marriages", "marriages", sex=(str(sex),))
    by_age[(_marriages(totals, sex, True, False).sum(axis=1) == 0) & (married > 0)] = np.nan  # noqa: FBT003
    first, persons = (
        np.stack([array[:, low : low + 5].sum(axis=1) for low in AGES.bounds[:-1]], axis=1)
        for array in (by_age, everyone)
    )
    return first, persons * totals.years


def _frequency(totals: Totals, span: Span) -> list[Figures]:
    found = []
    for sex, people in ((Sex.FEMALE, "women"), (Sex.MALE, "men")):
        first, persons = _frequencies(totals, sex)
        values = np.asarray(marriage.first_marriage_rate(first, persons=persons))
        limits = poisson_exact(first, exposure=persons, level=span.level)
        low, high = np.asarray(limits.low), np.asarray(limits.high)
        found += [
            Figures(
                value=values[:, place],
                n=first[:, place],
                numerator=first[:, place],
                denominator=persons[:, place],
                low=low[:, place],
                high=high[:, place],
                cells=(first[:, place],),
                definition=people,
                basis=span.of_person_years,
                age=label,
            )
            for place, label in enumerate(AGES.labels)
        ]
    return found


def _total(totals: Totals, span: Span) -> list[Figures]:
    found = []
    for sex, people in ((Sex.FEMALE, "women"), (Sex.MALE, "men")):
        first, persons = _frequencies(totals, sex)
        value = marriage.total_first_marriage_rate(first, persons=persons, ages=AGES)
        number = first.sum(axis=1)
        found.append(
            Figures(
                value=np.asarray(value),
                n=number,
                cells=(number,),
                definition=people,
                basis=span.of_person_years,
            )
        )
    return found


WAYS: dict[str, Way] = {
    "CRUDE_MARRIAGE": _crude,
    "LATE_MARRIAGE_WOMEN": partial(_late, sex=Sex.FEMALE),
    "LATE_MARRIAGE_MEN": partial(_late, sex=Sex.MALE),
    "EARLY_MARRIAGE": _early,
    "FIRST_MARRIAGE_FREQUENCY": _frequency,
    "TFMR": _total,
}
