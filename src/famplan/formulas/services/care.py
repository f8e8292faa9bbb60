"""Care before, during and after pregnancy that reached those it was meant for.

These shares differ from one another in name alone, so one function computes them all.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["care_coverage"]

_REPORTS = Source(
    "Work reports S0, S2 and S3 (counties and cities, 2007–2011)",
    locator="the term and its figures; no printed formula was found",
    grade=Grade.MEMORY,
)
_TOWN_PLAN = Source(
    "A town's plan for free pre-pregnancy checks, 2020 (孕前优生健康检查项目实施方案)",
    locator="早孕随访率 80 %, 妊娠结局随访率 55 %",
    grade=Grade.SECONDARY,
)
_YAAN = Source(
    "Ya'an Municipal Health Commission, first quarter: 免费婚前医学检查",
    locator="1,852 couples, 48.29 % of the marriages registered",
    url="https://wjw.yaan.gov.cn/xinwen/show/b00ce981-67f8-49d5-bb97-718209dd4ea8.html",
    grade=Grade.OFFICIAL,
)
_JIANGSU = Source(
    "新华日报, World Population Day report on Jiangsu 2018",
    locator="产筛率 92.88 %, 新筛率 98.29 %",
    url="https://jsjkjt.org.cn/news/healthsecurity/1918.html",
    grade=Grade.SECONDARY,
)
_NEWBORN = Source(
    "某地67 213例新生儿疾病筛查结果分析, 上海预防医学, 2014 no. 2",
    locator="object and method: newborns screened ÷ live births",
    grade=Grade.SECONDARY,
)

_share = partial(Indicator, kind=Kind.PROPORTION, unit="share of those due", per=100)

_CARE = (
    _share(
        code="FOLIC_ACID",
        name="Folic-acid share",
        name_zh="叶酸发放率",
        aliases=("叶酸增补率",),
        numerator="women who received folic acid",
        denominator="women planning a pregnancy, or women examined before pregnancy",
        source=_REPORTS,
        variants=(
            Variant("due = women planning a pregnancy", "coverage of the target group"),
            Variant("due = women examined", "share of those who came (report S2: 1,238 of 2,439)"),
        ),
        caution="Received is not taken, and recipients need not be among those examined.",
    ),
    _share(
        code="NEWLYWED_SCREENING",
        name="Newlywed health screening rate",
        name_zh="优生筛查率",
        aliases=("新婚优生筛查率",),
        numerator="newlyweds screened",
        denominator="newlyweds of the period",
        source=_REPORTS,
        caution="Persons over couples doubles the figure.",
    ),
    _share(
        code="PREMARITAL_EXAM",
        name="Premarital examination rate",
        name_zh="婚前医学检查率",
        aliases=("婚检率",),
        numerator="persons, or couples, examined before marriage",
        denominator="persons, or couples, who registered a marriage",
        source=_YAAN,
        caution="Persons over persons or couples over couples; one partner may come alone.",
    ),
    _share(
        code="EARLY_PREGNANCY_FOLLOWUP",
        name="Early-pregnancy follow-up rate",
        name_zh="早孕随访率",
        numerator="women followed up in early pregnancy",
        denominator="women due for it: examined before pregnancy and since pregnant",
        source=_TOWN_PLAN,
        caution="Women examined who did not become pregnant are not due.",
    ),
    _share(
        code="OUTCOME_FOLLOWUP",
        name="Pregnancy-outcome follow-up rate",
        name_zh="妊娠结局随访率",
        numerator="pregnancies whose outcome was followed up",
        denominator="pregnancies of women examined before, due in the period",
        source=_TOWN_PLAN,
        caution="Outcomes fall due nine months later, often in the next year.",
    ),
    _share(
        code="PRENATAL_SCREENING",
        name="Prenatal screening rate",
        name_zh="产前筛查率",
        aliases=("产筛率",),
        numerator="pregnant women screened",
        denominator="women who gave birth in the period",
        source=_JIANGSU,
        caution="Other bases are in use: pregnant women registered, or live births.",
    ),
    _share(
        code="NEWBORN_SCREENING",
        name="Newborn disease screening rate",
        name_zh="新生儿疾病筛查率",
        aliases=("新筛率", "新生儿遗传代谢病筛查率"),
        numerator="live-born children screened",
        denominator="live births of the period",
        source=_NEWBORN,
        caution="A repeated test of one child counts once.",
    ),
    _share(
        code="CONTINUOUS_CARE",
        name="Continuous maternal care coverage",
        name_zh="生殖保健一条龙服务率",
        numerator="women with every step from premarital examination to lactation",
        denominator="women who gave birth in the period",
        source=_REPORTS,
        caution="A woman missing one step is not covered.",
    ),
)


@computes(*_CARE)
def care_coverage(reached: ArrayLike, *, meant: ArrayLike) -> Numbers:
    """Share of the women, couples or children meant for a step of care that it reached.

    Parameters
    ----------
    reached : array_like
        Women, couples or children examined, supplied, screened or followed up.
    meant : array_like
        All for whom the step was meant, those reached among them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where it was meant for nobody.

    Raises
    ------
    PartExceedsWholeError
        More reached than meant: person-times, or couples against persons.

    Examples
    --------
    Longwan district (Wenzhou): 67,213 of 83,351 live-born children were screened.

    >>> round(care_coverage(67_213, meant=83_351), 4)
    0.8064
    """
    return proportion(reached=reached, meant=meant)
