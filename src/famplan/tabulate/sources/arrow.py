"""Arrow as columns: tables, streams of record batches, and every frame that can give one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError
from famplan.tabulate.ordering import ranked
from famplan.tabulate.sources.arrays import ALLOWED, array_column, distinct_column, truth_column
from famplan.tabulate.sources.source import FrameSource, library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from famplan.tabulate.kernel import Batch, Column

__all__ = ["ArrowSource", "arrow_batches", "arrow_column", "pyarrow"]


def pyarrow(task: str = "reading dataframes") -> Any:  # noqa: ANN401 - pyarrow has no types
    """Import pyarrow."""
    return library("pyarrow", task, extra="frames")


class ArrowSource(FrameSource):
    """Anything that streams record batches.

    Parameters
    ----------
    columns : sequence of str
        Names of its columns.
    stream : callable
        Takes names of columns and the rows wanted in a batch, and returns record batches, or
        something with Arrow's stream interface.
    size : int, optional
        Number of rows.
    """

    def __init__(
        self,
        columns: Sequence[str],
        stream: Callable[[Sequence[str], int], Any],
        size: int | None = None,
    ) -> None:
        self._columns = tuple(columns)
        self._stream = stream
        self._size = size

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return self._columns

    @property
    def size(self) -> int | None:
        """Number of rows, if known."""
        return self._size

    def read(self, columns: Sequence[str], rows: int) -> Iterator[Batch]:
        """Stream record batches."""
        return arrow_batches(self._batches(columns, rows), columns, rows)

    def frames(self, columns: Sequence[str], rows: int) -> Iterator[Any]:
        """Stream record batches, each as a table."""
        table = pyarrow().Table
        return (table.from_batches([batch]) for batch in self._batches(columns, rows))

    def _batches(self, columns: Sequence[str], rows: int) -> Iterable[Any]:
        stream: Any = self._stream(columns, rows)
        if hasattr(stream, "__arrow_c_stream__"):
            stream = pyarrow().RecordBatchReader.from_stream(stream)
        return stream  # type: ignore[no-any-return]


def arrow_batches(stream: Iterable[Any], columns: Sequence[str], rows: int) -> Iterator[Batch]:
    """Turn record batches into batches of at most some rows."""
    for found in stream:
        for start in range(0, found.num_rows, rows):
            part = found.slice(start, rows)
            yield {name: arrow_column(part.column(name), name) for name in columns}


def arrow_column(array: Any, name: str) -> Column:  # noqa: ANN401 - an Arrow array
    """Turn an Arrow array into a column.

    Raises
    ------
    InvalidInputError
        It holds lists, structures or the like.

    Examples
    --------
    >>> import pyarrow as pa
    >>> arrow_column(pa.array([1362, None], pa.int16()), "v008")
    array([1362.,   nan])
    >>> arrow_column(pa.array(["urban", None, "urban"]), "v025")
    Coded(codes=array([ 0, -1,  0], dtype=int32), values=['urban'])
    """
    types = pyarrow().types
    if _is_bytes(array.type, types):
        array = _decoded(array, name)
    kind = array.type
    if types.is_dictionary(kind) or _is_text(kind, types):
        coded = array if types.is_dictionary(kind) else array.dictionary_encode()
        codes = coded.indices.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int32)
        if coded.null_count:
            codes = np.where(coded.indices.is_valid(), codes, np.int32(-1))
        values = coded.dictionary.to_pylist()
        return distinct_column(codes, ranked(values) if coded.type.ordered else values, name)
    if types.is_boolean(kind):
        truth = array.cast(pyarrow().int8()).fill_null(-1)
        return truth_column(truth.to_numpy(zero_copy_only=False))
    if types.is_timestamp(kind) and kind.tz is not None:
        array = library("pyarrow.compute", "reading times", extra="frames").local_timestamp(array)
    elif types.is_decimal(kind) or types.is_null(kind):
        array = array.cast(pyarrow().float64())
    elif not types.is_primitive(kind) or types.is_time(kind) or types.is_duration(kind):
        raise InvalidInputError(name, f"holds {kind}; {ALLOWED}")
    return array_column(array.to_numpy(zero_copy_only=False), name)


def _is_text(kind: Any, types: Any) -> bool:  # noqa: ANN401 - an Arrow type, and their module
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _is_bytes(kind: Any, types: Any) -> bool:  # noqa: ANN401 - an Arrow type, and their module
    return bool(
        types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind)
    )


def _decoded(array: Any, name: str) -> Any:  # noqa: ANN401 - Arrow arrays
    """Take bytes as text: dataframes keep texts of fixed width, such as calendars, as bytes."""
    arrow = pyarrow()
    try:
        return array.cast(arrow.large_binary()).cast(arrow.large_string())
    except arrow.ArrowInvalid:
        raise InvalidInputError(name, "holds text that is not in UTF-8; save it so") from None
