"""Parity progression ratios that rates by parity lead to, were they to stay for a lifetime."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.formulas.arrays import FloatArray, divide
from famplan.formulas.arrays import rates as read_rates
from famplan.projection.parities.movement import bear

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["progression_ratios"]


def progression_ratios(rates: ArrayLike) -> FloatArray:
    """Share of the women who reach a parity that go on to the next, by the end of childbearing.

    The women of a made-up generation live through the rates by single year of age and die after
    them; they move as those of a projection do.

    Parameters
    ----------
    rates : array_like
        Births per woman-year of each parity, single years of mothers' ages on the last axis but
        one, parities on the last.

    Returns
    -------
    ndarray
        Ratios to a first, a second … child; of the last parity, which is open, there is none.

    Examples
    --------
    In two years half a first birth a childless woman-year, a fifth of a second a mother-year.

    >>> progression_ratios([[0.0, 0.0, 0.0], [0.5, 0.2, 0.0], [0.5, 0.2, 0.0]]).round(3)
    array([0.684, 0.172])
    """
    (schedule,) = read_rates(rates=rates)
    women = np.zeros((*schedule.shape[:-2], schedule.shape[-1]))
    women[..., 0] = 1.0
    births = np.zeros_like(women)
    for age in range(schedule.shape[-2]):
        for _ in range(2):
            women, born = bear(women, schedule[..., age, :] / 2)
            births += born
    reached = births[..., :-1]
    before = np.concatenate([np.ones_like(reached[..., :1]), reached[..., :-1]], axis=-1)
    return np.asarray(divide(reached, before))
