"""Rows for the combinations of categories that occur."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.tabulate.stretches import first_of_each, runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["RowIndex"]

# Pairs of codes that could be no more than this have a table with a place for each. It takes four
# bytes a place, and memory only where it is touched.
_DENSE = 1 << 24


class RowIndex:
    """A row for each combination of codes that occurs: pairs of codes, folded from the right.

    From the right, because the last dimensions are stratum and cluster: a cluster lies in one
    stratum, so their pairs are no more than the clusters.

    Examples
    --------
    >>> index = RowIndex(2)
    >>> index.rows([np.array([0, 1, 0]), np.array([5, 5, 5])]).tolist()
    [0, 1, 0]
    >>> index.codes.tolist()
    [[0, 5], [1, 5]]
    """

    def __init__(self, dimensions: int) -> None:
        self._pairs = [_PairIndex() for _ in range(max(dimensions - 1, 1))]
        self._single = dimensions == 1

    def __len__(self) -> int:
        """Count the combinations seen."""
        return self._pairs[-1].size

    @property
    def codes(self) -> NDArray[np.int64]:
        """The codes of each row, one column for each dimension."""
        rows = np.arange(len(self))
        columns = []
        for pair in reversed(self._pairs):
            rows, codes = pair.codes(rows)
            columns.append(codes)
        return np.stack([rows] if self._single else [*columns, rows], axis=1)

    def rows(self, codes: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        """Return the row of each combination, new ones for those not seen before."""
        *others, rows = codes
        if self._single:
            return self._pairs[0].rows(rows, np.zeros_like(rows))
        for pair, code in zip(self._pairs, reversed(others), strict=True):
            rows = pair.rows(rows, code)
        return rows


_BITS = 31  # of a code: a pair of codes is one number
_EMPTY = -1
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: neighbours land far apart


class _PairIndex:
    """A number for each pair of codes that occurs.

    A pair has a slot, and the slot its number. While few pairs can occur each has its own slot;
    then a pair looks for one from a place computed from its codes (a hash table), and the slots
    grow with the pairs that do occur. Neither way sorts a batch.
    """

    def __init__(self) -> None:
        self.size = 0
        self._pairs = np.empty(0, dtype=np.int64)
        self._sides = (1, 1)
        self._numbers = np.zeros(1, dtype=np.int32)  # of the pair in each slot, from 1; 0 is none
        self._holders: NDArray[np.int64] | None = None  # which pair a slot has, once they look

    def codes(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the left and the right code of numbered pairs."""
        pairs = self._pairs[rows]
        return pairs >> _BITS, pairs & ((1 << _BITS) - 1)

    def rows(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of each pair, a new one if it is new."""
        runs = runs_of(left, right)
        if runs is not None:
            return np.repeat(self.rows(left[runs.starts], right[runs.starts]), runs.lengths)
        if not left.size:
            return left
        self._make_room(left, right)
        slots = self._slots(left, right)
        rows = np.subtract(self._numbers[slots], 1, dtype=np.int64)
        if rows.min() < 0:
            new = np.flatnonzero(rows < 0)
            new = new[first_of_each(slots[new], self._numbers)]
            stop = self.size + len(new)
            if stop > len(self._pairs):
                room = np.empty(2 * stop - self.size, dtype=np.int64)
                self._pairs = np.concatenate([self._pairs[: self.size], room])
            self._pairs[self.size : stop] = (left[new] << _BITS) | right[new]
            self._numbers[slots[new]] = np.arange(self.size + 1, stop + 1)
            self.size = stop
            rows = np.subtract(self._numbers[slots], 1, dtype=np.int64)
        return rows

    def _slots(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
        if self._holders is None:
            return left * self._sides[1] + right
        pairs = (left << _BITS) | right
        shift = np.uint64(65 - len(self._holders).bit_length())
        slots = ((pairs.view(np.uint64) * _SPREAD) >> shift).view(np.int64)
        waiting = np.flatnonzero(self._holders[slots] != pairs)
        while waiting.size:
            wanted, tried = pairs[waiting], slots[waiting]
            free = self._holders[tried] == _EMPTY
            self._holders[tried[free]] = wanted[free]  # of several pairs the last one written stays
            waiting = waiting[self._holders[tried] != wanted]
            slots[waiting] = (slots[waiting] + 1) % len(self._holders)
        return slots

    def _make_room(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> None:
        """Have a slot for every pair to come; those known keep their numbers."""
        most = self.size + len(left)
        sides = (_wide(self._sides[0], left), _wide(self._sides[1], right))
        slots = sides[0] * sides[1]
        if self._holders is None and sides == self._sides:
            return
        if self._holders is not None or slots > _DENSE:
            if self._holders is not None and 2 * most <= len(self._holders):
                return
            slots = 1 << (2 * most).bit_length()
            self._holders = np.full(slots, _EMPTY, dtype=np.int64)
        self._sides = sides
        self._numbers = np.zeros(slots, dtype=np.int32)
        known = np.arange(self.size)
        self._numbers[self._slots(*self.codes(known))] = known + 1


def _wide(side: int, codes: NDArray[np.int64]) -> int:
    """Widen a side to hold its codes, to a power of two so that it seldom happens."""
    highest = int(codes.max())
    return side if highest < side else 1 << highest.bit_length()
