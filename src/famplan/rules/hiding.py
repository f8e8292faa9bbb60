"""Small cells hidden, and with them as many others as it takes that no total gives them away.

A total may be known from elsewhere: of all outcomes of a township, or of one outcome in all
townships. So every small cell is hidden together with the other corners of a box: what one corner
gains its neighbours may lose, and no total is another. The box is chosen that takes least away,
among those in which the cell may be as large as the threshold for all that the totals tell.

All that is hidden has one mark. If a cell that only protects had another, it would be known to be
large, and so the small one beside it. A cell in which nobody stands is hidden only where nothing
else can protect.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["MARK", "check_threshold", "hidden_cells", "hidden_parts", "mark"]

MARK = "*"
"""What stands in the place of a hidden count."""

_MANY = 100  # so many other places on an axis are looked at, unless none of them protects
_NEVER = np.iinfo(np.int64).max
_SHORT = 1 << 40  # a cell that is not protected to the full is worse than any number hidden


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


def mark(*, hidden: bool) -> str:
    """Mark a count that is hidden: too small itself, or to protect another.

    Examples
    --------
    >>> mark(hidden=True), mark(hidden=False)
    ('*', '')
    """
    return MARK if hidden else ""


def hidden_cells(counts: NDArray[np.int64], below: int) -> NDArray[np.bool_]:
    """Choose the cells to hide.

    Parameters
    ----------
    counts : ndarray of int
        Cells along any number of axes; each run of cells along an axis has a total.
    below : int
        Cells of fewer are hidden.

    Returns
    -------
    ndarray of bool

    Examples
    --------
    >>> hidden_cells(np.array([[120, 3, 40], [90, 0, 30]]), 10)
    array([[False,  True,  True],
           [False,  True,  True]])
    >>> hidden_cells(np.array([[120, 3, 40]]), 10)
    array([[False,  True,  True]])
    """
    hidden: NDArray[np.bool_] = (counts > 0) & (counts < below)
    for cell in _smallest_first(counts, hidden):
        boxes = Boxes(counts, hidden, cell)
        box = boxes.best(below, boxes.others(_MANY))
        if box is None or box[0] >= _SHORT:
            box = boxes.best(below, boxes.others())
        if box is not None:
            hidden[np.ix_(*box[1])] = True
    return hidden


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
    found = _Parts(parts, np.asarray(of, dtype=np.int64), below)
    for row, whole in _smallest_first(found.wholes, found.above):
        found.protect([(row, int(part)) for part in np.flatnonzero(found.owner == whole)], whole)
    for row, part in _smallest_first(parts, found.within):
        found.protect([(row, part)], None)
    return found.above, found.within


def _smallest_first(counts: NDArray[np.int64], hidden: NDArray[np.bool_]) -> list[tuple[int, ...]]:
    cells = np.argwhere(hidden)
    order = np.argsort(counts[hidden], kind="stable")
    return [tuple(map(int, cells[place])) for place in order]


@attrs.frozen(eq=False)
class Boxes:
    """The boxes of which a cell is a corner: one for each choice of another place on each axis."""

    counts: NDArray[np.int64]
    hidden: NDArray[np.bool_]
    cell: tuple[int, ...]

    def others(self, most: int | None = None) -> list[NDArray[np.int64]]:
        """Return the other places on each axis; on one that has a single place that itself.

        Parameters
        ----------
        most : int, optional
            So many of each axis: first those where the neighbour of the cell is hidden already.
        """
        found = []
        for axis, own in enumerate(self.cell):
            along: Any = (*self.cell[:axis], slice(None), *self.cell[axis + 1 :])
            line = self.hidden[along]
            places = np.concatenate([np.flatnonzero(line), np.flatnonzero(~line)])
            rest = places[places != own]
            found.append(rest[:most] if rest.size else np.array([own]))
        return found

    def best(
        self,
        below: int,
        places: Sequence[NDArray[np.int64]],
        *,
        besides: NDArray[np.int64] | int = 0,
    ) -> tuple[int, list[list[int]]] | None:
        """Return the box that protects the cell and takes least away; None if none does.

        Parameters
        ----------
        below : int
            What the cell should be able to reach.
        places : sequence of ndarray
            The places on each axis to choose from.
        besides : ndarray of int
            What each box takes away besides its corners.
        """
        turns = [(False,) if set(map(int, on)) <= {own} else (False, True)
                 for on, own in zip(places, self.cell, strict=True)]  # fmt: skip
        if not any(len(turn) > 1 for turn in turns) or not all(map(len, places)):
            return None
        up, down, cost = self._measured(places, turns)
        short = np.maximum(0, below - self.counts[self.cell] - up)
        score = np.where(up + down > 0, short * _SHORT + cost + besides, _NEVER)
        at = np.unravel_index(int(score.argmin()), score.shape)
        if score[at] == _NEVER:
            return None
        corners = zip(self.cell, places, at, strict=True)
        return int(score[at]), [sorted({own, int(on[place])}) for own, on, place in corners]

    def _measured(
        self, places: Sequence[NDArray[np.int64]], turns: Sequence[tuple[bool, ...]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Say of each box by how much the cell may rise and fall in it, and what it hides."""
        shape = tuple(map(len, places))
        up = np.full(shape, _NEVER)
        down, cost = up.copy(), np.zeros(shape, dtype=np.int64)
        for turned in product(*turns):
            corner = np.ix_(*(
                on if turn else [own]
                for on, own, turn in zip(places, self.cell, turned, strict=True)
            ))  # fmt: skip
            side = up if sum(turned) % 2 else down
            np.minimum(side, self.counts[corner], out=side)
            cost += np.where(self.hidden[corner], 0, self.counts[corner] + 1)
        return up, down, cost


