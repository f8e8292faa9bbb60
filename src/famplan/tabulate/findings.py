"""What was wrong in the rows: each fault counted by rule, the first ones shown with their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

__all__ = ["Fault", "FaultLog", "Findings"]

SHOWN = 20
"""Faults of each rule that are kept with row and value; the rest are only counted."""
REMEMBERED = 1 << 24
"""Women whose identity is remembered to find one who comes twice: 128 megabytes at most."""

DUPLICATE = "duplicate woman"
APART = "duplicate woman, counted: her rows are in two partitions"
ORPHAN = "birth of a woman who is not in the data"


@attrs.frozen
class Fault:
    """One fault: which rule a row breaks, and with which value of which column.

    `row` counts the rows of one file, frame or engine's partition, from 1.
    """

    rule: str
    row: int
    column: str = ""
    value: float | None = None

    def __str__(self) -> str:
        """Say where, what and which."""
        where = f"row {self.row}" + (f", {self.column}" if self.column else "")
        return f"{where}: {self.rule}" + ("" if self.value is None else f" ({self.value:g})")

    def to_dict(self) -> dict[str, Any]:
        """Give the fault as plain values."""
        return attrs.asdict(self)


@attrs.frozen(eq=False, repr=False)
class Findings:
    """Every fault of the rows that were read: exact counts by rule, and the first few of each.

    Parameters
    ----------
    rows : int
        Rows read.
    counts : mapping of str to int
        Faults by rule.
    examples : tuple of Fault
        The first faults of each rule.
    births : int
        Births of a table of their own that found their mother among the rows.
    women : ndarray
        Numbers made from the identities of the women, while parts of one file are still added.

    Examples
    --------
    >>> findings = Findings(3024, {"weight is 0": 2}, (Fault("weight is 0", 17, "v005", 0),))
    >>> findings
    2 faults in 3,024 rows
      weight is 0: 2 (row 17, v005: 0; …)
    >>> findings.total
    2
    """

    rows: int = 0
    counts: Mapping[str, int] = attrs.field(factory=dict)
    examples: tuple[Fault, ...] = ()
    births: int = 0
    women: NDArray[np.uint64] = attrs.field(factory=lambda: np.empty(0, np.uint64))

    @property
    def total(self) -> int:
        """Count the faults."""
        return sum(self.counts.values())

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self.counts)

    def __iter__(self) -> Iterator[Fault]:
        """Go through the faults that are shown with their row."""
        return iter(self.examples)

    def __add__(self, other: Findings) -> Findings:
        """Add what was found in other rows; a woman found on both sides is a duplicate."""
        log = FaultLog()
        for part in (self, other):
            log.merge(part)
        return log.findings()

    def closed(self) -> Findings:
        """Forget who the women are: those of another survey may bear the same numbers."""
        return attrs.evolve(self, women=np.empty(0, np.uint64))

    def orphans(self, births: int) -> Findings:
        """Note that some births of a table found no mother among the rows."""
        lost = births - self.births
        return attrs.evolve(self, counts={**self.counts, ORPHAN: lost}) if lost > 0 else self

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary for each rule broken: rule, count, and the rows that are shown."""
        return [
            {"rule": rule, "count": count, "rows": [x.row for x in self._of(rule)]}
            for rule, count in self.counts.items()
        ]

    def _of(self, rule: str) -> list[Fault]:
        return [fault for fault in self.examples if fault.rule == rule]

    def __repr__(self) -> str:
        """Show the counts, and the first fault of each rule."""
        noun = "fault" if self.total == 1 else "faults"
        lines = [f"{self.total:,} {noun} in {self.rows:,} rows"]
        for rule, count in self.counts.items():
            shown = [_place(fault) for fault in self._of(rule)[:1]]
            more = "; …" if count > len(shown) else ""
            lines.append(f"  {rule}: {count:,}" + (f" ({shown[0]}{more})" if shown else ""))
        return "\n".join(lines)


