"""Stretches of like rows, and first rows of each kind: what need not be looked at twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Runs", "first_of_each", "runs_of"]

_LONG = 4  # rows that stretches of like rows must have on average to be coded as one


class Runs(NamedTuple):
    """Stretches of rows that are alike: where each starts, and how long it is."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


def runs_of(*columns: NDArray[Any]) -> Runs | None:
    """Find stretches of rows that are alike, if they are long, as clusters are in a sorted file."""
    size = len(columns[0])
    differs = np.zeros(max(size - 1, 0), dtype=bool)
    for column in columns:
        differs |= column[1:] != column[:-1]
    if size < _LONG or np.count_nonzero(differs) * _LONG > size:
        return None
    starts = np.concatenate([[0], np.flatnonzero(differs) + 1])
    return Runs(starts, np.diff(starts, append=size))


def first_of_each(
    places: NDArray[np.int64], table: NDArray[np.signedinteger[Any]]
) -> NDArray[np.int64]:
    """Pick the first entry for each place, without sorting: what is written last stays."""
    numbers = np.arange(len(places))
    table[places[::-1]] = numbers[::-1]
    return np.flatnonzero(table[places] == numbers)
