"""Cohort-component projection by sex: many steps, many areas at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import NegativeCountError, ShapeError
from famplan.projection.cohort.drivers import Drivers
from famplan.projection.cohort.path import read_only
from famplan.projection.cohort.reading import read_ages, read_population, read_years
from famplan.projection.cohort.result import Projection
from famplan.projection.cohort.step import PARTS, SEXES, Flows, StepAccount, advance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.arrays import FloatArray
    from famplan.model.age import AgeGroups
    from famplan.projection.cohort.migration import Migration
    from famplan.projection.cohort.path import RatePath

__all__ = ["check_nobody_below_zero", "collected", "common_shape", "project", "result_of"]


def project(  # noqa: PLR0913 - one argument for each thing that drives a projection
    population: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    start: int,
    until: int,
    mortality: Any,  # noqa: ANN401 - ratios, rates, a life table or a path of them
    fertility: ArrayLike | RatePath,
    mothers: AgeGroups | Sequence[str] | None = None,
    sex_ratio_at_birth: ArrayLike | RatePath,
    migration: Migration | None = None,
    areas: Sequence[str] = (),
) -> Projection:
    """Carry populations forward by sex and age.

    The step is as long as the age groups are wide: one year or five. Everything may differ between
    areas, which stand on axes in front and are computed together, and from step to step.

    Parameters
    ----------
    population : array_like
        Persons, shape (areas…, 2, ages): female, then male.
    ages : AgeGroups or sequence of str
        Groups of one width from 0 on; the last open.
    start, until : int
        Years of the first and the last population.
    mortality : array_like, LifeTable, DeathRates or RatePath
        Shares of each group that live on, shape (areas…, 2, ages), the first those of the births,
        the last those of the last two groups together; or a life table of single or abridged ages;
        or `DeathRates`.
    fertility : array_like or RatePath
        Births per woman-year, shape (areas…, mothers' ages).
    mothers : AgeGroups or sequence of str, optional
        Ages that fertility is for; all ages of the population unless given.
    sex_ratio_at_birth : array_like or RatePath
        Boys per girl, 1.06.
    migration : Migration, optional
        Net migrants; none unless given.
    areas : sequence of str, optional
        Names of the areas, where there is one axis of them.

    Returns
    -------
    Projection
        Populations, and the account of every step.

    Raises
    ------
    AgeGroupsError, ShapeError
        Ages that a step does not move on, or arrays that do not match.
    InvalidInputError, NegativeCountError, UnitError
        Shares above one, people or rates below zero, a sex ratio per 100, or an end that no step
        reaches; or more people leave a group than it has.

    Examples
    --------
    A made-up population of three groups; half of the oldest two die in a step.

    >>> forward = project(
    ...     [[500, 450, 700], [520, 460, 600]],
    ...     ages=["0–29", "30–59", "60+"],
    ...     start=2020,
    ...     until=2050,
    ...     mortality=[[0.98, 0.97, 0.5], [0.97, 0.96, 0.45]],
    ...     fertility=[0.03],
    ...     mothers=["30–59"],
    ...     sex_ratio_at_birth=1.05,
    ... )
    >>> forward.total.round()
    array([3230., 2446.])
    >>> forward.at(2050).round().tolist()
    [[201.0, 485.0, 575.0], [209.0, 499.0, 477.0]]
    """
    groups = read_ages(ages)
    people = read_population(population, ages=groups)
    years = read_years(start, until, width=groups.widths[0])
    drivers = Drivers.read(
        ages=groups,
        steps=len(years) - 1,
        mortality=mortality,
        fertility=fertility,
        mothers=mothers,
        sex_ratio_at_birth=sex_ratio_at_birth,
        migration=migration,
    )
    return result_of(carry(people, drivers, years), drivers, years, areas)


def result_of(
    account: StepAccount, drivers: Drivers, years: Sequence[int], areas: Sequence[str]
) -> Projection:
    """Make the result of the accounts of all steps.

    Raises
    ------
    ShapeError
        Not one name for each area, or one name for two.
    """
    if isinstance(areas, str):
        raise ShapeError("areas", f"{areas!r} is one text", remedy=f"write [{areas!r}]")
    names, shape = tuple(areas), account.closing.shape[1:-2]
    if names and shape != (len(names),):
        raise ShapeError("areas", f"{len(names)} names for areas of shape {shape}")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ShapeError("areas", f"{twice!r} stands twice", remedy="give each its own name")
    return Projection(
        years=tuple(years),
        ages=drivers.ages,
        mothers=drivers.ages.labels[drivers.mothers],
        account=account,
        names=drivers.names,
        areas=names,
    )


def collected(steps: Sequence[StepAccount]) -> StepAccount:
    """Put the accounts of single steps behind one another."""
    parts = {name: read_only(np.stack([getattr(step, name) for step in steps])) for name in PARTS}
    return StepAccount(**parts, width=steps[0].width)


def carry(people: FloatArray, drivers: Drivers, years: Sequence[int]) -> StepAccount:
    """Carry a population through every step, and keep the accounts of all."""
    steps, width = len(years) - 1, drivers.width
    shape = common_shape(people, drivers)
    population = np.empty((steps + 1, *shape))
    population[0] = people
    deaths = np.empty((steps, *shape))
    births = np.empty((steps, *shape[:-1]))
    bearing = drivers.mothers.stop - drivers.mothers.start
    by_mother, women = (np.empty((steps, *shape[:-2], bearing)) for _ in range(2))
    moved = None if drivers.migration is None else np.empty((steps, *shape))
    for step in range(steps):
        opening = population[step]
        flows = drivers.flows(step, opening=opening)
        done = advance(opening, flows, width=width)
        check_nobody_below_zero(done, flows, drivers.ages, years[step])
        population[step + 1], deaths[step], births[step] = done.closing, done.deaths, done.births
        by_mother[step], women[step] = done.births_by_mother, done.women_years
        if moved is not None:
            moved[step] = done.migration
    return StepAccount(
        opening=read_only(population[:-1]),
        closing=read_only(population[1:]),
        births=read_only(births),
        deaths=read_only(deaths),
        migration=np.broadcast_to(0.0, deaths.shape) if moved is None else read_only(moved),
        births_by_mother=read_only(by_mother),
        women_years=read_only(women),
        width=width,
    )


def common_shape(people: FloatArray, drivers: Drivers) -> tuple[int, ...]:
    """Shape of a population that is projected: its areas and those of all that drives it.

    Raises
    ------
    ShapeError
        The areas do not match.
    """
    given = {
        "population": people.shape[:-2],
        "mortality": drivers.survival.values.shape[1:-2],
        "fertility": drivers.fertility.values.shape[1:-1],
        "sex_ratio_at_birth": drivers.boys.values.shape[1:],
        "migration": () if drivers.moves is None else drivers.moves.values.shape[1:-2],
    }
    try:
        areas = np.broadcast_shapes(*given.values())
    except ValueError as error:
        told = ", ".join(f"{name} {shape}" for name, shape in given.items() if shape)
        raise ShapeError(
            "areas", f"shapes do not match: {told}", remedy="give every area, or one for all"
        ) from error
    return (*areas, *people.shape[-2:])


def check_nobody_below_zero(
    step: StepAccount, flows: Flows, ages: AgeGroups, year: int, *, rows: str = "area"
) -> None:
    """Check that no more people left a group than it had, at the start of the step and at its end.

    Those who come at the end of a step do not make up for those who left at its start without ever
    having been there: these would bear a negative number of children.

    Raises
    ------
    NegativeCountError
        Fewer than none are left.
    """
    start = step.opening if flows.arriving is None else step.opening + flows.arriving
    for people in (start, step.closing):
        low = people.min() if people.size else 0.0
        if low >= 0 or not (people < 0).any():  # unknown people are not below zero
            continue
        *row, sex, age = (int(place) for place in np.argwhere(people < 0)[0])
        inside = f" in {rows} {', '.join(map(str, row))}" if row else ""
        raise NegativeCountError(
            "migration",
            f"{year} leaves {people[(*row, sex, age)]:g} {SEXES[sex]} persons of "
            f"{ages.labels[age]}{inside}",
            remedy="let fewer leave, or give rates of those who are there",
        )
