"""How areas differ beyond chance: the mean of their figures, and how strongly it holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.assessment.ranking.area_counts import AreaCounts, Ordered
    from famplan.formulas.arrays import FloatArray

__all__ = ["Estimation", "Prior", "prior_of"]

Estimation: TypeAlias = Literal["marginal likelihood", "moments"]
"""How the differences between areas are estimated."""

_WEAKEST, _STRONG = 1e-6, 100.0
"""Strengths in areas of mean size: the least that is told from none, and where a search starts."""


@attrs.frozen(kw_only=True)
class Prior:
    """Distribution of the figures of areas: gamma for rates, beta for shares.

    Parameters
    ----------
    mean : float
        Their mean: a rate or a share.
    strength : float
        Exposure or cases that the mean counts for; infinite where areas do not differ beyond
        chance.
    is_gamma : bool
        Whether the figures are rates.

    Examples
    --------
    >>> round(Prior(mean=0.012, strength=5000.0, is_gamma=True).spread, 5)
    0.00155
    """

    mean: float
    strength: float
    is_gamma: bool

    @property
    def spread(self) -> float:
        """Standard deviation between areas, of the rate or the share."""
        variance = self.mean / self.strength
        if not self.is_gamma:
            variance = self.mean * (1 - self.mean) / (1 + self.strength)
        return float(np.sqrt(variance))

    @property
    def model(self) -> str:
        """What it is called together with the counts."""
        return "gamma-Poisson" if self.is_gamma else "beta-binomial"


def prior_of(made: AreaCounts, known: Ordered, *, method: Estimation) -> Prior:
    """Estimate the distribution that the figures of the areas are from.

    Areas that differ by no more than chance give a strength without end and the mean of all
    together. By likelihood that is so where the smallest difference would make the counts less
    likely than none; by moments where the variance between areas comes out at zero or below.

    Parameters
    ----------
    made : AreaCounts
        The counts.
    known : Ordered
        The same in their own order.
    method : {"marginal likelihood", "moments"}
        How.

    Returns
    -------
    Prior
        With an unknown mean where no area is known.
    """
    pooled, poisson = made.pooled, made.is_poisson
    none = Prior(mean=pooled, strength=np.inf, is_gamma=poisson)
    if not pooled > 0 or (pooled == 1 and not poisson):
        return none
    unit = known.base.mean()
    strength = (_by_moments if poisson else _share_by_moments)(known.cases, known.base, pooled)
    if method == "moments":
        return attrs.evolve(none, strength=strength)
    if _score(known.cases, known.base, pooled, poisson=poisson) <= 0:
        return none
    start = min(max(strength / unit, _WEAKEST), _STRONG)
    fit = _gamma_poisson if poisson else _beta_binomial
    mean, found = _most_likely(fit, known.cases, known.base, start=(pooled, start * unit))
    return attrs.evolve(none, mean=mean, strength=found)


def _score(cases: FloatArray, base: FloatArray, pooled: float, *, poisson: bool) -> float:
    """Slope of the likelihood where areas do not differ: above zero, they do."""
    expected = base * pooled
    if poisson:
        return float(((cases - expected) ** 2 - cases).sum())
    return float(((cases - expected) ** 2).sum() / (pooled * (1 - pooled)) - base.sum())


def _by_moments(cases: FloatArray, base: FloatArray, pooled: float) -> float:
    """Exposure that the mean counts for, from the weighted variance of the rates."""
    seen = (base * (cases / base - pooled) ** 2).sum() / base.sum()
    between = seen - pooled / base.mean()
    return float(pooled / between) if between > 0 else np.inf


def _share_by_moments(cases: FloatArray, base: FloatArray, pooled: float) -> float:
    """Cases that the mean counts for, from the weighted variance of the shares."""
    seen = (base * (cases / base - pooled) ** 2).sum() / base.sum()
    size = base.mean()
    if size <= 1:  # one case in each area: they cannot be told from chance
        return np.inf
    alike = (seen / (pooled * (1 - pooled)) - 1 / size) / (1 - 1 / size)
    return float(max(1 / min(alike, 1) - 1, _WEAKEST * size)) if alike > 0 else np.inf


def _gamma_poisson(cases: FloatArray, base: FloatArray, mean: float, strength: float) -> FloatArray:
    shape = mean * strength
    odds = np.log1p(base / strength)
    return np.asarray(_rising(shape, cases) - shape * odds - cases * (np.log(strength) + odds))


def _beta_binomial(cases: FloatArray, base: FloatArray, mean: float, strength: float) -> FloatArray:
    if mean >= 1:
        return np.full(cases.shape, -np.inf)
    return np.asarray(
        _rising(mean * strength, cases)
        + _rising((1 - mean) * strength, base - cases)
        - _rising(strength, base)
    )


def _rising(start: float, steps: FloatArray) -> FloatArray:
    """Logarithm of start × (start + 1) × …, so many steps; exact enough for a large start."""
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    taken = np.maximum(steps, 1)
    return np.where(steps > 0, special.gammaln(taken) - special.betaln(start, taken), 0.0)


def _most_likely(
    fit: Callable[[FloatArray, FloatArray, float, float], FloatArray],
    cases: FloatArray,
    base: FloatArray,
    *,
    start: tuple[float, float],
) -> tuple[float, float]:
    """Mean and strength at which the counts are most likely, searched by their logarithms."""
    from scipy import optimize  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    def loss(logs: FloatArray) -> float:
        return -float(fit(cases, base, *(start * np.exp(np.clip(logs, -50, 50)))).sum())

    options = {"xatol": 1e-7, "fatol": 1e-10, "maxiter": 2000}
    simplex = np.array([[0.0, 0.0], [0.1, 0.0], [0.0, 1.0]])
    found: Any = optimize.minimize(
        loss, simplex[0], method="Nelder-Mead", options={**options, "initial_simplex": simplex}
    )
    mean, strength = start * np.exp(found.x)
    return float(mean), float(strength)
