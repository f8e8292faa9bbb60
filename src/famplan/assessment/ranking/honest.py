"""The honest league table: all that a table of raw ranks leaves out, in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.assessment.ranking.funnel import funnel_of
from famplan.assessment.ranking.league import League
from famplan.assessment.ranking.rank_draws import draw_ranks
from famplan.assessment.ranking.rank_sets import sets_of_ranks
from famplan.assessment.ranking.reading import First, read_areas
from famplan.assessment.ranking.shrinkage import shrink_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.assessment.figures import Exact
    from famplan.assessment.measures import Evidence
    from famplan.assessment.ranking.area_counts import Ordered
    from famplan.assessment.ranking.over_dispersion import Widening
    from famplan.assessment.ranking.prior import Estimation
    from famplan.assessment.ranking.rank_draws import Drawn
    from famplan.formulas.arrays import FloatArray
    from famplan.quality.multiple_testing import Control

__all__ = ["honest_ranking"]


def honest_ranking(  # noqa: PLR0913 - the counts, and each choice that a league table makes
    counts: ArrayLike,
    exposure: ArrayLike | None = None,
    *,
    areas: Sequence[str],
    evidence: Evidence | str,
    first: First,
    seed: int | np.random.Generator,
    level: float = 0.95,
    reference: Exact = "pooled",
    control: Control = "holm",
    error: float = 0.05,
    over_dispersion: Widening = "none",
    shrinkage: Estimation = "marginal likelihood",
    drawn: Drawn = "shrunken",
    draws: int = 2000,
    ends: int = 10,
) -> League:
    """Rank areas, and say what the ranks are worth.

    An area is named only where chance does not explain its figure, at an error that holds for the
    whole table.

    Parameters
    ----------
    counts : array_like
        Events, cases, or the first count of a ratio (boys); whole numbers, ``nan`` or None where
        unknown.
    exposure : array_like, optional
        Person-years or population of a rate, the whole of a proportion, the other count of a ratio
        (girls); nothing for counts. An area without any has no figure and no rank.
    areas : sequence of str
        Names or codes of the areas, each once: units, never persons.
    evidence : Evidence or str
        What stands behind the figures: ``"rate"``, ``"count"``, ``"proportion"``, ``"ratio"``.
    first : {"highest", "lowest"}
        Which figure has rank 1.
    seed : int or numpy.random.Generator
        Where the drawing of ranks starts.
    level : float
        Level of all intervals and sets.
    reference, control, error, over_dispersion
        What areas are held against, and the error at which one is named: see `funnel`.
    shrinkage : {"marginal likelihood", "moments"}
        How the differences between areas are estimated: see `shrink`.
    drawn, draws, ends
        How ranks are drawn: see `rank_uncertainty`.

    Returns
    -------
    League
        Raw and shrunken figures with intervals, ranks with intervals and sets, and who stands out.

    Raises
    ------
    DefinitionError
        An unknown choice, or evidence in which there is no chance.
    InvalidInputError
        Counts that are not whole, levels outside 0 to 1, fewer than one draw.
    NegativeCountError, PartExceedsWholeError, ShapeError
        A count below zero, a part above its whole, or another number of areas than of counts.

    Examples
    --------
    Births of four townships (made up):

    >>> league = honest_ranking(
    ...     [52, 61, 55, 118], [4000, 5000, 4200, 4500], areas=["A", "B", "C", "D"],
    ...     evidence="rate", first="highest", seed=1, ends=1,
    ... )
    >>> print(league)
    2 of 4 areas stand out from all areas together at family-wise error 5 % (holm)
    areas differ by 31.0 % of their mean beyond chance (gamma-Poisson, marginal likelihood)
    4 areas, highest first: half of the 95 % rank intervals hold 3 ranks or more (2,000 draws, \
shrunken)
    3 of 6 pairs of areas can be told apart, all at once at 95 % (exact pairwise tests, Holm)
    >>> for row in league.to_records(by="rank"):
    ...     print(row["area"], row["rank_low"], row["rank_high"], row["standing"])
    D 1.0 1.0 above
    C 2.0 4.0 not distinguishable
    A 2.0 4.0 not distinguishable
    B 2.0 4.0 below
    """
    made = read_areas(counts, exposure, areas=areas, evidence=evidence)
    shrunken = shrink_counts(made, method=shrinkage, level=level)
    return League(
        counts=made,
        interval=made.interval(level),
        rank=_plain_ranks(made.ordered(), first),
        shrunken=shrunken,
        uncertainty=draw_ranks(
            made,
            shrunken.prior,
            first=first,
            seed=seed,
            level=level,
            drawn=drawn,
            draws=draws,
            ends=ends,
        ),
        sets=sets_of_ranks(made, first=first, level=level),
        funnel=funnel_of(
            made,
            reference=reference,
            control=control,
            error=error,
            over_dispersion=over_dispersion,
        ),
    )


def _plain_ranks(known: Ordered, first: First) -> FloatArray:
    """Rank by the raw figure: one more than the areas that are before."""
    figures = known.cases / known.base
    badness = figures if first == "lowest" else -figures
    before = np.searchsorted(np.sort(badness), badness, side="left")
    return known.given(before.astype(np.float64) + 1)
