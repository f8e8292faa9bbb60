"""What women want: another child or none, how many in all, and whether births were planned."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, counts, divide, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["mean_ideal_children", "planning_proportion", "preference_proportion"]

_SURVEYS = Source(
    "DHS-7 tabulation plan, chapter 6; DHS-Indicators-Stata, FF_PREF.do and FF_PLAN.do",
    locator="tables 6.1 to 6.6; commit 807ddaa",
    url="https://github.com/DHSProgram/DHS-Indicators-Stata",
)

_share = partial(Indicator, kind=Kind.PROPORTION, unit="share of women", per=100, source=_SURVEYS)
_PREFERENCE = (
    _share(
        code="FUTURE_USE",
        name="Intended use of contraception",
        name_zh="未来避孕意愿",
        numerator="women in union who use no method and give the answer",
        denominator="women in union who use no method",
        caution="An intention, not a forecast.",
    ),
    _share(
        code="DESIRE_FOR_CHILDREN",
        name="Desire for children",
        name_zh="生育意愿构成",
        numerator="women in union who give the answer",
        denominator="women in union",
        caution="By living children, a pregnancy among them, or parity hides all.",
    ),
    _share(
        code="WANT_NO_MORE",
        name="Women who want no more children",
        name_zh="不想再生育的比例",
        numerator="women in union who want no more children or are sterilised",
        denominator="women in union",
        caution="The sterilised count, the declared infecund do not.",
    ),
    _share(
        code="IDEAL_CHILDREN",
        name="Ideal number of children",
        name_zh="理想子女数构成",
        numerator="women who give the number",
        denominator="women asked",
        caution="Answers that are no number are a class of their own, not missing.",
    ),
)


@computes(*_PREFERENCE)
def preference_proportion(wanting: ArrayLike, *, asked: ArrayLike) -> Numbers:
    """Women who want something as a share of those asked.

    Parameters
    ----------
    wanting : array_like
        Women who give the answer.
    asked : array_like
        Women who were asked.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody was asked.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> round(preference_proportion(1698, asked=8348), 4)
    0.2034
    """
    return proportion(wanting=wanting, asked=asked)


_COUNTED = (
    Variant('definition="dhs7"', "births of the last 60 months, and current pregnancies"),
    Variant('definition="dhs8"', "pregnancies that ended in the last 36 months, and current ones"),
    Variant(
        'definition="fp2030"',
        "births of the last 36 months, and current pregnancies; a wish not known is in the base",
    ),
)
_PLANNING = (
    _share(
        code="PLANNING_STATUS",
        name="Planning status of births",
        name_zh="生育计划性构成",
        numerator="births and current pregnancies wanted then, later or not at all",
        denominator="births of the last five years and current pregnancies",
        unit="share of births",
        variants=_COUNTED,
        caution="Mothers come to want a child once it is there: unwanted births are under-stated.",
    ),
    _share(
        code="UNINTENDED_BIRTHS",
        name="Unintended births",
        name_zh="非意愿生育比例",
        numerator="births and current pregnancies wanted later or not at all",
        denominator="births of the period and current pregnancies",
        aliases=("share of births mistimed or unwanted",),
        unit="share of births",
        variants=_COUNTED,
        caution="Five years in some reports, three in others.",
    ),
)


@computes(*_PLANNING)
def planning_proportion(births: ArrayLike, *, of_all: ArrayLike) -> Numbers:
    """Births that were wanted then, later or not at all as a share of all births.

    Parameters
    ----------
    births : array_like
        Births, and current pregnancies, of the status.
    of_all : array_like
        All births of the period and current pregnancies.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody was asked.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> round(planning_proportion(620, of_all=2480), 4)
    0.25
    """
    return proportion(births=births, of_all=of_all)


MEAN_IDEAL_CHILDREN = Indicator(
    code="MEAN_IDEAL_CHILDREN",
    name="Mean ideal number of children",
    name_zh="平均理想子女数",
    kind=Kind.MEAN,
    numerator="ideal numbers of children, summed over women",
    denominator="women who gave a number",
    unit="children per woman",
    per=1,
    source=_SURVEYS,
    caution="Over those who gave a number: where many leave it to God it is a mean of few.",
)


@computes(MEAN_IDEAL_CHILDREN)
def mean_ideal_children(children: ArrayLike, *, answered: ArrayLike) -> Numbers:
    """Children that women would like to have in all, on average.

    Parameters
    ----------
    children : array_like
        Ideal numbers, summed over women who gave one.
    answered : array_like
        Women who gave a number.

    Returns
    -------
    float or ndarray
        Mean; ``nan`` where nobody was asked.

    Raises
    ------
    NegativeCountError, ShapeError
        A count below zero, or shapes that do not match.

    Examples
    --------
    >>> mean_ideal_children(10200, answered=2500)
    4.08
    """
    above, below = counts(children=children, answered=answered)
    return divide(above, below)
