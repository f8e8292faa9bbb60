"""What was done in a period: procedures, checks, certificates, uptake of methods after birth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.model.contraception import ContraceptiveMethod
from famplan.model.procedure import Complication, ProcedureKind
from famplan.model.sex import Sex
from famplan.tabulate.register.cells import Cells
from famplan.tabulate.register.population import wives_of
from famplan.tabulate.register.records import (
    NOBODY,
    UNKNOWN_DAY,
    rows_between,
    standing_rows,
    words_of,
)

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.register.records import RegisterLike, TableLike
    from famplan.tabulate.register.setting import Setting

__all__ = ["count_certificates", "count_checks", "count_procedures", "count_uptake"]

_SEXES = tuple(map(str, Sex))
_LONG_ACTING = np.array([bool(method.long_acting) for method in ContraceptiveMethod] + [False])


def count_procedures(register: RegisterLike, setting: Setting) -> Counts:
    """Count procedures by kind and complication."""
    table = register.table("procedures")
    rows = rows_between(table, "performed", setting.start, setting.stop)
    kinds = {
        "kind": tuple(map(str, ProcedureKind)),
        "complication": tuple(map(str, Complication)),
    }
    cells = Cells(setting.units.values, kinds, {"procedures": 1})
    area, *codes = (
        table.array(name, everything=True)[rows] for name in ("area", "kind", "complication")
    )
    cells.add(setting.unit_of(area), codes, procedures=None)
    return cells.counts()


def count_checks(register: RegisterLike, setting: Setting) -> Counts:
    """Count checks by kind, sex and whether a high risk was found."""
    table = register.table("checks")
    rows = rows_between(table, "performed", setting.start, setting.stop)
    kinds = {"kind": words_of(table, "kind"), "sex": _SEXES, "high_risk": (False, True)}
    cells = Cells(setting.units.values, kinds, {"checks": 1})
    area, *codes = (
        table.array(name, everything=True)[rows] for name in ("area", "kind", "sex", "high_risk")
    )
    cells.add(setting.unit_of(area), codes, checks=None)
    return cells.counts()


def count_certificates(register: RegisterLike, setting: Setting) -> Counts:
    """Count only-child certificates held at the opening and the closing, and those issued.

    One whose holders came later was issued elsewhere, and counts from the day they came; so it does
    not where they are registered, to which it belonged before.
    """
    table = register.table("certificates")
    unit = setting.unit_of(table.array("area", everything=True))
    came = _holders_came(register, setting, table)
    cells = Cells(setting.units.values, {}, {"opening": 1, "closing": 1, "issued": 1})
    for name, on in (("opening", setting.start), ("closing", setting.stop)):
        held = standing_rows(table, "issued", "cancelled", on)
        cells.add(unit[held[came[held] < on]], [], **{name: None})
    issued = rows_between(table, "issued", setting.start, setting.stop)
    here = came[issued] <= table.array("issued", everything=True)[issued]
    cells.add(unit[issued[here]], [], issued=None)
    return cells.counts()


def _holders_came(
    register: RegisterLike, setting: Setting, table: TableLike
) -> NDArray[np.integer[Any]]:
    """Return since when the holders of certificates are here: her, or him if she is not known."""
    couples, couple = register.table("couples"), table.array("couple", everything=True)
    known = np.flatnonzero(couple >= 0)
    known = known[couples.used[couple[known]]]
    wife, husband = (
        couples.array(name, everything=True)[couple[known]] for name in ("wife", "husband")
    )
    holder = np.where(wife >= 0, wife, husband)
    registered = register.table("persons").array("registered_area", everything=True)
    own = np.zeros(len(known), dtype=bool)
    someone = holder >= 0
    area = table.array("area", everything=True)[known[someone]]
    own[someone] = registered[holder[someone]] == area
    came = np.full(table.rows, UNKNOWN_DAY, dtype=np.int32)
    came[known] = np.where(own, UNKNOWN_DAY, setting.people.look_up("since", holder))
    return came


def count_uptake(register: RegisterLike, setting: Setting) -> Counts:
    """Count women whose days after a birth ended in the period, and who had begun a method by then.

    Who died before they ended is not among them. A woman with two such births in the period counts
    for the last of them.
    """
    cells = Cells(setting.units.values, {}, {"due": 1, "timely": 1, "long_acting": 1})
    if setting.uptake_days is None:
        return cells.counts()
    days = setting.uptake_days
    births = register.table("births")
    rows = rows_between(births, "occurred", setting.start - days, setting.stop - days)
    death = setting.people.look_up("death", births.array("mother", everything=True)[rows])
    occurred = births.array("occurred", everything=True)[rows]
    rows = rows[(death == UNKNOWN_DAY) | (death >= occurred + days)]
    mother, occurred, area = (
        births.array(name, everything=True)[rows] for name in ("mother", "occurred", "area")
    )
    order = np.flatnonzero(mother >= 0)[np.argsort(occurred[mother >= 0], kind="stable")]
    size = len(setting.people)
    born = np.full(size, UNKNOWN_DAY, dtype=np.int32)
    born[mother[order]] = occurred[order]
    where = np.full(size, NOBODY, dtype=np.int32)
    where[mother[order]] = area[order]
    due = np.unique(mother[order])
    begun = _begun(register, setting, born, days)
    values = [(begun[due] & bit > 0).astype(np.float64) for bit in (1, 2)]
    cells.add(
        setting.unit_of(where[due]),
        [],
        due=None,
        timely=(None, values[0]),
        long_acting=(None, values[1]),
    )
    return cells.counts()


def _begun(
    register: RegisterLike, setting: Setting, born: NDArray[np.int32], days: int
) -> NDArray[np.int8]:
    """Tell of each mother whether she began a method (1), and a long-acting one (2), in time."""
    spells = register.table("method_use")
    rows = rows_between(spells, "started", setting.start - days, setting.stop)
    person, started, method = (
        spells.array(name, everything=True)[rows] for name in ("person", "started", "method")
    )
    users: NDArray[Any] = person.astype(np.int64)
    wives, husbands = wives_of(register, setting, setting.stop)
    wife_of = np.full(len(setting.people), NOBODY, dtype=np.int64)
    wife_of[husbands[husbands >= 0]] = wives[husbands >= 0]
    men = setting.people.look_up("sex", users) == list(Sex).index(Sex.MALE)
    users[men] = wife_of[users[men]]
    birth = np.where(users >= 0, born[users], UNKNOWN_DAY).astype(np.int64)
    timely = (birth != UNKNOWN_DAY) & (started >= birth) & (started <= birth + days)
    found = np.zeros(len(setting.people), dtype=np.int8)
    found[users[timely]] |= 1
    found[users[timely & _LONG_ACTING[method]]] |= 2
    return found
