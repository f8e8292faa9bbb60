"""States that a woman may be in for a month, and what may follow: the chain that lives are made of.

A state says all that the future depends on: union, children still wanted, what she is doing, and
for how long where that matters. So the same table of chances makes women, one month after the
other, and makes the shares that are true of all of them.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from famplan.datasets.family_planning.assumptions import (
    AT_RETURN,
    CONCEIVES,
    DESIRE,
    FAILURE,
    FECUNDITY,
    FROM_SEX_TO_UNION,
    INFANT_DEATH,
    LOSING,
    LOSS,
    MENOPAUSE,
    MONTHLY,
    PREGNANT,
    RETURN,
    SWITCHES,
    TAKES_UP,
    TO_SEX,
    TO_TRYING,
    TO_UNION,
    TRYING_AT_RETURN,
    TRYING_AT_UNION,
    mix_of,
    reasons_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["ANY_NUMBER", "IN_UNION", "Edge", "Kind", "State", "successors"]

ANY_NUMBER = 6
"""Children wanted by a woman whose ideal is no number: always another one."""
THEN, LATER, NOT_AT_ALL = 1, 2, 3
"""Whether a pregnancy was wanted, as in v225."""
LONG = 60
"""Months in union without a birth and without a method, from which on they are not counted."""
_UNMARRIED, IN_UNION = 1, 2


class Kind(IntEnum):
    """What a woman is doing in a month."""

    NEVER = 0
    IDLE = 1
    TRYING = 2
    PREGNANT = 3
    LOSING = 4
    AFTER = 5
    USING = 6
    MENOPAUSE = 7


class State(NamedTuple):
    """What there is to know of a woman in a month.

    `phase` is 0 before her first sex, 1 before her first union, 2 in union. `wants` are the
    children that she still wants. `stage` is the month of a pregnancy, or since a birth. `clock`
    are the months in union and since the last birth, of who never used a method.
    """

    kind: Kind
    phase: int
    wants: int
    used: bool = False
    stage: int = 0
    clock: int = 0
    wish: int = 0
    method: int = -1

    @property
    def limiting(self) -> bool:
        """Whether she wants no more children."""
        return self.wants == 0

    def ticked(self, kind: Kind, clock: int | None = None, **fields: int) -> State:
        """Return the state of the next month: months go on being counted where they matter."""
        counted = self.phase == IN_UNION and not self.used
        later = min(LONG, self.clock + 1 if clock is None else clock) if counted else 0
        return State(kind, self.phase, self.wants, self.used, clock=later, **fields)


class Edge(NamedTuple):
    """A step to another state: its chance is `fixed` and `uptake` times a woman's uptake, by age.

    `cause` is the group of the reason for stopping a method, counted from 1.
    """

    state: State
    fixed: FloatArray
    uptake: FloatArray
    cause: int = 0


_NONE = np.zeros(len(FECUNDITY))
_ALL = np.ones(len(FECUNDITY))


def successors(state: State) -> list[Edge]:
    """Return the steps that may follow a state; their chances add up to one.

    Examples
    --------
    >>> steps = successors(State(Kind.PREGNANT, phase=2, wants=2, stage=8, wish=1))
    >>> [(step.state.wants, float(step.fixed[0])) for step in steps]
    [(1, 0.95), (2, 0.05)]
    """
    found = list(_STEPS[state.kind](state))
    if state.phase != _UNMARRIED or state.kind == Kind.AFTER:
        return found
    share, rest = FROM_SEX_TO_UNION, 1 - FROM_SEX_TO_UNION
    return [
        *(step._replace(fixed=step.fixed * rest, uptake=step.uptake * rest) for step in found),
        *(
            Edge(
                step.state._replace(phase=IN_UNION, clock=0),
                step.fixed * share,
                step.uptake * share,
                step.cause,
            )
            for step in found
        ),
    ]


def _who(state: State) -> str:
    if state.phase == _UNMARRIED:
        return "unmarried"
    return "limiting" if state.limiting else "spacing"


def _where(state: State) -> str:
    return "unmarried" if state.phase == _UNMARRIED else "union"


def _completed(steps: list[Edge], rest: State) -> Iterator[Edge]:
    """Give the steps, and with what is left of the chance the usual one."""
    yield from steps
    fixed = _ALL - sum((step.fixed for step in steps), _NONE)
    yield Edge(rest, fixed, -sum((step.uptake for step in steps), _NONE))


def _begins(state: State, chance: float) -> list[Edge]:
    """Take up a method."""
    return [
        Edge(_using(state, method), _NONE, chance * share * _ALL)
        for method, share in enumerate(mix_of(limiting=state.limiting))
        if share
    ]


def _using(state: State, method: int) -> State:
    return State(Kind.USING, state.phase, state.wants, used=True, method=method)


def _conceives(state: State, chance: FloatArray, wish: int, cause: int = 0) -> list[Edge]:
    """Become pregnant, with a child or with a pregnancy that will be lost."""
    kept = State(Kind.PREGNANT, state.phase, state.wants, state.used, stage=1, wish=wish)
    lost = state.ticked(Kind.LOSING, stage=1, wish=wish)
    return [
        Edge(kept, chance * (1 - LOSS), _NONE, cause),
        Edge(lost, chance * LOSS, _NONE, cause),
    ]


def _ends(state: State) -> Edge:
    return Edge(State(Kind.MENOPAUSE, state.phase, 0, state.used), MENOPAUSE, _NONE)


def _unplanned(state: State) -> int:
    return NOT_AT_ALL if state.limiting else LATER


def _never(state: State) -> Iterator[Edge]:
    sex = State(Kind.IDLE, _UNMARRIED, state.wants)
    union = State(Kind.IDLE, IN_UNION, state.wants)
    trying = State(Kind.TRYING, IN_UNION, state.wants)
    steps = [
        Edge(sex, TO_SEX, _NONE),
        Edge(union, TO_UNION * (1 - TRYING_AT_UNION), _NONE),
        Edge(trying, TO_UNION * TRYING_AT_UNION, _NONE),
        _ends(state),
    ]
    return _completed(steps, state)


def _idle(state: State) -> Iterator[Edge]:
    steps = _begins(state, TAKES_UP[_who(state)])
    steps += _conceives(state, CONCEIVES[_where(state)] * FECUNDITY, _unplanned(state))
    steps.append(_ends(state))
    if not state.limiting:
        steps.append(Edge(state.ticked(Kind.TRYING), TO_TRYING[_where(state)] * _ALL, _NONE))
    return _completed(steps, state.ticked(Kind.IDLE))


def _trying(state: State) -> Iterator[Edge]:
    steps = [*_conceives(state, CONCEIVES["trying"] * FECUNDITY, THEN), _ends(state)]
    return _completed(steps, state.ticked(Kind.TRYING))


def _pregnant(state: State) -> Iterator[Edge]:
    if state.stage < PREGNANT:
        yield Edge(state._replace(stage=state.stage + 1), _ALL, _NONE)
        return
    born = state._replace(kind=Kind.AFTER, stage=0)
    if not 0 < state.wants < ANY_NUMBER:
        yield Edge(born, _ALL, _NONE)
        return
    # A child that dies leaves its place open.
    yield Edge(born._replace(wants=state.wants - 1), (1 - INFANT_DEATH) * _ALL, _NONE)
    yield Edge(born, INFANT_DEATH * _ALL, _NONE)


def _losing(state: State) -> Iterator[Edge]:
    if state.stage < LOSING:
        yield Edge(state.ticked(Kind.LOSING, stage=state.stage + 1, wish=state.wish), _ALL, _NONE)
    else:
        yield Edge(state.ticked(Kind.IDLE), _ALL, _NONE)


def _after(state: State) -> Iterator[Edge]:
    back = RETURN[state.stage]
    steps = _begins(state, back * AT_RETURN[_who(state)])
    if back < 1:
        steps.append(Edge(state._replace(stage=state.stage + 1), (1 - back) * _ALL, _NONE))
    if not state.limiting:
        trying = state.ticked(Kind.TRYING, clock=state.stage + 1)
        steps.append(Edge(trying, back * TRYING_AT_RETURN * _ALL, _NONE))
    return _completed(steps, state.ticked(Kind.IDLE, clock=state.stage + 1))


def _use(state: State) -> Iterator[Edge]:
    steps = []
    reasons = reasons_of(limiting=state.limiting)[state.method] * MONTHLY[state.method]
    for number, chance in enumerate(reasons):
        if not chance:
            continue
        cause = number + 1
        if number == FAILURE:
            steps += _conceives(state, chance * _ALL, _unplanned(state), cause)
        elif number == DESIRE:
            steps.append(Edge(state.ticked(Kind.TRYING), chance * _ALL, _NONE, cause))
        else:
            switching = SWITCHES[number]
            mix = mix_of(limiting=state.limiting, after=state.method)
            steps += [
                Edge(_using(state, method), chance * switching * share * _ALL, _NONE, cause)
                for method, share in enumerate(mix)
                if switching * share
            ]
            if switching < 1:
                idle = state.ticked(Kind.IDLE)
                steps.append(Edge(idle, chance * (1 - switching) * _ALL, _NONE, cause))
    return _completed(steps, state)


def _menopause(state: State) -> Iterator[Edge]:
    yield Edge(state, _ALL, _NONE)


_STEPS: dict[Kind, Callable[[State], Iterator[Edge]]] = {
    Kind.NEVER: _never,
    Kind.IDLE: _idle,
    Kind.TRYING: _trying,
    Kind.PREGNANT: _pregnant,
    Kind.LOSING: _losing,
    Kind.AFTER: _after,
    Kind.USING: _use,
    Kind.MENOPAUSE: _menopause,
}
