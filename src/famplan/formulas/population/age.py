"""How old a population is: the share of the old, and the age that half of it has not reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.errors import AgeGroupsError
from famplan.formulas.arrays import (
    FloatArray,
    Numbers,
    ages_last,
    counts,
    divide,
    plain,
    proportion,
)
from famplan.model.age import AgeGroups, as_age_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

__all__ = ["median_age", "older_proportion"]

_YEARBOOK = Source(
    "2004-2014年中国内地的人口构成及抚养比状况, 羊城晚报",
    locator="2015-02-06, after the National Bureau of Statistics: population by broad ages",
    grade=Grade.SECONDARY,
)
_OPENHEALTH = Source(
    "Open Health Company, Population: median age",
    locator="definition",
    url="https://success.openhealth.fr/en/articles/3812198-population-median-age",
)

OLDER_SHARE = Indicator(
    code="OLDER_SHARE",
    name="Share of older persons",
    name_zh="老年人口比重",
    kind=Kind.PROPORTION,
    numerator="persons of an age and over",
    denominator="total population",
    unit="share of persons",
    per=100,
    source=_YEARBOOK,
    aliases=("老年人口系数", "老龄化程度"),
    variants=(
        Variant("start=65", "65 and over"),
        Variant("start=60", "60 and over"),
    ),
    caution="60 and 65 give very different shares: say which.",
)


@computes(OLDER_SHARE)
def older_proportion(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], start: int
) -> Numbers:
    """Persons of an age and over as a share of all.

    Parameters
    ----------
    population : array_like
        Persons by age group, ages on the last axis.
    ages : AgeGroups or sequence of str
        The age groups; the last may be open.
    start : int
        The age from which persons count as old.

    Returns
    -------
    float or ndarray
        Share per one; ``nan`` where there is nobody.

    Raises
    ------
    AgeGroupsError
        No group begins at `start`, or not one entry for each group.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    >>> older_proportion([200, 640, 160], ages=["0–14", "15–64", "65+"], start=65)
    0.16
    """
    people, groups = _read(population, ages)
    if start not in groups.lower:
        raise AgeGroupsError("start", f"no group begins at {start}")
    first = groups.bounds.index(start)
    return proportion(older=people[..., first:].sum(axis=-1), population=people.sum(axis=-1))


MEDIAN_AGE = Indicator(
    code="MEDIAN_AGE",
    name="Median age",
    name_zh="年龄中位数",
    kind=Kind.MEAN,
    numerator="exact age that half of the population has not reached",
    denominator="none",
    unit="years",
    source=_OPENHEALTH,
    aliases=("median age of the population", "人口年龄中位数"),
    caution="Within a group persons are taken to be spread evenly.",
)


@computes(MEDIAN_AGE)
def median_age(population: ArrayLike, *, ages: AgeGroups | Sequence[str]) -> Numbers:
    """Exact age that half of the population has not reached.

    Parameters
    ----------
    population : array_like
        Persons by age group, ages on the last axis.
    ages : AgeGroups or sequence of str
        The age groups; the last may be open.

    Returns
    -------
    float or ndarray
        Years; ``nan`` where it lies in the open group, or there is nobody.

    Raises
    ------
    AgeGroupsError
        Not one entry for each group.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    200 are under 15: of the 500 from 15 to 64 another 300, three fifths of fifty years.

    >>> median_age([200, 500, 300], ages=["0–14", "15–64", "65+"])
    45.0
    """
    people, groups = _read(population, ages)
    half = people.sum(axis=-1, keepdims=True) / 2
    reached = people.cumsum(axis=-1)
    at = np.minimum((reached < half).sum(axis=-1, keepdims=True), len(groups) - 1)
    within = np.take_along_axis(people, at, axis=-1)
    before = np.take_along_axis(reached, at, axis=-1) - within
    share = np.asarray(divide(half - before, within))
    known = np.isfinite(groups.widths[at]) & (half > 0)
    width = np.where(known, groups.widths[at], np.nan)
    return plain(np.asarray(groups.lower[at] + share * width)[..., 0])


def _read(population: ArrayLike, ages: AgeGroups | Sequence[str]) -> tuple[FloatArray, AgeGroups]:
    groups = as_age_groups(ages)
    (people,) = counts(population=population)
    ages_last(groups, population=people)
    if groups.bounds[0] != 0:
        raise AgeGroupsError("ages", f"they begin at {groups.bounds[0]}", remedy="begin at birth")
    return people, groups
