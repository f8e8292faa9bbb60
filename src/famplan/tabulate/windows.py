"""Windows as people name them: a length, and the interview or a month to end with."""

from __future__ import annotations

import re
from datetime import date
from numbers import Integral

from famplan.errors import DefinitionError, InvalidInputError
from famplan.model.months import century_month
from famplan.tabulate.exposure import Window

__all__ = ["window_of"]

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def window_of(months: int, *, ending: str | date = "interview", before: int = 0) -> Window:
    """Make a window of its length and its end.

    Parameters
    ----------
    months : int
        Length of the window.
    ending : str or date
        ``"interview"``, or a month: the window ends before that month begins.
    before : int
        Months by which it ends earlier still.

    Raises
    ------
    DefinitionError
        `ending` is neither ``"interview"`` nor a month.
    InvalidInputError
        A length is not a whole number of months, or too small.

    Examples
    --------
    >>> window_of(36)
    Window(months=36, before_interview=0, last_month=None)
    >>> window_of(60, ending="2015-06").last_month == century_month(date(2015, 5, 1))
    True
    """
    for name, length in (("window", months), ("before", before)):
        if not isinstance(length, Integral):
            raise InvalidInputError(name, f"{length!r} is not a whole number of months")
    if ending == "interview":
        return Window(months=int(months), before_interview=int(before))
    if before < 0:
        raise InvalidInputError("before", f"{before} months is below 0")
    return Window(months=int(months), last_month=_month(ending) - 1 - int(before))


def _month(ending: str | date) -> int:
    if isinstance(ending, date):
        return century_month(date(ending.year, ending.month, 1))
    named = _MONTH.fullmatch(str(ending))
    if not named:
        raise DefinitionError(
            "ending", f"{ending!r} is neither interview nor a month", remedy='give "2015-06"'
        )
    return century_month(date(int(named[1]), int(named[2]), 1))
