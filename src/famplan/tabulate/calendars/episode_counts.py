"""Counts of episodes of use: at risk and ended, by method, way to leave and month of use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.tabulate.calendars.kernel import CalendarKernel
from famplan.tabulate.calendars.spell_code import SpellCode
from famplan.tabulate.coding import Coded
from famplan.tabulate.counts import Counter, Counts
from famplan.tabulate.stretches import runs_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.calendars.block import Block, Spells
    from famplan.tabulate.calendars.codes import Grouping
    from famplan.tabulate.calendars.episodes import Episodes
    from famplan.tabulate.calendars.risk import Rules
    from famplan.tabulate.kernel import Batch, Column

    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["DiscontinuationKernel", "of_events"]


@attrs.frozen(kw_only=True)
class DiscontinuationKernel(CalendarKernel):
    """Counts episodes of use by method, months of use and way to leave.

    Parameters
    ----------
    rules : Rules
        Which months are looked at, and what a switch is.
    methods, reasons : Grouping
        Methods and reasons that are kept apart.
    horizon : int
        Months of use that are kept apart; all later ones are together.
    """

    rules: Rules
    methods: Grouping
    reasons: Grouping
    horizon: int

    @property
    def code(self) -> SpellCode:
        """How method, way to leave and month are put into one number."""
        return SpellCode(len(self.methods.labels), len(self.reasons.labels), self.horizon)

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
        # Women of one cluster stand together in most files: each such stretch is one entry.
        everyone = len(row) == len(rows["v005"])
        keys = [rows[name] if everyone else rows[name][row] for name in self._keys]
        weight = np.asarray(rows["v005"])
        weight = weight if everyone else weight[row]
        runs = runs_of(*(key.codes if isinstance(key, Coded) else key for key in keys))
        number = np.ones(len(row)) if runs is None else runs.lengths
        if runs is not None:
            keys = [key[runs.starts] for key in keys]
            weight = np.add.reduceat(weight, runs.starts)
        self._put(keys, np.full(len(number), self.code.woman), weight, number, counter)

    def episodes(self, rows: Batch, row: Integers, spells: Spells, counter: Counter) -> None:
        """Count episodes of use, each with the row that its group, weight and cluster stand in."""
        found = self.rules.exposed(spells)
        method = self.methods.places()[spells.code[found.chosen]]
        given = self.reasons.places().astype(np.int64) + 1
        given[0] = self.code.unexplained
        outcome = np.where(found.ended, given[found.reason], 0)
        left = self.code.left(method, outcome, found.switched, found.exit)
        late = np.flatnonzero(found.entry)
        entered = self.code.entered(method[late], found.entry[late])
        row = row[found.chosen]
        row = np.concatenate([row, row[late]])
        keys = [rows[name][row] for name in self._keys]
        weight = np.asarray(rows["v005"])[row]
        self._put(keys, np.concatenate([left, entered]), weight, np.ones(len(row)), counter)

    @property
    def _keys(self) -> tuple[str, ...]:
        return (*self.by, "v022", "v021")

    def _put(
        self,
        keys: list[Column],
        spell: Integers,
        weight: NDArray[Any],
        number: NDArray[Any],
        counter: Counter,
    ) -> None:
        if not spell.size:
            return
        at = counter.rows([*keys[:-2], spell, *keys[-2:]])
        counter.put("weight", at, weight)
        counter.put("n", at, number)


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
