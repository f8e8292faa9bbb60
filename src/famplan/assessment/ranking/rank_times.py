"""How often each area has had each rank: all that is kept of the tables that were drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.assessment.ranking.area_counts import Ordered
    from famplan.formulas.arrays import FloatArray

__all__ = ["TimesSeen"]

_MOST_BINS = 1000
"""Ranks that are told apart; of more areas, neighbouring ranks are counted together."""


@attrs.frozen(eq=False)
class TimesSeen:
    """How often each area has had each rank.

    Parameters
    ----------
    times : ndarray
        How often, of shape (areas, bins of ranks).
    sums : ndarray
        Sum of each area's ranks, the first being 0.
    top, bottom : ndarray
        How often each was among the first and the last `ends`.
    ends : int
        How many those are.
    bin_of : ndarray
        Bin of each rank.

    Examples
    --------
    >>> seen = TimesSeen.empty(3, ends=1)
    >>> seen.add(np.array([[0.1, 0.3, 0.2], [0.1, 0.2, 0.3]]))
    >>> seen.times.tolist(), seen.top
    ([[2, 0, 0], [0, 1, 1], [0, 1, 1]], array([2., 0., 0.]))
    """

    times: NDArray[np.uint32]
    sums: FloatArray
    top: FloatArray
    bottom: FloatArray
    ends: int
    bin_of: NDArray[np.intp]

    @classmethod
    def empty(cls, areas: int, ends: int) -> TimesSeen:
        """Begin with no table."""
        wide = max(1, -(-areas // _MOST_BINS))
        bin_of = np.arange(areas) // wide
        bins = int(bin_of[-1]) + 1 if areas else 0
        sums, top, bottom = np.zeros((3, areas))
        times = np.zeros((areas, bins), np.uint32)
        return cls(times, sums, top, bottom, min(ends, areas), bin_of)

    def add(self, figures: FloatArray) -> None:
        """Count tables, one a row, the smallest figure first."""
        areas, bins = self.times.shape
        flat, ranks = self.times.reshape(-1), np.arange(areas)
        for order in np.argsort(figures, axis=1):
            # An area has one rank in a table, so no cell is counted twice at once.
            flat[order * bins + self.bin_of] += 1
            self.sums[order] += ranks
            self.top[order[: self.ends]] += 1
            self.bottom[order[areas - self.ends :]] += 1

    def interval(self, known: Ordered, outside: float) -> tuple[FloatArray, FloatArray]:
        """Lowest and highest ranks that leave no more than so many tables on either side."""
        if not len(known):
            return np.empty(0), np.empty(0)
        sizes = np.diff(np.append(known.starts, len(known)))
        low, high = np.empty(sizes.size), np.empty(sizes.size)
        for group, start in enumerate(known.starts):
            times = self.times[start : start + sizes[group]].sum(axis=0).cumsum()
            allowed = outside * sizes[group] + 1e-9
            low[group] = np.searchsorted(times, allowed, side="right")
            high[group] = np.searchsorted(times, times[-1] - allowed, side="left")
        ends = np.searchsorted(self.bin_of, high, side="right")
        starts = np.searchsorted(self.bin_of, low, side="left") + 1
        return np.repeat(starts, sizes).astype(float), np.repeat(ends, sizes).astype(float)
