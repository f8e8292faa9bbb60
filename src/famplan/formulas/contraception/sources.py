"""Where users have their methods from, and in which form: shares of the users of a method."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["source_proportion"]

_SURVEYS = Source(
    "DHS-7 tabulation plan, chapter 7; DHS-Indicators-Stata, FP_USE.do",
    locator="tables 7.3 to 7.10; commit 807ddaa",
    url="https://github.com/DHSProgram/DHS-Indicators-Stata",
)

_share = partial(Indicator, kind=Kind.PROPORTION, unit="share of users", per=100, source=_SURVEYS)
_SOURCE = (
    _share(
        code="SOURCE_SECTOR",
        name="Source of modern methods by sector",
        name_zh="现代避孕方法来源部门构成",
        numerator="users of modern methods whose method came from the sector",
        denominator="users of modern methods with a source: lactational amenorrhoea has none",
        caution="Sectors are grouped by codes that each survey numbers for itself below the "
        "headings.",
    ),
    _share(
        code="SOURCE_MIX",
        name="Source of modern methods",
        name_zh="现代避孕方法来源构成",
        numerator="users of modern methods whose method came from the source",
        denominator="users of modern methods with a source",
        caution="Most recent source; for sterilisation, where it was done.",
    ),
    _share(
        code="SOCIAL_MARKETING",
        name="Use of socially marketed brands",
        name_zh="社会营销品牌使用率",
        numerator="users of the pill or of condoms whose brand is one of social marketing",
        denominator="users who know their brand",
        caution="Which brands are socially marketed is for the survey to say; who does not "
        "know her brand is left out.",
    ),
    _share(
        code="DMPA_SC_SHARE",
        name="Subcutaneous injectables among injectables",
        name_zh="皮下避孕针占避孕针的比例",
        numerator="users of injectables who use the subcutaneous form",
        denominator="users of injectables",
        aliases=("Sayana Press share",),
        caution="Asked in recent questionnaires only.",
    ),
    _share(
        code="SELF_INJECTION",
        name="Self-injection of subcutaneous injectables",
        name_zh="皮下避孕针自我注射率",
        numerator="users of the subcutaneous form who injected it themselves",
        denominator="users of subcutaneous injectables",
        caution="A share of few users: look at the base.",
    ),
)


@computes(*_SOURCE)
def source_proportion(users: ArrayLike, *, of_method: ArrayLike) -> Numbers:
    """Users with a source, brand or form of a method as a share of the users of the method.

    Parameters
    ----------
    users : array_like
        Users who have it from the source, of the brand or in the form.
    of_method : array_like
        Users of the method.

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
    >>> round(source_proportion(1890, of_method=3000), 4)
    0.63
    """
    return proportion(users=users, of_method=of_method)
