"""Counts that add up: sums by cell, gathered batch by batch and merged in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.tabulate.coding import Categories, Coded
from famplan.tabulate.combinations import RowIndex
from famplan.tabulate.findings import FaultLog, Findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["Counter", "Counts"]

# Places are close together if they span no more than this many times their number.
_NEAR = 4


def _all_coded(keys: Sequence[NDArray[Any] | Coded]) -> tuple[Coded, ...]:
    """Code the columns that are not coded yet."""
    return tuple(key if isinstance(key, Coded) else _coded(np.asarray(key)) for key in keys)


def _coded(key: NDArray[Any]) -> Coded:
    categories = Categories()
    return Coded(categories.code(key), categories.values)


@attrs.frozen(eq=False)
class Counts:
    """Sums by cell: one row for each combination of categories that occurs.

    Parameters
    ----------
    dimensions : tuple of str
        Names of the dimensions.
    coded : tuple of Coded or ndarray
        For each dimension, the category of each row (``None`` where unknown).
    sums : mapping of str to ndarray
        For each thing counted, an array of rows by columns (age groups, or a single column).
    findings : Findings
        What was wrong in the rows that were read.
    """

    dimensions: tuple[str, ...]
    coded: tuple[Coded, ...] = attrs.field(converter=_all_coded)
    sums: Mapping[str, NDArray[np.float64]]
    findings: Findings = attrs.field(factory=Findings)

    def __len__(self) -> int:
        """Count the cells."""
        return len(self.coded[0])

    @property
    def keys(self) -> tuple[NDArray[np.object_], ...]:
        """For each dimension, the category of each row (``None`` where unknown)."""
        return tuple(key.decoded() for key in self.coded)

    def __add__(self, other: Counts) -> Counts:
        """Add cell by cell; a cell that one side lacks is empty there."""
        if self.dimensions != other.dimensions or set(self.sums) != set(other.sums):
            raise DefinitionError("counts", "not of one kind: their dimensions or sums differ")
        counter = Counter(self.dimensions, _widths(self.sums))
        for part in (self, other):
            counter.merge(part)
        return counter.counts()

    def by(self, dimensions: Sequence[str]) -> Counts:
        """Add up over all dimensions but these."""
        kept = [self.dimensions.index(name) for name in dimensions]
        counter = Counter(dimensions, _widths(self.sums))
        counter.add([self.coded[place] for place in kept], self.sums)
        counter.faults.merge(self.findings)
        return counter.counts()


def _widths(sums: Mapping[str, NDArray[np.float64]]) -> dict[str, int]:
    return {name: array.shape[1] for name, array in sums.items()}


class Counter:
    """Gathers sums by cell from batches of columns."""

    def __init__(self, dimensions: Sequence[str], widths: Mapping[str, int]) -> None:
        self.dimensions = tuple(dimensions)
        self.faults = FaultLog()
        self._categories = [Categories() for _ in self.dimensions]
        self._index = RowIndex(len(self.dimensions))
        self._sums = {width: _Sums(width) for width in widths.values()}
        self._place_in = {name: self._sums[width].place() for name, width in widths.items()}
        self._widths = dict(widths)

    def rows(self, keys: Sequence[NDArray[Any] | Coded]) -> NDArray[np.int64]:
        """Return the cell of each entry of a batch, with room made for new cells."""
        codes = [
            categories.code(key) for categories, key in zip(self._categories, keys, strict=True)
        ]
        rows = self._index.rows(codes)
        for sums in self._sums.values():
            sums.make_room(len(self._index))
        return rows

    def put(self, name: str, places: NDArray[np.int64], values: NDArray[Any]) -> None:
        """Add values to a sum, each at its place: the cell times the width, plus the column."""
        self._sums[self._widths[name]].put(self._place_in[name], places, values)

    def add(self, keys: Sequence[Coded], sums: Mapping[str, NDArray[np.float64]]) -> None:
        """Add rows that have been summed before."""
        rows = self.rows(keys)
        for width in self._sums:
            for column in range(width):
                places = rows * width + column
                for name in (name for name in sums if self._widths[name] == width):
                    self.put(name, places, sums[name][:, column])

    def merge(self, part: Counts) -> None:
        """Add counts gathered elsewhere."""
        self.add(part.coded, part.sums)
        self.faults.merge(part.findings)

    def counts(self) -> Counts:
        """Close the count: the counter gives its sums away and counts no more."""
        size = len(self._index)
        keys = tuple(
            Coded(codes, list(categories.values))
            for codes, categories in zip(self._index.columns(), self._categories, strict=True)
        )
        sums = {
            name: self._sums[width].cells[self._place_in[name], :size]
            for name, width in self._widths.items()
        }
        self._sums = {}
        return Counts(self.dimensions, keys, sums, self.faults.findings())


class _Sums:
    """Sums of one width: for each, its columns cell by cell."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.cells = np.zeros((0, 0, width))
        self._places = np.empty(0, dtype=np.int64)

    def place(self) -> int:
        """Make place for one more sum."""
        self.cells = np.zeros((len(self.cells) + 1, 0, self.width))
        return len(self.cells) - 1

    def make_room(self, size: int) -> None:
        """Have so many cells."""
        room = self.cells.shape[1]
        if room < size:
            # Much more room than is needed: zeros take no memory before they are touched.
            grown = np.zeros((len(self.cells), max(size, 4 * room), self.width))
            grown[:, :room] = self.cells
            self.cells = grown

    def put(self, place: int, places: NDArray[np.int64], values: NDArray[Any]) -> None:
        """Add values to one sum."""
        if not len(places):
            return
        if places is not self._places:  # several sums are put at the same places
            self._places = places
            self._low, self._high = int(places.min()), int(places.max()) + 1
            # Close together, as in a file sorted by cluster or in a small table: first added up
            # by themselves, which is faster.
            self._close = self._high - self._low <= _NEAR * len(places)
            self._at = places - self._low if self._close else places
        flat = self.cells[place].reshape(-1)
        if self._close:
            flat[self._low : self._high] += np.bincount(self._at, values, self._high - self._low)
        else:
            np.add.at(flat, self._at, values.astype(np.float64, copy=False))
