"""Demand for family planning from prevalence and unmet need, as the estimation models define it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import PartExceedsWholeError
from famplan.formulas.arrays import FloatArray, Numbers, counts, divide, plain, shares

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["all_women_prevalence", "family_planning_demand"]

# Estimates are rounded before they are published, so parts may pass their whole by a little.
_ROUNDING = 1e-9


def family_planning_demand(
    prevalence: ArrayLike, *, modern: ArrayLike, unmet_need: ArrayLike
) -> dict[str, Numbers]:
    """Demand, and how much of it is met, from three shares of the same women.

    Parameters
    ----------
    prevalence : array_like
        Share of women who use any method.
    modern : array_like
        Share who use a modern method.
    unmet_need : array_like
        Share with unmet need for any method.

    Returns
    -------
    dict of str to float or ndarray
        ``traditional``, ``unmet_modern`` (unmet need and traditional use together), ``demand``,
        ``no_need``, ``demand_satisfied`` and ``demand_satisfied_modern``. Demand for modern
        methods is demand: traditional users are in both, once as users and once as in need. Where
        nobody has a demand, no share of it is satisfied: ``nan``.

    Raises
    ------
    PartExceedsWholeError
        More modern users than users, or users and unmet need more than all women.
    InvalidInputError, NegativeCountError, ShapeError
        A share above one or below zero, or shapes that do not match.

    Notes
    -----
    Definitions of fpemlocal (AlkemaLab, MIT licence), ``array_transform``.

    Examples
    --------
    >>> demand = family_planning_demand(0.40, modern=0.30, unmet_need=0.20)
    >>> {name: round(share, 4) for name, share in demand.items()}  # doctest: +NORMALIZE_WHITESPACE
    {'traditional': 0.1, 'unmet_modern': 0.3, 'demand': 0.6, 'no_need': 0.4,
     'demand_satisfied': 0.6667, 'demand_satisfied_modern': 0.5}
    """
    any_method, modern_use, unmet = shares(
        prevalence=prevalence, modern=modern, unmet_need=unmet_need
    )
    traditional = _rest("modern", modern_use, any_method, whole="prevalence")
    demand = np.asarray(any_method + unmet)
    no_need = _rest("prevalence and unmet_need", demand, np.ones(()), whole="all women")
    return {
        "traditional": plain(traditional),
        "unmet_modern": plain(unmet + traditional),
        "demand": plain(demand),
        "no_need": plain(no_need),
        "demand_satisfied": divide(any_method, demand),
        "demand_satisfied_modern": divide(modern_use, demand),
    }


def all_women_prevalence(
    in_union: ArrayLike,
    *,
    not_in_union: ArrayLike,
    women_in_union: ArrayLike,
    women_not_in_union: ArrayLike,
) -> Numbers:
    """A share of all women from that of women in union and that of the others.

    Parameters
    ----------
    in_union, not_in_union : array_like
        The share among women in union and among the others.
    women_in_union, women_not_in_union : array_like
        How many there are of each.

    Returns
    -------
    float or ndarray
        The share among all; ``nan`` where there are no women.

    Raises
    ------
    InvalidInputError, NegativeCountError, ShapeError
        A share above one, a number below zero, or shapes that do not match.

    Examples
    --------
    >>> all_women_prevalence(0.4, not_in_union=0.1, women_in_union=600, women_not_in_union=400)
    0.28
    """
    married, others = shares(in_union=in_union, not_in_union=not_in_union)
    here, there, married, others = counts(
        women_in_union=women_in_union,
        women_not_in_union=women_not_in_union,
        in_union=married,
        not_in_union=others,
    )
    return divide(np.asarray(married * here + others * there), np.asarray(here + there))


def _rest(name: str, part: FloatArray, all_of_it: FloatArray, *, whole: str) -> FloatArray:
    left = np.asarray(all_of_it - part)
    if (left < -_ROUNDING).any():
        raise PartExceedsWholeError(name, f"more than {whole}", remedy="are these of one group?")
    return np.maximum(left, 0.0)
