"""Exact tails of the binomial distribution, for arrays of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray

__all__ = ["at_least", "at_most", "lowest_likely"]


def at_least(cases: FloatArray, total: FloatArray, share: float | FloatArray) -> FloatArray:
    """Probability of so many cases or more.

    Examples
    --------
    Two heads or more in three throws.

    >>> float(at_least(np.array(2.0), np.array(3.0), 0.5))
    0.5
    """
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    # A binomial tail is an incomplete beta integral: exact, and far into the tail.
    inside = np.clip(cases, 1, np.maximum(total, 1))
    tail = special.betainc(inside, total - inside + 1, share)
    return np.asarray(np.where(cases <= 0, 1.0, np.where(cases > total, 0.0, tail)))


def at_most(cases: FloatArray, total: FloatArray, share: float | FloatArray) -> FloatArray:
    """Probability of so many cases or fewer.

    Examples
    --------
    >>> float(at_most(np.array(0.0), np.array(3.0), 0.5))
    0.125
    """
    return at_least(total - cases, total, 1 - share)


def lowest_likely(tail: float, total: FloatArray, share: float) -> FloatArray:
    """Lowest number of cases that this many or fewer have at least the probability `tail`.

    Examples
    --------
    No head in three throws has a probability of 1/8, and one or none of 1/2.

    >>> lowest_likely(0.2, np.array([3.0]), 0.5)
    array([1.])
    """
    too_few, enough = np.full(total.shape, -1.0), np.where(np.isnan(total), np.nan, total)
    while (enough - too_few > 1).any():
        # Halving takes as many steps as the largest total has binary digits.
        middle = np.floor((too_few + enough) / 2)
        likely = at_most(middle, total, share) >= tail
        inside = enough - too_few > 1
        too_few = np.where(inside & ~likely, middle, too_few)
        enough = np.where(inside & likely, middle, enough)
    return enough
