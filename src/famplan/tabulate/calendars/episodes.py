"""Events of the calendar, one row each: what a user sees of the runs that everything counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.formulas.choices import one_of
from famplan.tabulate.calendars.block import Spells
from famplan.tabulate.calendars.codes import CODES, NOTHING, UNKNOWN, event_names, reason_names
from famplan.tabulate.writing import frame_library

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.tabulate.calendars.letters import Letters
    from famplan.tabulate.findings import Findings

__all__ = ["Episodes", "signed"]

_NOT_KNOWN, _ABSENT = -1, -2
_CODES = ("event", "earlier", "later", "after_later")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Episodes:
    """Events of women's calendars in the order of time, woman by woman.

    Parameters
    ----------
    columns : mapping of str to ndarray
        One array for each column, all of one length:

        - `woman`: number of her row in the data, from 1; nothing else tells who she is;
        - `v005`, `v008`, `v021`, `v022` and the group columns: those of her row;
        - `start`, `end`: first and last month, as century-month codes; `months`: how many;
        - `event`: its code: 0 no method, 81 birth, 82 termination, 83 pregnancy, 99 a method not
          known, other codes a method; -1 where a letter is not in the list;
        - `reason`: code of the reason given in its last month, 0 where none is;
        - `earlier`, `earlier_months`, `later`, `later_months`: the event before and after, and how
          long they last; -2 where the calendar starts or ends with this one; `after_later`;
        - `married`: whether she was at the end: 1 or 0, unknown without a column of marriages.
    by : tuple of str
        Group columns.
    letters : Letters
        What the letters mean.
    findings : Findings
        What was wrong in the rows that were read.
    weight_scale : int
        What stands in `v005` for a weight of one.
    reasons : bool
        Whether the data have a column of reasons.
    labels : mapping of str to mapping
        For each group column, what its values are called.
    """

    columns: Mapping[str, NDArray[Any]]
    by: tuple[str, ...]
    letters: Letters
    findings: Findings
    weight_scale: int
    reasons: bool
    labels: Mapping[str, Mapping[Any, str]] = attrs.field(factory=dict)

    def __len__(self) -> int:
        """Count the events."""
        return len(self.columns["woman"])

    def __repr__(self) -> str:
        """Say how many events there are, and of how many rows."""
        return f"{len(self):,} events in the calendars of {self.findings.rows:,} rows"

    def names(self, column: str = "event") -> NDArray[np.object_]:
        """Return what the codes of a column are called.

        Parameters
        ----------
        column : {"event", "earlier", "later", "after_later", "reason"}
            The column.

        Raises
        ------
        DefinitionError
            It holds no codes.
        """
        one_of(column, (*_CODES, "reason"), argument="column")
        named = reason_names() if column == "reason" else event_names()
        table = np.full(CODES, None, dtype=object)
        table[list(named)] = list(named.values())
        found: NDArray[np.object_] = table[self.columns[column]]
        return found

    def spells(self, rows: NDArray[np.int64]) -> Spells:
        """Return some of the events as those of a block are."""
        columns = {name: array[rows] for name, array in self.columns.items()}
        now = columns["v008"].astype(np.int64)
        reason = columns["reason"].astype(np.uint8)
        codes = {
            name: np.where(columns[name] == _ABSENT, NOTHING, columns[name]).astype(np.uint8)
            for name in ("earlier", "later", "after_later")
        }
        return Spells(
            woman=columns["woman"],
            end=now - columns["end"],
            start=now - columns["start"],
            code=columns["event"].astype(np.uint8),
            reason=reason,
            later_months=columns["later_months"],
            earlier_months=columns["earlier_months"],
            **codes,
        )

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas has no types to import here
        """The events as a pandas data frame."""
        return frame_library("pandas").DataFrame(dict(self.columns))

    def to_polars(self) -> Any:  # noqa: ANN401 - only loaded when asked for
        """The events as a polars data frame."""
        return frame_library("polars").DataFrame(dict(self.columns))

    def to_arrow(self) -> Any:  # noqa: ANN401 - only loaded when asked for
        """The events as a pyarrow table."""
        return frame_library("pyarrow").table(dict(self.columns))


def signed(codes: NDArray[np.uint8]) -> NDArray[np.int16]:
    """Give what is not known and what is not there codes that nobody takes for a method's.

    Examples
    --------
    >>> signed(np.array([11, UNKNOWN, NOTHING], dtype=np.uint8)).tolist()
    [11, -1, -2]
    """
    found = codes.astype(np.int16)
    found[codes == UNKNOWN] = _NOT_KNOWN
    found[codes == NOTHING] = _ABSENT
    return found
