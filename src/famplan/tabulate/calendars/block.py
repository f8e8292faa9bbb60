"""A block of calendars: bytes of months, the newest first, and the runs of like months in them.

Months count from the interview backwards: 0 is the month of the interview. Position `v018` of a
text is that month, the last of `v019` positions is the month `v017` in which the calendar starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from famplan.tabulate.calendars.codes import NOTHING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.calendars.letters import Letters

    Bytes: TypeAlias = NDArray[np.uint8]
    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["Block", "Spells", "block_of", "looked_up", "rows_and_places"]

_CHUNK = 65_536  # rows that are compared at a time: a batch from a file, as it comes


@attrs.frozen(eq=False, kw_only=True)
class Spells:
    """Some of the events of a block, each a run of months with one letter, the newest first.

    Parameters
    ----------
    woman : ndarray of int
        Row of the block.
    end, start : ndarray of int
        Months before the interview of the last and of the first month.
    code, reason : ndarray of int
        What it is, and the code of the reason given in its last month (`NOTHING` where none is).
    later, later_months : ndarray of int
        What follows and for how long; `NOTHING` where the calendar ends with the interview.
    after_later : ndarray of int
        What follows upon that.
    earlier, earlier_months : ndarray of int
        What came before and for how long; `NOTHING` where the calendar starts with this.
    """

    woman: Integers
    end: Integers
    start: Integers
    code: Bytes
    reason: Bytes
    later: Bytes
    later_months: Integers
    after_later: Bytes
    earlier: Bytes
    earlier_months: Integers

    @property
    def months(self) -> Integers:
        """How long each lasts."""
        lasted: Integers = self.start - self.end + 1
        return lasted

    def where(self, chosen: NDArray[np.bool_] | Integers) -> Spells:
        """Pick some of them."""
        fields = attrs.asdict(self, recurse=False)
        return Spells(**{name: array[chosen] for name, array in fields.items()})


@attrs.frozen(eq=False, kw_only=True)
class Block:
    """Calendars of some women, cut into runs.

    Parameters
    ----------
    events : ndarray of uint8
        Letters, a row for each woman.
    first, stop : ndarray of int
        For each woman the place of the month of interview, and the place behind the oldest month.
    letters : Letters
        What the letters mean.
    reasons, marriage : ndarray of uint8, optional
        Letters of the other columns.
    counted : ndarray of bool
        Which women count.
    starts : ndarray of int
        Where runs start among the bytes of all women.
    codes : ndarray of uint8
        What each run is.
    """

    events: Bytes
    first: Integers
    stop: Integers
    letters: Letters
    reasons: Bytes | None = None
    marriage: Bytes | None = None
    counted: NDArray[np.bool_]
    starts: Integers
    codes: Bytes

    @property
    def width(self) -> int:
        """Letters in a text."""
        return int(self.events.shape[1])

    def runs(self, wanted: NDArray[np.bool_]) -> Integers:
        """Find the runs within calendars whose code is wanted, of the women who count."""
        runs = np.flatnonzero(looked_up(wanted.view(np.uint8), self.codes).view(np.bool_))
        woman, place = rows_and_places(self.starts[runs], self.width)
        inside = (place >= self.first[woman]) & (place < self.stop[woman]) & self.counted[woman]
        return runs if inside.all() else runs[inside]

    def spells(self, wanted: NDArray[np.bool_]) -> Spells:
        """Return the events whose code is wanted, with what comes before and after."""
        return self.described(self.runs(wanted))

    def described(self, runs: Integers) -> Spells:
        """Say of some runs when they were, and what comes before and after."""
        at = self.starts[runs]
        woman, place = rows_and_places(at, self.width)
        base = at - place
        interview, oldest = base + self.first[woman], base + self.stop[woman]
        beyond = self._end(runs)
        reason = np.full(len(runs), NOTHING, dtype=np.uint8)
        if self.reasons is not None:
            # The newest month of a run stands first: there the reason for stopping is.
            reason = self.letters.table("reasons")[self.reasons.reshape(-1)[at]]
        later, later_at = self._code(runs - 1, at > interview), self._start(runs - 1)
        return Spells(
            woman=woman,
            end=at - interview,
            start=beyond - 1 - interview,
            code=self.codes[runs],
            reason=reason,
            later=later,
            later_months=np.where(later == NOTHING, 0, at - later_at),
            after_later=self._code(runs - 2, (later != NOTHING) & (later_at > interview)),
            earlier=self._code(runs + 1, beyond < oldest),
            earlier_months=np.where(beyond < oldest, self._end(runs + 1) - beyond, 0),
        )

    def _code(self, runs: Integers, known: NDArray[np.bool_]) -> Bytes:
        return np.where(known, self.codes.take(runs, mode="clip"), np.uint8(NOTHING))

    def _start(self, runs: Integers) -> Integers:
        return self.starts.take(runs, mode="clip")

    def _end(self, runs: Integers) -> Integers:
        """Place behind the last byte of each run, which is where the next one starts."""
        within = runs + 1 < len(self.starts)
        return np.where(within, self._start(runs + 1), self.events.size)


def block_of(  # noqa: PLR0913 - the columns of a calendar and how they lie
    events: Bytes,
    *,
    first: Integers,
    stop: Integers,
    letters: Letters,
    reasons: Bytes | None = None,
    marriage: Bytes | None = None,
    counted: NDArray[np.bool_] | None = None,
) -> Block:
    """Cut calendars into runs of like letters, all at once.

    Parameters
    ----------
    events, first, stop, letters, reasons, marriage, counted
        As in `Block`; texts of reasons and of marriage may be shorter than those of events.

    Examples
    --------
    >>> from famplan.tabulate.calendars.codes import is_kind
    >>> from famplan.tabulate.calendars.letters import letters_of
    >>> text = np.frombuffer(b"  00111BPP", dtype=np.uint8).reshape(1, 10)
    >>> block = block_of(text, first=np.array([2]), stop=np.array([10]), letters=letters_of("dhs7"))
    >>> found = block.spells(is_kind("method"))
    >>> found.end.tolist(), found.start.tolist(), found.later.tolist(), found.earlier.tolist()
    ([2], [4], [0], [81])
    """
    size, width = events.shape
    starts = _run_starts(events, first, stop)
    return Block(
        events=events,
        first=first,
        stop=stop,
        letters=letters,
        reasons=_fitted(reasons, width),
        marriage=_fitted(marriage, width),
        counted=np.ones(size, dtype=bool) if counted is None else counted,
        starts=starts,
        codes=looked_up(letters.table("events"), events.reshape(-1).take(starts)),
    )


def looked_up(table: Bytes, codes: Bytes) -> Bytes:
    """Look every byte up in a table of 256: Python does this faster for texts than numpy does.

    Examples
    --------
    >>> looked_up(np.arange(256, dtype=np.uint8)[::-1], np.array([0, 255], dtype=np.uint8)).tolist()
    [255, 0]
    """
    return np.frombuffer(codes.tobytes().translate(table.tobytes()), dtype=np.uint8)


def rows_and_places(at: Integers, width: int) -> tuple[Integers, Integers]:
    """Tell of places among the bytes of all texts in which text each is, and where in it.

    Examples
    --------
    >>> rows_and_places(np.array([0, 79, 161]), 80)
    (array([0, 0, 2]), array([ 0, 79,  1]))
    """
    # Processors divide short numbers many times faster than long ones.
    short = not at.size or int(at.max()) < 1 << 32
    row = (at.astype(np.uint32) // np.uint32(width)).astype(np.int64) if short else at // width
    return row, at - row * width


def _fitted(texts: Bytes | None, width: int) -> Bytes | None:
    if texts is None or texts.shape[1] == width:
        return texts
    found = np.full((len(texts), width), ord(" "), dtype=np.uint8)
    kept = min(width, texts.shape[1])
    found[:, :kept] = texts[:, :kept]
    return found


def _run_starts(events: Bytes, first: Integers, stop: Integers) -> Integers:
    """Find where letters change; a text, its interview and its oldest month start runs anyway."""
    size, width = events.shape
    if size <= _CHUNK:
        return _starts_in(events, first, stop)
    pieces = []
    for begin in range(0, size, _CHUNK):
        rows = slice(begin, begin + _CHUNK)
        pieces.append(_starts_in(events[rows], first[rows], stop[rows]) + begin * width)
    return np.concatenate(pieces)


def _starts_in(events: Bytes, first: Integers, stop: Integers) -> Integers:
    size, width = events.shape
    flat = events.reshape(-1)
    new = np.empty(flat.size, dtype=bool)
    np.not_equal(flat[1:], flat[:-1], out=new[1:])
    rows = np.arange(size) * width
    new[rows] = True
    new[rows + np.minimum(first, width - 1)] = True
    inner = np.flatnonzero(stop < width)
    new[rows[inner] + stop[inner]] = True
    return np.flatnonzero(new)
