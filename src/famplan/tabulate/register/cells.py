"""Cells of a count: an area and a few small codes, into which rows are added block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.tabulate.coding import Coded
from famplan.tabulate.counts import Counter, Counts
from famplan.tabulate.kernel import BATCH_ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["OUTSIDE", "Cells"]

OUTSIDE = -2
"""Code of an area that is not counted."""


class Cells:
    """Gathers a count by area and small dimensions.

    The small dimensions are fused into one code, so that a row has two codes whatever is counted.

    Parameters
    ----------
    areas : sequence of str
        The units, by code; -1 is unknown and `OUTSIDE` left out.
    dimensions : mapping of str to sequence
        The values of each small dimension, by code; -1 is unknown.
    widths : mapping of str to int
        Columns of each sum.

    Examples
    --------
    >>> cells = Cells(["east", "west"], {"sex": ("female", "male")}, {"births": 1})
    >>> cells.add(np.array([0, 1, 0, OUTSIDE]), [np.array([1, 0, 1, 0])], births=None)
    >>> counts = cells.counts()
    >>> sorted(zip(*counts.keys, counts.sums["births"][:, 0].tolist(), strict=True))
    [('east', 'male', 2.0), ('west', 'female', 1.0)]
    """

    def __init__(
        self,
        areas: Sequence[str],
        dimensions: Mapping[str, Sequence[object]],
        widths: Mapping[str, int],
    ) -> None:
        self._areas = areas
        self._dimensions = dimensions
        self._sizes = tuple(len(values) + 1 for values in dimensions.values())
        self._fused = range(int(np.prod(self._sizes, dtype=np.int64)))
        self._widths = widths
        self._counter = Counter(("area", "fused"), widths)

    def add(
        self,
        areas: NDArray[Any],
        codes: Sequence[NDArray[Any]],
        **sums: tuple[NDArray[Any] | None, NDArray[Any] | None] | None,
    ) -> None:
        """Add rows: for each sum their columns (the first if not given) and values (one each)."""
        if (areas == OUTSIDE).any():
            inside = np.flatnonzero(areas != OUTSIDE)
            areas, codes = areas[inside], [code[inside] for code in codes]
            sums = {
                name: (_picked(given[0], inside), _picked(given[1], inside)) if given else None
                for name, given in sums.items()
            }
        for start in range(0, len(areas), BATCH_ROWS):
            part = slice(start, start + BATCH_ROWS)
            fused = np.zeros(len(areas[part]), dtype=np.int64)
            for size, code in zip(self._sizes, codes, strict=True):
                fused *= size
                fused += code[part]
                fused += 1  # 0 stands for unknown
            keys = [Coded(areas[part], self._areas), Coded(fused, self._fused)]
            self._put(keys, part, sums)

    def _put(self, keys: Sequence[Coded], part: slice, sums: Mapping[str, Any]) -> None:
        rows = self._counter.rows(keys)
        ones = np.ones(len(rows))
        for name, given in sums.items():
            columns, values = given or (None, None)
            places = rows if columns is None else rows * self._widths[name] + columns[part]
            self._counter.put(name, places, ones if values is None else values[part])

    def counts(self) -> Counts:
        """Close the count, with each small dimension by itself."""
        found = self._counter.counts()
        area, fused = found.coded
        places = np.array([*fused.values, 0], dtype=np.int64)[fused.codes]
        apart = np.unravel_index(places, self._sizes) if self._sizes else ()
        coded = [
            Coded(code - 1, list(values))
            for code, values in zip(apart, self._dimensions.values(), strict=True)
        ]
        return Counts(("area", *self._dimensions), (area, *coded), found.sums, found.findings)


def _picked(column: NDArray[Any] | None, rows: NDArray[np.int64]) -> NDArray[Any] | None:
    return None if column is None else column[rows]
