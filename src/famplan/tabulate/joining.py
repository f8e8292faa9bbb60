"""A table of births joined to the women: by identity, in numpy, before a kernel sees either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.tabulate.columns import identities, months
from famplan.tabulate.sources import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Column

__all__ = ["UNDATED", "BirthIndex", "birth_index"]

UNDATED = -1.0
"""Stands for a birth whose month is not known: no birth at all is ``nan``."""


@attrs.frozen(eq=False)
class BirthIndex:
    """Births by mother: mothers in order, and the births of each from `starts` on, latest first."""

    mothers: NDArray[np.uint64]
    starts: NDArray[np.int64]
    dates: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the births."""
        return len(self.dates)

    def ranks(self) -> tuple[str, ...]:
        """Names of the columns that hold every birth, one column at least."""
        most = int(np.diff(self.starts).max(initial=1))
        return tuple(f"b3_{rank:02d}" for rank in range(1, most + 1))

    def wide(self, women: Column, children: Sequence[str]) -> dict[str, NDArray[np.float64]]:
        """Put the births of some women into columns, the latest first."""
        wanted = identities([women])
        place = np.searchsorted(self.mothers, wanted)
        found = np.minimum(place, len(self.mothers) - 1)
        known = self.mothers[found] == wanted if len(self.mothers) else np.zeros_like(found, bool)
        # The column of 0, unknown mothers, would join women who are unknown themselves.
        known &= wanted > 0
        first = np.where(known, self.starts[found], 0)
        count = np.where(known, self.starts[found + 1] - first, 0)
        columns = {}
        for rank, name in enumerate(children):
            column = np.full(len(wanted), np.nan)
            rows = np.flatnonzero(count > rank)
            column[rows] = self.dates[first[rows] + rank]
            columns[name] = column
        return columns


def birth_index(births: object, *, mother: str, birth: str) -> BirthIndex:
    """Gather a table of births by mother.

    Parameters
    ----------
    births : object
        Anything `batches` reads: one row for each birth.
    mother, birth : str
        Columns of the mother's identity and of the date of birth.

    Examples
    --------
    >>> index = birth_index({"woman": [7, 8, 7], "birth": [1300, 1290, 1340]},
    ...                     mother="woman", birth="birth")
    >>> {name: column.tolist() for name, column in
    ...  index.wide(np.array([8, 9, 7]), index.ranks()).items()}
    {'b3_01': [1290.0, nan, 1340.0], 'b3_02': [nan, nan, 1300.0]}
    """
    source = opened(births)
    try:
        source.check((mother, birth))
    except InvalidInputError as error:
        raise InvalidInputError("births", error.problem, remedy=error.remedy) from error
    mothers, dates, before = [np.empty(0, np.uint64)], [np.empty(0)], 0
    for batch in source.batches((mother, birth)):
        mothers.append(identities([batch[mother]]))
        found = months(batch[birth], birth, before=before).astype(np.float64)
        dates.append(np.where(np.isnan(found), UNDATED, found))
        before += len(found)
    mother_of, date_of = np.concatenate(mothers), np.concatenate(dates)
    order = np.lexsort((-date_of, mother_of))
    distinct, starts = np.unique(mother_of[order], return_index=True)
    return BirthIndex(distinct, np.append(starts, len(order)), date_of[order])
