"""Columns of truth values: true and false, 1 and 0, coded or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.language.conditions import Masks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.language.columns import CodedColumn, Column

__all__ = ["read_truths"]


def read_truths(column: Column) -> Masks | None:
    """Return where a column is true and where it is false; None if it is no column of these.

    Examples
    --------
    >>> read_truths(np.array([1.0, 0.0, np.nan])).no
    array([False,  True, False])
    >>> read_truths(np.array([1, 2])) is None
    True
    """
    if not isinstance(column, np.ndarray):
        return _coded(column)
    if column.dtype.kind == "b":
        return Masks(column, ~column)
    return _numbers(column) if column.dtype.kind in "iuf" else None


def _coded(column: CodedColumn) -> Masks | None:
    if not all(isinstance(value, bool) for value in column.values):
        return None
    truth = np.array([*column.values, -1], dtype=np.int8)[column.codes]
    return Masks(truth == 1, truth == 0)


def _numbers(column: NDArray[Any]) -> Masks | None:
    yes, no = column == 1, column == 0
    known = yes | no
    if column.dtype.kind == "f":
        known |= np.isnan(column)
    return Masks(yes, no) if known.all() else None
