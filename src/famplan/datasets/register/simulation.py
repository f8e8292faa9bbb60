"""The lives of a county, one step after the other: people, births, marriages, method use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.datasets.register.areas import AreaTree, area_tree
from famplan.datasets.register.births import Births, born_to, with_children
from famplan.datasets.register.histories import Histories, histories_of
from famplan.datasets.register.methods import Spells, spells_of
from famplan.datasets.register.people import CHILDREN_UNDER, People, adults, arrivals
from famplan.datasets.register.unions import Couples, marry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.datasets.register.plan import Plan

__all__ = ["Lives", "live"]


@attrs.frozen(kw_only=True, eq=False)
class Lives:
    """Everybody of a county and what happened to them.

    ``history`` is the row in ``histories`` of each woman who was of age in time, else -1.
    """

    tree: AreaTree
    people: People
    births: Births
    couples: Couples
    spells: Spells
    histories: Histories
    history: NDArray[np.int64]


def live(plan: Plan) -> Lives:
    """Let a county live from one day to another."""
    tree = area_tree(plan.stream("areas"), plan.townships)
    random = plan.stream("people")
    people = adults(random, plan, tree, male=False).stacked_on(arrivals(random, plan, tree))
    random = plan.stream("births")
    grown = np.flatnonzero(~people.male)
    histories, births, people = _bear(random, plan, people, grown)
    # Daughters who come of age in the window bear children in it too.
    of_age = people.birth < plan.end - CHILDREN_UNDER * 365.25
    girls = np.flatnonzero(of_age & ~people.male & (np.arange(len(people)) > grown[-1]))
    theirs, more, people = _bear(random, plan, people, girls)
    histories, births = histories.stacked_on(theirs), births.stacked_on(more).by_day()
    women = np.concatenate([grown, girls])
    people = people.stacked_on(_men(plan, tree, people))
    couples = marry(plan.stream("couples"), plan, people, women, histories.married)
    _move_in(people, couples)
    history = np.full(len(people), -1, dtype=np.int64)
    history[women] = np.arange(len(women))
    return Lives(
        tree=tree,
        people=people,
        births=births,
        couples=couples,
        spells=spells_of(plan.stream("methods"), plan, histories, people, women),
        histories=histories,
        history=history,
    )


def _bear(
    random: np.random.Generator, plan: Plan, people: People, women: NDArray[np.int64]
) -> tuple[Histories, Births, People]:
    """Draw the histories of women, and add their children to the persons."""
    histories = histories_of(random, plan.schedules, people.birth[women])
    births = born_to(random, plan, histories, people, women)
    return histories, *with_children(random, plan, births, people)


def _men(plan: Plan, tree: AreaTree, people: People) -> People:
    """Make as many men as are missing from the persons wanted."""
    here = np.count_nonzero((people.birth < plan.start) & (people.since < plan.start))
    number = max(plan.persons - int(here), 0)
    return adults(plan.stream("men"), plan, tree, male=True, number=number)


def _move_in(people: People, couples: Couples) -> None:
    """Let husbands live where their wives live."""
    known = couples.husband >= 0
    people.area[couples.husband[known]] = people.area[couples.wife[known]]
