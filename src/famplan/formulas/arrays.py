"""What every formula does with its arguments: read, check, match, divide.

Counts may be numbers, lists, arrays, masked arrays or a column of any dataframe; unknown entries
become ``nan`` and stay unknown, and a zero denominator gives ``nan``, never zero.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from famplan.errors import (
    AgeGroupsError,
    ImplausibleRateWarning,
    InvalidInputError,
    NegativeCountError,
    PartExceedsWholeError,
    ShapeError,
)
from famplan.formulas.columns import FloatArray, floats
from famplan.model.age import AgeGroups, as_age_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "FloatArray",
    "Numbers",
    "ages_last",
    "changes",
    "closed_ages",
    "counts",
    "divide",
    "numbers",
    "plain",
    "proportion",
    "quotient",
    "rates",
    "shares",
]

Numbers: TypeAlias = float | FloatArray
"""What a formula returns: a float for scalars, an array for arrays."""


def numbers(**named: ArrayLike) -> tuple[FloatArray, ...]:
    """Read named arguments as float arrays that match element by element.

    Raises
    ------
    InvalidInputError
        An argument is not numeric.
    ShapeError
        The arguments cannot be matched.
    """
    arrays = {name: floats(value, name) for name, value in named.items()}
    _check_shapes(arrays)
    return tuple(arrays.values())


def counts(**named: ArrayLike) -> tuple[FloatArray, ...]:
    """Read named arguments as counts, amounts or exposures: numbers not below zero.

    Raises
    ------
    NegativeCountError
        An entry is below zero.

    Examples
    --------
    >>> births, women = counts(births=[63, 921], women=[20714, 22717])
    >>> births / women
    array([0.00304142, 0.04054233])
    >>> counts(births=-3)
    Traceback (most recent call last):
    ...
    famplan.errors.NegativeCountError: births: -3 is below 0; a count cannot be negative
    """
    arrays = numbers(**named)
    for name, array in zip(named, arrays, strict=True):
        _check_low(name, array)
    return arrays


def rates(**named: ArrayLike) -> tuple[FloatArray, ...]:
    """Read named arguments as rates per one, and warn of those that look scaled.

    Warns
    -----
    ImplausibleRateWarning
        A rate above one per person-year: was it typed per 1,000?
    """
    arrays = counts(**named)
    _warn_above_one(dict(zip(named, arrays, strict=True)), "a rate above 1 per person-year")
    return arrays


def changes(**named: ArrayLike) -> tuple[FloatArray, ...]:
    """Read named arguments as growth per one, which may be negative, and warn as `rates` does.

    Warns
    -----
    ImplausibleRateWarning
        Growth above one a year: was it typed per cent or per 1,000?

    Examples
    --------
    >>> changes(rate=-0.003)
    (array(-0.003),)
    """
    arrays = numbers(**named)
    _warn_above_one(dict(zip(named, arrays, strict=True)), "growth above 1 a year")
    return arrays


def shares(**named: ArrayLike) -> tuple[FloatArray, ...]:
    """Read named arguments as shares: numbers from 0 to 1.

    Raises
    ------
    InvalidInputError
        An entry is above one: was it per cent?

    Examples
    --------
    >>> shares(use=65)
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: use: 65 is above 1; give a share such as 0.65, not per cent
    """
    arrays = counts(**named)
    for name, array in zip(named, arrays, strict=True):
        if (array > 1).any():
            place = _where(name, array, array > 1)
            problem = f"{array[array > 1].flat[0]:g} is above 1"
            raise InvalidInputError(
                place, problem, remedy="give a share such as 0.65, not per cent"
            )
    return arrays


def divide(numerator: FloatArray, denominator: FloatArray) -> Numbers:
    """Divide; where the denominator is zero the result is unknown (``nan``).

    Examples
    --------
    >>> divide(np.array([1.0, 0.0]), np.array([2.0, 0.0]))
    array([0.5, nan])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        result = np.true_divide(numerator, denominator)
    if denominator.size and not denominator.all():
        result = np.where(denominator == 0, np.nan, result)
    return plain(result)


