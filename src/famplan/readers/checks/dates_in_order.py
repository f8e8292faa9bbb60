"""Dates of one row, in the order in which things happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.readers.checks.check import Check, View, before, error

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CHECKS"]

# The later date, the earlier one, and what it says when they are not in order.
_ORDERS = (
    ("births", "reported", "occurred", "reported before it occurred", "上报日期早于出生日期"),
    ("deaths", "reported", "occurred", "reported before it occurred", "上报日期早于死亡日期"),
    ("persons", "death", "birth", "death before birth", "死亡日期早于出生日期"),
    (
        "persons",
        "resident_until",
        "resident_since",
        "left before coming",
        "离开日期早于来现居住地日期",
    ),
    ("couples", "ended", "married", "marriage ended before it began", "婚姻终止早于结婚"),
    ("method_use", "stopped", "started", "method stopped before it started", "停止早于开始"),
    ("procedures", "performed", "consented", "consent after the procedure", "知情同意晚于手术"),
    ("migrants", "arrived", "left", "arrived before leaving", "流入日期早于流出日期"),
    ("migrants", "returned", "left", "returned before leaving", "返回日期早于流出日期"),
    ("migrants", "returned", "arrived", "returned before arriving", "返回日期早于流入日期"),
    ("certificates", "cancelled", "issued", "cancelled before it was issued", "注销早于发证"),
    ("slips", "received", "sent", "received before it was sent", "接收早于发出"),
    ("slips", "answered", "received", "answered before it was received", "反馈早于接收"),
    ("slips", "answered", "sent", "answered before it was sent", "反馈早于发出"),
    ("stations", "closed", "opened", "closed before it opened", "撤销早于成立"),
    ("staff", "until", "since", "left the post before taking it", "离职早于任职"),
)


def _ordered(table: str, later: str, earlier: str, name: str, zh: str) -> Check:
    def find(view: View) -> NDArray[np.bool_]:
        return before(view.column(f"{table}.{later}"), view.column(f"{table}.{earlier}"))

    return error(f"{table}.{later}", name, zh, find)


CHECKS = tuple(_ordered(*order) for order in _ORDERS)
