"""pandas frames: columns of numbers are read where they are, without a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError
from famplan.tabulate.ordering import ranked
from famplan.tabulate.sources.arrays import ALLOWED, array_column, distinct_column, truth_column
from famplan.tabulate.sources.arrow import arrow_column, pyarrow
from famplan.tabulate.sources.source import RowSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from famplan.tabulate.kernel import Batch, Column

__all__ = ["PandasSource", "pandas_column"]


class PandasSource(RowSource):
    """A pandas frame."""

    def __init__(self, frame: Any) -> None:  # noqa: ANN401 - pandas is not imported here
        self._frame = frame

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self._frame.columns)

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self._frame)

    def read(self, columns: Sequence[str], rows: int) -> Iterator[Batch]:
        """Slice the columns."""
        series = {name: self._frame[name] for name in columns}
        for start in range(0, self.size, rows):
            part = slice(start, start + rows)
            yield {name: pandas_column(found.iloc[part], name) for name, found in series.items()}


def pandas_column(series: Any, name: str) -> Column:  # noqa: ANN401 - pandas is not imported here
    """Turn a pandas series into a column.

    Examples
    --------
    >>> import pandas as pd
    >>> pandas_column(pd.Series([1362, None], dtype="Int64"), "v008")
    array([1362.,   nan])
    >>> pandas_column(pd.Series(["urban", None, "urban"], dtype="category"), "v025").codes
    array([ 0, -1,  0], dtype=int8)
    """
    if hasattr(series, "cat"):
        values = series.cat.categories.tolist()
        values = ranked(values) if series.cat.ordered else values
        return distinct_column(series.cat.codes.to_numpy(), values, name)
    if isinstance(series.dtype, np.dtype) and series.dtype.kind != "O":
        return array_column(series.to_numpy(), name)
    if hasattr(series.dtype, "pyarrow_dtype"):
        array = pyarrow().chunked_array(pyarrow().array(series))
        return arrow_column(array.combine_chunks(), name)
    return _extended_column(series, name)


def _extended_column(series: Any, name: str) -> Column:  # noqa: ANN401 - as above
    """Turn a series of one of pandas' own types, or of Python objects, into a column."""
    kind = getattr(series.dtype, "kind", "O")
    if kind == "M":  # the date on the spot, not in Greenwich
        return array_column(series.dt.tz_localize(None).to_numpy(), name)
    if kind == "b":
        return truth_column(series.to_numpy(dtype=np.int8, na_value=-1))
    if kind in "iuf":
        known = {"dtype": np.float64, "na_value": np.nan} if series.hasnans else {}
        return array_column(series.to_numpy(**known), name)
    try:
        codes, values = series.factorize()
    except TypeError:
        raise InvalidInputError(name, f"holds lists or the like; {ALLOWED}") from None
    return distinct_column(codes, values.tolist(), name)
