"""What chance alone does to the count of an area: exact tails, and scores that can be widened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import attrs
import numpy as np

from famplan.quality.sex_ratios.binomial import at_least as binomial_at_least
from famplan.quality.sex_ratios.binomial import at_most as binomial_at_most

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray

__all__ = ["Binomial", "Chance", "Hypergeometric", "Poisson", "signed_root"]

_BLOCK = 64  # terms of a tail that are added at once
_SMALL = 1e-17  # a term that no longer changes a sum of doubles


class Chance(Protocol):
    """A distribution of counts, one for each area."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def mean(self) -> FloatArray:
        """Expected counts."""

    @property
    def variance(self) -> FloatArray:
        """Their variances."""

    @property
    def lowest(self) -> FloatArray:
        """Smallest counts that can be."""

    @property
    def highest(self) -> FloatArray:
        """Largest counts that can be."""

    def at_most(self, count: FloatArray) -> FloatArray:
        """Probability of so many or fewer."""

    def at_least(self, count: FloatArray) -> FloatArray:
        """Probability of so many or more."""

    def cells(self, count: FloatArray) -> tuple[tuple[FloatArray, FloatArray], ...]:
        """Observed and expected numbers of each cell that the count fills."""


@attrs.frozen(eq=False)
class Poisson:
    """Counts around a mean that is known: events against a target.

    Examples
    --------
    >>> chance = Poisson(np.array([2.0]))
    >>> chance.at_most(np.array([0.0])).round(4), chance.at_least(np.array([1.0])).round(4)
    (array([0.1353]), array([0.8647]))
    """

    mean: FloatArray

    @property
    def name(self) -> str:
        """Its name."""
        return "Poisson"

    @property
    def variance(self) -> FloatArray:
        """As large as the mean."""
        return self.mean

    @property
    def lowest(self) -> FloatArray:
        """None."""
        return np.zeros_like(self.mean)

    @property
    def highest(self) -> FloatArray:
        """Without end."""
        return np.full_like(self.mean, np.inf)

    def at_most(self, count: FloatArray) -> FloatArray:
        """Probability of so many or fewer."""
        tail = _special().gammaincc(np.maximum(count, 0) + 1, self.mean)
        return np.asarray(np.where(count < 0, 0.0, tail))

    def at_least(self, count: FloatArray) -> FloatArray:
        """Probability of so many or more."""
        tail = _special().gammainc(np.maximum(count, 1), self.mean)
        return np.asarray(np.where(count <= 0, 1.0, tail))

    def cells(self, count: FloatArray) -> tuple[tuple[FloatArray, FloatArray], ...]:
        """Observed and expected events."""
        return ((count, self.mean),)


@attrs.frozen(eq=False)
class Binomial:
    """Cases among a whole with a known share, or the events of one area among those of all.

    Examples
    --------
    >>> chance = Binomial(np.array([3.0]), np.array([0.5]))
    >>> chance.at_most(np.array([0.0])), chance.mean
    (array([0.125]), array([1.5]))
    """

    total: FloatArray
    share: FloatArray

    @property
    def name(self) -> str:
        """Its name."""
        return "binomial"

    @property
    def mean(self) -> FloatArray:
        """Expected cases."""
        return self.total * self.share

    @property
    def variance(self) -> FloatArray:
        """Variance of the cases."""
        return self.total * self.share * (1 - self.share)

    @property
    def lowest(self) -> FloatArray:
        """None."""
        return np.zeros_like(self.mean)

    @property
    def highest(self) -> FloatArray:
        """All."""
        return np.asarray(self.total + np.zeros_like(self.mean))

    def at_most(self, count: FloatArray) -> FloatArray:
        """Probability of so many or fewer."""
        return binomial_at_most(count, self.highest, self.share)

    def at_least(self, count: FloatArray) -> FloatArray:
        """Probability of so many or more."""
        return binomial_at_least(count, self.highest, self.share)

    def cells(self, count: FloatArray) -> tuple[tuple[FloatArray, FloatArray], ...]:
        """Cases and the others."""
        rest = self.highest - self.mean
        return ((count, self.mean), (self.highest - count, rest))


