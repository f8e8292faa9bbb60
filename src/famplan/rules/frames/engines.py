"""Frames that are not in memory: the rows are judged where they are, when they are asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from famplan.errors import FamplanError, InvalidInputError
from famplan.rules.frames.libraries import LABELS, column_of, package_of
from famplan.tabulate.sources import opened
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.pandas_frames import PandasSource
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from famplan.rules.frames.judge import Judge

__all__ = ["added", "is_lazy"]


def is_lazy(data: object) -> bool:
    """Tell frames that `added` takes."""
    return (package_of(data), type(data).__name__) in _ADDERS


def added(judge: Judge, data: Any, name: str, *, labels: bool) -> Any:  # noqa: ANN401 - a frame
    """Add a column to a frame; a Dask frame gives a series instead.

    Raises
    ------
    InvalidInputError
        There is such a column already.
    """
    if name in opened(data).columns:
        remedy = 'call the new one something else: name="…"'
        raise InvalidInputError("name", f"there is a column {name!r} already", remedy=remedy)
    return _ADDERS[package_of(data), type(data).__name__](judge, data, name, labels)


def _to_polars(judge: Judge, data: Any, name: str, labels: bool) -> Any:  # noqa: ANN401, FBT001
    """Add an expression, so that the query is planned as a whole."""
    polars = library("polars", "a lazy frame", extra="frames")
    kind = polars.Enum(LABELS) if labels else polars.Int8

    def judged(rows: Any) -> Any:  # noqa: ANN401 - series of structures
        part = rows.struct.unnest()
        try:
            codes = judge.all_codes(opened(part), numbered=False)
        except FamplanError as error:  # polars makes errors again, of their text alone
            raise ValueError(str(error)) from error
        return column_of(codes, part, name, labels=labels)

    rows = polars.struct(*judge.columns)
    found = rows.map_batches(judged, return_dtype=kind, is_elementwise=True)
    return data.with_columns(found.alias(name))


def _to_duckdb(judge: Judge, data: Any, name: str, labels: bool) -> Any:  # noqa: ANN401, FBT001
    """Make a relation of the rows as they come: DuckDB does not promise an order twice."""
    arrow = pyarrow()
    stream = arrow.RecordBatchReader.from_stream(data)
    kind = arrow.string() if labels else arrow.int8()
    schema = stream.schema.append(arrow.field(name, kind))
    batches = list(_with_column(judge, name, labels, stream))
    famplan_judged = arrow.Table.from_batches(batches, schema)  # noqa: F841 - DuckDB finds it by name
    return data.query("famplan_rows", "SELECT * FROM famplan_judged")


def _to_spark(judge: Judge, data: Any, name: str, labels: bool) -> Any:  # noqa: ANN401, FBT001
    """Judge record batches in the workers, which need famplan, numpy and pyarrow."""
    types = library("pyspark.sql.types", "a Spark frame", extra="spark")
    kind = types.StringType() if labels else types.ByteType()
    schema = types.StructType([*data.schema.fields, types.StructField(name, kind)])
    return data.mapInArrow(partial(_with_column, judge, name, labels), schema)


def _with_column(
    judge: Judge,
    name: str,
    labels: bool,  # noqa: FBT001 - mapInArrow gives its batches by place
    batches: Iterable[Any],
) -> Iterator[Any]:
    """Put the outcomes beside record batches."""
    for batch in batches:
        codes = judge.all_codes(opened(batch.select(judge.columns)), numbered=False)
        column = column_of(codes, batch, name, labels=labels)
        column = column.cast(pyarrow().string()) if labels else column
        yield batch.append_column(name, column)


def _to_dask(judge: Judge, data: Any, name: str, labels: bool) -> Any:  # noqa: ANN401, FBT001
    """Judge partition after partition."""
    partition = partial(_partition, judge, name, labels)
    empty = data._meta[[*judge.columns]]  # noqa: SLF001 - how Dask knows what it has
    return data[[*judge.columns]].map_partitions(partition, meta=partition(empty))


def _partition(judge: Judge, name: str, labels: bool, frame: Any) -> Any:  # noqa: ANN401, FBT001
    codes = judge.all_codes(PandasSource(frame), numbered=False)
    return column_of(codes, frame, name, labels=labels)


_ADDERS: dict[tuple[str, str], Callable[[Judge, Any, str, bool], Any]] = {
    ("polars", "LazyFrame"): _to_polars,
    ("duckdb", "DuckDBPyRelation"): _to_duckdb,
    ("pyspark", "DataFrame"): _to_spark,
    ("dask", "DataFrame"): _to_dask,
}
