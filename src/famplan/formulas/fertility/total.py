"""Births of a whole life at given rates: age-specific rates added up over ages.

Widths come from the age groups, so a five-year group counts five times. Ages stand on the last
axis, and only they are summed: two regions in front give two totals, never one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import AgeGroupsError
from famplan.formulas.arrays import Numbers, closed_ages, counts, divide, plain
from famplan.formulas.arrays import rates as read_rates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups

__all__ = [
    "cumulative_fertility",
    "total_fertility_rate",
    "total_fertility_rate_standard_error",
]

_UN_METADATA = Source(
    "United Nations, World Fertility Data 2012, metadata",
    locator="Age-specific fertility rates, total fertility and mean age at childbearing",
    url="http://www.un.org/en/development/desa/population/publications/dataset/fertility/"
    "wfd2012/Metadata/Metadata_ASFR.html",
)
_HFD = Source(
    "Human Fertility Database, Explanatory Notes",
    locator="list of outputs: CCF; rates by birth order",
    url="https://www.humanfertility.org/Data/ExplanatoryNotes",
)
_DEMOPAEDIA = Source(
    "Multilingual Demographic Dictionary, second unified edition",
    locator="cohort fertility: cumulative and completed fertility",
    url="http://en-ii.demopaedia.org/wiki/Net_fertility,_cumulative",
)

_START, _STOP = 15, 50

TFR = Indicator(
    code="TFR",
    name="Total fertility rate",
    name_zh="总和生育率",
    kind=Kind.MEAN,
    numerator="sum over age groups of the age-specific fertility rate times the group's width",
    denominator="one woman who lives through the reproductive ages",
    unit="births per woman",
    source=_UN_METADATA,
    aliases=("total fertility", "period total fertility rate", "时期总和生育率"),
    caution="Not a share and not a forecast: rates left per 1,000 give 1,750 for 1.75, widths left "
    "out give 0.35, regions summed give 3.5.",
)
CCF = Indicator(
    code="CCF",
    name="Completed cohort fertility",
    name_zh="队列终身生育率",
    kind=Kind.MEAN,
    numerator="sum over ages of a birth cohort's own age-specific rates times the widths",
    denominator="one woman of the cohort",
    unit="births per woman",
    source=_DEMOPAEDIA,
    aliases=("completed fertility", "cohort total fertility rate", "队列总和生育率"),
    caution="Complete only when the cohort has reached 50; before, it is cumulative fertility.",
)

TFR_ORDER = Indicator(
    code="TFR_ORDER",
    name="Order-specific total fertility rate",
    name_zh="分孩次总和生育率",
    kind=Kind.MEAN,
    numerator="sum over age groups of births of one order per woman-year times the width",
    denominator="one woman who lives through the reproductive ages, whatever her parity",
    unit="births of the order per woman",
    source=_HFD,
    aliases=("孩次总和生育率", "total fertility rate by birth order"),
    caution="The rates are over all women of the age, not over women of the parity before.",
)
TMFR = Indicator(
    code="TMFR",
    name="Total marital fertility rate",
    name_zh="已婚妇女总和生育率",
    kind=Kind.MEAN,
    numerator="sum over age groups of births to married women per married woman-year times the "
    "width",
    denominator="one woman who is married throughout the reproductive ages",
    unit="births per woman",
    source=Source(
        "Bongaarts 1978, A framework for analyzing the proximate determinants of fertility",
        locator="as given in teaching notes after Preston, Heuveline and Guillot, ch. 5",
    ),
    aliases=("婚内总和生育率",),
    caution="Few are married at 15–19, many of them pregnant: that rate weighs as much as any.",
)
TAR = Indicator(
    code="TAR",
    name="Total abortion rate",
    name_zh="总和人工流产率",
    kind=Kind.MEAN,
    numerator="sum over age groups of induced abortions per woman-year times the width",
    denominator="one woman who lives through the reproductive ages",
    unit="abortions per woman",
    source=Source(
        "DHS-Indicators-Stata, chapter 5",
        locator="rates by pregnancy outcome (DHS-8, 2024-10-17)",
        url="https://github.com/DHSProgram/DHS-Indicators-Stata",
    ),
    aliases=("总流产率",),
    caution="Abortions are underreported in surveys, so it is a floor as a rule.",
)
WTFR = Indicator(
    code="WTFR",
    name="Wanted total fertility rate",
    name_zh="意愿总和生育率",
    kind=Kind.MEAN,
    numerator="sum over age groups of wanted births per woman-year times the width",
    denominator="one woman who lives through the reproductive ages",
    unit="births per woman",
    source=Source(
        "DHS-Indicators-Stata, chapter 6",
        locator="FF_WANT_TFR.do (2024-10-17)",
        url="https://github.com/DHSProgram/DHS-Indicators-Stata",
    ),
    aliases=("wanted fertility rate", "理想总和生育率"),
    caution="A birth is wanted if fewer children were alive at its conception than the mother "
    "calls ideal now: ideals that follow the children born make it too high.",
)


@computes(TFR, CCF, TFR_ORDER, TMFR, TAR, WTFR)
def total_fertility_rate(rates: ArrayLike, *, ages: AgeGroups | Sequence[str]) -> Numbers:
    """Births a woman would have in her life at the given rates.

    With the rates of a period it is the total fertility rate, with those of a birth cohort its
    completed fertility, with the rates of each birth order on the last axis but one the
    order-specific total fertility rates. The rates of married women add up to the total marital
    fertility rate, those of induced abortions to the total abortion rate, and those of wanted
    births to the wanted total fertility rate.

    Parameters
    ----------
    rates : array_like
        Births (or abortions) per woman-year, ages on the last axis.
    ages : AgeGroups or sequence of str
        Closed age groups that cover 15–49. Every group given counts: leave 10–14 out where it
        should not (the DHS leaves it out).

    Returns
    -------
    float or ndarray
        Births per woman, one for each row in front of the ages.

    Raises
    ------
    AgeGroupsError
        The groups do not cover 15–49, have an open end, or are not one for each rate.

    Warns
    -----
    ImplausibleRateWarning
        A rate above one: was it per 1,000?

    Examples
    --------
    Malawi, census of 2008.

    >>> from famplan.model.age import AgeGroups
    >>> asfr = [0.111, 0.245, 0.230, 0.195, 0.147, 0.072, 0.032]
    >>> TFR.publish(total_fertility_rate(asfr, ages=AgeGroups.regular(15, 50, width=5)))
    '5.16'
    """
    (schedule,) = read_rates(rates=rates)
    groups = closed_ages(ages, rates=schedule)
    _check_reproductive(groups)
    return plain(schedule @ groups.widths)


def _check_reproductive(ages: AgeGroups) -> None:
    if ages.bounds[0] > _START or ages.bounds[-1] < _STOP:
        raise AgeGroupsError(
            "ages",
            f"15–49 must be covered; these are {ages.labels[0]} … {ages.labels[-1]}",
            remedy="cumulative_fertility adds rates up to any age",
        )


CUMULATIVE_FERTILITY = Indicator(
    code="CUMF",
    name="Cumulative fertility",
    name_zh="累计生育率",
    kind=Kind.MEAN,
    numerator="sum of the age-specific rates times the widths up to the end of each age group",
    denominator="one woman who lives to that age",
    unit="births per woman",
    source=_DEMOPAEDIA,
    aliases=("cumulative age-specific fertility",),
    caution="Each figure holds at the end of its age group: that of 20–24 is at exact age 25.",
)


@computes(CUMULATIVE_FERTILITY)
def cumulative_fertility(rates: ArrayLike, *, ages: AgeGroups | Sequence[str]) -> Numbers:
    """Births a woman would have by the end of each age group at the given rates.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis.
    ages : AgeGroups or sequence of str
        Closed age groups, of any range.

    Returns
    -------
    ndarray
        Births per woman by the end of each group, ages on the last axis.

    Raises
    ------
    AgeGroupsError
        An open end, or not one group for each rate.

    Examples
    --------
    >>> asfr = [0.111, 0.245, 0.230]
    >>> cumulative_fertility(asfr, ages=["15–19", "20–24", "25–29"]).round(3)
    array([0.555, 1.78 , 2.93 ])
    """
    (schedule,) = read_rates(rates=rates)
    groups = closed_ages(ages, rates=schedule)
    return np.cumsum(schedule * groups.widths, axis=-1)


def total_fertility_rate_standard_error(
    births: ArrayLike, *, women: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Standard error of a total fertility rate from registered births, births being Poisson.

    It measures chance in the births of a complete count, by the delta method: the variance is the
    sum of squared width times births over squared women. A sample survey needs its design.

    Parameters
    ----------
    births, women : array_like
        Live births and woman-years by age group, ages on the last axis.
    ages : AgeGroups or sequence of str
        Closed age groups.

    Returns
    -------
    float or ndarray
        Standard error, births per woman; ``nan`` where a group has no women.

    Raises
    ------
    NegativeCountError, ShapeError, AgeGroupsError
        A count is below zero, shapes do not match, or groups are open or too few.

    Examples
    --------
    Fuzhou, census of 2020: its total fertility rate, 1.214, has this standard error.

    >>> from famplan.model.age import AgeGroups
    >>> births = [63, 921, 2639, 2318, 832, 183, 42]
    >>> women = [20714, 22717, 26735, 35227, 30873, 28534, 31004]
    >>> ages = AgeGroups.regular(15, 50, width=5)
    >>> round(total_fertility_rate_standard_error(births, women=women, ages=ages), 4)
    0.0147
    """
    births, women = counts(births=births, women=women)
    groups = closed_ages(ages, births=births, women=women)
    variances = np.asarray(divide(births, women**2))
    return plain(np.sqrt(variances @ groups.widths**2))
