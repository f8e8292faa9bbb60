"""Frames of any library, Arrow tables, and mappings of columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from famplan.errors import InvalidInputError
from famplan.readers.cells.decoding import plain_text
from famplan.readers.parts.part import BATCH_ROWS, Part
from famplan.tabulate.sources.arrow import pyarrow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["FramePart", "arrow_column"]


class FramePart(Part):
    """A frame in memory, or one that can be collected."""

    def __init__(self, frame: Any, name: str) -> None:  # noqa: ANN401 - of any library
        super().__init__(name)
        self._frame = frame

    @cached_property
    def _table(self) -> Any:  # noqa: ANN401 - an Arrow table
        return _arrow_table(self._frame, self.name)

    @property
    def headers(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(map(str, self._table.column_names))

    def read(
        self,
        places: Sequence[int],
        broken: Callable[[int, str], None],  # noqa: ARG002 - it has no lines
    ) -> Iterator[list[Any]]:
        """Slice the columns."""
        table = self._table.select(list(places))
        for batch in table.to_batches(max_chunksize=BATCH_ROWS):
            if batch.num_rows:
                yield batch.columns


def _arrow_table(frame: Any, name: str) -> Any:  # noqa: ANN401 - in and out of many kinds
    arrow = pyarrow("reading dataframes")
    if isinstance(frame, Mapping):
        return _of_columns(frame.items(), name)
    import narwhals as nw  # noqa: PLC0415 - loaded when a frame is first met

    known = nw.from_native(frame, pass_through=True)
    if isinstance(known, nw.LazyFrame):
        frame = known.collect("pyarrow").to_native()
    elif isinstance(known, nw.DataFrame):
        try:
            frame = known.to_arrow()
        except (arrow.ArrowException, TypeError, ValueError):  # a column of many kinds
            return _of_columns(
                ((header, known.get_column(header).to_list()) for header in known.columns), name
            )
    if not hasattr(frame, "__arrow_c_stream__"):
        kinds = "a dataframe, a mapping of columns, a path or a list of these can be read"
        raise InvalidInputError(name, f"{type(frame).__name__}; {kinds}")
    return _without_views(arrow.table(frame))


def _without_views(table: Any) -> Any:  # noqa: ANN401 - an Arrow table
    """Copy views of text, which polars and DuckDB may give: Arrow cannot take rows of them."""
    arrow = pyarrow("reading dataframes")
    fields = [
        field.with_type(arrow.large_string()) if field.type == arrow.string_view() else field
        for field in table.schema
    ]
    wanted = arrow.schema(fields)
    return table if wanted == table.schema else table.cast(wanted)


def _of_columns(columns: Iterable[tuple[Any, Any]], name: str) -> Any:  # noqa: ANN401
    arrow = pyarrow("reading dataframes")
    arrays = {str(header): arrow_column(column, f"{name}, {header}") for header, column in columns}
    sizes = {len(array) for array in arrays.values()}
    if len(sizes) > 1:
        raise InvalidInputError(name, "columns are not of one length")
    return arrow.table(arrays)


def arrow_column(column: Any, where: str) -> Any:  # noqa: ANN401 - anything like a column
    """Turn a column into an Arrow array; one of many kinds becomes text.

    Raises
    ------
    InvalidInputError
        It is no column.

    Examples
    --------
    >>> arrow_column(["1", 2, None], "births, order").to_pylist()
    ['1', '2', None]
    """
    arrow = pyarrow("reading dataframes")
    if isinstance(column, str) or not hasattr(column, "__len__"):
        raise InvalidInputError(where, f"{type(column).__name__} is no column")
    try:
        return arrow.array(column)
    except (arrow.ArrowException, TypeError, ValueError, OverflowError):
        texts = [plain_text(value) if _known(value) else None for value in column]
        return arrow.array(texts, arrow.string())


def _known(value: object) -> bool:
    """Tell what is there from None, nan, NaT, and signs that refuse to be compared."""
    try:
        return value is not None and bool(value == value)  # noqa: PLR0124 - nan differs from itself
    except (TypeError, ValueError, ArithmeticError):
        return False
