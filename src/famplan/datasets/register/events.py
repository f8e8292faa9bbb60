"""The tables of people and what happens to them: areas, persons, couples, births, deaths, moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.datasets.register.areas import ELSEWHERE
from famplan.datasets.register.columns import areas_at, dates, flags, keys, refs, whole, words
from famplan.datasets.register.people import ALWAYS, NEVER
from famplan.datasets.register.unions import marriages_at
from famplan.model.couple import MarriageEnd
from famplan.model.migrant import Purpose
from famplan.model.registration import Registration
from famplan.model.sex import Sex
from famplan.readers.words import Legitimacy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.datasets.register.areas import AreaTree
    from famplan.datasets.register.columns import Table
    from famplan.datasets.register.people import People
    from famplan.datasets.register.plan import Plan
    from famplan.datasets.register.schedules import Schedules
    from famplan.datasets.register.simulation import Lives
    from famplan.datasets.register.unions import Couples

__all__ = [
    "areas_table",
    "births_table",
    "chance_of_conforming",
    "couples_table",
    "deaths_table",
    "migrants_table",
    "persons_table",
]

_WITHIN = 60
"""Days within which an event is reported."""


def areas_table(tree: AreaTree) -> Table:
    """List the areas."""
    return {
        "area": tree.code,
        "level": tree.level,
        "parent": np.where(tree.parent >= 0, tree.code[tree.parent], -1),
        "name": tree.name,
        "name_zh": tree.name_zh,
    }


def persons_table(people: People, tree: AreaTree, end: int) -> Table:
    """List the persons, as the office knows them at the end."""
    seen = (people.death < end) & (people.death < people.until)
    rural = ~tree.town[people.area]
    return {
        "person": keys(len(people)),
        "sex": words(people.male.astype(np.int64), Sex),
        "birth": dates(people.birth),
        "death": dates(np.where(seen, people.death, NEVER)),
        "area": areas_at(tree, people.area),
        "registered_area": areas_at(tree, people.registered),
        "registration": words(np.where(rural, 0, 1), Registration),
        "resident_since": dates(people.since),
        "resident_until": dates(_left(people, end)),
    }


def _left(people: People, end: int) -> NDArray[np.int64]:
    """Return the day on which each left the county, where they lived to do so."""
    leaves = (people.until < end) & (people.until < people.death)
    return np.where(leaves, people.until, NEVER)


def couples_table(couples: Couples) -> Table:
    """List the couples."""
    return {
        "couple": keys(len(couples)),
        "wife": refs(couples.wife),
        "husband": refs(couples.husband),
        "married": dates(couples.married),
        "ended": dates(couples.ended),
        "ended_by": words(couples.ended_by, MarriageEnd),
        "wife_order": whole(couples.wife_order),
        "husband_order": whole(couples.husband_order),
    }


def births_table(random: np.random.Generator, plan: Plan, lives: Lives) -> Table:
    """List the births; a child is reported within two months, and in policy only of a marriage."""
    births, people, tree = lives.births, lives.people, lives.tree
    marriage = marriages_at(lives.couples, births.mother, births.day, len(people))
    wedlock = marriage >= 0
    published = plan.schedules.published
    number = len(births)
    return {
        "birth": keys(number),
        "child": refs(births.child),
        "mother": refs(births.mother),
        "father": refs(np.where(wedlock, lives.couples.husband[marriage], -1)),
        "occurred": dates(births.day),
        "reported": dates(births.day + random.integers(1, _WITHIN, number)),
        "sex": words(births.male.astype(np.int64), Sex),
        "order": whole(births.order),
        "plurality": whole(births.plurality),
        "legitimacy": words(np.where(wedlock, 0, 1), Legitimacy),
        "in_policy": flags(random.random(number) < chance_of_conforming(plan.schedules, lives)),
        "area": areas_at(tree, people.area[births.mother]),
        "defect": flags(random.random(number) < published["defects"]["share"]),
    }


def chance_of_conforming(schedules: Schedules, lives: Lives) -> NDArray[np.float64]:
    """Return the chance of each birth to conform to policy: none outside marriage."""
    births = lives.births
    marriage = marriages_at(lives.couples, births.mother, births.day, len(lives.people))
    share = np.array(schedules.published["services"]["in_policy"])
    return np.where(marriage >= 0, share[np.minimum(births.order, 3) - 1], 0.0)


def deaths_table(random: np.random.Generator, plan: Plan, people: People, tree: AreaTree) -> Table:
    """List the deaths of residents in the window, in the order of their days."""
    happens = (people.death >= np.maximum(plan.start, people.since)) & (people.death < plan.end)
    rows = np.flatnonzero(happens & (people.death < people.until))
    rows = rows[np.argsort(people.death[rows], kind="stable")]
    day = people.death[rows]
    return {
        "death": keys(len(rows)),
        "person": refs(rows),
        "occurred": dates(day),
        "reported": dates(day + random.integers(1, _WITHIN, len(rows))),
        "area": areas_at(tree, people.area[rows]),
    }


def migrants_table(
    random: np.random.Generator, people: People, tree: AreaTree, *, end: int
) -> Table:
    """List the moves: who came, from inside the county or not, who left, and who went for a while.

    People away for less than half a year stay residents.
    """
    came = np.flatnonzero((people.since != ALWAYS) & (people.since < end))
    left = np.flatnonzero(_left(people, end) != NEVER)
    grown = (people.birth < end - 40 * 365) & (people.last_day() >= end) & (people.since == ALWAYS)
    away = np.flatnonzero(grown & (random.random(len(people)) < 0.01))  # noqa: PLR2004
    person = np.concatenate([came, left, away])
    elsewhere = random.choice(ELSEWHERE, len(person), p=[0.3, 0.4, 0.3])
    outward = np.arange(len(person)) >= len(came)
    day = np.concatenate(
        [people.since[came], people.until[left], end - random.integers(200, 3000, len(away))]
    )
    back = np.full(len(person), NEVER, dtype=np.int64)
    back[len(came) + len(left) :] = day[len(came) + len(left) :] + random.integers(
        30, 150, len(away)
    )
    purposes = [list(Purpose).index(p) for p in (Purpose.WORK, Purpose.TRADE, Purpose.LIVING)]
    holds, seen = random.random((2, len(person)))
    return {
        "move": keys(len(person)),
        "person": refs(person),
        "origin": areas_at(tree, np.where(outward, people.area[person], people.registered[person])),
        "destination": areas_at(tree, np.where(outward, elsewhere, people.area[person])),
        "left": dates(np.maximum(day - random.integers(0, 3, len(person)), people.birth[person])),
        "arrived": dates(day),
        "returned": dates(back),
        "purpose": words(random.choice(purposes, len(person), p=[0.7, 0.15, 0.15]), Purpose),
        "certificate": flags(holds < 0.8),  # noqa: PLR2004 - an assumption
        "verified": flags(seen < 0.9),  # noqa: PLR2004
        "served": flags(seen < 0.85),  # noqa: PLR2004
    }
