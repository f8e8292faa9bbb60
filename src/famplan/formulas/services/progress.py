"""How far work has come: completion of a target, elapsed time, and what is missing.

Completion is done ÷ target and may exceed one. Targets are those of areas and years, never of a
person. A gap between two percentages is counted in percentage points, not in per cent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, plain, quotient, shares
from famplan.model.period import Period

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import ArrayLike

__all__ = [
    "complement",
    "completion_ratio",
    "coverage_gap",
    "progress_gap",
    "time_elapsed",
]

_REPORTS = Source(
    "Work reports S0, S2 and S4 (counties, 2007–2013)",
    locator="任务完成率、时间过半任务过半、差距; no printed formula was found",
    grade=Grade.MEMORY,
)

COMPLETION = Indicator(
    code="COMPLETION",
    name="Completion of a target",
    name_zh="任务完成率",
    aliases=("目标任务完成率", "完成率"),
    kind=Kind.RATIO,
    numerator="work done in the period so far",
    denominator="target of the area for the whole period",
    unit="done per planned",
    per=100,
    sign="%",
    source=_REPORTS,
    caution="A share of the plan, not of people: it may exceed 100 and says nothing of coverage.",
)


@computes(COMPLETION)
def completion_ratio(done: ArrayLike, *, target: ArrayLike) -> Numbers:
    """Work done over the target for the whole period.

    Parameters
    ----------
    done : array_like
        Work done so far.
    target : array_like
        Target of the area for the whole period, not for the time elapsed.

    Returns
    -------
    float or ndarray
        Above one where more was done than planned; ``nan`` where the target is zero or unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Report S4: 6,300 of the 12,000 examinations that the printed 52.5 % implies.

    >>> completion_ratio(6300, target=12_000)
    0.525
    """
    return quotient(done=done, target=target)


TIME_ELAPSED = Indicator(
    code="TIME_ELAPSED",
    name="Elapsed share of a period",
    name_zh="时间进度",
    kind=Kind.PROPORTION,
    numerator="days of the period gone by at the end of the day",
    denominator="days of the period",
    unit="share of the period",
    per=100,
    source=_REPORTS,
    caution="It depends on the plan's period: 31 December ends a year or a first quarter.",
)


@computes(TIME_ELAPSED)
def time_elapsed(on: date, *, period: Period | str) -> float:
    """Share of a period gone by at the end of a day.

    Parameters
    ----------
    on : date
        Day up to whose end the work is counted.
    period : Period or str
        Period of the target, or its label such as ``"SY2009H1"``.

    Returns
    -------
    float
        0 before the period, 1 from its last day on.

    Raises
    ------
    InvalidInputError
        No plain date, or not the label of a period.

    Examples
    --------
    A quarter into the half-year of report S2, 92 of 182 days are gone.

    >>> from datetime import date
    >>> round(time_elapsed(date(2008, 12, 31), period="SY2009H1"), 4)
    0.5055
    """
    span = period if isinstance(period, Period) else Period.parse(period)
    return span.fraction_elapsed(on)


PROGRESS_GAP = Indicator(
    code="PROGRESS_GAP",
    name="Progress gap",
    name_zh="进度差距",
    aliases=("时间过半任务过半",),
    kind=Kind.BALANCE,
    numerator="completion of the target less the elapsed share of its period",
    denominator="none: a difference of two shares",
    unit="percentage points",
    per=100,
    source=_REPORTS,
    caution="Above zero is ahead of time only if the work comes evenly through the year.",
)


@computes(PROGRESS_GAP)
def progress_gap(completion: ArrayLike, *, period: Period | str, on: date) -> Numbers:
    """Completion less the elapsed share of the period: negative is behind time.

    Parameters
    ----------
    completion : array_like
        Completion of the target of the whole period, per one.
    period : Period or str
        Period of the target, or its label.
    on : date
        Day up to whose end the work is counted.

    Returns
    -------
    float or ndarray
        Difference of two shares; times 100 it is in percentage points.

    Raises
    ------
    NegativeCountError, InvalidInputError
        A completion below zero, no plain date, or not the label of a period.

    Examples
    --------
    Report S4: 52.5 % of a year's target at mid-year, "over half of the task in half the time".

    >>> from datetime import date
    >>> gap = progress_gap(0.525, period="2013", on=date(2013, 6, 30))
    >>> f"{PROGRESS_GAP.publish(gap)} percentage points"
    '2.91 percentage points'
    """
    (share,) = counts(completion=completion)
    return plain(share - time_elapsed(on, period=period))


COVERAGE_GAP = Indicator(
    code="COVERAGE_GAP",
    name="Coverage gap",
    name_zh="覆盖率差距",
    aliases=("监护面差距",),
    kind=Kind.BALANCE,
    numerator="coverage required less coverage reached",
    denominator="none: a difference of two shares",
    unit="percentage points",
    per=100,
    source=_REPORTS,
    caution="Reports write '30 % short' where 30 percentage points are meant.",
)


@computes(COVERAGE_GAP)
def coverage_gap(reached: ArrayLike, *, required: ArrayLike) -> Numbers:
    """Coverage required less coverage reached: positive is short of it.

    Parameters
    ----------
    reached, required : array_like
        Shares per one, between 0 and 1.

    Returns
    -------
    float or ndarray
        Difference of two shares; times 100 it is in percentage points.

    Raises
    ------
    InvalidInputError
        A share above one: it was perhaps typed in per cent.

    Examples
    --------
    Report S2: 66.98 % reached of 100 % required; the report says "at least 30 %" short.

    >>> f"{COVERAGE_GAP.publish(coverage_gap(0.6698, required=1))} percentage points"
    '33.02 percentage points'
    """
    have, want = shares(reached=reached, required=required)
    return plain(want - have)


NONIMPLEMENTATION = Indicator(
    code="NONIMPLEMENTATION",
    name="Reward-policy non-implementation rate",
    name_zh="奖励政策未落实率",
    numerator="employers that do not pay the only-child parents' reward",
    denominator="employers bound to pay it",
    kind=Kind.PROPORTION,
    unit="share of employers",
    per=100,
    source=_REPORTS,
    caution="Of a figure said to be 'about 40 %' the complement is 'about 60 %', no more exact.",
)


@computes(NONIMPLEMENTATION)
def complement(share: ArrayLike) -> Numbers:
    """What is left of the whole: one less a share.

    Parameters
    ----------
    share : array_like
        Share per one, between 0 and 1.

    Returns
    -------
    float or ndarray
        One less the share.

    Raises
    ------
    InvalidInputError
        A share above one: it was perhaps typed in per cent.

    Examples
    --------
    60 % of the enterprises of a county pay the reward (report S0: 40 % do not).

    >>> complement(0.6)
    0.4
    """
    (part,) = shares(share=share)
    return plain(1 - part)
