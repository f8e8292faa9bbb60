"""Health checks before pregnancy: how many were checked, of whom, and in which unit.

Checks before pregnancy are counted in persons, in person-times or in couples, and the three
differ: every function that could mean any of them asks for the `unit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, counts, plain, proportion, quotient
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "CheckUnit",
    "CoverageUnit",
    "check_completion",
    "check_coverage",
    "fewest_unpaired_women",
    "most_complete_couples",
]

CheckUnit: TypeAlias = Literal["persons", "person-times", "couples"]
"""What a number of checks before pregnancy counts."""

CoverageUnit: TypeAlias = Literal["persons", "couples"]
"""What coverage can count: a person checked twice is covered once."""

_YAAN = Source(
    "Ya'an Municipal Health Commission, first quarter: 国家免费孕前优生健康检查",
    locator="731 人次, 18.23 % of the target, 120 at high risk, 16.42 %",
    url="https://wjw.yaan.gov.cn/xinwen/show/b00ce981-67f8-49d5-bb97-718209dd4ea8.html",
    grade=Grade.OFFICIAL,
)
_TOWN_PLAN = Source(
    "A town's plan for free pre-pregnancy checks, 2020 (孕前优生健康检查项目实施方案)",
    locator="yearly targets: coverage 90 %, follow-up 80 % and 55 %",
    grade=Grade.SECONDARY,
)
_REPORTS = Source(
    "Work report S4 (a district, first half of 2013)",
    locator="6,300 persons, 3,046 men and 3,254 women; the bounds follow by arithmetic",
    grade=Grade.MEMORY,
)
PRECHECK_COVERAGE = Indicator(
    code="PRECHECK_COVERAGE",
    name="Pre-pregnancy check coverage",
    name_zh="孕前优生健康检查目标人群覆盖率",
    aliases=("孕前优生健康检查覆盖率", "目标人群覆盖率"),
    kind=Kind.PROPORTION,
    numerator="persons, or couples, examined before pregnancy",
    denominator="persons, or couples, eligible in the same period",
    unit="share of those eligible",
    per=100,
    source=_TOWN_PLAN,
    variants=(
        Variant('unit="persons"', "persons examined ÷ persons eligible"),
        Variant('unit="couples"', "couples with both partners examined ÷ couples eligible"),
    ),
    caution="A coverage above 100 % (Jiangsu 2018: 104.6 %) measures a plan, not people.",
)


@computes(PRECHECK_COVERAGE)
def check_coverage(examined: ArrayLike, *, eligible: ArrayLike, unit: CoverageUnit) -> Numbers:
    """Share of those eligible who were examined before pregnancy.

    Parameters
    ----------
    examined, eligible : array_like
        Persons examined and eligible, or couples examined and eligible.
    unit : {"persons", "couples"}
        What both arguments count. There is no default; person-times cannot measure coverage.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody was eligible.

    Raises
    ------
    DefinitionError
        Another unit, person-times among them.
    PartExceedsWholeError
        More examined than eligible: use `check_completion` against a planned number.

    Examples
    --------
    A city in 2012: 8,011 couples, printed coverage 96.8 %, hence about 8,276 eligible couples.

    >>> PRECHECK_COVERAGE.publish(check_coverage(8011, eligible=8276, unit="couples"), decimals=1)
    '96.8%'
    """
    one_of(unit, get_args(CoverageUnit), argument="unit")
    return proportion(examined=examined, eligible=eligible)


PRECHECK_COMPLETION = Indicator(
    code="PRECHECK_COMPLETION",
    name="Pre-pregnancy check completion",
    name_zh="孕前优生健康检查完成率",
    aliases=("孕前免费优生健康检查完成率", "孕前检查完成率"),
    kind=Kind.RATIO,
    numerator="persons, person-times or couples examined so far",
    denominator="target of the area for the year, in the same unit",
    unit="done per planned",
    per=100,
    source=_YAAN,
    sign="%",
    variants=(
        Variant('unit="persons"', "persons examined ÷ target of persons (Huai'an 2013)"),
        Variant('unit="person-times"', "examinations ÷ target of examinations (Ya'an)"),
        Variant('unit="couples"', "couples examined ÷ target of couples"),
    ),
    caution="Persons against a target of couples doubles the figure.",
)


@computes(PRECHECK_COMPLETION)
def check_completion(examined: ArrayLike, *, target: ArrayLike, unit: CheckUnit) -> Numbers:
    """Checks before pregnancy over the target of the area.

    Parameters
    ----------
    examined, target : array_like
        Persons, person-times or couples, done so far and planned for the year.
    unit : {"persons", "person-times", "couples"}
        What both arguments count. There is no default.

    Returns
    -------
    float or ndarray
        Above one where more was done than planned; ``nan`` where the target is zero.

    Raises
    ------
    DefinitionError
        Another unit.

    Examples
    --------
    Ya'an, first quarter: 731 person-times are 18.23 % of the target, which is therefore 4,010.

    >>> round(check_completion(731, target=4010, unit="person-times") * 100, 2)
    18.23
    """
    one_of(unit, get_args(CheckUnit), argument="unit")
    return quotient(examined=examined, target=target)


COUPLES_MAX = Indicator(
    code="COUPLES_MAX",
    name="Most complete couples among persons examined",
    name_zh="完整夫妇对数上限",
    kind=Kind.COUNT,
    numerator="the smaller of the men and the women examined",
    denominator="none: a bound of a count",
    unit="couples",
    source=_REPORTS,
    caution="A bound, not an estimate: a man and a woman examined need not be a couple.",
)


@computes(COUPLES_MAX)
def most_complete_couples(men: ArrayLike, *, women: ArrayLike) -> Numbers:
    """Most couples of whom both partners can have been examined.

    Parameters
    ----------
    men, women : array_like
        Persons examined, by sex.

    Returns
    -------
    float or ndarray
        The smaller of the two; ``nan`` where either is unknown.

    Examples
    --------
    Report S4: 3,046 men and 3,254 women.

    >>> most_complete_couples(3046, women=3254)
    3046.0
    """
    return plain(np.minimum(*counts(men=men, women=women)))


UNPAIRED_WOMEN_MIN = Indicator(
    code="UNPAIRED_WOMEN_MIN",
    name="Fewest women without an examined husband",
    name_zh="丈夫未受检妇女人数下限",
    kind=Kind.COUNT,
    numerator="women examined beyond the number of men examined",
    denominator="none: a bound of a count",
    unit="women",
    source=_REPORTS,
    caution="A bound: the true number is larger where men came without their wives.",
)


@computes(UNPAIRED_WOMEN_MIN)
def fewest_unpaired_women(women: ArrayLike, *, men: ArrayLike) -> Numbers:
    """Fewest women examined whose husbands cannot have been.

    Parameters
    ----------
    women, men : array_like
        Persons examined, by sex.

    Returns
    -------
    float or ndarray
        Women less men, but not below zero; ``nan`` where either is unknown.

    Examples
    --------
    Report S4 speaks of couples, yet 208 women at least came without a husband.

    >>> fewest_unpaired_women(3254, men=3046)
    208.0
    """
    females, males = counts(women=women, men=men)
    return plain(np.maximum(females - males, 0.0))