def _place(fault: Fault) -> str:
    text = f"row {fault.row}" + (f", {fault.column}" if fault.column else "")
    return text if fault.value is None else f"{text}: {fault.value:g}"


class FaultLog:
    """Gathers faults batch by batch."""

    def __init__(self) -> None:
        self.rows = 0
        self.births = 0
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[Fault]] = {}
        self._women = _Seen()

    def note(
        self,
        rule: str,
        rows: NDArray[np.intp],
        column: str = "",
        values: NDArray[Any] | None = None,
    ) -> None:
        """Note that rows of the present batch break a rule."""
        if not len(rows):
            return
        self._counts[rule] = self._counts.get(rule, 0) + len(rows)
        shown = self._examples.setdefault(rule, [])
        for row in rows[: SHOWN - len(shown)]:
            value = None if values is None else float(values[row])
            value = None if value is None or np.isnan(value) else value
            shown.append(Fault(rule, self.rows + int(row) + 1, column, value))

    def duplicates(self, women: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Tell which women came before, in this batch or in an earlier one.

        After some millions of women no more are remembered: those that come later are compared
        with these and with their own batch only.
        """
        return self._women.again(women)

    def merge(self, part: Findings) -> None:
        """Add what was found elsewhere."""
        for rule, count in part.counts.items():
            self._counts[rule] = self._counts.get(rule, 0) + count
            shown = self._examples.setdefault(rule, [])
            shown.extend([x for x in part.examples if x.rule == rule][: SHOWN - len(shown)])
        self.rows += part.rows
        self.births += part.births
        again = int(self.duplicates(part.women).sum())
        if again:
            self._counts[APART] = self._counts.get(APART, 0) + again

    def findings(self) -> Findings:
        """Close the log."""
        examples = tuple(fault for shown in self._examples.values() for fault in shown)
        return Findings(self.rows, dict(self._counts), examples, self.births, self._women.all())


class _Seen:
    """Numbers that came before: sorted runs, joined when they are of a size."""

    def __init__(self) -> None:
        self._runs: list[NDArray[np.uint64]] = []
        self._size = 0
        self._top: np.uint64 | None = None

    def all(self) -> NDArray[np.uint64]:
        """Every number, sorted."""
        if len(self._runs) > 1:
            self._runs = [np.sort(np.concatenate(self._runs))]
        return self._runs[0] if self._runs else np.empty(0, dtype=np.uint64)

    def again(self, numbers: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Tell which numbers came before, and remember the others."""
        again = np.zeros(len(numbers), dtype=bool)
        if not len(numbers):
            return again
        if self._in_order(numbers):
            self._remember(numbers)
            return again
        distinct, first = np.unique(numbers, return_index=True)
        before = np.zeros(len(distinct), dtype=bool)
        for run in self._runs:
            before |= _among(distinct, run)
        again[:] = True
        again[first[~before]] = False
        self._remember(distinct[~before])
        while len(self._runs) > 1 and len(self._runs[-2]) <= len(self._runs[-1]):
            self._runs[-2:] = [np.sort(np.concatenate(self._runs[-2:]))]
        return again

    def _in_order(self, numbers: NDArray[np.uint64]) -> bool:
        """Tell whether the numbers rise from above all that came before, as in a sorted file."""
        above = self._top is None or bool(numbers[0] > self._top)
        return above and bool((numbers[1:] > numbers[:-1]).all())

    def _remember(self, numbers: NDArray[np.uint64]) -> None:
        if len(numbers) and self._size < REMEMBERED:
            self._runs.append(numbers)
            self._size += len(numbers)
            self._top = max(numbers[-1], numbers[-1] if self._top is None else self._top)


def _among(numbers: NDArray[np.uint64], run: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell which of some numbers are in a run, both sorted."""
    if numbers.size == 0 or run[-1] < numbers[0] or run[0] > numbers[-1]:
        return np.zeros(len(numbers), dtype=bool)
    place = np.minimum(np.searchsorted(run, numbers), len(run) - 1)
    found: NDArray[np.bool_] = run[place] == numbers
    return found
