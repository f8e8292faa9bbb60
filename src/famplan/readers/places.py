"""Where the rows of a table stand: in which file, and the how-manieth there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Places"]


@attrs.frozen(eq=False)
class Places:
    """Files of a table and their rows.

    Rows that could be read are numbered through the files; lines that could not (`broken`) come
    after them all, so that every row of every file has a number.

    Parameters
    ----------
    names : tuple of str
        The files.
    sizes : tuple of int
        Rows of each that could be read.
    broken : tuple of ndarray
        Of each file, the lines that could not be read, counted from 0 among all its rows.

    Examples
    --------
    >>> places = Places(("a.csv", "b.csv"), (2, 1), (np.array([1]), np.array([], int)))
    >>> files, rows = places.locate(np.array([0, 1, 2, 3]))
    >>> files.tolist(), rows.tolist()
    ([0, 0, 1, 0], [1, 3, 1, 2])
    """

    names: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()
    broken: tuple[NDArray[np.int64], ...] = ()

    @property
    def readable(self) -> int:
        """Rows that could be read."""
        return sum(self.sizes)

    @property
    def rows(self) -> int:
        """All rows."""
        return self.readable + sum(map(len, self.broken))

    def locate(self, rows: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the file of each row, and its number there, from 1."""
        ends = np.cumsum([0, *self.sizes])
        files = np.searchsorted(ends, rows, side="right") - 1
        # Files without rows share their end with the one before.
        files = np.clip(files, 0, len(self.names) - 1)
        lines = np.asarray(rows, dtype=np.int64) - ends[files]
        for file, broken in enumerate(self.broken):
            if len(broken):
                here = files == file
                lines[here] += np.searchsorted(
                    broken - np.arange(len(broken)), lines[here], side="right"
                )
        lost = np.asarray(rows) >= self.readable
        if lost.any():
            owners = np.repeat(np.arange(len(self.names)), list(map(len, self.broken)))
            among = np.asarray(rows)[lost] - self.readable
            files[lost] = owners[among]
            lines[lost] = np.concatenate(self.broken)[among]
        return files, lines + 1
