"""Figures too round, days too popular, counts too even: traces of numbers that were made up.

Chance leaves its mark on honest figures: last digits are spread, days of birth too, and counts of
small areas vary. A trace is a question to the office, not a proof: a hospital may plan its births,
and a village may have had the same number twice.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.formulas.arrays import FloatArray, counts, divide
from famplan.quality.multiple_testing import Control, adjusted_p_values
from famplan.quality.sex_ratios.binomial import at_least
from famplan.quality.whole import whole_counts

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Dispersion", "Preferences", "dispersion", "preferred_days", "preferred_digits"]

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AS_DAYS = "give datetime64, dates, or text as 2012-03-04"
_TENTHS = 10
_LOWEST = 100  # below it the last digit is no random one: 7 births are 7


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Preferences:
    """How often each day or digit occurs, against what chance would do."""

    labels: tuple[int, ...]
    observed: FloatArray
    expected: FloatArray
    """Share that each should have."""
    p_value: FloatArray
    """Exact p-value of so many or more."""
    adjusted_p_value: FloatArray
    control: Control
    level: float

    @property
    def ratio(self) -> FloatArray:
        """Observed over expected: 2 is twice as often as it should be."""
        return np.asarray(divide(self.observed, self.observed.sum() * self.expected))

    @property
    def findings(self) -> tuple[int, ...]:
        """Days or digits that occur more often than chance explains."""
        out = self.adjusted_p_value <= 1 - self.level
        return tuple(label for label, found in zip(self.labels, out, strict=True) if found)

    @property
    def excess(self) -> float:
        """Share of all that stands on the findings beyond what should."""
        found = np.isin(self.labels, self.findings)
        total = self.observed.sum()
        return float((self.observed[found] - total * self.expected[found]).sum() / total)

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary for each day or digit."""
        columns = (self.observed, self.expected, self.ratio, self.p_value, self.adjusted_p_value)
        names = ("observed", "expected", "ratio", "p_value", "adjusted_p_value")
        return [
            {"label": label, **{name: float(c[i]) for name, c in zip(names, columns, strict=True)}}
            for i, label in enumerate(self.labels)
        ]

    def __repr__(self) -> str:
        """Name the findings."""
        named = ", ".join(map(str, self.findings)) or "none"
        return f"<too frequent among {self.observed.sum():,.0f}: {named} (control: {self.control})>"


def _preferences(
    labels: tuple[int, ...],
    observed: FloatArray,
    expected: FloatArray,
    *,
    control: Control,
    level: float,
) -> Preferences:
    total = observed.sum()
    if not total:
        raise InvalidInputError("observed", "nothing to judge: no known day or figure")
    p_value = np.array(
        [
            float(at_least(found, total, share))
            for found, share in zip(observed, expected, strict=True)
        ]
    )
    return Preferences(
        labels=labels,
        observed=observed,
        expected=expected,
        p_value=p_value,
        adjusted_p_value=adjusted_p_values(p_value, control=control),
        control=control,
        level=level,
    )


def preferred_days(
    dates: ArrayLike, *, control: Control = "holm", level: float = 0.95
) -> Preferences:
    """Days of the month on which events are dated more often than chance explains.

    Where the day was not known, a clerk writes the 1st or the 15th; where a birth was made up, any
    round day.

    Parameters
    ----------
    dates : array_like of datetime64
        Days of events; unknown ones are left out. The calendar from the first to the last of them
        says how often each day of the month should occur.
    control : {"benjamini-hochberg", "holm", "none"}
        How the p-values allow for 31 tests.
    level : float
        A day stands out if its adjusted p-value is at most one less this.

    Returns
    -------
    Preferences
        The days 1 to 31.

    Raises
    ------
    InvalidInputError
        No day is known, or something is no day.

    Examples
    --------
    >>> days = np.arange("2012-01-01", "2013-01-01", dtype="datetime64[D]")
    >>> found = preferred_days(np.concatenate([days, np.repeat(days[::61], 20)]))
    >>> found
    <too frequent among 486: 1, 2 (control: holm)>
    """
    given = _days(dates)
    known = given[~np.isnat(given)]
    if not known.size:
        raise InvalidInputError("dates", "no day is known")
    calendar = np.arange(known.min(), known.max() + np.timedelta64(1, "D"))
    observed, there = (_days_of_month(days) for days in (known, calendar))
    possible = there > 0
    labels = tuple((np.flatnonzero(possible) + 1).tolist())
    return _preferences(
        labels,
        observed[possible],
        there[possible] / there.sum(),
        control=control,
        level=level,
    )


