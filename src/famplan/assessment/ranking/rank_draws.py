"""How sure is a rank: many tables that might as well be true, drawn and counted one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.assessment.ranking.area_counts import AreaCounts, Ordered, fixed
from famplan.assessment.ranking.prior import Estimation, Prior, prior_of
from famplan.assessment.ranking.rank_times import TimesSeen
from famplan.assessment.ranking.reading import First, check_level, read_areas, read_generator
from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike

    from famplan.assessment.measures import Evidence
    from famplan.formulas.arrays import FloatArray

__all__ = ["Drawn", "RankUncertainty", "draw_ranks", "rank_uncertainty"]

Drawn: TypeAlias = Literal["shrunken", "alone", "bootstrap"]
"""From what tables are drawn: figures given all areas, figures of each area alone, or counts."""

_AT_ONCE = 2**19
"""Figures that are held together: four megabytes."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RankUncertainty:
    """Ranks of areas over many tables that might as well be true.

    Parameters
    ----------
    areas : tuple of str
        The areas; one that is unknown has no rank.
    low, high : ndarray
        Ranks between which an area is with the level, rank 1 first.
    expected : ndarray
        Mean rank.
    top, bottom : ndarray
        Probability to be among the first or the last `ends`.
    ends : int
        How many those are.
    first : {"highest", "lowest"}
        Which figure has rank 1.
    level : float
        Level of the rank intervals, each area by itself.
    drawn : {"shrunken", "alone", "bootstrap"}
        From what the tables were drawn.
    draws : int
        How many.
    """

    areas: tuple[str, ...]
    low: FloatArray = attrs.field(converter=fixed)
    high: FloatArray = attrs.field(converter=fixed)
    expected: FloatArray = attrs.field(converter=fixed)
    top: FloatArray = attrs.field(converter=fixed)
    bottom: FloatArray = attrs.field(converter=fixed)
    ends: int
    first: First
    level: float
    drawn: Drawn
    draws: int

    @property
    def width(self) -> FloatArray:
        """How many ranks each interval holds."""
        return self.high - self.low + 1

    def __str__(self) -> str:
        """Say how wide the intervals are."""
        known = self.width[~np.isnan(self.width)]
        if not known.size:
            return "no area is known, so none is ranked"
        return (
            f"{known.size} areas, {self.first} first: half of the {self.level * 100:g} % rank "
            f"intervals hold {np.median(known):,.0f} ranks or more "
            f"({self.draws:,} draws, {self.drawn})"
        )

    __repr__ = __str__


def rank_uncertainty(  # noqa: PLR0913 - the counts, what is drawn, and what is asked of it
    counts: ArrayLike,
    exposure: ArrayLike | None = None,
    *,
    areas: Sequence[str],
    evidence: Evidence | str,
    first: First,
    seed: int | np.random.Generator,
    level: float = 0.95,
    drawn: Drawn = "shrunken",
    draws: int = 2000,
    ends: int = 10,
    method: Estimation = "marginal likelihood",
) -> RankUncertainty:
    """Rank the areas in many tables that might as well be true.

    Memory is bounded: tables are drawn in blocks, and only how often each area had each rank is
    kept. Of more than 1,000 areas, neighbouring ranks are counted together and intervals rounded
    outwards. Areas with the same counts get the same result, wherever they stand.

    Parameters
    ----------
    counts, exposure, areas, evidence
        As in `honest_ranking`.
    first : {"highest", "lowest"}
        Which figure has rank 1.
    seed : int or numpy.random.Generator
        Where the drawing starts; the same seed gives the same ranks.
    level : float
        Level of the rank intervals, each area by itself.
    drawn : {"shrunken", "alone", "bootstrap"}
        From what tables are drawn: figures given the counts and how areas differ (empirical
        Bayes); figures given the counts of each area alone, as if nothing were known before
        (Jeffreys); or counts around the raw figures, which takes a count of 0 for certain.
    draws : int
        Tables to draw.
    ends : int
        Of how many first and last ranks the probability is asked.
    method : {"marginal likelihood", "moments"}
        How the differences between areas are estimated, if `drawn` is ``"shrunken"``. Where there
        are none beyond chance, any order is as good as any other.

    Returns
    -------
    RankUncertainty
        Rank interval, mean rank and chance to be among the first and the last of each area.

    Raises
    ------
    DefinitionError
        An unknown choice.
    InvalidInputError
        Counts that are not whole, a level outside 0 to 1, fewer than one draw.

    Examples
    --------
    >>> found = rank_uncertainty(
    ...     [52, 61, 55, 118], [4000, 5000, 4200, 4500], areas=["A", "B", "C", "D"],
    ...     evidence="rate", first="highest", seed=1, ends=1,
    ... )
    >>> found.low, found.high
    (array([2., 2., 2., 1.]), array([4., 4., 4., 1.]))
    >>> print(found)
    4 areas, highest first: half of the 95 % rank intervals hold 3 ranks or more (2,000 draws, \
shrunken)
    """
    made = read_areas(counts, exposure, areas=areas, evidence=evidence)
    one_of(method, get_args(Estimation), argument="method")
    return draw_ranks(
        made,
        prior_of(made, made.ordered(), method=method),
        first=first,
        seed=seed,
        level=level,
        drawn=drawn,
        draws=draws,
        ends=ends,
    )


