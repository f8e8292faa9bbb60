"""Schedules of current status: at how many months groups of births stand, and what they add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.formulas.choices import one_of
from famplan.formulas.tables import read_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["CurrentStatusSchedule", "ScheduleName", "current_status_schedule"]

ScheduleName: TypeAlias = Literal["dhs7", "dhs6", "completed", "calendar"]
"""Where groups of births stand and what they add to a mean: see `current_status_schedule`."""

_MONTHS = 2  # of each group of births


@attrs.frozen
class CurrentStatusSchedule:
    """Where two-month groups of births stand, and what they add to a mean duration.

    Parameters
    ----------
    name : {"dhs7", "dhs6", "completed", "calendar"}
        Name of the schedule.
    first_midpoints : tuple of float
        Months since birth of the first groups; each further one is two months later.
    first_widths : tuple of float
        Months that the first groups add to a mean; the last holds for all that follow.
    start : float
        Months that a mean has whatever the shares are.
    """

    name: ScheduleName
    first_midpoints: tuple[float, ...]
    first_widths: tuple[float, ...]
    start: float

    def midpoints(self, groups: int) -> FloatArray:
        """Months since birth at which groups stand.

        Examples
        --------
        >>> current_status_schedule("dhs6").midpoints(4).tolist()
        [0.75, 2.5, 4.5, 6.5]
        """
        more = max(groups - len(self.first_midpoints), 0)
        last = self.first_midpoints[-1]
        rest = last + _MONTHS * np.arange(1, more + 1)
        return np.concatenate([self.first_midpoints, rest])[:groups]

    def widths(self, groups: int) -> FloatArray:
        """Months that groups add to a mean.

        Examples
        --------
        >>> current_status_schedule("dhs6").widths(5).tolist()
        [0.75, 1.5, 1.75, 2.0, 2.0]
        """
        more = max(groups - len(self.first_widths), 0)
        return np.array([*self.first_widths, *[self.first_widths[-1]] * more])[:groups]


def current_status_schedule(name: ScheduleName) -> CurrentStatusSchedule:
    """Look a schedule up.

    Parameters
    ----------
    name : {"dhs7", "dhs6", "completed", "calendar"}
        ``"dhs7"``: reports from the seventh phase of the surveys on; ``"dhs6"``: reports before;
        ``"completed"`` and ``"calendar"``: the area below the shares, where months are completed
        ones or differences between months of the calendar.

    Raises
    ------
    DefinitionError
        No schedule is called so.

    Examples
    --------
    >>> current_status_schedule("dhs7").midpoints(3).tolist()
    [1.0, 3.0, 5.0]
    """
    one_of(name, get_args(ScheduleName), argument="schedule")
    (row,) = (row for row in read_table("postpartum")["schedule"] if row["name"] == name)
    return CurrentStatusSchedule(name, tuple(row["midpoints"]), tuple(row["widths"]), row["start"])