def _days(dates: ArrayLike) -> NDArray[np.datetime64]:
    """Read days; numbers are none: 20120304 would be a day some 55 thousand years from now."""
    given = np.asarray(dates).ravel()
    if given.dtype.kind == "M" or not given.size:
        return given.astype("datetime64[D]")
    cells = [None if cell in {None, ""} or cell != cell else cell for cell in given.tolist()]  # noqa: PLR0124 - nan
    if not all(cell is None or isinstance(cell, date) or _is_day(cell) for cell in cells):
        raise InvalidInputError("dates", "something that is no day", remedy=_AS_DAYS)
    try:
        return np.array(cells, dtype="datetime64[us]").astype("datetime64[D]")
    except ValueError:
        raise InvalidInputError("dates", "a day in no calendar", remedy=_AS_DAYS) from None


def _is_day(cell: object) -> bool:
    return isinstance(cell, str) and _ISO_DAY.fullmatch(cell) is not None


def _days_of_month(days: Any) -> FloatArray:  # noqa: ANN401 - an array of days
    number = (days - days.astype("datetime64[M]")).astype(np.int64)
    return np.bincount(number, minlength=31).astype(np.float64)


def preferred_digits(
    figures: ArrayLike, *, control: Control = "holm", level: float = 0.95
) -> Preferences:
    """Last digits with which reported figures end more often than one in ten.

    Parameters
    ----------
    figures : array_like
        Counts that offices reported; those below 100 are left out, since their last digit says how
        many there were.
    control : {"benjamini-hochberg", "holm", "none"}
        How the p-values allow for ten tests.
    level : float
        A digit stands out if its adjusted p-value is at most one less this.

    Returns
    -------
    Preferences
        The digits 0 to 9.

    Raises
    ------
    InvalidInputError
        No figure is large enough, or one is not whole.
    NegativeCountError
        A figure is below zero.

    Examples
    --------
    >>> preferred_digits([*range(100, 200), *[150] * 30])
    <too frequent among 130: 0 (control: holm)>
    """
    (given,) = whole_counts("give figures as they were reported, in whole numbers", figures=figures)
    last = given[given >= _LOWEST] % _TENTHS
    digits = np.bincount(last.astype(np.int64), minlength=_TENTHS).astype(np.float64)
    tenths = np.full(_TENTHS, 1 / _TENTHS)
    return _preferences(tuple(range(_TENTHS)), digits, tenths, control=control, level=level)


@attrs.frozen(kw_only=True)
class Dispersion:
    """How much counts vary, against what chance alone would do."""

    index: float
    """1 is chance; below it they are too even, above it they differ by more than chance."""
    degrees_of_freedom: int
    too_even: float
    """P-value of so little variation or less."""
    too_uneven: float
    """P-value of so much variation or more."""


def dispersion(events: ArrayLike, *, expected: ArrayLike) -> Dispersion:
    """Compare the variation of counts with that of chance (Fisher's index of dispersion).

    Parameters
    ----------
    events : array_like
        Counts of like areas or months.
    expected : array_like
        What each should have but for a common factor: women, person-years, days; 1 if all are
        alike.

    Returns
    -------
    Dispersion
        Index and p-values. Quotas that are met to the last child leave counts too even.

    Raises
    ------
    InvalidInputError
        Fewer than two counts, no events, or events where none are expected.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> found = dispersion([50, 51, 49, 50, 50, 52, 48, 50, 50, 50, 51, 49], expected=1)
    >>> round(found.index, 3), found.too_even < 0.001
    (0.022, True)
    """
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    found, shares = (
        np.ravel(part) for part in np.broadcast_arrays(*counts(events=events, expected=expected))
    )
    if ((shares == 0) & (found > 0)).any():
        raise InvalidInputError(
            "expected", "0 where there are events", remedy="leave such areas out"
        )
    known = ~np.isnan(found + shares) & (shares > 0)
    found, shares = found[known], shares[known]
    freedom = found.size - 1
    if freedom < 1 or not found.sum():
        raise InvalidInputError("events", "fewer than two counts, or no events")
    mean = found.sum() * shares / shares.sum()
    square = float(((found - mean) ** 2 / mean).sum())
    return Dispersion(
        index=square / freedom,
        degrees_of_freedom=freedom,
        too_even=float(special.chdtr(freedom, square)),
        too_uneven=float(special.chdtrc(freedom, square)),
    )
