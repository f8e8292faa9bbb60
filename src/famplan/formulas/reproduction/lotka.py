"""The stable population that fertility and mortality lead to, by Lotka's equation.

If the rates stayed, each woman's daughters, discounted by the growth of the years until they are
born, would replace her exactly. The growth rate that makes it so is the intrinsic one; no
approximation by the length of a generation is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import FloatArray, Numbers, closed_ages, divide, numbers, plain, shares
from famplan.formulas.arrays import rates as read_rates
from famplan.formulas.reproduction.generation import years_lived

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups

__all__ = ["lotka_growth_rate", "stable_generation_length", "stable_mean_age_at_birth"]

_ROUNDS = 100
_SETTLED = 1e-14
_NO_GROWTH = 1e-10  # below, the quotient ln R0 / r has no digits left

_PAPP_LOTKA = Source(
    "IUSSP, Population Analysis for Policies and Programmes",
    locator="PAPP103 session 7: Lotka's third equation, the characteristic equation",
    url="http://papp.iussp.org/sessions/papp103_s07/PAPP103_s07_040_090.html",
)
_RODRIGUEZ = Source(
    "G. Rodríguez, Demographic Methods, Princeton University",
    locator="Stable populations, after Preston, Heuveline and Guillot, boxes 7.1 and 7.2",
    url="https://grodri.github.io/demography/stablepop",
)

R_LOTKA = Indicator(
    code="R_LOTKA",
    name="Intrinsic growth rate by Lotka's equation",
    name_zh="洛特卡方程内在增长率",
    kind=Kind.CHANGE,
    numerator="the growth rate at which daughters, discounted by it to their mother's birth, "
    "add up to one",
    denominator="none",
    unit="persons per person-year",
    per=1000,
    sign="‰",
    source=_PAPP_LOTKA,
    aliases=("intrinsic rate of increase", "内禀增长率"),
    caution="What the rates would lead to after generations, not the growth of now.",
)


@computes(R_LOTKA)
def lotka_growth_rate(
    rates: ArrayLike, *, person_years: ArrayLike, girls: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Growth a population would settle at if its rates stayed, from Lotka's equation.

    Newton's method, for all areas at once; births are taken at the middle of each age group.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis.
    person_years : array_like
        Years that a newborn girl lives in each age group (nLx / l0);
        `famplan.projection.LifeTable.person_years` gives them.
    girls : array_like
        Share of girls among births, one for each row in front of the ages; 1 where the rates are
        of daughters.
    ages : AgeGroups or sequence of str
        Closed age groups.

    Returns
    -------
    float or ndarray
        Per person and year; ``nan`` where there are no births.

    Raises
    ------
    PartExceedsWholeError, InvalidInputError, AgeGroupsError
        As for `net_reproduction_rate`.

    Examples
    --------
    Egypt, rates of daughters: 14.24 per 1,000.

    >>> ages = ["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"]
    >>> rates = [0.00567, 0.06627, 0.11204, 0.07889, 0.05075, 0.01590, 0.00610]
    >>> lived = [4.66740, 4.63097, 4.58518, 4.53206, 4.46912, 4.39135, 4.28969]
    >>> round(lotka_growth_rate(rates, person_years=lived, girls=1, ages=ages), 8)
    0.01424406
    """
    net, middles = _net_maternity(rates, person_years=person_years, girls=girls, ages=ages)
    return plain(_solved(net, middles))


STABLE_MAB = Indicator(
    code="MAB_STABLE",
    name="Mean age at birth in the stable population",
    name_zh="稳定人口平均生育年龄",
    kind=Kind.MEAN,
    numerator="middle of each age group times the daughters born in it, discounted by the "
    "intrinsic growth rate, summed",
    denominator="discounted daughters, which add up to one",
    unit="years",
    source=_RODRIGUEZ,
    caution="Lower than the mean length of generation where the population grows: young mothers "
    "are many.",
)


