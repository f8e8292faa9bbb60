"""How many people there are: means over a period, shares, and what a printed rate implies.

A count of people belongs to a scope (registered, resident, with or without those away): what is
averaged or divided must be of one scope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.errors import InvalidInputError
from famplan.formulas.arrays import FloatArray, Numbers, counts, divide, numbers, plain, proportion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import ArrayLike

__all__ = [
    "ImpliedPopulation",
    "average_population",
    "implied_population",
    "married_women_proportion",
    "mean_population",
]

_AVERAGE = Source(
    "人口与计划生育统计指标解释 (explanation of population and family-planning indicators)",
    locator="平均人口",
    grade=Grade.SECONDARY,
)
AVERAGE_POPULATION = Indicator(
    code="AVERAGE_POPULATION",
    name="Average population",
    name_zh="平均人口",
    kind=Kind.MEAN,
    numerator="population at the start and at the end of the period",
    denominator="two",
    unit="persons",
    source=_AVERAGE,
    aliases=("年平均人口", "平均人口数"),
    caution="Some published rates use the closing population instead: check which.",
)


@computes(AVERAGE_POPULATION)
def average_population(opening: ArrayLike, *, closing: ArrayLike) -> Numbers:
    """Population of a period as the mean of its two ends.

    Parameters
    ----------
    opening, closing : array_like
        Population at the start and at the end of the period, of one scope.

    Returns
    -------
    float or ndarray
        Persons; times the length of the period in years it approximates the person-years.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Tongxiang 2023:

    >>> average_population(715_000, closing=717_900)
    716450.0
    """
    opening, closing = counts(opening=opening, closing=closing)
    return plain((opening + closing) / 2)


MEAN_POPULATION = Indicator(
    code="MEAN_POPULATION",
    name="Time-weighted mean population",
    name_zh="时间加权平均人口",
    kind=Kind.MEAN,
    numerator="population at each date, weighted by half the days to the dates on either side",
    denominator="days from the first date to the last",
    unit="persons",
    source=Source("trapezoidal mean of a stock over time", grade=Grade.MEMORY),
    aliases=("序时平均人口",),
    caution="Months differ in length: a plain mean of month ends is not the mean over time.",
)


@computes(MEAN_POPULATION)
def mean_population(populations: ArrayLike, *, dates: Sequence[date | str]) -> Numbers:
    """Mean over time of a population known at several dates, straight lines in between.

    Parameters
    ----------
    populations : array_like
        Population at each date, dates on the last axis; areas may stand in front.
    dates : sequence of date
        At least two dates that rise; ISO strings (``"2023-06-30"``) will do.

    Returns
    -------
    float or ndarray
        Persons, from the first date to the last; ``nan`` where any is unknown.

    Raises
    ------
    InvalidInputError
        Fewer than two dates, dates that do not rise, or not one population for each.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    Between two dates it is the average of both.

    >>> mean_population([715_000, 717_900], dates=["2022-12-31", "2023-12-31"])
    716450.0
    """
    (stocks,) = counts(populations=populations)
    gaps = _gaps(dates)
    if stocks.shape[-1:] != (len(dates),):
        raise InvalidInputError(
            "populations", f"shape {stocks.shape} does not end in {len(dates)}, one for each date"
        )
    between = (stocks[..., 1:] + stocks[..., :-1]) / 2
    return plain(np.asarray((between * gaps).sum(axis=-1) / gaps.sum()))


def _gaps(dates: Sequence[date | str]) -> FloatArray:
    days = np.array(dates, dtype="datetime64[D]")
    gaps: FloatArray = np.diff(days).astype(np.float64)
    if not gaps.size or (gaps <= 0).any():
        raise InvalidInputError("dates", "not two or more dates that rise")
    return gaps


MWRA_SHARE = Indicator(
    code="MWRA_SHARE",
    name="Married women of reproductive age as a share of the population",
    name_zh="已婚育龄妇女占比",
    kind=Kind.PROPORTION,
    numerator="married women aged 15–49",
    denominator="total population",
    unit="per person",
    per=100,
    source=Source("Source report S3", locator="共有4.76万人,其中已婚育龄妇女9434人"),
    aliases=("已婚育龄妇女占总人口比重",),
    caution="The denominator is everybody, not women.",
)


@computes(MWRA_SHARE)
def married_women_proportion(women: ArrayLike, *, population: ArrayLike) -> Numbers:
    """Married women of reproductive age over the whole population.

    Parameters
    ----------
    women : array_like
        Married women aged 15–49.
    population : array_like
        All persons, these women among them.

    Returns
    -------
    float or ndarray
        Share per one; ``nan`` where the population is zero or unknown.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More women than persons, a count is below zero, or shapes do not match.

    Examples
    --------
    A district of 47,600 with 9,434 married women of reproductive age:

    >>> MWRA_SHARE.publish(married_women_proportion(9434, population=47_600))
    '19.82%'
    """
    return proportion(women=women, population=population)


@attrs.frozen
class ImpliedPopulation:
    """The populations of which a count would print as a rate."""

    low: Numbers
    high: Numbers


def implied_population(
    events: ArrayLike, *, rate: ArrayLike, half_unit: ArrayLike
) -> ImpliedPopulation:
    """Populations that, with this count of events, give a rate as it was rounded.

    Parameters
    ----------
    events : array_like
        Events; a net count such as births less deaths may be below zero, like its rate.
    rate : array_like
        The rate as printed, per one: 0.64‰ is 0.00064.
    half_unit : array_like
        Half of its last printed digit, per one: 0.000005 for two decimals of per mille.

    Returns
    -------
    ImpliedPopulation
        Smallest and largest population; infinite at the top where the printed rate may stand for
        zero, ``nan`` where events and rate have opposite signs or no event happened.

    Raises
    ------
    NegativeCountError, ShapeError
        The half unit is below zero, or the shapes do not match.

    Examples
    --------
    A quarter's natural increase of 288 persons was printed as 0.64‰.

    >>> implied = implied_population(288, rate=0.00064, half_unit=0.000005)
    >>> round(implied.low), round(implied.high)
    (446512, 453543)
    """
    (half,) = counts(half_unit=half_unit)
    event_count, printed, half = numbers(events=events, rate=rate, half_unit=half)
    size, pace = np.abs(event_count), np.abs(printed)
    agree = (event_count != 0) & (np.sign(event_count) * np.sign(printed) >= 0)
    low = np.where(agree, divide(size, pace + half), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        high = np.where(agree, size / np.maximum(pace - half, 0.0), np.nan)
    return ImpliedPopulation(plain(low), plain(high))
