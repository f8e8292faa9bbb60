"""Tables of children: sorted once by the key of their parent, and looked up batch by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.language.child_rows import children_of
from famplan.language.rows import NO_DAY, Rows
from famplan.tabulate.columns import identities

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.language.child_rows import ChildRows
    from famplan.rules.frames.naming import ChildNames
    from famplan.tabulate.kernel import Column
    from famplan.tabulate.sources import RowSource

__all__ = ["Offspring", "offspring_of"]

_EXACT = 2**53  # from here on decimals do not tell whole numbers apart


@attrs.frozen(eq=False)
class Offspring:
    """Children in the order of their parents.

    Parameters
    ----------
    name : str
        The fact that has them.
    rows : Rows
        All children.
    kind : str
        What the keys of parents are: text, numbers, or empty where there are no children at all.
    keys : ndarray
        Keys of parents, each once and in order.
    starts : ndarray
        For each key the place of its first child, and the number of children at the end.
    """

    name: str
    rows: Rows[Any]
    kind: str
    keys: NDArray[np.uint64]
    starts: NDArray[np.int64]

    def of(self, column: Column, name: str, parents: Rows[Any]) -> ChildRows:
        """Take the children of some rows, whose keys are in a column."""
        kind, keys, known = _keys(column, name)
        if kind and self.kind and kind != self.kind:
            problem = f"{kind} here, and {self.kind} in the table of children"
            raise InvalidInputError(name, problem, remedy="make both the same")
        places = np.searchsorted(self.keys, keys)
        places[places == len(self.keys)] = 0
        there = self.keys[places] == keys if len(self.keys) else np.zeros(len(keys), dtype=bool)
        places, there = np.where(there, places, 0), there & known
        starts = self.starts[places]
        following = self.starts[np.minimum(places + 1, len(self.starts) - 1)]
        return children_of(
            parents, self.rows, starts, np.where(there, following - starts, 0), known
        )


def offspring_of(names: ChildNames, table: RowSource, key: str) -> Offspring:
    """Read a table of children, and sort it by the key of their parent.

    Raises
    ------
    InvalidInputError
        A column is missing or is not what it should be, or a child has no parent's key.
    """
    facts = names.fact.child.facts.values()
    parts: list[Rows[Any]] = []
    keys, kinds, before = [np.empty(0, dtype=np.uint64)], {""}, 0
    for batch in table.batches([*dict.fromkeys([key, *names.columns.values()])]):
        kind, found, known = _keys(batch[key], key)
        if not known.all():
            row = before + int(np.flatnonzero(~known)[0]) + 1
            problem = "a child without the key of its parent"
            raise InvalidInputError(f"children, {key}, row {row}", problem, remedy="leave it out")
        columns = {fact: batch[name] for fact, name in names.columns.items()}
        part: Rows[Any] = Rows(columns, len(found), NO_DAY, before=before)
        part.read(facts)
        parts.append(part)
        keys.append(found)
        kinds.add(kind)
        before += len(found)
    if len(kinds) > 2:
        raise InvalidInputError(f"children, {key}", "numbers and text mixed", remedy="make it text")
    all_keys = np.concatenate(keys)
    order = np.argsort(all_keys, kind="stable")
    distinct, starts = np.unique(all_keys[order], return_index=True)
    whole = Rows.joined(parts)
    rows = whole.take(order, NO_DAY, leap_day=whole.leap_day)
    return Offspring(names.fact.name, rows, max(kinds), distinct, np.append(starts, len(order)))


def _keys(column: Column, name: str) -> tuple[str, NDArray[np.uint64], NDArray[np.bool_]]:
    """Return what keys are, a number for each, and where they are known."""
    if not isinstance(column, np.ndarray):
        return "text" if len(column.values) else "", identities([column]), column.codes >= 0
    if column.dtype.kind not in "iuf":
        raise InvalidInputError(
            name, f"holds {column.dtype}, not keys", remedy="give numbers or text"
        )
    known = ~np.isnan(column)
    if column.dtype.kind == "f":
        given = column[known]
        if (np.abs(given) >= _EXACT).any() or (given != np.floor(given)).any():
            problem = "holds decimals, or numbers too long for decimals to tell apart"
            raise InvalidInputError(name, problem, remedy="make it whole numbers or text")
    return "numbers" if known.any() else "", identities([column]), known