def draw_ranks(  # noqa: PLR0913 - as above
    made: AreaCounts,
    prior: Prior,
    *,
    first: First,
    seed: int | np.random.Generator,
    level: float,
    drawn: Drawn,
    draws: int,
    ends: int,
) -> RankUncertainty:
    """Do what `rank_uncertainty` does with counts that were read."""
    one_of(first, get_args(First), argument="first")
    one_of(drawn, get_args(Drawn), argument="drawn")
    check_level(level)
    for name, number in (("draws", draws), ("ends", ends)):
        if number < 1:
            raise InvalidInputError(name, f"{number} is below 1")
    known = made.ordered()
    tables = _tables(made, known, prior, read_generator(seed), drawn=drawn, draws=draws)
    seen = TimesSeen.empty(len(known), ends)
    for table in tables:
        seen.add(table if first == "lowest" else -table)
    low, high = seen.interval(known, (1 - level) / 2 * draws)
    return RankUncertainty(
        areas=made.areas,
        low=known.given(low),
        high=known.given(high),
        expected=known.given(known.shared(seen.sums / draws) + 1),
        top=known.given(known.shared(seen.top / draws)),
        bottom=known.given(known.shared(seen.bottom / draws)),
        ends=ends,
        first=first,
        level=level,
        drawn=drawn,
        draws=draws,
    )


def _tables(  # noqa: PLR0913 - what is drawn, from what
    made: AreaCounts,
    known: Ordered,
    prior: Prior,
    random: np.random.Generator,
    *,
    drawn: Drawn,
    draws: int,
) -> Iterator[FloatArray]:
    """Draw figures, one table a row, so many rows at once as memory allows."""
    rows = max(1, _AT_ONCE // max(len(known), 1))
    draw = _source(made, known, prior, random, drawn)
    for start in range(0, draws, rows):
        yield draw((min(rows, draws - start), len(known)))


def _source(
    made: AreaCounts, known: Ordered, prior: Prior, random: np.random.Generator, drawn: Drawn
) -> Any:  # noqa: ANN401 - a function of a shape
    cases, base = known.cases, known.base
    if drawn == "bootstrap":
        return lambda shape: _with_ties(_recounted(made, known, random, shape), random)
    before, strength = (0.5, 0.0), 0.0
    if drawn == "shrunken":
        if not np.isfinite(prior.strength) or np.isnan(prior.mean):
            return random.random  # no difference beyond chance: every order is as good
        strength = prior.strength
        before = (prior.mean * strength, (1 - prior.mean) * strength)
    if made.is_poisson:
        return lambda shape: random.standard_gamma(before[0] + cases, shape) / (base + strength)
    rest = (before[1] if drawn == "shrunken" else 0.5) + base - cases
    return lambda shape: random.beta(before[0] + cases, rest, shape)


def _recounted(
    made: AreaCounts, known: Ordered, random: np.random.Generator, shape: tuple[int, int]
) -> FloatArray:
    if made.is_poisson:
        return np.asarray(random.poisson(known.cases, shape) / known.base)
    whole, share = known.base.astype(np.int64), known.cases / known.base
    return np.asarray(random.binomial(whole, share, shape) / known.base)


def _with_ties(figures: FloatArray, random: np.random.Generator) -> FloatArray:
    """Replace figures by their ranks in the row, equal figures in an order that is drawn."""
    order = np.lexsort((random.random(figures.shape), figures))
    ranks = np.empty(figures.shape)
    np.put_along_axis(ranks, order, np.arange(figures.shape[1], dtype=np.float64)[None], axis=1)
    return ranks
