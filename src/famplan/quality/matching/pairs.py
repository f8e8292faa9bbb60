"""Pairing two lists step by step: exact keys in their order, then scores, each row once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.quality.matching.exact import several_partners, single_partners

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Rows = tuple[NDArray[np.int64], NDArray[np.int64]]

__all__ = ["Pairs", "best_first"]


def best_first(
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    free: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> NDArray[np.int64]:
    """Choose among pairs, the best first, so that no row is chosen twice.

    Parameters
    ----------
    first, second : ndarray
        Rows of the pairs, the best pair first.
    free : tuple of ndarray
        Rows that may be chosen; those that are chosen are not free afterwards.

    Returns
    -------
    ndarray
        Places of the chosen pairs.

    Examples
    --------
    >>> free = np.ones(2, bool), np.ones(2, bool)
    >>> best_first(np.array([0, 0, 1]), np.array([1, 0, 1]), free)
    array([0])
    """
    chosen = []
    for place, (left, right) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        if free[0][left] and free[1][right]:
            free[0][left] = free[1][right] = False
            chosen.append(place)
    return np.array(chosen, dtype=np.int64)


@attrs.define(eq=False)
class Pairs:
    """Pairs found so far, and the rows that have none."""

    sizes: tuple[int, int]
    free: tuple[NDArray[np.bool_], NDArray[np.bool_]] = attrs.field(init=False)
    matched: list[tuple[str, Rows]] = attrs.field(factory=list)
    possible: list[Rows] = attrs.field(factory=list)
    likely: list[NDArray[np.float64]] = attrs.field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Start with every row free."""
        self.free = (np.ones(self.sizes[0], dtype=bool), np.ones(self.sizes[1], dtype=bool))

    def by_key(self, step: str, codes: Sequence[NDArray[np.int64]]) -> None:
        """Match what a key decides."""
        self._take(step, single_partners(codes[0], codes[1], self.free), None)

    def by_score(
        self, rows: Rows, likely: NDArray[np.float64], *, accept: float
    ) -> tuple[Rows, NDArray[np.float64]]:
        """Match pairs that are likely enough; return the others."""
        sure = likely >= accept
        kept = best_first(rows[0][sure], rows[1][sure], (self.free[0].copy(), self.free[1].copy()))
        pairs = rows[0][sure][kept], rows[1][sure][kept]
        self._take("scores", pairs, likely[sure][kept])
        return (rows[0][~sure], rows[1][~sure]), likely[~sure]

    def _take(self, step: str, rows: Rows, likely: NDArray[np.float64] | None) -> None:
        self.free[0][rows[0]] = False
        self.free[1][rows[1]] = False
        self.matched.append((step, rows))
        self.likely.append(np.ones(len(rows[0])) if likely is None else likely)

    def unresolved(
        self, keys: Sequence[Sequence[NDArray[np.int64]]], scored: Rows
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Mark the rows that may have a partner yet, and keep one way in which they could pair."""
        marks = (np.zeros(self.sizes[0], dtype=bool), np.zeros(self.sizes[1], dtype=bool))
        left = (self.free[0].copy(), self.free[1].copy())
        for codes in keys:
            first, second = (code[rows] for code, rows in zip(codes, self.free, strict=True))
            marks[0][self.free[0]] |= (first >= 0) & np.isin(first, second)
            marks[1][self.free[1]] |= (second >= 0) & np.isin(second, first)
            pairs = several_partners(codes[0], codes[1], left)
            left[0][pairs[0]] = left[1][pairs[1]] = False
            self.possible.append(pairs)
        open_ = self.free[0][scored[0]] & self.free[1][scored[1]]
        marks[0][scored[0][open_]] = True
        marks[1][scored[1][open_]] = True
        chosen = best_first(scored[0], scored[1], left)
        self.possible.append((scored[0][chosen], scored[1][chosen]))
        return marks

    def joined(self, parts: Sequence[Rows]) -> Rows:
        """Put pairs one after the other."""
        first, second = (
            np.concatenate([np.empty(0, dtype=np.int64), *(pair[side] for pair in parts)])
            for side in (0, 1)
        )
        return first, second
