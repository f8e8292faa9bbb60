"""Projection of a population whose women stand by parity: births by order, permitted orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import AgeGroupsError, InvalidInputError, ShapeError
from famplan.formulas.arrays import FloatArray, counts, divide
from famplan.formulas.arrays import rates as read_rates
from famplan.formulas.parity import mean_parity
from famplan.model.age import as_age_groups
from famplan.projection.cohort.drivers import Drivers
from famplan.projection.cohort.path import RatePath, as_path, read_only
from famplan.projection.cohort.projecting import (
    check_nobody_below_zero,
    collected,
    common_shape,
    result_of,
)
from famplan.projection.cohort.reading import read_ages, read_population, read_years
from famplan.projection.cohort.step import Flows, StepAccount, advance
from famplan.projection.parities.movement import parities_forward

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups
    from famplan.projection.cohort.migration import Migration
    from famplan.projection.cohort.result import Projection

__all__ = ["ParityProjection", "project_parities"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ParityProjection:
    """A projection with its women by parity.

    Parameters
    ----------
    projection : Projection
        The population by sex and age, and its accounts.
    women : ndarray
        Women at each year, shape (years, areas…, ages, parities); they add up to the women of the
        projection.
    births : ndarray
        Births of each step by the mother's age and parity before, shape (steps, areas…, mothers'
        ages, parities): the first column are first births, the last those of its order and over.
    """

    projection: Projection
    women: FloatArray
    births: FloatArray

    @property
    def births_by_order(self) -> FloatArray:
        """Births of each step by order, shape (steps, areas…, orders)."""
        return np.asarray(self.births.sum(axis=-2))

    @property
    def total_fertility_by_order(self) -> FloatArray:
        """Total fertility rate of each order: births over all women of the age, not of the parity.

        Shape (steps, areas…, orders); their sum is the total fertility rate.
        """
        women_years = self.projection.account.women_years[..., np.newaxis]
        return np.asarray(np.asarray(divide(self.births, women_years)).sum(axis=-2))

    def mean_parity(self, age: int, *, last_parity: float) -> FloatArray:
        """Children borne per woman of an age, shape (years, areas…).

        Parameters
        ----------
        age : int
            A single year of age, or the first of the open group.
        last_parity : float
            Mean number of children of women of the open parity, as in
            `famplan.formulas.parity.mean_parity`.

        Raises
        ------
        InvalidInputError
            An age that stands in no group of its own, or a mean below the open parity's lowest
            number.
        """
        lower = self.projection.ages.lower.tolist()
        if age not in lower:
            raise InvalidInputError("age", f"{age} is none of {lower[0]} to {lower[-1]}")
        women = self.women[..., lower.index(age), :]
        return np.asarray(mean_parity(women, last_parity=last_parity))

    def __repr__(self) -> str:
        """Name years, areas and how everything was made."""
        return f"{self.projection!r} by {self.women.shape[-1]} parities"


def project_parities(  # noqa: PLR0913 - one argument for each thing that drives a projection
    population: ArrayLike,
    *,
    women: ArrayLike,
    ages: AgeGroups | Sequence[str],
    start: int,
    until: int,
    mortality: Any,  # noqa: ANN401 - as in project
    rates: ArrayLike | RatePath,
    mothers: AgeGroups | Sequence[str],
    sex_ratio_at_birth: ArrayLike | RatePath,
    migration: Migration | None = None,
    areas: Sequence[str] = (),
) -> ParityProjection:
    """Carry a population forward in single years, its women by the children they have borne.

    A woman bears with the rate of her own parity and then has the next: fewer first births now are
    fewer second births later. Those who move have the parities of the women of their age who are
    there, or none where there are none.

    Parameters
    ----------
    population : array_like
        Persons by single year of age, shape (areas…, 2, ages): female, then male.
    women : array_like
        Shares of the women of each age by parity, shape (areas…, ages, parities), which add up to
        one; the last parity is open. Counts will do: only their proportions are used.
    ages, start, until, mortality, mothers, sex_ratio_at_birth, migration, areas
        As in `famplan.projection.project`; the ages are single years.
    rates : array_like or RatePath
        Births per woman-year of each parity, shape (areas…, mothers' ages, parities).

    Raises
    ------
    AgeGroupsError
        Age groups wider than a year.
    ShapeError
        Rates and women of different parities, or no women of some age.
    InvalidInputError
        A rate above two a year: nobody bears more than once in half a year.

    Examples
    --------
    >>> from famplan.projection import permitted_path
    >>> ages = [*map(str, range(60)), "60+"]
    >>> parities = [[1, 0, 0]] * 61
    >>> free = [[0.2, 0.15, 0.05]] * 10
    >>> one, two = (
    ...     project_parities(
    ...         [[1000] * 61] * 2, women=parities, ages=ages, start=2020, until=2060,
    ...         mortality=[[0.99] * 60 + [0.9]], mothers=[str(age) for age in range(22, 32)],
    ...         rates=permitted_path(
    ...             free, permitted={2020: 1, change: 2}, beyond=0.1, start=2020, until=2060
    ...         ),
    ...         sex_ratio_at_birth=1.06,
    ...     )
    ...     for change in (2060, 2040)
    ... )
    >>> one.total_fertility_by_order[-1].round(2), two.total_fertility_by_order[-1].round(2)
    (array([0.88, 0.08, 0.  ]), array([0.88, 0.52, 0.01]))
    """
    groups = read_ages(ages)
    if groups.widths[0] != 1:
        raise AgeGroupsError(
            "ages",
            f"{groups.labels[0]}: women move between parities year by year",
            remedy="give single years; graduation makes them of five-year groups",
        )
    people = read_population(population, ages=groups)
    years = read_years(start, until, width=1)
    path = _read_rates(rates, mothers=mothers, steps=len(years) - 1)
    drivers = Drivers.read(
        ages=groups,
        steps=len(years) - 1,
        mortality=mortality,
        fertility=RatePath(np.zeros((1, *path.values.shape[1:-1])), name=path.name),
        mothers=mothers,
        sex_ratio_at_birth=sex_ratio_at_birth,
        migration=migration,
    )
    shares = _read_women(women, parities=path.values.shape[-1], ages=groups)
    account, states, births = _carry(people, shares, path, drivers, years)
    return ParityProjection(
        projection=result_of(account, drivers, years, areas),
        women=read_only(states),
        births=read_only(births),
    )


def _carry(
    people: FloatArray, shares: FloatArray, path: RatePath, drivers: Drivers, years: Sequence[int]
) -> tuple[StepAccount, FloatArray, FloatArray]:
    shape = common_shape(people, drivers)
    areas = np.broadcast_shapes(shape[:-2], shares.shape[:-2])
    people = np.broadcast_to(people, (*areas, *shape[-2:]))
    women = people[..., 0, :, np.newaxis] * shares
    accounts, states, births = [], [women], []
    for step, year in enumerate(years[:-1]):
        flows = drivers.flows(step, opening=people)
        done, women, born = _one_year(people, women, flows, path.at(step))
        check_nobody_below_zero(done, flows, drivers.ages, year)
        people = done.closing
        accounts.append(done)
        states.append(women)
        births.append(born)
    return collected(accounts), np.stack(states), np.stack(births)


def _one_year(
    people: FloatArray, women: FloatArray, flows: Flows, rates: FloatArray
) -> tuple[StepAccount, FloatArray, FloatArray]:
    """Carry women by parity, then everybody with the births that these had."""
    exposed = people[..., 0, :]
    if flows.arriving is not None:
        women = women + _alike(women, flows.arriving[..., 0, :])
        exposed = exposed + flows.arriving[..., 0, :]
    survival = flows.survival[..., 0, :]
    later, births = parities_forward(women, survival, rates, mothers=flows.mothers)
    by_mother = births.sum(axis=-1)
    lived = women.sum(axis=-1)[..., flows.mothers] + later.sum(axis=-1)[..., flows.mothers]
    fertility = np.asarray(divide(by_mother, lived / 2))
    done = advance(
        people, attrs.evolve(flows, fertility=np.where(lived == 0, 0.0, fertility)), width=1.0
    )
    if flows.joining is not None:
        later = later + _alike(later, flows.joining[..., 0, :])
    later[..., 0, :] = 0.0
    later[..., 0, 0] = done.closing[..., 0, 0]
    return done, later, births


def _alike(women: FloatArray, moving: FloatArray) -> FloatArray:
    """Give people who move the parities of those of their age; none where nobody is."""
    there = women.sum(axis=-1, keepdims=True)
    childless = np.zeros(women.shape[-1])
    childless[0] = 1.0
    shares = np.where(there > 0, np.asarray(divide(women, there)), childless)
    return np.asarray(shares * moving[..., np.newaxis])


def _read_rates(
    rates: ArrayLike | RatePath,
    *,
    mothers: AgeGroups | Sequence[str],
    steps: int,
) -> RatePath:
    path = as_path(rates, steps=steps, where="rates")
    (values,) = read_rates(rates=path.values)
    span = as_age_groups(mothers, where="mothers").closed(where="mothers")
    if values.ndim < 3 or values.shape[-2] != len(span):  # noqa: PLR2004 - steps, ages, parities
        raise ShapeError(
            "rates",
            f"shape {values.shape[1:]} does not end in {len(span)} ages and the parities",
        )
    if (values > 2).any():  # noqa: PLR2004 - one birth in half a year
        raise InvalidInputError("rates", "above two births a woman-year; was it per 1,000?")
    return path


def _read_women(women: ArrayLike, *, parities: int, ages: AgeGroups) -> FloatArray:
    (given,) = counts(women=women)
    if given.shape[-2:] != (len(ages), parities):
        raise ShapeError(
            "women",
            f"shape {given.shape} does not end in {len(ages)} ages and {parities} parities",
            remedy="give shares by parity for every age; girls have parity 0",
        )
    all_parities = given.sum(axis=-1, keepdims=True)
    if (all_parities == 0).any():
        age = ages.labels[int(np.argwhere(all_parities == 0)[0][-2])]
        raise ShapeError("women", f"no women of any parity at {age}", remedy="give their shares")
    return np.asarray(given / all_parities)
