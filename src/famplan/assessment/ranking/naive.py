"""Rules that league tables are usually read by, kept to show how often they name anyone by chance.

They name areas that chance put there. How many, follows from the sizes of the areas alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.assessment.ranking.reading import First, read_areas, read_generator
from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from famplan.assessment.measures import Evidence
    from famplan.assessment.ranking.area_counts import AreaCounts, Ordered
    from famplan.formulas.arrays import FloatArray

__all__ = ["NaiveRule", "Rule", "naive_rule"]

Rule: TypeAlias = Literal["worst", "deviations"]
"""The last so many are named, or all beyond so many standard deviations from the mean."""

_AT_ONCE = 2**19


@attrs.frozen(kw_only=True)
class NaiveRule:
    """What a naive rule names, and what it would name if no area differed from another.

    Parameters
    ----------
    rule : str
        The rule in words.
    named : tuple of str
        Areas that it names.
    expected_false_alarms : float
        Areas that it names on average where no area differs from another.
    chance_of_any : float
        Probability that it then names any.
    draws : int
        Tables drawn for that.
    """

    rule: str
    named: tuple[str, ...]
    expected_false_alarms: float
    chance_of_any: float
    draws: int

    def __str__(self) -> str:
        """Say what it names, and what it would name by chance."""
        return (
            f"{self.rule}: names {len(self.named)}; if no area differed it would name "
            f"{self.expected_false_alarms:.1f} on average, and some with probability "
            f"{self.chance_of_any:.2f}"
        )


def naive_rule(  # noqa: PLR0913 - the counts, the rule, and how it is tried
    counts: ArrayLike,
    exposure: ArrayLike | None = None,
    *,
    areas: Sequence[str],
    evidence: Evidence | str,
    rule: Rule,
    first: First,
    seed: int | np.random.Generator,
    worst: int = 10,
    deviations: float = 2.0,
    draws: int = 1000,
) -> NaiveRule:
    """Apply a naive rule, and compute its false alarms. For comparison only: use `funnel`.

    Parameters
    ----------
    counts, exposure, areas, evidence
        As in `honest_ranking`.
    rule : {"worst", "deviations"}
        The last so many areas are named; or all whose raw figure is so many standard deviations of
        the raw figures beyond their mean, on the bad side.
    first : {"highest", "lowest"}
        Which figure has rank 1; the other end is the bad one.
    seed : int or numpy.random.Generator
        Where the drawing of tables without differences starts.
    worst : int
        How many, by the first rule; those that tie with the last of them too.
    deviations : float
        How many, by the second rule.
    draws : int
        Tables to draw.

    Returns
    -------
    NaiveRule
        What it names, and its expected false alarms.

    Raises
    ------
    DefinitionError
        An unknown choice.
    InvalidInputError
        Counts that are not whole, or nothing to name or draw.

    Examples
    --------
    Forty villages with one and the same rate of births out of plan:

    >>> births = np.random.default_rng(3).integers(20, 200, 40)
    >>> unplanned = np.random.default_rng(4).binomial(births, 0.08)
    >>> names = [f"village {number}" for number in range(1, 41)]
    >>> print(naive_rule(
    ...     unplanned, births, areas=names, evidence="proportion", rule="deviations",
    ...     first="lowest", seed=1,
    ... ))
    highest by more than 2 standard deviations from the mean: names 2; if no area differed it \
would name 1.3 on average, and some with probability 0.87
    """
    made = read_areas(counts, exposure, areas=areas, evidence=evidence)
    one_of(rule, get_args(Rule), argument="rule")
    one_of(first, get_args(First), argument="first")
    for name, number in (("worst", worst), ("deviations", deviations), ("draws", draws)):
        if not number > 0:
            raise InvalidInputError(name, f"{number:g} is not above 0")
    known, bad = made.ordered(), 1.0 if first == "lowest" else -1.0
    number, end = min(worst, len(known)), "highest" if first == "lowest" else "lowest"

    def names(share: FloatArray) -> NDArray[np.bool_]:
        if rule == "worst":
            return _last(bad * share, number)
        return _beyond(bad * made.shown(share), deviations)

    alarms = _alarms(made, known, read_generator(seed), names, draws=draws)
    words = {
        "worst": f"the {number} {end} are named",
        "deviations": f"{end} by more than {deviations:g} standard deviations from the mean",
    }
    return NaiveRule(
        rule=words[rule],
        named=_named(made, known, names(known.cases / known.base)),
        expected_false_alarms=float(alarms.mean()),
        chance_of_any=float((alarms > 0).mean()),
        draws=draws,
    )


def _last(badness: FloatArray, number: int) -> NDArray[np.bool_]:
    """Which figures are the worst, in each row, with all that tie."""
    if not number:
        return np.zeros(badness.shape, bool)
    return np.asarray(badness >= np.sort(badness, axis=-1)[..., -number, None])


def _beyond(badness: FloatArray, by: float) -> NDArray[np.bool_]:
    """Which figures lie beyond, in each row; those without a denominator are left out."""
    known = np.isfinite(badness)
    figures, many = np.where(known, badness, 0.0), np.maximum(known.sum(axis=-1), 1)[..., None]
    mean = figures.sum(axis=-1, keepdims=True) / many
    spread = np.sqrt((np.where(known, figures - mean, 0.0) ** 2).sum(-1, keepdims=True) / many)
    return np.asarray(known & (figures - mean > by * spread))


def _named(made: AreaCounts, known: Ordered, out: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(made.areas[place] for place in sorted(known.place[out]))


def _alarms(
    made: AreaCounts,
    known: Ordered,
    random: np.random.Generator,
    names: Callable[[FloatArray], NDArray[np.bool_]],
    *,
    draws: int,
) -> FloatArray:
    """Number of areas that the rule names in each table drawn without differences."""
    alarms = np.zeros(draws)
    if not len(known):
        return alarms
    rows = max(1, _AT_ONCE // len(known))
    for start in range(0, draws, rows):
        shape = (min(rows, draws - start), len(known))
        if made.is_poisson:
            cases = random.poisson(made.pooled * known.base, shape)
        else:
            cases = random.binomial(known.base.astype(np.int64), made.pooled, shape)
        alarms[start : start + shape[0]] = names(cases / known.base).sum(axis=-1)
    return alarms