@computes(STABLE_MAB)
def stable_mean_age_at_birth(
    rates: ArrayLike, *, person_years: ArrayLike, girls: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Mean age of mothers in the population to which the rates lead.

    Parameters
    ----------
    rates, person_years, girls, ages
        As for `lotka_growth_rate`.

    Returns
    -------
    float or ndarray
        Years; ``nan`` where there are no births.

    Raises
    ------
    PartExceedsWholeError, InvalidInputError, AgeGroupsError
        As for `net_reproduction_rate`.

    Examples
    --------
    Egypt, rates of daughters.

    >>> ages = ["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"]
    >>> rates = [0.00567, 0.06627, 0.11204, 0.07889, 0.05075, 0.01590, 0.00610]
    >>> lived = [4.66740, 4.63097, 4.58518, 4.53206, 4.46912, 4.39135, 4.28969]
    >>> round(stable_mean_age_at_birth(rates, person_years=lived, girls=1, ages=ages), 4)
    29.4725
    """
    net, middles = _net_maternity(rates, person_years=person_years, girls=girls, ages=ages)
    discounted = net * np.exp(-_solved(net, middles)[..., np.newaxis] * middles)
    return divide((discounted * middles).sum(axis=-1), discounted.sum(axis=-1))


STABLE_GENERATION = Indicator(
    code="T_STABLE",
    name="Length of generation of the stable population",
    name_zh="稳定人口世代间隔",
    kind=Kind.MEAN,
    numerator="natural logarithm of the net reproduction rate",
    denominator="intrinsic growth rate by Lotka's equation",
    unit="years",
    source=_PAPP_LOTKA,
    caution="The years in which the stable population multiplies by the net reproduction rate; "
    "between the mean ages of mothers with and without growth.",
)


@computes(STABLE_GENERATION)
def stable_generation_length(
    rates: ArrayLike, *, person_years: ArrayLike, girls: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Years in which the stable population multiplies by its net reproduction rate.

    Parameters
    ----------
    rates, person_years, girls, ages
        As for `lotka_growth_rate`.

    Returns
    -------
    float or ndarray
        Years; ``nan`` where there are no births.

    Raises
    ------
    PartExceedsWholeError, InvalidInputError, AgeGroupsError
        As for `net_reproduction_rate`.

    Examples
    --------
    Egypt, rates of daughters: ln 1.5274 / 0.014244.

    >>> ages = ["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"]
    >>> rates = [0.00567, 0.06627, 0.11204, 0.07889, 0.05075, 0.01590, 0.00610]
    >>> lived = [4.66740, 4.63097, 4.58518, 4.53206, 4.46912, 4.39135, 4.28969]
    >>> round(stable_generation_length(rates, person_years=lived, girls=1, ages=ages), 3)
    29.737
    """
    net, middles = _net_maternity(rates, person_years=person_years, girls=girls, ages=ages)
    growth = _solved(net, middles)
    total = net.sum(axis=-1)
    # At replacement both go to zero, and their quotient to the mean age of net maternity.
    at_rest = np.asarray(divide((net * middles).sum(axis=-1), total))
    with np.errstate(divide="ignore", invalid="ignore"):
        length = np.log(total) / growth
    return plain(np.where(np.abs(growth) < _NO_GROWTH, at_rest, length))


def _net_maternity(
    rates: ArrayLike,
    *,
    person_years: ArrayLike,
    girls: ArrayLike,
    ages: AgeGroups | Sequence[str],
) -> tuple[FloatArray, FloatArray]:
    (schedule,) = read_rates(rates=rates)
    lived = years_lived(person_years, rates=schedule, ages=ages)
    (of_girls,) = shares(girls=girls)
    net = schedule * lived
    numbers(rates=net[..., 0], girls=of_girls)  # one share for each row, or it says so
    return net * of_girls[..., np.newaxis], closed_ages(ages, rates=net).midpoints


def _solved(net: FloatArray, middles: FloatArray) -> FloatArray:
    """Growth rate at which the discounted net maternity is one; by Newton on its logarithm."""
    total = net.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.log(total) / ((net * middles).sum(axis=-1) / total)
        rate = np.where(total > 0, rate, np.nan)
        for _ in range(_ROUNDS):
            discounted = net * np.exp(-rate[..., np.newaxis] * middles)
            reproduced = discounted.sum(axis=-1)
            mean_age = (discounted * middles).sum(axis=-1) / reproduced
            move = np.log(reproduced) / mean_age
            rate = rate + move
            if not (np.abs(move) >= _SETTLED).any():  # unknown ones never settle
                break
    return np.asarray(rate)
