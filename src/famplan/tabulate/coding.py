"""Categories as small integers, the same in every batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.tabulate.stretches import first_of_each, runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Categories", "Coded"]

# An integer column whose values span no more than this is coded by a table look-up.
_TABLE = 1 << 22
_GREATEST = np.iinfo(np.int64).max


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
        # Numbers by value: made when a value comes that is not numbered through the table.
        self._numbers: dict[object, int] = {}
        self._tabled = True
        # Numbers of integer values, from `_low` up; -1 where a value was not seen yet.
        self._low = 0
        self._table = np.empty(0, dtype=np.int64)
        # The categories of the last coded column: its blocks share them, and are numbered once.
        self._coded: Sequence[object] | None = None
        self._coded_numbers = np.empty(0, dtype=np.int64)
        self._coded_alike = False  # whether their codes are their numbers

    def __len__(self) -> int:
        """Count the values seen."""
        return len(self.values)

    def number(self, value: object) -> int:
        """Return the number of a value, a new one if it is new."""
        if self._tabled:
            self._numbers = {value: number for number, value in enumerate(self.values)}
            self._tabled = False
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = len(self.values)
            self.values.append(value)
        return found

    def _number_all(self, values: list[object]) -> NDArray[np.int64]:
        """Number values that the table does not have and that differ from each other."""
        if not self._numbers.keys().isdisjoint(values):
            return np.array([self.number(value) for value in values], dtype=np.int64)
        start, stop = len(self.values), len(self.values) + len(values)
        if not self._tabled:
            self._numbers.update(zip(values, range(start, stop), strict=True))
        self.values += values
        return np.arange(start, stop)

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
            numbers = [self.number(_plain(value)) for value in column.values]
            self._coded_numbers = np.array([*numbers, -1], dtype=np.int64)
            self._coded = column.values
            self._coded_alike = bool(
                (self._coded_numbers[:-1] == np.arange(len(column.values))).all()
            )
        if self._coded_alike and column.codes.size and column.codes.min() >= 0:
            return column.codes.astype(np.int64, copy=False)
        codes: NDArray[np.int64] = self._coded_numbers[column.codes]
        if codes.size and codes.min() < 0:
            self._coded_numbers[-1] = self.number(None)
            codes = self._coded_numbers[column.codes]
        return codes

    def _code_integers(self, column: NDArray[Any]) -> NDArray[np.int64]:
        if column.dtype.kind == "b":
            column = column.view(np.int8)
        runs = runs_of(column)
        if runs is not None:
            return np.repeat(self._code_integers(column[runs.starts]), runs.lengths)
        low, high = int(column.min()), int(column.max())
        if not self._reach(low, high):
            return self._code_distinct(column)
        shifted = np.subtract(column, self._low, dtype=np.int64)
        found: NDArray[np.int64] = self._table[shifted]
        if found.min() < 0:
            new = shifted[found < 0]
            new = new[first_of_each(new, self._table)]
            self._table[new] = self._number_all((new + self._low).tolist())
            found = self._table[shifted]
        return found

    def _reach(self, low: int, high: int) -> bool:
        """Make the table span the values, unless that would make it too long."""
        own = self._low if self._table.size else low
        start = min(low, own)
        stop = max(high + 1, own + len(self._table))
        # Places are found by subtracting 64-bit integers: none may be above the greatest.
        if stop - start > _TABLE or stop > _GREATEST:
            return False
        self._low = own
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
        with np.errstate(invalid="ignore"):  # what is too large for an integer is not the same
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
