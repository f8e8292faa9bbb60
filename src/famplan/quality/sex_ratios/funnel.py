"""Limits for a chart of sex ratios over births: what chance alone may do to so many births."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import InvalidInputError
from famplan.model.estimate import Interval
from famplan.quality.sex_ratios.binomial import lowest_likely
from famplan.quality.sex_ratios.reading import normal_range, whole_births

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from famplan.quality.sex_ratios.reading import Reference

__all__ = ["sex_ratio_funnel"]


def sex_ratio_funnel(births: ArrayLike, *, reference: Reference, level: float = 0.95) -> Interval:
    """Exact limits between which the sex ratio of so many births should lie.

    A ratio outside has a two-sided exact p-value below one less the level, and one on a limit has
    not. Drawn over the number of births, the limits are a funnel.

    Parameters
    ----------
    births : array_like
        Numbers of births of both sexes, whole.
    reference : float, Fact or pair of them
        Boys per girl that are normal, or the lowest and the highest.
    level : float
        Share of ratios within the limits if nothing but chance moves them, at the least.

    Returns
    -------
    Interval
        Limits in boys per girl, infinite where so few births may all be boys; ``nan`` where there
        are none.

    Raises
    ------
    InvalidInputError
        Births that are not whole, a reference that is not a ratio per girl, or a wrong level.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    >>> funnel = sex_ratio_funnel([100, 1000, 10_000], reference=1.06)
    >>> (funnel.low * 100).round(1), (funnel.high * 100).round(1)
    (array([ 72.4,  93.8, 101.9]), array([156.4, 120.3, 110.3]))
    """
    (low, high), _ = normal_range(reference)
    (total,) = whole_births(births=births)
    if not 0 < level < 1:
        raise InvalidInputError("level", f"{level} is not between 0 and 1", remedy="write 0.95")
    tail = (1 - level) / 2
    fewest = lowest_likely(tail, total, low / (1 + low))
    most = total - lowest_likely(tail, total, 1 / (1 + high))
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = [np.where(total > 0, boys / (total - boys), np.nan) for boys in (fewest, most)]
    return Interval(limits[0], limits[1], level=level, method="exact binomial funnel")
