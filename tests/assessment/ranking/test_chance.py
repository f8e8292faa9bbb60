"""Exact tails of counts, against tables, other programs and what must always hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from famplan.assessment.ranking.chance import Binomial, Chance, Hypergeometric, Poisson, signed_root

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray


def array(*values: float) -> FloatArray:
    """Numbers as an array."""
    return np.array(values, dtype=np.float64)


def test_the_lady_who_tastes_tea() -> None:
    """Fisher (1935): three or four of four cups right have a chance of 17 in 70."""
    cups = Hypergeometric(array(4), marked=array(4), whole=array(8))
    np.testing.assert_allclose(cups.at_least(array(3)), 17 / 70)
    np.testing.assert_allclose(cups.at_least(array(4)), 1 / 70)
    np.testing.assert_allclose(cups.at_most(array(3)), 69 / 70)


@given(
    drawn=st.integers(1, 900),
    marked=st.integers(0, 900),
    more=st.integers(1, 2000),
    count=st.integers(-2, 900),
)
def test_hypergeometric_tails_are_scipys(drawn: int, marked: int, more: int, count: int) -> None:
    """Both tails, within and outside of what can be."""
    whole = max(drawn, marked) + more
    chance = Hypergeometric(array(drawn), marked=array(marked), whole=array(whole))
    theirs = stats.hypergeom(whole, marked, drawn)
    np.testing.assert_allclose(
        chance.at_most(array(count)), theirs.cdf(count), rtol=1e-7, atol=1e-12
    )
    np.testing.assert_allclose(
        chance.at_least(array(count)), theirs.sf(count - 1), rtol=1e-7, atol=1e-12
    )
    with np.errstate(all="ignore"):  # its skewness divides by zero, where nothing varies
        mean, variance = theirs.mean(), theirs.var()
    np.testing.assert_allclose(chance.mean, mean, rtol=1e-9)
    np.testing.assert_allclose(chance.variance, variance, rtol=1e-9)


@given(mean=st.floats(0, 500), count=st.integers(-2, 700))
def test_poisson_tails_are_scipys(mean: float, count: int) -> None:
    """Both tails."""
    chance = Poisson(array(mean))
    np.testing.assert_allclose(chance.at_most(array(count)), stats.poisson.cdf(count, mean))
    np.testing.assert_allclose(
        chance.at_least(array(count)), stats.poisson.sf(count - 1, mean), rtol=1e-9
    )


FAMILIES: list[Chance] = [
    Poisson(array(6.5, 40)),
    Binomial(array(30, 200), array(0.2, 0.5)),
    Hypergeometric(array(20, 60), marked=array(50, 50), whole=array(160, 160)),
]
every_family = pytest.mark.parametrize("chance", FAMILIES, ids=lambda chance: chance.name)


@every_family
def test_both_tails_share_one_count(chance: Chance) -> None:
    """Together they are one and the chance of the count itself, which is never negative."""
    for count in range(15):
        here = array(count, count)
        both = chance.at_most(here) + chance.at_least(here)
        np.testing.assert_allclose(
            both - 1, chance.at_most(here) - chance.at_most(here - 1), atol=1e-12
        )


@every_family
def test_a_score_is_near_the_normal_one(chance: Chance) -> None:
    """Half a case off, its tail is within a fifth of the exact one; the mean has none."""
    np.testing.assert_allclose(signed_root(chance, chance.mean), 0, atol=1e-6)
    low = np.floor(chance.mean - 1.5 * np.sqrt(chance.variance))
    exact = chance.at_most(low)
    np.testing.assert_allclose(stats.norm.cdf(signed_root(chance, low + 0.5)), exact, rtol=0.2)


def test_a_score_tells_counts_apart_where_tails_vanish() -> None:
    """A hundred standard deviations out, tails are zero and scores are not."""
    chance = Poisson(array(1e6, 1e6))
    seen = array(1.1e6, 1.2e6)
    assert (chance.at_least(seen) == 0).all()
    assert (np.diff(signed_root(chance, seen)) > 50).all()
