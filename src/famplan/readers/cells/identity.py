"""Resident identity numbers: looked at once, compared with each other and the row, never kept."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from secrets import randbits
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.readers.cells.cell_rules import (
    IDENTITY_BIRTH,
    IDENTITY_SEX,
    IDENTITY_UNCHECKED,
    IDENTITY_WRONG,
)
from famplan.readers.cells.decoding import UNKNOWN_TEXTS
from famplan.readers.rule import Severity
from famplan.readers.table import NOBODY, UNKNOWN_DAY
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.readers.cells.column_reader import Note
    from famplan.readers.rule import FaultRule
    from famplan.readers.schema import Column

__all__ = ["IdentityReader", "Numbers", "valid_numbers"]

_LENGTH, _OLD = 18, 15
"""Signs of a number, and of one of before 1999: no century, no check digit."""
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECK = np.frombuffer(b"10X98765432", dtype=np.uint8)
_LOWER_X = ord("x")
_PLACES = 10 ** np.arange(16, -1, -1, dtype=np.int64)
_BITS = 64


class IdentityReader:
    """Checks a column of identity numbers batch by batch, and keeps none of them."""

    def __init__(self, column: Column, note: Note) -> None:
        self._column = column
        self._note = note
        self._there = find_spec("stdnum") is not None
        self._told = False
        self._rows = 0
        self._salt = [np.uint64(randbits(_BITS) | 1) for _ in range(2)]
        self._seen: list[tuple[NDArray[np.intp], NDArray[np.uint64]]] = []

    def add_unknown(self, rows: int) -> None:
        """Note rows without a number."""
        self._rows += rows

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
        found = valid_numbers(array)
        valid, days, man = found.valid, found.days, found.man
        rows = np.flatnonzero(valid)
        self._seen.append((rows + self._rows, _salted(found.whole[rows], *self._salt)))
        self._rows += len(valid)
        self._say(IDENTITY_WRONG, np.flatnonzero(found.given & ~valid))
        if birth is not None:
            apart = valid & (birth != UNKNOWN_DAY) & (birth != days)
            self._say(IDENTITY_BIRTH, np.flatnonzero(apart))
        if sex is not None:
            self._say(IDENTITY_SEX, np.flatnonzero(valid & (sex != NOBODY) & (sex != man)))

    def finish(self) -> NDArray[np.intp]:
        """Return the rows whose number an earlier row has, and forget what stood for numbers."""
        seen, self._seen = self._seen, []
        if not seen:
            return np.empty(0, dtype=np.intp)
        rows, marks = (np.concatenate(each) for each in zip(*seen, strict=True))
        order = np.argsort(marks, kind="stable")
        again = marks[order[1:]] == marks[order[:-1]]
        return np.sort(rows[order[1:][again]])

    def _say(
        self,
        rule: FaultRule,
        rows: NDArray[Any],
        severity: Severity = Severity.WARNING,
    ) -> None:
        if rows.size or severity is Severity.NOTE:
            self._note(self._column, rule, severity, rows, [])


@attrs.frozen(eq=False)
class Numbers:
    """What a column of identity numbers says, row by row.

    Parameters
    ----------
    given, valid : ndarray of bool
        Whether there is anything, and whether it is a number that can be.
    days : ndarray
        Days of birth since 1970-01-01 that valid ones stand for.
    man : ndarray
        1 for men and 0 for women.
    whole : ndarray
        The seventeen digits of valid ones, for comparison only.
    """

    given: NDArray[np.bool_]
    valid: NDArray[np.bool_]
    days: NDArray[np.int32]
    man: NDArray[np.int8]
    whole: NDArray[np.int64]


def valid_numbers(array: Any) -> Numbers:  # noqa: ANN401 - an Arrow array
    """Tell which numbers are given and valid, and which birth and sex the valid ones stand for.

    Digits, check digit and date are looked at for all rows together; the place by python-stdnum,
    once for each place and year. Of eighteen signs the verdict is that of
    ``stdnum.cn.ric.is_valid``. Fifteen digits are completed as the numbers of that time were: the
    century is the twentieth, and there was no check digit.

    Raises
    ------
    InvalidInputError
        The column holds lists, bytes or the like.

    Examples
    --------
    >>> import pyarrow as pa
    >>> found = valid_numbers(pa.array(["360426199101010071", "360426910101007", "36042619", None]))
    >>> found.given.tolist(), found.valid.tolist(), found.man[0]
    ([True, True, True, False], [True, True, False, False], np.int8(1))
    """
    arrow = pyarrow("reading a register")
    compute = library("pyarrow.compute", "checking identity numbers", extra="register")
    try:
        text = array.cast(arrow.large_string())
    except arrow.ArrowException:
        raise InvalidInputError("identity_number", f"holds {array.type}, no text") from None
    if compute.all(compute.string_is_ascii(text)).as_py() is False:
        text = compute.utf8_normalize(text, form="NFKC")
    for mark in (" ", "-"):  # as python-stdnum reads them
        text = compute.replace_substring(text, mark, "")
    text = compute.utf8_trim_whitespace(text)
    blank = compute.is_in(
        compute.utf8_lower(text), value_set=arrow.array(sorted(UNKNOWN_TEXTS), text.type)
    )
    given = ~blank.to_numpy(zero_copy_only=False) & text.is_valid().to_numpy(zero_copy_only=False)
    rows, signs = [], []
    for length in (_LENGTH, _OLD):
        long = compute.equal(compute.binary_length(text), length).fill_null(False)  # noqa: FBT003
        rows.append(np.flatnonzero(long.to_numpy(zero_copy_only=False)))
        signs.append(_signs(text.filter(long), length, arrow))
    signs[1] = _completed(signs[1])
    return _told(given, np.concatenate(rows), np.concatenate(signs))


def _told(given: NDArray[np.bool_], rows: NDArray[np.intp], signs: NDArray[np.uint8]) -> Numbers:
    found = Numbers(
        given=given,
        valid=np.zeros(len(given), dtype=bool),
        days=np.full(len(given), UNKNOWN_DAY, dtype=np.int32),
        man=np.full(len(given), NOBODY, dtype=np.int8),
        whole=np.full(len(given), NOBODY, dtype=np.int64),
    )
    right, born, whole = _judged(signs)
    rows = rows[right]
    found.valid[rows] = True
    found.days[rows] = born[right]
    found.man[rows] = signs[right, 16] % 2  # "0" is even
    found.whole[rows] = whole[right]
    return found


def _signs(text: Any, length: int, arrow: Any) -> NDArray[np.uint8]:  # noqa: ANN401
    """Lay texts of one length out as a table of bytes."""
    fixed = text.cast(arrow.large_binary()).cast(arrow.binary(length))
    if not len(fixed):
        return np.empty((0, length), dtype=np.uint8)
    data = np.frombuffer(fixed.buffers()[1], dtype=np.uint8)
    start = fixed.offset * length
    return data[start : start + len(fixed) * length].reshape(-1, length)


def _completed(old: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Put the century into numbers of fifteen digits, and the check digit behind them."""
    century = np.broadcast_to(np.frombuffer(b"19", dtype=np.uint8), (len(old), 2))
    signs = np.hstack([old[:, :6], century, old[:, 6:]])
    return np.column_stack([signs, _CHECK[_remainder(signs)]])


