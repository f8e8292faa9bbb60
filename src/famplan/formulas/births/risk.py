"""High-risk fertility: births too early, too late, too soon and too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, divide, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["birth_risk_proportion", "birth_risk_ratio"]

_GUIDE = Source(
    "Guide to DHS Statistics DHS-7, High-Risk Fertility Behavior; DHS-Indicators-Stata",
    locator="risk categories, and women in union as CM_RISK.do has them",
    url="https://dhsprogram.com/data/Guide-to-DHS-Statistics/High-Risk_Fertility_Behavior.htm",
    grade=Grade.SECONDARY,
)

BIRTH_RISK_SHARE = Indicator(
    code="BIRTH_RISK_SHARE",
    name="Births by category of high-risk fertility",
    name_zh="高风险生育分类构成",
    kind=Kind.PROPORTION,
    numerator="live births whose mother was young or old, that came soon or were many, or several "
    "of these",
    denominator="live births of the last five years",
    unit="share of births",
    per=100,
    source=_GUIDE,
    aliases=("high-risk fertility behaviour",),
    variants=(
        Variant(
            'limits="dhs"',
            "mother below 18 or from 35 years on, less than 24 months after the preceding birth, "
            "order 4 and over",
        ),
    ),
    caution="First births of mothers of 18 to 34 have a risk of their own that no one can avoid: "
    "they are neither at avoidable risk nor without risk.",
)
NEXT_BIRTH_RISK_SHARE = Indicator(
    code="NEXT_BIRTH_RISK_SHARE",
    name="Women in union by the risk of a next birth",
    name_zh="在婚妇女再生育风险分类构成",
    kind=Kind.PROPORTION,
    numerator="women in union whose next child would be at high risk if they conceived now",
    denominator="women in union",
    unit="share of women in union",
    per=100,
    source=_GUIDE,
    caution="What would be, not what will: contraception and infecundity do not count, only "
    "sterilised women are at no risk. It cannot be compared with the share of births.",
)
BIRTH_RISK_RATIO = Indicator(
    code="BIRTH_RISK_RATIO",
    name="Risk ratio of births in high-risk categories",
    name_zh="高风险生育子女死亡风险比",
    kind=Kind.RATIO,
    numerator="share dead of the children born in the last five years in the category",
    denominator="share dead of those born without any risk: second and third births of mothers of "
    "18 to 34 after two years and more",
    unit="times the share dead without risk",
    source=_GUIDE,
    caution="Children have lived for zero to sixty months: it compares shares who died so far, not "
    "probabilities of dying, and nothing else about the mothers is held equal.",
)


@computes(BIRTH_RISK_SHARE, NEXT_BIRTH_RISK_SHARE)
def birth_risk_proportion(part: ArrayLike, *, everyone: ArrayLike) -> Numbers:
    """Births, or women in union, of one category of risk as a share of all.

    Parameters
    ----------
    part : array_like
        Births of the category, or women whose next birth would be in it.
    everyone : array_like
        All births of the window, or all women in union.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there is no one.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More in the category than in all, a count below zero, or shapes that do not match.

    Examples
    --------
    Of 200 births, 20 had a young mother and no other risk, 30 came too soon.

    >>> birth_risk_proportion([20, 30], everyone=200)
    array([0.1 , 0.15])
    """
    return proportion(part=part, everyone=everyone)


@computes(BIRTH_RISK_RATIO)
def birth_risk_ratio(
    deaths: ArrayLike,
    *,
    births: ArrayLike,
    deaths_without_risk: ArrayLike,
    births_without_risk: ArrayLike,
) -> Numbers:
    """Share dead of the children of a category over that of children born without risk.

    `famplan.tabulate.fertility_risk` gives it with the error of the sample.

    Parameters
    ----------
    deaths, births : array_like
        Children of the category who died, and all of them.
    deaths_without_risk, births_without_risk : array_like
        The same of children born without any risk.

    Returns
    -------
    float or ndarray
        1 where the shares agree; ``nan`` where there are no births or none died without risk.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More deaths than births, a count below zero, or shapes that do not match.

    Examples
    --------
    30 of 200 children who followed too soon died, and 25 of 500 born without risk.

    >>> round(birth_risk_ratio(30, births=200, deaths_without_risk=25, births_without_risk=500), 2)
    3.0
    """
    share = proportion(deaths=deaths, births=births)
    without = proportion(
        deaths_without_risk=deaths_without_risk, births_without_risk=births_without_risk
    )
    return divide(np.asarray(share), np.asarray(without))