def quotient(**named: ArrayLike) -> Numbers:
    """Divide the first of two named counts by the second.

    Examples
    --------
    >>> quotient(abortions=48, births=887)
    0.05411499436302142
    """
    numerator, denominator = counts(**named)
    return divide(numerator, denominator)


def proportion(**named: ArrayLike) -> Numbers:
    """Divide the first of two named counts by the second, which must contain it.

    Raises
    ------
    PartExceedsWholeError
        The part is larger than the whole.

    Examples
    --------
    >>> proportion(conforming=634, births=887)
    0.7147688838782412
    >>> proportion(conforming=888, births=887)
    Traceback (most recent call last):
    ...
    famplan.errors.PartExceedsWholeError: conforming: 888 is more than births 887; \
a part cannot exceed its whole
    """
    part, whole = counts(**named)
    if (part > whole).any():
        _raise_part_exceeds(named, part, whole)
    return divide(part, whole)


def plain(array: FloatArray) -> Numbers:
    """Turn an array without dimensions into a float; others stay arrays."""
    return float(array) if array.ndim == 0 else array


def ages_last(ages: AgeGroups, **named: FloatArray) -> None:
    """Check that the last axis of each array has one entry for each age group.

    Raises
    ------
    AgeGroupsError
        The number of entries and of groups differ.
    """
    for name, array in named.items():
        length = array.shape[-1] if array.ndim else 1
        if array.ndim == 0 or length != len(ages):
            raise AgeGroupsError(
                name,
                f"{length} {'entry' if length == 1 else 'entries'} for {len(ages)} age groups "
                f"({ages.labels[0]} … {ages.labels[-1]})",
                remedy="give one entry per age group, ages on the last axis",
            )


def closed_ages(ages: AgeGroups | Sequence[str], **named: FloatArray) -> AgeGroups:
    """Read age groups whose widths are all known, one for each entry on the last axis.

    Raises
    ------
    AgeGroupsError
        An open end, labels that cannot be read, or another number of entries.

    Examples
    --------
    >>> closed_ages(["15–19", "20–24"], births=np.array([63.0, 921.0])).widths
    array([5., 5.])
    """
    groups = as_age_groups(ages).closed()
    ages_last(groups, **named)
    return groups


def _check_shapes(arrays: dict[str, FloatArray]) -> None:
    try:
        np.broadcast_shapes(*(array.shape for array in arrays.values()))
    except ValueError as error:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ShapeError(
            " and ".join(arrays),
            f"shapes do not match: {shapes}",
            remedy="give single numbers or arrays of one shape",
        ) from error


def _check_low(name: str, array: FloatArray) -> None:
    # One pass for the usual case; only an array with unknown entries needs a second.
    if not array.size:
        return
    low = array.min()
    if np.isnan(low):
        low = np.fmin.reduce(array, axis=None)
    if low < 0:
        place = _where(name, array, array < 0)
        raise NegativeCountError(
            place, f"{array[array < 0].flat[0]:g} is below 0", remedy="a count cannot be negative"
        )


def _warn_above_one(arrays: dict[str, FloatArray], what: str) -> None:
    for name, array in arrays.items():
        if array.size and np.nanmax(array, initial=0.0) > 1:
            warnings.warn(
                f"{_where(name, array, array > 1)} is {array[array > 1].flat[0]:g}; {what} is "
                "implausible: was it per 1,000?",
                ImplausibleRateWarning,
                stacklevel=4,
            )


def _raise_part_exceeds(named: dict[str, Any], part: FloatArray, whole: FloatArray) -> None:
    part_name, whole_name = named
    part, whole = np.broadcast_arrays(part, whole)
    wrong = part > whole
    place = _where(part_name, part, wrong)
    raise PartExceedsWholeError(
        place,
        f"{part[wrong].flat[0]:g} is more than {whole_name} {whole[wrong].flat[0]:g}",
        remedy="a part cannot exceed its whole",
    )


def _where(name: str, array: FloatArray, wrong: NDArray[np.bool_]) -> str:
    if array.ndim == 0:
        return name
    position = ", ".join(str(int(index)) for index in np.argwhere(wrong)[0])
    return f"{name}[{position}]"
