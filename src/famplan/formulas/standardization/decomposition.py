"""Decomposition: how much of a difference between two rates is rates, how much is composition.

Kitagawa's two components add up to the difference exactly; each is also given by group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.formulas.arrays import FloatArray, Numbers, counts, divide, plain
from famplan.formulas.standardization.direct import check_groups

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Decomposition", "kitagawa"]


@attrs.frozen(kw_only=True, eq=False)
class Decomposition:
    """A difference between two crude rates, by what makes it.

    Examples
    --------
    >>> parts = kitagawa([0.02, 0.06], population=[500, 500],
    ...                  reference_rates=[0.01, 0.05], reference_population=[800, 200])
    >>> parts.composition_by_group.round(4)
    array([-0.0045,  0.0165])
    """

    difference: Numbers
    """Crude rate less the reference's crude rate."""
    rate_effect: Numbers
    """Part of it that comes from different rates in the same groups."""
    composition_effect: Numbers
    """Part of it that comes from groups of different size."""
    rates_by_group: FloatArray
    """The rate effect, group by group."""
    composition_by_group: FloatArray
    """The composition effect, group by group; only its sum is independent of the zero of rates."""


def kitagawa(
    rates: ArrayLike,
    *,
    population: ArrayLike,
    reference_rates: ArrayLike,
    reference_population: ArrayLike,
) -> Decomposition:
    """Split the difference of two crude rates into a rate and a composition effect.

    Each effect is weighted by the mean of the two populations, so that there is no third,
    interaction term (Kitagawa 1955).

    Parameters
    ----------
    rates, reference_rates : array_like
        Rates by group, per one, groups on the last axis; areas may stand in front.
    population, reference_population : array_like
        Person-years, population or shares by group: only their proportions matter.

    Returns
    -------
    Decomposition
        The difference and its two parts, together and by group; ``nan`` where a population is
        empty or a rate unknown.

    Raises
    ------
    ShapeError
        No groups, or shapes that do not match.
    NegativeCountError
        A rate or population below zero.

    Examples
    --------
    >>> parts = kitagawa([0.02, 0.06], population=[500, 500],
    ...                  reference_rates=[0.01, 0.05], reference_population=[800, 200])
    >>> round(parts.difference, 4), round(parts.rate_effect, 4), round(parts.composition_effect, 4)
    (0.022, 0.01, 0.012)
    """
    here, people, there, others = counts(
        rates=rates,
        population=population,
        reference_rates=reference_rates,
        reference_population=reference_population,
    )
    check_groups(rates=here, population=people, reference_rates=there, reference_population=others)
    share, other_share = _shares(people), _shares(others)
    of_rates = (here - there) * (share + other_share) / 2
    of_composition = (share - other_share) * (here + there) / 2
    return Decomposition(
        difference=_total(here * share - there * other_share),
        rate_effect=_total(of_rates),
        composition_effect=_total(of_composition),
        rates_by_group=of_rates,
        composition_by_group=of_composition,
    )


def _shares(population: FloatArray) -> FloatArray:
    return np.asarray(divide(population, np.asarray(population.sum(axis=-1, keepdims=True))))


def _total(parts: FloatArray) -> Numbers:
    return plain(np.asarray(parts.sum(axis=-1)))
