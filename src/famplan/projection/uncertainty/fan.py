"""Quantiles of many paths, and how likely each bound is to be crossed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.formulas.intervals import clopper_pearson
from famplan.projection.cohort.measures import check_measure
from famplan.projection.cohort.path import known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.formulas.arrays import FloatArray
    from famplan.projection.cohort.result import Projection
    from famplan.projection.uncertainty.bounds import Bound
    from famplan.projection.uncertainty.shocks import Shocks

__all__ = ["BoundChance", "Fan"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class BoundChance:
    """How likely a bound is to be crossed, under the stated uncertainty and no other.

    Parameters
    ----------
    bound : Bound
        The bound.
    years : tuple of int
        Years at which the figure is known.
    beyond : ndarray
        Share of the paths that are beyond the bound at each year.
    first : ndarray
        Share of the paths that are so at each year for the first time.
    paths : int
        Paths drawn.
    central : int or None
        The year in which the central path crosses it.

    Examples
    --------
    >>> from famplan.projection.uncertainty.bounds import Bound
    >>> chance = BoundChance(
    ...     bound=Bound("population", at_most=1000), years=(2020, 2021, 2022),
    ...     beyond=np.array([0.0, 0.2, 0.4]), first=np.array([0.0, 0.2, 0.3]), paths=100,
    ...     central=None,
    ... )
    >>> chance
    <population at most 1,000: crossed by 2022 with probability 0.50 (Monte Carlo error 0.05), not \
on the central path>
    >>> chance.median_year
    2022
    """

    bound: Bound
    years: tuple[int, ...]
    beyond: FloatArray
    first: FloatArray
    paths: int
    central: int | None

    @property
    def crossed(self) -> FloatArray:
        """Probability of having crossed the bound by each year."""
        # Paths are counted: sums of their shares would end a last digit above one.
        return np.asarray(np.round(self.first * self.paths).cumsum() / self.paths)

    @property
    def probability(self) -> float:
        """Probability of crossing it by the last year."""
        return float(self.crossed[-1])

    @property
    def standard_error(self) -> float:
        """Monte Carlo error of `probability`: what more paths would make smaller."""
        return float(np.sqrt(self.probability * (1 - self.probability) / self.paths))

    @property
    def interval(self) -> tuple[float, float]:
        """Exact 95 per cent interval of `probability`, of the number of paths alone."""
        found = clopper_pearson(round(self.probability * self.paths), total=self.paths)
        return float(found.low), float(found.high)

    @property
    def median_year(self) -> int | None:
        """The year by which half of the paths have crossed it; None if fewer do."""
        half = np.flatnonzero(self.crossed >= 0.5 - 1e-12)
        return self.years[int(half[0])] if half.size else None

    def to_records(self) -> list[dict[str, Any]]:
        """Return a record for each year."""
        return [
            {
                "bound": str(self.bound),
                "year": year,
                "beyond": float(beyond),
                "crossed": float(crossed),
                "standard_error": float(np.sqrt(crossed * (1 - crossed) / self.paths)),
            }
            for year, beyond, crossed in zip(self.years, self.beyond, self.crossed, strict=True)
        ]

    def __repr__(self) -> str:
        """Say it in a sentence."""
        path = f"in {self.central}" if self.central is not None else "not"
        return (
            f"<{self.bound}: crossed by {self.years[-1]} with probability {self.probability:.2f} "
            f"(Monte Carlo error {self.standard_error:.2g}), {path} on the central path>"
        )


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Fan:
    """Quantiles of the figures of many paths, year by year.

    Parameters
    ----------
    central : Projection
        The path on which nothing strays.
    levels : tuple of float
        Levels of the quantiles, rising.
    quantiles : mapping of str to ndarray
        For each figure its quantiles, shape (levels, years or steps).
    chances : tuple of BoundChance
        One for each bound.
    shocks : Shocks
        What strays.
    paths : int
        Paths drawn.
    seed : int or None
        The seed; None if a generator was given.
    """

    central: Projection
    levels: tuple[float, ...]
    quantiles: Mapping[str, FloatArray]
    chances: tuple[BoundChance, ...]
    shocks: Shocks
    paths: int
    seed: int | None

    def quantile(self, measure: str, level: float) -> FloatArray:
        """Return one line of the fan.

        Raises
        ------
        DefinitionError
            A figure or level that was not asked for.
        """
        name = check_measure(measure)
        if name not in self.quantiles:
            raise DefinitionError("measure", f"{name!r} is none of {', '.join(self.quantiles)}")
        if level not in self.levels:
            raise DefinitionError(
                "level", f"{level:g} is none of {', '.join(map(str, self.levels))}"
            )
        return np.asarray(self.quantiles[name][self.levels.index(level)])

    def to_records(self) -> list[dict[str, Any]]:
        """Return a record for each figure and year: the central path, and every quantile.

        What is unknown is `None`.
        """
        records = []
        for name, lines in self.quantiles.items():
            central = self.central.figure(name)
            years = self.central.years[-len(central) :]
            for place, year in enumerate(years):
                record: dict[str, Any] = {"measure": name, "year": year}
                record["central"] = known(central[place])
                for level, line in zip(self.levels, lines, strict=True):
                    record[f"q{level:g}"] = known(line[place])
                records.append(record)
        return records

    def __repr__(self) -> str:
        """Say how many paths there are, and what strays."""
        drawn = f"{self.paths:,} paths" + ("" if self.seed is None else f", seed {self.seed}")
        return f"<{drawn}: {', '.join(self.quantiles)}; {self.shocks!r}>"
