"""What is a date and what is not: one, or a column of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["indexed", "plain_date", "read_days"]


def plain_date(
    value: object, where: str, *, error: type[InvalidInputError] = InvalidInputError
) -> date:
    """Return a date unchanged; refuse everything else, a datetime too.

    Raises
    ------
    InvalidInputError
        `value` is not a `datetime.date`, or is a `datetime.datetime`.

    Examples
    --------
    >>> plain_date(date(2013, 6, 30), "birth")
    datetime.date(2013, 6, 30)
    >>> plain_date(datetime(2013, 6, 30, 14), "birth")
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: birth: a datetime is not a date; give value.date()
    """
    if isinstance(value, datetime):
        raise error(where, "a datetime is not a date", remedy="give value.date()")
    if not isinstance(value, date):
        problem = f"{type(value).__name__} is not a date"
        raise error(where, problem, remedy="give datetime.date(year, month, day)")
    return value


def read_days(value: object, where: str) -> NDArray[np.datetime64]:
    """Read a date or a column of dates to the day; unknown is ``NaT``.

    Raises
    ------
    InvalidInputError
        An entry is not a date: a text or a number is not taken for one.

    Examples
    --------
    >>> read_days([date(2013, 6, 30), None], "birth")
    array(['2013-06-30',        'NaT'], dtype='datetime64[D]')
    """
    if isinstance(value, date):
        return np.array(plain_date(value, where), dtype="datetime64[D]")
    array: NDArray[Any] = np.asarray(value)
    if array.dtype.kind == "f" and np.isnan(array).all():  # a column of which nothing is known
        array = np.full(array.shape, None)
    if array.dtype.kind == "O":
        array = _entries(array, where)
    if array.dtype.kind != "M":
        # numpy would take "2013" for 1 January, and 20130630 for the year 57085.
        kind = "text" if array.dtype.kind in "SU" else str(array.dtype)
        remedy = 'give dates, or np.array(texts, dtype="datetime64[D]")'
        raise InvalidInputError(where, f"{kind} is not a date", remedy=remedy)
    return array.astype("datetime64[D]")


def _entries(array: NDArray[Any], where: str) -> NDArray[np.datetime64]:
    # Looking at the kinds first spares a column of dates the loop over its entries.
    if not set(map(type, array.flat)) <= {date, type(None)}:
        array = array.copy()
        for place, entry in np.ndenumerate(array):
            if entry is None or entry != entry:  # noqa: PLR0124 - nan and NaT differ from themselves
                array[place] = None
            elif not isinstance(entry, date | np.datetime64):
                problem = f"{type(entry).__name__} is not a date"
                raise InvalidInputError(indexed(where, place), problem, remedy="give dates")
            elif isinstance(entry, datetime):  # the date on the spot, not in Greenwich
                array[place] = entry.date()
    return array.astype("datetime64[D]")


def indexed(where: str, place: tuple[Any, ...]) -> str:
    """Name an entry of a column; a single value has no index.

    Examples
    --------
    >>> indexed("birth", (3,)), indexed("birth", ())
    ('birth[3]', 'birth')
    """
    return f"{where}[{', '.join(str(index) for index in place)}]" if place else where
