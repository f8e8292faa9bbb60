"""What was counted in a register: counts by area that add up and roll up."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.tabulate.coding import Coded
from famplan.tabulate.counts import Counts
from famplan.tabulate.register.places import WHOLE, rank_of
from famplan.tabulate.register.scopes import resettled, whose_scope_is_unknown
from famplan.tabulate.register.standing import SIDES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from famplan.model.period import Period
    from famplan.model.residence import MinimumStay, PopulationScope
    from famplan.tabulate.register.forms import Forms
    from famplan.tabulate.register.places import Places
    from famplan.tabulate.table import Table

__all__ = ["FEWEST", "Events", "RegisterTally"]

FEWEST = 10
"""Cases below which a figure is hidden unless told otherwise."""
Events: TypeAlias = Literal["occurred", "reported"]
"""Which events are those of a period: see `famplan.tabulate.register.events.WHEN`."""


@attrs.frozen(kw_only=True, eq=False, repr=False, slots=False)
class RegisterTally:
    """Counts of a register in a period, by area; nobody is in it.

    Tallies of two registers add up, and a tally rolls up to any level above its own: the counts are
    those that counting at that level would give.

    Parameters
    ----------
    counts : mapping of str to Counts
        ``population``, ``women``, ``births``, ``deaths``, ``marriages``, ``weddings``,
        ``uptake``, ``procedures``, ``checks``, ``migrants``, ``certificates``, ``benefits``,
        ``slips``, ``funding``, ``stations``, ``staff`` and ``supplies``, each with the dimension
        ``area`` (a path of areas) and dimensions of its own.
    given : frozenset of str
        Tables and columns that the register has, as ``"births"`` and ``"births.order"``: what rests
        on others is not known.
    places : Places
        The tree of areas.
    period : Period
        The period.
    level : str, optional
        The level of the units; None is the whole register.
    home : str, optional
        Path of the area that holds all units; None if there is none.
    scope : PopulationScope
        Which people the population is.
    minimum_stay : MinimumStay, optional
        How long a stay makes someone count where they live; without it the first day does.
    uptake_days : int, optional
        Days after a birth within which a method is begun in time.
    rules : tuple of str
        By what rules conformity and benefits due were decided, as notes say it; empty as recorded.
    """

    counts: Mapping[str, Counts]
    given: frozenset[str]
    places: Places
    period: Period
    level: str | None
    home: str | None
    scope: PopulationScope
    minimum_stay: MinimumStay | None
    uptake_days: int | None
    rules: tuple[str, ...] = ()

    def __add__(self, other: RegisterTally) -> RegisterTally:
        """Add what another register has; what one of them does not record is not known of both.

        Raises
        ------
        DefinitionError
            The two are not of one kind: another period, level, scope, stay or number of days.
        """
        for name in ("period", "level", "scope", "minimum_stay", "uptake_days", "rules"):
            if getattr(self, name) != getattr(other, name):
                problem = f"{getattr(self, name)} and {getattr(other, name)} do not add up"
                raise DefinitionError(name, problem, remedy="count both registers alike")
        counts = {name: part + other.counts[name] for name, part in self.counts.items()}
        return attrs.evolve(
            self,
            counts=counts,
            given=self.given & other.given,
            places=self.places + other.places,
            home=self._common_home(other),
        )

    def _common_home(self, other: RegisterTally) -> str | None:
        """Find the lowest area that holds the homes of both."""
        if self.home is None or other.home is None:
            return None
        theirs = {place.path for place in other.places.line(other.home)}
        line = (place.path for place in self.places.line(self.home))
        return next((path for path in line if path in theirs), None)

    @property
    def areas(self) -> tuple[str | None, ...]:
        """Paths of the units in which anything was counted, each after the one it belongs to."""
        found: set[str | None] = set()
        for counts in self.counts.values():
            area = counts.coded[0]
            values = (*area.values, None)
            found |= {_text(values[code]) for code in np.unique(area.codes)}
        order = {path: place for place, path in enumerate(self.places.by_path)}
        known = sorted((path for path in found if path), key=lambda path: order.get(path, -1))
        return (*known, None) if None in found else tuple(known)

    def roll_up(self, level: str | None) -> RegisterTally:
        """Add up to a level above, or to the whole register if `level` is None.

        Raises
        ------
        DefinitionError
            The level does not exist or is below that of the tally.
        """
        own, rank = (
            rank_of(name) or self.places.rank(self.home or WHOLE) for name in (self.level, level)
        )
        if rank > own:
            below = self.level or "the whole register"
            raise DefinitionError(
                "level", f"{level} is below {below}", remedy=f"count by {level!r}"
            )

        def unit(path: str) -> str:
            return self.places.unit(path, rank) if rank else WHOLE

        counts = {name: self._moved(part, unit) for name, part in self.counts.items()}
        return attrs.evolve(self, counts=counts, level=level)

    def _moved(self, counts: Counts, unit: Callable[[str], str]) -> Counts:
        area = counts.coded[0]
        values = [None if value is None else unit(str(value)) for value in area.values]
        moved = Counts(
            counts.dimensions,
            (Coded(area.codes, values), *counts.coded[1:]),
            counts.sums,
            counts.findings,
        )
        return resettled(moved, self.places).by(counts.dimensions)

    def by(self, area: str) -> RegisterTally:
        """Keep what lies within an area, given by its path, code or name.

        Raises
        ------
        DefinitionError
            No area is called so, or several are.
        """
        path = self.places.find(area)
        counts = {name: _within(part, self.places, path) for name, part in self.counts.items()}
        return attrs.evolve(self, counts=counts, home=path)

    def estimate(
        self,
        *codes: str,
        level: float = 0.95,
        events: Events = "occurred",
        hide_below: float = FEWEST,
    ) -> Table:
        """Estimate indicators of every unit, with intervals.

        Parameters
        ----------
        *codes : str
            Indicators by code or name; every one that the register gives, if there are none.
        level : float
            Level of the intervals.
        events : {"occurred", "reported"}
            Which births and deaths are those of the period: those that occurred in it, or those
            that were reported in it, late ones among them.
        hide_below : float
            Figures that rest on fewer cases, or would give away a smaller number of people or
            events, are hidden; 0 shows everything.

        Returns
        -------
        Table
            A record for each figure and unit. A rate of a period that is no year comes twice: of
            the period and annual, which `basis` and `definition` say. `scope` and `period` say what
            people, and when.

        Raises
        ------
        DefinitionError
            The register does not give an indicator, or `events` is neither.
        UnknownIndicatorError
            No indicator has the code.
        """
        from famplan.tabulate.register.estimates import estimated  # noqa: PLC0415 - needs scipy

        return estimated(self, codes, level=level, events=events, hide_below=hide_below)

    def forms(self, *, hide_below: float = FEWEST) -> Forms:
        """Fill in the statutory Form 1 (population and births) and Form 2 (contraception).

        Parameters
        ----------
        hide_below : float
            Smaller numbers of people and events are hidden in what is printed or written.
        """
        from famplan.tabulate.register.forms import filled_in  # noqa: PLC0415 - imports what it needs

        return filled_in(self, hide_below=hide_below)

    @cached_property
    def unknown_scope(self) -> int:
        """Persons at the closing of whom it is not known whether they are residents, at least.

        Who lives in one unit and is registered in another is unknown in both, and one person.
        """
        people = self.counts["population"]
        rows = whose_scope_is_unknown(people, self.places)
        side = people.coded[people.dimensions.index("side")].decoded()
        closing = people.sums["closing"]
        return max(int(closing[rows & (side == where)].sum()) for where in SIDES)

    def __repr__(self) -> str:
        """Show what was counted, in which units."""
        units = f"{len(self.areas):,} units" if self.level else "the whole register"
        return f"<RegisterTally {self.period.label}, {units}, {self.scope}>"


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _within(counts: Counts, places: Places, path: str) -> Counts:
    area = counts.coded[0]
    inside = [value is not None and places.within(str(value), path) for value in area.values]
    kept = np.array([*inside, False], dtype=bool)[area.codes]
    sums = {name: array[kept] for name, array in counts.sums.items()}
    return Counts(counts.dimensions, [key[kept] for key in counts.coded], sums, counts.findings)
