"""Marriages: how many in a period, and at what age a first one comes on average."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.catalogue.facts import fact
from famplan.errors import AgeGroupsError
from famplan.formulas.arrays import Numbers, ages_last, counts, divide, plain, quotient, shares
from famplan.formulas.choices import one_of
from famplan.model.age import as_age_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups

__all__ = [
    "Marrying",
    "crude_marriage_rate",
    "first_marriage_rate",
    "singulate_mean_age_at_marriage",
    "total_first_marriage_rate",
]

Marrying: TypeAlias = Literal["couples", "persons"]
"""Whether a marriage counts once or as the two persons who marry."""

_DEMOPAEDIA = "Multilingual Demographic Dictionary (Demopædia), second unified edition"


CRUDE_MARRIAGE = Indicator(
    code="CRUDE_MARRIAGE",
    name="Crude marriage rate",
    name_zh="粗结婚率",
    kind=Kind.RATE,
    numerator="marriages (couples), or persons marrying, in the period",
    denominator="average population of the period",
    unit="marriages, or persons marrying, per person",
    per=1000,
    source=Source(
        "China Civil Affairs statistics 1978–2006, notes 1 and 2 (结婚率, 粗结婚率)",
        grade=Grade.SECONDARY,
    ),
    aliases=("结婚率",),
    variants=(
        Variant('counted="couples"', "粗结婚率: a marriage counts once"),
        Variant('counted="persons"', "结婚率: both who marry count, so it is twice as large"),
    ),
    caution="结婚率 counts persons and is twice 粗结婚率; tables print both side by side.",
)


@computes(CRUDE_MARRIAGE)
def crude_marriage_rate(
    marriages: ArrayLike, *, population: ArrayLike, counted: Marrying
) -> Numbers:
    """Marriages of a period, or the persons marrying, per person of its average population.

    Parameters
    ----------
    marriages : array_like
        Marriages registered in the period, each counted once.
    population : array_like
        Average population of the period.
    counted : {"couples", "persons"}
        What the rate counts.

    Returns
    -------
    float or ndarray
        Per person; ``nan`` where the population is zero or unknown.

    Raises
    ------
    DefinitionError
        `counted` is neither.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    China 2006: 9.45 million marriages, population 1,307.56 and 1,314.48 million at the ends.

    >>> mean = (1307.56 + 1314.48) / 2
    >>> rate = crude_marriage_rate(9.45, population=mean, counted="persons")
    >>> CRUDE_MARRIAGE.publish(rate, decimals=1)
    '14.4‰'
    """
    one_of(counted, get_args(Marrying), argument="counted")
    (events,) = counts(marriages=marriages)
    return quotient(marriages=events * (2 if counted == "persons" else 1), population=population)


FIRST_MARRIAGE_RATE = Indicator(
    code="FIRST_MARRIAGE_RATE",
    name="First-marriage rate",
    name_zh="初婚率",
    kind=Kind.RATE,
    numerator="first marriages in the period",
    denominator="never-married persons of the sex (and age), average of the period",
    unit="first marriages per never-married person",
    per=1000,
    source=Source(_DEMOPAEDIA, locator="520-6", grade=Grade.SECONDARY),
    aliases=("未婚者初婚率",),
    caution="Only those who never married can marry first: see the frequency for all persons.",
)
FIRST_MARRIAGE_FREQUENCY = Indicator(
    code="FIRST_MARRIAGE_FREQUENCY",
    name="Age-specific first-marriage frequency",
    name_zh="年龄别初婚率",
    kind=Kind.RATE,
    numerator="first marriages at the age in the period",
    denominator="all persons of the sex and age, whatever their marital status",
    unit="first marriages per person",
    per=1000,
    source=Source(_DEMOPAEDIA, locator="520, note 9", grade=Grade.SECONDARY),
    aliases=("分年龄初婚率",),
    caution="It adds up over age to the total first-marriage rate; rates do not.",
)


@computes(FIRST_MARRIAGE_RATE, FIRST_MARRIAGE_FREQUENCY)
def first_marriage_rate(first_marriages: ArrayLike, *, persons: ArrayLike) -> Numbers:
    """First marriages per person: of the never married, or of everybody of the age.

    Parameters
    ----------
    first_marriages : array_like
        Persons who first married in the period.
    persons : array_like
        Never-married persons for the rate, all persons for the frequency; average of the period.

    Returns
    -------
    float or ndarray
        Per person; ``nan`` where there is nobody or a count is unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> first_marriage_rate(90, persons=1500)
    0.06
    """
    return quotient(first_marriages=first_marriages, persons=persons)


TFMR = Indicator(
    code="TFMR",
    name="Total first-marriage rate",
    name_zh="总和初婚率",
    kind=Kind.INDEX,
    numerator="first-marriage frequencies at each age × width of the age group",
    denominator="none",
    unit="first marriages per person",
    source=Source("Statistics Finland, concepts: total marriage rate", grade=Grade.SECONDARY),
    caution="It can exceed one when marriages are brought forward.",
)


@computes(TFMR)
def total_first_marriage_rate(
    first_marriages: ArrayLike, *, persons: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """First marriages a person would have who went through the ages at this period's frequencies.

    Parameters
    ----------
    first_marriages : array_like
        First marriages by age group, ages on the last axis.
    persons : array_like
        All persons of the sex by age group, average of a period of one year.
    ages : AgeGroups or sequence of str
        The groups, with an end; usually below 50.

    Returns
    -------
    float or ndarray
        First marriages per person, one for each area where areas stand in front.

    Raises
    ------
    AgeGroupsError
        Entries and groups differ in number, or the last group is open.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> total_first_marriage_rate([60, 90], persons=[1000, 1000], ages=["20–24", "25–29"])
    0.75
    """
    groups = as_age_groups(ages).closed()
    events, people = counts(first_marriages=first_marriages, persons=persons)
    ages_last(groups, first_marriages=events, persons=people)
    return plain((divide(events, people) * groups.widths).sum(axis=-1))


SMAM = Indicator(
    code="SMAM",
    name="Singulate mean age at marriage",
    name_zh="平均初婚年龄(未婚比例法)",
    kind=Kind.MEAN,
    numerator="years lived single before 50 by those who marry before 50",
    denominator="proportion who marry before 50",
    unit="years",
    source=Source(
        "World Marriage Data 2008, metadata: singulate mean age at marriage",
        locator="United Nations Population Division; after Hajnal 1953",
        url="http://www.un.org/esa/population/publications/WMD2008/Metadata/SMAM.html",
        grade=Grade.SECONDARY,
    ),
    aliases=("Hajnal's mean age at marriage",),
    caution="One census stands for a cohort: with marriage moving later it lags behind.",
)


@computes(SMAM)
def singulate_mean_age_at_marriage(
    never_married: ArrayLike, *, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Mean years lived single by those who marry before 50 (Hajnal's method).

    Everybody below the first group counts as single. Widths come from the groups, so a first
    group 16–19 has four years and begins at 16.

    Parameters
    ----------
    never_married : array_like
        Proportion never married by age group, per one, ages on the last axis; areas may stand in
        front.
    ages : AgeGroups or sequence of str
        The groups. One of them must end at 50; where another follows (usually 50–54), the
        proportion single at 50 is the mean of the two around it, otherwise the last before 50.

    Returns
    -------
    float or ndarray
        Years; ``nan`` where nobody marries before 50 or a proportion is unknown.

    Raises
    ------
    AgeGroupsError
        No group ends at 50, or entries and groups differ in number.
    InvalidInputError
        A proportion above one.
    NegativeCountError
        A proportion below zero.

    Examples
    --------
    Women in Macao, census 2011:

    >>> single = [0.990, 0.845, 0.535, 0.274, 0.168, 0.114, 0.089, 0.078]
    >>> ages = ["16–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49", "50–54"]
    >>> round(singulate_mean_age_at_marriage(single, ages=ages), 1)
    28.3
    """
    groups = as_age_groups(ages)
    (single,) = shares(never_married=never_married)
    ages_last(groups, never_married=single)
    limit = fact("singulate_age_limit").value
    before = groups.upper <= limit
    if limit not in groups.upper[before]:
        raise AgeGroupsError(
            "ages", f"no group ends at {limit:g}", remedy="give groups up to 45–49, best to 50–54"
        )
    around = single[..., before.sum() - 1 : before.sum() + 1]
    single_at_limit = around.mean(axis=-1)
    lived = groups.lower[0] + (single * np.where(before, groups.widths, 0)).sum(axis=-1)
    return divide(np.asarray(lived - limit * single_at_limit), np.asarray(1 - single_at_limit))
