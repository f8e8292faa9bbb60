"""What a projection is given, read and checked: ages, years, people, and where mothers stand."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import AgeGroupsError, InvalidInputError, ShapeError
from famplan.formulas.arrays import FloatArray, counts
from famplan.model.age import AgeGroups, as_age_groups
from famplan.projection.cohort.step import SEXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

__all__ = [
    "check_cells",
    "check_mothers",
    "mothers_among",
    "read_ages",
    "read_population",
    "read_years",
    "refuse_above_one",
]


def read_ages(ages: AgeGroups | Sequence[str]) -> AgeGroups:
    """Check that age groups are of one width from 0 on and end open.

    Raises
    ------
    AgeGroupsError
        They do not begin at 0, have no open end, or differ in width.

    Examples
    --------
    >>> read_ages(["0–4", "5–9", "10+"])
    AgeGroups('0–4', '5–9', '10+')
    """
    groups = as_age_groups(ages)
    widths = groups.widths[:-1]
    if groups.bounds[0] != 0 or not groups.open_end or len(groups) < 3:  # noqa: PLR2004 - two to age
        raise AgeGroupsError(
            "ages",
            f"{groups.labels[0]} … {groups.labels[-1]}: a projection needs groups from 0 on and "
            "an open one at the end",
        )
    if (widths != widths[0]).any():
        wrong = int(np.flatnonzero(widths != widths[0])[0])
        raise AgeGroupsError(
            "ages",
            f"{groups.labels[0]} and {groups.labels[wrong]} differ in width",
            remedy="a step moves everybody one group on: add 0 and 1–4 up, or graduate",
        )
    return groups


def read_population(population: ArrayLike, *, ages: AgeGroups) -> FloatArray:
    """Check that a population has sexes and ages on its last axes, and nobody below zero.

    Examples
    --------
    >>> read_population([[1, 2, 3], [1, 2, 3]], ages=read_ages(["0–4", "5–9", "10+"])).shape
    (2, 3)
    """
    (people,) = counts(population=population)
    check_cells("population", people[np.newaxis], ages, exactly=True)
    return people


def read_years(start: int, until: int, *, width: float) -> tuple[int, ...]:
    """List the years at which the population stands.

    Raises
    ------
    InvalidInputError
        A year is no whole number, or the end no whole number of steps after the start.

    Examples
    --------
    >>> read_years(2020, 2035, width=5)
    (2020, 2025, 2030, 2035)
    """
    for name, year in (("start", start), ("until", until)):
        if not isinstance(year, Integral):
            raise InvalidInputError(name, f"{year!r} is no year", remedy="give a whole number")
    step = int(width)
    if until <= start or (until - start) % step:
        raise InvalidInputError(
            "until",
            f"{until} is not one or more steps of {step} years after {start}",
            remedy=f"give {start + step * max(1, -((start - until) // step))}",
        )
    return tuple(range(start, until + 1, step))


def mothers_among(mothers: AgeGroups, ages: AgeGroups) -> slice:
    """Find the mothers' ages among those of a population.

    Raises
    ------
    AgeGroupsError
        Other groups than the population's, or its first or open one.

    Examples
    --------
    >>> mothers_among(AgeGroups((15, 30)), AgeGroups((0, 15, 30, 45), open_end=True))
    slice(1, 2, None)
    """
    closed = mothers.closed(where="mothers")
    where = ages.between(closed.bounds[0], closed.bounds[-1], where="mothers")
    if ages.bounds[where.start : where.stop + 1] != closed.bounds:
        raise AgeGroupsError(
            "mothers",
            f"{closed.labels[0]} is not as wide as {ages.labels[where.start]}",
            remedy="give rates by the population's own age groups",
        )
    check_mothers(where, ages)
    return where


def check_mothers(where: slice, ages: AgeGroups) -> None:
    """Check that mothers are of closed groups above the first.

    Raises
    ------
    AgeGroupsError
        They are not.
    """
    if where.start == 0 or where.stop == len(ages):
        raise AgeGroupsError(
            "fertility",
            "births to mothers of the first or the open age group",
            remedy="leave these out",
        )


def check_cells(where: str, values: FloatArray, ages: AgeGroups, *, exactly: bool = False) -> None:
    """Check the last two axes of an array whose first is steps.

    Raises
    ------
    ShapeError
        They are not sexes and ages.
    """
    tail = values.shape[1:][-2:]
    good = len(tail) == len(SEXES) and tail[1] == len(ages)
    if not good or (tail[0] != len(SEXES) and (exactly or tail[0] != 1)):
        raise ShapeError(
            where,
            f"shape {values.shape[1:]} does not end in {(len(SEXES), len(ages))}",
            remedy=f"put areas first, then {' and '.join(SEXES)}, then {len(ages)} age groups",
        )


def refuse_above_one(where: str, values: FloatArray, labels: Sequence[str], remedy: str) -> None:
    """Check that rates or shares by age are not above one.

    Raises
    ------
    InvalidInputError
        One is; the error names its age.
    """
    if not values.size or not np.nanmax(values, initial=0.0) > 1:
        return
    place = np.argwhere(values > 1)[0]
    raise InvalidInputError(
        f"{where} at {labels[int(place[-1])]}",
        f"{values[tuple(place)]:g} is above 1",
        remedy=remedy,
    )
