"""Where a calendar lies in its text, and whether it can be right: all faults, with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import attrs
import numpy as np

from famplan.tabulate.calendars.block import Block, block_of, rows_and_places
from famplan.tabulate.calendars.codes import CODES, NOTHING, UNKNOWN, is_kind
from famplan.tabulate.calendars.texts import as_bytes
from famplan.tabulate.columns import months, numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.tabulate.calendars.letters import Letters
    from famplan.tabulate.findings import FaultLog
    from famplan.tabulate.kernel import Batch

    Booleans: TypeAlias = NDArray[np.bool_]
    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["Examined", "examined"]

_BLANK = ord(" ")
_WORD = 8
_BLANKS = np.frombuffer(b" " * _WORD, dtype=np.uint64)[0]
_NONE = np.empty(0, dtype=np.int64)
_MISSING = "place of the calendar is missing"
_UNMEASURED = "number of months of the calendar is missing"
_NOWHERE = "calendar has no place in its text"
_DATES = "calendar does not run from its start to the interview"
_SHORT = "calendar is shorter than its place in the text"
_LONG = "calendar is longer than its place in the text"
_LETTER = "letter at this position is not in the list"
_EMPTY = "blank at this position within the calendar"
_REASON = "reason at this position is not in the list"
_LOOSE = "reason at this position without an episode that ends there"
_MARRIAGE = "marriage at this position is not in the list"


class Examined(NamedTuple):
    """Calendars cut into runs, and the women in whose calendars something cannot be right."""

    block: Block
    faulty: Booleans


class _Notes:
    """Faults of one batch as they are found."""

    def __init__(self, log: FaultLog, own: Mapping[str, str | None], size: int) -> None:
        self.faulty = np.zeros(size, dtype=bool)
        self._log, self._own = log, own

    def women(
        self, rule: str, name: str, wrong: Booleans, values: NDArray[np.generic] | None = None
    ) -> None:
        """Note that women break a rule."""
        if wrong.any():
            self._log.note(rule, np.flatnonzero(wrong), self._own.get(name) or name, values)
            np.logical_or(self.faulty, wrong, out=self.faulty)

    def places(self, rule: str, name: str, women: Integers, places: Integers) -> None:
        """Note each place that breaks a rule, counted from 1."""
        values = np.zeros(len(self.faulty), dtype=np.int64)
        while women.size:
            rows, first = np.unique(women, return_index=True)
            values[rows] = places[first] + 1
            self._log.note(rule, rows, self._own.get(name) or name, values)
            self.faulty[rows] = True
            women, places = np.delete(women, first), np.delete(places, first)


def examined(
    found: Batch, letters: Letters, log: FaultLog, own: Mapping[str, str | None]
) -> Examined:
    """Cut the calendars of a batch into runs, and note what cannot be right.

    A woman whose text is blank has no calendar, which is no fault; she does not count.

    Parameters
    ----------
    found : mapping
        Columns by standard name: `vcal_1`, `v018`, `v008` and, where there are, `v017`, `v019`,
        `vcal_2` (reasons) and `vcal_3` (marriage).
    letters : Letters
        What the letters mean.
    log : FaultLog
        Where faults are noted.
    own : mapping
        What the data call the columns.

    Examples
    --------
    >>> from famplan.tabulate.calendars.letters import letters_of
    >>> from famplan.tabulate.coding import Coded
    >>> from famplan.tabulate.findings import FaultLog
    >>> women = {"vcal_1": Coded(np.array([0]), ["  0y1"]), "v018": np.array([3]),
    ...          "v008": np.array([1362])}
    >>> log = FaultLog()
    >>> examined(women, letters_of("dhs7"), log, {}).faulty.tolist(), next(iter(log.findings()))
    ([True], Fault(rule='letter at this position is not in the list', row=1, column='vcal_1', \
value=4.0))
    """
    texts = {
        name: as_bytes(found[name], own.get(name) or name, before=log.rows)
        for name in ("vcal_1", "vcal_2", "vcal_3")
        if name in found
    }
    notes = _Notes(log, own, len(texts["vcal_1"]))
    read = _measured(found, own, log.rows)
    first, stop, there = _placed(read, texts["vcal_1"], notes)
    block = block_of(
        texts["vcal_1"],
        first=first,
        stop=stop,
        letters=letters,
        reasons=texts.get("vcal_2"),
        marriage=texts.get("vcal_3"),
        counted=there,
    )
    block = _with_known_letters(block, notes)
    if block.reasons is not None:
        _check_reasons(block, notes)
    if block.marriage is not None:
        _check_marriage(block, notes)
    return Examined(block, notes.faulty)


def _measured(found: Batch, own: Mapping[str, str | None], before: int) -> dict[str, Any]:
    """Read places and lengths as numbers, the start as a month: files may have them as text."""
    reading = {"v018": numbers, "v019": numbers, "v017": months}
    read = {
        name: as_read(found[name], own.get(name) or name, before=before)
        for name, as_read in reading.items()
        if name in found
    }
    return {**found, **read}


def _placed(
    found: Batch, events: NDArray[np.uint8], notes: _Notes
) -> tuple[Integers, Integers, Booleans]:
    """Find where calendars begin and end in their texts, and who has one."""
    size, width = events.shape
    nan = np.full(size, np.nan)
    interview, lengths = np.asarray(found["v018"]), np.asarray(found.get("v019", nan))
    at, known = _whole(interview)
    length, given = _whole(lengths) if "v019" in found else (width - at + 1, known)
    first, stop = at - 1, at - 1 + length
    inside = known & given & (first >= 0) & (length > 0) & (first < width)
    there = _with_calendar(events, first, stop, inside)
    notes.women(_MISSING, "v018", there & ~known)
    notes.women(_UNMEASURED, "v019", there & ~given & known)
    notes.women(_NOWHERE, "v018", there & known & given & ~inside, interview)
    there &= inside
    first, stop = np.where(there, first, 0), np.where(there, stop, 0)
    if "v017" in found and "v019" in found:
        start = np.asarray(found["v017"], dtype=np.float64)
        reached = np.asarray(found["v008"], dtype=np.float64) - start + 1
        notes.women(_DATES, "v017", there & ~(reached == length), start)
    return first, _checked_length(events, stop, there, notes), there


def _whole(column: NDArray[np.generic]) -> tuple[Integers, Booleans]:
    """Read whole numbers; what is none is unknown."""
    if column.dtype.kind in "iu":
        return column.astype(np.int64, copy=False), np.ones(len(column), dtype=bool)
    figures = np.asarray(column, dtype=np.float64)
    known = (figures == np.floor(figures)) & (np.abs(figures) < 1 << 31)
    return np.where(known, figures, 0).astype(np.int64), known


def _with_calendar(
    events: NDArray[np.uint8], first: Integers, stop: Integers, inside: Booleans
) -> Booleans:
    """Tell who has a text that is not blank; only where both ends are is all of it looked at."""
    size, width = events.shape
    flat, rows = events.reshape(-1), np.arange(size) * width
    ends = (first, np.minimum(stop, width) - 1)
    there = np.zeros(size, dtype=bool)
    for place in ends:
        there |= flat.take(rows + np.clip(place, 0, width - 1)) != _BLANK
    unsure = np.flatnonzero(~(there & inside))
    there[unsure] = (events[unsure] != _BLANK).any(axis=1)
    return there


def _checked_length(
    events: NDArray[np.uint8], stop: Integers, there: Booleans, notes: _Notes
) -> Integers:
    """Note texts that are too short or too long for their months; the short end sooner."""
    size, width = events.shape
    rows = np.arange(size) * width
    last = events.reshape(-1).take(rows + np.clip(stop, 1, width) - 1)
    short = there & ((stop > width) | (last == _BLANK))
    longer = np.flatnonzero(there & (stop < width))
    beyond = (events[longer] != _BLANK) & (np.arange(width) >= stop[longer, None])
    long = np.zeros(size, dtype=bool)
    long[longer] = beyond.any(axis=1)
    if not short.any() and not long.any():
        return stop
    length = width - (events[:, ::-1] != _BLANK).argmax(axis=1)
    notes.women(_SHORT, "vcal_1", short, length)
    notes.women(_LONG, "vcal_1", long, length)
    return np.where(short, np.minimum(stop, length), stop)


def _with_known_letters(block: Block, notes: _Notes) -> Block:
    """Note letters that no list has, and blanks within calendars: what was then is not known."""
    # Most texts begin with the blanks of the months after the interview, and have no others.
    blank = np.count_nonzero((block.events[:, 0] == _BLANK) & ~(block.counted & (block.first == 0)))
    unusual = {UNKNOWN: np.count_nonzero(block.codes == UNKNOWN)}
    unusual[NOTHING] = np.count_nonzero(block.codes == NOTHING) - blank
    codes = block.codes
    for code, rule in ((UNKNOWN, _LETTER), (NOTHING, _EMPTY)):
        runs = block.runs(np.arange(CODES) == code) if unusual[code] else _NONE
        if runs.size:
            women, places = rows_and_places(block.starts[runs], block.width)
            notes.places(rule, "vcal_1", women, places)
            codes = codes.copy()
            codes[runs] = UNKNOWN
    return block if codes is block.codes else attrs.evolve(block, codes=codes)


def _within(block: Block, at: Integers) -> tuple[Integers, Integers, Integers]:
    """Keep places within the calendars of those who have one."""
    women, places = rows_and_places(at, block.width)
    inside = (places >= block.first[women]) & (places < block.stop[women]) & block.counted[women]
    return at[inside], women[inside], places[inside]


def _check_reasons(block: Block, notes: _Notes) -> None:
    assert block.reasons is not None  # noqa: S101 - for the type checker
    at, women, places = _within(block, _letters_in(block.reasons))
    codes = block.letters.table("reasons")[block.reasons.reshape(-1)[at]]
    wrong = codes == UNKNOWN
    notes.places(_REASON, "vcal_2", women[wrong], places[wrong])
    loose = ~wrong & (codes != 0) & ~_ends_use(block, at, places == block.first[women])
    notes.places(_LOOSE, "vcal_2", women[loose], places[loose])


def _letters_in(texts: NDArray[np.uint8]) -> Integers:
    """Find what is not blank: reasons are few, so blanks are passed over eight at a time."""
    flat = np.ascontiguousarray(texts).reshape(-1)
    whole = flat.size - flat.size % _WORD
    words = flat[:whole].view(np.uint64)
    some = np.flatnonzero(words != _BLANKS)
    found = np.flatnonzero(words[some].view(np.uint8) != _BLANK)
    rest = np.flatnonzero(flat[whole:] != _BLANK) + whole
    return np.concatenate([some[found // _WORD] * _WORD + found % _WORD, rest])


def _ends_use(block: Block, at: Integers, newest: Booleans) -> Booleans:
    """Tell at which places an episode of use ends: its last month stands before its others."""
    flat = block.events.reshape(-1)
    letter = flat[at]
    use = is_kind("method", "missing", "unknown")
    use[NOTHING] = True  # a blank within a calendar: what was then is not known
    found: Booleans = use[block.letters.table("events")[letter]]
    found &= newest | (flat[at - 1] != letter)
    return found


def _check_marriage(block: Block, notes: _Notes) -> None:
    assert block.marriage is not None  # noqa: S101 - for the type checker
    flat = block.marriage.reshape(-1)
    known = flat == _BLANK
    for letter in block.letters.marriage:
        known |= flat == ord(letter)
    _, women, places = _within(block, np.flatnonzero(~known))
    notes.places(_MARRIAGE, "vcal_3", women, places)
