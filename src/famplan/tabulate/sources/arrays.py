"""Mappings of arrays, and numpy arrays as columns: numbers, dates, or coded text."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError, ShapeError
from famplan.tabulate.coding import Coded
from famplan.tabulate.sources.source import RowSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Batch, Column

__all__ = ["ALLOWED", "ArraySource", "array_column", "distinct_column", "truth_column"]

ALLOWED = "numbers, dates and text can be read"
"""What a column may hold."""

_NUMBERS = (bool, int, float, Decimal, np.bool_, np.number)
_TRUTH = (False, True)
_DATES = (date, np.datetime64)
_FEW, _SAMPLE = 24, 256


class ArraySource(RowSource):
    """A mapping of names to arrays, lists or series of one length.

    Raises
    ------
    InvalidInputError
        It is one row: it maps names to single values.
    """

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        if arrays and not any(map(_is_column, arrays.values())):
            raise InvalidInputError(
                "data",
                "a mapping of single values is one row; a mapping of whole columns can be read",
                remedy="make a frame of the rows: pandas.DataFrame(rows) or polars.DataFrame(rows)",
            )
        self._arrays = arrays

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the arrays."""
        return tuple(self._arrays)

    @property
    def size(self) -> int:
        """Length of the first array."""
        return len(next(iter(self._arrays.values()), ()))

    def read(self, columns: Sequence[str], rows: int) -> Iterator[Batch]:
        """Slice the arrays."""
        arrays = {name: _whole(self._arrays[name], name) for name in columns}
        lengths = {name: len(array) for name, array in arrays.items()}
        if len(set(lengths.values())) > 1:
            told = ", ".join(f"{name} {length:,}" for name, length in lengths.items())
            raise ShapeError("columns", f"not of one length: {told}")
        for start in range(0, next(iter(lengths.values())), rows):
            part = slice(start, start + rows)
            yield {name: _part(array, part, name) for name, array in arrays.items()}


def _is_column(value: object) -> bool:
    return hasattr(value, "__len__") and not isinstance(value, (str, bytes))


def _whole(array: object, name: str) -> NDArray[Any] | Coded:
    if isinstance(array, Coded):
        return array
    if not _is_column(array):
        remedy = "repeat it for every row"
        raise ShapeError(name, "a single value; a column is a list or an array", remedy=remedy)
    if isinstance(array, np.ma.MaskedArray):
        array = _unmasked(array)
    found = np.asarray(array)
    if found.ndim != 1:
        raise ShapeError(name, f"{found.ndim} dimensions; a column has one")
    return found


def _unmasked(array: Any) -> NDArray[Any]:  # noqa: ANN401 - a masked array
    """Put the unknown of its kind where an entry is masked."""
    if not np.ma.is_masked(array):
        return np.asarray(array.data)
    if array.dtype.kind in "iuf":
        return np.asarray(array.astype(np.float64).filled(np.nan))
    if array.dtype.kind == "M":
        return np.asarray(array.filled(np.datetime64("NaT")))
    return np.array(array.tolist(), dtype=object)  # masked entries become None


def _part(array: NDArray[Any] | Coded, part: slice, name: str) -> Column:
    return array[part] if isinstance(array, Coded) else array_column(array[part], name)


def array_column(array: NDArray[Any], name: str) -> Column:
    """Turn a numpy array into a column.

    Integers stay what they are, other numbers become ``float64``, dates ``datetime64[D]``; text and
    true and false are coded. Empty text is unknown.

    Raises
    ------
    InvalidInputError
        It holds something else, such as lists.

    Examples
    --------
    >>> array_column(np.array([1362, None], dtype=object), "v008")
    array([1362.,   nan])
    >>> array_column(np.array(["urban", "", "urban"]), "v025")
    Coded(codes=array([ 0, -1,  0]), values=['urban'])
    """
    kind = array.dtype.kind
    if kind == "b":
        return truth_column(array.view(np.int8))
    if kind in "iu":
        return array
    if kind == "f":
        return array.astype(np.float64, copy=False)
    if kind == "M":
        return array.astype("datetime64[D]", copy=False)
    if kind in "US":
        values, codes = _coded_text(array.astype(str, copy=False))
        return distinct_column(codes, values.tolist(), name)
    if kind == "O":
        return distinct_column(*_factorized(array, name), name)
    raise InvalidInputError(name, f"holds {array.dtype}; {ALLOWED}")


