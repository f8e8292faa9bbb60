"""The stable population: what fertility and mortality lead to if they stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import AgeGroupsError, DefinitionError
from famplan.formulas.arrays import FloatArray, Numbers, divide, numbers, plain
from famplan.formulas.reproduction import (
    lotka_growth_rate,
    net_reproduction_rate,
    stable_generation_length,
    stable_mean_age_at_birth,
)
from famplan.model.age import as_age_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups
    from famplan.projection.life_tables.table import LifeTable

__all__ = ["StablePopulation", "stable_age_structure", "stable_population"]


def _number(value: ArrayLike) -> Numbers:
    array = np.array(value, dtype=np.float64)
    array.setflags(write=False)
    return plain(array)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StablePopulation:
    """A population whose shares by age stay while it grows at one rate.

    Made by `stable_population`, for one area or for all areas at once.

    Parameters
    ----------
    ages : AgeGroups
        Age groups of the life table.
    age_structure : ndarray
        Share of each age group, ages on the last axis.
    growth_rate, birth_rate, death_rate : float or ndarray
        Per person and year; growth is births less deaths.
    net_reproduction : float or ndarray
        Daughters per newborn girl.
    generation : float or ndarray
        Years in which the population multiplies by its net reproduction.
    mean_age_at_birth : float or ndarray
        Mean age of mothers.

    Examples
    --------
    See `stable_population`.
    """

    ages: AgeGroups
    age_structure: FloatArray
    growth_rate: Numbers = attrs.field(converter=_number)
    birth_rate: Numbers = attrs.field(converter=_number)
    death_rate: Numbers = attrs.field(converter=_number)
    net_reproduction: Numbers = attrs.field(converter=_number)
    generation: Numbers = attrs.field(converter=_number)
    mean_age_at_birth: Numbers = attrs.field(converter=_number)

    def __attrs_post_init__(self) -> None:
        """Keep the structure from being written to."""
        self.age_structure.setflags(write=False)

    def to_records(self) -> list[dict[str, Any]]:
        """Give each population as plain values, with its place where there are many."""
        names = [field.name for field in attrs.fields(type(self))][2:]
        shape = self.age_structure.shape[:-1]
        return [
            {
                **({"table": place} if place else {}),
                **{
                    name: float(np.broadcast_to(getattr(self, name), shape)[place])
                    for name in names
                },
                **{
                    f"share {label}": float(self.age_structure[(*place, group)])
                    for group, label in enumerate(self.ages.labels)
                },
            }
            for place in np.ndindex(shape)
        ]

    def __repr__(self) -> str:
        """Show the rates of the first population."""
        first = self.to_records()[0]
        return (
            f"stable population: growth {first['growth_rate'] * 1000:.2f}‰, "
            f"births {first['birth_rate'] * 1000:.2f}‰, "
            f"deaths {first['death_rate'] * 1000:.2f}‰, "
            f"net reproduction {first['net_reproduction']:.3f}, "
            f"generation {first['generation']:.2f} years"
        )


def stable_population(
    rates: ArrayLike, *, ages: AgeGroups | Sequence[str], girls: ArrayLike, table: LifeTable
) -> StablePopulation:
    """Population of women to which fertility and mortality lead, by Lotka's equation.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis, areas in front.
    ages : AgeGroups or sequence of str
        Closed groups of the rates, made of whole groups of the life table.
    girls : array_like
        Share of girls among births, one for each row of rates; 1 where the rates are of daughters.
    table : LifeTable
        Life tables of women from birth.

    Returns
    -------
    StablePopulation
        Growth, births, deaths, generation and shares by age.

    Notes
    -----
    Each group is taken at its middle, the open one at its life expectancy above its age; a life
    table that goes on to 85 or higher leaves little to that.

    Raises
    ------
    AgeGroupsError
        Groups that are not made of the table's, or a table that does not begin at birth.
    DefinitionError
        A table of men.
    InvalidInputError, PartExceedsWholeError, ShapeError
        As for `lotka_growth_rate`.

    Examples
    --------
    >>> from famplan.projection import life_table
    >>> women = life_table(
    ...     [0.03, 0.004, 0.001, 0.0015, 0.02],
    ...     ages=["0", "1–4", "5–14", "15–49", "50+"], sex="female", a0="andreev-kingkade",
    ... )
    >>> stable_population([0.08], ages=["15–49"], girls=0.4878, table=women)
    stable population: growth 6.92‰, births 16.21‰, deaths 9.29‰, net reproduction 1.252, \
generation 32.50 years
    """
    if table.ages.bounds[0] != 0:
        raise AgeGroupsError(
            "table", f"it begins at {table.ages.bounds[0]}", remedy="give a table from birth"
        )
    if table.sex not in {"female", "both"}:
        raise DefinitionError(
            "table", f"it is of {table.sex}", remedy="women bear: give their table, table[0]"
        )
    groups = as_age_groups(ages)
    lived = table.person_years(groups)
    known: dict[str, Any] = {"person_years": lived, "girls": girls, "ages": groups}
    growth = lotka_growth_rate(rates, **known)
    structure, births = _structure(table, np.asarray(growth))
    return StablePopulation(
        ages=table.ages,
        age_structure=structure,
        growth_rate=growth,
        birth_rate=births,
        death_rate=np.asarray(births) - growth,
        net_reproduction=net_reproduction_rate(rates, **known),
        generation=stable_generation_length(rates, **known),
        mean_age_at_birth=stable_mean_age_at_birth(rates, **known),
    )


def stable_age_structure(table: LifeTable, *, growth: ArrayLike) -> FloatArray:
    """Shares by age of a population with a life table that has long grown at one rate.

    Parameters
    ----------
    table : LifeTable
        Life tables from birth.
    growth : array_like
        Growth per person and year: 0 gives the stationary population.

    Returns
    -------
    ndarray
        Share of each age group of the table, ages on the last axis; they add up to one.

    Raises
    ------
    InvalidInputError
        Growth that is not numeric.

    Examples
    --------
    >>> from famplan.projection import life_table
    >>> table = life_table([0.03, 0.004, 0.02], ages=["0", "1–4", "5+"], sex="male", a0="keyfitz")
    >>> stable_age_structure(table, growth=0.02).round(3)
    array([0.047, 0.177, 0.776])
    """
    (rate,) = numbers(growth=growth)
    return _structure(table, rate)[0]


def _structure(table: LifeTable, growth: FloatArray) -> tuple[FloatArray, Numbers]:
    # Of each group: those born so many years ago, fewer by the growth since, who still live.
    middle = np.broadcast_to(table.ages.lower.astype(float), table.nLx.shape).copy()
    middle[..., :-1] += table.n[:-1] / 2
    middle[..., -1] += table.ex[..., -1]
    alive = table.nLx / table.radix * np.exp(-growth[..., np.newaxis] * middle)
    total = alive.sum(axis=-1)
    return np.asarray(alive / total[..., np.newaxis]), divide(np.ones_like(total), total)
