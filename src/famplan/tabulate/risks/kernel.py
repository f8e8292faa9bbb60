"""The kernel of high-risk fertility: births by risk and survival, women by a next birth's risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.tabulate.columns import as_numbers
from famplan.tabulate.deliveries import births_of, columns_of_births, deliveries
from famplan.tabulate.distribution import Cases, DistributionKernel
from famplan.tabulate.histories import COMPLETED, months_since
from famplan.tabulate.risks.states import STATES, RiskLimits, risk_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Batch

__all__ = ["BIRTHS", "DEAD", "FATES", "NOT_TOLD", "SURVIVAL", "WOMEN", "FertilityRiskKernel"]

_ALIVE, DEAD, NOT_TOLD = range(3)
FATES = 3
"""What became of a child: it is alive, dead, or that is not known."""
BIRTHS = STATES * FATES
"""Columns of births, each state by fate; those of the women follow, the unknown last."""
_SIZE = BIRTHS + STATES + 1
SURVIVAL = "b5"
"""Columns that tell whether a child is alive."""
WOMEN = ("v502", "v312")
"""Columns of union and method."""


def told_of(kinds: tuple[str, ...]) -> tuple[bool, bool]:
    """Tell what sets tallies apart: whether survival is told, and completed months."""
    return SURVIVAL in kinds, COMPLETED in kinds


@attrs.frozen(kw_only=True)
class FertilityRiskKernel(DistributionKernel):
    """Counts recent births by risk and survival, and women in union by the risk of a next birth.

    Parameters
    ----------
    window : int
        Months before the interview in which births are counted, the month of interview among them.
    limits : RiskLimits
        What counts as a risk.
    kinds : tuple of str
        What the data tell of every birth: ``"b0"`` twins, ``"b5"`` survival, ``"b19"`` completed
        months since.
    women : bool
        Whether the data have union and method of the women.
    """

    window: int
    limits: RiskLimits
    kinds: tuple[str, ...] = attrs.field(default=(), eq=told_of)
    women: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        design = ("v005", "v008", "v011", "v021", "v022")
        more = columns_of_births(self.children, self.kinds)
        women = WOMEN if self.women else ()
        return tuple(dict.fromkeys((*self.by, *design, *self.children, *more, *women)))

    @property
    def size(self) -> int:
        """Births by state and survival, women by state."""
        return _SIZE

    def cases(self, batch: Batch) -> Iterator[Cases]:
        """Take the births of the window, and the women in union."""
        now, born = (np.asarray(batch[name], dtype=np.float64) for name in ("v008", "v011"))
        age = (now - born).astype(np.int64)
        births = births_of(batch, self.children, self.kinds)
        for birth in deliveries(births):
            since = months_since(births, birth.rank, now)
            recent = (since < self.window) & (birth.month <= now)
            women = np.flatnonzero(birth.born & recent & birth.placed)
            state = risk_state(
                (birth.month - born)[women],
                birth.interval[women],
                birth.order[women],
                self.limits,
            )
            fate = np.full(len(women), NOT_TOLD)
            if SURVIVAL in births:
                lives = births[SURVIVAL][birth.rank, women]
                fate = np.where(lives == 1, _ALIVE, np.where(lives == 0, DEAD, NOT_TOLD))
            yield Cases(women, age[women], state * FATES + fate)
        if self.women:
            yield self._women(batch, births["b3"], now, born)

    def _women(
        self,
        batch: Batch,
        months: NDArray[np.float64],
        now: NDArray[np.float64],
        born: NDArray[np.float64],
    ) -> Cases:
        """Take women in union, where each would be if she conceived now."""
        union, method = (np.asarray(as_numbers(batch[name]), dtype=np.float64) for name in WOMEN)
        women = np.flatnonzero(union == 1)
        last = months.max(axis=0)[women]
        then = now[women] + self.limits.gestation
        interval = np.where(last > 0, then - last, np.nan)
        order = (months > 0).sum(axis=0)[women] + 1
        state = risk_state(then - born[women], interval, order, self.limits)
        used = method[women]
        # Sterilised or not, a woman without a risk has none.
        state = np.where(np.isnan(used) & (state > 0), STATES, state)
        # Without the month of a birth it is not known when the last was.
        state = np.where((months[:, women] < 0).any(axis=0), STATES, state)
        state = np.where(np.isin(used, self.limits.sterilised), 0, state)
        return Cases(women, (now - born)[women].astype(np.int64), BIRTHS + state)
