"""Variables: what is asked of women, and how their columns tell the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.model.contraception import ContraceptiveMethod
from famplan.tabulate.contraception.lists import read_list
from famplan.tabulate.contraception.women import NO_CASE, placed, places_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.women import Women

    Coder: TypeAlias = Callable[[Women], NDArray[np.integer]]
    Bools: TypeAlias = NDArray[np.bool_]

__all__ = ["NO", "YES", "YES_NO", "Variable", "Yes", "answers", "asked_of", "yes_or_no"]

YES_NO = ("no", "yes")
"""Values of a question that is answered by no or yes."""
NO, YES = 0, 1
"""Their places; 2 is not known."""


@attrs.frozen
class Variable:
    """Something that every woman has one value of, or none.

    Parameters
    ----------
    name : str
        What it is called.
    columns : tuple of str
        Standard names of the columns that it needs.
    values : tuple
        Values that it may have.
    code : callable
        Tells of `Women` the place of each woman's value: the one after the last where she is a
        case but her value is not known, -1 where she is no case.
    also : tuple of str
        Columns that are used where there are.
    one_of : tuple of str
        Columns of which one must be there.
    said : str
        By whose definition it was coded, where that is not in the definition that was asked for.
    alike : str
        What must be the same in tallies that add up.
    complete : bool
        Whether every case has one of the values: then there is no place for one not known.

    Examples
    --------
    >>> from famplan.tabulate.contraception.women import Rules, Women
    >>> (pressured,) = [item for item in answers("dhs8") if item.name == "pressured"]
    >>> columns = {"v502": np.array([1, 1, 0]), "v636": np.array([1, 9, 1])}
    >>> pressured.code(Women(columns, Rules(phase="dhs8", methods=()))).tolist()
    [0, 2, -1]
    """

    name: str
    columns: tuple[str, ...]
    values: tuple[object, ...]
    code: Coder
    also: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    said: str = ""
    alike: str = ""
    complete: bool = False

    @property
    def places(self) -> int:
        """How many places there are: one for each value, and one for a value not known."""
        return len(self.values) + (not self.complete)

    def needs(self, present: frozenset[str]) -> tuple[str, ...]:
        """Return the columns that are missing for it among those that are there."""
        missing = tuple(name for name in self.columns if name not in present)
        if self.one_of and not present & set(self.one_of):
            missing += self.one_of[:1]
        return missing

    def reads(self, present: frozenset[str]) -> tuple[str, ...]:
        """Return the columns that it reads among those that are there."""
        return tuple(x for x in (*self.columns, *self.one_of, *self.also) if x in present)


def asked_of(code: NDArray[np.integer], asked: Bools) -> NDArray[np.integer]:
    """Make those no cases of whom it is not asked."""
    return np.where(asked, code, NO_CASE)


def yes_or_no(yes: Bools, no: Bools) -> NDArray[np.int8]:
    """Make places of what is certainly so and what is certainly not.

    Examples
    --------
    >>> yes_or_no(np.array([True, False, False]), np.array([False, True, False])).tolist()
    [1, 0, 2]
    """
    return np.where(yes, YES, np.where(no, NO, NO + 2)).astype(np.int8)


@attrs.frozen
class Yes:
    """A yes-or-no question of all women: some codes are yes, others no, the rest not known.

    Examples
    --------
    >>> from famplan.tabulate.contraception.women import Rules, Women
    >>> women = Women({"v304_01": np.array([1, 2, 0, 8])}, Rules(phase="dhs7", methods=()))
    >>> Yes("v304_01", yes=(1, 2))(women).tolist()
    [1, 1, 0, 2]
    """

    column: str
    yes: tuple[int, ...] = (1,)
    no: tuple[int, ...] = (0,)

    def __call__(self, women: Women) -> NDArray[np.integer]:
        """Code some women."""
        return placed(women[self.column], places_of([self.no, self.yes]))


@attrs.frozen
class _Answer:
    """A question with several answers, asked of women who have some properties."""

    column: str
    groups: tuple[tuple[int, ...], ...]
    of: tuple[str, ...]

    def __call__(self, women: Women) -> NDArray[np.integer]:
        """Code some women."""
        code: NDArray[np.integer] = placed(women[self.column], places_of(self.groups))
        for name in self.of:
            code = asked_of(code, _PROPERTIES[name].tell(women))
        return code


@attrs.frozen
class _Property:
    """Of whom something is asked: what tells, and from which columns."""

    tell: Callable[[Women], Bools]
    columns: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()


def _not_pregnant(women: Women) -> Bools:
    return women.has("v213", 0)


def _user_of(method: ContraceptiveMethod) -> _Property:
    return _Property(lambda women: women.use_one_of(method), columns=("v312",))


def _use_subcutaneous(women: Women) -> Bools:
    return women.use_one_of(ContraceptiveMethod.INJECTABLE) & women.has("v3a11", 1)


_USE = ("v312", "v313")
_PROPERTIES = {
    "in_union": _Property(lambda women: women.in_union, columns=("v502",)),
    "users": _Property(lambda women: women.users, one_of=_USE),
    "non_users": _Property(lambda women: women.non_users, one_of=_USE),
    "use_modern": _Property(lambda women: women.use_modern, one_of=_USE),
    "not_pregnant": _Property(_not_pregnant, columns=("v213",)),
    "use_injectable": _user_of(ContraceptiveMethod.INJECTABLE),
    "use_rhythm": _user_of(ContraceptiveMethod.RHYTHM),
    "use_standard_days": _user_of(ContraceptiveMethod.STANDARD_DAYS),
    "use_subcutaneous": _Property(_use_subcutaneous, columns=("v312", "v3a11")),
}


def answers(phase: str) -> tuple[Variable, ...]:
    """Variables that are one answer each, as a phase of the surveys asks them.

    Examples
    --------
    >>> [item.columns for item in answers("dhs7") if item.name == "decision"]
    [('v632', 'v502')]
    """
    return tuple(
        _variable(entry)
        for entry in read_list("answers")["answer"]
        if phase in entry.get("phases", (phase,))
    )


def _variable(entry: dict[str, Any]) -> Variable:
    of = tuple(entry.get("of", ()))
    needed = [name for key in of for name in _PROPERTIES[key].columns]
    one_of = [name for key in of for name in _PROPERTIES[key].one_of]
    groups = tuple(tuple(codes) for codes in entry["values"].values())
    return Variable(
        entry["name"],
        tuple(dict.fromkeys((entry["column"], *needed))),
        tuple(entry["values"]),
        _Answer(entry["column"], groups, of),
        also=("v313",) if "v312" in needed else (),
        one_of=tuple(dict.fromkeys(one_of)),
    )
