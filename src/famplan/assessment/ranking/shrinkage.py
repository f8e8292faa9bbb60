"""Figures drawn towards the mean, the smaller the area the more: empirical Bayes."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import attrs
import numpy as np

from famplan.assessment.ranking.area_counts import AreaCounts, fixed
from famplan.assessment.ranking.prior import Estimation, Prior, prior_of
from famplan.assessment.ranking.reading import check_level, read_areas
from famplan.formulas.choices import one_of
from famplan.formulas.intervals import clopper_pearson, poisson_exact
from famplan.model.estimate import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.assessment.measures import Evidence
    from famplan.assessment.ranking.area_counts import Ordered
    from famplan.formulas.arrays import FloatArray

__all__ = ["Shrunken", "shrink", "shrink_counts"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Shrunken:
    """Figures of areas, drawn towards their mean.

    Parameters
    ----------
    areas : tuple of str
        The areas.
    raw, value : ndarray
        Figures before and after, per one; that of a ratio is the odds of its shrunken share.
    interval : Interval
        Ranges of the figures behind, given how areas differ. That this was itself estimated is not
        in them, so from few areas they are too narrow. Where areas do not differ beyond chance, it
        is the exact interval of all together.
    weight : ndarray
        What an area's own figure counts for, from 0 to 1; the mean has the rest.
    mean : float
        What they are drawn to, per one.
    prior : Prior
        How areas differ beyond chance.
    method : str
        How that was estimated.
    """

    areas: tuple[str, ...]
    raw: FloatArray = attrs.field(converter=fixed)
    value: FloatArray = attrs.field(converter=fixed)
    interval: Interval
    weight: FloatArray = attrs.field(converter=fixed)
    mean: float
    prior: Prior
    method: str

    @property
    def differs(self) -> bool:
        """Whether the areas differ beyond chance."""
        return bool(np.isfinite(self.prior.strength))

    def __str__(self) -> str:
        """Say how the areas differ."""
        how = f"{self.prior.model}, {self.method}"
        if not self.differs:
            return f"no difference between areas beyond chance: all are drawn to the mean ({how})"
        share = self.prior.spread / self.prior.mean * 100
        return f"areas differ by {share:.1f} % of their mean beyond chance ({how})"

    __repr__ = __str__


def shrink(  # noqa: PLR0913 - the counts, and how they are drawn in
    counts: ArrayLike,
    exposure: ArrayLike | None = None,
    *,
    areas: Sequence[str],
    evidence: Evidence | str,
    method: Estimation = "marginal likelihood",
    level: float = 0.95,
) -> Shrunken:
    """Draw figures towards their mean, each as far as its size and the others say.

    Rates and counts take the gamma-Poisson model, proportions and ratios (by the share of the
    first count among both) the beta-binomial.

    Parameters
    ----------
    counts, exposure, areas, evidence
        As in `honest_ranking`.
    method : {"marginal likelihood", "moments"}
        How the differences between areas are estimated: so that the counts are most likely, or
        from the weighted variance of the figures less what chance adds to it.
    level : float
        Level of the intervals.

    Returns
    -------
    Shrunken
        A figure between the raw one and the mean for each area.

    Raises
    ------
    DefinitionError
        An unknown method or evidence.
    InvalidInputError
        Counts that are not whole, or a level outside 0 to 1.

    Examples
    --------
    A village with 3 births among 100 people and a town with 300 among 10,000 have one raw rate:

    >>> made = shrink(
    ...     [3, 300, 90, 150], [100, 10_000, 9000, 12_000],
    ...     areas=["village", "town", "C", "D"], evidence="rate",
    ... )
    >>> (made.raw * 1000).round(1), (made.value * 1000).round(1)
    (array([30. , 30. , 10. , 12.5]), array([21.8, 29.7, 10.2, 12.6]))
    >>> print(made)
    areas differ by 45.7 % of their mean beyond chance (gamma-Poisson, marginal likelihood)
    """
    made = read_areas(counts, exposure, areas=areas, evidence=evidence)
    return shrink_counts(made, method=method, level=level)


def shrink_counts(made: AreaCounts, *, method: Estimation, level: float) -> Shrunken:
    """Do what `shrink` does with counts that were read."""
    one_of(method, get_args(Estimation), argument="method")
    check_level(level)
    known = made.ordered()
    prior = prior_of(made, known, method=method)
    weight = known.base / (known.base + prior.strength)
    own = known.cases / known.base
    value = weight * own + (1 - weight) * prior.mean
    low, high = _limits(made, known, prior, level)
    ends = (known.given(made.shown(end)) for end in (low, high))
    return Shrunken(
        areas=made.areas,
        raw=made.raw,
        value=known.given(made.shown(value)),
        interval=Interval(*ends, level=level, method=f"empirical Bayes, {prior.model}"),
        weight=known.given(weight),
        mean=float(made.shown(np.array(prior.mean))),
        prior=prior,
        method=method,
    )


def _limits(
    made: AreaCounts, known: Ordered, prior: Prior, level: float
) -> tuple[FloatArray, FloatArray]:
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    tail, every = (1 - level) / 2, np.ones(len(known))
    if not np.isfinite(prior.strength):
        cases, base = known.cases.sum(), known.base.sum()
        whole = (
            poisson_exact(cases, exposure=base, level=level)
            if made.is_poisson
            else clopper_pearson(cases, total=base, level=level)
        )
        return whole.low * every, whole.high * every
    shape = prior.mean * prior.strength + known.cases
    if made.is_poisson:
        scale = prior.strength + known.base
        return special.gammaincinv(shape, tail) / scale, special.gammainccinv(shape, tail) / scale
    rest = (1 - prior.mean) * prior.strength + known.base - known.cases
    return special.betaincinv(shape, rest, tail), special.betainccinv(shape, rest, tail)
