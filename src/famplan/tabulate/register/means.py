"""What an office has and gives: benefits, slips, funding, stations, staff, supplies.

Amounts are counted in fen, and units of supplies in thousandths, so that sums are exact whatever
their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.model.area import Level
from famplan.tabulate.register.cells import Cells
from famplan.tabulate.register.records import (
    UNKNOWN_DAY,
    before,
    coded,
    rows_between,
    standing_rows,
    words_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.register.records import RegisterLike, TableLike
    from famplan.tabulate.register.setting import Setting

__all__ = [
    "FEN",
    "THOUSANDTHS",
    "count_benefits",
    "count_funding",
    "count_slips",
    "count_staff",
    "count_stations",
    "count_supplies",
    "year_of",
]

FEN = 100
"""Fen to the yuan."""
THOUSANDTHS = 1000
"""Parts in which units of supplies are counted."""
_LEVELS = tuple(map(str, Level))
THIS_YEAR, LAST_YEAR = "this year", "last year"


def year_of(setting: Setting) -> int:
    """Year whose benefits and funding belong to the period: that of its last day."""
    return int(np.datetime64(setting.stop - 1, "D").astype("datetime64[Y]").astype(int)) + 1970


def _exact(amounts: NDArray[Any], parts: int) -> NDArray[np.float64]:
    """Count in small parts; unknown adds nothing."""
    exact: NDArray[np.float64] = np.rint(np.nan_to_num(amounts) * parts)
    return exact


def count_benefits(register: RegisterLike, setting: Setting) -> Counts:
    """Count benefits of the year by scheme: persons and fen due, and paid by the closing.

    A person to whom something is due in an area counts once, however many payments make it up, and
    was paid if they come to all of it. A payment without a person stands for one.
    """
    table = register.table("benefit_payments")
    year = table.array("year", everything=True)
    rows = np.flatnonzero((year == year_of(setting)) & table.used)
    schemes = coded(table, "scheme")
    due, paid = (_exact(table.array(n, everything=True)[rows], FEN) for n in ("due", "paid"))
    day = table.array("paid_on", everything=True)[rows]
    paid[(day != UNKNOWN_DAY) & (day >= setting.stop)] = 0
    area = table.array("area", everything=True)[rows]
    person = table.array("person", everything=True)[rows].astype(np.int64)
    person = np.where(person < 0, len(setting.people) + rows, person)
    # One number for scheme, area and person: far quicker to sort than three.
    key = (schemes.codes[rows].astype(np.int64) + 1) * (len(setting.areas.places) + 1) + area + 1
    key = key * (len(setting.people) + table.rows) + person
    _, first, whose = np.unique(key, return_index=True, return_inverse=True)
    all_due, all_paid = (
        np.bincount(whose, weights=fen, minlength=len(first)) for fen in (due, paid)
    )
    widths = dict.fromkeys(("due", "paid", "undecided", "due_fen", "paid_fen"), 1)
    cells = Cells(setting.units.values, {"scheme": tuple(schemes.values)}, widths)
    cells.add(
        setting.unit_of(area[first]),
        [schemes.codes[rows][first]],
        due=(None, (all_due > 0).astype(np.float64)),
        paid=(None, ((all_due > 0) & (all_paid >= all_due)).astype(np.float64)),
        due_fen=(None, all_due),
        paid_fen=(None, all_paid),
    )
    return cells.counts()


def count_slips(register: RegisterLike, setting: Setting) -> Counts:
    """Count slips sent in the period, by the area that sent them and by the one addressed."""
    table = register.table("slips")
    rows = rows_between(table, "sent", setting.start, setting.stop)
    received, answered = (
        before(table.array(name, everything=True)[rows], setting.stop).astype(np.float64)
        for name in ("received", "answered")
    )
    sides = ("origin", "destination")
    cells = Cells(setting.units.values, {"side": sides}, {"sent": 1, "received": 1, "answered": 1})
    for code, side in enumerate(sides):
        cells.add(
            setting.unit_of(table.array(side, everything=True)[rows]),
            [np.full(len(rows), code)],
            sent=None,
            received=(None, received),
            answered=(None, answered),
        )
    return cells.counts()


def count_funding(register: RegisterLike, setting: Setting) -> Counts:
    """Count funding of the year and of the one before, in fen, by level of finance and use."""
    table = register.table("funding")
    back = year_of(setting) - table.array("year", everything=True).astype(np.int64)
    rows = np.flatnonzero((back >= 0) & (back <= 1) & table.used)
    uses = coded(table, "use")
    dimensions = {
        "year": (THIS_YEAR, LAST_YEAR),
        "level": _LEVELS,
        "use": tuple(uses.values),
    }
    cells = Cells(setting.units.values, dimensions, {"fen": 1, "lines": 1})
    cells.add(
        setting.unit_of(table.array("area", everything=True)[rows]),
        [back[rows], table.array("level", everything=True)[rows], uses.codes[rows]],
        fen=(None, _exact(table.array("yuan", everything=True)[rows], FEN)),
        lines=None,
    )
    return cells.counts()


def _at_closing(
    table: TableLike, setting: Setting, begins: str, ends: str
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    rows = standing_rows(table, begins, ends, setting.stop)
    return rows, setting.unit_of(table.array("area", everything=True)[rows])


def count_stations(register: RegisterLike, setting: Setting) -> Counts:
    """Count stations at the closing by level."""
    table = register.table("stations")
    rows, unit = _at_closing(table, setting, "opened", "closed")
    cells = Cells(setting.units.values, {"level": _LEVELS}, {"stations": 1})
    cells.add(unit, [table.array("level", everything=True)[rows]], stations=None)
    return cells.counts()


def count_staff(register: RegisterLike, setting: Setting) -> Counts:
    """Count posts held at the closing by role and qualification, and what they are paid, in fen."""
    table = register.table("staff")
    rows, unit = _at_closing(table, setting, "since", "until")
    roles = coded(table, "role")
    dimensions = {"role": tuple(roles.values), "qualification": words_of(table, "qualification")}
    cells = Cells(setting.units.values, dimensions, {"staff": 1, "paid": 1, "pay_fen": 1})
    pay = table.array("pay", everything=True)[rows]
    cells.add(
        unit,
        [roles.codes[rows], table.array("qualification", everything=True)[rows]],
        staff=None,
        paid=(None, (~np.isnan(pay)).astype(np.float64)),
        pay_fen=(None, _exact(pay, FEN)),
    )
    return cells.counts()


def count_supplies(register: RegisterLike, setting: Setting) -> Counts:
    """Count units of each item: the stock at the opening, and what came, went and was lost."""
    table = register.table("supplies")
    on = table.array("on", everything=True)
    items = coded(table, "item")
    unit = setting.unit_of(table.array("area", everything=True))
    names = ("received", "issued", "lost")
    moved = {n: _exact(table.array(n, everything=True), THOUSANDTHS) for n in names}
    widths = dict.fromkeys(("opening", *names), 1)
    cells = Cells(setting.units.values, {"item": tuple(items.values)}, widths)
    earlier = np.flatnonzero(before(on, setting.start) & table.used)
    stock = moved["received"] - moved["issued"] - moved["lost"]
    cells.add(unit[earlier], [items.codes[earlier]], opening=(None, stock[earlier]))
    rows = rows_between(table, "on", setting.start, setting.stop)
    cells.add(unit[rows], [items.codes[rows]], **{n: (None, m[rows]) for n, m in moved.items()})
    return cells.counts()
