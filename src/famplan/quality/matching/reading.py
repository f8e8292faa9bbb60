"""Columns of a register, a dataframe or a mapping, as arrays in which unknown is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import DefinitionError, InvalidInputError, ShapeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["key_columns", "names_of", "read_columns", "read_keys"]

_EXACT = 2.0**53


def key_columns(key: str | Iterable[str]) -> tuple[str, ...]:
    """Return the columns of a key.

    Examples
    --------
    >>> key_columns("child"), key_columns(["mother", "occurred"])
    (('child',), ('mother', 'occurred'))
    """
    return (key,) if isinstance(key, str) else tuple(key)


def read_keys(keys: str | Iterable[str | Iterable[str]]) -> list[tuple[str, ...]]:
    """Return the columns of each key; a single word is one key of one column.

    Raises
    ------
    DefinitionError
        There are no keys, or one has no column.

    Examples
    --------
    >>> read_keys("child"), read_keys(["child", ["mother", "occurred"]])
    ([('child',)], [('child',), ('mother', 'occurred')])
    """
    wanted = [key_columns(key) for key in ([keys] if isinstance(keys, str) else keys)]
    if not wanted or not all(wanted):
        raise DefinitionError("keys", "no key", remedy='name columns: keys=[["mother", "born"]]')
    return wanted


def names_of(*groups: Iterable[str | Sequence[str]]) -> tuple[str, ...]:
    """Return all columns that keys name, each once."""
    return tuple(
        dict.fromkeys(name for group in groups for key in group for name in key_columns(key))
    )


def read_columns(data: Any, names: Sequence[str], *, where: str) -> dict[str, NDArray[Any]]:  # noqa: ANN401 - any table
    """Take columns out of a table.

    Parameters
    ----------
    data : table of a register, dataframe or mapping
        A table of `famplan.readers.register`, whose used rows are taken; an eager frame of pandas,
        polars, pyarrow or another library that narwhals knows; or columns by name.
    names : sequence of str
        Columns.
    where : str
        What messages call it.

    Returns
    -------
    dict of str to ndarray
        Columns of one length; days are ``datetime64``, and what is not known is None, ``nan``,
        ``NaT`` or empty.

    Raises
    ------
    InvalidInputError
        A column is not there or has lost digits, or the data are of no kind that is known.
    ShapeError
        Columns of different lengths, or something that is no column.

    Examples
    --------
    >>> read_columns({"order": [1, 2], "sex": ["f", None]}, ["sex"], where="register")
    {'sex': array(['f', None], dtype=object)}
    """
    if isinstance(data, Mapping):
        found = _of_mapping(data, names, where)
    elif hasattr(data, "schema") and hasattr(data, "used") and hasattr(data, "array"):
        found = {name: _of_register(data, name) for name in names}
    else:
        found = _of_frame(data, names, where)
    for name, column in found.items():
        if column.ndim != 1:
            problem = f"{column.ndim} dimensions are no column"
            raise ShapeError(f"{where}: {name}", problem, remedy="give one cell for each row")
    lengths = {name: len(column) for name, column in found.items()}
    if len(set(lengths.values())) > 1:
        given = ", ".join(f"{length:,} in {name}" for name, length in lengths.items())
        raise ShapeError(where, f"columns of different lengths: {given}")
    for name, column in found.items():
        _check_digits(column, f"{where}: {name}")
    return found


def _check_digits(column: NDArray[Any], where: str) -> None:
    """Refuse floats beyond the whole numbers they can tell apart, as identity numbers are."""
    if column.dtype.kind == "f":
        lost = bool((np.abs(column) > _EXACT).any())
    else:
        lost = column.dtype.kind == "O" and any(
            isinstance(value, float) and abs(value) > _EXACT for value in column.tolist()
        )
    if lost:
        problem = "numbers of more than 15 digits, kept as floats, have lost their last digits"
        raise InvalidInputError(where, problem, remedy="read the column as text")


def _of_mapping(
    data: Mapping[str, Any], names: Sequence[str], where: str
) -> dict[str, NDArray[Any]]:
    _check(names, data, where)
    return {name: _array(data[name]) for name in names}


def _array(values: Any) -> NDArray[Any]:  # noqa: ANN401 - a list or an array
    if isinstance(values, np.ndarray):
        return values
    return np.array(list(values), dtype=object)


def _of_register(table: Any, name: str) -> NDArray[Any]:  # noqa: ANN401 - readers lie above
    """Take the used rows of a column; -1 is what the schema calls not known."""
    kind = str(table.schema.column(name).kind)
    if kind == "date":
        return np.asarray(table.days(name))
    column = table.column(name)
    if hasattr(column, "values") and hasattr(column, "codes"):
        texts = np.array([*column.values, None], dtype=object)
        return np.asarray(texts[column.codes])
    if column.dtype.kind == "f":
        return np.asarray(column)
    known: NDArray[Any] = column.astype(object)
    known[column < 0] = None
    return known


def _of_frame(data: Any, names: Sequence[str], where: str) -> dict[str, NDArray[Any]]:  # noqa: ANN401
    import narwhals as nw  # noqa: PLC0415 - loaded for the first frame

    try:
        frame = nw.from_native(data, eager_only=True)
    except TypeError:
        problem = f"a {type(data).__name__} is no table"
        remedy = "give a table of a register, a dataframe in memory, or columns by name"
        raise InvalidInputError(where, problem, remedy=remedy) from None
    _check(names, frame.columns, where)
    return {name: _of_series(frame[name]) for name in names}


def _of_series(series: Any) -> NDArray[Any]:  # noqa: ANN401 - a series of narwhals
    if series.dtype.is_temporal():
        return np.asarray(series.to_numpy()).astype("datetime64[D]")
    return np.array(series.to_list(), dtype=object)


def _check(names: Sequence[str], there: Iterable[str], where: str) -> None:
    known = list(there)
    missing = [name for name in names if name not in known]
    if missing:
        problem = f"{', '.join(missing)} not among {', '.join(map(str, known))}"
        raise InvalidInputError(where, problem, remedy="name columns that are there")
