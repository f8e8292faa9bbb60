"""Counts of episodes of use: at risk and ended, by method, way to leave and month of use."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.tabulate.calendar.kernel import CalendarKernel
from famplan.tabulate.calendar.spell_code import SpellCode
from famplan.tabulate.counts import Counter, Counts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.calendar.block import Block, Spells
    from famplan.tabulate.calendar.codes import Grouping
    from famplan.tabulate.calendar.episodes import Episodes
    from famplan.tabulate.calendar.risk import Rules
    from famplan.tabulate.kernel import Batch

    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["DiscontinuationKernel", "of_events"]


@attrs.frozen(kw_only=True)
class DiscontinuationKernel(CalendarKernel):
    """Counts episodes of use by method, months of use and way to leave.

    Parameters
    ----------
    rules : Rules
        Which months are looked at, and what a switch is.
    methods : Grouping
        Methods that are kept apart.
    horizon : int
        Months of use that are kept apart; all later ones are together.
    """

    rules: Rules
    methods: Grouping
    horizon: int

    @property
    def code(self) -> SpellCode:
        """How method, way to leave and month are put into one number."""
        return SpellCode(len(self.methods.labels), self.horizon)

    def counter(self) -> Counter:
        """Start a count."""
        return Counter((*self.by, "spell", "stratum", "cluster"), {"weight": 1, "n": 1})

    def count(self, women: Batch, block: Block, counter: Counter) -> None:
        """Count the episodes of one batch of women."""
        # Every woman is counted too: clusters in which nobody used a method are of the sample.
        self.women(women, np.flatnonzero(block.counted), counter)
        spells = block.spells(self.rules.wanted)
        self.episodes(women, spells.woman, spells, counter)

    def women(self, rows: Batch, row: Integers, counter: Counter) -> None:
        """Count women, each by a row that she stands in."""
        self._put(rows, row, self.code.woman, counter)

    def episodes(self, rows: Batch, row: Integers, spells: Spells, counter: Counter) -> None:
        """Count episodes of use, each with the row that its group, weight and cluster stand in."""
        found = self.rules.exposed(spells)
        method = self.methods.places()[spells.code[found.chosen]]
        row = row[found.chosen]
        left = self.code.left(method, found.cause, found.switched, found.exit)
        self._put(rows, row, left, counter)
        late = np.flatnonzero(found.entry)
        self._put(rows, row[late], self.code.entered(method[late], found.entry[late]), counter)

    def _put(self, rows: Batch, row: Integers, spell: Integers | int, counter: Counter) -> None:
        if not row.size:
            return
        spells = np.broadcast_to(np.asarray(spell, dtype=np.int64), row.shape)
        keys = [rows[name][row] for name in (*self.by, "v022", "v021")]
        at = counter.rows([*keys[:-2], spells, *keys[-2:]])
        counter.put("weight", at, np.asarray(rows["v005"])[row])
        counter.put("n", at, np.ones(len(at)))


def of_events(kernel: DiscontinuationKernel, episodes: Episodes) -> Counts:
    """Count events that were read before."""
    absent = [name for name in kernel.by if name not in episodes.by]
    if absent:
        remedy = "name it where the events are read: calendar(data, by=...)"
        raise InvalidInputError("by", f"{', '.join(absent)} was not kept", remedy=remedy)
    counter = kernel.counter()
    columns = episodes.columns
    first = np.flatnonzero(np.diff(columns["woman"], prepend=0))
    kernel.women(columns, first, counter)
    use = np.flatnonzero(kernel.rules.wanted[columns["event"]])
    kernel.episodes(columns, use, episodes.spells(use), counter)
    counter.faults.merge(episodes.findings)
    return counter.counts()
