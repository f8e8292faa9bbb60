"""Which source some data are: told by what they can do, so that no library is imported for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from famplan.errors import InvalidInputError, UnreadableFileError
from famplan.tabulate.sources.arrays import ArraySource
from famplan.tabulate.sources.arrow import ArrowSource, pyarrow
from famplan.tabulate.sources.files import FORMATS, DatasetSource, dataset_format
from famplan.tabulate.sources.in_dask import DaskSource
from famplan.tabulate.sources.in_spark import SparkSource
from famplan.tabulate.sources.pandas_frames import PandasSource
from famplan.tabulate.sources.several import SeveralSources
from famplan.tabulate.sources.source import RowSource
from famplan.tabulate.sources.survey_files import READERS, SurveySource

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["opened"]

# Frames that are counted where they are, by the package their class comes from.
_ENGINES = {"dask": DaskSource, "pyspark": SparkSource}


def opened(data: object, *, keep: bool = True) -> RowSource:
    """Open data of any kind as a source.

    Parameters
    ----------
    data : object
        A path of a file (Parquet, CSV, Feather; .dta, .sav, .sas7bdat and the like) or of a folder
        of such files; a frame of pandas, polars, pyarrow, DuckDB, Spark, Dask or another library
        that narwhals knows, eager or lazy; a mapping of names to arrays; anything with Arrow's
        stream interface; a list or an iterator of any of these.
    keep : bool
        Whether the source will be read. Without, an iterator is refused, as looking into it
        would cost its first batch.

    Returns
    -------
    RowSource
        A source that was open already is returned as it is.

    Raises
    ------
    InvalidInputError
        The data are of no known kind.
    UnreadableFileError
        There is no such file, it is empty, or its name has an unknown ending.

    Examples
    --------
    >>> source = opened({"v008": [1362]} for _ in range(3))
    >>> source.columns
    ('v008',)
    >>> [len(batch["v008"]) for batch in source.batches(["v008"])]
    [1, 1, 1]
    """
    if isinstance(data, RowSource):
        return data
    if isinstance(data, (str, PathLike)):
        source = _file(Path(data))
        source.name = str(data)
        return source
    if isinstance(data, Mapping):
        return ArraySource(data)
    engine = _ENGINES.get(type(data).__module__.partition(".")[0])
    found = engine(data) if engine else _frame(data) or _stream(data)
    if found is not None:
        return found
    if isinstance(data, Iterator) and not keep:
        raise InvalidInputError(
            "data",
            "an iterator shows its columns only when it is read",
            remedy="give a list, or open it first: famplan.tabulate.sources.opened(data)",
        )
    if isinstance(data, Iterable) and not hasattr(data, "shape"):
        return SeveralSources(data, opened)
    kinds = "a path, a dataframe, a mapping of arrays or an iterator of these can be read"
    raise InvalidInputError("data", f"{type(data).__name__}; {kinds}")


def _file(path: Path) -> RowSource:
    if not path.exists():
        raise UnreadableFileError(str(path), "there is no such file")
    if path.is_dir():
        return _folder(path)
    if not path.stat().st_size:
        raise UnreadableFileError(str(path), "is empty")
    if layout := dataset_format(path):
        return DatasetSource(path, layout)
    if path.suffix.lower() in READERS:
        return SurveySource(path)
    known = ", ".join([*FORMATS, *READERS])
    raise UnreadableFileError(str(path), f"{path.suffix or 'no'} ending; {known} can be read")


def _folder(path: Path) -> RowSource:
    parts = sorted(
        part
        for part in path.rglob("*")
        if part.is_file() and not part.name.startswith(("_", ".")) and part.stat().st_size
    )
    if not parts:
        raise UnreadableFileError(str(path), "is an empty folder")
    layout = dataset_format(parts[0])
    return DatasetSource(path, layout) if layout else SeveralSources(parts, opened)


def _frame(data: Any) -> RowSource | None:  # noqa: ANN401 - a frame of any library
    """Open a frame that narwhals knows."""
    import narwhals as nw  # noqa: PLC0415 - loaded when a frame is first met

    try:
        frame = nw.from_native(data, pass_through=True)
    except nw.exceptions.DuplicateError:
        remedy = "give each a name of its own"
        raise InvalidInputError("data", "two columns have one name", remedy=remedy) from None
    if not isinstance(frame, (nw.DataFrame, nw.LazyFrame)):
        return None
    if frame.implementation.is_pandas():
        return PandasSource(frame.to_native())
    return _arrow_frame(frame)


def _arrow_frame(frame: Any) -> ArrowSource:  # noqa: ANN401 - a frame of narwhals
    """Open a frame that gives record batches; a lazy one is streamed, if its library can."""
    native, kind, names = frame.to_native(), frame.implementation, frame.collect_schema().names()
    if hasattr(frame, "__arrow_c_stream__"):
        return ArrowSource(names, lambda columns, _: frame.select(*columns), len(frame))
    if kind.is_polars():
        return ArrowSource(names, partial(_polars_batches, native))
    if kind.is_duckdb():
        return ArrowSource(names, partial(_duckdb_batches, native))
    return ArrowSource(names, lambda columns, _: frame.select(*columns).collect("pyarrow"))


def _polars_batches(frame: Any, columns: Sequence[str], rows: int) -> Iterator[Any]:  # noqa: ANN401
    for part in frame.select(*columns).collect_batches(chunk_size=rows):
        yield from pyarrow().RecordBatchReader.from_stream(part)


def _duckdb_batches(relation: Any, columns: Sequence[str], _rows: int) -> Any:  # noqa: ANN401
    """Select columns: a relation gives batches of DuckDB's own size, as it computes them."""
    return relation.project(", ".join('"' + name.replace('"', '""') + '"' for name in columns))


def _stream(data: Any) -> RowSource | None:  # noqa: ANN401 - anything with Arrow's interface
    names = getattr(getattr(data, "schema", None), "names", None)
    if names is None or not hasattr(data, "__arrow_c_stream__"):
        return None
    return ArrowSource(names, lambda _columns, _rows: data, getattr(data, "num_rows", None))
