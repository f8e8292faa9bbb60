"""Century-month codes: how surveys write months."""

from __future__ import annotations

from datetime import date
from numbers import Integral
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from famplan.errors import InvalidInputError
from famplan.model.days import plain_date, read_days

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from famplan.model.dates import Dates, FloatArray

__all__ = ["century_month", "from_century_month"]


@overload
def century_month(day: date) -> int: ...
@overload
def century_month(day: Dates) -> FloatArray: ...
def century_month(day: date | Dates) -> int | FloatArray:
    """Century-month code (CMC): months since December 1899, ``12 × (year − 1900) + month``.

    Parameters
    ----------
    day : date, or array_like of dates

    Returns
    -------
    int or ndarray
        A whole number for a date; for arrays floats, ``nan`` where a date is unknown.

    Raises
    ------
    InvalidInputError
        Something is not a date.

    Examples
    --------
    >>> century_month(date(2013, 6, 30))
    1362
    """
    if isinstance(day, date):
        plain_date(day, "day")
        return 12 * (day.year - 1900) + day.month
    days = read_days(day, "day")
    codes = days.astype("datetime64[M]").astype(np.int64) + 12 * 70 + 1
    return np.where(np.isnat(days), np.nan, codes.astype(np.float64))


@overload
def from_century_month(code: int) -> tuple[int, int]: ...
@overload
def from_century_month(code: ArrayLike) -> tuple[FloatArray, FloatArray]: ...
def from_century_month(code: Any) -> Any:
    """Year and month of a century-month code.

    Parameters
    ----------
    code : int or array_like
        None and ``nan`` stay unknown: ``nan``.

    Returns
    -------
    tuple
        Year and month (1–12): whole numbers for one, arrays of floats for many.

    Raises
    ------
    InvalidInputError
        A code is not a whole number.

    Examples
    --------
    >>> from_century_month(1362)
    (2013, 6)
    """
    try:
        codes = np.asarray(code, dtype=np.float64)  # None becomes nan
    except (TypeError, ValueError) as error:
        raise InvalidInputError("code", "not every entry is a number") from error
    if (codes % 1 > 0).any():  # nan compares as false
        raise InvalidInputError("code", f"{codes[codes % 1 > 0][0]:g} is not a whole number")
    year, month = np.divmod(codes - 1, 12)
    if isinstance(code, Integral):
        return int(year) + 1900, int(month) + 1
    return year + 1900, month + 1
