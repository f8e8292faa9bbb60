"""Paths of one area drawn block by block: only the totals asked for are kept."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError, ShapeError
from famplan.formulas.columns import floats
from famplan.projection.cohort.drivers import Drivers
from famplan.projection.cohort.measures import FLOWS, STOCKS, check_measure, measure
from famplan.projection.cohort.path import read_only
from famplan.projection.cohort.projecting import (
    carry,
    check_nobody_below_zero,
    common_shape,
    result_of,
)
from famplan.projection.cohort.reading import read_ages, read_population, read_years
from famplan.projection.cohort.step import SEXES, Flows, advance
from famplan.projection.uncertainty.bounds import Bound, moments, together
from famplan.projection.uncertainty.fan import BoundChance, Fan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.arrays import FloatArray
    from famplan.model.age import AgeGroups
    from famplan.projection.cohort.migration import Migration
    from famplan.projection.cohort.path import RatePath
    from famplan.projection.uncertainty.shocks import Shocks

__all__ = ["BLOCK", "LEVELS", "simulate"]

BLOCK = 250
"""Paths that are carried forward together; the figures do not depend on it."""
LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
"""Levels of the quantiles unless others are asked for."""


def simulate(  # noqa: PLR0913 - the arguments of a projection, and of its uncertainty
    population: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    start: int,
    until: int,
    mortality: Any,  # noqa: ANN401 - as in project
    fertility: ArrayLike | RatePath,
    mothers: AgeGroups | Sequence[str] | None = None,
    sex_ratio_at_birth: ArrayLike | RatePath,
    migration: Migration | None = None,
    shocks: Shocks,
    paths: int,
    seed: int | np.random.Generator,
    measures: Sequence[str] = ("population",),
    bounds: Sequence[Bound] = (),
    levels: Sequence[float] = LEVELS,
    migrants_by_age: ArrayLike | None = None,
) -> Fan:
    """Draw paths of a projection whose fertility, mortality and migration stray.

    Memory is bounded: a block of paths is carried through all years, and of each path only the
    figures that quantiles or bounds are asked of are kept, eight bytes a year.

    The chances are those of the stated shocks. They know nothing of a wrong start, a wrong central
    path, or of wars.

    Parameters
    ----------
    population, ages, start, until, mortality, fertility, mothers, sex_ratio_at_birth, migration
        As in `famplan.projection.project`, of one area: the central path.
    shocks : Shocks
        How far each strays.
    paths : int
        Paths to draw.
    seed : int or numpy.random.Generator
        Where the drawing starts; the same seed gives the same fan.
    measures : sequence of str
        Figures to give quantiles of.
    bounds : sequence of Bound
        Bounds to watch.
    levels : sequence of float
        Levels of the quantiles, from 0 to 1.
    migrants_by_age : array_like, optional
        How persons who stray in migration are spread over sex and age, shape (2, ages); that of
        the central path's migrants, without their sign, unless given.

    Raises
    ------
    ShapeError
        More than one area.
    DefinitionError
        Migration strays, and nothing says at which ages; or bounds that contradict each other.
    InvalidInputError
        No paths, no seed, or a level outside 0 to 1; and as in `famplan.projection.project`.

    Examples
    --------
    >>> from famplan.projection import Bound, Shocks
    >>> fan = simulate(
    ...     [[500, 450, 700], [520, 460, 600]], ages=["0–29", "30–59", "60+"], start=2020,
    ...     until=2080, mortality=[[0.98, 0.97, 0.5]], fertility=[0.05], mothers=["30–59"],
    ...     sex_ratio_at_birth=1.05, shocks=Shocks(fertility=(0.05, 0.9)), paths=2000, seed=1,
    ...     bounds=[Bound("population", at_least=2500)],
    ... )
    >>> fan
    <2,000 paths, seed 1: population; Shocks: fertility 0.05 a year, persistence 0.9>
    >>> fan.quantile("population", 0.5).round(-1), fan.central.total.round(-1)
    (array([3230., 2780., 2310.]), array([3230., 2780., 2310.]))
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
    if common_shape(people, drivers) != people.shape or people.ndim != len(SEXES):
        raise ShapeError("population", "more than one area", remedy="simulate one at a time")
    bounds = together(bounds)
    kept = [*dict.fromkeys(check_measure(name) for name in measures)]
    watched = [*dict.fromkeys([*kept, *(bound.measure for bound in bounds)])]
    levels = _check_drawing(paths, levels, seed)
    given = not isinstance(seed, np.random.Generator)
    drawing = _Drawing(
        people=people,
        years=years,
        drivers=drivers,
        shocks=shocks,
        watched=tuple(watched),
        migrants=_spread(migrants_by_age, people=people, drivers=drivers, shocks=shocks),
    )
    figures = drawing.all_paths(paths, np.random.default_rng(seed))
    central = result_of(carry(people, drivers, years), drivers, years, ())
    return Fan(
        central=central,
        levels=levels,
        quantiles={name: read_only(np.quantile(figures[name], levels, axis=0)) for name in kept},
        chances=tuple(_chance(bound, figures, central) for bound in bounds),
        shocks=shocks,
        paths=paths,
        seed=int(seed) if given else None,  # type: ignore[arg-type] # not a generator
    )


