"""Months of exposure and births by age, woman by woman: the arithmetic of birth histories.

Dates are century-month codes (`famplan.model.century_month`). A woman is exposed in every month
from the start of her window to its end, both included, at the completed age she has in that month;
the month of interview is never complete and is left out. Every month is put into the age group she
is in during that month, whatever the length of the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.model.age import AgeGroups

__all__ = ["Histories", "Window", "histories"]

_MONTHS = 12


@attrs.frozen(kw_only=True)
class Window:
    """Months in which births and exposure are counted.

    Parameters
    ----------
    months : int
        Length of the window.
    before_interview : int
        Months between the end of the window and the month of interview: 0 for the latest period,
        60 for the period five to nine years before the survey (with a length of 60).
    last_month : int, optional
        Century-month code of a calendar month with which the window ends for every woman; those
        interviewed in or before it are exposed up to the month before their interview.
    """

    months: int = 36
    before_interview: int = 0
    last_month: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check that the window has months in it and ends in the past."""
        if self.months < 1:
            raise InvalidInputError("window", f"{self.months} months is below 1")
        if self.before_interview < 0:
            raise InvalidInputError(
                "window", f"ends {-self.before_interview} months after the interview"
            )

    def bounds(self, interview: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the first and the last month of the window of each woman."""
        latest = interview - 1
        if self.last_month is None:
            last = latest - self.before_interview
            return last - (self.months - 1), last
        first = np.full_like(interview, self.last_month - (self.months - 1))
        return first, np.minimum(latest, self.last_month)


@attrs.frozen
class Histories:
    """Births and months of exposure of each woman in each age group her window touches.

    The arrays have one row for each woman and one column for each age group she can be in during
    her window, oldest first; `group` is -1 where there is none.
    """

    group: NDArray[np.int64]
    months: NDArray[np.int64]
    births: NDArray[np.int64]


def histories(
    *,
    born: NDArray[np.int64],
    interview: NDArray[np.int64],
    children: tuple[NDArray[np.float64] | NDArray[np.int64], ...],
    window: Window,
    ages: AgeGroups,
) -> Histories:
    """Split each woman's window into age groups, and count her births in each.

    Parameters
    ----------
    born, interview : ndarray of int
        Century-month codes of each woman's birth and interview.
    children : tuple of ndarray
        Century-month codes of births, one array for each rank; unknown is ``nan`` or 0.
    window : Window
        The months that count.
    ages : AgeGroups
        Closed age groups.

    Examples
    --------
    A woman of exactly 20 at the end of a 36-month window, with one birth a year ago.

    >>> from famplan.model.age import AgeGroups
    >>> found = histories(
    ...     born=np.array([1000]), interview=np.array([1241]), children=(np.array([1229]),),
    ...     window=Window(months=36), ages=AgeGroups.regular(15, 50, width=5),
    ... )
    >>> found.group.tolist(), found.months.tolist(), found.births.tolist()
    ([[1, 0]], [[1, 35]], [[0, 1]])
    """
    groups = ages.closed()
    starts = groups.lower * _MONTHS
    stops = (groups.upper * _MONTHS).astype(np.int64)
    first, last = window.bounds(interview)
    oldest, youngest = last - born, first - born  # ages in months at the ends of the window
    # Look-ups by age in months plus one and by group plus one: what lies outside is clipped.
    at_or_below = np.repeat(np.arange(-1, len(starts)), np.diff([-1, *starts, stops[-1] + 1]))
    below_start, past_stop = np.array([stops[-1], *starts]), np.array([-1, *(stops - 1)])
    top = at_or_below.take(oldest + 1, mode="clip")
    columns = min(len(groups), _touched(window.months, stops - starts))
    group, months = np.empty((2, columns, len(born)), dtype=np.int64)
    for column in range(columns):
        own = np.maximum(top - column, -1, out=group[column])
        end = np.minimum(oldest, past_stop.take(own + 1, mode="clip"))
        start = np.maximum(youngest, below_start.take(own + 1, mode="clip"))
        np.maximum(end - start + 1, 0, out=months[column])
    rows, child = _in_window(children, first, last)
    age = child - born[rows]
    known = (age >= starts[0]) & (age < stops[-1])
    rows, age = rows[known], age[known]
    places = (top[rows] - at_or_below[age + 1]) * len(born) + rows
    births = np.bincount(places, minlength=columns * len(born)).reshape(columns, len(born))
    return Histories(group.T, months.T, births.T)


def _touched(months: int, widths: NDArray[np.int64]) -> int:
    """Count the age groups a window can touch: its length over the narrowest, and one more."""
    return int(-(-months // int(widths.min()))) + 1


def _in_window(
    children: tuple[NDArray[np.float64] | NDArray[np.int64], ...],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the births in the windows: the row of each, and its month. Few of all births are."""
    bounds = {"i": (first, last), "f": (first.astype(np.float64), last.astype(np.float64))}
    rows, months = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    earliest = first.min() if len(first) else 0
    for child in children:
        # Most ranks lie before all windows: their latest birth tells, at a tenth of the cost.
        if np.fmax.reduce(child, initial=0) < earliest:
            continue
        # Compared with numbers of their own kind, birth months need not be converted.
        low, high = bounds.get(child.dtype.kind, bounds["i"])
        found = np.flatnonzero((child >= low) & (child <= high))
        rows.append(found)
        months.append(child[found].astype(np.int64))
    return np.concatenate(rows), np.concatenate(months)
