"""Means and medians of a distribution by single value, with their design-based errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.formulas.medians import survey_median, survey_quantile
from famplan.tabulate.precision import Figures, Precision
from famplan.tabulate.variance import Squares, deft, ratio_scores, standard_error

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.design import Design

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["mean_figures", "median_figures"]

_NORMAL = 1.959963984540054  # standard errors between an estimate and its 95 % limits


def mean_figures(  # noqa: PLR0913 - what is counted, what it is worth, and how exact
    counts: Counts,
    design: Design,
    *,
    worth: FloatArray,
    precision: Precision,
    scale: int,
    highest: float | None = None,
) -> Figures:
    """Mean over all cases of what each value is worth, by Taylor linearisation or the jackknife.

    Parameters
    ----------
    counts : Counts
        Sums `cases` and `cases_n`, a column for each value.
    design : Design
        Their design.
    worth : ndarray
        What each value counts: the values themselves for a mean, 1 and 0 for a share.
    precision : Precision
        How errors and limits are computed.
    scale : int
        What stands for a weight of one.
    highest : float, optional
        Value that the mean cannot be above, as a share one: limits are cut there.

    Returns
    -------
    Figures
        Domains by one column.
    """
    cases = counts.sums["cases"]
    known = cases.sum(axis=1) > 0
    design, cases = design.rows(known), cases[known]
    y, x = (cases @ worth)[:, None], cases.sum(axis=1, keepdims=True)

    def estimate(y: FloatArray, x: FloatArray) -> FloatArray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(y / x)

    above, below = design.total(y), design.total(x)
    value = estimate(above, below)
    error = precision.error(design, lambda: ratio_scores(design, y, x), estimate, y, x)
    low, high = precision.limits(design, value, error, lowest=0, highest=highest)
    n = design.total(counts.sums["cases_n"][known].sum(axis=1, keepdims=True))
    squares = Squares(
        yy=design.total((cases @ worth**2)[:, None]), xy=above, xx=below, weight=below, cases=n
    )
    taylor = standard_error(design, ratio_scores(design, y, x), lonely=precision.lonely)
    return Figures(
        value=value,
        se=error,
        low=low,
        high=high,
        deft=deft(taylor, squares.standard_error(above, below)),
        numerator=above,
        denominator=below,
        n=n,
    ).scaled(scale)


def median_figures(  # noqa: PLR0913 - what is counted, where it starts and ends, and how exact
    counts: Counts,
    design: Design,
    *,
    values: int,
    start: int,
    precision: Precision,
    scale: int,
) -> Figures:
    """Median over all cases, with Woodruff's limits.

    The share of cases below the median has a design-based error like any other share; the values
    at which the distribution reaches the limits of that share are the limits of the median. The
    standard error is what would give normal limits as far apart as those at 95 per cent.

    Parameters
    ----------
    counts : Counts
        Sums `cases` and `cases_n`, a column for each value, the first `values` of them of cases
        with the event.
    design : Design
        Their design.
    values : int
        Number of single values; further columns hold cases without the event.
    start : int
        Completed value of the first column.
    precision : Precision
        How limits are computed.
    scale : int
        What stands for a weight of one.

    Returns
    -------
    Figures
        Domains by one column; ``nan`` where half of the cases have not had the event.
    """
    cases = counts.sums["cases"]
    known = cases.sum(axis=1) > 0
    design, cases = design.rows(known), cases[known]
    everyone = cases.sum(axis=1, keepdims=True)
    whole, events = design.total(everyone), design.total(cases[:, :values])
    median = np.asarray(survey_median(events, everyone=whole[:, 0], start=start))[:, None]
    below = _below(cases[:, :values], median[design.domain] - start)
    share = standard_error(design, ratio_scores(design, below, everyone), lonely=precision.lonely)
    # The error must not depend on the level or kind of limits that were asked for.
    usual = _limits(events, whole, share, Precision(lonely=precision.lonely), design, start)
    low, high = _limits(events, whole, share, precision, design, start)
    n = design.total(counts.sums["cases_n"][known].sum(axis=1, keepdims=True))
    empty = np.full_like(median, np.nan)
    return Figures(
        value=median,
        se=(usual[1] - usual[0]) / (2 * _NORMAL),
        low=low,
        high=high,
        deft=deft(share, _simple(n)),
        numerator=empty,
        denominator=whole,
        n=n,
    ).scaled(scale)


def _below(cases: FloatArray, value: FloatArray) -> FloatArray:
    """Cases below an exact value, those within the same year spread evenly over it."""
    portion = np.clip(value - np.arange(cases.shape[1]), 0, 1)
    summed: FloatArray = (cases * portion).sum(axis=1, keepdims=True)
    return summed


def _limits(  # noqa: PLR0913, PLR0917 - a distribution, how exactly it is known, and where it starts
    events: FloatArray,
    whole: FloatArray,
    share: FloatArray,
    precision: Precision,
    design: Design,
    start: int,
) -> tuple[FloatArray, FloatArray]:
    """Values that the limits of a share of one half are reached at."""
    low, high = precision.limits(design, np.full_like(share, 0.5), share)
    return _reached(events, whole, low, start=start), _reached(events, whole, high, start=start)


def _reached(events: FloatArray, whole: FloatArray, share: FloatArray, *, start: int) -> FloatArray:
    """Exact value that a share of the whole has reached; unknown where the share is none."""
    possible = np.where((share > 0) & (share <= 1), share, np.nan)[:, 0]
    return np.asarray(survey_quantile(events, everyone=whole[:, 0], share=possible, start=start))[
        :, None
    ]


def _simple(n: FloatArray) -> FloatArray:
    """Error of a share of one half in a simple random sample of as many."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 1, np.sqrt(0.25 / (n - 1)), np.nan)
