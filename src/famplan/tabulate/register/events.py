"""Births, deaths and marriages of a period, in time or late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.model.sex import Sex
from famplan.tabulate.register.cells import Cells
from famplan.tabulate.register.records import (
    NOBODY,
    UNKNOWN_DAY,
    ages_on,
    rows_between,
    rows_where,
    words_of,
)
from famplan.tabulate.register.standing import AGE_COLUMNS, OLDEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.register.records import RegisterLike, TableLike
    from famplan.tabulate.register.setting import Setting

__all__ = [
    "BIRTHS",
    "HIGHEST_ORDER",
    "IN_PERIOD",
    "LATE",
    "MOTHER_AGES",
    "REPORTED_LATER",
    "YOUNGEST_MOTHER",
    "count_births",
    "count_deaths",
    "count_marriages",
]

IN_PERIOD, REPORTED_LATER, LATE = "in period", "reported later", "late report"
WHEN = (IN_PERIOD, REPORTED_LATER, LATE)
"""Occurred in the period and not reported after it; occurred in it and reported after it; occurred
before it and reported in it."""
HIGHEST_ORDER = 9
"""Stands for this order and all above."""
YOUNGEST_MOTHER, _OLDEST_MOTHER = 10, 55
MOTHER_AGES = _OLDEST_MOTHER - YOUNGEST_MOTHER + 2
"""Single years from 10 to 55 (and over); unknown, where a date cannot be right as well."""
_SEXES = tuple(map(str, Sex))
BIRTHS = {
    "when": WHEN,
    "order": tuple(range(1, HIGHEST_ORDER + 1)),
    "sex": _SEXES,
    "plurality": (1, 2, 3),
    "in_policy": (False, True),
}
"""Small dimensions of births beside legitimacy: plurality 3 stands for three and more."""


def _of_period(table: TableLike, setting: Setting) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Return rows that belong to the period, and when each occurred and was reported.

    A row without a day of reporting counts as reported in time: nothing says it was not.
    """
    occurred = table.array("occurred", everything=True)
    reported = table.array("reported", everything=True)

    def belongs(part: slice) -> NDArray[np.bool_]:
        happened, told = occurred[part], reported[part]
        inside: NDArray[np.bool_] = happened < setting.stop
        late = (told >= setting.start) & (told < setting.stop) & (happened != UNKNOWN_DAY)
        inside &= (happened >= setting.start) | late
        return inside

    rows = rows_where(table, belongs)
    when = np.where(reported[rows] >= setting.stop, 1, 0)
    return rows, np.where(occurred[rows] < setting.start, 2, when).astype(np.int8)


def count_births(register: RegisterLike, setting: Setting) -> Counts:
    """Count births by mother's age, and beside them deliveries and births with a defect."""
    births = register.table("births")
    rows, when = _of_period(births, setting)

    def column(name: str) -> NDArray[Any]:
        return births.array(name, everything=True)[rows]

    mother = column("mother")
    ages = ages_on(setting.people.look_up("birth", mother), column("occurred"))
    recorded = column("mother_age")  # completed or exact; what her own row says comes first
    ages = np.where((ages < 0) & (recorded >= 0), np.nan_to_num(np.floor(recorded)), ages)
    columns = np.clip(ages, YOUNGEST_MOTHER, _OLDEST_MOTHER).astype(np.int64) - YOUNGEST_MOTHER
    columns[ages < YOUNGEST_MOTHER] = MOTHER_AGES - 1  # whoever is younger is no mother
    order, plurality = column("order"), column("plurality")
    codes = [
        when,
        np.where(order > 0, np.minimum(order, HIGHEST_ORDER) - 1, NOBODY),
        column("sex"),
        np.where(plurality > 0, np.minimum(plurality, 3) - 1, NOBODY),
        column("in_policy"),
        column("legitimacy"),
    ]
    widths = {"births": MOTHER_AGES, "deliveries": 1, "defects": 1, "defects_known": 1}
    dimensions = {**BIRTHS, "legitimacy": words_of(births, "legitimacy")}
    cells = Cells(setting.units.values, dimensions, widths)
    defect = column("defect")
    cells.add(
        setting.unit_of(column("area")),
        codes,
        births=(columns, None),
        deliveries=(None, _first_of_delivery(mother, column("occurred"))),
        defects=(None, (defect == 1).astype(np.float64)),
        defects_known=(None, (defect >= 0).astype(np.float64)),
    )
    return cells.counts()


def _first_of_delivery(mother: NDArray[Any], day: NDArray[Any]) -> NDArray[np.float64]:
    """Mark one birth of each delivery: twins have one mother and were born within a day."""
    order = np.lexsort((day, mother))
    mothers, days = mother[order], day[order].astype(np.int64)
    again = np.zeros(len(order), dtype=bool)
    again[1:] = (mothers[1:] == mothers[:-1]) & (mothers[1:] >= 0) & (np.diff(days) <= 1)
    first = np.ones(len(order))
    first[order[again]] = 0
    return first


def count_deaths(register: RegisterLike, setting: Setting) -> Counts:
    """Count deaths by age and sex."""
    deaths = register.table("deaths")
    rows, when = _of_period(deaths, setting)
    person = deaths.array("person", everything=True)[rows]
    occurred = deaths.array("occurred", everything=True)[rows]
    ages = ages_on(setting.people.look_up("birth", person), occurred)
    cells = Cells(setting.units.values, {"when": WHEN, "sex": _SEXES}, {"deaths": AGE_COLUMNS})
    area = setting.unit_of(deaths.array("area", everything=True)[rows])
    codes = [when, setting.people.look_up("sex", person)]
    cells.add(area, codes, deaths=(_single(ages), None))
    return cells.counts()


def count_marriages(register: RegisterLike, setting: Setting) -> tuple[Counts, Counts]:
    """Count who married, by age, sex and order, where each lives; and couples, where she does.

    Who came later, or had left, married elsewhere: whoever of the two was here counts, and the
    couple if either was.
    """
    couples = register.table("couples")
    married = couples.array("married", everything=True)
    rows = rows_between(couples, "married", setting.start, setting.stop)
    persons = Cells(
        setting.units.values, {"sex": _SEXES, "first": (False, True)}, {"marriages": AGE_COLUMNS}
    )
    where = np.full(len(rows), NOBODY, dtype=np.int64)
    here, anyone = np.zeros((2, len(rows)), dtype=bool)
    # The husband first: where the wife is known, her area replaces his.
    for spouse, sex in (("husband", Sex.MALE), ("wife", Sex.FEMALE)):
        person = couples.array(spouse, everything=True)[rows]
        order = couples.array(f"{spouse}_order", everything=True)[rows]
        area = setting.people.look_up("area", person)
        known = person >= 0
        anyone |= known
        known &= setting.people.here(person, married[rows])
        here |= known
        where = np.where(known & (area >= 0), area, where)
        ages = ages_on(setting.people.look_up("birth", person), married[rows])
        first = np.where(order > 0, (order == 1).astype(np.int8), np.int8(NOBODY))
        codes = [np.full(len(rows), _SEXES.index(sex)), first]
        persons.add(
            setting.unit_of(area[known]),
            [code[known] for code in codes],
            marriages=(_single(ages[known]), None),
        )
    weddings = Cells(setting.units.values, {}, {"couples": 1})
    counted = here | ~anyone
    weddings.add(setting.unit_of(where[counted]), [], couples=None)
    return persons.counts(), weddings.counts()


def _single(ages: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the columns of single ages."""
    return np.where(ages < 0, AGE_COLUMNS - 1, np.minimum(ages, OLDEST))
