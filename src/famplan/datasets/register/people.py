"""Persons of a synthetic county: who lives there at the start, who comes, who leaves, who dies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.datasets.register.areas import ELSEWHERE
from famplan.datasets.register.histories import expected_children

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.datasets.register.areas import AreaTree
    from famplan.datasets.register.plan import Plan
    from famplan.datasets.register.schedules import Schedules

__all__ = ["ALWAYS", "CHILDREN_UNDER", "NEVER", "People", "adults", "arrivals", "newcomers"]

NEVER = np.iinfo(np.int32).max
"""A day that does not come."""
ALWAYS = np.iinfo(np.int32).min
"""A day before all others."""
CHILDREN_UNDER = 15
"""Age under which the people of the first day are the children of its women."""


@attrs.define(kw_only=True, eq=False)
class People:
    """Persons by row; days are counted from 1970-01-01.

    Parameters
    ----------
    male : ndarray of bool
        Sex.
    birth, death : ndarray
        Days; `NEVER` is no death before the end of the register.
    area, registered : ndarray
        Rows of the areas where they live and are registered.
    since, until : ndarray
        Days between which they live in the county; `ALWAYS` and `NEVER` are open ends.
    mother : ndarray
        Row of the mother, -1 where she is not in the register.
    """

    male: NDArray[np.bool_]
    birth: NDArray[np.int64]
    death: NDArray[np.int64]
    area: NDArray[np.int64]
    registered: NDArray[np.int64]
    since: NDArray[np.int64]
    until: NDArray[np.int64]
    mother: NDArray[np.int64]

    def __len__(self) -> int:
        """Count the persons."""
        return len(self.birth)

    def stacked_on(self, others: People) -> People:
        """Append other persons."""
        names = attrs.fields_dict(People)
        return People(**{n: np.concatenate([getattr(self, n), getattr(others, n)]) for n in names})

    def picked(self, rows: NDArray[np.bool_]) -> People:
        """Pick persons."""
        return People(**{n: getattr(self, n)[rows] for n in attrs.fields_dict(People)})

    def last_day(self) -> NDArray[np.int64]:
        """Return the first day on which each is no longer alive and in the county."""
        return np.minimum(self.death, self.until)

    def first_day(self) -> NDArray[np.int64]:
        """Return the first day on which each is alive and in the county."""
        return np.maximum(self.birth, self.since)


def newcomers(
    random: np.random.Generator,
    schedules: Schedules,
    *,
    male: NDArray[np.bool_],
    birth: NDArray[np.int64],
    entry: NDArray[np.int64],
    **where: NDArray[np.int64],
) -> People:
    """Give people who enter on a day the day of their death."""
    age = np.maximum(entry - birth, 0).astype(np.float64)
    death = np.floor(birth + schedules.days_to_live(random, age, male)).astype(np.int64)
    usual: dict[str, Any] = {
        "since": np.full(len(birth), ALWAYS, dtype=np.int64),
        "until": np.full(len(birth), NEVER, dtype=np.int64),
        "mother": np.full(len(birth), -1, dtype=np.int64),
    }
    return People(male=male, birth=birth, death=death, **usual | where)


def adults(
    random: np.random.Generator,
    plan: Plan,
    tree: AreaTree,
    *,
    male: bool,
    number: int | None = None,
) -> People:
    """Make the people of 15 and over who live in the county on the first day.

    Without a number there are as many women as, with men and the children to come, make the persons
    wanted.
    """
    schedules, start = plan.schedules, plan.start
    table = schedules.published["population"]
    women, men = (np.array(table[sex][3:], dtype=np.float64) for sex in ("female", "male"))
    if number is None:
        children = women @ expected_children(schedules, CHILDREN_UNDER)
        number = round(plan.persons * women.sum() / (women.sum() + men.sum() + children))
    shares = men if male else women
    edges = np.cumsum(shares)
    group = np.searchsorted(edges, random.random(number) * edges[-1], side="right")
    age = (CHILDREN_UNDER + 5 * (group + random.random(number))) * 365.25
    area = tree.draw(random, number)
    moved = random.random(number) < schedules.published["migration"]["registered_elsewhere"]
    away = _places(random, tree, number)
    birth = np.ceil(start - age).astype(np.int64)
    days_here = np.floor(random.random(number) * np.minimum(age, 3650)).astype(np.int64)
    return newcomers(
        random,
        schedules,
        male=np.full(number, male),
        birth=birth,
        entry=np.full(number, start),
        area=area,
        registered=np.where(moved, away, area),
        since=np.where(moved, start - 1 - days_here, ALWAYS),
        until=_departures(random, schedules, age / 365.25, start),
    )


def _places(random: np.random.Generator, tree: AreaTree, people: int) -> NDArray[np.int64]:
    """Draw where people are registered who do not live there: half within the county."""
    outside = random.choice(ELSEWHERE, people, p=[0.3, 0.4, 0.3])
    return np.where(random.random(people) < 1 / 2, tree.draw(random, people), outside)


def _departures(
    random: np.random.Generator, schedules: Schedules, age: NDArray[np.float64], start: int
) -> NDArray[np.int64]:
    """Draw the day on which people of working age leave, at a steady risk by age now."""
    table = schedules.published["migration"]
    population = schedules.published["population"]
    people = np.array(population["female"]) + np.array(population["male"])
    # Departures are given per person of all ages; here they fall on those of 15–49.
    risk = table["departures"] * np.array(table["ages"]) / (people[3:10] / people.sum())
    group = ((age - CHILDREN_UNDER) // 5).astype(np.int64)
    own = np.append(risk, 0.0)[np.minimum(group, len(risk))]
    with np.errstate(divide="ignore"):
        days = random.exponential(size=len(age)) / own * 365.25
    return np.where(days < NEVER - 1, start + 1 + np.minimum(days, 1e6), NEVER).astype(np.int64)


def arrivals(random: np.random.Generator, plan: Plan, tree: AreaTree) -> People:
    """Make the people who come to live in the county between two days."""
    table = plan.schedules.published["migration"]
    number = round(plan.persons * table["arrivals"] * (plan.end - plan.start) / 365.25)
    since = random.integers(plan.start, plan.end, number)
    group = random.choice(len(table["ages"]), number, p=table["ages"])
    age = (CHILDREN_UNDER + 5 * (group + random.random(number))) * 365.25
    return newcomers(
        random,
        plan.schedules,
        male=random.random(number) < 1 / 2,
        birth=np.ceil(since - age).astype(np.int64),
        entry=since,
        area=tree.draw(random, number),
        registered=random.choice(ELSEWHERE, number, p=[0.3, 0.4, 0.3]),
        since=since,
    )
