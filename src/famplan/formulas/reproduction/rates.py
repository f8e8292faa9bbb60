"""Does a generation of women replace itself? Daughters per woman, before and after mortality.

Mortality comes as person-years of the life table: those a newborn girl lives in each age group
(nLx / l0), about 4.7 in a five-year group where few die.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import ImplausibleRateWarning
from famplan.formulas.arrays import (
    FloatArray,
    Numbers,
    closed_ages,
    counts,
    divide,
    numbers,
    plain,
    shares,
)
from famplan.formulas.arrays import rates as read_rates
from famplan.formulas.reproduction.generation import years_lived

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups

__all__ = [
    "gross_reproduction_rate",
    "net_reproduction_rate",
    "replacement_level_fertility",
    "share_of_girls",
]

_PAPP_REPRODUCTION = Source(
    "IUSSP, Population Analysis for Policies and Programmes",
    locator="PAPP103 session 6, summary: GRR, NRR, generation length",
    url="http://papp.iussp.org/sessions/papp103_s06/PAPP103_s06_080_010.html",
)

_HIGHEST_SEX_RATIO = 2
"""More boys per girl than this were surely typed per 100 girls."""


def share_of_girls(sex_ratio: ArrayLike) -> Numbers:
    """Girls as a share of births, from the sex ratio at birth.

    Parameters
    ----------
    sex_ratio : array_like
        Boys per girl: 1.05, not 105.

    Returns
    -------
    float or ndarray
        Girls over all births.

    Warns
    -----
    ImplausibleRateWarning
        More than two boys per girl: was it per 100?

    Examples
    --------
    >>> round(share_of_girls(1.05), 4)
    0.4878
    """
    (boys_per_girl,) = counts(sex_ratio=sex_ratio)
    if (boys_per_girl > _HIGHEST_SEX_RATIO).any():
        warnings.warn(
            "sex_ratio: more than two boys per girl is implausible: was it per 100?",
            ImplausibleRateWarning,
            stacklevel=2,
        )
    return plain(1 / (1 + boys_per_girl))


GRR = Indicator(
    code="GRR",
    name="Gross reproduction rate",
    name_zh="粗再生育率",
    kind=Kind.MEAN,
    numerator="total fertility rate times the share of girls among births",
    denominator="one woman who lives through the reproductive ages",
    unit="daughters per woman",
    source=_PAPP_REPRODUCTION,
    aliases=("粗再生产率", "毛再生产率"),
    caution="Where boys are preferred the observed share of girls differs from 1 in 2.05.",
)


@computes(GRR)
def gross_reproduction_rate(total_fertility: ArrayLike, *, girls: ArrayLike) -> Numbers:
    """Daughters a woman would bear if she lived through the reproductive ages.

    Parameters
    ----------
    total_fertility : array_like
        Births per woman, see `famplan.formulas.fertility.total_fertility_rate`.
    girls : array_like
        Share of girls among births, as observed or from `share_of_girls`.

    Returns
    -------
    float or ndarray
        Daughters per woman.

    Raises
    ------
    InvalidInputError
        The share of girls is not between 0 and 1.

    Examples
    --------
    Malawi 2008 with 1.05 boys per girl, which is assumed here.

    >>> round(gross_reproduction_rate(5.16, girls=share_of_girls(1.05)), 2)
    2.52
    """
    (of_girls,) = shares(girls=girls)
    births, of_girls = counts(total_fertility=total_fertility, girls=of_girls)
    return plain(births * of_girls)


NRR = Indicator(
    code="NRR",
    name="Net reproduction rate",
    name_zh="净再生育率",
    kind=Kind.MEAN,
    numerator="rate of each age group times the years a newborn girl lives in it, summed over "
    "ages, times the share of girls among births",
    denominator="one newborn girl",
    unit="daughters per newborn girl",
    source=_PAPP_REPRODUCTION,
    aliases=("净再生产率", "R0"),
    caution="One is replacement; the person-years must be those of women, per newborn girl.",
)


@computes(NRR)
def net_reproduction_rate(
    rates: ArrayLike, *, person_years: ArrayLike, girls: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Daughters a newborn girl would bear, with the mortality of her life table.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis.
    person_years : array_like
        Years that a newborn girl lives in each age group: nLx of the female life table divided
        by l0. It already contains the width of the group.
    girls : array_like
        Share of girls among births, one for each row in front of the ages.
    ages : AgeGroups or sequence of str
        Closed age groups.

    Returns
    -------
    float or ndarray
        Daughters per newborn girl.

    Raises
    ------
    PartExceedsWholeError
        More person-years in a group than it is wide.
    InvalidInputError, AgeGroupsError
        The share of girls is above 1, or the ages do not fit.

    Warns
    -----
    ImplausibleRateWarning
        A rate above one: was it per 1,000?

    Examples
    --------
    A teaching exercise on Hong Kong, 1973, with 1.05 boys per girl.

    >>> ages = ["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"]
    >>> rates = [0.017034, 0.128153, 0.243849, 0.139158, 0.071421, 0.022713, 0.003144]
    >>> lived = [4.8694, 4.85435, 4.836, 4.81325, 4.780375, 4.7325, 4.66315]
    >>> girls = share_of_girls(1.05)
    >>> round(net_reproduction_rate(rates, person_years=lived, girls=girls, ages=ages), 3)
    1.472
    """
    (schedule,) = read_rates(rates=rates)
    return plain(_daughters(schedule, person_years, girls, ages))


