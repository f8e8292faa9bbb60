"""The population account of a period: the closing population its flows explain, and the rest.

A count of people belongs to a scope (registered, resident, with or without those away): every
stock and flow of one account must be of the same scope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, numbers, plain

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["balance_residual", "closing_population"]

_BALANCE = Source(
    "人口平衡方程: 期末人口 = 期初人口 + (出生 − 死亡) + (迁入 − 迁出)",
    locator="manual of family-planning statistics",
    grade=Grade.SECONDARY,
)

CLOSING_POPULATION = Indicator(
    code="CLOSING_POPULATION",
    name="Closing population",
    name_zh="期末人口",
    kind=Kind.COUNT,
    numerator="opening population + births − deaths + arrivals − departures",
    denominator="none",
    unit="persons",
    source=_BALANCE,
    aliases=("期末总人口", "population balance equation"),
    caution="Stocks and flows must be of one scope: registered with registered.",
)


@computes(CLOSING_POPULATION)
def closing_population(
    opening: ArrayLike,
    *,
    births: ArrayLike,
    deaths: ArrayLike,
    arrivals: ArrayLike = 0,
    departures: ArrayLike = 0,
) -> Numbers:
    """Population at the end of a period by the balance equation.

    Parameters
    ----------
    opening : array_like
        Population at the start of the period.
    births, deaths : array_like
        Live births and deaths in the period.
    arrivals, departures : array_like
        Persons who moved in and out; without them the population is closed.

    Returns
    -------
    float or ndarray
        Persons.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    The world in 2010, in millions:

    >>> closing_population(6851, births=140, deaths=57)
    6934.0
    """
    opening, births, deaths, arrivals, departures = counts(
        opening=opening, births=births, deaths=deaths, arrivals=arrivals, departures=departures
    )
    return plain(opening + (births - deaths) + (arrivals - departures))


BALANCE_RESIDUAL = Indicator(
    code="BALANCE_RESIDUAL",
    name="Balance residual",
    name_zh="人口平衡差",
    kind=Kind.BALANCE,
    numerator="closing population as counted, less closing population by the balance equation",
    denominator="none",
    unit="persons",
    source=_BALANCE,
    aliases=("人口账误差",),
    caution="Zero does not prove the account: omitted births can hide unrecorded departures.",
)


@computes(BALANCE_RESIDUAL)
def balance_residual(  # noqa: PLR0913 - the terms of the balance equation
    closing: ArrayLike,
    *,
    opening: ArrayLike,
    births: ArrayLike,
    deaths: ArrayLike,
    arrivals: ArrayLike = 0,
    departures: ArrayLike = 0,
) -> Numbers:
    """Counted closing population less what opening population and flows explain.

    Parameters
    ----------
    closing : array_like
        Population at the end of the period, as counted.
    opening, births, deaths, arrivals, departures : array_like
        The terms of `closing_population`.

    Returns
    -------
    float or ndarray
        Persons: positive where more are there than the flows explain, zero where it balances.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Tongxiang grew by 2,900 in 2023 although deaths outnumbered births by 2,363: without figures
    on moves, 5,263 persons are unexplained.

    >>> balance_residual(717_900, opening=715_000, births=3888, deaths=6251)
    5263.0
    """
    (counted,) = counts(closing=closing)
    explained = closing_population(
        opening, births=births, deaths=deaths, arrivals=arrivals, departures=departures
    )
    counted, expected = numbers(closing=counted, opening=explained)
    return plain(counted - expected)
