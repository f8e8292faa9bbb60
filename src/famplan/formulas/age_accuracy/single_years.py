"""People by single year of age, and by groups of one width: what judging ages needs to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.errors import AgeGroupsError, DefinitionError
from famplan.formulas.arrays import FloatArray, ages_last, counts
from famplan.model.age import AgeGroups, as_age_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

__all__ = ["Between", "age_range", "checked_digits", "like_groups", "single_years"]

Between: TypeAlias = tuple[int, int]
"""First and last completed age that take part."""

_DIGITS = range(10)


def single_years(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], between: Between
) -> FloatArray:
    """People at each age from the first to the last that take part.

    Parameters
    ----------
    population : array_like
        People by age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of `population`; other groups than single years may stand outside `between`.
    between : tuple of int
        First and last completed age.

    Returns
    -------
    ndarray
        Counts, one for each age on the last axis.

    Raises
    ------
    AgeGroupsError
        Some age between the two has no group of its own, or the two are not a range.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    >>> single_years([9, 4, 3, 8], ages=["0–19", "20", "21", "22+"], between=(20, 21))
    array([4., 3.])
    """
    (people,) = counts(population=population)
    groups = as_age_groups(ages)
    ages_last(groups, population=people)
    first, last = age_range(between)
    if not set(range(first, last + 2)) <= set(groups.bounds):
        problem = (
            f"single years from {first} to {last} are needed; "
            f"these are {groups.labels[0]} … {groups.labels[-1]}"
        )
        raise AgeGroupsError("ages", problem, remedy="count by single year of age")
    start = groups.bounds.index(first)
    return people[..., start : start + last + 1 - first]


def like_groups(
    population: FloatArray, *, ages: AgeGroups | Sequence[str], between: Between, fewest: int
) -> FloatArray:
    """People in each of the groups of one width from the first to the last age that take part.

    Parameters
    ----------
    population : ndarray
        People by age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of `population`; one with an open end must stand outside `between`.
    between : tuple of int
        First age of the first group, last completed age of the last.
    fewest : int
        How many groups there must be at least.

    Returns
    -------
    ndarray
        Counts, one for each group on the last axis.

    Raises
    ------
    AgeGroupsError
        No group begins or ends there, widths differ, or there are too few groups.

    Examples
    --------
    >>> people = np.array([9.0, 4.0, 3.0, 8.0])
    >>> like_groups(
    ...     people, ages=["0–4", "5–9", "10–14", "15+"], between=(0, 14), fewest=3
    ... )
    array([9., 4., 3.])
    """
    groups = as_age_groups(ages)
    ages_last(groups, population=population)
    first, last = age_range(between)
    part = groups.between(first, last + 1)
    widths = set(groups.widths[part].tolist())
    if len(widths) > 1:
        raise AgeGroupsError(
            "ages",
            "groups of different widths cannot be set against each other",
            remedy="add them up to groups of five years",
        )
    if part.stop - part.start < fewest:
        raise AgeGroupsError(
            "between", f"{part.stop - part.start} groups; at least {fewest} are needed"
        )
    return population[..., part]


def checked_digits(digits: int | Sequence[int]) -> tuple[int, ...]:
    """Final digits of ages, each from 0 to 9 and named once.

    Raises
    ------
    DefinitionError
        Something that is not a final digit, one named twice, or none at all.

    Examples
    --------
    >>> checked_digits(5), checked_digits([0, 5])
    ((5,), (0, 5))
    """
    named = tuple(digits) if np.iterable(digits) else (digits,)
    if not named or len(set(named)) < len(named) or not set(named) <= set(_DIGITS):
        raise DefinitionError(
            "digits", f"{digits!r} is not one or more final digits", remedy="give 0 or (0, 5)"
        )
    return tuple(int(digit) for digit in named)


def age_range(between: Between) -> Between:
    """Read the first and the last completed age.

    Raises
    ------
    AgeGroupsError
        Not two whole ages, or the last is below the first.

    Examples
    --------
    >>> age_range((23, 62.0))
    (23, 62)
    """
    try:
        first, last = (int(age) for age in between)
        whole = (first, last) == tuple(between)
    except (TypeError, ValueError, OverflowError):
        whole = False
    if not whole:
        raise AgeGroupsError(
            "between", f"{between!r} is not two completed ages", remedy="give (23, 62)"
        )
    if last < first:
        raise AgeGroupsError("between", f"{last} is below {first}", remedy="give the lower first")
    return first, last
