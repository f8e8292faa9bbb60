"""What a register says of the couple at each birth: facts that birth-policy texts ask for.

A fact is given where the records settle it. Of children before a birth they do where as many births
of the mother stand in the register as the order of the birth says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.model.sex import Sex
from famplan.tabulate.coding import Coded
from famplan.tabulate.register.records import NOBODY, UNKNOWN_DAY, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Column
    from famplan.tabulate.register.records import RegisterLike

__all__ = ["as_dates", "couples_at", "marriage_on", "of_persons", "registrations"]

_FEMALE = list(Sex).index(Sex.FEMALE)
_WITHIN, _OUTSIDE = 0, 1


def couples_at(register: RegisterLike, rows: NDArray[np.int64]) -> dict[str, Column]:
    """Return the facts of `CoupleAtBirth` at some births, by name; what is not known is unknown.

    Children of one delivery have the order of the first of them, as the texts count.
    """
    births = register.table("births")
    mother, father, day = (
        births.array(name, everything=True)[rows] for name in ("mother", "father", "occurred")
    )
    history = _History.of(register)
    married, again = _marriages(register, rows)
    return {
        **history.facts(rows),
        "married": married,
        "remarried": again,
        "woman_birth": as_dates(of_persons(register, "birth", mother, before=day)),
        "man_birth": as_dates(of_persons(register, "birth", father, before=day)),
        "woman_registration": registrations(register, mother),
        "man_registration": registrations(register, father),
    }


def as_dates(days: NDArray[Any]) -> NDArray[np.datetime64]:
    """Make dates of days counted from 1970-01-01."""
    known = days.astype(np.int64)
    known[days == UNKNOWN_DAY] = np.iinfo(np.int64).min
    return known.view("datetime64[D]")


def of_persons(
    register: RegisterLike, name: str, who: NDArray[Any], *, before: NDArray[Any] | None = None
) -> NDArray[Any]:
    """Return a column of persons who are used; days that must come before others and do not, none.

    Nobody's day is unknown, and so is nobody's word.
    """
    persons = register.table("persons")
    column = persons.array(name, everything=True)
    unknown = UNKNOWN_DAY if name in {"birth", "death"} else NOBODY
    found = np.full(len(who), unknown, dtype=column.dtype)
    known = who >= 0
    known[known] = persons.used[who[known]]
    found[known] = column[who[known]]
    if before is not None:
        found[found > before] = unknown
    return found


def registrations(register: RegisterLike, who: NDArray[Any]) -> Coded:
    """Return the household registrations of persons."""
    words = words_of(register.table("persons"), "registration")
    return Coded(of_persons(register, "registration", who).astype(np.int64), list(words))


def marriage_on(
    register: RegisterLike, spouse: str, who: NDArray[Any], days: NDArray[Any]
) -> NDArray[np.int64]:
    """Return the row of the marriage of each person that holds on a day, -1 if none is known to."""
    couples = register.table("couples")
    own, married, ended = (
        couples.array(name, everything=True).astype(np.int64)
        for name in (spouse, "married", "ended")
    )
    rows = np.flatnonzero(couples.used & (own >= 0) & (married != UNKNOWN_DAY))
    rows = rows[np.lexsort((married[rows], own[rows]))]
    if not len(rows):
        return np.full(len(who), NOBODY, dtype=np.int64)
    last = np.searchsorted(_key(own[rows], married[rows]), _key(who, days), side="right") - 1
    found = rows[last]
    holds = (last >= 0) & (own[found] == who) & (who >= 0)
    holds &= (ended[found] == UNKNOWN_DAY) | (ended[found] > days)
    return np.where(holds, found, NOBODY)


def _key(who: NDArray[Any], days: NDArray[Any]) -> NDArray[np.int64]:
    """Fuse person and day into one number that sorts by both."""
    fused: NDArray[np.int64] = (who.astype(np.int64) << 32) + days.astype(np.int64) - UNKNOWN_DAY
    return fused


def _marriages(
    register: RegisterLike, rows: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Tell of each birth whether it was of a marriage, and whether that was someone's second.

    That no marriage is recorded says nothing: it may be recorded elsewhere. What the record of the
    birth says does.
    """
    births, couples = register.table("births"), register.table("couples")
    mother, day, legitimacy = (
        births.array(name, everything=True)[rows] for name in ("mother", "occurred", "legitimacy")
    )
    marriage = marriage_on(register, "wife", mother, day)
    known = marriage >= 0
    said = np.where(legitimacy == _WITHIN, 1.0, np.where(legitimacy == _OUTSIDE, 0.0, np.nan))
    married = np.where(np.isnan(said) & known, 1.0, said)
    orders = [
        np.where(known, couples.array(f"{spouse}_order", everything=True)[marriage], NOBODY)
        if couples.rows
        else np.full(len(rows), NOBODY)
        for spouse in ("wife", "husband")
    ]
    both = (orders[0] == 1) & (orders[1] == 1)
    again = (orders[0] > 1) | (orders[1] > 1)
    return married, np.where(again, 1.0, np.where(both, 0.0, np.nan))


