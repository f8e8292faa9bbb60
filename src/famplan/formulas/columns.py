"""Numbers out of whatever holds them: lists, arrays, masked arrays, columns of any dataframe.

Unknown entries (None, null, NA, masked) become ``nan``; text and truth values are refused, since
neither is a number.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from famplan.errors import InvalidInputError, ShapeError

__all__ = ["FloatArray", "floats"]

FloatArray: TypeAlias = NDArray[np.float64]


def floats(value: Any, name: str) -> FloatArray:  # noqa: ANN401 - anything numpy can read
    """Read numbers, lists, arrays, masked arrays or a column of any dataframe as floats.

    Parameters
    ----------
    value : object
        What the caller gave.
    name : str
        Name of the argument, for the message.

    Returns
    -------
    ndarray
        Floats, ``nan`` where an entry is unknown; a float array is not copied.

    Raises
    ------
    InvalidInputError
        Text, truth values or anything else that is not a number.
    ShapeError
        Rows of different lengths.

    Examples
    --------
    >>> floats([887, None], "births")
    array([887.,  nan])
    >>> floats(["887"], "births")
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: births: text is not numeric; give numbers
    """
    if isinstance(value, np.ma.MaskedArray):
        data, hidden = np.asarray(value.data), np.ma.getmaskarray(value)
        shown = np.where(hidden, np.array(None), data) if data.dtype.kind == "O" else data
        return np.where(hidden, np.nan, _numeric(shown, name))
    if not isinstance(value, np.ndarray) and hasattr(value, "to_numpy"):
        return _column(value, name)
    try:
        array = np.asarray(value)
    except ValueError as error:
        problem = "rows of different lengths"
        raise ShapeError(name, problem, remedy="give rows of one length") from error
    return _numeric(array, name)


def _numeric(array: NDArray[Any], name: str) -> FloatArray:
    if array.dtype.kind == "O":
        known = [_float(item, name) for item in array.flat]
        return np.array(known, dtype=np.float64).reshape(array.shape)
    if array.dtype.kind not in "iuf":
        raise _not_numeric(name, "text" if array.dtype.kind in "US" else array.dtype)
    return array.astype(np.float64, copy=False)


def _float(item: Any, name: str) -> float:  # noqa: ANN401 - an entry of an object array
    if item is None or type(item).__name__ == "NAType":  # pandas.NA, without importing pandas
        return np.nan
    # float() would read text, and count true as one
    if isinstance(item, (str, bytes, bool, np.bool_)):
        raise _not_numeric(name, type(item).__name__)
    try:
        return float(item)
    except (TypeError, ValueError) as error:
        raise _not_numeric(name, type(item).__name__) from error


def _not_numeric(name: str, kind: object) -> InvalidInputError:
    return InvalidInputError(name, f"{kind} is not numeric", remedy="give numbers")


def _column(value: Any, name: str) -> FloatArray:  # noqa: ANN401 - a column of any dataframe
    import narwhals as nw  # noqa: PLC0415 - loads when the first column of a frame arrives

    series = nw.from_native(value, series_only=True, pass_through=True)
    if not isinstance(series, nw.Series):
        return _numeric(np.asarray(value), name)
    if not (series.dtype.is_numeric() or series.dtype == nw.Unknown):
        if series.dtype == nw.Object or series.null_count() == len(series):
            return _numeric(series.to_numpy().astype(object), name)  # Decimals, Nones
        raise _not_numeric(name, f"a column of {series.dtype}")
    known = series.cast(nw.Float64)
    return np.asarray(known.fill_null(float("nan")).to_numpy(), dtype=np.float64)
