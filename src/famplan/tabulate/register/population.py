"""People by age, sex and scope, and women by marriage, method and children, at two moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.model.contraception import ContraceptiveMethod
from famplan.model.sex import Sex
from famplan.tabulate.kernel import BATCH_ROWS
from famplan.tabulate.register.cells import Cells
from famplan.tabulate.register.records import NOBODY, UNKNOWN_DAY, standing_rows
from famplan.tabulate.register.standing import (
    AGE_COLUMNS,
    MEETINGS,
    SIDES,
    STAYS,
    Day,
    Standing,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.register.records import RegisterLike
    from famplan.tabulate.register.setting import Setting

__all__ = ["CHILDREN", "NO_METHOD", "PEOPLE", "WOMEN", "count_people", "wives_of"]

BLOCK = 1 << 17
"""Persons that are looked at at a time."""
NO_METHOD = "none"
CHILDREN = ("0", "1", "2", "3+")
"""Children a woman has borne."""
_FEMALE = list(Sex).index(Sex.FEMALE)
_METHODS = tuple(str(method) for method in ContraceptiveMethod)
_NONE, _NOT_KNOWN = len(_METHODS), len(_METHODS) + 1
_STANDING = {"side": SIDES, "meeting": MEETINGS, "stay": STAYS}
PEOPLE = {"sex": tuple(map(str, Sex)), **_STANDING}
"""Small dimensions of the population."""
WOMEN = {
    "married": (False, True),
    "method": (*_METHODS, NO_METHOD),
    "children": CHILDREN,
} | _STANDING
"""Small dimensions of women who are married or use a method."""


@attrs.frozen(kw_only=True, eq=False)
class _Women:
    """What each person is as a woman on a day: married, with which method, with how many children.

    The method is the first of several in the order of `ContraceptiveMethod`; what a husband uses
    is his wife's.
    """

    married: NDArray[np.bool_]
    method: NDArray[np.int8]
    children: NDArray[np.int8]

    @classmethod
    def of(
        cls, register: RegisterLike, setting: Setting, on: int, borne: NDArray[np.int8]
    ) -> _Women:
        """Look at marriages and spells of use on a day."""
        size = len(setting.people)
        wives, husbands = wives_of(register, setting, on)
        married = np.zeros(size, dtype=bool)
        married[wives] = True
        wife_of = np.full(size, NOBODY, dtype=np.int32)
        both = husbands >= 0
        wife_of[husbands[both]] = wives[both]
        return cls(
            married=married,
            method=_methods(register, setting, on, wife_of),
            children=borne,
        )


def wives_of(
    register: RegisterLike, setting: Setting, on: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return wives and husbands of the marriages that hold on a day; a death ends a marriage."""
    couples = register.table("couples")
    rows = standing_rows(couples, "married", "ended", on)
    rows = rows[couples.array("married", everything=True)[rows] != UNKNOWN_DAY]
    wives, husbands = (
        couples.array(name, everything=True)[rows].astype(np.int64) for name in ("wife", "husband")
    )
    holds = wives >= 0
    for spouses in (wives, husbands):
        death = setting.people.look_up("death", spouses)
        holds &= (death == UNKNOWN_DAY) | (death >= on)
    return wives[holds], husbands[holds]


def _methods(
    register: RegisterLike, setting: Setting, on: int, wife_of: NDArray[np.int32]
) -> NDArray[np.int8]:
    spells = register.table("method_use")
    rows = standing_rows(spells, "started", "stopped", on)
    users = spells.array("person", everything=True)[rows].astype(np.int64)
    methods = spells.array("method", everything=True)[rows]
    men = setting.people.look_up("sex", users) == list(Sex).index(Sex.MALE)
    users[men] = wife_of[users[men]]
    known = users >= 0
    users, methods = users[known], methods[known]
    methods = np.where(methods < 0, _NOT_KNOWN, methods).astype(np.int8)
    found = np.full(len(setting.people), _NONE, dtype=np.int8)
    order = np.argsort(-methods, kind="stable")
    found[users[order]] = methods[order]  # the last that is written stays: the first method
    return found


@attrs.frozen(eq=False)
class _Borne:
    """Children of each person: as many as were recorded, or as the highest order says.

    A register may begin after a first birth, or not know of one elsewhere.
    """

    recorded: NDArray[np.int8]
    highest: NDArray[np.int8]

    @classmethod
    def of(cls, size: int) -> _Borne:
        """Begin with nobody's."""
        return cls(np.zeros(size, dtype=np.int8), np.zeros(size, dtype=np.int8))

    def add(self, register: RegisterLike, since: int, until: int) -> None:
        """Add the births from one day to another, in small blocks."""
        births = register.table("births")
        names = ("mother", "occurred", "order")
        mothers, days, orders = (births.array(name, everything=True) for name in names)
        for start in range(0, births.rows, BATCH_ROWS):
            part = slice(start, start + BATCH_ROWS)
            inside = (days[part] >= since) & (days[part] < until) & births.used[part]
            inside &= mothers[part] >= 0
            theirs = mothers[part][inside]
            np.add.at(self.recorded, theirs, np.int8(1))
            np.maximum.at(self.highest, theirs, orders[part][inside].astype(np.int8))

    @property
    def children(self) -> NDArray[np.int8]:
        """How many, at least."""
        return np.maximum(self.recorded, self.highest)


def count_people(register: RegisterLike, setting: Setting) -> tuple[Counts, Counts]:
    """Count the population, and women, at the opening and the closing of the period."""
    widths = {"opening": AGE_COLUMNS, "closing": AGE_COLUMNS}
    people = Cells(setting.units.values, PEOPLE, widths)
    women = Cells(setting.units.values, WOMEN, widths)
    size = len(setting.people)
    borne = _Borne.of(size)
    moments = (
        ("opening", UNKNOWN_DAY + 1, setting.start),
        ("closing", setting.start, setting.stop),
    )
    for name, since, on in moments:
        borne.add(register, since, on)
        day = Day.of(on, setting.minimum_stay)
        as_women = _Women.of(register, setting, on, borne.children)
        for start in range(0, size, BLOCK):
            standing = Standing.of(setting, day, slice(start, start + BLOCK))
            ages = day.age_columns(setting.people.birth[standing.rows])
            _add_people(people, setting, standing, ages, name)
            _add_women(women, setting, standing, ages, as_women, name)
    return people.counts(), women.counts()


def _add_people(
    cells: Cells, setting: Setting, standing: Standing, ages: NDArray[np.int64], name: str
) -> None:
    sex = setting.people.sex[standing.rows]
    cells.add(standing.unit, [sex, *standing.codes], **{name: (ages, None)})


def _add_women(  # noqa: PLR0913, PLR0917 - who, where, and what is counted into which sum
    cells: Cells,
    setting: Setting,
    standing: Standing,
    ages: NDArray[np.int64],
    women: _Women,
    name: str,
) -> None:
    rows = standing.rows
    chosen = women.married[rows] | (women.method[rows] != _NONE)
    chosen &= setting.people.sex[rows] == _FEMALE
    standing, rows = standing.picked(chosen), rows[chosen]
    method: NDArray[Any] = women.method[rows]
    codes = [
        women.married[rows].astype(np.int8),
        np.where(method == _NOT_KNOWN, NOBODY, method),
        np.minimum(women.children[rows], len(CHILDREN) - 1),
        *standing.codes,
    ]
    cells.add(standing.unit, codes, **{name: (ages[chosen], None)})
