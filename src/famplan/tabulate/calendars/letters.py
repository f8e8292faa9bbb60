"""What the letters of a calendar mean: lists by phase and by survey, or one's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.formulas.choices import nearest
from famplan.tabulate.calendars.codes import (
    CODES,
    NOTHING,
    UNKNOWN,
    event_names,
    read_data,
    reason_names,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Letters", "known_letters", "letters_of"]

_KINDS = ("events", "reasons", "marriage")
_SUFFIX = "FL"  # of the names under which files are handed out: EGIR51FL
_MARRIAGE = {1: "married", 0: "not married"}


@attrs.frozen(kw_only=True)
class Letters:
    """What letters mean, for each column of a calendar.

    Parameters
    ----------
    name : str
        Phase or survey whose list it is, ``"own"`` where the caller has changed it.
    events, reasons, marriage : mapping of str to int
        Codes by letter.

    Examples
    --------
    >>> letters = letters_of("dhs7")
    >>> letters.events["N"], letters.reasons["K"], letters.marriage["X"]
    (11, 98, 1)
    """

    name: str
    events: Mapping[str, int]
    reasons: Mapping[str, int]
    marriage: Mapping[str, int]

    def table(self, column: str) -> NDArray[np.uint8]:
        """Return the code of every byte that may stand in a column.

        Examples
        --------
        >>> letters_of("dhs7").table("events")[[ord("N"), ord(" "), ord("z")]].tolist()
        [11, 254, 255]
        """
        found = np.full(CODES, UNKNOWN, dtype=np.uint8)
        found[ord(" ")] = NOTHING
        for letter, code in getattr(self, column).items():
            found[ord(letter)] = code
        return found


@cache
def known_letters() -> Mapping[str, Letters]:
    """Return every list of letters by phase (``"dhs7"``) and survey (``"EGIR51"``).

    Examples
    --------
    >>> known_letters()["EGIR4A"].events["D"], known_letters()["EGIR4A"].reasons["K"]
    (19, 30)
    """
    data = read_data("letters")
    found = {
        name: Letters(
            name=name,
            events=phase["events"],
            reasons=phase["reasons"],
            marriage=data["marriage"],
        )
        for phase in data["phase"]
        for name in phase["names"]
    }
    for survey in data["survey"]:
        found[survey["file"]] = _laid_over(found[survey["phase"]], survey["file"], survey)
    return found


def letters_of(letters: str | Letters | Mapping[str, Any] | None, phase: str = "dhs7") -> Letters:
    """Find a list of letters, or lay one's own over the list of a phase.

    Parameters
    ----------
    letters : str, Letters or mapping, optional
        A phase (``"dhs6"``), a survey by the name of its file (``"EGIR51"``), or codes by letter
        that differ: ``{"Q": 18}``, or by column ``{"events": {"Q": 18}, "reasons": {"H": 23}}``.
        None in place of a code takes the letter out of the list.
    phase : str
        What one's own letters are laid over, and what is meant where none are given.

    Raises
    ------
    DefinitionError
        No list has the name; a letter is no single byte or has a code that nothing has.

    Examples
    --------
    >>> letters_of({"Q": 18}).events["Q"]
    18
    >>> letters_of("EGIR51").reasons["P"], letters_of({"E": None}).events.get("E")
    (18, None)
    """
    if isinstance(letters, Letters):
        return letters
    if letters is None or isinstance(letters, str):
        return _named(phase if letters is None else letters, "layout" if not letters else "letters")
    own = dict(letters)
    by_column = own if own and set(own) <= set(_KINDS) else {"events": own}
    return _laid_over(_named(phase, "layout"), "own", by_column)


def _named(name: str, argument: str) -> Letters:
    known = known_letters()
    found = known.get(name) or known.get(name.upper().removesuffix(_SUFFIX))
    if found is None:
        near = nearest(name, known)
        remedy = f"did you mean {near}?" if near else "give letters that differ: {'Q': 18}"
        raise DefinitionError(argument, f"no list of letters is called {name!r}", remedy=remedy)
    return found


def _laid_over(letters: Letters, name: str, own: Mapping[str, Any]) -> Letters:
    changed = {
        column: _merged(column, getattr(letters, column), own[column])
        for column in _KINDS
        if column in own
    }
    return attrs.evolve(letters, name=name, **changed)


def _merged(column: str, given: Mapping[str, int], own: object) -> dict[str, int]:
    if not isinstance(own, Mapping):
        raise DefinitionError("letters", f"{column} must be codes by letter: {{'Q': 18}}")
    names = {"events": event_names(), "reasons": {0: "", **reason_names()}, "marriage": _MARRIAGE}
    for letter, code in own.items():
        if not isinstance(letter, str) or len(letter) != 1 or letter == " " or ord(letter) >= CODES:
            raise DefinitionError("letters", f"{letter!r} is no single letter of a calendar")
        if code is not None and code not in names[column]:
            raise DefinitionError("letters", f"{letter}: {code!r} is no code of {column}")
    merged = {**given, **own}
    return {letter: code for letter, code in merged.items() if code is not None}
