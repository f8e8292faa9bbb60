"""What women have used: ever, in the last year, and at which age they were sterilised."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["past_use_proportion"]

_SURVEYS = Source(
    "DHS-7 tabulation plan, chapter 7; DHS-Indicators-Stata, FP_USE.do",
    locator="tables 7.3 to 7.10; commit 807ddaa",
    url="https://github.com/DHSProgram/DHS-Indicators-Stata",
)

_share = partial(Indicator, kind=Kind.PROPORTION, unit="share of women", per=100, source=_SURVEYS)
_PAST = (
    _share(
        code="EVER_USE",
        name="Ever use of contraception",
        name_zh="曾用避孕率",
        numerator="women who have ever used a method",
        denominator="women asked",
        caution="Women forget traditional methods used long ago.",
    ),
    _share(
        code="EVER_USE_METHOD",
        name="Ever use of each method",
        name_zh="各方法曾用率",
        numerator="women who have ever used the method",
        denominator="women asked",
        caution="Methods add up to more than ever use: many women used several.",
    ),
    _share(
        code="EC_USE",
        name="Use of emergency contraception in the last year",
        name_zh="近一年紧急避孕使用率",
        numerator="women who used emergency contraception in the last twelve months, or name "
        "it as their method",
        denominator="women asked",
        caution="Far above the share who name it as their method.",
    ),
    _share(
        code="STERILISATION_AGE",
        name="Age at sterilisation",
        name_zh="绝育年龄构成",
        numerator="sterilised women who were sterilised at the ages",
        denominator="sterilised women",
        caution="The young have not had time to be sterilised late.",
    ),
)


@computes(*_PAST)
def past_use_proportion(women: ArrayLike, *, asked: ArrayLike) -> Numbers:
    """Women who have used a method as a share of those asked.

    Parameters
    ----------
    women : array_like
        Women who used it, or were sterilised at the ages.
    asked : array_like
        Women who were asked, or were sterilised.

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
    >>> round(past_use_proportion(5940, asked=9000), 4)
    0.66
    """
    return proportion(women=women, asked=asked)
