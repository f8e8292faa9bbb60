"""Published multipliers that split five-year groups, laid out for any number of groups."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from famplan.projection.constants import published, source_of

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray

__all__ = ["FEWEST_GROUPS", "multiplier_matrix"]

FEWEST_GROUPS = 5
"""Multipliers look at five neighbouring groups."""


@lru_cache(maxsize=16)
def multiplier_matrix(formula: str, *, groups: int) -> FloatArray:
    """Multipliers from so many five-year groups to single ages.

    Parameters
    ----------
    formula : {"sprague", "beers-ordinary", "beers-modified"}
        Whose multipliers.
    groups : int
        Number of closed five-year groups, at least five.

    Returns
    -------
    ndarray
        Five rows for each group, one column for each group.

    Examples
    --------
    >>> matrix = multiplier_matrix("sprague", groups=6)
    >>> print(matrix.shape, matrix[0, :4])
    (30, 6) [ 0.3616 -0.2768  0.1488 -0.0336]
    """
    table = published("multipliers")[formula]
    source_of(table)
    first, second, middle = (np.array(table[name]) for name in ("first", "second", "middle"))
    # The last groups see their neighbours in the mirror: rows and columns turned round.
    panels = [first, second, *[middle] * (groups - 4), second[::-1, ::-1], first[::-1, ::-1]]
    matrix = np.zeros((5 * groups, groups))
    for group, panel in enumerate(panels):
        start = min(max(group - 2, 0), groups - FEWEST_GROUPS)
        matrix[5 * group : 5 * group + 5, start : start + FEWEST_GROUPS] = panel
    matrix.setflags(write=False)
    return matrix
