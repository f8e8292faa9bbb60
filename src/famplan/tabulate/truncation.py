"""Ages of long ago that are incomplete: women who were of that age then are too old to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from famplan.model.age import AgeGroups
    from famplan.tabulate.exposure import Window

__all__ = ["incomplete_ages", "truncation_note"]

_BEYOND = 50  # the age that nobody interviewed has reached
_MONTHS = 12
_USUAL = 60  # months; so far back every report goes, and nobody remarks on the oldest women


def incomplete_ages(ages: AgeGroups, taken: slice, window: Window) -> str:
    """Name the ages at which a window lacks women, from the first to the last that is taken.

    Parameters
    ----------
    ages : AgeGroups
        Age groups that are counted.
    taken : slice
        Those of them that are asked about.
    window : Window
        Months before the interview; of a calendar window nothing can be said.

    Examples
    --------
    Five to nine years ago women of 40–44 were at most 54 years old at the interview.

    >>> from famplan.model.age import AgeGroups
    >>> from famplan.tabulate.exposure import Window
    >>> ages = AgeGroups.regular(15, 50, width=5)
    >>> incomplete_ages(ages, slice(0, 6), Window(months=60, before_interview=60))
    '40–44'
    >>> incomplete_ages(ages, slice(0, 6), Window(months=60))
    ''
    """
    if window.last_month is not None:
        return ""
    youngest = _BEYOND - (window.months + window.before_interview) / _MONTHS
    bounds = ages.bounds
    first = next((n for n in range(taken.start, taken.stop) if bounds[n + 1] > youngest), None)
    return "" if first is None else f"{bounds[first]}–{bounds[taken.stop] - 1}"


def truncation_note(ages: AgeGroups, taken: slice, window: Window, *, period: str = "") -> str:
    """Say below a table which ages are incomplete, where a window goes back more than five years.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> from famplan.tabulate.exposure import Window
    >>> ages = AgeGroups.regular(15, 50, width=5)
    >>> truncation_note(ages, slice(0, 7), Window(months=120))
    'ages 40–49 are incomplete: women who are over 49 now were not asked'
    """
    found = incomplete_ages(ages, taken, window)
    if not found or window.months + window.before_interview <= _USUAL:
        return ""
    where = f"{period}: " if period else ""
    return f"{where}ages {found} are incomplete: women who are over 49 now were not asked"
