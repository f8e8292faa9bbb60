"""Whom family planning reaches: messages in the media, workers and facilities."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["outreach_proportion"]

_SURVEYS = Source(
    "DHS-7 tabulation plan, chapter 7; DHS-Indicators-Stata, FP_COMM.do",
    locator="messages, decisions and contact of non-users; commit 807ddaa",
    url="https://github.com/DHSProgram/DHS-Indicators-Stata",
)
_TRACK20 = Source(
    "Track20, FP2030-Indicator-Code",
    locator="survey code; commit 672f3a4",
    url="https://github.com/Track20/FP2030-Indicator-Code",
)

_share = partial(Indicator, kind=Kind.PROPORTION, unit="share of women", per=100, source=_SURVEYS)
_OUTREACH = (
    _share(
        code="FP_MESSAGE",
        name="Exposure to family planning messages",
        name_zh="计划生育宣传接触率",
        numerator="women who heard or saw a message on family planning in the medium in the "
        "last months",
        denominator="women asked",
        caution="Media add up to more than all: a woman may be reached by several.",
    ),
    _share(
        code="NO_FP_MESSAGE",
        name="No exposure to family planning messages",
        name_zh="未接触计划生育宣传的比例",
        numerator="women whom no message reached in any of some media in the last months",
        denominator="women asked",
        variants=(
            Variant('definition="three media"', "radio, television, newspapers"),
            Variant('definition="four media"', "mobile phones as well"),
            Variant('definition="eight media"', "all that the eighth phase asks of"),
        ),
        caution="The more media are asked of, the fewer are reached by none.",
    ),
    _share(
        code="FP_INFORMATION",
        name="Family planning information from a provider",
        name_zh="获得服务人员计划生育信息的比例",
        numerator="women with whom a field worker or someone at a facility spoke of family "
        "planning in the last year",
        denominator="women asked",
        source=_TRACK20,
        caution="A woman who was at no facility and saw no worker counts as not reached.",
    ),
    _share(
        code="NON_USER_CONTACT",
        name="Contact of non-users with providers",
        name_zh="未避孕妇女与服务人员接触率",
        numerator="women who use no method and were reached in the way",
        denominator="women who use no method",
        caution="The ways overlap: a woman may meet a worker and go to a facility.",
    ),
)


@computes(*_OUTREACH)
def outreach_proportion(reached: ArrayLike, *, asked: ArrayLike) -> Numbers:
    """Women reached in some way as a share of those asked.

    Parameters
    ----------
    reached : array_like
        Women who heard, saw or were told in the way that is asked for.
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
    >>> round(outreach_proportion(2310, asked=6600), 4)
    0.35
    """
    return proportion(reached=reached, asked=asked)
