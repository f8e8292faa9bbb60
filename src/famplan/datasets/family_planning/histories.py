"""Women's lives month by month, drawn from the chain, and what is remembered of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.datasets.family_planning.assumptions import INFANT_DEATH, YOUNGEST
from famplan.datasets.family_planning.chain import chain
from famplan.datasets.family_planning.states import ANY_NUMBER, IN_UNION, Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["WIDTH", "Histories", "histories"]

WIDTH = 80
"""Months that the calendar has room for."""
_MOST = 40  # births; the recode layout has room for twenty
_MONTHS, _YEARS = 12, 5
_NONE = -1


@attrs.frozen(eq=False, kw_only=True)
class Histories:
    """What is remembered of some women; ages are in months, -1 is never or none.

    Parameters
    ----------
    states : ndarray
        Number of the state in each of the last months, that of the interview first.
    causes : ndarray
        Group of the reason for which a method was stopped in its last month, from 1; else 0.
    sex, union, began : ndarray
        Ages at first sex, at union, and at the start of the method in use.
    ideal : ndarray
        Ideal number of children.
    births : ndarray
        Ages at births, the first birth first.
    wishes : ndarray
        Whether each was wanted then (1), later (2) or not at all (3).
    died : ndarray
        Which children died in their first month.
    amenorrhoea : ndarray
        Months without menses after each birth; -1 where they have not come back.
    """

    states: NDArray[np.int32]
    causes: NDArray[np.int8]
    sex: Integers
    union: Integers
    began: Integers
    ideal: Integers
    births: Integers
    wishes: NDArray[np.int8]
    died: NDArray[np.bool_]
    amenorrhoea: NDArray[np.int16]


def histories(
    random: np.random.Generator, *, uptake: NDArray[np.float64], kind: Integers, age: Integers
) -> Histories:
    """Draw the lives of women up to their interviews.

    Parameters
    ----------
    random : numpy.random.Generator
        Source of chance.
    uptake : ndarray
        What multiplies the chance to begin a method, by kind of woman.
    kind, age : ndarray of int
        Kind of each woman, and her age in months at the interview.
    """
    order = np.argsort(-age, kind="stable")  # the oldest first: those who are alive stand in front
    drawn = _Lives(random, uptake, kind[order], age[order])
    for month in range(YOUNGEST + 1, int(age.max()) + 1):
        drawn.live(month)
    back: Any = np.argsort(order, kind="stable")
    names = [field.name for field in attrs.fields(Histories)]
    columns: dict[str, Any] = {name: getattr(drawn.found, name)[back] for name in names}
    return Histories(**columns)


class _Lives:
    """Lives as they go on: the state of every woman, and what has been written down."""

    def __init__(
        self,
        random: np.random.Generator,
        uptake: NDArray[np.float64],
        kind: Integers,
        age: Integers,
    ) -> None:
        made, size = chain(), len(age)
        self.random, self.uptake, self.kind, self.age = random, uptake, kind, age
        self.chain = made
        self.fields = {
            name: made.of(name) for name in ("kind", "phase", "wants", "stage", "wish", "method")
        }
        girls = np.flatnonzero(made.first)
        ideal = random.choice(len(girls), size, p=made.first[girls])
        self.state = girls[ideal]
        self.axis = np.empty(0)
        none = np.full(size, _NONE, dtype=np.int64)
        self.found = Histories(
            states=np.zeros((size, WIDTH), dtype=np.int32),
            causes=np.zeros((size, WIDTH), dtype=np.int8),
            sex=none.copy(),
            union=none.copy(),
            began=none.copy(),
            ideal=self.fields["wants"][self.state],
            births=np.full((size, _MOST), _NONE, dtype=np.int64),
            wishes=np.zeros((size, _MOST), dtype=np.int8),
            died=np.zeros((size, _MOST), dtype=bool),
            amenorrhoea=np.full((size, _MOST), _NONE, dtype=np.int16),
        )
        self.number = np.zeros(size, dtype=np.int64)  # of births so far
        self._remember(YOUNGEST, np.arange(size), self.state)

    def live(self, month: int) -> None:
        """Let everybody who is not yet interviewed live a month."""
        if (month - 1) % (_MONTHS * _YEARS) == 0 or not self.axis.size:
            self._turn((month - 1 - YOUNGEST) // (_MONTHS * _YEARS))
        women = np.arange(np.searchsorted(-self.age, -month, side="right"))
        before = self.state[women]
        states = len(self.chain.states)
        axis = before + self.random.random(len(women)) + self.kind[women] * states
        steps = len(self.chain.source)
        step = np.searchsorted(self.axis, axis, side="right") - self.kind[women] * steps
        first, last = self.chain.bounds
        step = np.clip(step, first[before], last[before])  # against rounding
        after = self.chain.target[step]
        self.state[women] = after
        self._remember(month, women, after)
        self._causes(month, women, self.chain.cause[step])
        self._changes(month, women, before, after)

    def _turn(self, group: int) -> None:
        """Lay the chances of an age group on one axis: a length of one for each state and kind."""
        chance = self.chain.fixed[group] + self.chain.uptake[group] * self.uptake[:, None]
        kinds = np.arange(len(chance))[:, None] * len(self.chain.states)
        axis: NDArray[np.float64] = np.cumsum(chance, axis=1) + kinds
        self.axis = axis.ravel()

    def _remember(self, month: int, women: Integers, state: Integers) -> None:
        past = self.age[women] - month
        seen = past < WIDTH
        self.found.states[women[seen], past[seen]] = state[seen]

    def _causes(self, month: int, women: Integers, cause: Integers) -> None:
        past = self.age[women] - month + 1  # the last month of use
        seen = (cause > 0) & (past < WIDTH)
        self.found.causes[women[seen], past[seen]] = cause[seen]

    def _changes(self, month: int, women: Integers, before: Integers, after: Integers) -> None:
        found, fields = self.found, self.fields
        kind, was = fields["kind"][after], fields["kind"][before]
        phase, earlier = fields["phase"][after], fields["phase"][before]
        found.sex[women[(earlier == 0) & (phase > 0)]] = month
        found.union[women[(earlier < IN_UNION) & (phase == IN_UNION)]] = month
        method = fields["method"][after]
        found.began[women[(kind == Kind.USING) & (method != fields["method"][before])]] = month
        back = (was == Kind.AFTER) & (kind != Kind.AFTER)
        rank = self.number[women[back]] - 1
        found.amenorrhoea[women[back], rank] = fields["stage"][before[back]]
        self._births(month, women, before, after, (was == Kind.PREGNANT) & (kind == Kind.AFTER))

    def _births(
        self,
        month: int,
        women: Integers,
        before: Integers,
        after: Integers,
        born: NDArray[np.bool_],
    ) -> None:
        mothers, found = women[born], self.found
        rank = self.number[mothers]
        wants, wanted = self.fields["wants"][after[born]], self.fields["wants"][before[born]]
        chance = self.random.random(len(mothers)) < INFANT_DEATH
        counted = (wanted > 0) & (wanted < ANY_NUMBER)
        found.births[mothers, rank] = month
        found.wishes[mothers, rank] = self.fields["wish"][before[born]]
        found.died[mothers, rank] = np.where(counted, wants == wanted, chance)
        self.number[mothers] += 1
