"""Deliveries and answers that cannot be right: found in every batch before anything is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.tabulate.columns import as_numbers, numbers, without
from famplan.tabulate.histories import CheckedHistories
from famplan.tabulate.postpartum.kernel import ANSWERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.findings import FaultLog
    from famplan.tabulate.kernel import Column

__all__ = ["CheckedDeliveries"]


@attrs.frozen
class CheckedDeliveries(CheckedHistories):
    """A kernel that reads deliveries through a layout, and checks every row before it counts."""

    def _women(self, found: dict[str, Column], size: int, log: FaultLog) -> NDArray[np.bool_]:
        """Note the faults of women, those of their answers among them."""
        faulty = CheckedHistories._women(self, found, size, log)  # noqa: SLF001 - its own parent
        for name in ANSWERS:
            own = self.layout.own(name) or name
            answers = numbers(as_numbers(found[name]), own, before=log.rows)
            column = np.asarray(without(answers, self.layout.codes(name)), dtype=np.float64)
            wrong = ~np.isnan(column) & ~np.isin(column, (0, 1))
            log.note("status is neither 0 nor 1", np.flatnonzero(wrong), own, column)
            found[name] = column
            faulty = faulty | wrong
        return faulty