@attrs.frozen(eq=False)
class Hypergeometric:
    """Cases of one area when those of all areas together are known: nothing has to be estimated.

    Examples
    --------
    Two drawn of four, two of which are marked.

    >>> chance = Hypergeometric(np.array([2.0]), marked=np.array([2.0]), whole=np.array([4.0]))
    >>> chance.at_most(np.array([0.0])), chance.at_least(np.array([1.0]))
    (array([0.16666667]), array([0.83333333]))
    """

    drawn: FloatArray
    marked: FloatArray = attrs.field(kw_only=True)
    whole: FloatArray = attrs.field(kw_only=True)

    @property
    def name(self) -> str:
        """Its name."""
        return "hypergeometric"

    @property
    def mean(self) -> FloatArray:
        """Expected cases."""
        return np.asarray(self.drawn * self.marked / self.whole)

    @property
    def variance(self) -> FloatArray:
        """Variance of the cases; none where the area is the whole."""
        share = self.marked / self.whole
        left = (self.whole - self.drawn) / np.maximum(self.whole - 1, 1)
        return np.asarray(self.drawn * share * (1 - share) * left)

    @property
    def lowest(self) -> FloatArray:
        """As many as the others cannot hold."""
        return np.maximum(0.0, self.drawn + self.marked - self.whole)

    @property
    def highest(self) -> FloatArray:
        """All that are drawn or all that are marked."""
        return np.minimum(self.drawn, self.marked)

    def at_most(self, count: FloatArray) -> FloatArray:
        """Probability of so many or fewer."""
        return _hypergeometric_at_most(count, self.drawn, self.marked, self.whole)

    def at_least(self, count: FloatArray) -> FloatArray:
        """Probability of so many or more: of so few that are not marked."""
        return _hypergeometric_at_most(
            self.drawn - count, self.drawn, self.whole - self.marked, self.whole
        )

    def cells(self, count: FloatArray) -> tuple[tuple[FloatArray, FloatArray], ...]:
        """Cases and others, here and elsewhere."""
        mean, elsewhere = self.mean, self.whole - self.drawn
        return (
            (count, mean),
            (self.drawn - count, self.drawn - mean),
            (self.marked - count, self.marked - mean),
            (elsewhere - self.marked + count, elsewhere - self.marked + mean),
        )


def signed_root(chance: Chance, count: FloatArray) -> FloatArray:
    """Score a count by the signed root of its deviance: close to a normal score, however far out.

    Examples
    --------
    >>> signed_root(Poisson(np.array([100.0, 100.0])), np.array([100.0, 120.0])).round(2)
    array([0.  , 1.94])
    """
    inside = np.clip(count, chance.lowest, chance.highest)
    special = _special()
    deviance = sum(special.kl_div(seen, expected) for seen, expected in chance.cells(inside))
    return np.asarray(np.sign(inside - chance.mean) * np.sqrt(2 * np.maximum(deviance, 0.0)))


def _hypergeometric_at_most(
    count: FloatArray, drawn: FloatArray, marked: FloatArray, whole: FloatArray
) -> FloatArray:
    count, drawn, marked, whole = np.broadcast_arrays(count, drawn, marked, whole)
    lowest, highest = np.maximum(0.0, drawn + marked - whole), np.minimum(drawn, marked)
    result = np.where(count >= highest, 1.0, 0.0)
    inside = (count >= lowest) & (count < highest)
    below = inside & (count * whole < drawn * marked)
    above = inside & ~below
    result[below] = _lower_sum(count[below], drawn[below], marked[below], whole[below])
    # Beyond the mean the other tail is the short one: so many fewer that are not marked.
    others = whole[above] - marked[above]
    rest = _lower_sum(drawn[above] - count[above] - 1, drawn[above], others, whole[above])
    result[above] = 1 - rest
    return np.asarray(result)


def _lower_sum(
    count: FloatArray, drawn: FloatArray, marked: FloatArray, whole: FloatArray
) -> FloatArray:
    """Add the probabilities from a count below the mean downwards, until they vanish."""
    special = _special()

    def choose(many: FloatArray, few: FloatArray) -> FloatArray:
        logs = special.gammaln(many + 1) - special.gammaln(few + 1)
        return np.asarray(logs - special.gammaln(many - few + 1))

    first = choose(marked, count) + choose(whole - marked, drawn - count) - choose(whole, drawn)
    total, term, start = np.ones(count.size), np.ones(count.size), 0
    others = whole - drawn - marked
    while (term > _SMALL * total).any():
        at = count[:, None] - np.arange(start, start + _BLOCK)
        step = at * np.maximum(others[:, None] + at, 0)
        step = np.maximum(step, 0) / ((drawn[:, None] - at + 1) * (marked[:, None] - at + 1))
        terms = term[:, None] * np.cumprod(step, axis=1)
        total, term = total + terms.sum(axis=1), terms[:, -1]
        start += _BLOCK
    return np.asarray(np.exp(first) * total)


def _special() -> Any:  # noqa: ANN401 - a module without types
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    return special
