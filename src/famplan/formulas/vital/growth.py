"""How fast a population grows, how soon it doubles, and where it would get to.

Three ways of reading growth over several years are in use and differ in the second digit, so the
method is an argument without a default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.errors import InvalidInputError
from famplan.formulas.arrays import FloatArray, Numbers, changes, counts, divide, numbers, plain
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Growth", "doubling_time", "growth_rate", "projected_population"]

Growth: TypeAlias = Literal["arithmetic", "geometric", "exponential"]
"""Equal amounts each year, equal factors each year, or growth at every moment."""

_METHODS = (
    Variant('method="arithmetic"', "the same number of persons is added each year"),
    Variant('method="geometric"', "the population is multiplied by 1 + rate each year"),
    Variant('method="exponential"', "the population grows at every moment"),
)
_TEXTBOOK = Source(
    "Exponential growth and doubling time, supplemental notes, Department of Geography, "
    "University of California at Santa Barbara",
    grade=Grade.SECONDARY,
)

GROWTH_RATE = Indicator(
    code="GROWTH_RATE",
    name="Population growth rate",
    name_zh="人口增长率",
    kind=Kind.CHANGE,
    numerator="population at the end less population at the start, or the logarithm of their ratio",
    denominator="population at the start × years between",
    unit="per year",
    per=100,
    source=_TEXTBOOK,
    aliases=("年均人口增长率", "average annual growth rate"),
    variants=_METHODS,
    caution="It includes migration; the rate of natural increase does not.",
)


@computes(GROWTH_RATE)
def growth_rate(
    population: ArrayLike, *, earlier: ArrayLike, years: ArrayLike, method: Growth
) -> Numbers:
    """Mean growth a year between two populations.

    Parameters
    ----------
    population, earlier : array_like
        Population at the end and at the start.
    years : array_like
        Years between them, above zero; `Period.years` gives exact lengths.
    method : {"arithmetic", "geometric", "exponential"}
        How growth is spread over the years.

    Returns
    -------
    float or ndarray
        Growth per one a year, negative where the population fell; ``nan`` where the earlier
        population is zero or unknown, or exponential growth to zero is asked for.

    Raises
    ------
    DefinitionError
        `method` is none of the three.
    InvalidInputError
        `years` is not above zero.
    NegativeCountError, ShapeError
        A population is below zero, or the shapes do not match.

    Examples
    --------
    Macao, census 2011 and by-census 2016:

    >>> rate = growth_rate(650_834, earlier=552_503, years=5, method="geometric")
    >>> GROWTH_RATE.publish(rate, decimals=1)
    '3.3%'
    """
    one_of(method, get_args(Growth), argument="method")
    population, earlier, years = counts(population=population, earlier=earlier, years=years)
    _check_years(years)
    ratio = np.asarray(divide(population, earlier))
    if method == "arithmetic":
        return plain((ratio - 1) / years)
    if method == "geometric":
        return plain(ratio ** (1 / years) - 1)
    return plain(np.log(np.where(ratio == 0, np.nan, ratio)) / years)


DOUBLING_TIME = Indicator(
    code="DOUBLING_TIME",
    name="Doubling time",
    name_zh="人口倍增时间",
    kind=Kind.INDEX,
    numerator="years until the population is twice as large at a constant growth rate",
    denominator="none",
    unit="years",
    source=_TEXTBOOK,
    aliases=("人口翻番时间",),
    variants=_METHODS,
    caution="It says what a rate means, not what will happen: rates do not stay constant.",
)


@computes(DOUBLING_TIME)
def doubling_time(rate: ArrayLike, *, method: Growth) -> Numbers:
    """Years in which a population growing at a constant rate doubles.

    Parameters
    ----------
    rate : array_like
        Growth per one a year.
    method : {"arithmetic", "geometric", "exponential"}
        How the rate was computed, see `growth_rate`.

    Returns
    -------
    float or ndarray
        Years; infinite where the rate is zero, ``nan`` where it is negative (the population
        never doubles) or unknown.

    Raises
    ------
    DefinitionError
        `method` is none of the three.

    Warns
    -----
    ImplausibleRateWarning
        A rate above one: was it per cent?

    Examples
    --------
    >>> round(doubling_time(0.027, method="exponential"), 1)
    25.7
    """
    one_of(method, get_args(Growth), argument="method")
    (rates,) = changes(rate=rate)
    growing = np.where(rates < 0, np.nan, rates)
    if method == "arithmetic":
        target, pace = 1.0, growing
    else:
        target = np.log(2)
        pace = np.log1p(growing) if method == "geometric" else growing
    with np.errstate(divide="ignore"):
        return plain(np.asarray(target / pace))


PROJECTED_POPULATION = Indicator(
    code="PROJECTED_POPULATION",
    name="Population at constant growth",
    name_zh="按固定增长率推算的人口",
    kind=Kind.COUNT,
    numerator="population at the start × (1 + growth rate) to the power of the years",
    denominator="none",
    unit="persons",
    source=Source(
        "Source report S3, 人口总量控制在746万人以内(不含机械增长), a ceiling for planning"
    ),
    aliases=("人口总量推算",),
    caution="With a rate of natural increase it leaves migration out (不含机械增长): say so.",
)


@computes(PROJECTED_POPULATION)
def projected_population(population: ArrayLike, *, rate: ArrayLike, years: ArrayLike) -> Numbers:
    """Population after some years of constant growth, to compare with a planned ceiling.

    Parameters
    ----------
    population : array_like
        Population at the start.
    rate : array_like
        Growth per one a year, above −1.
    years : array_like
        Years from the start, not below zero.

    Returns
    -------
    float or ndarray
        Persons.

    Raises
    ------
    InvalidInputError
        A rate of −1 or below.
    NegativeCountError, ShapeError
        A population or a number of years below zero, or shapes that do not match.

    Warns
    -----
    ImplausibleRateWarning
        A rate above one: was it per 1,000?

    Examples
    --------
    Seven million at six per thousand a year stay below 7.46 million for ten years.

    >>> round(projected_population(7_000_000, rate=0.006, years=10))
    7431523
    """
    population, years = counts(population=population, years=years)
    changes(rate=rate)
    population, rates, years = numbers(population=population, rate=rate, years=years)
    if (rates <= -1).any():
        raise InvalidInputError("rate", f"{rates[rates <= -1].flat[0]:g} is not above -1")
    return plain(population * (1 + rates) ** years)


def _check_years(years: FloatArray) -> None:
    if (years == 0).any():
        raise InvalidInputError(
            "years", "0 is not above 0", remedy="give the years between the two populations"
        )
