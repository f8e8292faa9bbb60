"""Cells as they are compared: one spelling for what is the same, none for what is unknown."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = ["UNKNOWN", "joint_codes", "normal"]

UNKNOWN = -1
"""Code of a cell that is empty or not known: it equals nothing, not even itself."""


def normal(value: object) -> str:
    """Write a cell in the one way in which it is compared; empty if it is not known.

    Width, case, spaces and punctuation do not count, but for the sign and the point of a number. A
    whole number is one however it is kept, and a day is its eight digits.

    Examples
    --------
    >>> normal("Ｌｉ  Na-Na"), normal(7.0), normal("7.00"), normal(-2.5), normal(None)
    ('linana', '7', '7', '-2.5', '')
    >>> normal("2012-03-04"), normal("2012/3/4"), normal("2012年3月4日")
    ('20120304', '20120304', '20120304')
    """
    if value is None or value != value:  # noqa: PLR0124 - nan and NaT differ from themselves
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value)).casefold().strip()
    if day := _DAY.fullmatch(text):
        year, month, of_month = day.groups()
        return f"{year}{month:0>2}{of_month:0>2}"
    if number := _NUMBER.fullmatch(text):
        sign, whole, decimals = number.groups(default="")
        return f"{sign}{whole}{decimals}" if decimals.strip(".0") else f"{sign}{whole}"
    return "".join(sign for sign in text if sign.isalnum())


# Year, month and day with signs between them, and perhaps a midnight that a program has added.
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ t]00:00(?::00(?:\.0+)?)?)?")
_NUMBER = re.compile(r"(-)?(\d+)(\.\d+)?")


def _texts(values: NDArray[Any]) -> tuple[NDArray[np.int64], list[str]]:
    """Number the distinct values of a column, and write each in its normal way."""
    if values.dtype.kind == "M":
        values = values.astype("datetime64[D]").astype(object)
    distinct: dict[Any, int] = {}
    given: Iterable[Any] = values.tolist()
    codes = [distinct.setdefault(value, len(distinct)) for value in given]
    return np.array(codes, dtype=np.int64), [normal(value) for value in distinct]


def joint_codes(columns: Iterable[NDArray[Any]]) -> list[NDArray[np.int64]]:
    """Number the cells of one column of several tables: what is the same has one number.

    Examples
    --------
    >>> joint_codes([np.array(["A b", ""]), np.array(["c", "ab"])])
    [array([ 0, -1]), array([1, 0])]
    """
    known: dict[str, int] = {"": UNKNOWN}
    result = []
    for column in columns:
        codes, texts = _texts(column)
        places = [known.setdefault(text, len(known) - 1) for text in texts]
        result.append(np.array([*places, UNKNOWN], dtype=np.int64)[codes])
    return result
