"""What a kernel is: columns in, counts out; counts of two batches add up.

Every engine runs the same kernel and only delivers its batches. A kernel is a small frozen value
that can be pickled, so Spark and Dask can send it to where the rows are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from famplan.tabulate.coding import Coded
    from famplan.tabulate.counts import Counter, Counts

__all__ = ["Batch", "Column", "Kernel", "count"]

Column: TypeAlias = "NDArray[Any] | Coded"
Batch: TypeAlias = "Mapping[str, Column]"
"""Columns of some rows, all of one length."""

BATCH_ROWS = 65_536
"""Rows that a kernel handles at a time: they fit a processor's cache."""


class Kernel(Protocol):
    """What counts: the columns it reads, an empty counter, and how a batch is counted."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read; no others are."""

    def counter(self) -> Counter:
        """Start a count."""

    def add(self, batch: Batch, counter: Counter) -> None:
        """Count one batch into a counter."""


def count(kernel: Kernel, batches: Iterable[Batch]) -> Counts:
    """Run a kernel over batches."""
    counter = kernel.counter()
    for batch in batches:
        size = len(next(iter(batch.values())))
        for start in range(0, size, BATCH_ROWS):
            rows = slice(start, start + BATCH_ROWS)
            kernel.add({name: column[rows] for name, column in batch.items()}, counter)
    return counter.counts()
