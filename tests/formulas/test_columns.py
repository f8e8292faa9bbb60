"""Reading columns: anything that holds numbers, unknowns kept, everything else refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from famplan.errors import InvalidInputError, ShapeError
from famplan.formulas import arrays
from famplan.formulas.columns import floats

SOURCES = {
    "list": [1, None, 3],
    "tuple": (1, None, 3),
    "numpy with nan": np.array([1, np.nan, 3]),
    "numpy objects": np.array([1, None, Fraction(3)], dtype=object),
    "decimals": [Decimal(1), None, Decimal(3)],
    "pandas.NA": [1, pd.NA, 3],
    "masked": np.ma.array([1, 2, 3], mask=[False, True, False]),
    "masked objects": np.ma.array([1, "?", 3], mask=[False, True, False], dtype=object),
    "pandas float": pd.Series([1, None, 3]),
    "pandas object": pd.Series([1, None, 3], dtype=object),
    "pandas nullable integer": pd.Series([1, None, 3], dtype="Int64"),
    "pandas nullable float": pd.Series([1, None, 3], dtype="Float64"),
    "pandas array": pd.array([1, None, 3], dtype="Int64"),
    "pandas index": pd.Index([1, np.nan, 3]),
    "pandas arrow integer": pd.Series([1, None, 3], dtype="int64[pyarrow]"),
    "pandas arrow float": pd.Series([1, None, 3], dtype="double[pyarrow]"),
    "polars": pl.Series([1, None, 3]),
    "polars float": pl.Series([1.0, None, float("3")]),
    "polars decimal": pl.Series([Decimal(1), None, Decimal(3)]),
    "pyarrow array": pa.array([1, None, 3]),
    "pyarrow chunked": pa.chunked_array([[1, None], [3]]),
}


@pytest.mark.parametrize("column", SOURCES.values(), ids=SOURCES.keys())
def test_every_kind_of_column_gives_the_same_numbers(column: Any) -> None:
    """Whatever holds the numbers, unknown entries become nan and the rest stays."""
    read = floats(column, "births")
    assert read.dtype == np.float64
    np.testing.assert_array_equal(read, [1, np.nan, 3])


@pytest.mark.parametrize(
    "column",
    [pl.Series([None, None]), pa.array([None, None]), pd.Series([None, None]), [None, None]],
    ids=["polars", "pyarrow", "pandas", "list"],
)
def test_a_column_without_any_known_entry_is_unknown(column: Any) -> None:
    """All unknown is a column of nan, and no check trips over it."""
    np.testing.assert_array_equal(arrays.rates(rates=column)[0], [np.nan, np.nan])
    assert np.isnan(arrays.quotient(births=column, women=[1, 1])).all()


@pytest.mark.parametrize(
    ("frame", "shape"),
    [
        (pd.DataFrame({"a": [1, 2], "b": [3, 4]}), (2, 2)),
        (pl.DataFrame({"a": [1, 2, 3], "b": [4, 5, 6]}), (3, 2)),
    ],
    ids=["pandas", "polars"],
)
def test_a_frame_is_rows_by_columns(frame: Any, shape: tuple[int, int]) -> None:
    """A frame of areas by ages reads as areas in front and ages on the last axis."""
    assert floats(frame, "births").shape == shape


NOT_NUMBERS = {
    "text": ["1", "2"],
    "bytes": [b"1"],
    "text with an unknown": ["1", None],
    "bools": [True, False],
    "bools with an unknown": [True, None],
    "numpy bools as objects": np.array([np.True_, None], dtype=object),
    "masked bools": np.ma.array([True, False], mask=[False, True]),
    "dates": np.array(["2020-01-01"], dtype="datetime64[D]"),
    "complex": [1j],
    "objects": [object()],
    "a mapping": {"a": 1},
    "pandas text": pd.Series(["a", "b"]),
    "pandas bools": pd.Series([True, None], dtype="boolean"),
    "pandas categories": pd.Series(["1"], dtype="category"),
    "polars text": pl.Series(["a"]),
    "polars bools": pl.Series([True]),
    "polars lists": pl.Series([[1, 2], [3]]),
    "pyarrow text": pa.chunked_array([["a"]]),
}


@pytest.mark.parametrize("column", NOT_NUMBERS.values(), ids=NOT_NUMBERS.keys())
def test_what_is_not_a_number_is_refused_by_name(column: Any) -> None:
    """Text and truth values are never read as numbers: the message names the argument."""
    with pytest.raises(InvalidInputError, match=r"^births: .* is not numeric; give numbers$"):
        floats(column, "births")


def test_ragged_rows_are_refused() -> None:
    """Rows of different lengths are not a table."""
    with pytest.raises(ShapeError, match="births: rows of different lengths; give rows of one"):
        floats([[1], [1, 2]], "births")


def test_floats_are_not_copied() -> None:
    """Ten million floats are read where they lie."""
    column = np.arange(3.0)
    assert floats(column, "births") is column
