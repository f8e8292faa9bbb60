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
    from typing import TypeAlias

    from numpy.typing import NDArray

    Codes: TypeAlias = int | Sequence[int]

__all__ = [
    "CAUSES",
    "CODES",
    "NOTHING",
    "UNKNOWN",
    "Grouping",
    "event_names",
    "grouping_of",
    "is_kind",
    "is_modern",
    "read_data",
    "reason_groups",
    "reason_names",
]

CODES = 256
"""Codes fit in one byte."""
UNKNOWN = 255
"""Stands for a letter that the list does not have: what happened in the month is not known."""
NOTHING = 254
"""Stands for a blank: no month of the calendar, no reason."""

_OTHERS = "other"
_OTHER_REASONS, _NO_REASON = "other reasons", "no reason given"


@cache
def read_data(name: str) -> dict[str, Any]:
    """Read one of the files of letters and codes.

    Examples
    --------
    >>> read_data("codes")["events"]["11"]["name"]
    'implant'
    """
    place = resources.files("famplan.tabulate.calendars").joinpath(f"data/{name}.toml")
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


@attrs.frozen
class Grouping:
    """Methods or reasons as a table groups them.

    Parameters
    ----------
    name : str
        What the grouping is called.
    groups : tuple of pairs
        For each group its name and its codes.
    rest : str
        Name of the group of all others.
    """

    name: str
    groups: tuple[tuple[str, tuple[int, ...]], ...]
    rest: str = _OTHERS

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the groups; the last has every code that no other has."""
        return (*(name for name, _ in self.groups), self.rest)

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


def grouping_of(methods: str | Mapping[str, Codes]) -> Grouping:
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


def reason_groups(reasons: str | Mapping[str, Codes]) -> Grouping:
    """Find a grouping of reasons by name, or make one of one's own.

    Parameters
    ----------
    reasons : str or mapping
        ``"dhs"`` for the seven groups of reports, ``"each"`` for every reason apart, or codes by
        name of group. Use that ended without a reason is in the last group.

    Raises
    ------
    DefinitionError
        No grouping has the name, or a reason is in two groups or has no such code.

    Examples
    --------
    >>> reason_groups("dhs").labels[3:]
    ('side effects, health concerns', 'more effective method', 'other method-related', \
'other, do not know')
    >>> reason_groups({"pregnant": [1], "husband": [3, 22, 23]}).labels
    ('pregnant', 'husband', 'other reasons')
    """
    if not isinstance(reasons, str):
        known = set(reason_names())
        groups = _checked("reasons", reasons, known, _OTHER_REASONS)
        return Grouping("own", groups, _OTHER_REASONS)
    if reasons == "each":
        each = tuple((name, (code,)) for code, name in reason_names().items())
        return Grouping("each", each, _NO_REASON)
    if reasons != "dhs":
        raise DefinitionError("reasons", f"{reasons!r} is none of 'dhs', 'each'")
    entries = read_data("codes")["cause"]
    groups = tuple((entry["name"], tuple(entry["reasons"])) for entry in entries[:-1])
    return Grouping("dhs", groups, entries[-1]["name"])


def _own(methods: Mapping[str, Codes]) -> Grouping:
    known = set(np.flatnonzero(is_kind("method", "missing")).tolist())
    return Grouping("own", _checked("methods", methods, known, _OTHERS))


def _checked(
    argument: str, given: Mapping[str, Codes], known: set[int], rest: str
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Check groups of one's own: codes that there are, each in one group."""
    groups = tuple(
        (name, tuple(np.atleast_1d(np.asarray(codes)).tolist())) for name, codes in given.items()
    )
    seen, what = set[int](), argument.removesuffix("s")
    for name, codes in groups:
        if name == rest:
            raise DefinitionError(argument, f"{name!r} is for {argument} in no other group")
        for code in codes:
            if code not in known:
                raise DefinitionError(argument, f"{name}: {code} is no {what}'s code")
            if code in seen:
                raise DefinitionError(argument, f"{name}: {code} is in two groups")
            seen.add(code)
    return groups
