"""Outcomes in the form of the library that the rows came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from famplan.rules.outcome import Outcome
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = ["LABELS", "column_of", "package_of"]

_Maker: TypeAlias = "Callable[[NDArray[Any], Any, str, bool], Any]"

_BY_CODE = sorted(Outcome, key=lambda outcome: outcome.code)
LABELS = [str(outcome) for outcome in _BY_CODE]
"""Words of the outcomes, by code from the lowest."""
_LOWEST = _BY_CODE[0].code


def package_of(data: object) -> str:
    """Name the library that some data are of."""
    return type(data).__module__.partition(".")[0].lstrip("_")


def column_of(values: NDArray[Any], data: Any, name: str, *, labels: bool = False) -> Any:  # noqa: ANN401
    """Make a column of the library that some data are of; an array where it has none.

    Parameters
    ----------
    values : ndarray
        Codes of outcomes, or truth values.
    data : object
        The data.
    name : str
        What the column is called.
    labels : bool
        Give the words of outcomes instead of their codes.

    Examples
    --------
    >>> column_of(np.array([1, -2], dtype=np.int8), {}, "status", labels=True).tolist()
    ['eligible', 'not in force']
    """
    make: _Maker = _COLUMNS.get(package_of(data), _array)
    return make(values, data, name, labels)


def _array(values: NDArray[Any], _data: object, _name: str, labels: bool) -> NDArray[Any]:  # noqa: FBT001
    return np.array(LABELS)[values - _LOWEST] if labels else values


def _pandas(values: NDArray[Any], data: Any, name: str, labels: bool) -> Any:  # noqa: ANN401, FBT001
    pandas = library("pandas", "a series", extra="frames")
    made = pandas.Categorical.from_codes(values - _LOWEST, LABELS) if labels else values
    return pandas.Series(made, index=data.index, name=name)


def _polars(values: NDArray[Any], _data: object, name: str, labels: bool) -> Any:  # noqa: ANN401, FBT001
    polars = library("polars", "a series", extra="frames")
    if not labels:
        return polars.Series(name, values)
    words = polars.Series(name, LABELS, dtype=polars.Enum(LABELS))
    return words.gather(values - _LOWEST)


def _arrow(values: NDArray[Any], _data: object, _name: str, labels: bool) -> Any:  # noqa: ANN401, FBT001
    arrow = pyarrow()
    if not labels:
        return arrow.array(values)
    return arrow.DictionaryArray.from_arrays(arrow.array(values - _LOWEST), arrow.array(LABELS))


_COLUMNS: dict[str, _Maker] = {
    "pandas": _pandas,
    "polars": _polars,
    "pyarrow": _arrow,
}
