"""What changed a population: natural, mechanical and total increase, as counts and rates.

Mechanical increase (机械增长) is arrivals less departures; with natural increase it makes up the
whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, divide, plain

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["natural_increase", "net_migration", "net_migration_rate", "total_increase"]

_BALANCE = Source(
    "人口平衡方程: 期末人口 = 期初人口 + (出生 − 死亡) + (迁入 − 迁出)",
    locator="manual of family-planning statistics; 自然增长, 机械增长, 净增",
    grade=Grade.SECONDARY,
)

NATURAL_INCREASE = Indicator(
    code="NATURAL_INCREASE",
    name="Natural increase",
    name_zh="自然增加人数",
    kind=Kind.BALANCE,
    numerator="live births less deaths in the period",
    denominator="none",
    unit="persons",
    source=_BALANCE,
    aliases=("自然增长人数", "净增自然人口"),
    caution="It is a count of persons; the rate of natural increase is RNI.",
)


@computes(NATURAL_INCREASE)
def natural_increase(births: ArrayLike, *, deaths: ArrayLike) -> Numbers:
    """Live births less deaths of a period.

    Parameters
    ----------
    births, deaths : array_like
        Live births and deaths in the period.

    Returns
    -------
    float or ndarray
        Persons, negative where deaths exceed births.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> natural_increase(887, deaths=599)
    288.0
    """
    births, deaths = counts(births=births, deaths=deaths)
    return plain(births - deaths)


NET_MIGRATION = Indicator(
    code="NET_MIGRATION",
    name="Net migration",
    name_zh="机械增长人数",
    kind=Kind.BALANCE,
    numerator="arrivals less departures in the period",
    denominator="none",
    unit="persons",
    source=_BALANCE,
    aliases=("机械增加人数", "净迁移人数", "mechanical increase"),
    caution="Reports often give the natural part alone (不含机械增长).",
)


@computes(NET_MIGRATION)
def net_migration(arrivals: ArrayLike, *, departures: ArrayLike) -> Numbers:
    """Persons who moved in less persons who moved out.

    Parameters
    ----------
    arrivals, departures : array_like
        Persons who moved in and out in the period.

    Returns
    -------
    float or ndarray
        Persons, negative where more left than came.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Stated figures: 9,400 came and 4,137 left.

    >>> net_migration(9400, departures=4137)
    5263.0
    """
    arrivals, departures = counts(arrivals=arrivals, departures=departures)
    return plain(arrivals - departures)


NET_MIGRATION_RATE = Indicator(
    code="NET_MIGRATION_RATE",
    name="Net migration rate",
    name_zh="机械增长率",
    kind=Kind.BALANCE,
    numerator="arrivals less departures in the period",
    denominator="average population of the period",
    unit="persons per person",
    per=1000,
    source=_BALANCE,
    aliases=("净迁移率", "人口机械增长率"),
    caution="The denominator are those who live here, not those who could have come.",
)


@computes(NET_MIGRATION_RATE)
def net_migration_rate(
    arrivals: ArrayLike, *, departures: ArrayLike, population: ArrayLike
) -> Numbers:
    """Arrivals less departures of a period per person of its average population.

    Parameters
    ----------
    arrivals, departures : array_like
        Persons who moved in and out in the period.
    population : array_like
        Average population of the period.

    Returns
    -------
    float or ndarray
        Persons per person; ``nan`` where the population is zero or unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> rate = net_migration_rate(9400, departures=4137, population=716_450)
    >>> NET_MIGRATION_RATE.publish(rate)
    '7.35‰'
    """
    arrivals, departures, population = counts(
        arrivals=arrivals, departures=departures, population=population
    )
    return divide(arrivals - departures, population)


TOTAL_INCREASE = Indicator(
    code="TOTAL_INCREASE",
    name="Total increase of the population",
    name_zh="净增人数",
    kind=Kind.BALANCE,
    numerator="live births less deaths, plus arrivals less departures",
    denominator="none",
    unit="persons",
    source=_BALANCE,
    aliases=("人口净增数", "总增长人数"),
    caution="Natural increase and net migration of one scope; changes of boundary are neither.",
)


@computes(TOTAL_INCREASE)
def total_increase(
    births: ArrayLike, *, deaths: ArrayLike, arrivals: ArrayLike, departures: ArrayLike
) -> Numbers:
    """Natural increase and net migration together.

    Parameters
    ----------
    births, deaths : array_like
        Live births and deaths in the period.
    arrivals, departures : array_like
        Persons who moved in and out in the period.

    Returns
    -------
    float or ndarray
        Persons, negative where the population shrank.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> total_increase(3888, deaths=6251, arrivals=9400, departures=4137)
    2900.0
    """
    births, deaths, arrivals, departures = counts(
        births=births, deaths=deaths, arrivals=arrivals, departures=departures
    )
    return plain((births - deaths) + (arrivals - departures))
