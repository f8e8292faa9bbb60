"""One year of women by parity: half a year's births at one age, a birthday, half at the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray

__all__ = ["bear", "parities_forward"]


def bear(women: FloatArray, shares: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Let shares of women of each parity bear a child and move to the next.

    Women of the last, open parity stay in it.

    Parameters
    ----------
    women : ndarray
        Women by parity, parities on the last axis.
    shares : ndarray
        Share of each that bears a child.

    Returns
    -------
    tuple of ndarray
        Women afterwards, and births by the mother's parity before.

    Examples
    --------
    >>> import numpy as np
    >>> after, births = bear(np.array([100.0, 50.0, 10.0]), np.array([0.1, 0.2, 0.1]))
    >>> after, births
    (array([90., 50., 20.]), array([10., 10.,  1.]))
    """
    births = women * shares
    after = women.copy()
    after[..., :-1] -= births[..., :-1]
    after[..., 1:] += births[..., :-1]
    return after, births


def parities_forward(
    women: FloatArray, survival: FloatArray, rates: FloatArray, *, mothers: slice
) -> tuple[FloatArray, FloatArray]:
    """Carry women by age and parity a year forward; girls born meanwhile are not among them.

    Deaths do not depend on parity. With rates that do not either, births by age are exactly those
    of `famplan.projection.project`.

    Parameters
    ----------
    women : ndarray
        Women, shape (areas…, ages, parities).
    survival : ndarray
        Shares that live on, shape (areas…, ages), as in `famplan.projection.project`.
    rates : ndarray
        Births per woman-year of the parity, shape (areas…, mothers' ages, parities).
    mothers : slice
        Positions of the mothers' ages.

    Returns
    -------
    tuple of ndarray
        Women a year later, and births by the mother's age and parity.

    Examples
    --------
    >>> import numpy as np
    >>> later, births = parities_forward(
    ...     np.array([[0.0, 0.0], [100.0, 0.0], [0.0, 0.0]]), np.ones(3), np.full((1, 2), 0.2),
    ...     mothers=slice(1, 2),
    ... )
    >>> later[2], births
    (array([90., 10.]), array([[10.,  0.]]))
    """
    shape = np.broadcast_shapes(
        women.shape, (*rates.shape[:-2], 1, 1), (*survival.shape[:-1], 1, 1)
    )
    now = np.array(np.broadcast_to(women, shape))
    now[..., mothers, :], first = bear(now[..., mothers, :], rates / 2)
    later = np.zeros_like(now)
    later[..., 1:, :] = now[..., :-1, :] * survival[..., 1:, np.newaxis]
    later[..., -1, :] += now[..., -1, :] * survival[..., -1:]
    later[..., mothers, :], second = bear(later[..., mothers, :], rates / 2)
    return later, first + second
