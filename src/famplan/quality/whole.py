"""Counts that must be whole, as exact tests and samples of records need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import InvalidInputError
from famplan.formulas.arrays import FloatArray, counts

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["whole_counts"]


def whole_counts(remedy: str, /, **named: ArrayLike) -> tuple[FloatArray, ...]:
    """Read named arguments as whole numbers, not below zero; unknown ones are ``nan``.

    Parameters
    ----------
    remedy : str
        What to give instead, for the message.
    **named : array_like
        The counts.

    Raises
    ------
    InvalidInputError
        An entry is not a whole number.
    NegativeCountError, ShapeError
        An entry is below zero, or shapes do not match.

    Examples
    --------
    >>> whole_counts("give records", checked=[12, 7.5])
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: checked: 7.5 is not a whole number; give records
    """
    arrays = counts(**named)
    for name, array in zip(named, arrays, strict=True):
        # Infinity is no number of anything; its remainder is unknown.
        parts = array[np.isinf(array) | (np.isfinite(array) & (np.trunc(array) != array))]
        if parts.size:
            problem = f"{parts.flat[0]:g} is not a whole number"
            raise InvalidInputError(name, problem, remedy=remedy)
    return arrays
