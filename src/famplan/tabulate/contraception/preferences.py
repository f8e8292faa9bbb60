"""Variables of what women know and want, and groups that are made of women's own answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.model.contraception import ContraceptiveMethod
from famplan.tabulate.coding import Coded
from famplan.tabulate.contraception.lists import METHODS, sectors
from famplan.tabulate.contraception.use import sector_of
from famplan.tabulate.contraception.variables import YES_NO, Variable, yes_or_no
from famplan.tabulate.contraception.women import USE, placed, places_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.women import Women

__all__ = ["GROUPS", "NUMBERS", "Group", "ideal", "known_number"]

NUMBERS = tuple(range(95))
"""Numbers that a woman may give as her ideal."""
_NOT_A_NUMBER = (95, 96, 97, 98)

# Fifteen methods are read out everywhere.
_READ_OUT = tuple(
    f"v304_{method.dhs_codes[0]:02d}"
    for method in METHODS
    if method not in {ContraceptiveMethod.DIAPHRAGM, ContraceptiveMethod.SPERMICIDE}
)
_TRADITIONAL = tuple(f"v304_{code:02d}" for code in (8, 9, 10))
_ANSWERS = places_of([[0], [1, 2, 3, 4, 5, 6, 7]])


def _ideal(women: Women) -> NDArray[np.integer]:
    groups = [*([number] for number in NUMBERS), _NOT_A_NUMBER]
    return placed(women["v613"], places_of(groups))


def ideal() -> Variable:
    """Variable of the ideal number of children; an answer that is no number is a value too.

    Examples
    --------
    >>> ideal().values[:3], ideal().values[-1]
    ((0, 1, 2), 'not a number')
    """
    return Variable("ideal_children", ("v613",), (*NUMBERS, "not a number"), _ideal)


def _known_number(women: Women) -> NDArray[np.integer]:
    """How many methods each knows; one that is blank was not asked of, and is not counted."""
    known = np.zeros(women.size, dtype=np.int8)
    unknown, asked = (np.zeros(women.size, dtype=bool) for _ in range(2))
    for name in (name for name in _READ_OUT if name in women):
        answer = placed(women[name], _ANSWERS)
        given = women.knows(name)
        known += answer == 1
        unknown |= given & (answer > 1)
        asked |= given
    return np.where(unknown | ~asked, len(_READ_OUT) + 1, known)


def _knows_traditional(women: Women) -> NDArray[np.integer]:
    """Whether she knows rhythm, withdrawal or another traditional method."""
    answers = [placed(women[name], _ANSWERS) for name in _TRADITIONAL if name in women]
    given = [women.knows(name) for name in _TRADITIONAL if name in women]
    yes = np.logical_or.reduce([answer == 1 for answer in answers])
    in_doubt = [there & (answer > 1) for there, answer in zip(given, answers, strict=True)]
    asked = np.logical_or.reduce(given)
    return yes_or_no(yes, asked & ~yes & ~np.logical_or.reduce(in_doubt))


def known_number() -> tuple[Variable, ...]:
    """Variables of all methods together: how many a woman knows, and whether a traditional one.

    Examples
    --------
    >>> [variable.values[-1] for variable in known_number()]
    [15, 'yes']
    """
    values = tuple(range(len(_READ_OUT) + 1))
    return (
        Variable("methods_known", (), values, _known_number, one_of=_READ_OUT),
        Variable("knows_traditional", (), YES_NO, _knows_traditional, one_of=_TRADITIONAL),
    )


@attrs.frozen
class Group:
    """A column to group by that is made of others.

    Parameters
    ----------
    columns : tuple of str
        Standard names of the columns that it needs.
    code : callable
        Makes the column of some women.
    also : tuple of str
        Columns that are used where there are.
    """

    columns: tuple[str, ...]
    code: Callable[[Women], Coded]
    also: tuple[str, ...] = ()


_MOST = 6
_CHILDREN = (*map(str, range(_MOST)), f"{_MOST}+")


def _living_children(women: Women) -> Coded:
    """Living children, the one that a woman carries among them."""
    children = np.asarray(women["v218"], dtype=np.float64)
    if "v213" in women:
        children = children + women.has("v213", 1)
    known = ~np.isnan(children)
    codes = np.where(known, np.minimum(np.where(known, children, 0), _MOST), -1)
    return Coded(codes.astype(np.int64), _CHILDREN)


def _method(women: Women) -> Coded:
    names = tuple(map(str, METHODS))
    of = [-1 if value is None else METHODS.index(value[0]) for value in USE]
    return Coded(np.array([*of, -1])[women.use], names)


def _sector(women: Women) -> Coded:
    definition = women.rules.sectors
    names = tuple(sectors(definition))
    code = sector_of(women, definition)
    return Coded(np.where(code < len(names), code, -1).astype(np.int64), names)


GROUPS = {
    "living_children": Group(("v218",), _living_children, also=("v213",)),
    "method": Group(("v312",), _method, also=("v313",)),
    "sector": Group(("v312", "v326"), _sector, also=("v313",)),
}
"""Columns to group by that need not be in the data; those who are in none are left out."""