def _coded_text(array: NDArray[np.str_]) -> tuple[NDArray[np.str_], NDArray[np.integer[Any]]]:
    """Find the distinct texts, in order, and the place of each row's own.

    Where they are few, looking for one after the other is ten times faster than sorting.
    """
    if len(set(array[:_SAMPLE].tolist())) <= _FEW:
        codes, found = np.full(len(array), -1, dtype=np.int8), list[str]()
        while len(codes) and codes[place := codes.argmin()] < 0 and len(found) <= _FEW:
            found.append(array[place])
            codes += (array == array[place]).view(np.int8) * np.int8(len(found))
        if len(found) <= _FEW:
            values, order = np.unique(np.array(found, dtype=array.dtype), return_inverse=True)
            return values, order.astype(np.int8)[codes]
    return np.unique(array, return_inverse=True)


def truth_column(codes: NDArray[np.integer[Any]]) -> Coded:
    """Turn 0, 1 and -1 (unknown) into a column of false and true, which a table names so.

    Examples
    --------
    >>> truth_column(np.array([1, 0, -1])).decoded().tolist()
    [True, False, None]
    """
    return Coded(codes, _TRUTH)


def _factorized(array: NDArray[np.object_], name: str) -> tuple[NDArray[np.int64], list[object]]:
    numbers: dict[object, int] = {}
    try:
        codes = [
            numbers.setdefault(value, len(numbers)) if _known(value) else -1 for value in array
        ]
    except TypeError:
        raise InvalidInputError(name, f"holds lists or the like; {ALLOWED}") from None
    return np.array(codes, dtype=np.int64), list(numbers)


def _known(value: object) -> bool:
    """Tell what is there from None, nan, NaT and pandas' NA (which is neither true nor false)."""
    if value is None:
        return False
    try:
        return bool(value == value)  # noqa: PLR0124 - nan differs from itself
    except TypeError:
        return False


def distinct_column(codes: NDArray[np.integer[Any]], values: Sequence[object], name: str) -> Column:
    """Turn codes and distinct values into a column: numbers and dates as such, all else coded.

    Examples
    --------
    >>> distinct_column(np.array([0, 1, -1]), [1.5, 2], "v005")
    array([1.5, 2. , nan])
    >>> distinct_column(np.array([1, 0]), [date(2013, 6, 30), date(1988, 2, 1)], "v008")
    array(['1988-02-01', '2013-06-30'], dtype='datetime64[D]')
    """
    there = [_known(value) and value != "" for value in values]
    known = list(compress(values, there))
    if known and all(isinstance(value, (bool, np.bool_)) for value in known):
        table = np.full(len(values) + 1, -1)
        table[:-1][there] = known
        return truth_column(table[codes])
    if all(isinstance(value, _NUMBERS) for value in known):
        return _numbers(codes, values, there)
    if all(isinstance(value, _DATES) for value in known):
        days = np.full(len(values) + 1, "NaT", dtype="datetime64[D]")
        # The date on the spot: numpy would take a time with a zone to Greenwich first.
        plain = (value.date() if isinstance(value, datetime) else value for value in known)
        days[:-1][there] = [np.datetime64(value, "D") for value in plain]  # type: ignore[call-overload]
        found: NDArray[np.datetime64] = days[codes]
        return found
    strange = [value for value in known if not isinstance(value, (str, *_NUMBERS, *_DATES))]
    if strange:
        raise InvalidInputError(name, f"holds {type(strange[0]).__name__}; {ALLOWED}")
    if len(known) == len(values):
        return Coded(codes, list(values))
    kept = np.full(len(values) + 1, -1)  # the last entry is for code -1, unknown
    kept[:-1][there] = np.arange(len(known))
    return Coded(kept[codes], known)


def _numbers(
    codes: NDArray[np.integer[Any]], values: Sequence[Any], there: Sequence[bool]
) -> NDArray[Any]:
    """Give numbers; what was integers stays so if nothing is unknown."""
    known = list(compress(values, there))
    table = np.full(len(values) + 1, np.nan)
    table[:-1][there] = [float(value) for value in known]
    column: NDArray[np.float64] = table[codes]
    whole = bool(known) and all(isinstance(value, (int, np.integer)) for value in known)
    return column.astype(np.int64) if whole and not np.isnan(column).any() else column
