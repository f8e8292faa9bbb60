"""What a register says of its people on a day: facts that benefits for families ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.model.sex import Sex
from famplan.rules.registers.couples import (
    as_dates,
    marriage_on,
    of_persons,
    registrations,
)
from famplan.tabulate.coding import Coded
from famplan.tabulate.register.records import NOBODY, UNKNOWN_DAY, standing_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Column
    from famplan.tabulate.register.records import RegisterLike

__all__ = ["parents_on"]

_FEMALE = list(Sex).index(Sex.FEMALE)


def parents_on(register: RegisterLike, people: NDArray[np.int64], on: int) -> dict[str, Column]:
    """Return the facts of `Parent` of some persons on a day, by name.

    Children are known of those whose births in the register are the first, the second and so on to
    the last; of whom no birth is recorded nothing is known, as registers begin late.
    """
    persons = register.table("persons")
    birth = persons.array("birth", everything=True)[people]
    sex = persons.array("sex", everything=True)[people]
    return {
        "birth": as_dates(birth),
        "sex": Coded(sex.astype(np.int64), [str(one) for one in Sex]),
        "registration": registrations(register, people),
        "certificate": _certificate(register, people, on),
        **_spouses(register, people, sex, on),
        **_children(register, people, sex, on),
    }


def _certificate(register: RegisterLike, people: NDArray[np.int64], on: int) -> NDArray[np.float64]:
    """Tell who holds a certificate; nobody is known to hold none if one names no couple."""
    table, couples = register.table("certificates"), register.table("couples")
    held = table.array("couple", everything=True)[
        standing_rows(table, "issued", "cancelled", on + 1)
    ]
    found = np.full(register.table("persons").rows, np.nan)
    if len(held) and (held >= 0).all():
        found[:] = 0
    for spouse in ("wife", "husband"):
        whose = couples.array(spouse, everything=True)[held[held >= 0]]
        found[whose[whose >= 0]] = 1
    return found[people]


def _spouses(
    register: RegisterLike, people: NDArray[np.int64], sex: NDArray[Any], on: int
) -> dict[str, Column]:
    """Say who is married to whom; that no marriage is recorded says nothing."""
    couples = register.table("couples")
    spouse = np.full(len(people), NOBODY, dtype=np.int64)
    married = np.full(len(people), np.nan)
    for own, other, whose in (
        ("wife", "husband", sex == _FEMALE),
        ("husband", "wife", (sex >= 0) & (sex != _FEMALE)),
    ):
        rows = np.flatnonzero(whose)
        marriage = marriage_on(register, own, people[rows], np.full(len(rows), on))
        rows, marriage = rows[marriage >= 0], marriage[marriage >= 0]
        theirs = couples.array(other, everything=True)[marriage]
        death = of_persons(register, "death", theirs)
        lives = (death == UNKNOWN_DAY) | (death > on)
        married[rows] = lives
        spouse[rows] = np.where(lives, theirs, NOBODY)
    return {
        "has_spouse": married,
        "spouse_birth": as_dates(of_persons(register, "birth", spouse)),
        "spouse_registration": registrations(register, spouse),
    }


def _children(
    register: RegisterLike, people: NDArray[np.int64], sex: NDArray[Any], on: int
) -> dict[str, Column]:
    births = register.table("births")
    day, order, kind, child, conforms = (
        births.array(name, everything=True)
        for name in ("occurred", "order", "sex", "child", "in_policy")
    )
    rows = np.flatnonzero(births.used & (day != UNKNOWN_DAY) & (day <= on))
    death = of_persons(register, "death", child[rows])
    there = child[rows] >= 0
    there[there] = register.table("persons").used[child[rows][there]]
    lives = np.where(there, (death == UNKNOWN_DAY) | (death > on), np.nan)
    girl = np.where(kind[rows] >= 0, kind[rows] == _FEMALE, np.nan)
    conformed = np.where(conforms[rows] >= 0, conforms[rows], np.nan).astype(np.float64)
    of_each = {
        "children_ever": np.ones(len(rows)),
        "orders": np.where(order[rows] > 0, order[rows], np.nan).astype(np.float64),
        "living_children": lives,
        "living_daughters": np.where(lives == 0, 0, lives * girl),
        "conformed": conformed,
        "only": day[rows].astype(np.float64),
    }
    parents = [births.array(name, everything=True)[rows] for name in ("mother", "father")]
    both = np.where(sex == _FEMALE, 0, 1)
    size = register.table("persons").rows
    sums = {}
    for name, values in of_each.items():
        by_sex = [
            np.bincount(who[who >= 0], weights=values[who >= 0], minlength=size)[people]
            for who in parents
        ]
        sums[name] = np.where(both == 0, *by_sex)
    number = sums["children_ever"]
    complete = (number > 0) & (sums["orders"] == number * (number + 1) / 2)
    found = {
        name: np.where(complete, sums[name], np.nan)
        for name in ("children_ever", "living_children", "living_daughters")
    }
    only = np.where(complete & (number == 1), sums["only"], UNKNOWN_DAY)
    all_conformed = np.where(complete & (sums["conformed"] == number), 1.0, np.nan)
    return {**found, "only_child_birth": as_dates(only), "births_conformed": all_conformed}
