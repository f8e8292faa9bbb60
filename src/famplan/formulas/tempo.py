"""Tempo: what the total fertility rate would be if births were not being put off or hurried.

Bongaarts and Feeney's adjustment, birth order by birth order. Orders stand on the last axis but
one, ages on the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import InvalidInputError
from famplan.formulas.arrays import FloatArray, Numbers, divide, numbers, plain
from famplan.formulas.fertility.childbearing import mean_age_at_birth
from famplan.formulas.fertility.total import total_fertility_rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups

__all__ = [
    "tempo_adjusted_fertility_by_order",
    "tempo_adjusted_total_fertility_rate",
    "tempo_change",
]

_DEMOR = Source(
    "demor (R package), reference of tatfr",
    locator="after Bongaarts and Feeney 2000, footnote 1, p. 563",
    url="https://vadvu.github.io/demor/reference/tatfr.html",
)

TEMPO_CHANGE = Indicator(
    code="TEMPO_CHANGE",
    name="Annual change of the mean age at birth",
    name_zh="平均生育年龄年变化",
    kind=Kind.CHANGE,
    numerator="mean age at birth of the order in the year after less that in the year before",
    denominator="two years",
    unit="years per year",
    source=_DEMOR,
    aliases=("tempo change",),
    caution="From exact mean ages: rounding them to two decimals moves the adjusted rate.",
)


@computes(TEMPO_CHANGE)
def tempo_change(
    before: ArrayLike, *, after: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Years by which the mean age at birth rises in a year, from the years on either side of it.

    Parameters
    ----------
    before, after : array_like
        Births per woman-year in the year before and the year after, ages on the last axis; birth
        orders may stand in front of them.
    ages : AgeGroups or sequence of str
        Closed age groups.

    Returns
    -------
    float or ndarray
        Years per year; ``nan`` where an order has no births in one of the years.

    Raises
    ------
    ShapeError, AgeGroupsError
        Shapes or ages that do not match.

    Examples
    --------
    >>> ages = ["20–24", "25–29"]
    >>> round(tempo_change([0.1, 0.1], after=[0.1, 0.12], ages=ages), 4)
    0.1136
    """
    mean_before, mean_after = numbers(
        before=mean_age_at_birth(before, ages=ages), after=mean_age_at_birth(after, ages=ages)
    )
    return plain((mean_after - mean_before) / 2)


def tempo_adjusted_fertility_by_order(
    rates: ArrayLike, *, before: ArrayLike, after: ArrayLike, ages: AgeGroups | Sequence[str]
) -> FloatArray:
    """Tempo-adjusted total fertility rate of each birth order.

    Parameters
    ----------
    rates : array_like
        Births of each order per woman-year in the year of interest: orders on the last axis but
        one, ages on the last. The rates are over all women of the age.
    before, after : array_like
        The same of the year before and the year after.
    ages : AgeGroups or sequence of str
        Closed age groups that cover 15–49.

    Returns
    -------
    ndarray
        Births per woman, orders on the last axis; 0 for an order without births.

    Raises
    ------
    InvalidInputError
        No axis of birth orders, or a mean age that changes by a year or more in a year: the
        adjustment has no meaning there.
    ShapeError, AgeGroupsError
        Shapes or ages that do not match.

    Examples
    --------
    >>> ages = ["15–24", "25–34", "35–49"]
    >>> tempo_adjusted_fertility_by_order(
    ...     [[0.03, 0.05, 0.01]], before=[[0.03, 0.05, 0.01]], after=[[0.03, 0.05, 0.01]], ages=ages
    ... )
    array([0.95])
    """
    _check_orders(rates)
    change = np.asarray(tempo_change(before, after=after, ages=ages))
    total = np.asarray(total_fertility_rate(rates, ages=ages))
    total, change = numbers(rates=total, tempo_change=change)
    too_fast = np.abs(change) >= 1
    if too_fast.any():
        order = int(np.argwhere(too_fast)[0][-1]) + 1
        raise InvalidInputError(
            f"order {order}",
            f"mean age at birth changes by {change[too_fast].flat[0]:.2f} years a year; the "
            "adjustment has no meaning at 1 or more",
            remedy="look for too few births of the order, or years that are not adjacent",
        )
    return np.where(total == 0, 0.0, divide(total, 1 - change))


def _check_orders(rates: ArrayLike) -> None:
    (schedule,) = numbers(rates=rates)
    if schedule.ndim <= 1:
        raise InvalidInputError(
            "rates",
            "no axis of birth orders",
            remedy="give one row of rates for each order: of all orders together the mean age "
            "also moves when orders do",
        )


TFR_TEMPO = Indicator(
    code="TFR_TEMPO",
    name="Tempo-adjusted total fertility rate",
    name_zh="进度效应调整总和生育率",
    kind=Kind.MEAN,
    numerator="order-specific total fertility rate over one less the annual change of that "
    "order's mean age at birth, summed over orders",
    denominator="one woman who lives through the reproductive ages",
    unit="births per woman",
    source=_DEMOR,
    aliases=("adjusted total fertility rate", "TFR'", "去进度效应总和生育率"),
    caution="From exact mean ages by order: the cited package rounds them to two decimals and "
    "prints 3.2111 where they give 3.2256.",
)


@computes(TFR_TEMPO)
def tempo_adjusted_total_fertility_rate(
    rates: ArrayLike, *, before: ArrayLike, after: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Total fertility rate freed of changes in when births happen (Bongaarts and Feeney).

    Parameters
    ----------
    rates : array_like
        Births of each order per woman-year in the year of interest: orders on the last axis but
        one, ages on the last. The rates are over all women of the age.
    before, after : array_like
        The same of the year before and the year after.
    ages : AgeGroups or sequence of str
        Closed age groups that cover 15–49.

    Returns
    -------
    float or ndarray
        Births per woman.

    Raises
    ------
    InvalidInputError
        No axis of birth orders, or a mean age that changes by a year or more in a year.
    ShapeError, AgeGroupsError
        Shapes or ages that do not match.

    Examples
    --------
    The example of the cited package: a total fertility rate of 2.15 while both orders are being
    put off by a third of a year each year.

    >>> value = tempo_adjusted_total_fertility_rate(
    ...     [[.03, .06, .08, .06, .03, .01, 0], [.01, .03, .05, .04, .02, .01, 0]],
    ...     before=[[.02, .05, .07, .05, .03, .01, 0], [.01, .03, .04, .03, .02, .01, 0]],
    ...     after=[[.03, .05, .08, .07, .04, .02, 0], [.01, .03, .04, .04, .03, .01, 0]],
    ...     ages=["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"],
    ... )
    >>> round(value, 7)
    3.2256326
    """
    by_order = tempo_adjusted_fertility_by_order(rates, before=before, after=after, ages=ages)
    return plain(by_order.sum(axis=-1))
