"""Columns as a kernel wants them: months as century-month codes, numbers as numbers."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError
from famplan.model.months import century_month
from famplan.tabulate.coding import Coded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Column

__all__ = ["as_numbers", "identities", "missing_codes", "months", "numbers", "without"]

_EPOCH = 12 * 70 + 1  # the century-month code of January 1970, where numpy's dates begin
_ISO = re.compile(r"\d{4}-\d{2}(-\d{2}.*)?")
_DIGITS = re.compile(r"\d{1,4}|")
_YEARS = 1800  # digits from here on are a year; century-month codes reach it in the year 2049
# Bits of an identity's columns but the first, from the last one: line numbers, households.
_BITS = (10, 22)


@cache
def missing_codes() -> Mapping[str, tuple[float, ...]]:
    """Codes of recode columns that mean "not known", by column.

    Examples
    --------
    >>> missing_codes()["v212"]
    (97, 98, 99)
    """
    text = resources.files("famplan.tabulate").joinpath("data/missing.toml").read_text("utf-8")
    return {
        name: tuple(entry["codes"]) for entry in loads(text)["codes"] for name in entry["columns"]
    }


def without(column: Column, codes: Sequence[float]) -> Column:
    """Make the codes that mean "not known" unknown.

    Examples
    --------
    >>> without(np.array([0, 2, 9]), (9,))
    array([ 0.,  2., nan])
    """
    if not codes or isinstance(column, Coded) or column.dtype.kind not in "iuf":
        return column
    if column.dtype.kind != "f" and column.size and column.max() < min(codes):
        return column  # as most columns are
    if not (column >= min(codes)).any():
        return column
    return np.where(np.isin(column, codes), np.nan, column)


def as_numbers(column: Column) -> Column:
    """Turn true and false into 1 and 0; any other column stays as it is.

    Examples
    --------
    >>> as_numbers(Coded(np.array([1, 0, -1]), (False, True)))
    array([ 1.,  0., nan])
    """
    if isinstance(column, Coded) and all(isinstance(value, bool) for value in column.values):
        found: NDArray[np.float64] = np.array([*column.values, np.nan], np.float64)[column.codes]
        return found
    return column


def numbers(column: Column, where: str, *, before: int = 0) -> NDArray[Any]:
    """Return a column of numbers as it is; text that is not a number is an error.

    Parameters
    ----------
    column : ndarray or Coded
        The column.
    where : str
        Its name.
    before : int
        Rows of the data that came before this batch.

    Raises
    ------
    InvalidInputError
        An entry is text.

    Examples
    --------
    >>> numbers(Coded(np.array([0, 1, -1]), ("1", "high")), "v005", before=100)
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: v005, row 102: text where a number is needed
    """
    if not isinstance(column, Coded) and column.dtype.kind in "iufb":
        return column
    return _parsed(column, where, before, _number, "text where a number is needed", "")


def months(column: Column, where: str, *, before: int = 0) -> NDArray[Any]:
    """Return a column of months as century-month codes, from codes, dates or ISO texts.

    Parameters
    ----------
    column : ndarray or Coded
        Century-month codes, ``datetime64``, `datetime.date` or texts like ``"2013-06-30"`` or
        ``"2013-06"``; a year alone is a month not known.
    where : str
        Its name.
    before : int
        Rows of the data that came before this batch.

    Raises
    ------
    InvalidInputError
        An entry is text that is no date.

    Examples
    --------
    >>> months(Coded(np.array([0, 1, -1]), ("2013-06-30", "1988")), "born")
    array([1362.,   nan,   nan])
    >>> months(np.array(["2013-06-30"], "datetime64[D]"), "born")
    array([1362])
    """
    if isinstance(column, Coded) or column.dtype.kind not in "iufbM":
        remedy = "give ISO dates (2013-06-30) or century-month codes"
        return _parsed(column, where, before, _month, "neither a date nor a month", remedy)
    if column.dtype.kind != "M":
        return column
    unknown = np.isnat(column)
    codes = column.astype("datetime64[M]").astype(np.int64) + _EPOCH
    return np.where(unknown, np.nan, codes) if unknown.any() else codes


def _parsed(  # noqa: PLR0913, PLR0917 - what to read, where it stands, how, and what to say
    column: Column,
    where: str,
    before: int,
    read: Callable[[object], float],
    problem: str,
    remedy: str,
) -> NDArray[np.float64]:
    """Read each distinct entry once, and say where the first stands that cannot be read."""
    if isinstance(column, Coded):
        codes, values = column.codes, column.values
    else:
        distinct = dict.fromkeys(column.tolist())
        places = {value: place for place, value in enumerate(distinct)}
        codes = np.array([places[value] for value in column.tolist()], dtype=np.int64)
        values = list(distinct)
    table: NDArray[np.float64] = np.full(
        len(values) + 1, np.nan
    )  # the last entry is for code -1, unknown
    for place, value in enumerate(values):
        try:
            table[place] = read(value)
        except ValueError as error:
            rows = np.flatnonzero(codes == place)
            if rows.size:
                row = before + int(rows[0]) + 1
                raise InvalidInputError(f"{where}, row {row}", problem, remedy=remedy) from error
    found: NDArray[np.float64] = table[codes]
    return found


def _number(value: object) -> float:
    if value is None or value == "":
        return np.nan
    number = float(value)  # type: ignore[arg-type]
    if np.isinf(number):
        raise ValueError
    return number


def _month(value: object) -> float:
    if value is None or value != value:  # noqa: PLR0124 - nan and NaT differ from themselves
        return np.nan
    if isinstance(value, date):
        return century_month(date(value.year, value.month, 1))
    if not isinstance(value, str):
        return _number(value)
    text = value.strip()
    if _DIGITS.fullmatch(text):
        return float(text) if text and int(text) < _YEARS else np.nan
    if not _ISO.fullmatch(text):
        raise ValueError
    return float(np.datetime64(text[:7], "M").astype(np.int64) + _EPOCH)


def identities(columns: Sequence[Column]) -> NDArray[np.uint64]:
    """One number for the columns that tell a woman from the others; 0 where one is unknown.

    Numbers keep their order, so a file sorted by them is cheap to check for duplicates.

    Examples
    --------
    >>> identities([np.array([7, 7, 8])]).tolist()
    [7, 7, 8]
    """
    total = np.zeros(len(columns[0]), dtype=np.uint64)
    known = np.ones(len(total), dtype=bool)
    for place, column in enumerate(columns):
        entries, given = _identity(column)
        known &= given
        left = len(columns) - place - 1
        if place:
            total <<= np.uint64(_BITS[min(left, len(_BITS) - 1)])
        total += entries
    return np.where(known, total, np.uint64(0))


def _identity(column: Column) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    if isinstance(column, Coded):
        table = np.array([_digest(value) for value in column.values] + [0], dtype=np.uint64)
        return table[column.codes], column.codes >= 0
    if column.dtype.kind == "f":
        given = ~np.isnan(column)
        return np.where(given, column, 0).astype(np.int64).view(np.uint64), given
    if column.dtype.kind in "iub":
        return column.astype(np.int64).view(np.uint64), np.ones(len(column), dtype=bool)
    entries = column.tolist()
    digests = np.array([_digest(value) for value in entries], dtype=np.uint64)
    return digests, np.array([value is not None for value in entries], dtype=bool)


def _digest(value: object) -> int:
    """Turn an identity into a number that is the same in every process, unlike Python's hash."""
    return int.from_bytes(blake2b(str(value).encode(), digest_size=8).digest(), "little")
