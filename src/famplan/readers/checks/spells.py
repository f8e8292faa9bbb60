"""Spells of one person that overlap: methods, marriages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.readers.checks.check import Check, View, warning
from famplan.readers.table import UNKNOWN_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CHECKS", "ends", "overlapping"]

_FOR_EVER = np.int64(1 << 22)
_DAYS = 23  # bits of a day, counted from 1800
_FIRST = np.int64(1 << 20)


def overlapping(
    owner: NDArray[np.int32],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    used: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Tell which spells begin while an earlier one of the same owner lasts.

    Parameters
    ----------
    owner : ndarray
        Whose it is; -1 is nobody's.
    start, end : ndarray
        First day, and first day on which it is over; an end that is not known has not come yet.
    used : ndarray of bool
        Which spells to look at.

    Examples
    --------
    >>> owner, used = np.array([1, 1, 2, 1]), np.ones(4, bool)
    >>> start, end = np.array([10, 15, 12, 20]), np.array([20, UNKNOWN_DAY, 30, 25])
    >>> overlapping(owner, start, end, used).tolist()
    [False, True, False, True]
    """
    known = np.flatnonzero(used & (owner >= 0) & (start != UNKNOWN_DAY))
    base = owner[known].astype(np.int64) << _DAYS
    key = base + start[known] + _FIRST
    order = np.argsort(key, kind="stable")
    known, base, key = known[order], base[order], key[order]
    ends = end[known].astype(np.int64)
    ends = np.where(ends == UNKNOWN_DAY, _FOR_EVER, ends + _FIRST)
    # With the owner in front, the latest end so far never reaches into the next one's spells.
    latest = np.maximum.accumulate(base + ends)
    found = np.zeros(len(owner), dtype=bool)
    found[known[1:][key[1:] < latest[:-1]]] = True
    return found


def ends(*days: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the earliest known of several days.

    Examples
    --------
    >>> ends(np.array([UNKNOWN_DAY, 5]), np.array([3, 4])).tolist()
    [3, 4]
    """
    last = np.iinfo(np.int32).max
    found = np.minimum.reduce([np.where(one == UNKNOWN_DAY, last, one) for one in days])
    return np.where(found == last, UNKNOWN_DAY, found).astype(np.int32)


def _methods(view: View) -> NDArray[np.bool_]:
    return overlapping(
        view.column("method_use.person"),
        view.column("method_use.started"),
        view.column("method_use.stopped"),
        view.used("method_use"),
    )


def _marriages(whose: str) -> Check:
    def find(view: View) -> NDArray[np.bool_]:
        end = ends(
            view.column("couples.ended"),
            view.deaths_of("couples.wife"),
            view.deaths_of("couples.husband"),
        )
        return overlapping(
            view.column(f"couples.{whose}"),
            view.column("couples.married"),
            end,
            view.used("couples"),
        )

    zh = "女方同时有两个配偶" if whose == "wife" else "男方同时有两个配偶"
    return warning(f"couples.{whose}", f"two spouses of one {whose} at once", zh, find)


CHECKS: tuple[Check, ...] = (
    warning("method_use.started", "method spells overlap", "避孕措施时间重叠", _methods),
    _marriages("wife"),
    _marriages("husband"),
)