def _daughters(
    schedule: FloatArray,
    person_years: ArrayLike,
    girls: ArrayLike,
    ages: AgeGroups | Sequence[str],
) -> FloatArray:
    lived = years_lived(person_years, rates=schedule, ages=ages)
    (of_girls,) = shares(girls=girls)
    children, of_girls = numbers(rates=(schedule * lived).sum(axis=-1), girls=of_girls)
    return np.asarray(children * of_girls)


RLF = Indicator(
    code="RLF",
    name="Replacement-level fertility",
    name_zh="更替水平生育率",
    kind=Kind.MEAN,
    numerator="total fertility rate",
    denominator="net reproduction rate",
    unit="births per woman",
    source=_PAPP_REPRODUCTION,
    aliases=("replacement level", "更替水平", "世代更替水平"),
    caution="2.1 is the level of low mortality and 1.05 boys per girl; elsewhere it is higher.",
)


@computes(RLF)
def replacement_level_fertility(
    rates: ArrayLike, *, person_years: ArrayLike, girls: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Total fertility rate at which the net reproduction rate would be one.

    Mortality, the sex ratio at birth and the age pattern of fertility are kept; only the level
    of fertility is moved.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis; only their pattern matters.
    person_years : array_like
        Years that a newborn girl lives in each age group (nLx / l0).
    girls : array_like
        Share of girls among births.
    ages : AgeGroups or sequence of str
        Closed age groups.

    Returns
    -------
    float or ndarray
        Births per woman; ``nan`` where there are no births.

    Raises
    ------
    PartExceedsWholeError, InvalidInputError, AgeGroupsError
        As for `net_reproduction_rate`.

    Examples
    --------
    A teaching exercise on Hong Kong, 1973.

    >>> ages = ["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"]
    >>> rates = [0.017034, 0.128153, 0.243849, 0.139158, 0.071421, 0.022713, 0.003144]
    >>> lived = [4.8694, 4.85435, 4.836, 4.81325, 4.780375, 4.7325, 4.66315]
    >>> girls = share_of_girls(1.05)
    >>> round(replacement_level_fertility(rates, person_years=lived, girls=girls, ages=ages), 3)
    2.125
    """
    (schedule,) = read_rates(rates=rates)
    daughters = _daughters(schedule, person_years, girls, ages)
    return divide(schedule @ closed_ages(ages, rates=schedule).widths, daughters)
