"""What a projection gives: populations, accounts, and figures, by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError, ShapeError
from famplan.projection.cohort.measures import (
    FLOWS,
    STOCKS,
    check_measure,
    measure,
    measures_of,
)
from famplan.projection.cohort.path import known, read_only
from famplan.projection.cohort.step import PARTS, StepAccount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from famplan.formulas.arrays import FloatArray
    from famplan.model.age import AgeGroups

__all__ = ["Projection"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Projection:
    """Populations by year, and the accounts between them; arrays have the years or steps in front.

    Parameters
    ----------
    years : tuple of int
        Years at which the population stands: the start, then the end of each step.
    ages : AgeGroups
        Age groups of the last axis.
    mothers : tuple of str
        Labels of the mothers' ages.
    account : StepAccount
        The accounts of all steps: opening, closing, births, deaths, migration, births by mother.
    names : mapping of str to str
        How mortality, fertility, sex ratio and migration were made.
    areas : tuple of str
        Names of the areas, if they have any.

    Examples
    --------
    >>> from famplan.projection import project
    >>> two = project(
    ...     [[[50, 45, 70], [52, 46, 60]], [[5, 4, 7], [5, 4, 6]]], ages=["0–29", "30–59", "60+"],
    ...     start=2020, until=2080, mortality=[[0.98, 0.97, 0.5]], fertility=[0.03],
    ...     mothers=["30–59"], sex_ratio_at_birth=1.05, areas=["east", "west"],
    ... )
    >>> two
    <2020 to 2080 in steps of 30 years, 2 areas: mortality constant, fertility constant, sex ratio \
at birth constant, migration none>
    >>> two.summed().total.round(1).tolist(), two.total.sum(axis=-1).round(1).tolist()
    ([354.0, 274.8, 191.5], [354.0, 274.8, 191.5])
    >>> two.area("west").figure("CBR").round(4)
    array([0.0048, 0.0049])
    """

    years: tuple[int, ...]
    ages: AgeGroups
    mothers: tuple[str, ...]
    account: StepAccount
    names: Mapping[str, str]
    areas: tuple[str, ...] = ()

    @property
    def step(self) -> int:
        """Years of a step."""
        return int(self.account.width)

    @property
    def population(self) -> FloatArray:
        """Population at each year, shape (years, areas…, 2, ages)."""
        return np.concatenate([self.account.opening[:1], self.account.closing])

    @property
    def births(self) -> FloatArray:
        """Births of each step by sex, shape (steps, areas…, 2)."""
        return self.account.births

    @property
    def deaths(self) -> FloatArray:
        """Deaths of each step by sex and age group of the cohort at its end."""
        return self.account.deaths

    @property
    def migration(self) -> FloatArray:
        """Net migrants of each step by sex and age group of the cohort at its end."""
        return self.account.migration

    @property
    def total(self) -> FloatArray:
        """Persons at each year, shape (years, areas…)."""
        return self.figure("population")

    def at(self, year: int) -> FloatArray:
        """Return the population of a year by sex and age.

        Raises
        ------
        InvalidInputError
            The population does not stand at this year.
        """
        if year not in self.years:
            raise InvalidInputError(
                "year",
                f"{year} is none of {self.years[0]}, {self.years[1]}, …, {self.years[-1]}",
            )
        place = self.years.index(year)
        account = self.account
        return np.asarray(account.closing[place - 1] if place else account.opening[0])

    def figure(self, name: str) -> FloatArray:
        """Return a figure by its name: stocks at every year, flows of every step.

        Parameters
        ----------
        name : str
            One of `famplan.projection.MEASURES`: ``"population"``, ``"CBR"``, ``"MEDIAN_AGE"`` …

        Raises
        ------
        DefinitionError
            There is no such figure.
        """
        known = check_measure(name)
        closing = measure(known, self.account, ages=self.ages)
        if known in FLOWS:
            return closing
        return np.concatenate([STOCKS[known](self.account.opening[:1], self.ages), closing])

    def summed(self) -> Projection:
        """Add all areas up.

        Figures of the whole are computed from the sums, never from the figures of its areas.
        """
        tails = {"births": 1, "births_by_mother": 1, "women_years": 1}
        parts = {}
        for name in PARTS:
            array = getattr(self.account, name)
            axes = tuple(range(1, array.ndim - tails.get(name, 2)))
            parts[name] = read_only(array.sum(axis=axes))
        return attrs.evolve(self, account=StepAccount(**parts, width=self.account.width), areas=())

    def area(self, place: str | int | tuple[int, ...]) -> Projection:
        """Take one area by its name or position.

        Raises
        ------
        DefinitionError
            No area has the name, or stands there.
        """
        if isinstance(place, str):
            if place not in self.areas:
                raise DefinitionError("area", f"{place!r} is none of {', '.join(self.areas)}")
            place = self.areas.index(place)
        index = (slice(None), *((place,) if isinstance(place, int) else place))
        shape = self.account.births.shape[1:-1]
        if len(index) - 1 > len(shape) or any(
            not -many <= one < many for one, many in zip(index[1:], shape, strict=False)
        ):
            raise DefinitionError("area", f"{place!r} is none of areas of shape {shape}")
        parts = {name: getattr(self.account, name)[index] for name in PARTS}
        return attrs.evolve(self, account=StepAccount(**parts, width=self.account.width), areas=())

    def __add__(self, other: Projection) -> Projection:
        """Add another area's projection of the same years and ages.

        Raises
        ------
        ShapeError
            Other years, ages or mothers' ages.
        """
        for name in ("years", "ages", "mothers"):
            if getattr(self, name) != getattr(other, name):
                raise ShapeError(name, "projections of other years or ages cannot be added")
        parts = {
            name: read_only(getattr(self.account, name) + getattr(other.account, name))
            for name in PARTS
        }
        names = {
            key: name if name == other.names[key] else f"{name} + {other.names[key]}"
            for key, name in self.names.items()
        }
        account = StepAccount(**parts, width=self.account.width)
        return attrs.evolve(self, account=account, names=names, areas=())

    def to_records(self, measures: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """Return a record for each area and year; flows are those of the step that ends there.

        What is unknown is `None`: flows of the first year, a median in the open group.

        Parameters
        ----------
        measures : sequence of str, optional
            Figures wanted; all that these age groups allow unless given.
        """
        wanted = measures_of(self.ages) if measures is None else measures
        return [*self._records([check_measure(name) for name in wanted])]

    def _records(self, measures: Sequence[str]) -> Iterator[dict[str, Any]]:
        figures = {name: self.figure(name) for name in measures}
        shape = self.account.births.shape[1:-1]
        for area in np.ndindex(shape):
            for place, year in enumerate(self.years):
                record: dict[str, Any] = {}
                if shape:
                    record["area"] = self.areas[area[0]] if self.areas else area
                record["year"] = year
                for name, values in figures.items():
                    row = place - (name in FLOWS)
                    record[name] = known(values[(row, *area)]) if row >= 0 else None
                yield record

    def __repr__(self) -> str:
        """Name years, step, areas and how everything was made."""
        shape = self.account.births.shape[1:-1]
        areas = f", {int(np.prod(shape))} areas" if shape else ""
        years = f"{self.step} year{'s' * (self.step != 1)}"
        told = ", ".join(f"{key} {name}" for key, name in self.names.items())
        return f"<{self.years[0]} to {self.years[-1]} in steps of {years}{areas}: {told}>"
