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
        return np.stack(self.columns(), axis=1)

    def columns(self) -> list[NDArray[np.int64]]:
        """Return the codes of each row, dimension by dimension."""
        rows = np.arange(len(self))
        columns = []
        for pair in reversed(self._pairs):
            rows, codes = pair.codes(rows)
            columns.append(codes)
        return [rows] if self._single else [*columns, rows]

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
# Slots are close together if they span no more than this many times their number.
_NEAR = 4
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: neighbours land far apart


class _PairIndex:
    """A number for each pair of codes that occurs.

    A pair has a slot, and the slot its number. While every left code goes with one right code, as
    a cluster lies in one stratum, the slot is the left code. Then, while few pairs can occur, each
    has its own slot; at last a pair looks for one from a place computed from its codes (a hash
    table), and the slots grow with the pairs that do occur. No way sorts a batch.
    """

    def __init__(self) -> None:
        self.size = 0
        self._pairs = np.empty(0, dtype=np.int64)
        self._numbers = np.zeros(1, dtype=np.int32)  # of the pair in each slot, from 1; 0 is none
        self._partners: NDArray[np.int64] | None = np.empty(0, dtype=np.int64)
        self._sides = (0, 0)
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
        if self._are_alone(left, right):
            slots = left
        else:
            self._make_room(left, right)
            slots = self._slots(left, right)
        numbers = self._numbers[slots]
        if not numbers.min():
            self._number_new(slots, numbers)
            numbers = self._numbers[slots]
        return np.subtract(numbers, 1, dtype=np.int64)

    def _number_new(self, slots: NDArray[np.int64], numbers: NDArray[np.int32]) -> None:
        """Give the pairs of those slots their numbers that have none."""
        low, high = int(slots.min()), int(slots.max()) + 1
        if high - low <= _NEAR * len(slots):  # as in a file sorted by cluster
            met = np.zeros(high - low, dtype=bool)
            met[slots - low] = True
            new = np.flatnonzero(met & (self._numbers[low:high] == 0)) + low
        else:
            new = slots[numbers == 0]
            new = new[first_of_each(new, self._numbers)]
        stop = self.size + len(new)
        if stop > len(self._pairs):
            room = np.empty(2 * stop - self.size, dtype=np.int64)
            self._pairs = np.concatenate([self._pairs[: self.size], room])
        self._pairs[self.size : stop] = self._pairs_of(new)
        self._numbers[new] = np.arange(self.size + 1, stop + 1)
        self.size = stop

    def _pairs_of(self, slots: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the pairs that have some slots."""
        if self._partners is not None:
            return (slots << _BITS) | self._partners[slots]
        if self._holders is not None:
            return self._holders[slots]
        bits = self._sides[1].bit_length() - 1
        return ((slots >> bits) << _BITS) | (slots & (self._sides[1] - 1))

    def _are_alone(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> bool:
        """Whether each left code has gone with one right code only, these among them."""
        if self._partners is None:
            return False
        known = len(self._partners)
        room = _wide(known, left)
        if room > known:
            partners = np.full(room, _EMPTY, dtype=np.int64)
            partners[:known] = self._partners
            numbers = np.zeros(room, dtype=np.int32)
            numbers[:known] = self._numbers[:known]
            self._partners, self._numbers = partners, numbers
        free = np.flatnonzero(self._partners[left] == _EMPTY)
        self._partners[left[free]] = right[free]  # of several the last one written stays
        if (self._partners[left] == right).all():
            return True
        self._partners = None
        return False

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
        known = self.codes(np.arange(self.size)) if self._sides == (0, 0) else None
        sides = (_wide(self._sides[0], left), _wide(self._sides[1], right))
        if known is not None and self.size:
            sides = (_wide(sides[0], known[0]), _wide(sides[1], known[1]))
        slots = sides[0] * sides[1]
        if self._holders is None and sides == self._sides:
            return
        if self._holders is not None or slots > _DENSE:
            if self._holders is not None and 2 * most <= len(self._holders):
                return
            slots = 1 << (2 * most).bit_length()
            self._holders = np.full(slots, _EMPTY, dtype=np.int64)
        stay = self._holders is None and sides[1] == self._sides[1]
        numbers, self._sides = self._numbers, sides
        self._numbers = np.zeros(slots, dtype=np.int32)
        if stay:  # more left codes only add slots at the end
            self._numbers[: len(numbers)] = numbers
        else:
            rows = np.arange(self.size)
            self._numbers[self._slots(*self.codes(rows))] = rows + 1


def _wide(side: int, codes: NDArray[np.int64]) -> int:
    """Widen a side to hold its codes, to a power of two so that it seldom happens."""
    highest = int(codes.max())
    return side if highest < side else 1 << highest.bit_length()
