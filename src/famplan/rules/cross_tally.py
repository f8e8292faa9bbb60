"""Counts of records by two things at once, in every group: what comparing and reconciling share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.rules.count_table import CountTable, Tabled, in_order, plain_key
from famplan.rules.hiding import check_threshold, hidden_cells, mark
from famplan.rules.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.counts import Counts

__all__ = ["CrossTally"]

OUTCOMES = tuple(str(outcome) for outcome in Outcome)


@attrs.frozen(eq=False, repr=False)
class CrossTally(Tabled):
    """Counts by group and by two dimensions more.

    Parameters
    ----------
    what : str
        What was counted, by name: only like is added to like.
    by : tuple of str
        Group columns.
    counts : Counts
        Rows by group and by the two dimensions.
    """

    what: str
    by: tuple[str, ...]
    counts: Counts

    down: ClassVar[str]
    across: ClassVar[str]
    order: ClassVar[tuple[str, ...]] = OUTCOMES
    """Values of the first dimension; those of the second are outcomes."""

    def __add__(self, other: Self) -> Self:
        """Add the counts of other rows.

        Raises
        ------
        DefinitionError
            Something else was counted, or by other groups.
        """
        if not isinstance(other, type(self)):
            return NotImplemented
        if (self.what, self.by) != (other.what, other.by):
            problem = f"{self.what} by {self.by} and {other.what} by {other.by}"
            raise DefinitionError("tally", problem, remedy="add tallies of one kind and one by=")
        return attrs.evolve(self, counts=self.counts + other.counts)

    @property
    def total(self) -> int:
        """How many rows were counted."""
        return int(self.counts.sums["records"].sum())

    def counted(self, down: Sequence[str], across: Sequence[str]) -> int:
        """How many rows have one of some values in each dimension."""
        first, second = self.counts.keys[-2:]
        found = np.isin(first, list(down)) & np.isin(second, list(across))
        return int(self.counts.sums["records"][found].sum())

    def table(self, *, hide_below: int = 10) -> CountTable:
        """Make a table by group; the values of the second dimension stand side by side.

        Parameters
        ----------
        hide_below : int
            Smaller counts are hidden, and with them as many others as it takes that no total
            gives them away; 0 shows every count.

        Returns
        -------
        CountTable

        Raises
        ------
        InvalidInputError
            The threshold is not a whole number from 0 on.
        """
        check_threshold(hide_below)
        groups, rows, columns, cells = self._cells()
        hidden = hidden_cells(cells, hide_below)
        records = [
            {
                **dict(zip(self.by, map(plain_key, groups[place[0]]), strict=True)),
                self.down: rows[place[1]],
                self.across: columns[place[2]],
                "count": None if hidden[place] else int(cells[place]),
                "mark": mark(hidden=bool(hidden[place])),
            }
            for place in np.ndindex(cells.shape)
        ]
        keys = (*self.by, self.down, self.across)
        return CountTable(keys, records, across=self.across, below=hide_below)

    def _cells(
        self,
    ) -> tuple[list[tuple[Any, ...]], list[str], list[str], NDArray[np.int64]]:
        """Lay the counts out: groups by the values that occur in each dimension."""
        found = list(zip(*self.counts.keys, strict=True))
        groups = in_order(row[:-2] for row in found)
        rows = [value for value in self.order if any(row[-2] == value for row in found)]
        columns = [value for value in OUTCOMES if any(row[-1] == value for row in found)]
        cells = np.zeros((len(groups), len(rows), len(columns)), dtype=np.int64)
        group_places = {group: place for place, group in enumerate(groups)}
        for row, number in zip(found, self.counts.sums["records"][:, 0], strict=True):
            place = group_places[row[:-2]], rows.index(row[-2]), columns.index(row[-1])
            cells[place] += int(number)
        return groups, rows, columns, cells
