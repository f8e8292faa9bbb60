"""Indirect standardisation: events observed against those a reference's rates would give.

Groups (usually ages) stand on the last axis; areas or years may stand in front. The area itself
needs only its total of events and its composition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, divide, plain, rates
from famplan.formulas.intervals import poisson_exact
from famplan.formulas.standardization.direct import check_groups

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from famplan.model.estimate import Interval

__all__ = [
    "expected_events",
    "indirectly_standardized_rate",
    "standardized_ratio",
    "standardized_ratio_interval",
]

_SAS = "SAS/STAT user's guide, the STDRATE procedure"

SMR = Indicator(
    code="SMR",
    name="Standardised ratio of observed to expected events",
    name_zh="标准化比(间接标准化)",
    kind=Kind.RATIO,
    numerator="events observed",
    denominator="events expected at the reference's rates in each group",
    unit="observed per expected",
    source=Source(_SAS, locator="indirect standardization", grade=Grade.SECONDARY),
    aliases=("standardised mortality ratio", "standardised fertility ratio", "标化死亡比"),
    caution="Two such ratios compare each area with the reference, not the areas with each other.",
)


@computes(SMR)
def standardized_ratio(
    events: ArrayLike, *, exposure: ArrayLike, reference_rates: ArrayLike
) -> Numbers:
    """Events observed over those expected if each group had the reference's rate.

    Parameters
    ----------
    events : array_like
        Events of all groups together: one number for each area.
    exposure : array_like
        Person-years or population by group, groups on the last axis.
    reference_rates : array_like
        Rates of the reference by group, per one.

    Returns
    -------
    float or ndarray
        Observed per expected; ``nan`` where none is expected or a count is unknown.

    Raises
    ------
    ShapeError
        No groups, or shapes that do not match.
    NegativeCountError
        A count or rate below zero.

    Examples
    --------
    >>> standardized_ratio(85, exposure=[500, 2000], reference_rates=[0.01, 0.03])
    1.3076923076923077
    """
    expected = expected_events(exposure, reference_rates=reference_rates)
    observed, expected_array = counts(events=events, expected=expected)
    return divide(observed, expected_array)


def expected_events(exposure: ArrayLike, *, reference_rates: ArrayLike) -> Numbers:
    """Events that would happen if each group had the reference's rate.

    Parameters
    ----------
    exposure : array_like
        Person-years or population by group, groups on the last axis.
    reference_rates : array_like
        Rates of the reference by group, per one.

    Returns
    -------
    float or ndarray
        Events, all groups together.

    Raises
    ------
    ShapeError, NegativeCountError
        As for `standardized_ratio`.

    Examples
    --------
    >>> expected_events([500, 2000], reference_rates=[0.01, 0.03])
    65.0
    """
    people, pace = counts(exposure=exposure, reference_rates=reference_rates)
    rates(reference_rates=pace)
    check_groups(exposure=people, reference_rates=pace)
    return plain(np.asarray((people * pace).sum(axis=-1)))


def standardized_ratio_interval(
    events: ArrayLike,
    *,
    exposure: ArrayLike,
    reference_rates: ArrayLike,
    level: float = 0.95,
) -> Interval:
    """Exact Poisson interval of the standardised ratio, the expected number taken as known.

    Parameters
    ----------
    events, exposure, reference_rates : array_like
        As for `standardized_ratio`.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    Interval
        Limits of observed per expected; ``nan`` where none is expected.

    Raises
    ------
    ShapeError, NegativeCountError, InvalidInputError
        As for `standardized_ratio` and `famplan.formulas.intervals.poisson_exact`.

    Examples
    --------
    >>> interval = standardized_ratio_interval(85, exposure=[500, 2000],
    ...                                        reference_rates=[0.01, 0.03])
    >>> round(interval.low, 3), round(interval.high, 3)
    (1.045, 1.617)
    """
    expected = expected_events(exposure, reference_rates=reference_rates)
    return poisson_exact(events, exposure=expected, level=level)


ISR = Indicator(
    code="ISR",
    name="Indirectly standardised rate",
    name_zh="间接标准化率",
    kind=Kind.MEAN,
    numerator="standardised ratio × crude rate of the reference",
    denominator="none",
    unit="events per person-year",
    per=1000,
    sign="‰",
    source=Source(_SAS, locator="indirect standardization", grade=Grade.SECONDARY),
    aliases=("indirectly standardized rate",),
    caution="It needs no rates by group of the area itself, only its total and its composition.",
)


@computes(ISR)
def indirectly_standardized_rate(
    events: ArrayLike,
    *,
    exposure: ArrayLike,
    reference_rates: ArrayLike,
    reference_crude_rate: ArrayLike,
) -> Numbers:
    """Crude rate of the reference times the standardised ratio.

    Parameters
    ----------
    events, exposure, reference_rates : array_like
        As for `standardized_ratio`.
    reference_crude_rate : array_like
        Rate of the reference, all groups together, per one.

    Returns
    -------
    float or ndarray
        Events per unit of exposure; ``nan`` where none is expected or a count is unknown.

    Raises
    ------
    ShapeError, NegativeCountError
        As for `standardized_ratio`.

    Examples
    --------
    >>> rate = indirectly_standardized_rate(85, exposure=[500, 2000],
    ...                                     reference_rates=[0.01, 0.03],
    ...                                     reference_crude_rate=0.02)
    >>> ISR.publish(rate)
    '26.15‰'
    """
    ratio = standardized_ratio(events, exposure=exposure, reference_rates=reference_rates)
    (crude,) = rates(reference_crude_rate=reference_crude_rate)
    return plain(np.asarray(ratio * crude))
