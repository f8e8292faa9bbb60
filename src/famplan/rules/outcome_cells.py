"""Counts of outcomes laid out as a rectangle: groups by outcomes, and by their first reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.rules.count_table import in_order
from famplan.rules.first_reasons import REASONS
from famplan.rules.hiding import hidden_parts
from famplan.rules.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from famplan.rules.applied import Applied
    from famplan.rules.requirement import Requirement
    from famplan.tabulate.counts import Counts

__all__ = ["Cells", "requirements_of"]


@attrs.frozen(eq=False)
class Cells:
    """Counts as a rectangle: groups by outcomes with their reasons."""

    groups: list[tuple[Any, ...]]
    kinds: list[tuple[Outcome, str | None]]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, applied: Applied[Any], counts: Counts) -> Cells:
        """Lay counts out; their last two dimensions are the outcome and its first reason."""
        rows = list(zip(*counts.keys, strict=True))
        numbers = counts.sums["records"][:, 0]
        order = [*(entry.key for entry in requirements_of(applied)), *REASONS]
        groups = in_order(row[:-2] for row in rows) or ([] if len(counts.dimensions) > 2 else [()])
        found = {(Outcome(row[-2]), row[-1]) for row in rows}
        kinds = sorted(found, key=lambda kind: (_rank(kind[0]), _place(kind[1], order)))
        cells = np.zeros((len(groups), len(kinds)), dtype=np.int64)
        group_rows = {group: place for place, group in enumerate(groups)}
        places = {kind: place for place, kind in enumerate(kinds)}
        for row, number in zip(rows, numbers, strict=True):
            cells[group_rows[row[:-2]], places[Outcome(row[-2]), row[-1]]] += int(number)
        return cls(groups, kinds, cells)

    @property
    def outcomes(self) -> list[Outcome]:
        """The outcomes that occur."""
        return list(dict.fromkeys(outcome for outcome, _ in self.kinds))

    @property
    def owners(self) -> list[int]:
        """For each kind the place of its outcome."""
        return [self.outcomes.index(outcome) for outcome, _ in self.kinds]

    def wholes(self) -> NDArray[np.int64]:
        """Count outcomes, whatever the reason."""
        found = np.zeros((len(self.groups), len(self.outcomes)), dtype=np.int64)
        np.add.at(found.T, self.owners, self.counts.T)
        return found

    def hidden(self, below: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Choose which outcomes and which reasons to hide."""
        return hidden_parts(self.counts, self.owners, below)


def requirements_of(applied: Applied[Any]) -> list[Requirement[Any]]:
    """Every requirement of every text, national ones first."""
    laws = [law for place in ("", *applied.places) for law in applied.laws(place)]
    return list({entry.key: entry for law in reversed(laws) for entry in law.requires}.values())


def _rank(outcome: Outcome) -> int:
    return list(Outcome).index(outcome)


def _place(reason: str | None, order: Sequence[str]) -> int:
    return -1 if reason is None else order.index(reason)
