"""Perinatal mortality: stillbirths from the calendar, early deaths from birth histories.

Example 4 of the tutorial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.tabulate.calendar.codes import is_kind
from famplan.tabulate.calendar.reading import CalendarReading, Opened, read_calendars
from famplan.tabulate.calendar.shares import Case, ShareKernel, ShareTally
from famplan.tabulate.columns import months as as_months
from famplan.tabulate.reading import as_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Unpack

    from numpy.typing import NDArray

    from famplan.tabulate.calendar.block import Block
    from famplan.tabulate.kernel import Batch, Column

__all__ = ["PerinatalKernel", "perinatal_mortality"]

_PREGNANCY = 83
_MONTHS_BEFORE = 6  # of pregnancy before the month in which it ends: seven months and more
_FIRST_WEEK = (100, 106)  # ages at death in days, 0 to 6
_RANKS = 20


@attrs.frozen(kw_only=True)
class PerinatalKernel(ShareKernel):
    """Finds pregnancies of seven months and more, and those that ended in a perinatal death.

    Parameters
    ----------
    window : int
        Months before the interview that are looked at, the month of interview counted.
    ranks : tuple of str
        Numbers of the columns of births: ``"01"``, ``"02"``, …
    """

    window: int
    ranks: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """Months of births and ages at death."""
        return tuple(f"{kind}_{rank}" for rank in self.ranks for kind in ("b3", "b6"))

    @property
    def shares(self) -> Mapping[str, Case]:
        """The one ratio."""
        return {"died": Case("PERINATAL", {"definition": f"last {self.window} months"})}

    def cases(
        self, women: Batch, block: Block
    ) -> Iterator[tuple[NDArray[np.int64], Mapping[str, Column]]]:
        """Find stillbirths in the calendars and births in the histories."""
        ended = block.spells(is_kind("termination"))
        late = (ended.earlier == _PREGNANCY) & (ended.earlier_months >= _MONTHS_BEFORE)
        still = ended.where(late & (ended.start < self.window))
        yield still.woman, {"died": np.ones(len(still.woman))}
        now = np.asarray(women["v008"], dtype=np.float64)
        for rank in self.ranks:
            born = np.asarray(as_months(women[f"b3_{rank}"], f"b3_{rank}"), dtype=np.float64)
            died = np.asarray(women[f"b6_{rank}"], dtype=np.float64)
            ago = now - born
            row = np.flatnonzero(block.counted & (born > 0) & (ago >= 0) & (ago < self.window))
            first, last = _FIRST_WEEK
            early = (died[row] >= first) & (died[row] <= last)
            yield row, {"died": early.astype(np.float64)}


def perinatal_mortality(
    data: object,
    *,
    by: str | Sequence[str] = (),
    window: int = 60,
    **reading: Unpack[CalendarReading],
) -> ShareTally:
    """Count pregnancies of seven months and more, and stillbirths and early deaths among them.

    A stillbirth is a pregnancy that ended without a live birth in its seventh month or later:
    ``TPPPPPP`` in the calendar. Live births, twins each, and deaths at 0–6 days come from the birth
    history: `b3_01` … and `b6_01` ….

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes, one row for each woman with her calendar
        and her births in columns.
    by : str or sequence of str
        Columns to group by.
    window : int
        Months before the interview that are looked at, the month of interview counted.
    **reading
        `layout`, `letters`, `columns`, `missing`, `faults`, `progress`: see
        `famplan.tabulate.calendar.calendar`.

    Returns
    -------
    ShareTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
    InvalidInputError
        The data have no births or no ages at death.

    Examples
    --------
    A stillbirth, and a live birth whose child lives.

    >>> women = {"vcal_1": ["00TPPPPPP0", "00BPPPPPPP"], "v018": [1, 1], "v019": [10, 10],
    ...          "v017": [1353, 1353], "v005": [1_000_000, 1_000_000], "v008": [1362, 1362],
    ...          "v021": [1, 2], "v022": [1, 1], "b3_01": [0, 1360], "b6_01": [0, 0]}
    >>> perinatal_mortality(women).estimate().column("value")
    [0.5]
    """
    groups = as_names(by)
    if window < 1:
        raise InvalidInputError("window", f"{window} months; at least one")

    def kernel_of(found: Opened) -> PerinatalKernel:
        present = set(found.source.columns)
        numbers = [f"{rank:02d}" for rank in range(1, _RANKS + 1)]
        return PerinatalKernel(
            by=groups,
            letters=found.letters,
            parts=found.parts,
            weight_scale=found.layout.weight_scale,
            window=window,
            ranks=tuple(
                rank
                for rank in numbers
                if {found.layout.own(f"b3_{rank}"), found.layout.own(f"b6_{rank}")} <= present
            ),
        )

    found = read_calendars(data, kernel_of, reading, by=groups, needed=("b3_01", "b6_01"))
    return ShareTally(*found)
