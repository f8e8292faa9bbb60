"""Stopping a method: the risk within so many months of use, by reason, in the presence of others.

An episode of use ends for one reason, and the others can end it first. The gross rate of a reason
counts what did happen (the cumulative incidence of Aalen and Johansen, in which reasons add up to
the total); the net rate asks what would happen if no other reason ended use. Episodes that are
under way when observation begins count from then on: they are at risk in the months seen only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.errors import PartExceedsWholeError, ShapeError
from famplan.formulas.arrays import Numbers, counts, plain, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["cumulative_incidence", "net_incidence", "reason_proportion"]

_ROUNDING = 1e-9  # weighted sums may differ in their last digits

_DHS = Source(
    "DHS Contraceptive Calendar Tutorial and DHS-7 tabulation plan",
    locator="Example 9; table 7.11 with its notes",
    url="https://github.com/iamnarendrasingh/DHS-Contraceptive-Calendar-Tutorial",
)
_SWITCHING = (
    Variant(
        'switching="dhs"', "episodes of the last three months are dropped first, as reports do"
    ),
    Variant('switching="complete"', "every method that follows is seen"),
)


def _within(months: int) -> Indicator:
    return Indicator(
        code=f"DISC{months}",
        name=f"{months}-month contraceptive discontinuation rate",
        name_zh=f"{months}个月避孕措施停用率",
        kind=Kind.PROPORTION,
        numerator=f"episodes of use that end within {months} months, for any reason",
        denominator="episodes of use that began in the months 3 to 62 before the interview, or "
        "were under way then",
        unit="share of episodes",
        per=100,
        source=_DHS,
        caution="The share that stops among episodes that ended is no rate: those that go on must "
        "be in it, each for the months in which it was seen.",
    )


DISC6, DISC12, DISC24, DISC36 = (_within(months) for months in (6, 12, 24, 36))
DISC_REASON = Indicator(
    code="DISC_REASON",
    name="Contraceptive discontinuation rate by reason",
    name_zh="按原因分的避孕措施停用率",
    kind=Kind.PROPORTION,
    numerator="episodes of use that end within the months for the reason",
    denominator="episodes of use, all other reasons being free to end them first",
    unit="share of episodes",
    per=100,
    source=_DHS,
    aliases=("gross discontinuation rate", "multiple-decrement discontinuation rate"),
    caution="Reasons add up to the rate for any reason; where another reason is frequent this one "
    "is the rarer for it.",
)
DISC_SWITCH = Indicator(
    code="DISC_SWITCH",
    name="Contraceptive switching rate",
    name_zh="避孕方法转换率",
    kind=Kind.PROPORTION,
    numerator="episodes of use that end within the months and are followed by another method",
    denominator="episodes of use",
    unit="share of episodes",
    per=100,
    source=_DHS,
    variants=_SWITCHING,
    caution="It cuts across the reasons and is no part of their sum. A wish for a more effective "
    "method allows for one month between the methods; the same method again is no switch.",
)
DISC_NET = Indicator(
    code="DISC_NET",
    name="Net contraceptive discontinuation rate by reason",
    name_zh="按原因分的避孕措施净停用率",
    kind=Kind.PROPORTION,
    numerator="episodes of use that would end within the months if only this reason ended them",
    denominator="episodes of use",
    unit="share of episodes",
    per=100,
    source=Source(
        "Associated single-decrement life table", locator="1 − Π(1 − d/n)", grade=Grade.MEMORY
    ),
    aliases=("single-decrement discontinuation rate",),
    caution="It is never below the gross rate, does not add up, and holds only if reasons are "
    "independent of each other.",
)
FAIL_NET = Indicator(
    code="FAIL_NET",
    name="Contraceptive failure rate (single decrement)",
    name_zh="避孕失败率（单减因）",
    kind=Kind.PROPORTION,
    numerator="episodes of use in which a pregnancy would come within the months if nothing else "
    "ended use",
    denominator="episodes of use",
    unit="share of episodes",
    per=100,
    source=Source(
        "Associated single-decrement life table", locator="1 − Π(1 − d/n)", grade=Grade.MEMORY
    ),
    caution="Pregnancies that were ended are under-reported, and failures with them.",
)
DISC_REASON_SHARE = Indicator(
    code="DISC_REASON_SHARE",
    name="Share of discontinuations by reason",
    name_zh="停用避孕措施的原因构成",
    kind=Kind.PROPORTION,
    numerator="episodes of use that were stopped for the reason",
    denominator="episodes of use that were stopped in the last five years with a reason given",
    unit="share of discontinuations",
    per=100,
    source=Source(
        "DHS Contraceptive Calendar Tutorial",
        locator="Example 8",
        url="https://github.com/iamnarendrasingh/DHS-Contraceptive-Calendar-Tutorial",
    ),
    caution="A distribution of those who stopped, not a risk of those who use.",
)


@computes(DISC6, DISC12, DISC24, DISC36, DISC_REASON, DISC_SWITCH)
def cumulative_incidence(events: ArrayLike, *, at_risk: ArrayLike) -> Numbers:
    """Share of episodes that have ended by each month of use, by reason.

    Parameters
    ----------
    events : array_like
        Episodes that end in each month of use: months on the last axis from the first month on,
        reasons on the axis before it; without an axis of reasons, ends for any reason.
    at_risk : array_like
        Episodes at risk in each month of use: seen in it, whenever they came into view.

    Returns
    -------
    ndarray
        As `events`, cumulated over months. Unknown from the first month on in which nobody is at
        risk though some have not ended.

    Raises
    ------
    PartExceedsWholeError
        In a month more episodes end than are at risk.
    ShapeError, NegativeCountError
        Months do not match, or a count is below zero.

    Examples
    --------
    Of 100 episodes 10 end in the first month and 18 of the 90 left in the second, half of these
    with a pregnancy.

    >>> cumulative_incidence([[0, 9], [10, 9]], at_risk=[100, 90]).round(4).tolist()
    [[0.0, 0.09], [0.1, 0.19]]
    >>> cumulative_incidence([10, 18], at_risk=[100, 90]).round(4).tolist()
    [0.1, 0.28]
    """
    ends, risk, by_reason = _checked(events, at_risk)
    any_reason = _share(ends.sum(axis=-2), risk)
    gone = _gone_before(any_reason)
    left = np.cumprod(np.where(gone, 1.0, 1 - any_reason), axis=-1)
    before = np.concatenate([np.ones_like(left[..., :1]), left[..., :-1]], axis=-1)
    shares = np.where(gone[..., None, :], 0.0, _share(ends, risk[..., None, :]))
    found = np.cumsum(before[..., None, :] * shares, axis=-1)
    return plain(found if by_reason else found[..., 0, :])


@computes(DISC_NET, FAIL_NET)
def net_incidence(events: ArrayLike, *, at_risk: ArrayLike) -> Numbers:
    """Share of episodes that would have ended by each month of use if only one reason ended them.

    Every other end is taken as the end of observation.

    Parameters
    ----------
    events, at_risk : array_like
        As in `cumulative_incidence`.

    Returns
    -------
    ndarray
        As `events`, cumulated over months. Unknown from the first month on in which nobody is at
        risk, unless all have ended for this very reason.

    Raises
    ------
    PartExceedsWholeError
        In a month more episodes end than are at risk.
    ShapeError, NegativeCountError
        Months do not match, or a count is below zero.

    Examples
    --------
    >>> net_incidence([[0, 9], [10, 9]], at_risk=[100, 90]).round(4).tolist()
    [[0.0, 0.1], [0.1, 0.19]]
    """
    ends, risk, by_reason = _checked(events, at_risk)
    shares = _share(ends, risk[..., None, :])
    stays = np.where(_gone_before(shares), 1.0, 1 - shares)
    found = np.asarray(1 - np.cumprod(stays, axis=-1), dtype=np.float64)
    return plain(found if by_reason else found[..., 0, :])


@computes(DISC_REASON_SHARE)
def reason_proportion(discontinuations: ArrayLike, *, given: ArrayLike) -> Numbers:
    """Discontinuations for a reason as a share of all for which a reason was given.

    Parameters
    ----------
    discontinuations : array_like
        Episodes stopped for the reason.
    given : array_like
        Episodes stopped for any reason.

    Returns
    -------
    float or ndarray
        Share of discontinuations; ``nan`` where there are none.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More for the reason than for any, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> round(reason_proportion(82.95496, given=1265.191), 4)
    0.0656
    """
    return proportion(discontinuations=discontinuations, given=given)


def _checked(
    events: ArrayLike, at_risk: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], bool]:
    """Read counts, with an axis of reasons; tell whether they came with one."""
    (ends,), (risk,) = counts(events=events), counts(at_risk=at_risk)
    if not ends.ndim or not risk.ndim or ends.shape[-1] != risk.shape[-1] or not risk.shape[-1]:
        remedy = "give one count for each month of use"
        raise ShapeError("events", "months do not match those of `at_risk`", remedy=remedy)
    by_reason = ends.ndim > risk.ndim
    if not by_reason:
        ends = ends[..., None, :]
    if ends.shape[:-2] != risk.shape[:-1]:
        raise ShapeError("events", f"of shape {np.shape(events)}; at_risk of {risk.shape}")
    if (ends.sum(axis=-2) > risk * (1 + _ROUNDING)).any():
        raise PartExceedsWholeError("events", "in a month more episodes end than are at risk")
    return ends, risk, by_reason


def _share(ends: NDArray[np.float64], risk: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = np.where(risk > 0, np.minimum(ends / risk, 1.0), np.nan)
    return found


def _gone_before(share: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell in which months nobody was left: what was true a month before and stays so."""
    gone = np.maximum.accumulate(share >= 1 - _ROUNDING, axis=-1)
    return np.concatenate([np.zeros_like(gone[..., :1]), gone[..., :-1]], axis=-1)
