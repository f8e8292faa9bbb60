"""Gathers faults while a register is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.readers.findings import SHOWN, Group
from famplan.readers.rule import FaultRule, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["FindingLog"]

_ORDER = {severity: place for place, severity in enumerate(Severity)}


class FindingLog:
    """Faults by table, column and rule: rows as they come, texts of the first.

    Examples
    --------
    >>> log = FindingLog()
    >>> rule = FaultRule("not a word", "…")
    >>> log.note("births", "sex", rule, Severity.ERROR, np.array([3, 5]), ["x"])
    >>> log.errors("births").tolist()
    [3, 5]
    >>> [(len(group), group.values) for group in log.groups()]
    [(2, {3: 'x'})]
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, FaultRule, Severity, str], list[NDArray[np.int32]]] = {}
        self._values: dict[tuple[str, str, FaultRule, Severity, str], dict[int, str]] = {}

    def note(  # noqa: PLR0913, PLR0917 - a fault has so many sides
        self,
        table: str,
        column: str,
        rule: FaultRule,
        severity: Severity,
        rows: NDArray[Any],
        texts: Sequence[str] = (),
        file: str = "",
    ) -> None:
        """Note rows of a table that break a rule.

        Parameters
        ----------
        table, column : str
            Where.
        rule : FaultRule
            What.
        severity : Severity
            How grave it is.
        rows : ndarray
            Which rows; none for the file or column as a whole.
        texts : sequence of str
            What the first rows hold, where it may be shown.
        file : str
            The file, of a note about one.
        """
        key = (table, column, rule, severity, file)
        self._rows.setdefault(key, []).append(rows.astype(np.int32))
        values = self._values.setdefault(key, {})
        room = SHOWN - len(values)
        for row, text in zip(rows[:room].tolist(), texts, strict=False):
            if text:
                values[row] = text

    def errors(self, table: str) -> NDArray[np.int32]:
        """Rows of a table that have an error."""
        found = [
            part
            for key, parts in self._rows.items()
            if key[0] == table and key[3] is Severity.ERROR
            for part in parts
        ]
        return np.concatenate(found) if found else np.empty(0, dtype=np.int32)

    def groups(self) -> tuple[Group, ...]:
        """All faults, gravest first, then in the order in which they were met."""
        found = [
            Group(*key[:4], np.concatenate(parts), self._values[key], key[4])
            for key, parts in self._rows.items()
        ]
        return tuple(sorted(found, key=lambda group: _ORDER[group.severity]))
