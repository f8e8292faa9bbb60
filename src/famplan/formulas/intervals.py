"""Confidence intervals for counts, proportions, rates and their ratios.

Intervals take counts, not rates, because the width depends on how many events there were. They
need no indicator: which one fits what is told in the documentation under *Intervals*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import numpy as np

from famplan.errors import InvalidInputError
from famplan.formulas.arrays import FloatArray, counts, divide, plain, proportion
from famplan.formulas.choices import one_of
from famplan.model.estimate import Interval

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "RatioOf",
    "clopper_pearson",
    "log_ratio",
    "poisson_byar",
    "poisson_exact",
    "wilson",
]

RatioOf: TypeAlias = Literal["rates", "proportions"]
"""What `log_ratio` compares: events per person-time, or parts of a whole."""


def wilson(count: ArrayLike, *, total: ArrayLike, level: float = 0.95) -> Interval:
    """Wilson's score interval for a proportion: close to its level even for few cases.

    Parameters
    ----------
    count : array_like
        Cases with the property.
    total : array_like
        All cases, those with the property among them.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    Interval
        Limits within 0 and 1; exactly 0 below no case and exactly 1 above all cases; ``nan``
        where the total is zero or unknown.

    Raises
    ------
    InvalidInputError
        The level is not between 0 and 1.
    PartExceedsWholeError, NegativeCountError, ShapeError
        More cases than the total, a count below zero, or shapes that do not match.

    Examples
    --------
    The example of Newcombe (1998): 81 of 263.

    >>> interval = wilson(81, total=263)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.2553, 0.3662)
    """
    z = _normal_quantile(level)
    share = np.asarray(proportion(count=count, total=total))
    cases, everyone = counts(count=count, total=total)
    # Multiplied out by the total, so that nothing is divided by zero before the end.
    centre = cases + z**2 / 2
    half = z * np.sqrt(cases * (1 - share) + z**2 / 4)
    low = np.where(cases == 0, 0.0, (centre - half) / (everyone + z**2))
    high = np.where(cases == everyone, 1.0, (centre + half) / (everyone + z**2))
    return _interval(low, high, known=~np.isnan(share), level=level, method="Wilson")


def clopper_pearson(count: ArrayLike, *, total: ArrayLike, level: float = 0.95) -> Interval:
    """Clopper and Pearson's exact interval for a proportion: never below its level, so wide.

    Parameters
    ----------
    count : array_like
        Cases with the property.
    total : array_like
        All cases, those with the property among them.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    Interval
        Limits within 0 and 1; exactly 0 below no case and exactly 1 above all cases; ``nan``
        where the total is zero or unknown.

    Raises
    ------
    InvalidInputError
        The level is not between 0 and 1.
    PartExceedsWholeError, NegativeCountError, ShapeError
        More cases than the total, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> interval = clopper_pearson(7, total=50)
    >>> round(interval.low, 6), round(interval.high, 6)
    (0.058192, 0.267396)
    """
    tail = _tail(level)
    share = np.asarray(proportion(count=count, total=total))
    cases, everyone = counts(count=count, total=total)
    rest = everyone - cases
    low = np.where(cases == 0, 0.0, _special().betaincinv(cases, rest + 1, tail))
    high = np.where(rest == 0, 1.0, _special().betainccinv(cases + 1, rest, tail))
    return _interval(low, high, known=~np.isnan(share), level=level, method="Clopper–Pearson")


def poisson_exact(count: ArrayLike, *, exposure: ArrayLike = 1, level: float = 0.95) -> Interval:
    """Exact Poisson interval (Garwood) for a count of events, or for its rate.

    Parameters
    ----------
    count : array_like
        Events.
    exposure : array_like
        Person-years or population in which they happened; 1 gives the interval of the count.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    Interval
        Limits of the events per unit of exposure; exactly 0 below no event; ``nan`` where the
        exposure is zero or unknown.

    Raises
    ------
    InvalidInputError
        The level is not between 0 and 1.
    NegativeCountError, ShapeError
        A count or exposure below zero, or shapes that do not match.

    Examples
    --------
    >>> interval = poisson_exact(10)
    >>> round(interval.low, 2), round(interval.high, 2)
    (4.8, 18.39)
    """
    tail = _tail(level)
    events, at_risk = counts(count=count, exposure=exposure)
    low = np.where(events == 0, 0.0, _special().gammaincinv(events, tail))
    high = _special().gammainccinv(events + 1, tail)
    return _per_exposure(low, high, at_risk, level=level, method="exact Poisson")


def poisson_byar(count: ArrayLike, *, exposure: ArrayLike = 1, level: float = 0.95) -> Interval:
    """Byar's approximation to the exact Poisson interval: simple arithmetic, no tables.

    Parameters
    ----------
    count : array_like
        Events. Within 0.2 per cent of the exact limits at 95 per cent from ten events on.
    exposure : array_like
        Person-years or population in which they happened; 1 gives the interval of the count.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    Interval
        Limits of the events per unit of exposure; 0 below no event, and where so few events and
        so high a level would give a negative limit; ``nan`` where the exposure is zero or unknown.

    Raises
    ------
    InvalidInputError
        The level is not between 0 and 1.
    NegativeCountError, ShapeError
        A count or exposure below zero, or shapes that do not match.

    Examples
    --------
    >>> interval = poisson_byar(100)
    >>> round(interval.low, 2), round(interval.high, 2)
    (81.36, 121.63)
    """
    z = _normal_quantile(level)
    events, at_risk = counts(count=count, exposure=exposure)
    following = events + 1
    with np.errstate(divide="ignore"):
        root = 1 - 1 / (9 * events) - z / (3 * np.sqrt(events))
    low = events * np.maximum(root, 0.0) ** 3
    high = following * (1 - 1 / (9 * following) + z / (3 * np.sqrt(following))) ** 3
    return _per_exposure(low, high, at_risk, level=level, method="Byar")


def log_ratio(  # noqa: PLR0913 - two counts, two denominators, what they make, and the level
    count: ArrayLike,
    *,
    denominator: ArrayLike,
    reference_count: ArrayLike,
    reference_denominator: ArrayLike,
    of: RatioOf,
    level: float = 0.95,
) -> Interval:
    """Interval of a ratio of two independent rates or proportions, symmetric on the log scale.

    Parameters
    ----------
    count, denominator : array_like
        Events or cases of the group of interest, and its person-years or its size.
    reference_count, reference_denominator : array_like
        The same of the group it is compared with.
    of : {"rates", "proportions"}
        Whether the denominators are person-time or all cases. There is no default: proportions
        have the narrower interval.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    Interval
        Limits of the ratio of the first to the reference; ``nan`` where either count or
        denominator is zero or unknown, since the logarithm is then undefined.

    Raises
    ------
    DefinitionError
        `of` is neither.
    InvalidInputError
        The level is not between 0 and 1.
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    Major vascular events of 45 of 411 patients with aspirin, and of 73 of 411 without:

    >>> interval = log_ratio(45, denominator=411, reference_count=73, reference_denominator=411,
    ...                      of="proportions")
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.4364, 0.8707)
    """
    z = _normal_quantile(level)
    one_of(of, get_args(RatioOf), argument="of")
    if of == "proportions":
        proportion(count=count, denominator=denominator)
        proportion(reference_count=reference_count, reference_denominator=reference_denominator)
    cases, base, reference_cases, reference_base = counts(
        count=count,
        denominator=denominator,
        reference_count=reference_count,
        reference_denominator=reference_denominator,
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (cases / base) / (reference_cases / reference_base)
        variance = 1 / cases + 1 / reference_cases
        if of == "proportions":
            variance = variance - 1 / base - 1 / reference_base
        factor = np.exp(z * np.sqrt(np.maximum(variance, 0.0)))
        low, high = ratio / factor, ratio * factor
    known = (ratio > 0) & np.isfinite(ratio)
    return _interval(low, high, known=known, level=level, method="log ratio")


def _special() -> Any:  # noqa: ANN401 - a module without types
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    return special


def _tail(level: float) -> float:
    if not 0 < level < 1:
        raise InvalidInputError(
            "level", f"{level:g} is not between 0 and 1", remedy="write 0.95 for 95 per cent"
        )
    return (1 - level) / 2


def _normal_quantile(level: float) -> float:
    from statistics import NormalDist  # noqa: PLC0415 - costs more than the rest of the module

    return -NormalDist().inv_cdf(_tail(level))


def _per_exposure(
    low: FloatArray, high: FloatArray, exposure: FloatArray, *, level: float, method: str
) -> Interval:
    low, high = np.asarray(divide(low, exposure)), np.asarray(divide(high, exposure))
    return _interval(low, high, known=~np.isnan(low), level=level, method=method)


def _interval(
    low: FloatArray, high: FloatArray, *, known: NDArray[np.bool_], level: float, method: str
) -> Interval:
    low, high = np.where(known, low, np.nan), np.where(known, high, np.nan)
    return Interval(low=plain(low), high=plain(high), level=level, method=method)
