"""Reference dates: one for all rows, a column of them, or an array beside the rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError, ShapeError
from famplan.language.rows import NO_DAY, Days, as_days
from famplan.model.days import plain_date
from famplan.tabulate.sources.arrays import ArraySource

if TYPE_CHECKING:
    from famplan.tabulate.kernel import Column
    from famplan.tabulate.sources import RowSource

__all__ = ["column_days", "day_of", "days_of"]


def day_of(on: object) -> date | str | None:
    """Return the day of all rows or the name of a column; None where it is neither.

    Raises
    ------
    InvalidInputError
        It is a number, a time, or something else that is no date.

    Examples
    --------
    >>> day_of(np.datetime64("2012-03-01")), day_of("applied_on")
    (datetime.date(2012, 3, 1), 'applied_on')
    """
    if isinstance(on, np.datetime64):
        found = on.astype("datetime64[D]").item()
        return found if isinstance(found, date) else None
    if on is None or isinstance(on, str):
        return on
    if isinstance(on, date):
        return None if on != on else plain_date(on, "on")  # noqa: PLR0124 - NaT differs from itself
    if hasattr(on, "__len__"):
        return None
    problem = f"{type(on).__name__} is not a date"
    remedy = "give a date, the name of a column of dates, or an array of dates"
    raise InvalidInputError("on", problem, remedy=remedy)


def days_of(on: Any, data: Any, source: RowSource) -> Days:  # noqa: ANN401 - an array, a frame
    """Read an array of dates that stands beside the rows.

    Raises
    ------
    InvalidInputError
        It does not hold dates, or is not as long as the data.
    """
    size = source.size
    if size is None:
        problem = "an array beside data that are read in parts"
        raise InvalidInputError("on", problem, remedy="make it a column of theirs and name it")
    if len(on) != size:
        raise ShapeError("on", f"{len(on):,} dates for {size:,} rows")
    own, rows = (getattr(one, "index", None) for one in (on, data))
    labelled = hasattr(own, "equals") and hasattr(rows, "equals")  # a list's is a method
    if labelled and not own.equals(rows):  # type: ignore[union-attr] # it was asked for
        remedy = "make it a column of the frame and name it"
        raise InvalidInputError("on", "its index is not that of the frame", remedy=remedy)
    batch = next(ArraySource({"on": on}).read(["on"], max(1, len(on))), None)
    return NO_DAY if batch is None else column_days(batch["on"], "on")


def column_days(column: Column, name: str) -> Days:
    """Read a column of reference dates.

    Raises
    ------
    InvalidInputError
        It holds something else.
    """
    if isinstance(column, np.ndarray):
        if column.dtype.kind == "M":
            return as_days(column)
        if column.dtype.kind == "f" and np.isnan(column).all():
            return NO_DAY
        held = f"{column.dtype}"
    elif not len(column.values):
        return NO_DAY
    else:
        held = "text"
    problem = f"holds {held}, not dates"
    raise InvalidInputError(name, problem, remedy="make it a column of dates first")
