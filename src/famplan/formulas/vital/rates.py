"""Crude rates of births, deaths and growth: events over the population that could have them.

Every rate is a *period* rate: events of the period over its average population. A quarter's rate
is not a year's, and nothing here is annualised unless `annual_rate` is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.errors import InvalidInputError
from famplan.formulas.arrays import Numbers, counts, divide, numbers, plain, quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from famplan.model.period import Period

__all__ = [
    "annual_rate",
    "births_averted",
    "births_averted_rate",
    "crude_birth_rate",
    "crude_death_rate",
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
    births, population : array_like
        Live births in the period, and its average population
        (`famplan.formulas.population.average_population`).

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
    Tongxiang 2023: 3,888 births, population 715,000 and 717,900 at the two ends.

    >>> rate = crude_birth_rate(3888, population=(715_000 + 717_900) / 2)
    >>> CBR.publish(rate)
    '5.43‰'
    """
    return quotient(births=births, population=population)


CDR = Indicator(
    code="CDR",
    name="Crude death rate",
    name_zh="死亡率",
    kind=Kind.RATE,
    numerator="deaths in the period",
    denominator="average population of the period",
    unit="deaths per person",
    per=1000,
    source=_STATISTICS_MANUAL,
    aliases=("粗死亡率", "人口死亡率"),
    caution="A death counts whether or not it has been deregistered; an older population has more.",
)


@computes(CDR)
def crude_death_rate(deaths: ArrayLike, *, population: ArrayLike) -> Numbers:
    """Deaths of a period per person of its average population.

    Parameters
    ----------
    deaths, population : array_like
        Deaths in the period, and its average population.

    Returns
    -------
    float or ndarray
        Deaths per person in the period; ``nan`` where the population is zero or unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Tongxiang 2023: 6,251 deaths, population 715,000 and 717,900 at the two ends.

    >>> rate = crude_death_rate(6251, population=(715_000 + 717_900) / 2)
    >>> CDR.publish(rate)
    '8.72‰'
    """
    return quotient(deaths=deaths, population=population)


RNI = Indicator(
    code="RNI",
    name="Rate of natural increase",
    name_zh="自然增长率",
    kind=Kind.BALANCE,
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
    births, deaths, population : array_like
        Live births and deaths in the period, and its average population.

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


def annual_rate(rate: ArrayLike, *, period: Period, days_in_year: float | None = None) -> Numbers:
    """Turn the rate of a period into a rate a year, as if the year went on like the period.

    Births and deaths have seasons: a quarter's rate times four is a reading aid, not a year's rate.

    Parameters
    ----------
    rate : array_like
        Rate of the period, per one.
    period : Period
        The period in which the events happened.
    days_in_year : float, optional
        Length of the year to scale to. Without it the period's exact length in years is used, in
        which every day of a leap year is 1/366.

    Returns
    -------
    float or ndarray
        The rate divided by the length of the period in years.

    Raises
    ------
    InvalidInputError
        `days_in_year` is not above zero.

    Examples
    --------
    A county's quarter from October to December 2008, and a half-year from January to June.

    >>> from famplan.model.period import Period
    >>> quarter, half_year = Period.parse("SY2009Q1"), Period.parse("2013H1")
    >>> RNI.publish(annual_rate(0.00064, period=quarter, days_in_year=365))
    '2.54‰'
    >>> CBR.publish(annual_rate(0.004, period=half_year))
    '8.07‰'
    """
    (values,) = numbers(rate=rate)
    if days_in_year is None:
        return plain(values / period.years)
    if not days_in_year > 0:
        raise InvalidInputError("days_in_year", f"{days_in_year:g} is not above 0")
    return plain(values * (days_in_year / period.days))


BIRTHS_AVERTED = Indicator(
    code="BIRTHS_AVERTED",
    name="Births averted",
    name_zh="少生人数",
    kind=Kind.BALANCE,
    numerator="births that would have occurred under stated assumptions, less births that did",
    denominator="none",
    unit="births",
    source=Source("Source report S3, 全市累计少出生200多万人 (fewer births over 35 years)"),
    aliases=("少出生人数", "少生人口"),
    caution="The figure is as good as its assumption of what would have happened: print both.",
)


@computes(BIRTHS_AVERTED)
def births_averted(births: ArrayLike, *, expected: ArrayLike) -> Numbers:
    """Births expected under a counterfactual less births that occurred, for a whole population.

    Parameters
    ----------
    births, expected : array_like
        Live births in the period, and those it would have had under the counterfactual.

    Returns
    -------
    float or ndarray
        Expected less actual births; negative where more were born than expected.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> births_averted(8_000, expected=0.018 * 500_000)
    1000.0
    """
    births, expected = counts(births=births, expected=expected)
    return plain(expected - births)


BIRTHS_AVERTED_RATE = Indicator(
    code="BIRTHS_AVERTED_RATE",
    name="Births averted per person",
    name_zh="少生对出生率的影响",
    kind=Kind.BALANCE,
    numerator="births averted in the period",
    denominator="average population of the period",
    unit="births per person",
    per=1000,
    source=Source("Source report S0, a number of births stated as three per-mille points (千分点)"),
    aliases=("出生率下降千分点",),
    caution="It is a difference of two crude birth rates: say per-mille points, not per mille.",
)


@computes(BIRTHS_AVERTED_RATE)
def births_averted_rate(averted: ArrayLike, *, population: ArrayLike) -> Numbers:
    """Births averted per person: by how much the crude birth rate would have been higher.

    Parameters
    ----------
    averted, population : array_like
        Births averted in the period, a total (negative as in `births_averted`), and its average
        population.

    Returns
    -------
    float or ndarray
        Births averted per person; ``nan`` where the population is zero or unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        The population is below zero, or the shapes do not match.

    Examples
    --------
    A report sets 2,437 births equal to three per-mille points: a population of about 812,000.

    >>> round(births_averted_rate(2437, population=812_333), 6)
    0.003
    """
    (people,) = counts(population=population)
    return divide(*numbers(averted=averted, population=people))
