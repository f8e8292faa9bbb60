"""Women by number of children: properties and errors (worked examples are in the cases)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import (
    ImplausibleRateWarning,
    InvalidInputError,
    NegativeCountError,
    PartExceedsWholeError,
    ShapeError,
)
from famplan.formulas import parity

distributions = arrays(np.float64, (3, 6), elements=st.integers(1, 10**6))


@given(distributions)
def test_progression_gives_the_distribution_back(women: np.ndarray) -> None:
    """Those with at least i children are the women times the ratios up to there."""
    ratios = np.asarray(parity.parity_progression_ratio(women))
    assert ((ratios > 0) & (ratios < 1)).all()
    at_least = np.cumsum(women[:, ::-1], axis=-1)[:, ::-1]
    reached = at_least[:, :1] * np.cumprod(ratios, axis=-1)
    np.testing.assert_allclose(reached, at_least[:, 1:], rtol=1e-9)


@given(distributions)
def test_mean_parity_is_the_sum_of_products_of_progression(women: np.ndarray) -> None:
    """a0 + a0·a1 + a0·a1·a2 … is the mean where the last group is not open."""
    ratios = np.asarray(parity.parity_progression_ratio(women))
    mean = parity.mean_parity(women, last_parity=5)
    np.testing.assert_allclose(mean, np.cumprod(ratios, axis=-1).sum(axis=-1), rtol=1e-9)


@given(distributions)
def test_the_childless_do_not_progress(women: np.ndarray) -> None:
    """The proportion childless is one less the first progression ratio."""
    childless = parity.childless_proportion(women[:, 0], women=women.sum(axis=-1))
    first = np.asarray(parity.parity_progression_ratio(women))[:, 0]
    np.testing.assert_allclose(childless, 1 - first, atol=1e-12)


@given(distributions, st.integers(2, 9))
def test_shares_do_not_depend_on_the_size(women: np.ndarray, times: int) -> None:
    """A sample and its multiple have the same measures."""
    for measure in (
        parity.parity_progression_ratio,
        lambda table: parity.mean_parity(table, last_parity=6.5),
    ):
        np.testing.assert_allclose(measure(women * times), measure(women), rtol=1e-12)


def test_nobody_got_so_far() -> None:
    """Where no woman has two children the next ratio is unknown."""
    ratios = parity.parity_progression_ratio([5, 5, 0, 0])
    np.testing.assert_array_equal(ratios, [0.5, 0, np.nan])


def test_orders_of_areas_add_up_area_by_area() -> None:
    """Only orders are summed."""
    total = parity.total_fertility_of_orders([[0.6, 0.4], [0.5, 0.2]])
    np.testing.assert_allclose(total, [1.0, 0.7])


def test_orders_per_thousand_are_pointed_at() -> None:
    """Printed figures of orders are often per 1,000 women."""
    with pytest.warns(ImplausibleRateWarning, match=r"by_order\[0\] is 628\.79"):
        parity.total_fertility_of_orders([628.79, 385.81, 128.71])


@pytest.mark.parametrize("women", [[7], 7, []])
def test_one_parity_is_no_distribution(women: list[int] | int) -> None:
    """Progression needs somewhere to go."""
    with pytest.raises(ShapeError, match="women_by_parity: fewer than two parities; give women"):
        parity.parity_progression_ratio(women)


def test_the_last_group_has_at_least_its_fewest_children() -> None:
    """Women with "4 and more" do not have 3.9 on average."""
    with pytest.raises(InvalidInputError, match=r"last_parity: 3\.9 is below 4, the last group's"):
        parity.mean_parity([1, 1, 1, 1, 1], last_parity=3.9)


def test_bad_counts_are_named() -> None:
    """Negative women, and more childless women than women."""
    with pytest.raises(NegativeCountError, match=r"women_by_parity\[1\]: -1 is below 0"):
        parity.mean_parity([1, -1], last_parity=1)
    with pytest.raises(PartExceedsWholeError, match="childless: 11 is more than women 10"):
        parity.childless_proportion(11, women=10)