def _remainder(signs: NDArray[np.uint8]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = ((signs.astype(np.int64) - ord("0")) @ _WEIGHTS) % len(_CHECK)
    return found


def _judged(
    signs: NDArray[np.uint8],
) -> tuple[NDArray[np.bool_], NDArray[np.int32], NDArray[np.int64]]:
    """Return which numbers are right, the days of birth, and the seventeen digits as one number."""
    digits = signs[:, :17].astype(np.int64) - ord("0")
    last = np.where(signs[:, 17] == _LOWER_X, ord("X"), signs[:, 17])
    right = ((digits >= 0) & (digits <= 9)).all(axis=1)  # noqa: PLR2004 - digits
    right &= _CHECK[_remainder(signs[:, :17])] == last
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
    return right, (first + day - 1).astype(np.int32), digits @ _PLACES


def _salted(whole: NDArray[np.int64], first: np.uint64, second: np.uint64) -> NDArray[np.uint64]:
    """Turn numbers into marks that mean nothing once the salt is gone; no two get the same.

    Each step can be undone by who has the salt, so that equal marks are equal numbers.
    """
    marks = whole.view(np.uint64) ^ first
    for factor in (second, first):  # odd: to multiply by one loses nothing
        marks = marks * factor
        marks ^= marks >> np.uint64(_BITS // 2)
    return marks


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
