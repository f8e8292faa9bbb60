"""What every state means in the words of the recode: what is observed of it, and what it needs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from famplan.datasets.family_planning.assumptions import (
    ABSTAINING,
    ACTIVE,
    FUTURE,
    FUTURE_IF_TRYING,
    LATER,
    LATER_AMONG_USERS,
    METHOD_LETTERS,
    METHODS,
    MODERN,
    STERILISED,
)
from famplan.datasets.family_planning.chain import chain
from famplan.datasets.family_planning.states import ANY_NUMBER, IN_UNION, LONG, Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools: TypeAlias = NDArray[np.bool_]
    FloatArray: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["Status", "status"]

_LOST = 3  # the month in which a pregnancy is lost
_NEED_OF_WISH = np.array([0, 7, 1, 2])
_WISHES, _FUTURES = 7, 6


@attrs.frozen(eq=False, kw_only=True)
class Status:
    """Properties of every state.

    Parameters
    ----------
    kind, phase, wants, stage, wish : ndarray of int
        Fields of the states.
    letter : ndarray of int
        The letter of the calendar, as a byte.
    pregnant, ever_used, amenorrhoeic, union : ndarray of bool
        What she says of herself.
    method : ndarray of int
        Code of v312.
    place : ndarray of int
        Place of the method in `METHODS`, -1 where she uses none.
    type_of_method : ndarray of int
        Code of v313.
    abstaining, active : ndarray
        Chances of abstaining since the birth, and of sex in the last thirty days.
    wishes, futures : ndarray
        Shares of the answers v605 = 1 to 7, and of v362 = 1 to 6 among those who use no method.
    need : ndarray of int
        Code of unmet need if she is sexually active, and if not: two columns.
    """

    kind: Integers
    phase: Integers
    wants: Integers
    stage: Integers
    wish: Integers
    letter: NDArray[np.uint8]
    pregnant: Bools
    ever_used: Bools
    amenorrhoeic: Bools
    union: Bools
    method: Integers
    place: Integers
    type_of_method: Integers
    abstaining: FloatArray
    active: FloatArray
    wishes: FloatArray
    futures: FloatArray
    need: Integers


@cache
def status() -> Status:
    """Say what the states of the chain mean.

    Examples
    --------
    >>> found = status()
    >>> sorted({chr(letter) for letter in found.letter})
    ['0', '1', '3', '5', '6', '8', '9', 'B', 'N', 'P', 'T']
    """
    made = chain()
    names = ("kind", "phase", "wants", "stage", "wish", "method", "used", "clock")
    of = {name: made.of(name) for name in names}
    kind, place = of["kind"], of["method"]
    using, after = kind == Kind.USING, kind == Kind.AFTER
    pregnant = (kind == Kind.PREGNANT) | ((kind == Kind.LOSING) & (of["stage"] < _LOST))
    abstaining = np.where(after, ABSTAINING ** of["stage"].astype(np.float64), 0.0)
    return Status(
        kind=kind,
        phase=of["phase"],
        wants=of["wants"],
        stage=of["stage"],
        wish=of["wish"],
        letter=_letters(of, pregnant),
        pregnant=pregnant,
        ever_used=of["used"] > 0,
        amenorrhoeic=after,
        union=of["phase"] == IN_UNION,
        method=np.where(using, np.array(METHODS)[place], 0),
        place=place,
        type_of_method=np.where(using, np.where(MODERN[place], 3, 2), 0),
        abstaining=abstaining,
        active=np.where(of["phase"] == 1, ACTIVE * (1 - abstaining), 0.0),
        wishes=_wishes(of, pregnant),
        futures=_futures(kind),
        need=_need(of, pregnant | after),
    )


def _letters(of: dict[str, Integers], pregnant: Bools) -> NDArray[np.uint8]:
    methods = np.frombuffer(METHOD_LETTERS.encode(), dtype=np.uint8)
    letter = np.full(len(pregnant), ord("0"), dtype=np.uint8)
    letter[pregnant] = ord("P")
    letter[(of["kind"] == Kind.LOSING) & ~pregnant] = ord("T")
    letter[(of["kind"] == Kind.AFTER) & (of["stage"] == 0)] = ord("B")
    using = of["kind"] == Kind.USING
    letter[using] = methods[of["method"][using]]
    return letter


def _wishes(of: dict[str, Integers], pregnant: Bools) -> FloatArray:
    """Shares of v605 = 1 to 7: who wants another child says when, others that they want none."""
    kind = of["kind"]
    # A pregnant woman is asked about the child after the one that she carries.
    carried = pregnant & (of["wants"] < ANY_NUMBER)
    more = of["wants"] - carried > 0
    answers = np.eye(_WISHES)
    found = np.where(more[:, None], LATER, answers[4])
    found[more & (kind == Kind.USING)] = LATER_AMONG_USERS
    found[kind == Kind.TRYING] = answers[0]
    found[of["method"] == STERILISED] = answers[5]
    found[kind == Kind.MENOPAUSE] = answers[6]
    return np.asarray(found)


def _futures(kind: Integers) -> FloatArray:
    answers = np.eye(_FUTURES)
    found = np.tile(FUTURE, (len(kind), 1))
    found[kind == Kind.TRYING] = FUTURE_IF_TRYING
    found[kind == Kind.MENOPAUSE] = answers[4]
    found[kind == Kind.NEVER] = answers[5]
    found[kind == Kind.USING] = 0
    return found


def _need(of: dict[str, Integers], expecting: Bools) -> Integers:
    """Code of unmet need by what the state is made of, not by the answers that are given in it."""
    kind, wants = of["kind"], of["wants"]
    need = np.where(wants > 0, 1, 2)
    need[kind == Kind.TRYING] = 7
    need[of["clock"] == LONG] = 9
    need = np.stack([need, need], axis=1)
    need[of["phase"] == 1, 1] = 8
    need[kind == Kind.MENOPAUSE] = 9
    need[kind == Kind.NEVER] = 0
    need[expecting] = _NEED_OF_WISH[of["wish"]][expecting, None]
    need[kind == Kind.USING] = np.where(wants > 0, 3, 4)[kind == Kind.USING, None]
    return need
