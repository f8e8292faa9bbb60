"""Spark: the kernel goes to the rows, and its counts come back and are added up."""

from __future__ import annotations

import pickle
from functools import partial
from typing import TYPE_CHECKING, Any

from famplan.errors import FamplanError
from famplan.tabulate.kernel import count
from famplan.tabulate.sources.arrow import arrow_batches, pyarrow
from famplan.tabulate.sources.source import BATCH_ROWS, FrameSource, library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.kernel import Batch, Kernel

__all__ = ["SparkSource"]

_BRANCHES = 4  # partial counts are added up in so many tasks before the driver gets them
_SCHEMA = "counts binary"
_SHIPPED = "rows binary"


class SparkSource(FrameSource):
    """A Spark frame. Its workers need famplan, numpy and pyarrow."""

    def __init__(self, frame: Any) -> None:  # noqa: ANN401 - pyspark is not imported here
        self._frame = frame

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self._frame.columns)

    def read(self, columns: Sequence[str], rows: int) -> Iterator[Batch]:
        """Fetch the rows to the driver: for tables that are joined to others, not for counting."""
        for part in self.frames(columns, rows):
            yield from arrow_batches(part.to_batches(), columns, rows)

    def frames(self, columns: Sequence[str], rows: int) -> Iterator[Any]:
        """Fetch one partition after the other to the driver, in frames of about so many rows."""
        ipc = library("pyarrow.ipc", "reading from Spark", extra="frames")
        shipped = _numbered(self._frame, columns).mapInArrow(partial(_shipped, rows), _SHIPPED)
        for row in shipped.toLocalIterator(prefetchPartitions=True):
            yield ipc.open_stream(row.rows).read_all().rename_columns(list(columns))

    def count(self, kernel: Kernel, *, progress: bool = False) -> Counts:  # noqa: ARG002
        """Run a kernel in every partition; Spark shows its own progress."""
        self.check(kernel.columns)
        parts = _numbered(self._frame, kernel.columns).mapInArrow(
            partial(_counted, kernel), _SCHEMA
        )
        branches = parts.repartition(_BRANCHES).mapInArrow(partial(_added, kernel), _SCHEMA)
        return _sum(kernel, (row.counts for row in branches.collect()))


def _numbered(frame: Any, columns: Sequence[str]) -> Any:  # noqa: ANN401 - a Spark frame
    """Select columns and number them: `mapInArrow` does not take every name that Spark does."""
    quoted = ("`" + name.replace("`", "``") + "`" for name in columns)
    return frame.select(*quoted).toDF(*(f"c{place}" for place in range(len(columns))))


def _shipped(rows: int, batches: Iterable[Any]) -> Iterator[Any]:
    """Pack the rows of a partition: Spark's batches are small, and each costs its reader time."""
    gathered: list[Any] = []
    for batch in batches:
        gathered.append(batch)
        if sum(one.num_rows for one in gathered) >= rows:
            yield _stream_of(gathered)
            gathered = []
    if gathered:
        yield _stream_of(gathered)


def _stream_of(batches: Sequence[Any]) -> Any:  # noqa: ANN401 - a record batch
    """Pack record batches into one cell, as a stream of Arrow's."""
    arrow = pyarrow()
    whole = arrow.Table.from_batches(batches).combine_chunks()
    sink = arrow.BufferOutputStream()
    ipc = library("pyarrow.ipc", "reading from Spark", extra="frames")
    with ipc.new_stream(sink, whole.schema) as stream:
        stream.write_table(whole)
    return arrow.RecordBatch.from_pydict({"rows": [sink.getvalue().to_pybytes()]})


def _counted(kernel: Kernel, batches: Iterable[Any]) -> Iterator[Any]:
    """Count a partition."""
    named = (batch.rename_columns(list(kernel.columns)) for batch in batches)
    found = arrow_batches(named, kernel.columns, BATCH_ROWS)
    yield _packed(partial(count, kernel, found))


def _added(kernel: Kernel, batches: Iterable[Any]) -> Iterator[Any]:
    """Add up the counts of several partitions."""
    parts = (item.as_py() for batch in batches for item in batch.column("counts"))
    yield _packed(partial(_sum, kernel, parts))


def _packed(work: Callable[[], Counts]) -> Any:  # noqa: ANN401 - a record batch
    """Pack what some work gives; an error of famplan's own travels as it is, not as Spark's."""
    found: Counts | FamplanError
    try:
        found = work()
    except FamplanError as error:
        found = error
    return pyarrow().RecordBatch.from_pydict({"counts": [pickle.dumps(found)]})


def _sum(kernel: Kernel, parts: Iterable[bytes]) -> Counts:
    """Add up what was packed, or raise the first error among it."""
    counter = kernel.counter()
    for part in parts:
        found = pickle.loads(part)  # noqa: S301 - what `_packed` made in this very job
        if isinstance(found, FamplanError):
            raise found
        counter.merge(found)
    return counter.counts()
