"""Codes that the letters of a calendar stand for: what they are called, and how tables group them.

Codes are those of the surveys' own event files: methods as in `v312`, 81 birth, 82 termination,
83 pregnancy, 99 a method that is not known.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = [
    "CAUSES",
    "CODES",
    "NOTHING",
    "UNKNOWN",
    "Grouping",
    "cause_of_reasons",
    "event_names",
    "grouping_of",
    "is_kind",
    "is_modern",
    "read_data",
    "reason_names",
]

CODES = 256
"""Codes fit in one byte."""
UNKNOWN = 255
"""Stands for a letter that the list does not have: what happened in the month is not known."""
NOTHING = 254
"""Stands for a blank: no month of the calendar, no reason."""

_OTHERS = "other"


@cache
def read_data(name: str) -> dict[str, Any]:
    """Read one of the files of letters and codes.

    Examples
    --------
    >>> read_data("codes")["events"]["11"]["name"]
    'implant'
    """
    place = resources.files("famplan.tabulate.calendar").joinpath(f"data/{name}.toml")
    return loads(place.read_text("utf-8"))


@cache
def event_names() -> Mapping[int, str]:
    """What events are called, by code.

    Examples
    --------
    >>> event_names()[81]
    'birth'
    """
    return {int(code): entry["name"] for code, entry in read_data("codes")["events"].items()}


@cache
def reason_names() -> Mapping[int, str]:
    """What reasons for stopping a method are called, by code.

    Examples
    --------
    >>> reason_names()[7]
    'wanted a more effective method'
    """
    return {int(code): name for code, name in read_data("codes")["reasons"].items()}


def is_kind(*kinds: str) -> NDArray[np.bool_]:
    """Tell of each code whether it is of one of some kinds.

    Parameters
    ----------
    *kinds : str
        ``"none"``, ``"method"``, ``"missing"`` (a method that is not known), ``"birth"``,
        ``"termination"``, ``"pregnancy"``, ``"other"``, or ``"unknown"``.

    Examples
    --------
    >>> is_kind("birth", "termination").nonzero()[0].tolist()
    [81, 82]
    """
    found = np.zeros(CODES, dtype=bool)
    for code, entry in read_data("codes")["events"].items():
        found[int(code)] = entry["kind"] in kinds
    found[UNKNOWN] = "unknown" in kinds
    return found


def is_modern() -> NDArray[np.float64]:
    """Tell of each code whether it is a modern method: 1, 0, or unknown.

    Examples
    --------
    >>> is_modern()[[0, 1, 9, 81, 99]].tolist()
    [0.0, 1.0, 0.0, 0.0, nan]
    """
    found = np.full(CODES, np.nan)
    for code, entry in read_data("codes")["events"].items():
        if entry["kind"] not in {"method", "missing"}:
            found[int(code)] = 0
        elif "modern" in entry:
            found[int(code)] = entry["modern"]
    return found


CAUSES: tuple[str, ...] = tuple(entry["name"] for entry in read_data("codes")["cause"])
"""Groups of reasons, as tables print them; the last has what no other has."""


def cause_of_reasons() -> NDArray[np.uint8]:
    """Return the group of each reason code, counted from 1.

    Examples
    --------
    >>> cause_of_reasons()[[1, 9, 5, 99]].tolist()
    [1, 3, 4, 7]
    """
    found = np.full(CODES, len(CAUSES), dtype=np.uint8)
    for place, entry in enumerate(read_data("codes")["cause"], start=1):
        found[entry["reasons"]] = place
    return found


@attrs.frozen
class Grouping:
    """Methods as a table groups them.

    Parameters
    ----------
    name : str
        What the grouping is called.
    groups : tuple of pairs
        For each group its name and its codes.
    """

    name: str
    groups: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the groups; the last has every method that no other has."""
        return (*(name for name, _ in self.groups), _OTHERS)

    def places(self) -> NDArray[np.uint8]:
        """Return the place of each code's group among the labels.

        Examples
        --------
        >>> grouping_of("dhs").places()[[1, 13, 18, 2]].tolist()
        [0, 4, 4, 5]
        """
        found = np.full(CODES, len(self.groups), dtype=np.uint8)
        for place, (_, codes) in enumerate(self.groups):
            found[list(codes)] = place
        return found


def grouping_of(methods: str | Mapping[str, Sequence[int]]) -> Grouping:
    """Find a grouping of methods by name, or make one of one's own.

    Parameters
    ----------
    methods : str or mapping
        ``"dhs"``, ``"dhs-full"``, ``"each"`` for every method apart, or codes by name of group.

    Raises
    ------
    DefinitionError
        No grouping has the name, or a method is in two groups or has no such code.

    Examples
    --------
    >>> grouping_of("dhs").labels
    ('pill', 'injectables', 'implant', 'male condom', 'LAM, SDM', 'other')
    >>> grouping_of({"long-acting": [2, 11]}).labels
    ('long-acting', 'other')
    """
    if not isinstance(methods, str):
        return _own(methods)
    if methods == "each":
        method = is_kind("method")
        named = event_names().items()
        return Grouping("each", tuple((name, (code,)) for code, name in named if method[code]))
    known = {entry["name"]: entry for entry in read_data("codes")["grouping"]}
    if methods not in known:
        names = ", ".join(map(repr, (*known, "each")))
        raise DefinitionError("methods", f"{methods!r} is none of {names}")
    groups = tuple((x["name"], tuple(x["codes"])) for x in known[methods]["groups"])
    return Grouping(methods, groups)


def _own(methods: Mapping[str, Sequence[int]]) -> Grouping:
    groups = tuple((name, tuple(codes)) for name, codes in methods.items())
    method, seen = is_kind("method", "missing"), set[int]()
    for name, codes in groups:
        if name == _OTHERS:
            raise DefinitionError("methods", f"{name!r} is for methods in no other group")
        for code in codes:
            if not 0 <= code < CODES or not method[code]:
                raise DefinitionError("methods", f"{name}: {code} is no method's code")
            if code in seen:
                raise DefinitionError("methods", f"{name}: {code} is in two groups")
            seen.add(code)
    return Grouping("own", groups)
