"""Sets of ranks that are all right at once: from which areas each one can be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import attrs
import numpy as np

from famplan.assessment.ranking.area_counts import AreaCounts, Ordered, fixed
from famplan.assessment.ranking.chance import Binomial, Hypergeometric
from famplan.assessment.ranking.reading import First, check_level, read_areas
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.assessment.measures import Evidence
    from famplan.formulas.arrays import FloatArray

__all__ = ["RankSets", "rank_sets", "sets_of_ranks"]

_AT_ONCE = 2**18
"""Pairs that are compared together."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RankSets:
    """Ranks that each area may have, all sets right at once with the level.

    Parameters
    ----------
    areas : tuple of str
        The areas.
    low, high : ndarray
        First and last rank that an area may have, rank 1 first; ``nan`` where it is unknown.
    first : {"highest", "lowest"}
        Which figure has rank 1.
    level : float
        Chance, at the least, that no set misses its area's rank.
    told_apart : int
        Pairs of areas whose order is sure.
    pairs : int
        All pairs.
    method : str
        How pairs were compared.
    """

    areas: tuple[str, ...]
    low: FloatArray = attrs.field(converter=fixed)
    high: FloatArray = attrs.field(converter=fixed)
    first: First
    level: float
    told_apart: int
    pairs: int
    method: str

    def __str__(self) -> str:
        """Say how many pairs can be told apart."""
        return (
            f"{self.told_apart:,} of {self.pairs:,} pairs of areas can be told apart, all at once "
            f"at {self.level * 100:g} % ({self.method})"
        )

    __repr__ = __str__


def rank_sets(  # noqa: PLR0913 - the counts, which is first, and how sure
    counts: ArrayLike,
    exposure: ArrayLike | None = None,
    *,
    areas: Sequence[str],
    evidence: Evidence | str,
    first: First,
    level: float = 0.95,
) -> RankSets:
    """Give each area the ranks that it may have, so that all are right at once.

    Every area is compared with every other by an exact one-sided test of two counts given their
    sum, and Holm's procedure keeps the chance of a single wrong order below one less the level. An
    area stands behind all that are surely before it, and before all that are surely behind: so
    Mogstad, Romano, Shaikh and Wilhelm (2023, doi:10.1093/restud/rdad006) make sets of ranks from
    differences, though with normal estimates and a bootstrap in place of counts.

    Parameters
    ----------
    counts, exposure, areas, evidence
        As in `honest_ranking`.
    first : {"highest", "lowest"}
        Which figure has rank 1.
    level : float
        Chance, at the least, that every set holds its area's rank.

    Returns
    -------
    RankSets
        First and last rank of each area.

    Raises
    ------
    DefinitionError
        An unknown choice.
    InvalidInputError
        Counts that are not whole, or a level outside 0 to 1.

    Examples
    --------
    >>> found = rank_sets(
    ...     [52, 61, 55, 118], [4000, 5000, 4200, 4500], areas=["A", "B", "C", "D"],
    ...     evidence="rate", first="highest",
    ... )
    >>> found.low, found.high
    (array([2., 2., 2., 1.]), array([4., 4., 4., 1.]))
    >>> print(found)
    3 of 6 pairs of areas can be told apart, all at once at 95 % (exact pairwise tests, Holm)
    """
    made = read_areas(counts, exposure, areas=areas, evidence=evidence)
    return sets_of_ranks(made, first=first, level=level)


def sets_of_ranks(made: AreaCounts, *, first: First, level: float) -> RankSets:
    """Do what `rank_sets` does with counts that were read."""
    one_of(first, get_args(First), argument="first")
    check_level(level)
    known = made.ordered()
    areas = len(known)
    more, less = _sure_orders(made, known, 1 - level)
    before, behind = (more, less) if first == "highest" else (less, more)
    return RankSets(
        areas=made.areas,
        low=known.given(1 + before),
        high=known.given(areas - behind),
        first=first,
        level=level,
        told_apart=int(before.sum()),
        pairs=areas * (areas - 1) // 2,
        method="exact pairwise tests, Holm",
    )


def _sure_orders(made: AreaCounts, known: Ordered, error: float) -> tuple[FloatArray, FloatArray]:
    """How many areas are surely higher, and surely lower, than each.

    Two one-sided hypotheses stand for each pair, so there are n (n − 1). Holm rejects one at
    p ≤ error / (all − rejected), and of a pair at most one can go: the bar never rises above
    2 error / all, and no pair beyond that has to be kept.
    """
    areas = len(known)
    tests = max(areas * (areas - 1), 1)
    higher, lower, p_values = _candidates(made, known, 2 * error / tests)
    rejected = 0
    while (found := int((p_values <= error / (tests - rejected)).sum())) > rejected:
        rejected = found
    sure = p_values <= error / (tests - rejected)
    more = np.bincount(lower[sure], minlength=areas)
    less = np.bincount(higher[sure], minlength=areas)
    return more.astype(float), less.astype(float)


def _candidates(made: AreaCounts, known: Ordered, most: float) -> tuple[Any, Any, FloatArray]:
    """Ordered pairs whose p-value is at most so much: the higher, the lower, the p-value."""
    areas = len(known)
    rows = max(1, _AT_ONCE // max(areas, 1))
    figures = known.cases / known.base
    found: list[tuple[Any, Any, FloatArray]] = [(np.empty(0, int), np.empty(0, int), np.empty(0))]
    for start in range(0, areas, rows):
        block = np.arange(start, min(start + rows, areas))
        above = figures[block, None] > figures[None]
        # A tail holds its own count: where that alone is too likely, the tail need not be summed.
        above &= _log_chance(made, known, block) <= np.log(most)
        one, other = np.nonzero(above)
        one = block[one]
        p_values = _p_values(made, known, one, other)
        small = p_values <= most
        found.append((one[small], other[small], p_values[small]))
    higher, lower, chances = (np.concatenate(part) for part in zip(*found, strict=True))
    return higher, lower, chances


def _p_values(made: AreaCounts, known: Ordered, one: Any, other: Any) -> FloatArray:  # noqa: ANN401
    """Chance of so many cases in the one area, given those of both."""
    cases, base = known.cases, known.base
    together, size = cases[one] + cases[other], base[one] + base[other]
    if made.is_poisson:
        return Binomial(together, base[one] / size).at_least(cases[one])
    return Hypergeometric(base[one], marked=together, whole=size).at_least(cases[one])


def _log_chance(made: AreaCounts, known: Ordered, block: Any) -> FloatArray:  # noqa: ANN401
    """Logarithm of the chance of the very counts of two areas, given their sum."""
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    cases, base = known.cases, known.base
    own, other = (cases[block, None], base[block, None]), (cases[None], base[None])
    size = own[1] + other[1]
    if made.is_poisson:
        ways = _choose(special, own[0] + other[0], own[0])
        shares = special.xlogy(own[0], own[1] / size) + special.xlogy(other[0], other[1] / size)
        return np.asarray(ways + shares)
    both = _choose(special, size, own[0] + other[0])
    alone = _choose(special, base, cases)
    return np.asarray(alone[block, None] + alone[None] - both)


def _choose(special: Any, many: FloatArray, few: FloatArray) -> FloatArray:  # noqa: ANN401
    logs = special.gammaln(many + 1) - special.gammaln(few + 1)
    return np.asarray(logs - special.gammaln(many - few + 1))
