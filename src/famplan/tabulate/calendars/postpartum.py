"""Contraception after births: the first method within so many months (the tutorial's Example 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.tabulate.calendars.codes import UNKNOWN, is_kind, is_modern
from famplan.tabulate.calendars.reading import (
    CalendarReading,
    Opened,
    read_calendars,
    whole_numbers,
)
from famplan.tabulate.calendars.shares import Case, ShareKernel, ShareTally
from famplan.tabulate.reading import as_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Unpack

    from numpy.typing import NDArray

    from famplan.tabulate.calendars.block import Block, Spells
    from famplan.tabulate.kernel import Batch, Column

__all__ = ["PostpartumKernel", "postpartum_use"]

_USE = {"none": "no method", "traditional": "traditional method", "modern": "modern method"}
_NO_METHOD = 0


@attrs.frozen(kw_only=True)
class PostpartumKernel(ShareKernel):
    """Finds women's latest births, and the first method used after them.

    Parameters
    ----------
    months : tuple of int
        Months after the birth in which use must begin.
    births : pair of int
        Months before the interview of the births that are looked at.
    """

    months: tuple[int, ...]
    births: tuple[int, int]

    @property
    def shares(self) -> Mapping[str, Case]:
        """No, a traditional and a modern method, for each number of months."""
        births = "births {}–{} months ago".format(*self.births)
        return {
            f"{kind}_{month}": Case(
                "PPFP",
                {
                    "use": use,
                    "months": str(month),
                    "definition": f"within {month} months, {births}",
                },
            )
            for month in self.months
            for kind, use in _USE.items()
        }

    def cases(
        self, women: Batch, block: Block
    ) -> Iterator[tuple[NDArray[np.int64], Mapping[str, Column]]]:
        """Find the births."""
        del women
        births = block.spells(is_kind("birth"))
        # The newest event of a woman stands first.
        latest = births.where(np.diff(births.woman, prepend=-1) != 0)
        recent, early = self.births
        found = latest.where((latest.end >= recent) & (latest.end <= early))
        used, wait = _first_method(found)
        modern = np.where(used == UNKNOWN, np.nan, is_modern()[used])
        columns: dict[str, Column] = {}
        for month in self.months:
            in_time = (wait <= month) & (used != _NO_METHOD)
            # A method that is neither known as modern nor as traditional is one all the same.
            columns[f"none_{month}"] = np.where(in_time & (used == UNKNOWN), np.nan, ~in_time)
            columns[f"modern_{month}"] = np.where(in_time, modern, 0.0)
            columns[f"traditional_{month}"] = np.where(in_time, 1 - modern, 0.0)
        yield found.woman, columns


def _first_method(births: Spells) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the first method after each birth, 0 if there is none, and the month it began in.

    Whatever comes after another pregnancy is not use after this birth.
    """
    pause = births.later == _NO_METHOD
    event = np.where(pause, births.after_later, births.later)
    wait = np.where(pause, births.later_months, 0) + 1
    use = is_kind("method", "missing", "unknown")[event]
    return np.where(use, event, np.uint8(_NO_METHOD)), wait


def postpartum_use(
    data: object,
    *,
    by: str | Sequence[str] = (),
    months: int | Sequence[int] = 12,
    births: tuple[int, int] = (12, 59),
    **reading: Unpack[CalendarReading],
) -> ShareTally:
    """Count women by the first method they used after their latest birth.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes, one row for each woman with her calendar.
    by : str or sequence of str
        Columns to group by.
    months : int or sequence of int
        Months after the birth in which use must begin: 3, 6, 12. A method after the next
        pregnancy has begun does not count.
    births : pair of int
        Latest and earliest month before the interview in which the latest birth was. All months
        after it must have been seen.
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
        Births are so recent that the months after them have not all been seen.

    Examples
    --------
    Of two women with a birth a year ago, one took the pill in the fourth month.

    >>> women = {"vcal_1": ["1111111110000B"[1:], "000000000000B"], "v018": [1, 1],
    ...          "v019": [13, 13], "v017": [1350, 1350], "v005": [1_000_000, 1_000_000],
    ...          "v008": [1362, 1362], "v021": [1, 2], "v022": [1, 1]}
    >>> table = postpartum_use(women, months=(3, 6)).estimate()
    >>> table.where(use="modern method").column("value")
    [0.0, 0.5]
    """
    groups = as_names(by, own=("use", "months"))
    horizons = whole_numbers(months, argument="months")
    if not horizons or min(horizons) < 1:
        raise InvalidInputError("months", "at least one month after the birth")
    recent, early = births
    if not max(horizons) <= recent <= early:
        remedy = f"births=({max(horizons)}, 59)"
        problem = f"({recent}, {early}) leaves less than {max(horizons)} months after some births"
        raise InvalidInputError("births", problem, remedy=remedy)

    def kernel_of(found: Opened) -> PostpartumKernel:
        return PostpartumKernel(
            by=groups,
            letters=found.letters,
            parts=found.parts,
            weight_scale=found.layout.weight_scale,
            months=horizons,
            births=(recent, early),
        )

    return ShareTally(*read_calendars(data, kernel_of, reading, by=groups))
