"""Calendars that cannot be right: found in every batch before anything is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs
import numpy as np

from famplan.tabulate.calendars.alignment import examined
from famplan.tabulate.checks import CheckedKernel, unknown_in

if TYPE_CHECKING:
    from famplan.tabulate.calendars.kernel import CalendarKernel
    from famplan.tabulate.counts import Counter
    from famplan.tabulate.kernel import Batch

__all__ = ["CheckedCalendars"]


@attrs.frozen
class CheckedCalendars(CheckedKernel):
    """A kernel that reads calendars through a layout, and checks every row before it counts."""

    def add(self, batch: Batch, counter: Counter) -> None:
        """Check one batch, and count what is left of it."""
        kernel, log = cast("CalendarKernel", self.kernel), counter.faults
        size = len(next(iter(batch.values())))
        found = self.layout.standard(batch, kernel.columns, before=log.rows)
        faulty = self._women(found, size, log)
        again = self._duplicates(batch, log)
        self._births(found, unknown_in(found, ("v008", "v011"), size), log)
        block, wrong = examined(found, kernel.letters, log, self.layout.names)
        log.rows += size
        left_out = unknown_in(found, ("v008", "v011"), size)
        if self.faults == "keep":
            # A weight that is not known, or is no number, weighs nothing.
            found["v005"] = np.nan_to_num(np.asarray(found["v005"]), posinf=0.0)
        else:
            left_out |= faulty | again | wrong
        block = attrs.evolve(block, counted=block.counted & ~left_out)
        kernel.count(found, block, counter)
