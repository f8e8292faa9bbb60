"""Use month by month, by age in the month (Example 6 of the tutorial)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.model.age import AgeGroups, as_age_groups
from famplan.tabulate.calendars.codes import CODES, is_kind, is_modern
from famplan.tabulate.calendars.reading import CalendarReading, Opened, read_calendars
from famplan.tabulate.calendars.shares import Case, ShareKernel, ShareTally
from famplan.tabulate.coding import Coded
from famplan.tabulate.reading import as_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Unpack

    from numpy.typing import NDArray

    from famplan.tabulate.calendars.block import Block
    from famplan.tabulate.kernel import Batch, Column

__all__ = ["MonthlyUseKernel", "monthly_use"]

_USUAL = AgeGroups((15, 45))


@attrs.frozen(kw_only=True)
class MonthlyUseKernel(ShareKernel):
    """Finds women of certain ages in every month, and whether they use a method.

    Parameters
    ----------
    months : tuple of int, optional
        Months as century-month codes; all of the calendars unless given.
    ages : AgeGroups
        Ages in the month that are kept apart; women of other ages are left out.
    """

    months: tuple[int, ...] | None
    ages: AgeGroups

    @property
    def others(self) -> tuple[str, ...]:
        """The month of birth."""
        return ("v011",)

    @property
    def shares(self) -> Mapping[str, Case]:
        """Any and modern methods."""
        about = {"definition": "women of the ages in the month"}
        return {"any": Case("CPR", about), "modern": Case("MCPR", about)}

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Month and age."""
        return ("month", "age")

    def cases(
        self, women: Batch, block: Block
    ) -> Iterator[tuple[NDArray[np.int64], Mapping[str, Column]]]:
        """Find the women of each month."""
        dates = [np.asarray(women[name], dtype=np.float64) for name in ("v008", "v011")]
        row = np.flatnonzero(block.counted & np.isfinite(dates[0] + dates[1]))
        now, born = (column[row].astype(np.int64) for column in dates)
        first, stop = block.first[row], block.stop[row]
        any_method, modern = _use(block)
        for month in self._months(now, stop - first):
            place = first + now - month
            age = self.ages.group_of((month - born) // 12)
            seen = np.flatnonzero((place >= first) & (place < stop) & (age >= 0))
            letter = block.events[row[seen], place[seen]]
            yield (
                row[seen],
                {
                    "month": np.full(len(seen), month),
                    "age": Coded(age[seen], self.ages.labels),
                    "any": any_method[letter],
                    "modern": modern[letter],
                },
            )

    def _months(self, now: NDArray[np.int64], lengths: NDArray[np.int64]) -> Iterable[int]:
        if self.months is not None or not now.size:
            return self.months or ()
        return range(int((now - lengths).min()) + 1, int(now.max()) + 1)


def _use(block: Block) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Tell of every letter whether it is a method, and a modern one; unknown stays unknown."""
    codes = block.letters.table("events")
    use = is_kind("method", "missing").astype(np.float64)
    known = is_kind("none", "method", "missing", "birth", "termination", "pregnancy", "other")
    use[~known[:CODES]] = np.nan
    modern = np.where(known, is_modern(), np.nan)
    return use[codes], modern[codes]


def monthly_use(
    data: object,
    *,
    by: str | Sequence[str] = (),
    months: Iterable[int] | None = None,
    ages: AgeGroups | Sequence[str] | None = None,
    **reading: Unpack[CalendarReading],
) -> ShareTally:
    """Count women by use of a method in each month of the calendar, by age in the month.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes, one row for each woman with her calendar.
    by : str or sequence of str
        Columns to group by.
    months : iterable of int, optional
        Months as century-month codes. All months of the calendars unless given; in those after
        the first interviews only women interviewed later are seen.
    ages : AgeGroups or sequence of str, optional
        Ages in the month; 15–44 together unless given, as women who are 49 at the interview were
        44 at the start of a calendar of five years.
    **reading
        `layout`, `letters`, `columns`, `missing`, `faults`, `progress`: see
        `famplan.tabulate.calendar`.

    Returns
    -------
    ShareTally
        Tallies of two files add: ``a + b``.

    Examples
    --------
    >>> women = {"vcal_1": ["0011", "PP11"], "v018": [1, 1], "v019": [4, 4], "v017": [1359, 1359],
    ...          "v005": [1_000_000, 1_000_000], "v008": [1362, 1362], "v011": [1062, 1062],
    ...          "v021": [1, 2], "v022": [1, 1]}
    >>> monthly_use(women, months=[1360, 1361]).estimate("CPR").column("value")
    [1.0, 0.0]
    """
    groups = as_names(by, own=("month", "age"))
    chosen = None if months is None else tuple(sorted(set(months)))

    def kernel_of(found: Opened) -> MonthlyUseKernel:
        return MonthlyUseKernel(
            by=groups,
            letters=found.letters,
            parts=found.parts,
            weight_scale=found.layout.weight_scale,
            months=chosen,
            ages=_USUAL if ages is None else as_age_groups(ages),
        )

    found = read_calendars(data, kernel_of, reading, by=groups, needed=("v011",))
    return ShareTally(*found)
