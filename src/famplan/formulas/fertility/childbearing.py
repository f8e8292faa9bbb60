"""Ages at childbearing: when in life births happen, apart from how many there are.

From *rates* these measures describe the reproductive life of one woman, whatever the ages of the
women who happen to live; from *births* they describe the mothers of a year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import FloatArray, Numbers, closed_ages, counts, divide
from famplan.formulas.arrays import rates as read_rates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups

__all__ = [
    "age_pattern_of_fertility",
    "mean_age_at_birth",
    "mean_age_of_mothers",
    "standard_deviation_of_age_at_birth",
    "variance_of_age_at_birth",
]

_UN_METADATA = Source(
    "United Nations, World Fertility Data 2012, metadata",
    locator="Age-specific fertility rates, total fertility and mean age at childbearing",
    url="http://www.un.org/en/development/desa/population/publications/dataset/fertility/"
    "wfd2012/Metadata/Metadata_ASFR.html",
)
_HFD = Source(
    "Human Fertility Database, Explanatory Notes",
    locator="list of outputs: MAB, sdMAB",
    url="https://www.humanfertility.org/Data/ExplanatoryNotes",
)
_STATBANK = Source(
    "Statistics Norway, StatBank table 05841",
    locator="age of birth: average, and observed as opposed to hypothetical age",
    url="https://www.ssb.no/en/statbank/table/05841/",
)
_CCMPP = Source(
    "ccmppWPP, the projection package of the United Nations Population Division, manual",
    locator="ccmpp_input_file_proj_variants: PASFR",
    url="https://rdrr.io/github/markalava/ccmppWPP/man/ccmpp_input_file_proj_variants.html",
)

MAB = Indicator(
    code="MAB",
    name="Mean age at birth",
    name_zh="平均生育年龄",
    kind=Kind.MEAN,
    numerator="middle of each age group times its rate times its width, summed over ages",
    denominator="rate times width, summed over ages",
    unit="years",
    source=_UN_METADATA,
    aliases=("mean age at childbearing", "MAC", "平均生育年龄(率)"),
    caution="Take differences of exact ages: ages rounded to two decimals spoil what is built on "
    "them.",
)


@computes(MAB)
def mean_age_at_birth(rates: ArrayLike, *, ages: AgeGroups | Sequence[str]) -> Numbers:
    """Mean age at which a woman bears her children, at the given rates.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis.
    ages : AgeGroups or sequence of str
        Closed age groups.

    Returns
    -------
    float or ndarray
        Exact years, one for each row in front of the ages; ``nan`` where there are no births.

    Raises
    ------
    AgeGroupsError
        An open end, or not one group for each rate.

    Warns
    -----
    ImplausibleRateWarning
        A rate above one: was it per 1,000?

    Examples
    --------
    Malawi, census of 2008.

    >>> from famplan.model.age import AgeGroups
    >>> asfr = [0.111, 0.245, 0.230, 0.195, 0.147, 0.072, 0.032]
    >>> round(mean_age_at_birth(asfr, ages=AgeGroups.regular(15, 50, width=5)), 2)
    29.27
    """
    (schedule,) = read_rates(rates=rates)
    groups = closed_ages(ages, rates=schedule)
    return _mean(groups.midpoints, schedule * groups.widths)


def _mean(values: FloatArray, weights: FloatArray) -> Numbers:
    return divide((weights * values).sum(axis=-1), weights.sum(axis=-1))


MAB_VARIANCE = Indicator(
    code="MAB_VARIANCE",
    name="Variance of the age at birth",
    name_zh="生育年龄方差",
    kind=Kind.MEAN,
    numerator="squared distance of each group's middle from the mean age, times rate times width",
    denominator="rate times width, summed over ages",
    unit="square years",
    source=_HFD,
    caution="The spread inside an age group is left out, two square years in five-year groups.",
)


@computes(MAB_VARIANCE)
def variance_of_age_at_birth(rates: ArrayLike, *, ages: AgeGroups | Sequence[str]) -> Numbers:
    """Variance of the age at which a woman bears her children, at the given rates.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis.
    ages : AgeGroups or sequence of str
        Closed age groups; each counts at its middle.

    Returns
    -------
    float or ndarray
        Square years.

    Raises
    ------
    AgeGroupsError
        An open end, or not one group for each rate.

    Examples
    --------
    >>> asfr = [0.111, 0.245, 0.230, 0.195, 0.147, 0.072, 0.032]
    >>> ages = ["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"]
    >>> round(variance_of_age_at_birth(asfr, ages=ages), 2)
    60.62
    """
    (schedule,) = read_rates(rates=rates)
    groups = closed_ages(ages, rates=schedule)
    weights = schedule * groups.widths
    mean = np.asarray(_mean(groups.midpoints, weights))
    return _mean((groups.midpoints - mean[..., np.newaxis]) ** 2, weights)


SDMAB = Indicator(
    code="SDMAB",
    name="Standard deviation of the age at birth",
    name_zh="生育年龄标准差",
    kind=Kind.INDEX,
    numerator="square root of the variance of the age at birth",
    denominator="none",
    unit="years",
    source=_HFD,
    aliases=("sdMAB",),
)


@computes(SDMAB)
def standard_deviation_of_age_at_birth(
    rates: ArrayLike, *, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Standard deviation of the age at which a woman bears her children.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis.
    ages : AgeGroups or sequence of str
        Closed age groups; each counts at its middle.

    Returns
    -------
    float or ndarray
        Years.

    Raises
    ------
    AgeGroupsError
        An open end, or not one group for each rate.

    Examples
    --------
    >>> asfr = [0.111, 0.245, 0.230, 0.195, 0.147, 0.072, 0.032]
    >>> ages = ["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"]
    >>> round(standard_deviation_of_age_at_birth(asfr, ages=ages), 2)
    7.79
    """
    return variance_of_age_at_birth(rates, ages=ages) ** 0.5


