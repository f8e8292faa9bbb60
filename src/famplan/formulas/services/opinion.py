"""What people know, think and pass: shares of those who were asked.

The figures come from samples as a rule: say how many were asked.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["positive_proportion"]

_REPORTS = Source(
    "Work reports S2 and S3 (counties and cities, 2006–2011)",
    locator="the term and its figures; no printed formula was found",
    grade=Grade.MEMORY,
)
_GUIDANCE = Source(
    "国家人口计生委, guidance on the reform of target management, attached indicators",
    locator="indicator 8",
    grade=Grade.OFFICIAL,
)

_share = partial(
    Indicator, kind=Kind.PROPORTION, unit="share of those surveyed", per=100, source=_REPORTS
)

_OPINION = (
    _share(
        code="AWARENESS",
        name="Awareness rate",
        name_zh="知晓率",
        aliases=("政策知晓率", "目标人群知晓率", "知识知晓率"),
        numerator="persons who answered correctly",
        denominator="persons surveyed",
        caution="A sample: give its size, and its interval by `formulas.intervals.wilson`.",
    ),
    _share(
        code="SATISFACTION",
        name="Satisfaction rate",
        name_zh="群众综合满意率",
        aliases=("群众满意率", "满意率", "群众满意度"),
        numerator="persons satisfied",
        denominator="persons surveyed",
        source=_GUIDANCE,
        caution="Whether 'fairly satisfied' counts changes the figure more than most years do.",
    ),
    _share(
        code="TRAINING_PASS",
        name="Training pass rate",
        name_zh="培训考试合格率",
        aliases=("考试合格率", "培训合格率", "合格率"),
        numerator="persons who passed",
        denominator="persons who sat the examination",
        unit="share of those examined",
        caution="Of those examined, not of those trained.",
    ),
)


@computes(*_OPINION)
def positive_proportion(positive: ArrayLike, *, asked: ArrayLike) -> Numbers:
    """Share of those asked who know, are satisfied, or pass.

    Parameters
    ----------
    positive : array_like
        Persons with the right, the favourable or a sufficient answer.
    asked : array_like
        Persons asked or examined who answered.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody was asked.

    Raises
    ------
    PartExceedsWholeError
        More positive answers than persons asked.

    Examples
    --------
    Of 200 members of the staff 190 know the policy.

    >>> positive_proportion(190, asked=200)
    0.95
    """
    return proportion(positive=positive, asked=asked)