@attrs.frozen(kw_only=True, eq=False)
class _History:
    """All births by mother and day: where each stands, and where its delivery begins."""

    register: RegisterLike
    rows: NDArray[np.int64]
    place: NDArray[np.int64]
    begins: NDArray[np.int64]
    first: NDArray[np.int64]
    order: NDArray[np.float64]

    @classmethod
    def of(cls, register: RegisterLike) -> _History:
        """Sort the births that are used."""
        births = register.table("births")
        mother, day, order = (
            births.array(name, everything=True).astype(np.int64)
            for name in ("mother", "occurred", "order")
        )
        rows = np.flatnonzero(births.used & (mother >= 0))
        rows = rows[np.lexsort((order[rows], day[rows], mother[rows]))]
        place = np.full(births.rows, NOBODY, dtype=np.int64)
        place[rows] = np.arange(len(rows))
        other = np.ones(len(rows), dtype=bool)
        other[1:] = mother[rows][1:] != mother[rows][:-1]
        new = other.copy()
        new[1:] |= np.diff(day[rows]) > 1  # twins were born within a day
        begins = np.flatnonzero(new)[np.cumsum(new) - 1] if len(rows) else rows
        first = np.flatnonzero(other)[np.cumsum(other) - 1] if len(rows) else rows
        known = np.where(order > 0, order, np.inf)[rows]
        least = np.minimum.reduceat(known, np.flatnonzero(new)) if len(rows) else known
        own = least[np.cumsum(new) - 1]
        return cls(
            register=register,
            rows=rows,
            place=place,
            begins=begins,
            first=first,
            order=np.where(np.isfinite(own), own, np.nan),
        )

    def facts(self, rows: NDArray[np.int64]) -> dict[str, Column]:
        """Return what the births before say of some births."""
        births = self.register.table("births")
        day, order = (births.array(n, everything=True)[rows] for n in ("occurred", "order"))
        place = self.place[rows]
        known = place >= 0
        if not known.any():
            return {"order": np.where(order > 0, order, np.nan).astype(np.float64)}
        begins, own = self.begins[place], self.order[place]
        earlier = np.where(known, begins - self.first[place], 0)
        own = np.where(known, own, np.where(order > 0, order, np.nan))
        complete = known & (own == earlier + 1)
        sums = self._sums(rows, begins, np.where(complete, earlier, 0), day)
        sums = {name: np.where(complete, values, np.nan) for name, values in sums.items()}
        before = self.rows[np.maximum(begins - 1, 0)]
        days = births.array("occurred", everything=True)[before]
        previous = np.where(complete & (earlier > 0), days, UNKNOWN_DAY)
        return {"order": own, "previous_birth": as_dates(previous), **sums}

    def _sums(
        self,
        rows: NDArray[np.int64],
        begins: NDArray[np.int64],
        earlier: NDArray[np.int64],
        day: NDArray[Any],
    ) -> dict[str, NDArray[np.float64]]:
        """Add up over the children before; ``nan`` where one of them is not known well enough."""
        births = self.register.table("births")
        sex, father, child = (
            births.array(name, everything=True) for name in ("sex", "father", "child")
        )
        death = of_persons(self.register, "death", child)
        there = child >= 0
        there[there] = self.register.table("persons").used[child[there]]
        names = ("girls_before", "children_died", "joint_children", "woman_earlier_children")
        sums = {name: np.zeros(len(rows)) for name in names}
        for back in range(1, int(earlier.max(initial=0)) + 1):
            own = np.flatnonzero(earlier >= back)
            one = self.rows[begins[own] - back]
            same = (father[one] == father[rows[own]]).astype(np.float64)
            same[(father[one] < 0) | (father[rows[own]] < 0)] = np.nan
            died = ((death[one] != UNKNOWN_DAY) & (death[one] <= day[own])).astype(np.float64)
            sums["girls_before"][own] += np.where(sex[one] >= 0, sex[one] == _FEMALE, np.nan)
            sums["children_died"][own] += np.where(there[one], died, np.nan)
            sums["joint_children"][own] += same
            sums["woman_earlier_children"][own] += 1 - same
        return sums
