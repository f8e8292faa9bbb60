"""Calendars read into events: everything that happened, kept instead of counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import FaultyRowsError, InvalidInputError
from famplan.formulas.choices import one_of
from famplan.tabulate.calendars.checking import CheckedCalendars
from famplan.tabulate.calendars.codes import CODES, NOTHING
from famplan.tabulate.calendars.episodes import Episodes, signed
from famplan.tabulate.calendars.kernel import CalendarKernel
from famplan.tabulate.calendars.reading import CalendarReading, open_calendars
from famplan.tabulate.coding import Coded
from famplan.tabulate.counts import Counter
from famplan.tabulate.kernel import BATCH_ROWS
from famplan.tabulate.reading import as_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from numpy.typing import NDArray

    from famplan.tabulate.calendars.block import Block, Spells
    from famplan.tabulate.kernel import Batch

__all__ = ["calendar"]

_FAULTS = ("error", "drop", "keep")
_DESIGN = ("v005", "v008", "v021", "v022")


class _Gathered(Counter):
    """Keeps events where a counter would add them up."""

    def __init__(self) -> None:
        super().__init__(("event",), {})
        self.pieces: list[dict[str, NDArray[Any]]] = []
        self.rows_before = 0


@attrs.frozen(kw_only=True)
class _EventKernel(CalendarKernel):
    """Gathers all events of all calendars."""

    def counter(self) -> _Gathered:
        """Start to gather."""
        return _Gathered()

    def count(self, women: Batch, block: Block, counter: Counter) -> None:
        """Gather the events of one batch of women."""
        assert isinstance(counter, _Gathered)  # noqa: S101 - made by the method above
        runs = block.runs(np.arange(CODES) != NOTHING)
        found = block.described(runs)
        order = np.lexsort((-found.start, found.woman))
        spells, at = found.where(order), block.starts[runs][order]
        counter.pieces.append(
            {
                "woman": spells.woman + counter.rows_before + 1,
                **{
                    name: _plain(women[name])[spells.woman]
                    for name in dict.fromkeys((*_DESIGN, *self.by))
                },
                **_described(spells, np.asarray(women["v008"])),
                "married": _married(block, at),
            }
        )
        counter.rows_before += len(block.events)


def _described(spells: Spells, interview: NDArray[Any]) -> dict[str, NDArray[Any]]:
    now = interview[spells.woman].astype(np.int64)
    codes = {
        "event": spells.code,
        "earlier": spells.earlier,
        "later": spells.later,
        "after_later": spells.after_later,
    }
    return {
        "start": now - spells.start,
        "end": now - spells.end,
        "months": spells.months,
        "event": signed(spells.code),
        "reason": np.where(spells.reason == NOTHING, 0, signed(spells.reason)).astype(np.int16),
        **{name: signed(code) for name, code in codes.items() if name != "event"},
        "earlier_months": spells.earlier_months,
        "later_months": spells.later_months,
    }


def _married(block: Block, at: NDArray[np.int64]) -> NDArray[np.float64]:
    """Tell whether women were married in the last month of events."""
    if block.marriage is None:
        return np.full(len(at), np.nan)
    codes = block.letters.table("marriage")[block.marriage.reshape(-1)[at]]
    return np.where(codes < NOTHING, codes, np.nan)


def _plain(column: object) -> NDArray[Any]:
    return column.decoded() if isinstance(column, Coded) else np.asarray(column)


def calendar(
    data: object, *, by: str | Sequence[str] = (), **reading: Unpack[CalendarReading]
) -> Episodes:
    """Read the events of contraceptive calendars: spells of a method, of none, pregnancies, births.

    A calendar is a text with a letter for each month, the newest first. Months after the interview
    are left out. What everything here counts needs no more memory than a batch; this keeps every
    event, so give large files to `discontinuation` and the others as they are.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes, one row for each woman.
    by : str or sequence of str
        Columns to keep with the events.
    layout : {"dhs7", "dhs2", "dhs3", "dhs4", "dhs5", "dhs6", "dhs8"}
        Phase of the survey, which decides what letters mean.
    letters : str or mapping, optional
        A survey whose letters differ (``"EGIR51"``), or codes by letter: ``{"Q": 18}``; see
        `famplan.tabulate.calendars.letters.letters_of`.
    columns : mapping, optional
        Own names of columns: of `events` (`vcal_1`), `reasons` (`vcal_2`), `marriage` (`vcal_3`),
        `start` (`v017`), `position` (`v018`), `months` (`v019`), `weight`, `interview`, `cluster`,
        `stratum`, `woman`; None for one that the data do not have. Reasons and marriage are read
        where they are there; what counts calendars has no use for marriage.
    missing : mapping of str to sequence of float, optional
        Codes that mean "not known", by standard column.
    faults : {"error", "drop", "keep"}
        What to do with women whose calendar cannot be right: a text that does not fit its months,
        a letter or reason that is not in the list, a reason without an episode. With ``"keep"`` a
        month whose letter is not in the list is one in which nobody knows what happened.
    progress : bool
        Show how far it is.

    Returns
    -------
    Episodes
        The events, with findings.

    Raises
    ------
    FaultyRowsError
        With ``"error"``, some calendars cannot be right: it has every finding with row and place.
    DefinitionError, InvalidInputError
        A choice that does not exist, a column that is not there, a text where a number is needed.

    Examples
    --------
    A woman who took the pill from her sixth month before the interview to the third.

    >>> women = {"vcal_1": ["  0011110"], "vcal_2": ["    4"], "v017": [1356], "v018": [3],
    ...          "v019": [7], "v005": [1_000_000], "v008": [1362], "v021": [1], "v022": [1]}
    >>> episodes = calendar(women)
    >>> episodes
    3 events in the calendars of 1 rows
    >>> episodes.names().tolist()
    ['no method', 'pill', 'no method']
    >>> [episodes.columns[name].tolist()[1] for name in ("start", "end", "months", "reason")]
    [1357, 1360, 4, 4]
    """
    faults = reading.get("faults", "error")
    one_of(faults, _FAULTS, argument="faults")
    names = as_names(by)
    found = open_calendars(data, reading, optional=("reasons", "marriage"))
    kernel = _EventKernel(
        by=names,
        letters=found.letters,
        parts=found.parts,
        weight_scale=found.layout.weight_scale,
    )
    checked = CheckedCalendars(kernel, found.layout, faults)
    gathered = kernel.counter()
    progress = reading.get("progress", False)
    for batch in found.source.batches(checked.columns, progress=progress):
        for start in range(0, len(next(iter(batch.values()))), BATCH_ROWS):
            rows = slice(start, start + BATCH_ROWS)
            checked.add({name: column[rows] for name, column in batch.items()}, gathered)
    if not gathered.pieces:
        raise InvalidInputError(found.source.name, "there are no rows")
    findings = gathered.faults.findings()
    if faults == "error" and findings:
        raise FaultyRowsError(findings, where=found.source.name)
    return Episodes(
        columns={
            name: np.concatenate([piece[name] for piece in gathered.pieces])
            for name in gathered.pieces[0]
        },
        by=names,
        letters=found.letters,
        findings=findings.closed(),
        weight_scale=found.layout.weight_scale,
        reasons="vcal_2" in found.parts,
        labels=found.layout.labels(found.source, names),
    )
