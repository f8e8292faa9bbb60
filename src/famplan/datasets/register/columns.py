"""Columns as a file of the office holds them: keys, dates, words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.datasets.register.people import ALWAYS, NEVER

if TYPE_CHECKING:
    from enum import StrEnum

    from numpy.typing import NDArray

    from famplan.datasets.register.areas import AreaTree

__all__ = ["Table", "areas_at", "dates", "flags", "keys", "refs", "whole", "words"]

Table = dict[str, "NDArray[Any]"]
"""Columns of one table by their names in the schema."""


def keys(rows: int) -> NDArray[np.int64]:
    """Number rows from 1."""
    return np.arange(1, rows + 1)


def refs(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the keys of rows of another table; -1 where there is none."""
    return np.where(rows >= 0, rows + 1, -1)


def areas_at(tree: AreaTree, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the codes of areas; -1 where there is none."""
    return np.where(rows >= 0, tree.code[rows], -1)


def dates(days: NDArray[Any]) -> NDArray[np.datetime64]:
    """Turn days from 1970-01-01 into dates; never and always are ``NaT``."""
    found = days.astype(np.int64)
    result = found.astype("datetime64[D]")
    result[(found == NEVER) | (found == ALWAYS)] = np.datetime64("NaT")
    return result


def words(codes: NDArray[np.int64], vocabulary: type[StrEnum]) -> NDArray[np.str_]:
    """Turn places in a vocabulary into its words; -1 is empty."""
    return np.array([*(str(word) for word in vocabulary), ""])[codes]


def flags(values: NDArray[Any]) -> NDArray[np.int8]:
    """Turn truth into 1 and 0."""
    return values.astype(np.int8)


def whole(values: NDArray[Any]) -> NDArray[np.int16]:
    """Keep small whole numbers small."""
    return values.astype(np.int16)
