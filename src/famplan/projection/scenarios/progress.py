"""How far a path has gone from its start to its target, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from famplan.formulas.arrays import FloatArray

__all__ = ["PathForm", "middles", "progress"]

PathForm: TypeAlias = Literal["constant", "linear", "logistic"]
"""How a level moves."""

_STEEPNESS = 10.0  # of the logistic: at a fifth of the way, 4 per cent are done


def middles(years: Sequence[int]) -> FloatArray:
    """Years in the middle of each step.

    Examples
    --------
    >>> middles([2020, 2025, 2030])
    array([2022.5, 2027.5])
    """
    stops = np.asarray(years, dtype=np.float64)
    return np.asarray((stops[1:] + stops[:-1]) / 2)


def progress(years: Sequence[int], *, by: int, form: PathForm) -> FloatArray:
    """Share of the way that the middle of each step has behind it.

    Examples
    --------
    >>> progress([2020, 2030, 2040, 2050], by=2040, form="linear")
    array([0.25, 0.75, 1.  ])
    >>> progress([2020, 2030, 2040, 2050], by=2040, form="logistic").round(3)
    array([0.07, 0.93, 1.  ])
    """
    if by <= years[0]:
        raise InvalidInputError("by", f"{by} is not after the start, {years[0]}")
    share = np.clip((middles(years) - years[0]) / (by - years[0]), 0, 1)
    if form == "constant":
        return np.zeros_like(share)
    if form == "linear":
        return share
    low, high = (1 / (1 + np.exp(sign * _STEEPNESS / 2)) for sign in (1, -1))
    return np.asarray((1 / (1 + np.exp(-_STEEPNESS * (share - 0.5))) - low) / (high - low))
