"""What every formula does with its arguments: read, check, match, divide.

Counts may be numbers, lists, arrays, masked arrays or a column of any dataframe; unknown entries
become ``nan`` and stay unknown, and a zero denominator gives ``nan``, never zero.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from famplan.errors import (
    AgeGroupsError,
    ImplausibleRateWarning,
    InvalidInputError,
    NegativeCountError,
    PartExceedsWholeError,
    ShapeError,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups

__all__ = [
    "FloatArray",
    "Numbers",
    "ages_last",
    "counts",
    "divide",
    "numbers",
    "plain",
    "proportion",
    "quotient",
    "rates",
]

FloatArray: TypeAlias = NDArray[np.float64]
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
    arrays = {name: _array(value, name) for name, value in named.items()}
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
    for name, array in zip(named, arrays, strict=True):
        if array.size and np.nanmax(array, initial=0.0) > 1:
            place = _where(name, array, array > 1)
            warnings.warn(
                f"{place} is {array[array > 1].flat[0]:g}; a rate above 1 per person-year is "
                "implausible: was it per 1,000?",
                ImplausibleRateWarning,
                stacklevel=3,
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
                f"{length} entries for {len(ages)} age groups "
                f"({ages.labels[0]} … {ages.labels[-1]})",
                remedy="give one entry per age group, ages on the last axis",
            )


def _array(value: Any, name: str) -> FloatArray:  # noqa: ANN401 - anything numpy can read
    if isinstance(value, np.ma.MaskedArray):
        return np.ma.filled(value.astype(np.float64), np.nan)
    if not isinstance(value, np.ndarray) and hasattr(value, "to_numpy"):
        return _column(value, name)
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O":  # None means unknown
            known = [np.nan if item is None else float(item) for item in array.flat]
            array = np.array(known).reshape(array.shape)
    except (TypeError, ValueError) as error:
        raise _not_numeric(value, name) from error
    if array.dtype.kind not in "iuf":
        raise _not_numeric(value, name)
    return array.astype(np.float64, copy=False)


def _not_numeric(value: object, name: str) -> InvalidInputError:
    problem = f"{type(value).__name__} is not numeric"
    return InvalidInputError(name, problem, remedy="give numbers")


def _column(value: Any, name: str) -> FloatArray:  # noqa: ANN401 - a column of any dataframe
    import narwhals as nw  # noqa: PLC0415 - loads when the first column of a frame arrives

    series = nw.from_native(value, series_only=True, pass_through=True)
    if not isinstance(series, nw.Series):
        return _array(np.asarray(value), name)
    if not (series.dtype.is_numeric() or series.dtype == nw.Unknown):
        problem = f"a column of {series.dtype} is not numeric"
        raise InvalidInputError(name, problem, remedy="give numbers")
    floats = series.cast(nw.Float64)
    return np.asarray(floats.fill_null(float("nan")).to_numpy(), dtype=np.float64)


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
