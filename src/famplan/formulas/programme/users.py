"""Users of modern methods, and how many more than in a baseline year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import DefinitionError, ShapeError
from famplan.formulas.arrays import FloatArray, Numbers, counts, numbers, plain, shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

__all__ = ["additional_users", "modern_users"]

_TRACK20 = Source(
    "Track20, FP2020 and FP2030 core indicators, overview",
    locator="indicator 1: calculation",
    url="https://track20.org/pages/data_analysis/core_indicators/overview.php",
)

MODERN_USERS = Indicator(
    code="MODERN_USERS",
    name="Users of modern methods",
    name_zh="现代避孕方法使用者数",
    kind=Kind.COUNT,
    numerator="modern contraceptive prevalence of all women, times women of reproductive age",
    denominator="none: a count",
    unit="users",
    aliases=("total modern users",),
    source=_TRACK20,
    caution="Prevalence of married women times all women counts users who are not there.",
)
ADDITIONAL_USERS = Indicator(
    code="ADDITIONAL_USERS",
    name="Additional users of modern methods",
    name_zh="新增现代避孕方法使用者数",
    kind=Kind.CHANGE,
    numerator="users of modern methods in the year less those in the baseline year",
    denominator="none: a difference",
    unit="users",
    source=_TRACK20,
    caution="The baseline rolls: each report estimates it anew, so never take it from an old one.",
)


@computes(MODERN_USERS)
def modern_users(prevalence: ArrayLike, *, women: ArrayLike) -> Numbers:
    """Users of modern methods among all women of reproductive age.

    Parameters
    ----------
    prevalence : array_like
        Share of all women 15–49, not of the married alone, who use a modern method.
    women : array_like
        Women 15–49.

    Returns
    -------
    float or ndarray
        Users.

    Raises
    ------
    InvalidInputError
        A share above one: was it per cent?
    NegativeCountError, ShapeError
        A number below zero, or shapes that do not match.

    Examples
    --------
    >>> modern_users(0.25, women=12_000_000)
    3000000.0
    """
    (using,) = shares(prevalence=prevalence)
    using, among = numbers(prevalence=using, women=counts(women=women)[0])
    return plain(using * among)


@computes(ADDITIONAL_USERS)
def additional_users(
    prevalence: ArrayLike, *, women: ArrayLike, years: Sequence[int], baseline: int
) -> FloatArray:
    """Users of each year less those of the baseline year, in one round of estimates.

    Parameters
    ----------
    prevalence : array_like
        Share of all women 15–49 who use a modern method: one estimate of every year, years on the
        last axis. Rounds of estimates may stand in front; each has a baseline of its own.
    women : array_like
        Women 15–49 of the same years.
    years : sequence of int
        The years on the last axis.
    baseline : int
        The year to compare with: 2012 for FP2020. There is no default.

    Returns
    -------
    ndarray
        Additional users by year, 0 in the baseline year and below 0 where users are fewer.

    Raises
    ------
    DefinitionError
        The baseline is not among the years, or a year stands twice.
    ShapeError
        Not one entry for each year.
    InvalidInputError, NegativeCountError
        A share above one, a number below zero.

    Examples
    --------
    >>> additional_users([0.20, 0.21, 0.23], women=[10e6, 10.2e6, 10.5e6],
    ...                  years=[2012, 2013, 2014], baseline=2012)
    array([     0., 142000., 415000.])
    """
    users = np.asarray(modern_users(prevalence, women=women))
    order = list(years)
    if order.count(baseline) != 1 or len(set(order)) != len(order):
        raise DefinitionError(
            "years",
            f"{baseline} is there {order.count(baseline)} times"
            if order.count(baseline) != 1
            else "a year stands twice",
            remedy="give each year once, the baseline year of the same estimates among them",
        )
    if users.ndim == 0 or users.shape[-1] != len(order):
        entries = users.shape[-1] if users.ndim else 1
        raise ShapeError(
            "prevalence", f"{entries} for {len(order)} years", remedy="put years on the last axis"
        )
    place = order.index(baseline)
    return np.asarray(users - users[..., place : place + 1])
