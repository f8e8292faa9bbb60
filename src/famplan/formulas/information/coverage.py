"""Records that should not be there: entered twice, or of events that never happened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, counts, divide, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["net_overcount_ratio", "overcount_proportion"]

_GUIDELINES = Source(
    "United Nations, Post Enumeration Surveys: Operational Guidelines, 2010",
    locator="coverage errors: omissions, duplications and erroneous inclusions",
    grade=Grade.SECONDARY,
)
_share = partial(
    Indicator, kind=Kind.PROPORTION, unit="share of records", per=100, source=_GUIDELINES
)

_OVERCOUNT = (
    _share(
        code="DUPLICATION",
        name="Duplicate rate",
        name_zh="重报率",
        aliases=("duplication rate", "重统率"),
        numerator="records beyond the first of each event",
        denominator="all records",
        caution="Two records of one event are one duplicate, not two; twins are none.",
    ),
    _share(
        code="OVERCOUNT",
        name="Over-count rate",
        name_zh="虚报率",
        aliases=("padding rate", "多报率", "统计水分率"),
        numerator="records found to be of no event of this place and period",
        denominator="records checked",
        caution="Records that a check cannot decide are neither: say how many, and give both ends.",
    ),
)


@computes(*_OVERCOUNT)
def overcount_proportion(surplus: ArrayLike, *, records: ArrayLike) -> Numbers:
    """Share of records that should not be counted.

    Parameters
    ----------
    surplus : array_like
        Second and further records of one event, or records of no event.
    records : array_like
        All records that were checked, those among them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there are no records.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More surplus records than records, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> overcount_proportion(25, records=500)
    0.05
    """
    return proportion(surplus=surplus, records=records)


NET_OVERCOUNT = Indicator(
    code="NET_OVERCOUNT",
    name="Net over-count rate",
    name_zh="净多报率",
    aliases=("net coverage error",),
    kind=Kind.RATIO,
    numerator="reported less true number of events",
    denominator="true number of events",
    unit="per event",
    per=100,
    sign="%",
    source=_GUIDELINES,
    variants=(
        Variant("true less reported ÷ true", "net under-count: the same with the sign turned"),
    ),
    caution="Padding hides omission: zero may be both, so give over-count and omission beside it.",
)


@computes(NET_OVERCOUNT)
def net_overcount_ratio(reported: ArrayLike, *, true: ArrayLike) -> Numbers:
    """How far a report is above (or, negative, below) the true number, over the true number.

    Parameters
    ----------
    reported, true : array_like
        Events that were reported, and that there were by count or by estimate.

    Returns
    -------
    float or ndarray
        Ratio; ``nan`` where there were no events.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> net_overcount_ratio(970, true=1000)
    -0.03
    """
    stated, real = counts(reported=reported, true=true)
    return divide(stated - real, real)
