"""Medians and means of a status after a birth, with their design-based errors.

Both are functions of the births in each two-month group. A median has its limits from the share at
the median, as Woodruff's has: where the line of the shares passes one half more and less by the
error of that share. They hold the truth where births are few; normal limits around a median whose
line is flat do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from famplan.formulas.births import (
    current_status_mean,
    current_status_median,
    current_status_quantile,
)
from famplan.tabulate.precision import Figures
from famplan.tabulate.variance import deft, standard_error

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.formulas.births import CurrentStatusSchedule
    from famplan.tabulate.design import Design
    from famplan.tabulate.precision import Precision

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["GroupSums", "mean_duration", "median_duration"]

_DUST = 1e-12  # what is left of a sum when all of it is taken away, per one of the whole
_HALF = 0.5


@attrs.frozen(eq=False)
class GroupSums:
    """Births by two-month group: rows of a design by groups.

    Parameters
    ----------
    still : ndarray
        Weighted births whose mothers are still in the status.
    births : ndarray
        All weighted births.
    cases : ndarray
        All births, unweighted.
    """

    still: FloatArray
    births: FloatArray
    cases: FloatArray

    def total(self, design: Design) -> GroupSums:
        """Add rows up to domains."""
        return GroupSums(*map(design.total, (self.still, self.births, self.cases)))

    def rows(self, kept: NDArray[np.bool_]) -> GroupSums:
        """Leave rows out."""
        return GroupSums(self.still[kept], self.births[kept], self.cases[kept])


@attrs.frozen(eq=False)
class _Linear:
    """What one birth of each group adds to an estimate if its mother is in the status, and if not.

    Domains by groups.
    """

    still: FloatArray
    not_any_more: FloatArray

    def scores(self, design: Design, sums: GroupSums) -> FloatArray:
        """Add up what the births of each row do."""
        yes, no = self.still[design.domain], self.not_any_more[design.domain]
        total: FloatArray = np.sum(sums.still * yes + (sums.births - sums.still) * no, axis=1)
        return total[:, None]

    def simple_error(self, total: GroupSums) -> FloatArray:
        """Error in a simple random sample of as many births."""
        yes, no = total.still * self.still**2, (total.births - total.still) * self.not_any_more**2
        weight, n = (x.sum(axis=1, keepdims=True) for x in (total.births, total.cases))
        squares = weight * (yes + no).sum(axis=1, keepdims=True)
        found: FloatArray = np.sqrt(squares / np.where(n > 1, n - 1, np.nan))
        return found


def mean_duration(
    sums: GroupSums, design: Design, *, schedule: CurrentStatusSchedule, precision: Precision
) -> Figures:
    """Mean months in a status, domains by one column.

    Parameters
    ----------
    sums : GroupSums
        Births by group.
    design : Design
        Their design.
    schedule : CurrentStatusSchedule
        What each group adds.
    precision : Precision
        How errors and limits are computed.
    """
    design, sums = _with_births(design, sums)
    total = sums.total(design)

    def estimate(still: FloatArray, births: FloatArray) -> FloatArray:
        still, births = _without_dust(still, births)
        found = current_status_mean(still, births=births, schedule=schedule.name)
        return np.asarray(found)[:, None]

    with np.errstate(divide="ignore", invalid="ignore"):
        share = total.still / total.births
        worth = schedule.widths(share.shape[1]) / total.births
    form = _Linear(worth * (1 - share), -worth * share)
    scores = form.scores(design, sums)
    value = estimate(total.still, total.births)
    error = precision.error(design, lambda: scores, estimate, sums.still, sums.births)
    limits = precision.limits(design, value, error, lowest=0)
    taylor = standard_error(design, scores, lonely=precision.lonely)
    return _figures(value, error, limits, deft(taylor, form.simple_error(total)), total)


def median_duration(
    sums: GroupSums, design: Design, *, schedule: CurrentStatusSchedule, precision: Precision
) -> Figures:
    """Median months in a status, domains by one column.

    Parameters
    ----------
    sums, design, precision
        As in `mean_duration`.
    schedule : CurrentStatusSchedule
        At how many months groups stand.
    """
    design, sums = _with_births(design, sums)
    total = sums.total(design)

    def estimate(still: FloatArray, births: FloatArray) -> FloatArray:
        still, births = _without_dust(still, births)
        found = current_status_median(still, births=births, schedule=schedule.name)
        return np.asarray(found)[:, None]

    def reached(share: FloatArray) -> FloatArray:
        found = current_status_quantile(
            total.still,
            births=total.births,
            share=np.clip(share[:, 0], 0, 1),
            schedule=schedule.name,
        )
        return np.asarray(found)[:, None]

    value = estimate(total.still, total.births)
    form, fall = _at_the_median(total, value[:, 0], schedule)
    scores = form.scores(design, sums)
    error = precision.error(
        design, lambda: scores / fall[design.domain], estimate, sums.still, sums.births
    )
    low, high = precision.limits(design, np.full_like(value, _HALF), error * fall)
    taylor = standard_error(design, scores, lonely=precision.lonely)
    factor = deft(taylor, form.simple_error(total))
    return _figures(value, error, (reached(high), reached(low)), factor, total)


def _with_births(design: Design, sums: GroupSums) -> tuple[Design, GroupSums]:
    kept = sums.births.sum(axis=1) > 0
    return design.rows(kept), sums.rows(kept)


def _figures(
    value: FloatArray,
    error: FloatArray,
    limits: tuple[FloatArray, FloatArray],
    factor: FloatArray,
    total: GroupSums,
) -> Figures:
    return Figures(
        value=value,
        se=error,
        low=limits[0],
        high=limits[1],
        deft=factor,
        numerator=np.full_like(value, np.nan),
        denominator=total.births.sum(axis=1, keepdims=True),
        n=total.cases.sum(axis=1, keepdims=True),
    )


def _without_dust(still: FloatArray, births: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Make zero what is left by rounding where the only births of a group were taken away."""
    least = _DUST * births.sum(axis=1, keepdims=True)
    whole = np.where(births > least, births, 0.0)
    return np.clip(still, 0.0, whole), whole


def _at_the_median(
    total: GroupSums, median: FloatArray, schedule: CurrentStatusSchedule
) -> tuple[_Linear, FloatArray]:
    """Linear form of the share at the median, and how fast the share falls there a month."""
    groups = total.births.shape[1]
    pools = np.eye(groups) + np.eye(groups, k=1) + np.eye(groups, k=-1)
    pools[[0, -1]] = np.eye(groups)[[0, -1]]
    whole = total.births @ pools.T
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (total.still @ pools.T) / whole
    months = schedule.midpoints(groups)
    # A median that is not known stands beyond all groups, and none of its figures is known.
    at = np.minimum(np.searchsorted(months, median, side="right"), groups - 1)
    rows, first = np.arange(len(at)), at == 0
    start = np.where(first, 0.0, months[at - 1])
    # The line begins with everyone on the day of birth, which has no error.
    high = np.where(first, 1.0, share[rows, at - 1])
    within = (median - start) / (months[at] - start)
    worth = np.zeros_like(share)
    worth[rows, at - 1] = np.where(first, 0.0, 1 - within)
    worth[rows, at] = within
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = np.where(worth == 0, 0.0, worth / whole)
    share = np.nan_to_num(share)
    fall = (high - share[rows, at]) / (months[at] - start)
    return _Linear((worth * (1 - share)) @ pools, -(worth * share) @ pools), fall[:, None]
