"""Days of rows, as whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.language.calendar import UNKNOWN_DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from numpy.typing import NDArray

__all__ = ["NO_DAY", "Days", "as_days", "counted_days"]


@attrs.frozen(eq=False)
class Days:
    """Days counted from 1970-01-01: of every row, or one for all of them.

    As whole numbers they compare eight times faster than as ``datetime64``.
    """

    days: NDArray[np.int64]
    known: NDArray[np.bool_] | None = None
    """Where they are known; None if that is everywhere."""

    @property
    def gaps(self) -> bool:
        """Whether some are unknown."""
        return self.known is not None

    def mapped(self, change: Callable[[NDArray[np.int64]], NDArray[np.int64]]) -> Days:
        """Change the days; what is unknown stays so."""
        return Days(change(self.days.reshape(-1)).reshape(self.days.shape), self.known)

    def take(self, places: NDArray[np.int64] | slice) -> Days:
        """Pick rows."""
        if not self.days.ndim:
            return self
        return counted_days(self.days[places])


NO_DAY = Days(np.array(UNKNOWN_DAY), np.array(False))  # noqa: FBT003 - an array's only value
"""The day of every row, where nobody's is known."""


def as_days(column: NDArray[np.datetime64] | date) -> Days:
    """Read dates as days.

    Examples
    --------
    >>> as_days(np.array(["1970-01-03", "NaT"], "datetime64[D]")).known
    array([ True, False])
    """
    return counted_days(np.asarray(column, dtype="datetime64[D]").view(np.int64))


def counted_days(days: NDArray[np.int64]) -> Days:
    """Take days counted from 1970-01-01, some of which may be unknown."""
    known = days != UNKNOWN_DAY
    return Days(days, None if known.all() else known)
