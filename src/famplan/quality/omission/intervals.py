"""Intervals of a dual-system estimate: what neither list has is skewed, and never below zero."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import InvalidInputError
from famplan.model.estimate import Estimate, Interval

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray

__all__ = ["missing_share", "unseen_interval"]

_METHOD = "log of the unseen"


def unseen_interval(
    seen: FloatArray, unseen: FloatArray, variance: FloatArray, *, level: float
) -> Interval:
    """Limits of seen and unseen events together; the unseen are normal on the log scale.

    The lower limit is never below what was seen (Chao, 1987).

    Parameters
    ----------
    seen, unseen : ndarray
        Events on either list, and the estimate of those on neither.
    variance : ndarray
        Variance of the estimate; where it is zero, nothing is known of the error.
    level : float
        Confidence level.

    Returns
    -------
    Interval
        Limits, ``nan`` where the variance is zero or unknown.

    Raises
    ------
    InvalidInputError
        The level is not between 0 and 1.

    Examples
    --------
    >>> interval = unseen_interval(np.array(995.0), np.array(5.0), np.array(5.85), level=0.95)
    >>> round(float(interval.low), 1), round(float(interval.high), 1)
    (997.0, 1007.3)
    """
    if not 0 < level < 1:
        raise InvalidInputError("level", f"{level} is not between 0 and 1", remedy="write 0.95")
    quantile = NormalDist().inv_cdf((1 + level) / 2)
    known = (variance > 0) & (unseen > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.exp(quantile * np.sqrt(np.log1p(variance / unseen**2)))
        low, high = seen + unseen / factor, seen + unseen * factor
    ends = (np.where(known, end, np.nan) for end in (low, high))
    return Interval(*ends, level=level, method=_METHOD)


def missing_share(listed: FloatArray, found: Estimate, which: str) -> Estimate:
    """Share of all events that are not on a list, from the estimate of all.

    Examples
    --------
    >>> everything = Estimate(value=1000, n=995, standard_error=2.4,
    ...                       interval=unseen_interval(995.0, 5.0, 5.85, level=0.95))
    >>> print(missing_share(950, everything, "first"))
    [not on first] 5.00 per 100 (95 % interval 4.72 to 5.69, n = 995)
    """
    everything = np.asarray(found.value)
    if found.interval is None or found.standard_error is None:
        raise InvalidInputError("found", "an estimate without an error")
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (
            1 - listed / np.asarray(end) for end in (found.interval.low, found.interval.high)
        )
        error = listed / everything**2 * found.standard_error
        value = 1 - listed / everything
    # All events are never fewer than those on a list, but for the last digit of a float.
    ends = (np.maximum(end, 0) for end in (low, high))
    interval = Interval(*ends, level=found.interval.level, method=found.interval.method)
    return Estimate(
        value=np.maximum(value, 0),
        numerator=everything - listed,
        denominator=everything,
        n=found.n,
        standard_error=error,
        interval=interval,
        variant=f"not on {which}" if which != "either" else "on neither",
        per=100,
    )