MAM = Indicator(
    code="MAM",
    name="Mean age of mothers",
    name_zh="母亲平均生育年龄",
    kind=Kind.MEAN,
    numerator="middle of each age group times the births to mothers in it, summed over ages",
    denominator="births",
    unit="years",
    source=_STATBANK,
    aliases=("observed mean age at birth",),
    caution="It moves with the ages of the women who live, not only with when they have children.",
)


@computes(MAM)
def mean_age_of_mothers(births: ArrayLike, *, ages: AgeGroups | Sequence[str]) -> Numbers:
    """Mean age of the mothers of the children born in a period.

    Parameters
    ----------
    births : array_like
        Live births by the mother's age group, ages on the last axis.
    ages : AgeGroups or sequence of str
        Closed age groups.

    Returns
    -------
    float or ndarray
        Exact years; ``nan`` where there are no births.

    Raises
    ------
    NegativeCountError, AgeGroupsError
        A count is below zero, an end is open, or there is not one group for each count.

    Examples
    --------
    Fuzhou, census of 2020.

    >>> ages = ["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"]
    >>> round(mean_age_of_mothers([63, 921, 2639, 2318, 832, 183, 42], ages=ages), 2)
    30.11
    """
    (births,) = counts(births=births)
    return _mean(closed_ages(ages, births=births).midpoints, births)


PASFR = Indicator(
    code="PASFR",
    name="Age pattern of fertility",
    name_zh="生育年龄模式",
    kind=Kind.PROPORTION,
    numerator="rate of the age group times its width",
    denominator="rate times width, summed over ages",
    unit="share of lifetime births",
    per=100,
    source=_CCMPP,
    aliases=("proportionate age-specific fertility", "percentage age-specific fertility"),
    caution="It shares out the total fertility rate, not the births of a year.",
)


@computes(PASFR)
def age_pattern_of_fertility(rates: ArrayLike, *, ages: AgeGroups | Sequence[str]) -> Numbers:
    """Share of lifetime births that falls in each age group, at the given rates.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis.
    ages : AgeGroups or sequence of str
        Closed age groups.

    Returns
    -------
    ndarray
        Shares that add up to one over the ages; ``nan`` where there are no births.

    Raises
    ------
    AgeGroupsError
        An open end, or not one group for each rate.

    Examples
    --------
    Two groups of unequal width: the wider one weighs more at the same rate.

    >>> age_pattern_of_fertility([0.1, 0.1], ages=["20–24", "25–39"])
    array([0.25, 0.75])
    """
    (schedule,) = read_rates(rates=rates)
    weights = schedule * closed_ages(ages, rates=schedule).widths
    return divide(weights, weights.sum(axis=-1, keepdims=True))
