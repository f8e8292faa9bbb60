"""Crude rates of births, deaths and growth: events over the population that could have them.

Every rate is a *period* rate: events of the period over its average population. A quarter's rate
is not a year's, and nothing here is annualised unless `annual_rate` is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, divide, quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "crude_birth_rate",
    "natural_increase_rate",
]

_STATISTICS_MANUAL = Source(
    "人口与计划生育统计指标解释 (explanation of population and family-planning indicators)",
    locator="出生率、死亡率、自然增长率",
    grade=Grade.SECONDARY,
)

CBR = Indicator(
    code="CBR",
    name="Crude birth rate",
    name_zh="出生率",
    kind=Kind.RATE,
    numerator="live births in the period",
    denominator="average population of the period",
    unit="births per person",
    per=1000,
    source=_STATISTICS_MANUAL,
    aliases=("粗出生率", "人口出生率"),
    caution="A half-year's rate is about half a year's: state the period with the figure.",
)


@computes(CBR)
def crude_birth_rate(births: ArrayLike, *, population: ArrayLike) -> Numbers:
    """Live births of a period per person of its average population.

    Parameters
    ----------
    births : array_like
        Live births in the period.
    population : array_like
        Average population of the period, see `famplan.formulas.population.average_population`.

    Returns
    -------
    float or ndarray
        Births per person in the period; ``nan`` where the population is zero or unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Tongxiang 2023: 3,888 births, population 717,900 and 715,000 at the two ends.

    >>> rate = crude_birth_rate(3888, population=(717_900 + 715_000) / 2)
    >>> CBR.publish(rate)
    '5.43‰'
    """
    return quotient(births=births, population=population)


RNI = Indicator(
    code="RNI",
    name="Rate of natural increase",
    name_zh="自然增长率",
    kind=Kind.RATE,
    numerator="live births less deaths in the period",
    denominator="average population of the period",
    unit="persons per person",
    per=1000,
    source=_STATISTICS_MANUAL,
    aliases=("人口自然增长率", "natural increase rate"),
    caution="Compute it from counts: two rounded rates can differ by one in the last digit.",
)


@computes(RNI)
def natural_increase_rate(
    births: ArrayLike, *, deaths: ArrayLike, population: ArrayLike
) -> Numbers:
    """Births less deaths of a period per person of its average population.

    Parameters
    ----------
    births, deaths : array_like
        Live births and deaths in the period.
    population : array_like
        Average population of the period.

    Returns
    -------
    float or ndarray
        Natural increase per person in the period, negative where deaths exceed births.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> natural_increase_rate(births=887, deaths=599, population=450_000)
    0.00064
    """
    births, deaths, population = counts(births=births, deaths=deaths, population=population)
    return divide(births - deaths, population)