class _Parts:
    """Groups by parts, and what is hidden of them and of their wholes."""

    def __init__(self, parts: NDArray[np.int64], owner: NDArray[np.int64], below: int) -> None:
        self.parts, self.owner, self.below = parts, owner, below
        self.wholes = np.zeros((len(parts), int(owner.max(initial=-1)) + 1), dtype=np.int64)
        np.add.at(self.wholes.T, owner, parts.T)
        self.above = (self.wholes > 0) & (self.wholes < below)
        self.within = (parts > 0) & (parts < below)

    def protect(self, cells: Sequence[tuple[int, int]], whole: int | None) -> None:
        """Hide the best box of one of some cells: for a whole, one that reaches out of it."""
        best = self._best(cells, whole, _MANY)
        if best is None or best[0] >= _SHORT:
            best = self._best(cells, whole, None)
        if best is not None:
            rows, columns = best[1]
            self.within[np.ix_(rows, columns)] = True
            owners = sorted({int(self.owner[column]) for column in columns})
            if len(owners) > 1 or len(columns) == 1:
                self.above[np.ix_(rows, owners)] = True

    def _best(
        self, cells: Sequence[tuple[int, int]], whole: int | None, most: int | None
    ) -> tuple[int, list[list[int]]] | None:
        found = []
        for cell in cells:
            boxes = Boxes(self.parts, self.within, cell)
            places = boxes.others(most)
            if whole is not None and self.wholes.shape[1] > 1:
                places[1] = np.flatnonzero(self.owner != whole)
            elif whole is not None:  # there is no other whole: only other groups can protect it
                places[1] = np.array([cell[1]])
            besides = self._wholes_hidden(cell, *places)
            found.append(boxes.best(self.below, places, besides=besides))
        return min(filter(None, found), default=None)

    def _wholes_hidden(
        self, cell: tuple[int, int], rows: NDArray[np.int64], columns: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Count what boxes take away of the wholes: nothing where they stay within one."""
        price = np.where(self.above, 0, self.wholes + 1)
        row, own = cell[0], int(self.owner[cell[1]])
        theirs = self.owner[columns]
        of_rows = price[rows] if len(rows) and rows[0] != row else np.zeros_like(price[rows])
        cost = price[row, own] + price[row, theirs] + of_rows[:, [own]] + of_rows[:, theirs]
        same = theirs == own
        alone = columns == cell[1]
        found: NDArray[np.int64] = np.where(same & ~alone, 0, cost)
        return found
