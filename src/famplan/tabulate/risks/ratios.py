"""Risk ratios: a share over that of a reference, with errors that know both are of one sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.errors import DefinitionError
from famplan.tabulate.precision import Figures, Precision
from famplan.tabulate.variance import ratio_scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.design import Design

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["risk_ratio_figures"]


def risk_ratio_figures(  # noqa: PLR0913 - two shares, how many cases, and how exactly
    design: Design,
    *,
    events: FloatArray,
    cases: FloatArray,
    reference_events: FloatArray,
    reference_cases: FloatArray,
    n: FloatArray,
    precision: Precision,
) -> Figures:
    """Divide the share of events among some cases by that among others.

    Both come from the same clusters, so the error is that of the linearised ratio, or of its
    replicates, not that of two independent shares. Limits are symmetric on the logarithmic scale.

    Parameters
    ----------
    design : Design
        Where each row belongs.
    events, cases, reference_events, reference_cases : ndarray
        Weighted totals of the rows, one column each.
    n : ndarray
        Unweighted cases of the rows.
    precision : Precision
        How errors and limits are computed; logit limits have no meaning here.

    Returns
    -------
    Figures
        Domains by one column; `numerator` and `denominator` are the two shares. Without an event
        among the cases the ratio is 0 and its error unknown; without one among the others, or
        without a case, there is no ratio.

    Raises
    ------
    DefinitionError
        Logit limits are asked for.

    Examples
    --------
    Four clusters: 12 of 40 against 6 of 40.

    >>> from famplan.tabulate.design import Design
    >>> ten = np.full((4, 1), 10.0)
    >>> found = risk_ratio_figures(
    ...     Design.from_columns([1, 2, 3, 4]), events=np.array([[2.0], [4], [3], [3]]), cases=ten,
    ...     reference_events=np.array([[1.0], [2], [2], [1]]), reference_cases=ten, n=ten,
    ...     precision=Precision(),
    ... )
    >>> found.value.round(6).tolist(), bool(found.low < found.value < found.high)
    ([[2.0]], True)
    """
    if precision.interval == "logit":
        raise DefinitionError("interval", "logit limits are for proportions, not for ratios")
    sums = events, cases, reference_events, reference_cases
    above, whole, below, others = (design.total(column) for column in sums)
    share, reference = _over(above, whole), _over(below, others)
    value = _over(share, reference)

    def scores() -> FloatArray:
        own = ratio_scores(design, events, cases)
        other = ratio_scores(design, reference_events, reference_cases)
        rows = design.domain
        return np.asarray((own - value[rows] * other) / reference[rows])

    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.where(value > 0, precision.error(design, scores, _ratio, *sums), np.nan)
        known = np.where(value > 0, value, np.nan)
        low, high = precision.limits(design, np.log(known), error / known)
    return Figures(
        value=value,
        se=error,
        low=np.exp(low),
        high=np.exp(high),
        deft=np.full_like(value, np.nan),
        numerator=share,
        denominator=reference,
        n=design.total(n),
    )


def _ratio(
    events: FloatArray, cases: FloatArray, reference_events: FloatArray, reference_cases: FloatArray
) -> FloatArray:
    return _over(_over(events, cases), _over(reference_events, reference_cases))


def _over(above: FloatArray, below: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below == 0, np.nan, above / below))
