"""Deliveries to births: which are in the register, of what order and sex, and to which child."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.datasets.register.people import CHILDREN_UNDER, newcomers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.datasets.register.histories import Histories
    from famplan.datasets.register.people import People
    from famplan.datasets.register.plan import Plan

__all__ = ["Births", "born_to", "with_children"]


@attrs.define(kw_only=True, eq=False)
class Births:
    """Births by row: rows of mother and child (-1: none), day, order, size of delivery, sex."""

    mother: NDArray[np.int64]
    day: NDArray[np.int64]
    order: NDArray[np.int64]
    plurality: NDArray[np.int64]
    male: NDArray[np.bool_]
    child: NDArray[np.int64]

    def __len__(self) -> int:
        """Count the births."""
        return len(self.day)

    def stacked_on(self, others: Births) -> Births:
        """Append other births."""
        names = attrs.fields_dict(Births)
        return Births(**{n: np.concatenate([getattr(self, n), getattr(others, n)]) for n in names})

    def by_day(self) -> Births:
        """Put them in the order of their days."""
        rows = np.lexsort((self.order, self.mother, self.day))
        return Births(**{n: getattr(self, n)[rows] for n in attrs.fields_dict(Births)})


def born_to(
    random: np.random.Generator,
    plan: Plan,
    histories: Histories,
    people: People,
    women: NDArray[np.int64],
) -> Births:
    """List the births of women while they live in the county, in the order of their days.

    Births before the first day are listed too if the child would still count as a child on it.
    """
    born = histories.delivered
    opened = plan.start - CHILDREN_UNDER * 365.25
    since = people.since[women]
    first = np.where(since >= plan.start, since, opened)[:, None]
    last = np.minimum(people.last_day()[women], plan.end)[:, None]
    with np.errstate(invalid="ignore"):
        row, rank = np.nonzero((born > first) & (born < last))
    twins = histories.twins[row, rank]
    copies = np.repeat(np.arange(len(row)), 1 + twins)
    second = np.append(False, copies[1:] == copies[:-1])
    order = histories.first_order()[row, rank][copies] + second
    return Births(
        mother=women[row][copies],
        day=born[row, rank][copies].astype(np.int64),
        order=order,
        plurality=1 + twins[copies].astype(np.int64),
        male=random.random(len(copies)) < plan.schedules.chance_of_boy(order),
        child=np.full(len(copies), -1, dtype=np.int64),
    )


def with_children(
    random: np.random.Generator, plan: Plan, births: Births, people: People
) -> tuple[Births, People]:
    """Add the children to the persons; those who died before the first day are not in it."""
    mother = births.mother
    children = newcomers(
        random,
        plan.schedules,
        male=births.male,
        birth=births.day,
        entry=births.day,
        area=people.area[mother],
        registered=people.registered[mother],
        until=people.until[mother],
        mother=mother,
    )
    stays = children.death >= plan.start
    births.child = np.where(stays, len(people) + np.cumsum(stays) - 1, -1)
    return births, people.stacked_on(children.picked(stays))
