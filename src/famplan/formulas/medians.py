"""Ages and durations that half of a group has reached, from cases by single completed value.

A woman whose first birth was at completed age 19 had it at some exact age between 19 and 20; within
that year the births are taken as evenly spread. Those who have not had the event stand in the whole
but in no value: the median is that of everyone, not of those with the event only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import InvalidInputError, ShapeError
from famplan.formulas.arrays import Numbers, counts, divide, plain, proportion, shares

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["birth_interval_proportion", "survey_median", "survey_quantile"]

_ROUNDING = 1e-9  # sums of weights may differ in their last digits

_DHS = Source(
    "DHS-Indicators-Stata, chapter 5",
    locator="calc_median_age; DHS-7 tabulation plan, tables 5.5, 5.9 and 5.10 (2024-10-17)",
    url="https://github.com/DHSProgram/DHS-Indicators-Stata",
)

MEDIAN_AFB = Indicator(
    code="MEDIAN_AFB",
    name="Median age at first birth",
    name_zh="初育年龄中位数",
    kind=Kind.MEAN,
    numerator="exact age by which half of the women had borne a first child",
    denominator="women of the age group, also those without a child",
    unit="years",
    source=_DHS,
    aliases=("初育中位年龄",),
    caution="Of an age group in which fewer than half had a birth before its first age it is not "
    "given: the women have not all passed the ages that count.",
)
MEDIAN_BIRTH_INTERVAL = Indicator(
    code="MEDIAN_BIRTH_INTERVAL",
    name="Median birth interval",
    name_zh="生育间隔中位数",
    kind=Kind.MEAN,
    numerator="months since the preceding live birth that half of the births had waited at most",
    denominator="live births of the last five years that are not first births",
    unit="months",
    source=_DHS,
    aliases=("median number of months since preceding birth", "中位生育间隔"),
    caution="Only closed intervals are in it: women who stopped or still wait are not.",
)
MEDIAN_STERILISATION_AGE = Indicator(
    code="MEDIAN_STERILISATION_AGE",
    name="Median age at sterilisation",
    name_zh="绝育年龄中位数",
    kind=Kind.MEAN,
    numerator="exact age by which half of the women had been sterilised",
    denominator="women sterilised before the age of 40",
    unit="years",
    source=Source(
        "DHS-7 tabulation plan, chapter 7; DHS-Indicators-Stata, FP_USE.do",
        locator="table 7.7, note 1",
        url="https://github.com/DHSProgram/DHS-Indicators-Stata",
    ),
    caution="Women sterilised at 40 and over are left out, so that women of all ages compare.",
)

BIRTH_INTERVAL_SHARE = Indicator(
    code="BIRTH_INTERVAL_SHARE",
    name="Share of births by months since the preceding birth",
    name_zh="按生育间隔分的出生构成",
    kind=Kind.PROPORTION,
    numerator="live births so many months after the preceding live birth",
    denominator="live births of the last five years that are not first births",
    unit="share of births",
    per=100,
    source=_DHS,
    aliases=("birth interval distribution",),
    caution="The second of twins has the interval since the birth before both.",
)


@computes(BIRTH_INTERVAL_SHARE)
def birth_interval_proportion(births: ArrayLike, *, following: ArrayLike) -> Numbers:
    """Births after intervals of one class as a share of all births that follow another.

    Parameters
    ----------
    births : array_like
        Births whose interval is in the class.
    following : array_like
        All births that are not first births.

    Returns
    -------
    float or ndarray
        Share of births; ``nan`` where there are none.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More births in the class than in all, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> birth_interval_proportion([20, 30, 50], following=100)
    array([0.2, 0.3, 0.5])
    """
    return proportion(births=births, following=following)


@computes(MEDIAN_AFB, MEDIAN_BIRTH_INTERVAL, MEDIAN_STERILISATION_AGE)
def survey_median(cases: ArrayLike, *, everyone: ArrayLike, start: int = 0) -> Numbers:
    """Exact value that half of everyone has reached, from cases by completed value.

    Parameters
    ----------
    cases : array_like
        Cases with the event by completed value: at `start`, `start` + 1 and so on, values on the
        last axis.
    everyone : array_like
        All cases, those without the event included.
    start : int
        Completed value of the first entry, 10 where ages begin at 10.

    Returns
    -------
    float or ndarray
        The median in exact years or months; ``nan`` where fewer than half have had the event.

    Raises
    ------
    InvalidInputError
        More cases have the event than there are.
    ShapeError, NegativeCountError
        Single values where a list is needed, or a count below zero.

    Examples
    --------
    Of 100 women 10 had a first birth at 17, 20 at 18, 40 at 19: the fiftieth after half of the
    year from 19 to 20.

    >>> survey_median([10, 20, 40], everyone=100, start=17)
    19.5
    """
    return survey_quantile(cases, everyone=everyone, share=0.5, start=start)


def survey_quantile(
    cases: ArrayLike, *, everyone: ArrayLike, share: ArrayLike, start: int = 0
) -> Numbers:
    """Exact value that a share of everyone has reached, from cases by completed value.

    Parameters
    ----------
    cases, everyone, start
        As in `survey_median`.
    share : array_like
        Share of everyone, above 0.

    Returns
    -------
    float or ndarray
        ``nan`` where fewer have had the event.

    Raises
    ------
    InvalidInputError
        More cases have the event than there are, or a share is above one.
    ShapeError, NegativeCountError
        Single values where a list is needed, or a count below zero.

    Examples
    --------
    >>> survey_quantile([10, 20, 40], everyone=100, share=0.1, start=17)
    18.0
    """
    (events,), (whole,), (part,) = (
        counts(cases=cases),
        counts(everyone=everyone),
        shares(share=share),
    )
    if events.ndim == 0 or not events.shape[-1]:
        raise ShapeError("cases", "not by value", remedy="give one count for each completed value")
    reached = np.cumsum(events, axis=-1)
    if (reached[..., -1] > whole * (1 + _ROUNDING)).any():
        raise InvalidInputError("cases", "more have had the event than there are in `everyone`")
    wanted = np.asarray(whole * part)[..., None]
    at = np.minimum((reached < wanted).sum(axis=-1, keepdims=True), events.shape[-1] - 1)
    within = np.take_along_axis(events, at, axis=-1)
    short = wanted - (np.take_along_axis(reached, at, axis=-1) - within)
    known = (wanted > 0) & (wanted <= reached[..., -1:])
    return plain(np.where(known, start + at + divide(short, within), np.nan)[..., 0])
