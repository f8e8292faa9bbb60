"""Births over the woman-years in which they could happen: by age, and over all ages together.

Ages stand on the last axis; areas, years or birth orders may stand in front. What adds rates up
over ages is in `famplan.formulas.fertility.total`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, ages_last, counts, divide, quotient, rates
from famplan.formulas.choices import one_of
from famplan.model.age import AgeGroups, as_age_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

__all__ = [
    "GeneralFertilityAges",
    "adolescent_birth_rate",
    "age_specific_fertility_rate",
    "general_fertility_rate",
]

GeneralFertilityAges: TypeAlias = Literal["15-49", "15-plus/15-44", "dhs"]
"""Which births stand over which women in a general fertility rate."""

_UN_METADATA = Source(
    "United Nations, World Fertility Data 2012, metadata",
    locator="Age-specific fertility rates, total fertility and mean age at childbearing",
    url="http://www.un.org/en/development/desa/population/publications/dataset/fertility/"
    "wfd2012/Metadata/Metadata_ASFR.html",
)
_DHS = Source(
    "DHS-Indicators-Stata, chapter 5",
    locator="FE_TFR.do, FE_RATES.do (2024-10-17)",
    url="https://github.com/DHSProgram/DHS-Indicators-Stata",
)
_DHS_SDG = Source("DHS-7 tabulation plan, SDG table", locator="indicator 3.7.2, notes 4 and 5")

ASFR = Indicator(
    code="ASFR",
    name="Age-specific fertility rate",
    name_zh="年龄别生育率",
    kind=Kind.RATE,
    numerator="live births in the period to women of the age group, by age at the birth",
    denominator="woman-years lived in the age group in the period",
    unit="births per woman-year",
    per=1000,
    source=_UN_METADATA,
    aliases=("分年龄生育率", "age-specific birth rate"),
    caution="A rate of a five-year group is still per year: it counts five times in the TFR.",
)


@computes(ASFR)
def age_specific_fertility_rate(births: ArrayLike, *, women: ArrayLike) -> Numbers:
    """Live births to women of each age group per woman-year lived in it.

    Parameters
    ----------
    births : array_like
        Live births in the period, ages on the last axis.
    women : array_like
        Woman-years, or the average number of women when the period is a year.

    Returns
    -------
    float or ndarray
        Births per woman-year; ``nan`` where there are no women or an entry is unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Warns
    -----
    ImplausibleRateWarning
        More than one birth a year for each woman: are the women in thousands?

    Examples
    --------
    Fuzhou, census of 2020, ages 15–19, 20–24 and 25–29.

    >>> age_specific_fertility_rate([63, 921, 2639], women=[20714, 22717, 26735])
    array([0.00304142, 0.04054233, 0.09870956])
    """
    births_per_woman = quotient(births=births, women=women)
    rates(births_per_woman=births_per_woman)
    return births_per_woman


ABR = Indicator(
    code="ABR",
    name="Adolescent birth rate",
    name_zh="青少年生育率",
    kind=Kind.RATE,
    numerator="live births in the period to women aged 15–19",
    denominator="woman-years lived at ages 15–19",
    unit="births per woman-year",
    per=1000,
    source=_DHS_SDG,
    aliases=("15–19岁生育率", "SDG 3.7.2"),
    caution="SDG 3.7.2 has a second part, ages 10–14, with its own denominator.",
)
ABR_10_14 = Indicator(
    code="ABR_10_14",
    name="Birth rate at ages 10–14",
    name_zh="10–14岁生育率",
    kind=Kind.RATE,
    numerator="live births in the period to girls aged 10–14",
    denominator="girl-years lived at ages 10–14",
    unit="births per girl-year",
    per=1000,
    source=_DHS_SDG,
    caution="Surveys reach it only through what older girls say of the past: see the DHS note.",
)


@computes(ABR, ABR_10_14)
def adolescent_birth_rate(births: ArrayLike, *, women: ArrayLike) -> Numbers:
    """Live births to adolescents per woman-year of the same ages.

    Parameters
    ----------
    births : array_like
        Live births to women aged 15–19, or to girls aged 10–14.
    women : array_like
        Woman-years of the same ages.

    Returns
    -------
    float or ndarray
        Births per woman-year; ``nan`` where there are no women.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Fuzhou, census of 2020.

    >>> ABR.publish(adolescent_birth_rate(63, women=20714))
    '3.04‰'
    """
    return quotient(births=births, women=women)


GFR = Indicator(
    code="GFR",
    name="General fertility rate",
    name_zh="一般生育率",
    kind=Kind.RATE,
    numerator="live births in the period, at the ages the definition says",
    denominator="woman-years at ages 15–49, or 15–44, in the period",
    unit="births per woman-year",
    per=1000,
    source=_DHS,
    aliases=("育龄妇女生育率", "general birth rate"),
    variants=(
        Variant('definition="15-49"', "births at ages 15–49 over women 15–49, the usual one"),
        Variant('definition="15-plus/15-44"', "births at ages 15 and over over women 15–44"),
        Variant('definition="dhs"', "births at every age, also under 15, over women 15–44"),
    ),
    caution="Rates over women 15–44 and 15–49 differ by a seventh or so: say which it is.",
)

_START, _SHORT_STOP, _STOP = 15, 45, 50


@computes(GFR)
def general_fertility_rate(
    births: ArrayLike,
    *,
    women: ArrayLike,
    ages: AgeGroups | Sequence[str],
    definition: GeneralFertilityAges,
) -> Numbers:
    """Live births per woman-year of reproductive age.

    Parameters
    ----------
    births, women : array_like
        Live births and woman-years by age group, ages on the last axis.
    ages : AgeGroups or sequence of str
        The age groups, or their labels; the last may be open. One group, ``["15–49"]``, will do
        where only totals are known.
    definition : {"15-49", "15-plus/15-44", "dhs"}
        Which births over which women; no default, because the field uses all three.

    Returns
    -------
    float or ndarray
        Births per woman-year, one for each area in front of the ages.

    Raises
    ------
    AgeGroupsError
        The groups do not begin and end where the definition needs it.
    DefinitionError
        No such definition.

    Examples
    --------
    Fuzhou, census of 2020: the yearbook prints 35.74‰.

    >>> rate = general_fertility_rate(
    ...     [63, 921, 2639, 2318, 832, 183, 42],
    ...     women=[20714, 22717, 26735, 35227, 30873, 28534, 31004],
    ...     ages=AgeGroups.regular(15, 50, width=5),
    ...     definition="15-49",
    ... )
    >>> GFR.publish(rate)
    '35.74‰'
    """
    births, women = counts(births=births, women=women)
    groups = as_age_groups(ages)
    ages_last(groups, births=births, women=women)
    of_births, of_women = _general_fertility_slices(groups, definition)
    return divide(births[..., of_births].sum(axis=-1), women[..., of_women].sum(axis=-1))


def _general_fertility_slices(ages: AgeGroups, definition: str) -> tuple[slice, slice]:
    one_of(definition, get_args(GeneralFertilityAges), argument="definition")
    if definition == "15-49":
        usual = ages.between(_START, _STOP)
        return usual, usual
    women = ages.between(_START, _SHORT_STOP)
    return slice(None if definition == "dhs" else women.start, None), women
