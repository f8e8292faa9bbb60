"""Women's marriages and deliveries over their lives, drawn from the schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.datasets.register.schedules import MONTH, REST
from famplan.datasets.register.weddings import registered_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.datasets.register.schedules import Schedules

__all__ = ["Histories", "expected_children", "histories_of"]

_FAR = 1 << 20
"""Months of age that nobody reaches: what does not happen."""


@attrs.frozen(kw_only=True, eq=False)
class Histories:
    """Days of life events of women, one row for each; what does not happen is ``nan``.

    Parameters
    ----------
    married : ndarray
        Day on which the first marriage was registered: not before the law allows, though a couple
        may have lived together and had a child by then.
    delivered : ndarray
        Days of the first, second and third delivery, one column each.
    twins : ndarray of bool
        Whether a delivery bears twins.
    """

    married: NDArray[np.float64]
    delivered: NDArray[np.float64]
    twins: NDArray[np.bool_]

    def stacked_on(self, others: Histories) -> Histories:
        """Append other women."""
        return Histories(
            married=np.concatenate([self.married, others.married]),
            delivered=np.concatenate([self.delivered, others.delivered]),
            twins=np.concatenate([self.twins, others.twins]),
        )

    def first_order(self) -> NDArray[np.int64]:
        """Return the order of the first child of each delivery."""
        earlier: NDArray[np.int64] = np.cumsum(self.twins, axis=1) - self.twins
        return np.asarray(earlier + np.arange(1, self.delivered.shape[1] + 1))


def histories_of(
    random: np.random.Generator, schedules: Schedules, birth: NDArray[np.int64]
) -> Histories:
    """Draw the lives of women born on some days: each stage waits for the one before."""
    women = len(birth)
    months = np.full((women, len(REST)), _FAR)
    open_, month = np.arange(women), np.zeros(women, dtype=np.int64)
    beyond = schedules.risk.shape[1]
    for stage, rest in enumerate(REST):
        risk = schedules.risk[stage]
        start = np.minimum(month + rest, beyond - 1)
        reached = np.searchsorted(risk, risk[start] + random.exponential(size=len(open_)))
        happens = reached < beyond
        open_, month = open_[happens], reached[happens]
        months[open_, stage] = month
    days = np.floor(birth[:, None] + (months + random.random(months.shape)) * MONTH)
    days[months == _FAR] = np.nan
    share = schedules.published["twins"]["share"]
    twins = (random.random((women, len(REST) - 1)) < share) & ~np.isnan(days[:, 1:])
    married = registered_on(random, birth, days[:, 0])
    return Histories(married=married, delivered=days[:, 1:], twins=twins)


def expected_children(schedules: Schedules, years: int) -> NDArray[np.float64]:
    """Return children under an age that women of each five-year age group from 15 have on average.

    The children's few deaths are left out: who asks wants to know how large a county becomes.
    """
    monthly = schedules.births.sum(axis=0)
    cumulated = np.concatenate([np.cumsum(monthly), np.full(70 * 12, monthly.sum())])
    recent = cumulated - np.concatenate([np.zeros(years * 12), cumulated])[: len(cumulated)]
    return np.asarray(recent[15 * 12 : 15 * 12 + 18 * 60].reshape(18, 60).mean(axis=1))
