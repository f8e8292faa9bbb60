"""Reported against verified counts: errors of areas, which cancel in a total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.formulas.arrays import FloatArray, counts, divide
from famplan.formulas.information import net_overcount_ratio, statistical_error_ratio

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["ReportedErrors", "reported_errors"]


@attrs.frozen(kw_only=True, eq=False)
class ReportedErrors:
    """Reported against verified counts, by area and in all."""

    by_area: FloatArray
    """Error rate of each area: absolute difference over the verified count."""
    gross: float
    """Absolute differences of all areas over all verified events: nothing cancels."""
    net: float
    """Difference of the totals, over all verified events: what a reader of totals sees."""


def reported_errors(reported: ArrayLike, *, verified: ArrayLike) -> ReportedErrors:
    """How far reported counts are from verified ones: by area, gross, and net.

    Parameters
    ----------
    reported, verified : array_like
        Counts by area; areas in which either is unknown are left out of the totals.

    Returns
    -------
    ReportedErrors
        The statistical error rate (统计误差率) of each area, and of all.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> found = reported_errors([90, 110, 100], verified=[100, 100, 100])
    >>> found.by_area, round(found.gross, 4), found.net
    (array([0.1, 0.1, 0. ]), 0.0667, 0.0)
    """
    stated, right = counts(reported=reported, verified=verified)
    known = ~np.isnan(stated + right)
    apart, total = np.abs(stated - right)[known].sum(), right[known].sum()
    return ReportedErrors(
        by_area=np.asarray(statistical_error_ratio(reported, verified=verified)),
        gross=float(divide(np.asarray(apart), np.asarray(total))),
        net=float(net_overcount_ratio(stated[known].sum(), true=total)),
    )
