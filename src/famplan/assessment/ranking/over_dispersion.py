"""More spread than chance explains, which may be in all areas alike: a wider funnel, by name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
import numpy as np

from famplan.assessment.ranking.area_counts import fixed

if TYPE_CHECKING:
    from famplan.assessment.ranking.chance import Chance
    from famplan.formulas.arrays import FloatArray

__all__ = ["OverDispersion", "Widening", "over_dispersion_of"]

Widening: TypeAlias = Literal["none", "multiplicative", "additive"]
"""How a funnel is widened: not at all, all scores by one factor, or by a variance between areas."""


@attrs.frozen(kw_only=True, eq=False)
class OverDispersion:
    """How much more the areas differ than chance explains.

    Parameters
    ----------
    kind : {"none", "multiplicative", "additive"}
        How the funnel is widened.
    ratio : float
        Mean squared score, the outermost drawn in: 1 where chance explains the spread, and not
        below it; ``nan`` where it was not asked for.
    between : float
        Standard deviation between areas, on the scale of the rate relative to the reference or of
        the share; 0 unless the funnel is widened by it.
    factor : ndarray
        What the variance of each area's score is multiplied by.

    Examples
    --------
    >>> from famplan.assessment.ranking.chance import Poisson
    >>> seen, mean = np.array([60.0, 90, 100, 110, 140]), np.full(5, 100.0)
    >>> found = over_dispersion_of(Poisson(mean), seen, mean, kind="multiplicative")
    >>> round(found.ratio, 2)
    3.54
    """

    kind: Widening
    ratio: float
    between: float
    factor: FloatArray = attrs.field(converter=fixed)


def over_dispersion_of(
    chance: Chance, cases: FloatArray, size: FloatArray, *, kind: Widening
) -> OverDispersion:
    """Estimate how much wider than by chance the areas are spread.

    Parameters
    ----------
    chance : Chance
        What chance alone does to each.
    cases : ndarray
        What was counted.
    size : ndarray
        By how much a count moves when the figure moves by one: the expected events of a relative
        rate, the whole of a share.
    kind : {"none", "multiplicative", "additive"}
        How the funnel is to be widened.

    Returns
    -------
    OverDispersion
        With the factor of each area.
    """
    if kind == "none" or not cases.size:
        return OverDispersion(kind=kind, ratio=np.nan, between=0.0, factor=np.ones(cases.size))
    variance = np.where(chance.variance > 0, chance.variance, np.inf)
    scores = (cases - chance.mean) / np.sqrt(variance)
    ends = np.quantile(scores, [_winsorised(), 1 - _winsorised()])
    spread = float((np.clip(scores, *ends) ** 2).mean())
    if kind == "multiplicative":
        ratio = max(1.0, spread)
        return OverDispersion(
            kind=kind, ratio=ratio, between=0.0, factor=np.full(cases.size, ratio)
        )
    weights = size**2 / variance
    variance_between = _between(spread, weights)
    return OverDispersion(
        kind=kind,
        ratio=max(1.0, spread),
        between=float(np.sqrt(variance_between)),
        factor=1 + variance_between * weights,
    )


def _between(spread: float, weights: FloatArray) -> float:
    """Variance between areas by moments, as DerSimonian and Laird take it from many trials."""
    areas, whole = weights.size, weights.sum()
    room = whole - (weights**2).sum() / whole if whole > 0 else 0.0
    return max(0.0, (areas * spread - (areas - 1)) / room) if room > 0 else 0.0


@cache
def _winsorised() -> float:
    import tomllib  # noqa: PLC0415 - loaded when a funnel is first widened
    from importlib.resources import files  # noqa: PLC0415

    path = files("famplan.assessment.ranking") / "data" / "over_dispersion.toml"
    return float(tomllib.loads(path.read_text(encoding="utf-8"))["winsorised"]["value"])
