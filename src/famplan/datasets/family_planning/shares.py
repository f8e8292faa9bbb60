"""True shares at the interview: what each state is worth to a share, and if it is in the base."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from famplan.datasets.contraception_survey import OTHER_METHODS, SIDE_EFFECTS, WHAT_TO_DO
from famplan.datasets.family_planning.answers import ASKED, CONDOM
from famplan.datasets.family_planning.assumptions import (
    CONDOM_TOLD,
    COULD_SWITCH,
    DECISION,
    DISCUSSED,
    FOLK,
    IDEAL,
    KNOWN,
    LATER_TOLD,
    MESSAGES,
    METHODS,
    SOURCES,
    TOLD,
    TRADITIONAL,
    UNAWARE,
    VISITED,
    WENT,
)
from famplan.datasets.family_planning.status import status
from famplan.errors import DefinitionError
from famplan.model.contraception import ContraceptiveMethod
from famplan.tabulate.contraception.catalogue import MESSAGES as MEDIA
from famplan.tabulate.contraception.lists import long_acting_methods, sectors
from famplan.tabulate.contraception.need import SHARES
from famplan.tabulate.contraception.variables import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["SHARES_KNOWN", "Worth", "worth_of"]

_MODERN_TYPE = 3
_STERILISED = 6


class Worth(NamedTuple):
    """What a woman in each state adds to a share above and below the line.

    States by whether she was active in the last thirty days, or either way of only one column.
    """

    above: FloatArray
    below: FloatArray


class Question(NamedTuple):
    """Which figure of an indicator: its category, its definition, and the place of the women."""

    category: str
    definition: str
    residence: int


def worth_of(code: str, category: str, definition: str, residence: int) -> Worth:
    """Return what states are worth to an indicator.

    Raises
    ------
    DefinitionError
        The true value of this indicator or category is not known.

    Examples
    --------
    >>> worth_of("EVER_USE", "", "dhs", 1).below.mean()
    np.float64(1.0)
    """
    try:
        above, below = _SHARES[code](Question(category, definition, residence))
    except KeyError:
        problem = f"{code} {category} {definition}".strip()
        raise DefinitionError("truth", f"none is known of {problem}") from None
    return Worth(_columns(above), _columns(below))


def _columns(values: object) -> FloatArray:
    """Make a row for each state, whether something is said of all of them or of each."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 2:  # noqa: PLR2004 - by whether she was active too
        return array
    return np.broadcast_to(array, (len(status().kind),))[:, None]


def _of(method: ContraceptiveMethod | str) -> NDArray[np.bool_]:
    return np.asarray(np.isin(status().method, ContraceptiveMethod(method).dhs_codes))


def _use(kind: str, _: Question) -> tuple[object, object]:
    of = status()
    modern, using = of.type_of_method == _MODERN_TYPE, of.method > 0
    return {"any": using, "modern": modern, "traditional": using & ~modern, "none": ~using}[kind], 1


def _mix(asked: Question) -> tuple[object, object]:
    of = status()
    base = of.method > 0 if asked.definition == "all" else of.type_of_method == _MODERN_TYPE
    return _of(asked.category) & base, base


def _long_acting(asked: Question) -> tuple[object, object]:
    methods = long_acting_methods(asked.definition)
    return np.any([_of(method) for method in methods], axis=0), status().method > 0


def _sourced(codes: frozenset[int]) -> tuple[object, object]:
    """Share of users of modern methods whose source is one of some codes."""
    of = status()
    share = {
        m: sum(s for code, s in found.items() if code in codes) for m, found in SOURCES.items()
    }
    above = np.array([share.get(method, 0.0) for method in of.method.tolist()])
    return above, of.type_of_method == _MODERN_TYPE


def _sector(asked: Question) -> tuple[object, object]:
    return _sourced(sectors(asked.definition)[asked.category])


def _source(asked: Question) -> tuple[object, object]:
    return _sourced(frozenset({int(asked.category.split()[0])}))


def _need(code: str, _: Question) -> tuple[object, object]:
    of = status()
    codes, method, demand = SHARES[code]
    kinds = {0: "none", 2: "traditional", _MODERN_TYPE: "modern"}
    needed = np.isin(of.need, [*codes])
    if method is not None:
        needed &= np.isin([kinds[kind] for kind in of.type_of_method.tolist()], [*method])[:, None]
    return needed, np.isin(of.need, (1, 2, 3, 4)) if demand else 1


def _chance_to_know(codes: tuple[int, ...]) -> FloatArray:
    """Return the chance of each state to know at least one of some methods."""
    aware = 1 - np.prod([1 - KNOWN[code] for code in codes])
    ever = 1.0 if set(codes) & set(METHODS) else aware
    return np.where(status().ever_used, ever, (1 - UNAWARE) * aware)


def _knows_method(asked: Question) -> tuple[object, object]:
    codes = ContraceptiveMethod(asked.category).dhs_codes
    return _chance_to_know(tuple(code for code in codes if code in KNOWN)), 1


def _methods_known(_: Question) -> tuple[object, object]:
    return sum(_chance_to_know((code,)) for code in KNOWN), 1


_MODERN_KNOWN = tuple(code for code in KNOWN if code not in {*FOLK, *TRADITIONAL})


def _message(asked: Question) -> tuple[object, object]:
    (column,) = (x.columns[0] for x in answers("dhs7") if x.name == MEDIA[asked.category])
    return MESSAGES[column][asked.residence - 1], 1


