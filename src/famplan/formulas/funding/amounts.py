"""Programme funding of areas: per head, by level, and who pays how much of it.

Amounts are in yuan, or in any one unit throughout; nothing is corrected for prices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.errors import ShapeError
from famplan.formulas.arrays import Numbers, counts, plain, quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "funding_per_head",
    "match_ratio",
    "sum_of_levels",
]

_GUIDANCE = Source(
    "国家人口计生委, guidance on the reform of target management, attached indicators",
    locator="indicator 7",
    grade=Grade.OFFICIAL,
)
_REPORTS = Source(
    "Work reports S1, S3 and S4 (2006–2013)",
    locator="funding rules and figures",
    grade=Grade.SECONDARY,
)

FUNDING_PER_HEAD = Indicator(
    code="FUNDING_PER_HEAD",
    name="Per-capita programme funding",
    name_zh="人均计划生育事业费",
    aliases=("人均计划生育事业经费", "人均事业费", "人均投入"),
    kind=Kind.RATIO,
    numerator="fiscal funding of the period, in yuan",
    denominator="population (resident; registered where more people leave than arrive)",
    unit="yuan per person",
    source=_GUIDANCE,
    caution="A half-year's funding per head is not a year's: state the period.",
)

FUNDS_PER_FAMILY = Indicator(
    code="FUNDS_PER_FAMILY",
    name="Funds per family supported",
    name_zh="户均帮扶资金",
    kind=Kind.RATIO,
    numerator="funds raised or paid, in yuan",
    denominator="families supported",
    unit="yuan per family",
    source=_REPORTS,
    caution="A mean: it does not say what any family received.",
)

COST_PER_EXAM = Indicator(
    code="COST_PER_EXAM",
    name="Cost per person examined",
    name_zh="检查人均费用",
    aliases=("妇检人均费用", "人均检查费用"),
    kind=Kind.RATIO,
    numerator="cost of the examinations of the period, in yuan",
    denominator="persons examined",
    unit="yuan per person",
    source=_REPORTS,
    caution="Of those examined, not of all who were entitled to the examination.",
)


@computes(FUNDING_PER_HEAD, FUNDS_PER_FAMILY, COST_PER_EXAM)
def funding_per_head(amount: ArrayLike, *, population: ArrayLike) -> Numbers:
    """Funding, or cost, over the persons or families it is for.

    Parameters
    ----------
    amount : array_like
        Yuan in the period.
    population : array_like
        Persons, or families.

    Returns
    -------
    float or ndarray
        Yuan per person or family; ``nan`` where there is nobody.

    Raises
    ------
    NegativeCountError, ShapeError
        An amount is below zero, or the shapes do not match.

    Examples
    --------
    Report S3.6: 7,350 yuan for 49 families.

    >>> funding_per_head(7350, population=49)
    150.0
    """
    return quotient(amount=amount, population=population)


FUNDING_SUM = Indicator(
    code="FUNDING_SUM",
    name="Funding of all levels",
    name_zh="各级经费合计",
    aliases=("人均投入合计", "分级投入合计"),
    kind=Kind.COUNT,
    numerator="amounts of every level or component, per head or in total",
    denominator="none: a sum",
    unit="yuan, per head where the components are",
    source=_REPORTS,
    caution="Amounts per head add up only over the same population.",
)


@computes(FUNDING_SUM)
def sum_of_levels(amounts: ArrayLike) -> Numbers:
    """Sum of the amounts of all levels or components.

    Parameters
    ----------
    amounts : array_like
        Amounts, one for each level on the last axis.

    Returns
    -------
    float or ndarray
        Their sum; ``nan`` where one is unknown.

    Raises
    ------
    ShapeError
        A single number: there is nothing to add.

    Examples
    --------
    Yearly increments per head in Zhengzhou: city 0.3, county 1, township 0.6 yuan.

    >>> round(sum_of_levels([0.3, 1, 0.6]), 2)
    1.9
    """
    (levels,) = counts(amounts=amounts)
    if levels.ndim == 0:
        raise ShapeError("amounts", "one number has no levels", remedy="give one for each level")
    return plain(np.asarray(levels.sum(axis=-1)))


MATCH_RATIO = Indicator(
    code="MATCH_RATIO",
    name="Match ratio of local to central funds",
    name_zh="地方配套比例",
    aliases=("资金配套比",),
    kind=Kind.RATIO,
    numerator="matching funds of local governments",
    denominator="central funds",
    unit="local yuan per central yuan",
    source=_REPORTS,
    caution="Written 2.43:1; the local share of the whole is 2.43 ÷ 3.43.",
)


@computes(MATCH_RATIO)
def match_ratio(local: ArrayLike, *, central: ArrayLike) -> Numbers:
    """Local matching funds for each yuan of central funds.

    Parameters
    ----------
    local, central : array_like
        Amounts in one unit.

    Returns
    -------
    float or ndarray
        Local over central; ``nan`` where there are no central funds.

    Raises
    ------
    NegativeCountError, ShapeError
        An amount is below zero, or the shapes do not match.

    Examples
    --------
    Report S3.8: 25.88 million yuan matched 10.65 million of central funds.

    >>> round(match_ratio(2588, central=1065), 2)
    2.43
    """
    return quotient(local=local, central=central)
