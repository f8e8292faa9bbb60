"""Small cells hidden, and with them as many others as it takes that no total gives them away.

A line of cells is what adds up to one total: all outcomes of a township, or one outcome of all
townships. A total may be known from elsewhere. So in no line is one cell hidden alone, nor cells
that together are fewer than the threshold: the next smallest is hidden too, while there is one.
A cell in which nobody stands says nothing of anyone and is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["check_threshold", "hidden_cells", "hidden_parts", "mark"]

_ALONE = 2


def check_threshold(below: int) -> None:
    """Check a threshold.

    Raises
    ------
    InvalidInputError
        It is not a whole number from 0 on.
    """
    if type(below) is not int or below < 0:
        problem = f"{below!r} is not a whole number from 0 on"
        raise InvalidInputError("hide_below", problem, remedy="give 0 to show every count")


def mark(count: int, below: int, *, hidden: bool) -> str:
    """Say why a count is hidden: too small itself, or to protect another.

    Examples
    --------
    >>> mark(3, 10, hidden=True), mark(12, 10, hidden=True), mark(12, 10, hidden=False)
    ('<10', '*', '')
    """
    if not hidden:
        return ""
    return f"<{below}" if count < below else "*"


def hidden_cells(
    counts: NDArray[np.int64], below: int, forced: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """Choose the cells to hide.

    Parameters
    ----------
    counts : ndarray of int
        Cells along any number of axes; each run of cells along an axis is a line.
    below : int
        Cells of fewer are hidden.
    forced : ndarray of bool, optional
        Cells that are hidden in any case.

    Returns
    -------
    ndarray of bool

    Examples
    --------
    >>> hidden_cells(np.array([[120, 3, 40], [90, 0, 30]]), 10)
    array([[ True,  True,  True],
           [ True, False,  True]])
    >>> hidden_cells(np.array([[120, 3, 40]]), 10)
    array([[False,  True,  True]])
    """
    hidden: NDArray[np.bool_] = (counts > 0) & (counts < below)
    if forced is not None:
        hidden |= forced & (counts > 0)
    changed = True
    while changed:
        changed = False
        for line in _lines(counts, hidden):
            changed |= _protected(*line, below)
    return hidden


def _lines(
    counts: NDArray[np.int64], hidden: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    """Walk along the lines in which something is hidden; what is hidden in a line is so in all."""
    for axis in range(counts.ndim):
        if counts.shape[axis] > 1:
            cells = np.moveaxis(hidden, axis, -1)
            for place in np.argwhere(cells.any(axis=-1)):
                yield np.moveaxis(counts, axis, -1)[tuple(place)], cells[tuple(place)]


def _protected(counts: NDArray[np.int64], hidden: NDArray[np.bool_], below: int) -> bool:
    """Hide the smallest cells of a line until those hidden protect each other."""
    changed = False
    while hidden.sum() < _ALONE or counts[hidden].sum() < below:
        shown = np.flatnonzero(~hidden & (counts > 0))
        if not shown.size:
            break
        hidden[shown[np.argmin(counts[shown])]] = True
        changed = True
    return changed


def hidden_parts(
    parts: NDArray[np.int64], of: Sequence[int], below: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Choose what to hide in a table that is shown in whole and in parts.

    Parameters
    ----------
    parts : ndarray of int
        Counts, groups by parts.
    of : sequence of int
        For each part the number of the whole that it is a part of.
    below : int
        Cells of fewer are hidden.

    Returns
    -------
    tuple of ndarray of bool
        What to hide of the wholes, and of the parts: neither gives the other away.

    Examples
    --------
    >>> wholes, parts = hidden_parts(np.array([[50, 15, 3]]), of=[0, 1, 1], below=10)
    >>> wholes.tolist(), parts.tolist()
    ([[False, False]], [[False, True, True]])
    """
    owner = np.asarray(of, dtype=np.int64)
    wholes = np.zeros((len(parts), max(of, default=-1) + 1), dtype=np.int64)
    np.add.at(wholes.T, owner, parts.T)
    forced = np.zeros(wholes.shape, dtype=bool)
    while True:
        above = hidden_cells(wholes, below, forced)
        within = np.zeros(parts.shape, dtype=bool)
        for whole in range(wholes.shape[1]):
            own = np.flatnonzero(owner == whole)
            smallest = _smallest(parts[:, own], above[:, whole])
            within[:, own] = hidden_cells(parts[:, own], below, smallest)
            forced[:, whole] |= _alone(parts[:, own], within[:, own])
        if not (forced & ~above).any():
            return above, within


def _smallest(counts: NDArray[np.int64], wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the smallest part of every row whose whole is hidden."""
    found = np.zeros(counts.shape, dtype=bool)
    some = np.where(counts > 0, counts, np.iinfo(np.int64).max)
    found[np.arange(len(counts)), some.argmin(axis=1)] = wanted
    return found


def _alone(counts: NDArray[np.int64], hidden: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell rows in which the one part that is hidden is all there is: the whole would show it."""
    alone: NDArray[np.bool_] = hidden.any(axis=1) & ((counts > 0).sum(axis=1) < _ALONE)
    return alone
