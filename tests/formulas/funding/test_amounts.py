"""Funding: properties and errors (examples are in cases/funding.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, ShapeError
from famplan.formulas import funding

amounts = st.lists(st.integers(0, 10**9), min_size=1, max_size=9)


@given(amounts, st.integers(1, 10**7))
def test_per_head_of_the_sum_is_the_sum_per_head(levels: list[int], population: int) -> None:
    """Amounts per head add up over one population."""
    total = funding.funding_per_head(funding.sum_of_levels(levels), population=population)
    each = funding.funding_per_head(levels, population=population)
    assert total == pytest.approx(funding.sum_of_levels(each))


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_the_match_ratio_turned_round_is_its_reciprocal(local: int, central: int) -> None:
    """2.43 local yuan per central yuan is one central yuan per 2.43."""
    there = funding.match_ratio(local, central=central)
    assert there * funding.match_ratio(central, central=local) == pytest.approx(1)


def test_levels_stand_on_the_last_axis_and_unknown_stays_unknown() -> None:
    """Areas in front, levels last."""
    np.testing.assert_array_equal(funding.sum_of_levels([[0.5, 1, 0.5], [1, None, 1]]), [2, np.nan])


def test_one_number_has_no_levels() -> None:
    """A forgotten list is noticed."""
    with pytest.raises(ShapeError, match="amounts: one number has no levels"):
        funding.sum_of_levels(30)


def test_negative_amounts_are_named() -> None:
    """Refunds are booked apart."""
    with pytest.raises(NegativeCountError, match="amount: -5 is below 0"):
        funding.funding_per_head(-5, population=10)
