"""An indicator from its two counts, with the interval that fits what they are.

The formulas return bare numbers. Where a figure is to be published, compared or judged, build an
estimate: it carries numerator, denominator, cases and interval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Indicator, Kind, find
from famplan.errors import DefinitionError
from famplan.formulas.arrays import FloatArray, counts, divide, proportion, quotient
from famplan.formulas.choices import one_of
from famplan.formulas.intervals import clopper_pearson, poisson_exact, wilson
from famplan.model.estimate import Estimate, Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

__all__ = ["Below", "estimate"]

Below: TypeAlias = Literal["counted", "fixed"]
"""What stands below the line of a ratio: another count of events, or a number without chance."""


def estimate(  # noqa: PLR0913 - what is estimated, from what, how sure, and which variant
    indicator: Indicator | str,
    *,
    numerator: ArrayLike,
    denominator: ArrayLike,
    below: Below | None = None,
    n: ArrayLike | None = None,
    level: float = 0.95,
    variant: str = "",
) -> Estimate:
    """Divide two counts and give the result with the interval that fits the indicator.

    Parameters
    ----------
    indicator : Indicator or str
        What is estimated, or its code or name. A proportion gets Wilson's interval, a rate the
        exact Poisson interval of its events.
    numerator, denominator : array_like
        Counts; for a rate the denominator is person-time or population.
    below : {"counted", "fixed"}, optional
        Needed for a ratio, and only there: a counted denominator (girls, live births) gives the
        exact interval of the first count among both; a fixed one (a target, an expected number)
        the exact Poisson interval of the first.
    n : array_like, optional
        Unweighted number of cases. Without it, all that were counted: the denominator, and for a
        ratio of two counts their sum.
    level : float
        Confidence level between 0 and 1.
    variant : str, optional
        The variant of the definition that was counted.

    Returns
    -------
    Estimate
        Value, counts, cases and interval per one, with the indicator's code and scale.

    Raises
    ------
    DefinitionError
        The indicator is no rate, proportion or ratio, so two counts do not make it; or it is a
        ratio and `below` is missing.
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.
    InvalidInputError
        The level is not between 0 and 1.

    Examples
    --------
    >>> print(estimate("CBR", numerator=3888, denominator=716_450))
    CBR 5.43 per 1,000 (95 % interval 5.26 to 5.60, n = 716,450)
    >>> print(estimate("SRB", numerator=522, denominator=478, below="counted"))
    SRB 109.21 per 100 (95 % interval 96.28 to 123.89, n = 1,000)
    """
    definition = find(indicator) if isinstance(indicator, str) else indicator
    basis = _basis(definition, below)
    divided = proportion if definition.kind is Kind.PROPORTION else quotient
    value = divided(numerator=numerator, denominator=denominator)
    upper, lower = counts(numerator=numerator, denominator=denominator)
    cases = upper + lower if basis == "counted" else lower
    return Estimate(
        value=value,
        numerator=upper,
        denominator=lower,
        n=cases if n is None else n,
        interval=_INTERVALS[basis](upper, lower, level),
        indicator=definition.code,
        variant=variant,
        per=definition.per,
    )


def _basis(definition: Indicator, below: Below | None) -> str:
    code, kind = definition.code, definition.kind
    if kind not in {Kind.PROPORTION, Kind.RATE, Kind.RATIO}:
        raise DefinitionError(
            code,
            f"a {kind} is not made of two counts (a proportion, rate or ratio is)",
            remedy="compute it with its own function and build an Estimate from the parts",
        )
    if kind is not Kind.RATIO:
        if below is not None:
            raise DefinitionError(code, f"below is for ratios; this is a {kind}")
        return kind
    if below is None:
        raise DefinitionError(
            code,
            "what stands below the line of this ratio is missing",
            remedy='write below="counted" for a count of events, below="fixed" for a target',
        )
    one_of(below, get_args(Below), argument="below")
    return below


def _of_proportion(numerator: FloatArray, denominator: FloatArray, level: float) -> Interval:
    return wilson(numerator, total=denominator, level=level)


def _of_events(numerator: FloatArray, denominator: FloatArray, level: float) -> Interval:
    return poisson_exact(numerator, exposure=denominator, level=level)


def _of_two_counts(numerator: FloatArray, denominator: FloatArray, level: float) -> Interval:
    # a / b is the odds of a among a + b, so the ends of the share turn into the ends of the ratio.
    share = clopper_pearson(numerator, total=numerator + denominator, level=level)
    low, high = np.asarray(share.low), np.asarray(share.high)
    unknown = denominator == 0
    low_ratio = np.where(unknown, np.nan, divide(low, 1 - low))
    high_ratio = np.where(unknown, np.nan, divide(high, 1 - high))
    return Interval(low_ratio, high_ratio, level=level, method=f"{share.method} of the share")


_INTERVALS: dict[str, Callable[[FloatArray, FloatArray, float], Interval]] = {
    Kind.PROPORTION: _of_proportion,
    Kind.RATE: _of_events,
    "fixed": _of_events,
    "counted": _of_two_counts,
}
