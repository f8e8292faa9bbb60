"""What examinations find: disease, high risk, birth defects, as shares of those examined.

Findings exist here as totals only; a person's result is nobody's statistic.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["birth_defect_proportion", "detection_proportion"]

_YAAN = Source(
    "Ya'an Municipal Health Commission, first quarter: 国家免费孕前优生健康检查",
    locator="731 人次, 18.23 % of the target, 120 at high risk, 16.42 %",
    url="https://wjw.yaan.gov.cn/xinwen/show/b00ce981-67f8-49d5-bb97-718209dd4ea8.html",
    grade=Grade.OFFICIAL,
)
_WOMENS_HEALTH = Source(
    "妇女保健统计指标 (indicators of women's health, textbook annex)",
    locator="患病率 = 患病人数 ÷ 检查人数",
    grade=Grade.SECONDARY,
)
_DEFECTS = Source(
    "2012—2021年山东省青岛市围产儿出生缺陷监测分析, 中国妇幼卫生杂志, 2022, 13(4), 53–57",
    url="https://zgfyws.chinawch.cn/article/doi/10.19757/j.cnki.issn1674-7763.2022.04.009",
    grade=Grade.SECONDARY,
)

_share = partial(
    Indicator, kind=Kind.PROPORTION, unit="share of those examined", per=100, source=_WOMENS_HEALTH
)

GYN_DETECTION = _share(
    code="GYN_DETECTION",
    name="Gynaecological disease detection rate",
    name_zh="妇科病检出率",
    aliases=("检出率", "妇女病患病率"),
    numerator="women found with a disease",
    denominator="women examined",
    caution="Of those who came to be examined, not of all women: it is no prevalence.",
)


HIGH_RISK = _share(
    code="HIGH_RISK",
    name="High-risk share of those checked before pregnancy",
    name_zh="高风险人群检出率",
    aliases=("孕前检查高风险率", "高风险人群比例"),
    numerator="persons found at high risk (aggregate without names)",
    denominator="persons checked",
    source=_YAAN,
    caution="Numerator and denominator must both count persons, or both couples.",
)


@computes(GYN_DETECTION, HIGH_RISK)
def detection_proportion(detected: ArrayLike, *, examined: ArrayLike) -> Numbers:
    """Share of those examined in whom something was found.

    Parameters
    ----------
    detected : array_like
        Persons with a finding; one with two findings counts once.
    examined : array_like
        Persons examined.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody was examined.

    Raises
    ------
    PartExceedsWholeError
        More findings than persons examined: perhaps cases were counted, not persons.

    Examples
    --------
    Report S3.6: of 551 women examined 216 had a disease.

    >>> GYN_DETECTION.publish(detection_proportion(216, examined=551))
    '39.20%'
    """
    return proportion(detected=detected, examined=examined)


BIRTH_DEFECT = Indicator(
    code="BIRTH_DEFECT",
    name="Birth-defect rate",
    name_zh="出生缺陷发生率",
    aliases=("人口出生缺陷发生率", "围产儿出生缺陷发生率"),
    kind=Kind.PROPORTION,
    numerator="perinatal births with a defect (from 28 weeks of pregnancy to 7 days after birth)",
    denominator="perinatal births: live births and foetal deaths from 28 weeks",
    unit="share of perinatal births",
    per=10_000,
    source=_DEFECTS,
    variants=(Variant("published ‰", "many areas print it per 1,000: 9.18‰ is 91.8 per 10,000"),),
    caution="Live births alone in the denominator, or defects found later, raise it.",
)


@computes(BIRTH_DEFECT)
def birth_defect_proportion(defects: ArrayLike, *, perinatal_births: ArrayLike) -> Numbers:
    """Perinatal births with a defect as a share of perinatal births.

    Parameters
    ----------
    defects : array_like
        Perinatal births with at least one defect; a child with two counts once.
    perinatal_births : array_like
        Live births and foetal deaths from 28 weeks of pregnancy.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there were no births.

    Raises
    ------
    PartExceedsWholeError
        More defects than births.

    Examples
    --------
    Jinchang (Gansu) 2012–2016: 152 of 16,550, printed as 9.18‰.

    >>> round(birth_defect_proportion(152, perinatal_births=16_550) * 1000, 2)
    9.18
    """
    return proportion(defects=defects, perinatal_births=perinatal_births)
