"""Resident identity numbers: looked at once, compared with date of birth and sex, never kept."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError
from famplan.readers.cells.cell_rules import (
    IDENTITY_BIRTH,
    IDENTITY_SEX,
    IDENTITY_UNCHECKED,
    IDENTITY_WRONG,
)
from famplan.readers.rule import Severity
from famplan.readers.table import NOBODY, UNKNOWN_DAY
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.readers.cells.column_reader import Note
    from famplan.readers.rule import FaultRule
    from famplan.readers.schema import Column

__all__ = ["IdentityReader", "valid_numbers"]

_LENGTH = 18
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECK = np.frombuffer(b"10X98765432", dtype=np.uint8)
_LOWER_X = ord("x")


class IdentityReader:
    """Checks a column of identity numbers batch by batch, and keeps none of them."""

    def __init__(self, column: Column, note: Note) -> None:
        self._column = column
        self._note = note
        self._there = find_spec("stdnum") is not None
        self._told = False

    def check(
        self,
        array: Any,  # noqa: ANN401 - an Arrow array
        *,
        birth: NDArray[np.int32] | None,
        sex: NDArray[np.int8] | None,
    ) -> None:
        """Check a batch: the number itself, then against what the row says.

        Parameters
        ----------
        array : Arrow array
            The numbers; none is shown or kept.
        birth, sex : ndarray, optional
            Days of birth, and places in ``female, male``, of the same rows.
        """
        if not self._there:
            if not self._told:
                self._say(IDENTITY_UNCHECKED, np.empty(0, np.int64), Severity.NOTE)
            self._told = True
            return
        given, valid, days, man = valid_numbers(array)
        self._say(IDENTITY_WRONG, np.flatnonzero(given & ~valid))
        if birth is not None:
            apart = valid & (birth != UNKNOWN_DAY) & (birth != days)
            self._say(IDENTITY_BIRTH, np.flatnonzero(apart))
        if sex is not None:
            self._say(IDENTITY_SEX, np.flatnonzero(valid & (sex != NOBODY) & (sex != man)))

    def _say(
        self,
        rule: FaultRule,
        rows: NDArray[Any],
        severity: Severity = Severity.WARNING,
    ) -> None:
        if rows.size or severity is Severity.NOTE:
            self._note(self._column, rule, severity, rows, [])


def valid_numbers(
    array: Any,  # noqa: ANN401 - an Arrow array
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int32], NDArray[np.int8]]:
    """Tell which numbers are given and valid, and which birth and sex the valid ones stand for.

    Digits, check digit and date are looked at for all rows together; the place by python-stdnum,
    once for each place and year. The verdict is that of ``stdnum.cn.ric.is_valid``.

    Returns
    -------
    tuple of ndarray
        Given, valid, days of birth since 1970-01-01, and 1 for men and 0 for women.

    Raises
    ------
    InvalidInputError
        The column holds lists, bytes or the like.

    Examples
    --------
    >>> import pyarrow as pa
    >>> given, valid, days, man = valid_numbers(pa.array(["360426199101010071", "36042619", None]))
    >>> given.tolist(), valid.tolist(), man[0]
    ([True, True, False], [True, False, False], np.int8(1))
    """
    arrow = pyarrow("reading a register")
    compute = library("pyarrow.compute", "checking identity numbers", extra="register")
    try:
        text = array.cast(arrow.large_string())
    except arrow.ArrowException:
        raise InvalidInputError("identity_number", f"holds {array.type}, no text") from None
    for mark in (" ", "-"):  # as python-stdnum reads them
        text = compute.replace_substring(text, mark, "")
    text = compute.utf8_trim_whitespace(text)
    given = compute.fill_null(compute.not_equal(text, ""), False).to_numpy(zero_copy_only=False)  # noqa: FBT003
    long = compute.equal(compute.binary_length(text), _LENGTH).fill_null(False)  # noqa: FBT003
    rows = np.flatnonzero(long.to_numpy(zero_copy_only=False))
    signs = _signs(text.filter(long), arrow)
    valid = np.zeros(len(array), dtype=bool)
    days = np.full(len(array), UNKNOWN_DAY, dtype=np.int32)
    man = np.full(len(array), NOBODY, dtype=np.int8)
    right, born = _judged(signs)
    valid[rows] = right
    days[rows] = np.where(right, born, UNKNOWN_DAY)
    man[rows] = np.where(right, signs[:, 16] % 2, NOBODY)  # "0" is even
    return given, valid, days, man


def _signs(text: Any, arrow: Any) -> NDArray[np.uint8]:  # noqa: ANN401
    """Lay texts of one length out as a table of bytes."""
    fixed = text.cast(arrow.large_binary()).cast(arrow.binary(_LENGTH))
    if not len(fixed):
        return np.empty((0, _LENGTH), dtype=np.uint8)
    data = np.frombuffer(fixed.buffers()[1], dtype=np.uint8)
    start = fixed.offset * _LENGTH
    return data[start : start + len(fixed) * _LENGTH].reshape(-1, _LENGTH)


def _judged(signs: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    digits = signs[:, :17].astype(np.int64) - ord("0")
    last = np.where(signs[:, 17] == _LOWER_X, ord("X"), signs[:, 17])
    right = ((digits >= 0) & (digits <= 9)).all(axis=1)  # noqa: PLR2004 - digits
    right &= _CHECK[(digits @ _WEIGHTS) % 11] == last
    year = digits[:, 6:10] @ np.array([1000, 100, 10, 1])
    month = digits[:, 10] * 10 + digits[:, 11]
    day = digits[:, 12] * 10 + digits[:, 13]
    right &= (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)  # noqa: PLR2004 - months
    months = np.where(right, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int64)
    right &= first + day <= (months + 1).astype("datetime64[D]").astype(np.int64)
    place = digits[:, :6] @ np.array([100_000, 10_000, 1_000, 100, 10, 1])
    codes, which = np.unique(np.where(right, place * 10_000 + year, -1), return_inverse=True)
    right &= np.array([_place_exists(int(code)) for code in codes], dtype=bool)[which]
    return right, (first + day - 1).astype(np.int32)


@cache
def _place_exists(code: int) -> bool:
    """Ask python-stdnum whether a place had its code in a year."""
    if code < 0:
        return False
    place, year = divmod(code, 10_000)
    ric = import_module("stdnum.cn.ric")
    wrong = import_module("stdnum.exceptions").ValidationError
    try:
        ric.get_birth_place(f"{place:06d}{year:04d}0101")
    except wrong:
        return False
    return True
