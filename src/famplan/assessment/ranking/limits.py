"""Limits of a funnel: the counts that chance alone still explains, as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.assessment.figures import Exact, exact
from famplan.assessment.measures import Evidence
from famplan.assessment.ranking.area_counts import AreaCounts
from famplan.assessment.ranking.chance import (
    Binomial,
    Chance,
    Hypergeometric,
    Poisson,
    signed_root,
)
from famplan.assessment.ranking.reading import check_level, check_whole, read_evidence
from famplan.errors import InvalidInputError
from famplan.formulas.arrays import FloatArray, counts, divide, plain
from famplan.model.estimate import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from famplan.assessment.ranking.area_counts import Ordered

__all__ = ["Tails", "all_together", "around", "funnel_limits", "read_reference"]


@attrs.frozen(kw_only=True, eq=False)
class Tails:
    """One-sided p-values of counts: exact, or widened by the factor of over-dispersion.

    Parameters
    ----------
    chance : Chance
        What chance alone does.
    factor : ndarray, optional
        What the variance of a score is multiplied by; without it the tails are exact.

    Examples
    --------
    >>> tails = Tails(chance=Poisson(np.array([10.0])))
    >>> tails.p_value(np.array([20.0])).round(4), tails.range(0.05)
    (array([0.0069]), (array([4.]), array([17.])))
    """

    chance: Chance
    factor: FloatArray | None = None

    def below(self, count: FloatArray) -> FloatArray:
        """Chance of so few."""
        if self.factor is None:
            return self.chance.at_most(count)
        # Half a case towards the mean, since counts are whole and scores are not.
        return _normal(signed_root(self.chance, count + 0.5) / np.sqrt(self.factor))

    def above(self, count: FloatArray) -> FloatArray:
        """Chance of so many."""
        if self.factor is None:
            return self.chance.at_least(count)
        return _normal(-signed_root(self.chance, count - 0.5) / np.sqrt(self.factor))

    def p_value(self, count: FloatArray) -> FloatArray:
        """Two-sided p-value: twice the smaller tail."""
        smaller = np.minimum(self.below(count), self.above(count))
        return np.asarray(np.minimum(1.0, 2 * smaller))

    def range(self, cut: float) -> tuple[FloatArray, FloatArray]:
        """Lowest and highest count whose p-value is above the cut."""
        chance, scale = self.chance, 1.0 if self.factor is None else np.sqrt(self.factor)
        stride = 4 + 4 * scale * np.sqrt(chance.mean)
        start = np.ceil(chance.mean)
        down = _steps(
            lambda step: 2 * self.below(start - step) > cut, start - chance.lowest, stride
        )
        first = np.floor(chance.mean)
        up = _steps(lambda step: 2 * self.above(first + step) > cut, chance.highest - first, stride)
        return start - down, first + up


def funnel_limits(
    exposure: ArrayLike, *, reference: Exact, evidence: Evidence | str, level: float = 0.95
) -> Interval:
    """Exact limits around a figure that is set, for areas of any size: the lines of a funnel.

    A figure outside has a two-sided exact p-value of at most one less the level, and one on a
    limit has not.

    Parameters
    ----------
    exposure : array_like
        Exposure of a rate, the whole of a proportion, both counts of a ratio together.
    reference : number or text
        The figure, per one or as printed.
    evidence : Evidence or str
        What stands behind the figures.
    level : float
        Share of the areas within the limits, at the least, if nothing but chance moves them.

    Returns
    -------
    Interval
        Limits as figures; ``nan`` where there is no exposure.

    Raises
    ------
    InvalidInputError
        A reference that no area can have, a wrong level, or a whole that is not whole.

    Examples
    --------
    Births per person around 12‰, in villages, townships and counties:

    >>> limits = funnel_limits([500, 20_000, 500_000], reference="12‰", evidence="rate")
    >>> (limits.low * 1000).round(2), (limits.high * 1000).round(2)
    (array([ 4. , 10.5, 11.7]), array([22.  , 13.55, 12.3 ]))
    """
    check_level(level)
    kind = read_evidence(evidence)
    (sizes,) = counts(exposure=exposure)
    flat = np.atleast_1d(sizes).ravel()
    if kind in {Evidence.PROPORTION, Evidence.RATIO}:
        check_whole("exposure", flat)
    names = tuple(map(str, range(flat.size)))
    made = AreaCounts(areas=names, cases=np.zeros(flat.size), base=flat, evidence=kind)
    known = made.known
    chance = around(made, flat[known], read_reference(made, reference))
    limits = np.full((2, flat.size), np.nan)
    for end, count in zip(limits, Tails(chance=chance).range(1 - level), strict=True):
        end[known] = made.shown(np.asarray(divide(count, flat[known])))
    low, high = (plain(end.reshape(sizes.shape)) for end in limits)
    return Interval(low, high, level=level, method=f"exact {chance.name} funnel")


def read_reference(made: AreaCounts, reference: Exact) -> float:
    """Read the figure that areas are held against, as a rate or a share.

    Raises
    ------
    InvalidInputError
        Not above zero, or a proportion that is not below one.
    """
    value = float(exact(reference, where="reference"))
    top = 1.0 if made.evidence is Evidence.PROPORTION else np.inf
    if not 0 < value < top:
        bounds = "between 0 and 1" if top == 1 else "above 0"
        raise InvalidInputError(
            "reference", f"{value:g} is not {bounds}", remedy='write 0.012 or "12‰"'
        )
    return value / (1 + value) if made.evidence is Evidence.RATIO else value


def around(made: AreaCounts, base: FloatArray, reference: float) -> Chance:
    """What chance does to areas of these sizes around a rate or share that is set."""
    if made.is_poisson:
        return Poisson(reference * base)
    return Binomial(base, np.full(base.shape, reference))


def all_together(made: AreaCounts, areas: Ordered) -> Chance:
    """What chance does to areas that share all cases by their sizes, with nothing to estimate."""
    cases, base = areas.cases.sum(), areas.base.sum()
    if made.is_poisson:
        return Binomial(np.full(len(areas), cases), areas.base / base)
    every = np.ones(len(areas))
    return Hypergeometric(areas.base, marked=cases * every, whole=base * every)


def _steps(
    is_inside: Callable[[FloatArray], NDArray[np.bool_]], most: FloatArray, stride: FloatArray
) -> FloatArray:
    """Most steps that can be taken and stay inside, by doubling and then by halving."""
    outside = np.minimum(np.ceil(stride), most + 1)
    while (short := is_inside(np.minimum(outside, most)) & (outside <= most)).any():
        outside = np.where(short, np.minimum(2 * outside, most + 1), outside)
    inside = np.zeros(outside.shape)
    while (open_ := outside - inside > 1).any():
        middle = np.floor((inside + outside) / 2)
        kept = is_inside(middle)
        inside = np.where(open_ & kept, middle, inside)
        outside = np.where(open_ & ~kept, middle, outside)
    return inside


def _normal(score: FloatArray) -> FloatArray:
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    chance: Any = special.ndtr(score)
    return np.asarray(chance)
