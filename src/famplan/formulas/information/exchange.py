"""Records and messages of information systems: entered, submitted, in time, answered.

The functions count records of areas; they never look at a person's record.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "completeness",
    "response_proportion",
]

_REPORTS = Source(
    "Work reports S1, S3 and S4 (2006–2013)",
    locator="录入率、变更及时率、报送率、回返率; no printed formula was found",
    grade=Grade.MEMORY,
)
_FLOATING_REPORT = Source(
    "Report on services for the floating population, gov.cn, 11 July 2012",
    locator="信息反馈率、接收率 above 80 % in 2011",
    grade=Grade.SECONDARY,
)
_HANDBOOK = Source(
    "United Nations, Handbook on Training in Civil Registration and Vital Statistics Systems, 2002",
    locator="timeliness: events registered within the interval specified by legislation",
    grade=Grade.SECONDARY,
)
_share = partial(
    Indicator, kind=Kind.PROPORTION, unit="share of records due", per=100, source=_REPORTS
)

_COMPLETENESS = (
    _share(
        code="ENTRY",
        name="Entry rate",
        name_zh="录入率",
        aliases=("信息录入率", "平台录入率", "流出育龄妇女录入率"),
        numerator="persons whose record was entered into the system",
        denominator="persons to be entered",
        caution="Recompute it: report S4 prints 96.18 % for 28,961 of 32,067, which is 90.31 %.",
    ),
    _share(
        code="CHANGE_TIMELINESS",
        name="Timeliness of changes",
        name_zh="信息变更及时率",
        aliases=("变更及时率",),
        numerator="changes recorded within the time set",
        denominator="changes of the period",
        unit="share of changes",
        caution="Changes never recorded belong below the line too.",
    ),
    _share(
        code="BIRTH_TIMELINESS",
        name="Timeliness of birth registration",
        name_zh="出生登记及时率",
        aliases=("出生上报及时率",),
        numerator="births of the period registered within the time set",
        denominator="births of the period, those registered late or found by a check among them",
        unit="share of births",
        source=_HANDBOOK,
        caution="Births of the last weeks may still come in time: count when the time set is over.",
    ),
    _share(
        code="SUBMISSION",
        name="Submission rate",
        name_zh="电子报表报送率",
        aliases=("报送率", "报表报送率"),
        numerator="returns submitted",
        denominator="returns due",
        unit="share of returns",
        caution="Say whether late returns count.",
    ),
    _share(
        code="NETWORK",
        name="Network coverage",
        name_zh="联网率",
        aliases=("四级联网覆盖率",),
        numerator="units of a level connected to the network",
        denominator="units of that level",
        unit="share of units",
        caution="One figure for each level: townships outnumber counties and would hide them.",
    ),
)


@computes(*_COMPLETENESS)
def completeness(received: ArrayLike, *, due: ArrayLike) -> Numbers:
    """Share of the records, changes, returns or units due that came in.

    Parameters
    ----------
    received : array_like
        Entered, recorded in time, submitted or connected.
    due : array_like
        All that were due, those received among them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nothing was due.

    Raises
    ------
    PartExceedsWholeError
        More received than due: records entered twice, or a base that is too small.

    Examples
    --------
    Report S4 gives these counts and prints 96.18 %.

    >>> round(completeness(28_961, due=32_067) * 100, 2)
    90.31
    """
    return proportion(received=received, due=due)


_RESPONSE = (
    _share(
        code="FEEDBACK",
        name="Exchange feedback rate",
        name_zh="信息反馈率",
        aliases=("反馈率", "信息交换反馈率"),
        numerator="enquiries of other areas answered",
        denominator="enquiries received from them",
        unit="share of enquiries",
        source=_FLOATING_REPORT,
        caution="Read by the area that answers; the area that asks counts what it sent.",
    ),
    _share(
        code="RECEIPT",
        name="Exchange receipt rate",
        name_zh="信息接收率",
        aliases=("接收率",),
        numerator="messages taken up by the area addressed",
        denominator="messages sent to it",
        unit="share of messages",
        source=_FLOATING_REPORT,
        caution="Received is not answered: the feedback rate is the lower.",
    ),
    _share(
        code="SLIP_RETURN",
        name="Return rate of exchange slips",
        name_zh="信息交流单回返率",
        aliases=("回返率", "流动人口婚育信息交流单回返率"),
        numerator="slips that came back",
        denominator="slips sent out",
        unit="share of slips",
        caution="Slips sent shortly before the count have had no time to come back.",
    ),
)


@computes(*_RESPONSE)
def response_proportion(answered: ArrayLike, *, sent: ArrayLike) -> Numbers:
    """Share of what was sent that was taken up, answered or returned.

    Parameters
    ----------
    answered, sent : array_like
        Answered, received or returned; and sent.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nothing was sent.

    Raises
    ------
    PartExceedsWholeError
        More answers than were asked for: answers to an earlier period perhaps.

    Examples
    --------
    >>> response_proportion(1640, sent=2000)
    0.82
    """
    return proportion(answered=answered, sent=sent)
