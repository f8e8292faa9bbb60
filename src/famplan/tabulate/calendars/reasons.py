"""Why women stopped: the reasons of those who did in the last years (Example 8 of the tutorial)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.tabulate.calendars.codes import (
    NOTHING,
    UNKNOWN,
    Grouping,
    grouping_of,
    is_kind,
    reason_names,
)
from famplan.tabulate.calendars.reading import CalendarReading, Opened, read_calendars
from famplan.tabulate.calendars.shares import Case, ShareKernel, ShareTally
from famplan.tabulate.coding import Coded
from famplan.tabulate.reading import as_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Unpack

    from numpy.typing import NDArray

    from famplan.tabulate.calendars.block import Block
    from famplan.tabulate.kernel import Batch, Column

__all__ = ["ReasonKernel", "reasons_for_stopping"]

_CODE = "DISC_REASON_SHARE"


@attrs.frozen(kw_only=True)
class ReasonKernel(ShareKernel):
    """Finds the episodes of use that were stopped with a reason given.

    Parameters
    ----------
    window : int
        Months before the interview that are looked at, the month of interview counted.
    methods : Grouping, optional
        Methods that are kept apart.
    """

    window: int
    methods: Grouping | None

    @property
    def _reasons(self) -> dict[str, int]:
        """Column of each reason that the letters know."""
        codes = sorted({code for code in self.letters.reasons.values() if code})
        return {f"reason_{code}": code for code in codes}

    @property
    def shares(self) -> Mapping[str, Case]:
        """One share for each reason."""
        names = reason_names()
        return {
            column: Case(_CODE, {"reason": names[code], "definition": f"last {self.window} months"})
            for column, code in self._reasons.items()
        }

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The method that was stopped, where it is asked for."""
        return () if self.methods is None else ("method",)

    def cases(
        self, women: Batch, block: Block
    ) -> Iterator[tuple[NDArray[np.int64], Mapping[str, Column]]]:
        """Find the episodes."""
        del women
        spells = block.spells(is_kind("method", "missing"))
        given = (spells.reason != NOTHING) & (spells.reason != UNKNOWN) & (spells.reason > 0)
        found = spells.where(given & (spells.end < self.window))
        columns: dict[str, Column] = {
            column: (found.reason == code).astype(np.int8) for column, code in self._reasons.items()
        }
        if self.methods is not None:
            places = self.methods.places()[found.code].astype(np.int64)
            columns["method"] = Coded(places, self.methods.labels)
        yield found.woman, columns


def reasons_for_stopping(
    data: object,
    *,
    by: str | Sequence[str] = (),
    window: int = 60,
    methods: str | Mapping[str, int | Sequence[int]] | None = None,
    **reading: Unpack[CalendarReading],
) -> ShareTally:
    """Count the episodes of use that were stopped, by the reason given.

    A distribution of those who stopped; how soon users stop says
    `famplan.tabulate.calendars.discontinuation`.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes, one row for each woman with her calendar.
    by : str or sequence of str
        Columns to group by.
    window : int
        Months before the interview that are looked at, the month of interview counted.
    methods : str or mapping, optional
        Methods to keep apart, as in `discontinuation`; all together unless given.
    **reading
        `layout`, `letters`, `columns`, `missing`, `faults`, `progress`: see
        `famplan.tabulate.calendar`.

    Returns
    -------
    ShareTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
    InvalidInputError
        The data have no reasons.

    Examples
    --------
    One of two women stopped for side effects, one to become pregnant.

    >>> women = {"vcal_1": ["0011", "PP11"], "vcal_2": ["  4", "  2"], "v018": [1, 1],
    ...          "v019": [4, 4], "v017": [1359, 1359], "v005": [1_000_000, 1_000_000],
    ...          "v008": [1362, 1362], "v021": [1, 2], "v022": [1, 1]}
    >>> table = reasons_for_stopping(women).estimate()
    >>> table.where(reason="side effects").column("value")
    [0.5]
    """
    groups = as_names(by, own=("method", "reason"))
    if window < 1:
        raise InvalidInputError("window", f"{window} months; at least one")
    grouping = None if methods is None else grouping_of(methods)

    def kernel_of(found: Opened) -> ReasonKernel:
        if "vcal_2" not in found.parts:
            remedy = "name the column: columns={'reasons': ...}"
            raise InvalidInputError("columns", "the data have no reasons (vcal_2)", remedy=remedy)
        return ReasonKernel(
            by=groups,
            letters=found.letters,
            parts=found.parts,
            weight_scale=found.layout.weight_scale,
            window=window,
            methods=grouping,
        )

    return ShareTally(*read_calendars(data, kernel_of, reading, by=groups))
