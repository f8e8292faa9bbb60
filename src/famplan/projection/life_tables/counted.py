"""Life tables from deaths that were counted, and how sure their life expectancies are."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.errors import InvalidInputError
from famplan.formulas.arrays import ages_last, counts, divide
from famplan.formulas.choices import one_of
from famplan.model.age import as_age_groups
from famplan.model.estimate import Estimate, Interval
from famplan.projection.life_tables.building import life_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.arrays import FloatArray
    from famplan.model.age import AgeGroups
    from famplan.projection.life_tables.closing import OpenInterval
    from famplan.projection.life_tables.separation import InfantRule, TableSex
    from famplan.projection.life_tables.table import LifeTable
    from famplan.projection.life_tables.years_lived import WithinRule

__all__ = ["LifeExpectancyVariance", "life_expectancy_estimate", "life_table_from_deaths"]

LifeExpectancyVariance: TypeAlias = Literal["chiang", "chiang-adjusted"]
"""Without the chance in the open group's deaths, as Chiang wrote it, or with it."""


def life_table_from_deaths(  # noqa: PLR0913 - as life_table
    deaths: ArrayLike,
    *,
    exposure: ArrayLike,
    ages: AgeGroups | Sequence[str],
    sex: TableSex | Sequence[TableSex],
    a0: InfantRule | ArrayLike | None = None,
    nax: WithinRule | ArrayLike = "greville",
    open_interval: OpenInterval = "constant-force",
    radix: float = 1,
) -> LifeTable:
    """Life tables from counts of deaths and person-years.

    Parameters
    ----------
    deaths : array_like
        Deaths by age group, ages on the last axis.
    exposure : array_like
        Person-years lived in the group, or the mid-year population times years.
    ages, sex, a0, nax, open_interval, radix
        As for `life_table`.

    Returns
    -------
    LifeTable
        One or many tables; unknown from a group on in which nobody was exposed.

    Raises
    ------
    NegativeCountError, AgeGroupsError, DefinitionError, InvalidInputError, ShapeError
        As for `life_table`.

    Examples
    --------
    >>> table = life_table_from_deaths(
    ...     [20, 10, 800], exposure=[1000, 3900, 20_000], ages=["0", "1–4", "5+"],
    ...     sex="both", a0="andreev-kingkade",
    ... )
    >>> round(table.e(0), 2)
    29.14
    """
    groups = as_age_groups(ages)
    counted, lived = counts(deaths=deaths, exposure=exposure)
    ages_last(groups, deaths=counted, exposure=lived)
    rates = divide(counted, lived)
    return life_table(
        rates,
        ages=groups,
        sex=sex,
        a0=a0,
        nax=nax,
        open_interval=open_interval,
        radix=radix,
    )


def life_expectancy_estimate(
    table: LifeTable,
    *,
    deaths: ArrayLike,
    age: int = 0,
    variance: LifeExpectancyVariance = "chiang-adjusted",
    level: float = 0.95,
) -> Estimate:
    """Life expectancy with the error that so many deaths leave in it.

    Deaths are counted by chance: in a small area the life expectancy of one year says little. The
    error is that of the rates alone; omitted deaths and wrong ages are not in it.

    Parameters
    ----------
    table : LifeTable
        Life tables of the area.
    deaths : array_like
        The deaths from which they were made, ages on the last axis.
    age : int
        Age of the life expectancy, at which a group begins.
    variance : {"chiang-adjusted", "chiang"}
        With the chance in the deaths of the open group, or without it as in Chiang's formula,
        whose errors are then too small. Without it too where the open interval was extrapolated.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        Years, with standard error, normal interval and the deaths it rests on.

    Raises
    ------
    AgeGroupsError, NegativeCountError
        No group begins at the age, or deaths that do not match the table.
    InvalidInputError
        The level is not between 0 and 1.
    DefinitionError
        No such variance.

    Examples
    --------
    >>> deaths = [20, 10, 800]
    >>> table = life_table_from_deaths(
    ...     deaths, exposure=[1000, 3900, 20_000], ages=["0", "1–4", "5+"],
    ...     sex="both", a0="andreev-kingkade",
    ... )
    >>> print(life_expectancy_estimate(table, deaths=deaths))
    E0 [chiang-adjusted] 29.14 (95 % interval 27.43 to 30.85, n = 830)
    """
    one_of(variance, get_args(LifeExpectancyVariance), argument="variance")
    if not 0 < level < 1:
        raise InvalidInputError("level", f"{level} is not between 0 and 1", remedy="write 0.95")
    (counted,) = counts(deaths=deaths)
    ages_last(table.ages, deaths=counted)
    value = np.asarray(table.e(age))
    first = table.ages.lower.tolist().index(age)
    error = np.sqrt(_variance(table, counted, first=first, variance=variance))
    error = np.broadcast_to(error, value.shape)
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    return Estimate(
        value=value,
        n=np.broadcast_to(counted[..., first:].sum(axis=-1), value.shape),
        standard_error=error,
        interval=Interval(value - reach, value + reach, level=level, method=f"normal, {variance}"),
        indicator="E0" if age == 0 else f"E{age}",
        variant=variance,
    )


def _variance(
    table: LifeTable, deaths: FloatArray, *, first: int, variance: LifeExpectancyVariance
) -> FloatArray:
    # Of each group: how far its probability of dying moves the life expectancy, and by how much
    # chance moves the probability.
    closed = slice(first, -1)
    dying = table.nqx[..., closed]
    living = table.lx[..., closed]
    reach = table.n[closed] - table.nax[..., closed] + table.ex[..., first + 1 :]
    of_dying = np.where(
        dying > 0, np.asarray(divide(dying**2 * (1 - dying), deaths[..., closed])), 0 * dying
    )
    total = (living**2 * reach**2 * of_dying).sum(axis=-1)
    if variance == "chiang-adjusted" and table.open_interval == "constant-force":
        last = table.lx[..., -1] * table.ex[..., -1]
        total = total + np.asarray(divide(last**2, deaths[..., -1]))
    return np.asarray(total / table.lx[..., first] ** 2)
