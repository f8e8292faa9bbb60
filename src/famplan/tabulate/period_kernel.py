"""The kernel of periods: births and exposure once for each period, in one pass over the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.tabulate.birth_kernel import BirthKernel
from famplan.tabulate.coding import Coded

if TYPE_CHECKING:
    from famplan.tabulate.counts import Counter
    from famplan.tabulate.exposure import Window
    from famplan.tabulate.kernel import Batch

__all__ = ["OWN", "PeriodKernel"]

OWN = ("period", "cohort")
"""Names of the groups that the kernel makes itself."""
_MONTHS = 12
_EPOCH = 1900


@attrs.frozen(kw_only=True)
class PeriodKernel(BirthKernel):
    """Counts births and exposure once for each period, and if asked for, by birth cohort.

    Parameters
    ----------
    periods : tuple
        For each period its key, an integer, and its window; `window` itself is not used.
    cohort_years : int
        Calendar years of birth that make a cohort; 0 keeps cohorts together.
    """

    periods: tuple[tuple[int, Window], ...]
    cohort_years: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        return tuple(name for name in super().columns if name not in OWN)

    def add(self, batch: Batch, counter: Counter) -> None:
        """Count one batch of women."""
        born = np.asarray(batch[self.born])
        columns = dict(batch)
        if self.cohort_years:
            years = _EPOCH + (born.astype(np.int64) - 1) // _MONTHS
            columns["cohort"] = years - years % self.cohort_years
        for key, window in self.periods:
            columns["period"] = Coded(np.zeros(len(born), dtype=np.int64), (key,))
            BirthKernel.add(attrs.evolve(self, window=window), columns, counter)
