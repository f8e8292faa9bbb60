"""Births of one mother, one after the other: intervals and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.readers.checks.check import Check, View, warning
from famplan.readers.table import UNKNOWN_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CHECKS"]

_SEVEN_MONTHS = 212  # days of the seven shortest months in a row
_ONE_DELIVERY = 1  # days: twins may be born about midnight
_LATE_TWIN = 30  # days, where both say that they were not born alone
_ORDERS = 5  # bits of an order


@attrs.frozen(eq=False)
class _Pairs:
    """Births of one mother that follow each other."""

    rows: int
    later: NDArray[np.intp]
    days: NDArray[np.int64]
    """Days from the earlier to the later."""
    together: NDArray[np.bool_]
    """Whether they are of one delivery."""
    single: NDArray[np.bool_]
    """Whether both say that they were born alone."""
    orders: tuple[NDArray[np.int16], NDArray[np.int16]]

    def mark(self, bad: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Point at the later birth of the pairs that break a rule."""
        found = np.zeros(self.rows, dtype=bool)
        found[self.later[bad]] = True
        return found


def _pairs(view: View) -> _Pairs:
    """Put the births of each mother in order of day and birth order, and pair neighbours."""
    mother, day = view.column("births.mother"), view.column("births.occurred")
    order, number = view.column("births.order"), view.column("births.plurality")
    known = np.flatnonzero(view.used("births") & (mother >= 0) & (day != UNKNOWN_DAY))
    # One number to sort by: mother, then day, then order.
    key = mother[known].astype(np.int64) << 32
    key += (day[known].astype(np.int64) + (1 << 20)) << _ORDERS
    key += np.clip(order[known], 0, (1 << _ORDERS) - 1)
    known = known[np.argsort(key, kind="stable")]
    same = mother[known[1:]] == mother[known[:-1]]
    earlier, later = known[:-1][same], known[1:][same]
    days = day[later].astype(np.int64) - day[earlier]
    both: Any = (number[earlier] > 1) & (number[later] > 1)
    together = (days <= _ONE_DELIVERY) | (both & (days <= _LATE_TWIN))
    single = (number[earlier] == 1) & (number[later] == 1)
    return _Pairs(len(mother), later, days, together, single, (order[earlier], order[later]))


def _short(view: View) -> NDArray[np.bool_]:
    pairs = view.once(_pairs)
    return pairs.mark((pairs.days < _SEVEN_MONTHS) & ~pairs.together)


def _single_twins(view: View) -> NDArray[np.bool_]:
    pairs = view.once(_pairs)
    return pairs.mark(pairs.together & pairs.single)


def _repeats(view: View) -> NDArray[np.bool_]:
    pairs = view.once(_pairs)
    first, second = pairs.orders
    return pairs.mark((first == second) & (first > 0) & ~pairs.together)


def _gap(view: View) -> NDArray[np.bool_]:
    pairs = view.once(_pairs)
    first, second = pairs.orders
    return pairs.mark((second > first + 1) & (first > 0))


def _falls(view: View) -> NDArray[np.bool_]:
    pairs = view.once(_pairs)
    first, second = pairs.orders
    return pairs.mark((second < first) & (second > 0))


CHECKS: tuple[Check, ...] = (
    warning(
        "births.occurred",
        "under 7 months after the mother's birth before",
        "距母亲上次生育不足7个月",
        _short,
    ),
    warning(
        "births.plurality",
        "two single births of one delivery",
        "同次分娩两条记录均登记为单胎",
        _single_twins,
    ),
    warning("births.order", "order of the birth before", "孩次与上次生育相同", _repeats),
    warning("births.order", "gap in the orders of one mother", "同一母亲孩次不连续", _gap),
    warning("births.order", "order below that of the birth before", "孩次小于上次生育", _falls),
)
