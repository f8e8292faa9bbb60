"""Exact keys: rows that agree in every column of a key, and in nothing unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.quality.matching.normalising import UNKNOWN, joint_codes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Columns = Mapping[str, NDArray[Any]]

__all__ = ["key_codes", "several_partners", "single_partners"]


def key_codes(tables: Sequence[Columns], key: Sequence[str]) -> list[NDArray[np.int64]]:
    """Number the keys of several tables; a key with an unknown part is `UNKNOWN`.

    Examples
    --------
    >>> table = {"mother": np.array([1, 1, 2]), "day": np.array(["3", "3", ""])}
    >>> key_codes([table], ["mother", "day"])
    [array([ 0,  0, -1])]
    """
    lengths = [len(table[key[0]]) for table in tables]
    fused = np.zeros(sum(lengths), dtype=np.int64)
    known = np.ones(len(fused), dtype=bool)
    for name in key:
        codes = np.concatenate(joint_codes([table[name] for table in tables]))
        known &= codes != UNKNOWN
        # Numbered anew after each column, so that the product stays small.
        fused = fused * (codes.max(initial=0) + 1) + np.maximum(codes, 0)
        fused = np.unique(fused, return_inverse=True)[1].astype(np.int64)
    fused[known] = np.unique(fused[known], return_inverse=True)[1]
    fused[~known] = UNKNOWN
    return np.split(fused, np.cumsum(lengths)[:-1])


def _numbers(codes: NDArray[np.int64], free: NDArray[np.bool_], size: int) -> NDArray[np.int64]:
    return np.bincount(codes[free & (codes != UNKNOWN)], minlength=size)


def _sizes(
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    free: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    size = int(max(first.max(initial=-1), second.max(initial=-1))) + 1
    return _numbers(first, free[0], size), _numbers(second, free[1], size)


def single_partners(
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    free: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of keys that one free row of each table has.

    Examples
    --------
    >>> first, second = np.array([0, 1, 1]), np.array([1, 0])
    >>> single_partners(first, second, (np.ones(3, bool), np.ones(2, bool)))
    (array([0]), array([1]))
    """
    in_first, in_second = _sizes(first, second, free)
    place = np.full(len(in_second), UNKNOWN, dtype=np.int64)
    rows = np.flatnonzero(free[1] & (second != UNKNOWN))
    place[second[rows]] = rows
    once = (in_first == 1) & (in_second == 1)
    found = np.flatnonzero(free[0] & (first != UNKNOWN))
    found = found[once[first[found]]]
    return found, place[first[found]]


def several_partners(
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    free: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair the free rows of keys that both tables have: the first with the first, and so on.

    Which row belongs to which cannot be said, but how many pairs there may be.

    Examples
    --------
    >>> first, second = np.array([5, 1, 1]), np.array([1, 1, 1])
    >>> several_partners(first, second, (np.ones(3, bool), np.ones(3, bool)))
    (array([1, 2]), array([0, 1]))
    """
    left, right = _ranked(first, free[0]), _ranked(second, free[1])
    both, at_left, at_right = np.intersect1d(left[1], right[1], return_indices=True)
    del both
    return np.sort(left[0][at_left]), right[0][at_right][np.argsort(left[0][at_left])]


def _ranked(
    codes: NDArray[np.int64], free: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return rows with a key, and a number of key and place among the rows of that key."""
    rows = np.flatnonzero(free & (codes != UNKNOWN))
    rows = rows[np.argsort(codes[rows], kind="stable")]
    ordered = codes[rows]
    starts = np.searchsorted(ordered, ordered)
    rank = np.arange(len(rows)) - starts
    return rows, ordered * (np.int64(2) ** 31) + rank
