"""What counts calendars: a kernel that gets its women with their calendars cut into runs."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import attrs

from famplan.tabulate.calendars.alignment import examined
from famplan.tabulate.findings import FaultLog

if TYPE_CHECKING:
    from famplan.tabulate.calendars.block import Block
    from famplan.tabulate.calendars.letters import Letters
    from famplan.tabulate.counts import Counter
    from famplan.tabulate.kernel import Batch

__all__ = ["CalendarKernel"]


@attrs.frozen(kw_only=True)
class CalendarKernel:
    """Counts women by what is in their calendars; what is counted is for each kind to say.

    Parameters
    ----------
    by : tuple of str
        Group columns.
    letters : Letters
        What the letters mean.
    parts : tuple of str
        Columns of the calendar that the data have: `vcal_1`, `v018` and the like.
    weight_scale : int
        What stands in the data for a weight of one.
    """

    by: tuple[str, ...]
    letters: Letters
    parts: tuple[str, ...]
    weight_scale: int = 1

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        design = ("v005", "v008", "v021", "v022")
        return tuple(dict.fromkeys((*self.by, *design, *self.parts, *self.others)))

    @property
    def others(self) -> tuple[str, ...]:
        """Names of the columns that this kind of count needs beside the calendar."""
        return ()

    @abstractmethod
    def counter(self) -> Counter:
        """Start a count."""

    @abstractmethod
    def count(self, women: Batch, block: Block, counter: Counter) -> None:
        """Count one batch of women with their calendars."""

    def add(self, batch: Batch, counter: Counter) -> None:
        """Count one batch as it stands; `CheckedCalendars` notes what is wrong with it."""
        found = examined(batch, self.letters, FaultLog(), {})
        self.count(batch, found.block, counter)