_WORKER, _FACILITY = VISITED * DISCUSSED, WENT * TOLD
_CONTACT = {
    "field worker discussed": _WORKER,
    "facility discussed": _FACILITY,
    "facility, not discussed": WENT - _FACILITY,
    "neither discussed": (1 - _WORKER) * (1 - _FACILITY),
}


def _contact(asked: Question) -> tuple[object, object]:
    base = status().method == 0
    return _CONTACT[asked.category] * base, base


def _told(items: tuple[str, ...], asked: Question) -> tuple[object, object]:
    """Share of those who were told, by the three definitions, among those who were asked."""
    of, definition = status(), asked.definition
    twice = {name: definition == "dhs" and share for name, share in LATER_TOLD.items()}
    effects = 1 - (1 - SIDE_EFFECTS) * (1 - twice["side effects"])
    others = 1 - (1 - OTHER_METHODS) * (1 - twice["other methods"])
    chances = {"side effects": effects, "what to do": WHAT_TO_DO, "other methods": others}
    chances["could switch"] = COULD_SWITCH
    # What to do is asked of those who were told of side effects.
    needed = {*items, *(("side effects",) if "what to do" in items else ())}
    base = np.isin(of.method, ASKED).astype(np.float64)
    above = base * np.prod([chances[item] for item in needed])
    if "could switch" in items:
        # The sterilised are not asked that; one no to another item settles it all the same.
        rest = np.prod([chances[item] for item in needed if item != "could switch"])
        sterilised = of.method == _STERILISED
        above[sterilised] = 0
        base[sterilised] = 0 if definition == "dhs" and len(items) == 1 else 1 - rest
    if definition == "pma":
        condom = of.method == CONDOM
        above[condom], base[condom] = CONDOM_TOLD ** len(needed), 1
    return above, base


def _decided(makers: tuple[int, ...] | None, asked: Question) -> tuple[object, object]:
    of = status()
    base = of.union & (of.method > 0)
    codes = makers or (_place("decision", asked.category) + 1,)
    return sum(DECISION[code] for code in codes) * base, base


def _place(variable: str, category: str) -> int:
    """Place of an answer among those of a question."""
    (found,) = (item for item in answers("dhs7") if item.name == variable)
    return {str(value): place for place, value in enumerate(found.values)}[category]


def _future(asked: Question) -> tuple[object, object]:
    of = status()
    return of.futures[:, _place("future_use", asked.category)], of.method == 0


def _wish(asked: Question) -> tuple[object, object]:
    return status().wishes[:, _place("desire_for_children", asked.category)], 1


_IDEALS = {str(number): IDEAL.get(number, 0.0) for number in range(6)}
_IDEALS |= {"6+": 0.0, "not a number": IDEAL[96]}


def _mean_ideal(_: Question) -> tuple[object, object]:
    numbers = {number: share for number, share in IDEAL.items() if number < 95}  # noqa: PLR2004
    return sum(n * share for n, share in numbers.items()), sum(numbers.values())


_INDEX = ("side effects", "what to do", "other methods")
_SHARES: dict[str, Callable[[Question], tuple[object, object]]] = {
    "CPR": partial(_use, "any"),
    "MCPR": partial(_use, "modern"),
    "TCPR": partial(_use, "traditional"),
    "NO_METHOD_SHARE": partial(_use, "none"),
    "METHOD_PREVALENCE": lambda asked: (_of(asked.category), 1),
    "METHOD_MIX": _mix,
    "LONG_ACTING_SHARE": _long_acting,
    "SOURCE_SECTOR": _sector,
    "SOURCE_MIX": _source,
    **{code: partial(_need, code) for code in SHARES},
    "EVER_USE": lambda _: (status().ever_used, 1),
    "KNOWS_ANY_METHOD": lambda _: (_chance_to_know(tuple(KNOWN)), 1),
    "KNOWS_MODERN_METHOD": lambda _: (_chance_to_know(_MODERN_KNOWN), 1),
    "KNOWS_METHOD": _knows_method,
    "MEAN_METHODS_KNOWN": _methods_known,
    "FP_MESSAGE": _message,
    "FP_INFORMATION": lambda _: (1 - _CONTACT["neither discussed"], 1),
    "NON_USER_CONTACT": _contact,
    "TOLD_SIDE_EFFECTS": partial(_told, _INDEX[:1]),
    "TOLD_WHAT_TO_DO": partial(_told, _INDEX[1:2]),
    "TOLD_OTHER_METHODS": partial(_told, _INDEX[2:]),
    "TOLD_COULD_SWITCH": partial(_told, ("could switch",)),
    "MII": partial(_told, _INDEX),
    "MII_PLUS": partial(_told, (*_INDEX, "could switch")),
    "FP_DECISION": partial(_decided, (1, 3)),
    "FP_DECISION_MAKER": partial(_decided, None),
    "FUTURE_USE": _future,
    "DESIRE_FOR_CHILDREN": _wish,
    "WANT_NO_MORE": lambda _: (status().wishes[:, 4:6].sum(axis=1), 1),
    "IDEAL_CHILDREN": lambda asked: (_IDEALS[asked.category], 1),
    "MEAN_IDEAL_CHILDREN": _mean_ideal,
}

SHARES_KNOWN = tuple(_SHARES)
"""Indicators of the women interviewed whose true value is known."""
