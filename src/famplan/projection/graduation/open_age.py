"""Spread an open age group over higher ages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import AgeGroupsError
from famplan.formulas.arrays import FloatArray, ages_last, counts, numbers
from famplan.model.age import AgeGroups, as_age_groups
from famplan.projection.graduation.age_counts import AgeCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.projection.life_tables.table import LifeTable

__all__ = ["spread_open_age"]


def spread_open_age(
    population: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    table: LifeTable,
    growth: ArrayLike = 0.0,
) -> AgeCounts:
    """Spread the open group as the population of a life table is spread above its age.

    Parameters
    ----------
    population : array_like
        Persons by age group, ages on the last axis.
    ages : AgeGroups or sequence of str
        The groups; the last is open.
    table : LifeTable
        Life tables with a group that begins where the open group does, and further groups above.
    growth : array_like
        Growth a year of the stable population that is taken: 0 for that of the life table itself.
        Where numbers born rose by 2 % a year, 0.02: the old are then fewer.

    Returns
    -------
    AgeCounts
        The population with the table's groups above; the total is the same.

    Raises
    ------
    AgeGroupsError
        No open group, or a life table without a group that begins there, or none above it.

    Examples
    --------
    >>> from famplan.projection import life_table
    >>> old = life_table([0.06, 0.10, 0.16, 0.35], ages=["80–84", "85–89", "90–94", "95+"],
    ...     sex="female", nax="midpoint")
    >>> spread = spread_open_age([500, 1000], ages=["75–79", "80+"], table=old)
    >>> spread.ages.labels, spread.counts.round(1)
    (('75–79', '80–84', '85–89', '90–94', '95+'), array([500. , 461. , 313.5, 167.9,  57.6]))
    """
    groups = as_age_groups(ages)
    (people,) = counts(population=population)
    ages_last(groups, population=people)
    start = groups.bounds[-1]
    if not groups.open_end or start not in table.ages.bounds[:-1]:
        raise AgeGroupsError(
            "ages",
            f"{groups.labels[-1]} cannot be spread over {', '.join(table.ages.labels)}",
            remedy="the group must be open, and begin a closed group of the life table",
        )
    (rate,) = numbers(growth=growth)
    shares = _shares(table, start, rate)
    parts = people[..., -1:] * shares
    kept = np.broadcast_to(people[..., :-1], (*parts.shape[:-1], len(groups) - 1))
    above = tuple(bound for bound in table.ages.bounds if bound > start)
    name = "life table" if not np.any(rate) else "stable population"
    return AgeCounts(
        counts=np.concatenate([kept, parts], axis=-1),
        ages=AgeGroups((*groups.bounds, *above), open_end=True),
        method=f"open group spread by {name}",
    )


def _shares(table: LifeTable, start: int, growth: FloatArray) -> FloatArray:
    place = table.ages.bounds.index(start)
    lived = table.nLx[..., place:]
    lower = table.ages.lower[place:].astype(float)
    middle = np.broadcast_to(lower, lived.shape).copy()
    middle[..., :-1] += table.n[place:-1] / 2
    middle[..., -1] += table.ex[..., -1]  # where those above it are on average, about
    weights = lived * np.exp(-growth[..., np.newaxis] * (middle - start))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))
