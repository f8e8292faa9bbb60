"""Shares of births by order: properties and errors (examples are in cases/births.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import PartExceedsWholeError
from famplan.formulas import births, vital

some = st.integers(min_value=0, max_value=10**6)
orders = st.tuples(some, some, some).filter(any)


@given(orders)
def test_the_three_parity_shares_add_up_to_one(by_order: tuple[int, int, int]) -> None:
    """Orders 1, 2 and 3+ share all births out."""
    shares = births.birth_proportion(by_order, births=sum(by_order))
    assert np.sum(shares) == pytest.approx(1, rel=1e-12)


@given(orders, st.integers(min_value=1, max_value=10**9))
def test_first_birth_rate_is_the_first_birth_share_times_the_crude_birth_rate(
    by_order: tuple[int, int, int], population: int
) -> None:
    """一孩出生率 = 一孩率 × 出生率."""
    everyone = sum(by_order)
    share = births.birth_proportion(by_order[0], births=everyone)
    crude = vital.crude_birth_rate(everyone, population=population)
    rate = births.first_birth_rate(by_order[0], population=population)
    assert rate == pytest.approx(share * crude, rel=1e-12)


def test_no_births_have_no_shares() -> None:
    """A share of nothing is unknown, not zero."""
    assert np.isnan(births.birth_proportion(0, births=0))


def test_more_births_of_a_kind_than_births_are_refused() -> None:
    """The message names both counts."""
    with pytest.raises(PartExceedsWholeError, match=r"part\[1\]: 9 is more than births 8"):
        births.birth_proportion([1, 9], births=8)
