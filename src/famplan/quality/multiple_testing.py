"""Many tests at once: p-values that allow for the number of questions asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.formulas.arrays import FloatArray, shares
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Control", "adjusted_p_values"]

Control: TypeAlias = Literal["benjamini-hochberg", "bonferroni", "holm", "none"]
"""What is kept low: the share of false alarms among the alarms, the chance of any, or neither."""


def adjusted_p_values(p_values: ArrayLike, *, control: Control) -> FloatArray:
    """P-values of many tests, raised so that each can be read as if it were the only one.

    Parameters
    ----------
    p_values : array_like
        P-values of any shape; unknown ones count as tests that were not made.
    control : {"benjamini-hochberg", "bonferroni", "holm", "none"}
        What is kept below the level: the expected share of false alarms among all alarms, the
        chance of a single false alarm (Holm finds at least as much as Bonferroni), or neither.

    Returns
    -------
    ndarray
        Adjusted p-values in the same places, ``nan`` where unknown.

    Raises
    ------
    DefinitionError
        An unknown `control`.
    InvalidInputError
        A p-value above one.

    Examples
    --------
    >>> p_values = [0.008, 0.03, 0.123, 0.6, 0.2]
    >>> adjusted_p_values(p_values, control="benjamini-hochberg")
    array([0.04 , 0.075, 0.205, 0.6  , 0.25 ])
    >>> adjusted_p_values(p_values, control="holm")
    array([0.04 , 0.12 , 0.369, 0.6  , 0.4  ])
    """
    one_of(control, get_args(Control), argument="control")
    (given,) = shares(p_values=p_values)
    result = given.copy()
    known = ~np.isnan(given)
    if control != "none" and known.any():
        result[known] = _raised(given[known], control)
    return result


def _raised(p_values: FloatArray, control: Control) -> FloatArray:
    tests = p_values.size
    if control == "bonferroni":
        return np.minimum(p_values * tests, 1)
    order = np.argsort(p_values)
    ordered = p_values[order]
    rank = np.arange(1, tests + 1)
    if control == "holm":
        raised = np.maximum.accumulate(ordered * (tests + 1 - rank))
    else:
        raised = np.minimum.accumulate((ordered * tests / rank)[::-1])[::-1]
    result = np.empty_like(p_values)
    result[order] = np.minimum(raised, 1)
    return result
