"""From a life table to the shares of age groups that are alive some years later."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import AgeGroupsError
from famplan.formulas.arrays import FloatArray, divide
from famplan.model.age import AgeGroups

if TYPE_CHECKING:
    from famplan.projection.life_tables.table import LifeTable

__all__ = ["SurvivalRatios", "survival_ratios"]


def _frozen(array: FloatArray) -> FloatArray:
    copy = np.array(array, dtype=np.float64)
    copy.setflags(write=False)
    return copy


@attrs.frozen(kw_only=True, eq=False)
class SurvivalRatios:
    """Shares of age groups that are alive one step later, for a population projection.

    Parameters
    ----------
    ages : AgeGroups
        Groups of one width, the last open.
    step : int
        The width, and years from one time to the next.
    births : ndarray
        Share of the births of a step that is alive, in the first group, at its end.
    ratios : ndarray
        Share of each group that is alive one step later: in the next group; of the last closed
        group and of the open one, in the open one. These two have one ratio, which is right for
        them together.

    Examples
    --------
    >>> from famplan.projection import life_table
    >>> table = life_table(
    ...     [0.02, 0.004, 0.001, 0.002, 0.05],
    ...     ages=["0", "1–4", "5–9", "10–14", "15+"],
    ...     sex="female",
    ...     a0="keyfitz",
    ... )
    >>> ratios = table.survival_ratios(5)
    >>> print(ratios.births.round(4), ratios.ratios.round(4))
    0.973 [0.9891 0.9925 0.7992 0.7992]
    """

    ages: AgeGroups
    step: int
    births: FloatArray = attrs.field(converter=_frozen)
    ratios: FloatArray = attrs.field(converter=_frozen)

    def survived(self, population: FloatArray) -> FloatArray:
        """People one step later of those who are there now: the first group is empty.

        Parameters
        ----------
        population : ndarray
            People by age group, ages on the last axis.

        Returns
        -------
        ndarray
            The same people one step later.

        Raises
        ------
        AgeGroupsError
            Another number of age groups.

        Examples
        --------
        >>> from famplan.projection import life_table
        >>> table = life_table(
        ...     [0.02, 0.004, 0.001, 0.002, 0.05],
        ...     ages=["0", "1–4", "5–9", "10–14", "15+"],
        ...     sex="female",
        ...     a0="keyfitz",
        ... )
        >>> table.survival_ratios(5).survived([100, 100, 100, 400]).round(1)
        array([  0. ,  98.9,  99.3, 399.6])
        """
        people = np.asarray(population, dtype=np.float64)
        if people.ndim == 0 or people.shape[-1] != len(self.ages):
            raise AgeGroupsError(
                "population",
                f"shape {people.shape} for {len(self.ages)} age groups",
                remedy="give one entry per age group, ages on the last axis",
            )
        alive = people * self.ratios
        later = np.zeros(alive.shape)
        later[..., 1:] = alive[..., :-1]
        later[..., -1] += alive[..., -1]
        return later

    def to_records(self) -> list[dict[str, Any]]:
        """Give birth and each age group as plain values, with the place of their table."""
        return [
            {**({"table": place} if place else {}), "from": label, "alive": float(value)}
            for place in np.ndindex(self.births.shape)
            for label, value in zip(
                ("birth", *self.ages.labels),
                (self.births[place], *self.ratios[place]),
                strict=True,
            )
        ]


def survival_ratios(table: LifeTable, *, step: int) -> SurvivalRatios:
    """Shares of age groups of a width that are alive so many years later.

    Parameters
    ----------
    table : LifeTable
        The life table, from birth.
    step : int
        Width of the groups and years from one time to the next.

    Returns
    -------
    SurvivalRatios
        From birth to the first group, from each group to the next, and into the open one.

    Raises
    ------
    AgeGroupsError
        The table does not begin at birth, or does not divide into such groups.

    Examples
    --------
    >>> from famplan.projection import life_table
    >>> table = life_table([0.02] * 3, ages=["0", "1", "2+"], sex="male", a0="midpoint")
    >>> survival_ratios(table, step=1).ratios.round(4)
    array([0.9802, 0.9802, 0.9802])
    """
    groups = _groups(table.ages, step)
    lived = table.person_years(groups)
    open_group = divide(lived[..., -1:], lived[..., -2:-1] + lived[..., -1:])
    inner = divide(lived[..., 1:-1], lived[..., :-2])
    ratios = np.concatenate([inner, open_group, open_group], axis=-1)
    return SurvivalRatios(ages=groups, step=step, births=lived[..., 0] / step, ratios=ratios)


def _groups(ages: AgeGroups, step: int) -> AgeGroups:
    last = ages.bounds[-1]
    if not isinstance(step, Integral) or step < 1:
        raise AgeGroupsError("step", f"{step!r} is not a number of years from 1 up")
    if ages.bounds[0] != 0:
        raise AgeGroupsError(
            "ages",
            f"the life table begins at {ages.bounds[0]}, not at birth",
            remedy="births need a table from age 0",
        )
    bounds = tuple(range(0, last + 1, step))
    missing = sorted(set(bounds) - set(ages.bounds))
    if last % step or missing or not last:
        raise AgeGroupsError(
            "step",
            f"the life table does not divide into groups of {step} years up to {last}",
            remedy="single_years() makes a finer table",
        )
    return AgeGroups(bounds, open_end=True)
