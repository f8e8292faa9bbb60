"""Direct standardisation: what a rate would be if the composition were a standard's.

Groups (usually ages) stand on the last axis; areas or years may stand in front. The standard is
the user's: any population with the same groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.errors import ShapeError
from famplan.formulas.arrays import FloatArray, Numbers, counts, divide, plain
from famplan.formulas.intervals import poisson_exact
from famplan.model.estimate import Interval

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "check_groups",
    "directly_standardized_interval",
    "directly_standardized_rate",
    "directly_standardized_variance",
]

_SAS = "SAS/STAT user's guide, the STDRATE procedure"

DSR = Indicator(
    code="DSR",
    name="Directly standardised rate",
    name_zh="直接标准化率",
    kind=Kind.MEAN,
    numerator="rate of each group × standard population of the group",
    denominator="standard population of all groups",
    unit="events per person-year",
    per=1000,
    sign="‰",
    source=Source(_SAS, locator="direct standardization", grade=Grade.SECONDARY),
    aliases=("age-standardised rate", "标准化率", "directly standardized rate"),
    caution="Rates compare only if the same standard was used: print which.",
)


@computes(DSR)
def directly_standardized_rate(
    events: ArrayLike, *, exposure: ArrayLike, standard: ArrayLike
) -> Numbers:
    """Mean of the groups' rates, weighted by a standard population.

    Parameters
    ----------
    events : array_like
        Events by group, groups on the last axis; areas may stand in front.
    exposure : array_like
        Person-years or population by group.
    standard : array_like
        Standard population by group, in any unit.

    Returns
    -------
    float or ndarray
        Events per unit of exposure; ``nan`` where a group has no exposure or is unknown.

    Raises
    ------
    ShapeError
        No groups, or shapes that do not match.
    NegativeCountError
        A count below zero.

    Examples
    --------
    Two age groups with rates of 10 and 40 per thousand, a standard of three to one:

    >>> directly_standardized_rate([5, 80], exposure=[500, 2000], standard=[3000, 1000])
    0.0175
    """
    events, weights = _weigh(events, exposure, standard)
    return plain(np.asarray((events * weights).sum(axis=-1)))


def directly_standardized_variance(
    events: ArrayLike, *, exposure: ArrayLike, standard: ArrayLike
) -> Numbers:
    """Poisson variance of the directly standardised rate.

    Parameters
    ----------
    events, exposure, standard : array_like
        As for `directly_standardized_rate`.

    Returns
    -------
    float or ndarray
        Variance; its root is the standard error.

    Raises
    ------
    ShapeError, NegativeCountError
        As for `directly_standardized_rate`.

    Examples
    --------
    >>> variance = directly_standardized_variance([5, 80], exposure=[500, 2000],
    ...                                           standard=[3000, 1000])
    >>> round(variance * 1e6, 4)
    12.5
    """
    events, weights = _weigh(events, exposure, standard)
    return plain(np.asarray((events * weights**2).sum(axis=-1)))


def directly_standardized_interval(
    events: ArrayLike,
    *,
    exposure: ArrayLike,
    standard: ArrayLike,
    level: float = 0.95,
) -> Interval:
    """Gamma interval of the directly standardised rate (Fay and Feuer 1997).

    It holds its level for few events too. For very many, the rate plus and minus 1.96 roots of
    `directly_standardized_variance` comes to the same.

    Parameters
    ----------
    events, exposure, standard : array_like
        As for `directly_standardized_rate`.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    Interval
        Limits per unit of exposure, the lower exactly 0 where nothing happened.

    Raises
    ------
    InvalidInputError
        The level is not between 0 and 1.
    ShapeError, NegativeCountError
        As for `directly_standardized_rate`.

    Examples
    --------
    Fleiss's example: Down's syndrome in births of order five and above by the mother's age,
    Michigan 1950–64, standardised to all births.

    >>> interval = directly_standardized_interval(
    ...     [0, 8, 63, 112, 262, 295],
    ...     exposure=[327, 30_666, 123_419, 149_919, 104_088, 34_392],
    ...     standard=[319_933, 931_318, 786_511, 488_235, 237_863, 61_313])
    >>> round(interval.low * 1e5, 2), round(interval.high * 1e5, 2)
    (67.7, 188.3)
    """
    events, weights = _weigh(events, exposure, standard)
    rate = np.asarray((events * weights).sum(axis=-1))
    variance = np.asarray((events * weights**2).sum(axis=-1))
    widest = weights.max(axis=-1)
    low = _gamma_limit(rate, variance, level).low
    # One more event in the group with the largest weight; the exact Poisson limit adds it.
    shifted = _gamma_limit(rate + widest, variance + widest**2, level, less=1)
    low = np.where(rate == 0, 0.0, low)
    return Interval(low, shifted.high, level=level, method="gamma (Fay–Feuer)")


def check_groups(**arrays: FloatArray) -> None:
    """Check that the last axis of each array has one entry for each group.

    Raises
    ------
    ShapeError
        The last axes differ, or an argument has no axis or no group.

    Examples
    --------
    >>> check_groups(events=np.zeros((3, 7)), exposure=np.zeros(7))
    >>> check_groups(events=np.zeros(7), exposure=np.zeros(6))
    Traceback (most recent call last):
    ...
    famplan.errors.ShapeError: events and exposure: groups on the last axis differ or are missing \
(7, 6); give every argument one entry for each group
    """
    lengths = [array.shape[-1] if array.ndim else 0 for array in arrays.values()]
    if len(set(lengths)) > 1 or 0 in lengths:
        raise ShapeError(
            " and ".join(arrays),
            f"groups on the last axis differ or are missing ({', '.join(map(str, lengths))})",
            remedy="give every argument one entry for each group",
        )


def _weigh(
    events: ArrayLike, exposure: ArrayLike, standard: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Events, and what one event in each group adds to the standardised rate."""
    happened, people, weight = counts(events=events, exposure=exposure, standard=standard)
    check_groups(events=happened, exposure=people, standard=weight)
    share = np.asarray(divide(weight, np.asarray(weight.sum(axis=-1, keepdims=True))))
    weights = np.asarray(divide(share, people))
    # A group that the standard leaves out counts for nothing, even where nobody was at risk.
    return happened, np.where(share == 0, 0.0, weights)


def _gamma_limit(
    rate: FloatArray, variance: FloatArray, level: float, *, less: float = 0
) -> Interval:
    # A gamma variate with this mean and variance is (variance / rate) × a Poisson-like count.
    step = np.asarray(divide(variance, rate))
    count = np.asarray(divide(rate, step)) - less
    limits = poisson_exact(np.maximum(count, 0), level=level)
    return Interval(limits.low * step, limits.high * step, level=level, method="gamma")
