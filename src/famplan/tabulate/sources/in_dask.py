"""Dask: the kernel runs in every partition, and the counts are added up in a tree."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from famplan.tabulate.kernel import count
from famplan.tabulate.sources.pandas_frames import PandasSource
from famplan.tabulate.sources.source import FrameSource, library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.kernel import Batch, Kernel

__all__ = ["DaskSource"]

_FAN = 8  # so many partial counts are added up in one task


class DaskSource(FrameSource):
    """A Dask frame; the scheduler is the one that is set for Dask."""

    def __init__(self, frame: Any) -> None:  # noqa: ANN401 - dask is not imported here
        self._frame = frame

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self._frame.columns)

    def read(self, columns: Sequence[str], rows: int) -> Iterator[Batch]:
        """Compute partition after partition."""
        for part in self.frames(columns, rows):
            yield from PandasSource(part).read(columns, rows)

    def frames(self, columns: Sequence[str], rows: int) -> Iterator[Any]:  # noqa: ARG002
        """Compute partition after partition, of whatever size they are."""
        return (part.compute() for part in self._frame[list(columns)].to_delayed())

    def count(self, kernel: Kernel, *, progress: bool = False) -> Counts:  # noqa: ARG002
        """Run a kernel in every partition; Dask has its own progress bars."""
        self.check(kernel.columns)
        delayed = library("dask", "counting in Dask", extra="dask").delayed
        parts = self._frame[list(kernel.columns)].to_delayed()
        level = [delayed(partial(_counted, kernel))(part) for part in parts]
        while len(level) > 1:
            groups = [level[start : start + _FAN] for start in range(0, len(level), _FAN)]
            level = [delayed(partial(_added, kernel))(group) for group in groups]
        counts: Counts = level[0].compute()
        return counts


def _counted(kernel: Kernel, frame: Any) -> Counts:  # noqa: ANN401 - a pandas frame
    """Count a partition."""
    return count(kernel, PandasSource(frame).batches(kernel.columns))


def _added(kernel: Kernel, parts: Sequence[Counts]) -> Counts:
    """Add up the counts of several partitions."""
    counter = kernel.counter()
    for part in parts:
        counter.merge(part)
    return counter.counts()
