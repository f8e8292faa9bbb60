"""Which methods women know: shares of those asked, and how many methods.

A method counts as known whether the woman names it herself or knows it when it is read out.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, counts, divide, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["knowledge_proportion", "mean_methods_known"]

_SURVEYS = Source(
    "DHS-7 tabulation plan, chapter 7; DHS-Indicators-Stata, FP_KNOW.do",
    locator="tables 7.1 and 7.2; commit 807ddaa",
    url="https://github.com/DHSProgram/DHS-Indicators-Stata",
)

_ASKED = (
    Variant('definition="dhs"', "all women"),
    Variant('definition="rhythm users"', "users of the rhythm method"),
    Variant('definition="standard days users"', "users of the standard days method"),
)

_share = partial(Indicator, kind=Kind.PROPORTION, unit="share of women", per=100, source=_SURVEYS)
_KNOWLEDGE = (
    _share(
        code="KNOWS_ANY_METHOD",
        name="Knowledge of any contraceptive method",
        name_zh="任一避孕方法知晓率",
        numerator="women who know a method, modern or traditional",
        denominator="women asked",
        caution="Nearly all women know one: look at each method.",
    ),
    _share(
        code="KNOWS_MODERN_METHOD",
        name="Knowledge of any modern contraceptive method",
        name_zh="现代避孕方法知晓率",
        numerator="women who know a modern method",
        denominator="women asked",
        caution="Having heard of a method is not knowing how to use it.",
    ),
    _share(
        code="KNOWS_METHOD",
        name="Knowledge of each contraceptive method",
        name_zh="各避孕方法知晓率",
        numerator="women who know the method",
        denominator="women asked",
        caution="Methods that a survey did not read out are not unknown to women: they are "
        "not asked of.",
    ),
    _share(
        code="KNOWS_TRADITIONAL_METHOD",
        name="Knowledge of any traditional contraceptive method",
        name_zh="传统避孕方法知晓率",
        numerator="women who know rhythm, withdrawal or another traditional method",
        denominator="women asked",
        caution="Most of them know a modern method as well.",
    ),
    _share(
        code="FERTILE_PERIOD",
        name="Knowledge of the fertile period",
        name_zh="对易受孕期认识的构成",
        numerator="women who say that the fertile days fall in that part of the cycle",
        denominator="women asked",
        variants=_ASKED,
        caution="The answers make a distribution, those who do not know among them.",
    ),
    _share(
        code="KNOWS_FERTILE_PERIOD",
        name="Correct knowledge of the fertile period",
        name_zh="易受孕期知晓率",
        numerator="women who say that it is halfway between two periods",
        denominator="women asked",
        variants=_ASKED,
        caution="Who does not know stands in the base, as one who gave a wrong answer.",
    ),
)


@computes(*_KNOWLEDGE)
def knowledge_proportion(knowing: ArrayLike, *, asked: ArrayLike) -> Numbers:
    """Women who know a method as a share of those asked.

    Parameters
    ----------
    knowing : array_like
        Women who know the method, any method or a modern one, or the fertile days.
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
    >>> round(knowledge_proportion(7920, asked=8250), 4)
    0.96
    """
    return proportion(knowing=knowing, asked=asked)


MEAN_METHODS_KNOWN = Indicator(
    code="MEAN_METHODS_KNOWN",
    name="Mean number of contraceptive methods known",
    name_zh="平均知晓避孕方法数",
    kind=Kind.MEAN,
    numerator="methods known, summed over women",
    denominator="women asked",
    unit="methods per woman",
    per=1,
    source=_SURVEYS,
    caution="It grows with the list that is read out: compare surveys with the same list.",
)


@computes(MEAN_METHODS_KNOWN)
def mean_methods_known(methods: ArrayLike, *, asked: ArrayLike) -> Numbers:
    """Methods that women know, on average.

    Parameters
    ----------
    methods : array_like
        Methods known, summed over women.
    asked : array_like
        Women who were asked.

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
    >>> mean_methods_known(67650, asked=8250)
    8.2
    """
    above, below = counts(methods=methods, asked=asked)
    return divide(above, below)
