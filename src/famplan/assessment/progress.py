"""Progress through a period: how much of a target is done, or used up, against the time gone by.

"时间过半、任务过半" – half the time gone, half the work done – is one comparison of two shares. For
a ceiling it turns round: half the year gone should have used up no more than half of it.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.assessment.figures import Exact, optional_exact
from famplan.assessment.measures import Direction, Evidence
from famplan.errors import DefinitionError, NegativeCountError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from famplan.assessment.targets import Target
    from famplan.model.period import Period

__all__ = ["Pace", "Progress", "progress", "share_of_working_days"]


class Pace(StrEnum):
    """How far the work is, against the time.

    Examples
    --------
    >>> Pace.BEHIND.name_zh
    '落后于时间进度'
    """

    ON_COURSE = "on course"
    """As much done as time gone by, or more; of a ceiling, no more used up than time gone by."""
    BEHIND = "behind"
    OVER = "over"
    """More of a ceiling used up than time gone by."""
    UNKNOWN = "unknown"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _NAMES[self]


_NAMES = {
    Pace.ON_COURSE: "符合时间进度",
    Pace.BEHIND: "落后于时间进度",
    Pace.OVER: "超过时间进度",
    Pace.UNKNOWN: "不详",
}


@attrs.frozen(kw_only=True)
class Progress:
    """How far a target is, on a day.

    Parameters
    ----------
    target : Target
        What should be reached by the end of its period.
    done : Fraction, optional
        Count so far.
    on : date
        Day up to whose end was counted.
    elapsed : Fraction
        Share of the period gone by.
    """

    target: Target
    done: Fraction | None
    on: date
    elapsed: Fraction

    @property
    def goal(self) -> Fraction:
        """The whole of the target: its low bound, or its ceiling."""
        bound = self.target.high if self.is_ceiling else self.target.low
        return bound if bound is not None else Fraction(0)  # never: `progress` checks the bounds

    @property
    def is_ceiling(self) -> bool:
        """Whether the target is not to be gone beyond."""
        return self.target.measure.direction is Direction.AT_MOST

    @property
    def completion(self) -> Fraction | None:
        """Share of the target done, or of the ceiling used up; None where unknown or zero."""
        return None if self.done is None or not self.goal else self.done / self.goal

    @property
    def gap(self) -> Fraction | None:
        """Completion less elapsed time, in shares of one."""
        return None if self.completion is None else self.completion - self.elapsed

    @property
    def at_this_pace(self) -> Fraction | None:
        """Count at the end of the period if the rest comes as evenly as the time so far."""
        return None if self.done is None or not self.elapsed else self.done / self.elapsed

    @property
    def pace(self) -> Pace:
        """Verdict on the comparison of the two shares."""
        if self.gap is None:
            return Pace.UNKNOWN
        if self.is_ceiling:
            return Pace.OVER if self.gap > 0 else Pace.ON_COURSE
        return Pace.BEHIND if self.gap < 0 else Pace.ON_COURSE

    def __str__(self) -> str:
        """Both shares and the verdict in one line."""
        word = "used up" if self.is_ceiling else "done"
        share = "–" if self.completion is None else f"{float(self.completion):.2%}"
        return (
            f"{self.target}: {share} {word} with {float(self.elapsed):.2%} of the time gone "
            f"by ({self.pace})"
        )


def progress(
    target: Target, *, done: Exact | None, on: date, elapsed: Exact | None = None
) -> Progress:
    """Set what is done against the time gone by.

    Parameters
    ----------
    target : Target
        A count with one bound and a period: things done or used up add up through it.
    done : number or text, optional
        Count so far; None where it is not known.
    on : date
        Day up to whose end was counted.
    elapsed : number, optional
        Share of the period gone by, where it is not the share of its days: see
        `share_of_working_days`.

    Raises
    ------
    DefinitionError
        The target has no period, or no single bound, or its measure does not add up; something
        was done before the period began.
    NegativeCountError
        Less than nothing was done.

    Examples
    --------
    Report S4: 6,300 of 12,000 examinations after half of 2013.

    >>> from datetime import date
    >>> from famplan.assessment import Measure, Target
    >>> checks = Measure(
    ...     code="checks", name="Examinations", direction="at least", evidence="count"
    ... )
    >>> year = Target(measure=checks, low=12_000, period="2013")
    >>> now = progress(year, done=6300, on=date(2013, 6, 30))
    >>> print(now)
    Examinations at least 12,000 in 2013: 52.50% done with 49.59% of the time gone by (on course)
    >>> round(float(now.gap * 100), 2)
    2.91
    """
    period = _check(target)
    so_far = optional_exact(done)
    if so_far is not None and so_far < 0:
        raise NegativeCountError("done", f"{float(so_far):g} is below 0")
    gone = optional_exact(elapsed)
    if gone is None:
        if so_far and on < period.start:
            problem = f"{on} is before {period.label}, and something is done already"
            raise DefinitionError("on", problem, remedy="give the day of the count, or its period")
        gone = Fraction(_days_gone(period, on), period.days)
    if not 0 <= gone <= 1:
        raise DefinitionError("elapsed", f"{float(gone):g} is not a share between 0 and 1")
    return Progress(target=target, done=so_far, on=on, elapsed=gone)


def share_of_working_days(
    on: date,
    *,
    period: Period,
    holidays: Sequence[date] = (),
    weekmask: str = "1111100",
) -> Fraction:
    """Share of the working days of a period that are gone at the end of a day.

    Parameters
    ----------
    on : date
        Day up to whose end is counted.
    period : Period
        Period of the target.
    holidays : sequence of date
        Days off; the State Council sets them each year, so they are for the caller to give.
    weekmask : str
        Seven signs from Monday on, 1 for a working day.

    Returns
    -------
    Fraction
        Working days gone by over those of the period.

    Raises
    ------
    DefinitionError
        The period has no working day, or the mask is none.

    Examples
    --------
    >>> from datetime import date
    >>> from famplan import Period
    >>> share_of_working_days(date(2013, 6, 30), period=Period.calendar_year(2013))
    Fraction(43, 87)
    """
    try:
        off = np.array([day.isoformat() for day in holidays], dtype="datetime64[D]")
        calendar = np.busdaycalendar(weekmask=weekmask, holidays=off)
    except ValueError as error:
        raise DefinitionError("weekmask", str(error), remedy='write "1111100"') from error
    start, stop = np.datetime64(period.start), np.datetime64(period.stop)
    whole = int(np.busday_count(start, stop, busdaycal=calendar))
    if not whole:
        raise DefinitionError("period", f"{period.label} has no working day")
    until = np.clip(np.datetime64(on) + 1, start, stop)
    return Fraction(int(np.busday_count(start, until, busdaycal=calendar)), whole)


def _days_gone(period: Period, on: date) -> int:
    return min(max((on - period.start).days + 1, 0), period.days)


def _check(target: Target) -> Period:
    where = f"progress of {target.measure.code}"
    if target.measure.evidence not in {Evidence.COUNT, Evidence.AMOUNT, Evidence.CHECKLIST}:
        problem = f"a {target.measure.evidence} does not add up through a period"
        raise DefinitionError(where, problem, remedy="give the target of the count behind it")
    if target.measure.direction not in {Direction.AT_LEAST, Direction.AT_MOST}:
        raise DefinitionError(
            where, "progress is towards one bound", remedy="give a floor or a ceiling"
        )
    if target.period is None:
        raise DefinitionError(where, "the target has no period", remedy='give period="2013"')
    return target.period
