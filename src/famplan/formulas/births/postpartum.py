"""After a birth: mothers without menses or intercourse yet, and how long that lasts.

What is known is the status on the day of the interview, of births so many months ago. The shares by
months since birth are read like the survivors of a life table: the median is where they fall below
one half, the mean is the area below them. Groups of births last two months each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.errors import ShapeError
from famplan.formulas.arrays import Numbers, counts, divide, plain, proportion, shares
from famplan.formulas.births.schedules import current_status_schedule

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from famplan.formulas.births.schedules import ScheduleName

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = [
    "current_status_mean",
    "current_status_median",
    "current_status_proportion",
    "current_status_quantile",
]

_HALF = 0.5
_DHS = Source(
    "DHS-Indicators-Stata, chapter 5; DHS-7 tabulation plan",
    locator="FE_MEDIANS.do, DHS8/FE_PPA.do; tables 5.6 and 5.7",
    url="https://github.com/DHSProgram/DHS-Indicators-Stata",
)
_BIRTHS = (
    Variant('phase="dhs6", "dhs7"', "live births of the last 36 months, twins once"),
    Variant('phase="dhs8"', "stillbirths too; any later pregnancy ends the status"),
)
_SCHEDULES = (
    Variant('schedule="dhs7"', "midpoints 1, 3, 5 …; the mean is 1 + 2 Σ p"),
    Variant('schedule="dhs6"', "midpoints 0.75, 2.5, 4.5 …; widths 0.75, 1.5, 1.75, 2 …"),
    Variant('schedule="completed"', "by completed months: the mean is the area 2 Σ p"),
    Variant('schedule="calendar"', "by months of the calendar: the area, its first width 1.5"),
)


def _share(code: str, name: str, name_zh: str, mothers: str) -> Indicator:
    return Indicator(
        code=f"PP_{code}",
        name=f"Postpartum {name}, share of births",
        name_zh=f"产后{name_zh}比例",
        kind=Kind.PROPORTION,
        numerator=f"latest births whose mothers {mothers} since",
        denominator="births of the last three years, also those that were not a woman's latest",
        unit="share of births",
        per=100,
        source=_DHS,
        variants=_BIRTHS,
        caution="From the status at the interview (v405, v406), not from the months told for a "
        "birth (m6, m8); an earlier birth of the same woman is in the base.",
    )


def _duration(which: str, code: str, name: str, name_zh: str) -> Indicator:
    median = which == "Median"
    return Indicator(
        code=f"{which.upper()}_PP_{code}",
        name=f"{which} duration of postpartum {name}",
        name_zh=f"产后{name_zh}持续时间{'中位数' if median else '均值'}",
        kind=Kind.MEAN,
        numerator="months after which the smoothed share falls below one half"
        if median
        else "area below the shares by months since birth",
        denominator="births of the last three years",
        unit="months",
        source=_DHS,
        variants=_SCHEDULES,
        caution="The share is smoothed over three groups, numerators and denominators apart."
        if median
        else "That of reports is about a month above the area where months are completed ones.",
    )


_STATUS = (
    ("AMENORRHOEA", "amenorrhoea", "闭经", "have had no menses"),
    ("ABSTINENCE", "abstinence", "禁欲", "have had no intercourse"),
    ("INSUSCEPTIBILITY", "insusceptibility", "不易受孕", "have had no menses or no intercourse"),
)
SHARES = tuple(_share(*status) for status in _STATUS)
MEDIANS = tuple(_duration("Median", *status[:3]) for status in _STATUS)
MEANS = tuple(_duration("Mean", *status[:3]) for status in _STATUS)


@computes(*SHARES)
def current_status_proportion(in_status: ArrayLike, *, births: ArrayLike) -> Numbers:
    """Births whose mothers are still in a status, as a share of all births.

    Parameters
    ----------
    in_status : array_like
        Latest births whose mothers are still in the status, by months since birth or in all.
    births : array_like
        All births of these months.

    Returns
    -------
    float or ndarray
        Share of births; ``nan`` where there are none.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More births in the status than in all, a count below zero, shapes that do not match.

    Examples
    --------
    >>> current_status_proportion([10, 8, 6], births=[10, 10, 10])
    array([1. , 0.8, 0.6])
    """
    return proportion(in_status=in_status, births=births)


@computes(*MEDIANS)
def current_status_median(
    in_status: ArrayLike, *, births: ArrayLike, schedule: ScheduleName
) -> Numbers:
    """Months after which fewer than half of the mothers are still in a status.

    The share of each group but the first and the last is that of three groups together. Between the
    last group with half or more and the first with less than half it falls along a line, which
    begins with everyone on the day of birth.

    Parameters
    ----------
    in_status : array_like
        Latest births whose mothers are still in the status, by two-month groups since birth on the
        last axis.
    births : array_like
        All births of these groups.
    schedule : {"dhs7", "dhs6", "completed", "calendar"}
        At how many months groups stand.

    Returns
    -------
    float or ndarray
        Months; ``nan`` where the share never falls below one half, or is unknown before it does.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More births in the status than in all, a count below zero, shapes that do not match.
    DefinitionError
        No schedule is called so.

    Examples
    --------
    Of ten births in each group 10, 8, 6, 3 and 1 are in the status. Three groups together: 17 of 30
    at five months, 10 of 30 at seven.

    >>> births = [10, 10, 10, 10, 10]
    >>> months = current_status_median([10, 8, 6, 3, 1], births=births, schedule="dhs7")
    >>> round(months, 4)
    5.5714
    """
    return current_status_quantile(in_status, births=births, share=_HALF, schedule=schedule)


def current_status_quantile(
    in_status: ArrayLike, *, births: ArrayLike, share: ArrayLike, schedule: ScheduleName
) -> Numbers:
    """Months after which fewer than a share of the mothers are still in a status.

    Parameters
    ----------
    in_status, births, schedule
        As in `current_status_median`.
    share : array_like
        Share of the mothers, one for all or one for each list of groups.

    Returns
    -------
    float or ndarray
        Months; ``nan`` where the share of mothers never falls below it, or is unknown before.

    Raises
    ------
    InvalidInputError
        A share is above one.
    PartExceedsWholeError, NegativeCountError, ShapeError, DefinitionError
        As in `current_status_median`.

    Examples
    --------
    >>> births = [10, 10, 10, 10, 10]
    >>> months = current_status_quantile(
    ...     [10, 8, 6, 3, 1], births=births, share=[0.9, 0.5, 0.05], schedule="dhs7"
    ... )
    >>> months.round(4)
    array([2.    , 5.5714,    nan])
    """
    still, whole = _by_group(in_status, births)
    (wanted,) = shares(share=share)
    months = current_status_schedule(schedule).midpoints(still.shape[-1])
    line = np.asarray(divide(_pooled(still), _pooled(whole)))
    below = line < wanted[..., None]
    line = np.broadcast_to(line, below.shape)
    at = below.argmax(axis=-1)[..., None]
    unknown = np.isnan(line) & (np.arange(line.shape[-1]) < at)
    known = below.any(axis=-1) & ~unknown.any(axis=-1)
    # The line begins with everyone on the day of birth.
    before = np.concatenate([np.ones_like(line[..., :1]), line[..., :-1]], axis=-1)
    high, low = (np.take_along_axis(x, at, axis=-1)[..., 0] for x in (before, line))
    start = np.concatenate([[0.0], months[:-1]])[at[..., 0]]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = start + (months[at[..., 0]] - start) * (high - wanted) / (high - low)
    return plain(np.where(known, found, np.nan))


@computes(*MEANS)
def current_status_mean(
    in_status: ArrayLike, *, births: ArrayLike, schedule: ScheduleName
) -> Numbers:
    """Mean months that mothers stay in a status: the area below the shares by months since birth.

    Parameters
    ----------
    in_status, births, schedule
        As in `current_status_median`; `schedule` says what each group adds.

    Returns
    -------
    float or ndarray
        Months; ``nan`` where a group has no births. Who is still in the status after the last
        group counts up to there.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More births in the status than in all, a count below zero, shapes that do not match.
    DefinitionError
        No schedule is called so.

    Examples
    --------
    >>> births = [10, 10, 10, 10, 10]
    >>> for schedule in ("dhs7", "dhs6", "completed", "calendar"):
    ...     months = current_status_mean([10, 8, 6, 3, 1], births=births, schedule=schedule)
    ...     print(schedule, round(months, 2))
    dhs7 6.6
    dhs6 4.55
    completed 5.6
    calendar 5.1
    """
    still, whole = _by_group(in_status, births)
    chosen = current_status_schedule(schedule)
    share = np.asarray(divide(still, whole))
    return plain(np.asarray(chosen.start + share @ chosen.widths(share.shape[-1])))


def _by_group(in_status: ArrayLike, births: ArrayLike) -> tuple[FloatArray, FloatArray]:
    still, whole = counts(in_status=in_status, births=births)
    proportion(in_status=still, births=whole)
    still, whole = np.broadcast_arrays(still, whole)
    if still.ndim == 0 or not still.shape[-1]:
        raise ShapeError("in_status", "not by group", remedy="give one count for two months each")
    return still, whole


def _pooled(sums: FloatArray) -> FloatArray:
    """Add each group to its neighbours; the first and the last stand alone."""
    found = sums.copy()
    found[..., 1:-1] = sums[..., :-2] + sums[..., 1:-1] + sums[..., 2:]
    return found
