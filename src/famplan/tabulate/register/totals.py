"""Sums of a tally by unit: what numerators and denominators are made of."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from famplan.formulas.population import average_population
from famplan.model.age import AgeGroups
from famplan.model.contraception import ContraceptiveMethod
from famplan.model.sex import Sex
from famplan.tabulate.register.events import IN_PERIOD, LATE, REPORTED_LATER, YOUNGEST_MOTHER
from famplan.tabulate.register.given import needed
from famplan.tabulate.register.scopes import in_scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from famplan.model.residence import PopulationScope
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.register.tally import RegisterTally

    Wanted = Collection[object]

__all__ = ["AGES", "BIRTHS_COUNTED", "FEMALE", "MALE", "USERS", "Totals"]

BIRTHS_COUNTED = {
    "occurred": (IN_PERIOD, REPORTED_LATER),
    "reported": (IN_PERIOD, LATE),
    "in time": (IN_PERIOD,),
    "late": (LATE,),
}
"""Which events are those of the period: by the day they occurred on, or were reported on."""
AGES = AgeGroups.regular(15, 50, width=5)
REPRODUCTIVE = slice(15, 50)
FEMALE, MALE = str(Sex.FEMALE), str(Sex.MALE)
USERS = tuple(map(str, ContraceptiveMethod))


class Totals:
    """Sums by unit of a tally, in one order of units; what the register does not record is nan.

    `lacking` gathers the tables and columns that were asked about and are not there.

    Parameters
    ----------
    tally : RegisterTally
        The tally.
    events : {"occurred", "reported"}
        Which births and deaths are those of the period.
    """

    def __init__(self, tally: RegisterTally, events: str = "occurred") -> None:
        self.tally = tally
        self.events = events
        self.areas = tally.areas
        self.lacking: dict[str, None] = {}
        self._place = {area: place for place, area in enumerate(self.areas)}
        self._scoped: dict[tuple[str, PopulationScope], NDArray[np.bool_]] = {}

    @cached_property
    def years(self) -> float:
        """Length of the period."""
        return self.tally.period.years

    def of(
        self,
        name: str,
        total: str,
        rows: NDArray[np.bool_] | None = None,
        **wanted: Wanted,
    ) -> NDArray[np.float64]:
        """Sum the rows that have the wanted values: units by columns.

        Parameters
        ----------
        name : str
            Which counts.
        total : str
            Which of their sums.
        rows : ndarray of bool, optional
            Rows to take, before the wanted values are looked at.
        **wanted : collection
            For dimensions of the counts, the values to take; None is unknown.
        """
        counts = self.tally.counts[name]
        chosen = np.ones(len(counts), dtype=bool) if rows is None else rows.copy()
        for dimension, values in wanted.items():
            chosen &= _matches(counts, dimension, values)
        array = counts.sums[total]
        found = np.zeros((len(self.areas), array.shape[1]))
        np.add.at(found, self._unit(counts)[chosen], array[chosen])
        # Rows of which a fact is unknown can be counted without its column; methods are no column
        # of women, but spells of another table.
        facts = [d for d, values in wanted.items() if name == "women" or None not in values]
        return self.recorded(found, needed(name, [total, *facts]))

    def recorded(self, sums: NDArray[np.float64], facts: Iterable[str]) -> NDArray[np.float64]:
        """Forget sums that rest on what the register does not record."""
        lacking = [fact for fact in facts if fact not in self.tally.given]
        # Of a table that is not there, its columns need not be told.
        self.lacking |= {
            f: None for f in lacking if f.partition(".")[0] not in lacking or "." not in f
        }
        return np.full_like(sums, np.nan) if lacking else sums

    def one(self, name: str, total: str, **wanted: Wanted) -> NDArray[np.float64]:
        """Sum over all columns: one number for each unit."""
        return _across(self.of(name, total, None, **wanted))

    def values(self, name: str, dimension: str) -> tuple[object, ...]:
        """Return the values of a dimension that occur, in order of first sight."""
        counts = self.tally.counts[name]
        self.recorded(np.empty(0), needed(name, [dimension]))
        key = counts.coded[counts.dimensions.index(dimension)]
        return tuple(dict.fromkeys(key.decoded().tolist()))

    def _unit(self, counts: Counts) -> NDArray[np.int64]:
        area = counts.coded[0]
        places = [self._place.get(None if v is None else str(v), -1) for v in area.values]
        table = np.array([*places, self._place.get(None, -1)], dtype=np.int64)
        unit: NDArray[np.int64] = table[area.codes]
        return unit

    def _people(
        self, name: str, moment: str, scope: PopulationScope | None = None, **wanted: Wanted
    ) -> NDArray[np.float64]:
        scope = scope or self.tally.scope
        if (name, scope) not in self._scoped:
            tally = self.tally
            self._scoped[name, scope] = in_scope(tally.counts[name], tally.places, scope)
        return self.of(name, moment, self._scoped[name, scope], **wanted)

    def people(
        self, moment: str, scope: PopulationScope | None = None, **wanted: Wanted
    ) -> NDArray[np.float64]:
        """People in scope by single age: at the opening, at the closing or their average."""
        if moment != "average":
            return self._people("population", moment, scope, **wanted)
        opening, closing = (
            self._people("population", when, scope, **wanted) for when in ("opening", "closing")
        )
        return np.asarray(average_population(opening, closing=closing))

    @property
    def population(self) -> NDArray[np.float64]:
        """Average population in scope."""
        return _across(self.people("average"))

    def women_by_age(self, groups: AgeGroups = AGES) -> NDArray[np.float64]:
        """Woman-years of the period by age group: average women times its length."""
        return _grouped(self.people("average", None, sex=(FEMALE,)), groups, 0) * self.years

    def married_women(self, moment: str, **wanted: Wanted) -> NDArray[np.float64]:
        """Married women of 15–49 in scope."""
        found = self._people("women", moment, None, married=(True,), **wanted)
        return _across(found[:, REPRODUCTIVE])

    def users(self, moment: str, methods: Wanted = USERS, **wanted: Wanted) -> NDArray[np.float64]:
        """Women of 15–49 of any marital state in scope who use one of the methods.

        Who was sterilised and is past that age has no more need of it: a mix with all of them would
        be one of what was done decades ago.
        """
        found = self._people("women", moment, None, method=methods, **wanted)
        return _across(found[:, REPRODUCTIVE])

    def married_users(self, moment: str, methods: Wanted = (*USERS, None)) -> NDArray[np.float64]:
        """Married women of 15–49 in scope who use one of the methods."""
        return self.married_women(moment, method=methods)

    def births(self, **wanted: Wanted) -> NDArray[np.float64]:
        """Births of the period, one number for each unit."""
        wanted = {"when": BIRTHS_COUNTED[self.events], **wanted}
        return self.one("births", "births", **wanted)

    def births_of(self, **wanted: Wanted) -> NDArray[np.float64]:
        """Births with some properties, as a part of all births; see `_unless_none_is_known`."""
        wanted = {"when": BIRTHS_COUNTED[self.events], **wanted}
        return self._unless_none_is_known(self.one("births", "births", **wanted), wanted)

    def births_by_age(self, groups: AgeGroups = AGES, **wanted: Wanted) -> NDArray[np.float64]:
        """Births of the period by age group of the mother; see `_unless_none_is_known`."""
        wanted = {"when": BIRTHS_COUNTED[self.events], **wanted}
        found = _grouped(self.of("births", "births", None, **wanted), groups, YOUNGEST_MOTHER)
        return self._unless_none_is_known(found, wanted, ages=slice(-1))

    def _unless_none_is_known(
        self, births: NDArray[np.float64], wanted: dict[str, Wanted], ages: slice = slice(None)
    ) -> NDArray[np.float64]:
        """Forget births of units that have some, but none whose wanted facts are known at all.

        Where those of some are known, the others are missing, and a note says how many.
        """
        counts, when = self.tally.counts["births"], wanted["when"]
        any_of = {
            name: tuple(value for value in counts.coded[place].values if value is not None)
            for place, name in enumerate(counts.dimensions)
            if name in wanted
        } | {"when": when}
        known = _across(self.of("births", "births", None, **any_of)[:, ages])
        none = (known == 0) & (self.one("births", "births", when=when) > 0)
        found = births.copy()
        found[none] = np.nan
        return found

    def of_unknown_age(self) -> NDArray[np.float64]:
        """Births of the period whose mother's age is not known."""
        when = BIRTHS_COUNTED[self.events]
        return self.of("births", "births", None, when=when)[:, -1]

    def deaths(self) -> NDArray[np.float64]:
        """Deaths of the period."""
        return self.one("deaths", "deaths", when=BIRTHS_COUNTED[self.events])


def _across(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    total: NDArray[np.float64] = columns.sum(axis=1)
    return total


def _matches(counts: Counts, dimension: str, values: Wanted) -> NDArray[np.bool_]:
    key = counts.coded[counts.dimensions.index(dimension)]
    table = np.array([value in values for value in (*key.values, None)], dtype=bool)
    matches: NDArray[np.bool_] = table[key.codes]
    return matches


def _grouped(by_age: NDArray[np.float64], groups: AgeGroups, youngest: int) -> NDArray[np.float64]:
    """Add single ages up to groups; the unknown, in the last column, are in none."""
    bounds = [bound - youngest for bound in groups.bounds]
    if groups.open_end:
        bounds.append(by_age.shape[1] - 1)
    return np.stack(
        [by_age[:, low:high].sum(axis=1) for low, high in pairwise(bounds)],
        axis=1,
    )
