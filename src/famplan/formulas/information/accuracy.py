"""How right figures are: records without error, counts against a check, births missed.

Errors are those of reports and areas, not of the people they count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, counts, divide, plain, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "accuracy",
    "birth_omission_proportion",
    "statistical_accuracy",
    "statistical_error_ratio",
]

_REPORTS = Source(
    "Work reports S3 and S4 (2006–2013)",
    locator="信息准确率; no printed formula was found",
    grade=Grade.MEMORY,
)
_DAZHOU = Source(
    "达州市, assessment rules of population and family planning, 2010",
    locator="统计误差率",
    url="http://www.dazhou.gov.cn/xxgk-show-27023.html",
    grade=Grade.OFFICIAL,
)
_GUIDANCE = Source(
    "国家人口计生委, guidance on the reform of target management, attachment 2",
    locator="统计准确率 is named; its formula, one less 统计误差率, was not seen",
    grade=Grade.MEMORY,
)
_OMISSION = Source(
    "Accounts of the birth omission found by the National Bureau of Statistics, 1993 and 1994",
    locator="漏报率 6.9 % and 6.4 %",
    grade=Grade.SECONDARY,
)

INFO_ACCURACY = Indicator(
    kind=Kind.PROPORTION,
    per=100,
    source=_REPORTS,
    code="INFO_ACCURACY",
    name="Data accuracy rate",
    name_zh="信息准确率",
    numerator="records checked and found without error",
    denominator="records checked",
    unit="share of records checked",
    caution="Of the records checked: absent records are the entry rate's business.",
)


@computes(INFO_ACCURACY)
def accuracy(correct: ArrayLike, *, checked: ArrayLike) -> Numbers:
    """Share of the records checked that hold no error.

    Parameters
    ----------
    correct, checked : array_like
        Records without error, and all records checked.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where none was checked.

    Raises
    ------
    PartExceedsWholeError
        More correct than checked.

    Examples
    --------
    >>> accuracy(486, checked=500)
    0.972
    """
    return proportion(correct=correct, checked=checked)


STAT_ERROR = Indicator(
    code="STAT_ERROR",
    name="Statistical error rate",
    name_zh="统计误差率",
    kind=Kind.RATIO,
    numerator="absolute difference of the reported and the verified count",
    denominator="verified count",
    unit="per verified event",
    per=100,
    sign="%",
    source=_DAZHOU,
    caution="Errors of villages cancel in the total of a county: compute it where they arise.",
)


@computes(STAT_ERROR)
def statistical_error_ratio(reported: ArrayLike, *, verified: ArrayLike) -> Numbers:
    """How far a reported count lies from the verified one, over the verified one.

    Parameters
    ----------
    reported, verified : array_like
        Count that was reported, and count that a check found.

    Returns
    -------
    float or ndarray
        Zero where both agree; ``nan`` where the verified count is zero or unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> statistical_error_ratio([97, 103], verified=100)
    array([0.03, 0.03])
    """
    stated, found = counts(reported=reported, verified=verified)
    return divide(np.abs(stated - found), found)


STAT_ACCURACY = Indicator(
    code="STAT_ACCURACY",
    name="Statistical accuracy",
    name_zh="统计准确率",
    aliases=("出生统计准确率",),
    kind=Kind.INDEX,
    numerator="one less the statistical error rate",
    denominator="none",
    unit="1 is exact",
    per=100,
    sign="%",
    source=_GUIDANCE,
    variants=(Variant("correct ÷ checked", "by records: see INFO_ACCURACY"),),
    caution="Below zero where the report is more than twice the truth.",
)


@computes(STAT_ACCURACY)
def statistical_accuracy(reported: ArrayLike, *, verified: ArrayLike) -> Numbers:
    """One less the statistical error rate.

    Parameters
    ----------
    reported, verified : array_like
        Count that was reported, and count that a check found.

    Returns
    -------
    float or ndarray
        One where both agree; ``nan`` where the verified count is zero or unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> statistical_accuracy(97, verified=100)
    0.97
    """
    return plain(1 - np.asarray(statistical_error_ratio(reported, verified=verified)))


BIRTH_OMISSION = Indicator(
    kind=Kind.PROPORTION,
    per=100,
    code="BIRTH_OMISSION",
    name="Birth omission rate",
    name_zh="出生漏报率",
    aliases=("漏报率",),
    numerator="births missed by the report and found by a check",
    denominator="all births: reported and missed",
    unit="share of births",
    source=_OMISSION,
    caution="Over the reported births alone it comes out too high.",
)


@computes(BIRTH_OMISSION)
def birth_omission_proportion(missed: ArrayLike, *, reported: ArrayLike) -> Numbers:
    """Births missed as a share of all births, reported and missed.

    Parameters
    ----------
    missed, reported : array_like
        Births found by a check that the report had missed, and births reported.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there were no births.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> birth_omission_proportion(69, reported=931)
    0.069
    """
    absent, present = counts(missed=missed, reported=reported)
    return divide(absent, absent + present)
