"""All states and steps as arrays: to draw lives from, and to run all lives forward at once."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.datasets.family_planning.assumptions import IDEAL
from famplan.datasets.family_planning.states import ANY_NUMBER, Edge, Kind, State, successors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["Chain", "chain", "explored"]


@attrs.frozen(eq=False, kw_only=True, slots=False)
class Chain:
    """States by number and steps between them, those of one state after the other.

    Parameters
    ----------
    states : tuple of State
        All that can be reached.
    source, target : ndarray of int
        The states between which each step lies.
    fixed, uptake : ndarray
        Chances of the steps, ages by steps: `fixed` and `uptake` times a woman's uptake.
    cause : ndarray of int
        Why a method was stopped, 0 where none was.
    """

    states: tuple[State, ...]
    source: Integers
    target: Integers
    fixed: FloatArray
    uptake: FloatArray
    cause: Integers

    def of(self, field: str) -> Integers:
        """Return one field of every state."""
        return np.array([getattr(state, field) for state in self.states], dtype=np.int64)

    @cached_property
    def first(self) -> FloatArray:
        """Shares of states of girls at the youngest age: nobody has had sex."""
        shares = np.zeros(len(self.states))
        for ideal, share in IDEAL.items():
            wants = min(ideal, ANY_NUMBER)
            shares[self.states.index(State(Kind.NEVER, 0, wants))] = share
        return shares

    @cached_property
    def bounds(self) -> tuple[Integers, Integers]:
        """First and last step of each state."""
        states = np.arange(len(self.states))
        stops = np.searchsorted(self.source, states, side="right")
        return np.searchsorted(self.source, states), stops - 1

    def matrices(self, age: int) -> tuple[Any, Any]:
        """Return chances from each state to each other in a group of ages, as sparse matrices."""
        from scipy import sparse  # noqa: PLC0415 - scipy is heavy; loaded when first needed

        shape = (len(self.states),) * 2
        at = (self.target, self.source)
        fixed, uptake = (
            sparse.csr_array((chance[age], at), shape=shape) for chance in (self.fixed, self.uptake)
        )
        return fixed, uptake


@cache
def chain() -> Chain:
    """Find all states that can be reached, and the steps between them.

    Examples
    --------
    >>> made = chain()
    >>> everything = made.fixed + made.uptake
    >>> sums = np.add.reduceat(everything, made.bounds[0], axis=1)
    >>> bool(np.allclose(sums, 1)), bool((everything >= 0).all())
    (True, True)
    """
    return explored([State(Kind.NEVER, 0, min(ideal, ANY_NUMBER)) for ideal in IDEAL])


def explored(
    first: Sequence[State], seen_as: Callable[[State], State] = lambda state: state
) -> Chain:
    """Go through all states that can be reached from some.

    Parameters
    ----------
    first : sequence of State
        Where to begin.
    seen_as : callable
        What is to be told apart of a state; nothing that is not may change what follows.
    """
    number = {state: place for place, state in enumerate(first)}
    states = list(first)
    steps: list[tuple[int, Edge]] = []
    for place, state in enumerate(states):  # grows while it is gone through
        for step in successors(state):
            target = seen_as(step.state)
            if target not in number:
                number[target] = len(states)
                states.append(target)
            steps.append((place, step._replace(state=target)))
    return Chain(
        states=tuple(states),
        source=np.array([place for place, _ in steps]),
        target=np.array([number[step.state] for _, step in steps]),
        fixed=np.array([step.fixed for _, step in steps]).T.copy(),
        uptake=np.array([step.uptake for _, step in steps]).T.copy(),
        cause=np.array([step.cause for _, step in steps]),
    )
