"""Couples of a synthetic county: who married whom and when, and how marriages ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.datasets.register.people import NEVER
from famplan.datasets.register.weddings import registered_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.datasets.register.people import People
    from famplan.datasets.register.plan import Plan
    from famplan.datasets.register.schedules import Schedules

__all__ = ["DEATH", "DIVORCE", "Couples", "marriages_at", "marry"]

DIVORCE, DEATH = 0, 1
"""How a marriage ended, as places among the words of `famplan.model.couple.MarriageEnd`."""
_YEAR = 365.25
_HUSBAND_FROM = 22 * _YEAR
"""Age from which a man marries: no law has asked for more."""
_MARGIN = 1.5 * _YEAR  # of the man looked for: the one found may be a little younger
_AGAIN = 0.5
_AGAIN_UNTIL = 50 * _YEAR
_PREGNANCY = 266


@attrs.define(kw_only=True, eq=False)
class Couples:
    """Couples by row: rows of wife and husband (-1: not in the register), days, and orders."""

    wife: NDArray[np.int64]
    husband: NDArray[np.int64]
    married: NDArray[np.int64]
    ended: NDArray[np.int64]
    ended_by: NDArray[np.int64]
    wife_order: NDArray[np.int64]
    husband_order: NDArray[np.int64]

    def __len__(self) -> int:
        """Count the couples."""
        return len(self.wife)

    def stacked_on(self, others: Couples) -> Couples:
        """Append other couples."""
        names = attrs.fields_dict(Couples)
        return Couples(**{n: np.concatenate([getattr(self, n), getattr(others, n)]) for n in names})


def marry(
    random: np.random.Generator,
    plan: Plan,
    people: People,
    wives: NDArray[np.int64],
    married: NDArray[np.float64],
) -> Couples:
    """Make the couples of women who marry on some days, and of those who marry again."""
    happens = married < np.minimum(people.last_day()[wives], plan.end)  # never is nan: false
    wives, days = wives[happens], married[happens].astype(np.int64)
    couples_per_person = np.count_nonzero(days < plan.start) / plan.persons
    rate = plan.schedules.published["divorce"]["crude_rate"] / max(couples_per_person, 0.1)
    free = np.flatnonzero(people.male)
    free = free[np.argsort(people.birth[free], kind="stable")]
    first = _couples(random, plan, people, (wives, days, free))
    _part(random, first, rate)
    _end(people, first, plan.end)
    free = free[~np.isin(free, first.husband)]
    again = _couples(random, plan, people, (*_again(random, people, first, plan.end), free))
    again.wife_order += 1
    again.husband_order += random.random(len(again)) < 0.4  # noqa: PLR2004 - an assumption
    _end(people, again, plan.end)
    return first.stacked_on(again)


def _couples(
    random: np.random.Generator,
    plan: Plan,
    people: People,
    wedding: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
) -> Couples:
    """Give each wife a husband of about the right age among the men who are free.

    A husband who died before the first day is not in the register: his death ended the marriage.
    """
    wives, days, free = wedding
    number = len(wives)
    mean, deviation = plan.schedules.published["marriage"]["husband_older"]
    older = random.normal(mean, deviation, number) * _YEAR
    born = np.minimum(people.birth[wives] - older, days - _HUSBAND_FROM - _MARGIN)
    widowed = np.maximum(_husbands_death(random, plan.schedules, born, days), days + 1)
    present = (days >= plan.start) | (widowed >= plan.start)
    husband = np.full(number, -1, dtype=np.int64)
    husband[present] = _matched(people, born[present], free)
    known = np.maximum(husband, 0)
    fits = (husband >= 0) & (people.death[known] > days) & (people.until[known] > days)
    husband[~fits | (days - people.birth[known] < _HUSBAND_FROM + 1)] = -1
    return Couples(
        wife=wives,
        husband=husband,
        married=days,
        ended=np.where(present, NEVER, widowed).astype(np.int64),
        ended_by=np.where(present, -1, DEATH),
        wife_order=np.ones(number, dtype=np.int64),
        husband_order=np.ones(number, dtype=np.int64),
    )


def _part(random: np.random.Generator, couples: Couples, rate: float) -> None:
    """Let couples divorce at a steady rate; whoever is divorced stays where he lives."""
    waits = np.minimum(random.exponential(size=len(couples)) / rate * _YEAR, 1e6)
    divorced = np.floor(couples.married + 1 + waits).astype(np.int64)
    sooner = divorced < couples.ended
    couples.ended = np.where(sooner, divorced, couples.ended)
    couples.ended_by = np.where(sooner, DIVORCE, couples.ended_by)


def _husbands_death(
    random: np.random.Generator,
    schedules: Schedules,
    born: NDArray[np.float64],
    days: NDArray[np.int64],
) -> NDArray[np.float64]:
    male = np.ones(len(born), dtype=bool)
    return np.asarray(np.floor(born + schedules.days_to_live(random, days - born, male)))


def _matched(
    people: People, born: NDArray[np.float64], free: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Give each the first man not yet taken who was born on a day or after it; -1 where none is."""
    by_day = np.argsort(born, kind="stable")
    ahead = np.arange(len(born))
    place = np.searchsorted(people.birth[free], born[by_day])
    # Each takes a place after the one before: the highest lead so far pushes the others on.
    place = ahead + np.maximum.accumulate(place - ahead) if len(born) else place
    found = np.full(len(born), -1, dtype=np.int64)
    inside = place < len(free)
    found[by_day[inside]] = free[place[inside]]
    return found


def _end(people: People, couples: Couples, end: int) -> None:
    """Let death end marriages too, and forget what the register cannot know."""
    wife, husband = couples.wife, couples.husband
    known = np.maximum(husband, 0)
    seen = np.where(people.death[known] < people.until[known], people.death[known], NEVER)
    death = np.minimum(np.where(husband >= 0, seen, NEVER), people.death[wife])
    sooner = death < couples.ended
    couples.ended = np.where(sooner, death, couples.ended)
    couples.ended_by = np.where(sooner, DEATH, couples.ended_by)
    outside = (couples.ended >= end) | (couples.ended >= people.until[wife])
    couples.ended = np.where(outside, NEVER, couples.ended)
    couples.ended_by = np.where(outside, -1, couples.ended_by)


def _again(
    random: np.random.Generator, people: People, couples: Couples, end: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw the wives who marry again, and the days: the law's age holds for them too."""
    wife = couples.wife
    waits = 300 + random.exponential(3 * _YEAR, len(wife))
    again = random.random(len(wife)) < _AGAIN
    again &= (couples.ended != NEVER) & (couples.ended - people.birth[wife] < _AGAIN_UNTIL)
    day = registered_on(random, people.birth[wife], np.where(again, couples.ended + waits, np.nan))
    again &= day < np.minimum(people.last_day()[wife], end)
    return wife[again], np.floor(day[again]).astype(np.int64)


def marriages_at(
    couples: Couples, mother: NDArray[np.int64], day: NDArray[np.int64], persons: int
) -> NDArray[np.int64]:
    """Return the rows of the marriages that births on some days are of; -1 where there is none.

    A marriage must have been made by the birth and held at conception.
    """
    found = np.full(len(mother), -1, dtype=np.int64)
    for order in (1, 2):
        rows = np.flatnonzero(couples.wife_order == order)
        of_wife = np.full(persons, -1, dtype=np.int64)
        of_wife[couples.wife[rows]] = rows
        couple = of_wife[mother]
        holds = (couple >= 0) & (couples.married[couple] <= day)
        holds &= couples.ended[couple] > day - _PREGNANCY
        found = np.where(holds, couple, found)
    return found
