"""Categories as small integers, the same in every batch, and rows for their combinations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Categories", "Coded", "RowIndex"]

# An integer column whose values span no more than this is coded by a table look-up.
_TABLE = 1 << 22
# Pairs of codes that could be no more than this have a table with a place for each. It takes four
# bytes a place, and memory only where it is touched.
_DENSE = 1 << 24


@attrs.frozen(eq=False)
class Coded:
    """A column that comes coded: categories and, for each row, the position of its own (-1: none).

    Examples
    --------
    >>> column = Coded(np.array([0, 1, -1, 0]), ["urban", "rural"])
    >>> column.decoded().tolist()
    ['urban', 'rural', None, 'urban']
    """

    codes: NDArray[np.integer[Any]]
    values: Sequence[object]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.codes)

    def __getitem__(self, rows: slice | NDArray[np.bool_] | NDArray[np.int64]) -> Coded:
        """Pick rows."""
        return Coded(self.codes[rows], self.values)

    def decoded(self) -> NDArray[np.object_]:
        """Return the category of each row."""
        values = np.empty(len(self.values) + 1, dtype=object)  # the last is None: -1 finds it
        values[:-1] = self.values
        decoded: NDArray[np.object_] = values[self.codes]
        return decoded


class Categories:
    """The values of one dimension, numbered in the order in which they are first seen.

    Examples
    --------
    >>> regions = Categories()
    >>> regions.code(np.array([7, 3, 7])).tolist(), regions.code(np.array([3.0, np.nan])).tolist()
    ([0, 1, 0], [1, 2])
    >>> regions.values
    [7, 3, None]
    """

    def __init__(self) -> None:
        self.values: list[object] = []
        self._numbers: dict[object, int] = {}
        # Numbers of integer values, from `_low` up; -1 where a value was not seen yet.
        self._low = 0
        self._table = np.empty(0, dtype=np.int64)
        # The categories of the last coded column: its blocks share them, and are numbered once.
        self._coded: Sequence[object] | None = None
        self._coded_numbers = np.empty(0, dtype=np.int64)

    def __len__(self) -> int:
        """Count the values seen."""
        return len(self.values)

    def number(self, value: object) -> int:
        """Return the number of a value, a new one if it is new."""
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = len(self.values)
            self.values.append(value)
        return found

    def _number_all(self, values: list[object]) -> Sequence[int]:
        """Number values that differ from each other."""
        if not self._numbers.keys().isdisjoint(values):
            return [self.number(value) for value in values]
        numbers = range(len(self.values), len(self.values) + len(values))
        self._numbers.update(zip(values, numbers, strict=True))
        self.values += values
        return numbers

    def code(self, column: NDArray[Any] | Coded) -> NDArray[np.int64]:
        """Number every row of a column; an unknown entry is the category ``None``."""
        if isinstance(column, Coded):
            return self._code_coded(column)
        if column.dtype.kind in "iub" and column.size:
            return self._code_integers(column)
        if column.dtype.kind == "f":
            return self._code_floats(column)
        return self._code_distinct(column)

    def _code_coded(self, column: Coded) -> NDArray[np.int64]:
        if column.values is not self._coded:
            self._coded_numbers = np.array([*map(self.number, column.values), -1], dtype=np.int64)
            self._coded = column.values
        codes: NDArray[np.int64] = self._coded_numbers[column.codes]
        if codes.size and codes.min() < 0:
            self._coded_numbers[-1] = self.number(None)
            codes = self._coded_numbers[column.codes]
        return codes

    def _code_integers(self, column: NDArray[Any]) -> NDArray[np.int64]:
        if column.dtype.kind == "b":
            column = column.view(np.int8)
        low, high = int(column.min()), int(column.max())
        if not self._reach(low, high):
            return self._code_distinct(column)
        shifted = np.subtract(column, self._low, dtype=np.int64)
        found: NDArray[np.int64] = self._table[shifted]
        if found.min() < 0:
            new = shifted[found < 0]
            new = new[_once(new, self._table)]
            self._table[new] = self._number_all((new + self._low).tolist())
            found = self._table[shifted]
        return found

    def _reach(self, low: int, high: int) -> bool:
        """Make the table span the values, unless that would make it too long."""
        if not self._table.size:
            self._low = low
        start = min(low, self._low)
        stop = max(high + 1, self._low + len(self._table))
        if stop - start > _TABLE:
            return False
        if stop - start > len(self._table):
            # Room for twice as many: in a sorted file each batch has higher values than the last.
            stop = max(stop, min(start + 2 * (stop - start), start + _TABLE))
            table = np.full(stop - start, -1, dtype=np.int64)
            table[self._low - start : self._low - start + len(self._table)] = self._table
            self._low, self._table = start, table
        return True

    def _code_floats(self, column: NDArray[Any]) -> NDArray[np.int64]:
        """Number floats; whole ones (integers that a missing value made floats) as integers."""
        unknown = np.isnan(column)
        codes = np.empty(len(column), dtype=np.int64)
        codes[unknown] = self.number(None) if unknown.any() else 0
        known = column[~unknown]
        whole = known.astype(np.int64)
        same = bool((whole == known).all())
        codes[~unknown] = self.code(whole) if same and whole.size else self._code_distinct(known)
        return codes

    def _code_distinct(self, column: NDArray[Any]) -> NDArray[np.int64]:
        if column.dtype.kind == "O":
            return np.array([self.number(_plain(value)) for value in column], dtype=np.int64)
        distinct, place = np.unique(column, return_inverse=True)
        return np.array([self.number(value.item()) for value in distinct], dtype=np.int64)[place]


def _plain(value: object) -> object:
    return None if value is None or value != value else value  # noqa: PLR0124 - nan differs from itself


def _once(places: NDArray[np.int64], table: NDArray[np.signedinteger[Any]]) -> NDArray[np.int64]:
    """Pick the first entry for each place, without sorting: what is written last stays."""
    numbers = np.arange(len(places))
    table[places[::-1]] = numbers[::-1]
    return np.flatnonzero(table[places] == numbers)


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
        if not left.size:
            return left
        self._make_room(left, right)
        slots = self._slots(left, right)
        rows = np.subtract(self._numbers[slots], 1, dtype=np.int64)
        if rows.min() < 0:
            new = np.flatnonzero(rows < 0)
            new = new[_once(slots[new], self._numbers)]
            stop = self.size + len(new)
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
        if most > len(self._pairs):
            self._pairs = np.concatenate([self._pairs[: self.size], np.empty(most, dtype=np.int64)])
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