@attrs.frozen(eq=False, kw_only=True)
class _Drawing:
    """What every block of paths starts from."""

    people: FloatArray
    years: tuple[int, ...]
    drivers: Drivers
    shocks: Shocks
    watched: tuple[str, ...]
    migrants: FloatArray | None

    def all_paths(self, paths: int, random: np.random.Generator) -> dict[str, FloatArray]:
        """Draw blocks until there are enough, and keep their figures alone."""
        steps = len(self.years) - 1
        figures = {name: np.empty((paths, steps + (name not in FLOWS))) for name in self.watched}
        for low in range(0, paths, BLOCK):
            part = slice(low, min(low + BLOCK, paths))
            self._block(random, {name: array[part] for name, array in figures.items()})
        return figures

    def _block(self, random: np.random.Generator, figures: dict[str, FloatArray]) -> None:
        paths = len(next(iter(figures.values())))
        strays = self._by_step(random, paths)
        people = np.broadcast_to(self.people, (paths, *self.people.shape))
        for name in self.watched:
            if name in STOCKS:
                figures[name][:, 0] = STOCKS[name](self.people, self.drivers.ages)
        for step, year in enumerate(self.years[:-1]):
            flows = self._strayed(step, people, strays[..., step])
            done = advance(people, flows, width=self.drivers.width)
            check_nobody_below_zero(done, flows, self.drivers.ages, year, rows="path")
            for name in self.watched:
                place = step + (name not in FLOWS)
                figures[name][:, place] = measure(name, done, ages=self.drivers.ages)
            people = done.closing

    def _by_step(self, random: np.random.Generator, paths: int) -> FloatArray:
        """Strays of a block by step: the mean of its years."""
        width, steps = int(self.drivers.width), len(self.years) - 1
        yearly = self.shocks.strays(random, paths=paths, years=width * steps)
        return np.asarray(yearly.reshape(3, paths, steps, width).mean(axis=-1))

    def _strayed(self, step: int, opening: FloatArray, stray: FloatArray) -> Flows:
        """Let the rates of a step stray, of every path by its own."""
        flows = self.drivers.flows(step, opening=opening)
        births, deaths, moves = stray
        changed: dict[str, Any] = {}
        if births.any():
            changed["fertility"] = flows.fertility * np.exp(births)[:, None]
        if deaths.any():
            # Death rates times a factor at all ages: shares that live on to the power of it.
            changed["survival"] = flows.survival ** np.exp(deaths)[:, None, None]
        if self.migrants is not None:
            more = moves[:, None, None] * self.migrants * self.drivers.width
            timing = "halves" if self.drivers.migration is None else self.drivers.migration.timing
            parts = {"start": (1.0, 0.0), "end": (0.0, 1.0), "halves": (0.5, 0.5)}[timing]
            for name, part in zip(("arriving", "joining"), parts, strict=True):
                there = getattr(flows, name)
                if part:
                    changed[name] = more * part if there is None else there + more * part
        return attrs.evolve(flows, **changed)


def _chance(bound: Bound, figures: dict[str, FloatArray], central: Any) -> BoundChance:  # noqa: ANN401
    beyond = bound.beyond(figures[bound.measure])
    earlier = np.logical_or.accumulate(beyond, axis=1)
    first = earlier.copy()
    first[:, 1:] &= ~earlier[:, :-1]
    years = moments(bound, central.years)
    crossed = np.flatnonzero(bound.beyond(central.figure(bound.measure)))
    return BoundChance(
        bound=bound,
        years=years,
        beyond=read_only(beyond.mean(axis=0)),
        first=read_only(first.mean(axis=0)),
        paths=len(beyond),
        central=years[int(crossed[0])] if crossed.size else None,
    )


def _check_drawing(paths: int, levels: Sequence[float], seed: object) -> tuple[float, ...]:
    """Check how much is drawn and from where; return the levels, rising."""
    if not isinstance(paths, Integral) or paths < 1:
        raise InvalidInputError("paths", f"{paths!r} is no number of paths", remedy="give 1,000")
    if not isinstance(seed, Integral | np.random.Generator):
        raise InvalidInputError(
            "seed", f"{seed!r} is no seed", remedy="give a number, so that all can be drawn again"
        )
    if not len(levels) or not all(0 <= level <= 1 for level in levels):
        raise InvalidInputError("levels", "not from 0 to 1", remedy="give 0.1 for ten per cent")
    return tuple(sorted({float(level) for level in levels}))


def _spread(
    migrants: ArrayLike | None, *, people: FloatArray, drivers: Drivers, shocks: Shocks
) -> FloatArray | None:
    """How persons who stray in migration are spread over sex and age."""
    if not shocks.migration[0]:
        return None
    if migrants is None:
        if drivers.moves is None or drivers.migration is None:
            raise DefinitionError(
                "migration",
                "it strays, but at which ages is not said",
                remedy="give migrants_by_age",
            )
        # Rates are of those who are there: persons, not rates, are spread.
        there = people if drivers.migration.measure == "rates" else 1.0
        migrants = np.abs(drivers.moves.at(0)) * there
    pattern = np.abs(floats(migrants, "migrants_by_age"))
    shape = (len(SEXES), len(drivers.ages))
    if pattern.shape != shape or not pattern.sum():
        raise ShapeError("migrants_by_age", f"shape {pattern.shape} is not {shape}, or all zero")
    return np.asarray(pattern / pattern.sum())
