"""Events of people: none before they are born, none after they have died."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.readers.checks.check import Check, View, before, error, led, warning
from famplan.readers.table import UNKNOWN_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CHECKS"]

# Who, and the day of the event; births have rules of their own.
_EVENTS = (
    ("couples", "wife", "married"),
    ("couples", "husband", "married"),
    ("method_use", "person", "started"),
    ("migrants", "person", "left"),
    ("migrants", "person", "arrived"),
)


def _event_checks(table: str, person: str, day: str) -> tuple[Check, Check]:
    def unborn(view: View) -> NDArray[np.bool_]:
        return before(view.column(f"{table}.{day}"), view.births_of(f"{table}.{person}"))

    def dead(view: View) -> NDArray[np.bool_]:
        return before(view.deaths_of(f"{table}.{person}"), view.column(f"{table}.{day}"))

    return (
        error(f"{table}.{day}", f"before the {person} was born", "早于当事人出生", unborn),
        error(f"{table}.{day}", f"after the {person} died", "晚于当事人死亡", dead),
    )


def _death_before_birth(view: View) -> NDArray[np.bool_]:
    return before(view.column("deaths.occurred"), view.births_of("deaths.person"))


def _other_death(view: View) -> NDArray[np.bool_]:
    days = led(view.column("persons.death"), view.column("deaths.person"), UNKNOWN_DAY)
    occurred = view.column("deaths.occurred")
    found: NDArray[np.bool_] = (days != UNKNOWN_DAY) & (occurred != UNKNOWN_DAY)
    found &= days != occurred
    return found


def _dies_again(view: View) -> NDArray[np.bool_]:
    return again(view.column("deaths.person"), view.used("deaths"))


def again(rows: NDArray[np.int32], used: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which used rows refer to what an earlier used row refers to.

    Examples
    --------
    >>> again(np.array([4, 7, 4, -1, -1]), np.ones(5, bool)).tolist()
    [False, False, True, False, False]
    """
    found = np.zeros(len(rows), dtype=bool)
    known = np.flatnonzero(used & (rows >= 0))
    if known.size:
        size = int(rows[known].max()) + 1
        first = np.empty(size, dtype=np.int64)
        first[rows[known][::-1]] = known[::-1]  # the last to be written is the first row
        found[known] = first[rows[known]] != known
    return found


def _resident_unborn(view: View) -> NDArray[np.bool_]:
    return before(view.column("persons.resident_since"), view.births)


def _resident_dead(view: View) -> NDArray[np.bool_]:
    return before(view.deaths, view.column("persons.resident_since"))


def _paid_dead(view: View) -> NDArray[np.bool_]:
    return before(
        view.deaths_of("benefit_payments.person"), view.column("benefit_payments.paid_on")
    )


def _overpaid(view: View) -> NDArray[np.bool_]:
    due, paid = view.column("benefit_payments.due"), view.column("benefit_payments.paid")
    found: NDArray[np.bool_] = paid > due  # false where one is unknown
    return found


CHECKS: tuple[Check, ...] = (
    *(check for event in _EVENTS for check in _event_checks(*event)),
    error("deaths.occurred", "death before birth", "死亡日期早于出生日期", _death_before_birth),
    error("deaths.person", "second death of one person", "同一人重复死亡", _dies_again),
    warning(
        "deaths.occurred", "differs from the person's row", "与人员表死亡日期不符", _other_death
    ),
    error("persons.resident_since", "resident before birth", "居住起始早于出生", _resident_unborn),
    error("persons.resident_since", "resident after death", "居住起始晚于死亡", _resident_dead),
    warning("benefit_payments.paid_on", "paid after death", "死亡后仍发放", _paid_dead),
    warning("benefit_payments.paid", "more paid than due", "实发大于应发", _overpaid),
)
