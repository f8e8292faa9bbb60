"""Funding rules: properties and errors (examples are in cases/funding_rules.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.catalogue.facts import fact
from famplan.errors import DefinitionError
from famplan.formulas import funding

amounts = st.integers(1, 10**9)


@given(amounts, amounts, amounts)
def test_growth_factors_of_two_years_multiply(first: int, second: int, third: int) -> None:
    """(1 + g) of each step makes (1 + g) of both."""
    steps = (1 + funding.funding_growth(second, previous=first)) * (
        1 + funding.funding_growth(third, previous=second)
    )
    assert steps == pytest.approx(1 + funding.funding_growth(third, previous=first))


@given(st.integers(1, 10**6))
def test_growth_of_exactly_five_per_cent_keeps_the_floor(hundred: int) -> None:
    """The floor is inclusive, and growth is divided once so that 5 % is 5 % exactly."""
    growth = funding.funding_growth(105 * hundred, previous=100 * hundred)
    floor = fact("funding_growth_floor").value
    assert funding.keeps_growth_rule(growth, yardstick=floor, rule="at least") == 1
    assert funding.keeps_growth_rule(growth, yardstick=floor, rule="above") == 0


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_above_is_the_contrary_of_the_other_way_round_at_least(one: float, other: float) -> None:
    """Of two growths either the first exceeds the second, or the second reaches the first."""
    above = funding.keeps_growth_rule(one, yardstick=other, rule="above")
    reached = funding.keeps_growth_rule(other, yardstick=one, rule="at least")
    assert above + reached == 1


def test_an_unknown_growth_is_neither_kept_nor_broken() -> None:
    """Unknown is not false."""
    kept = funding.keeps_growth_rule([None, 0.1], yardstick=0.05, rule="above")
    np.testing.assert_array_equal(kept, [np.nan, 1])


def test_the_rule_is_one_of_two_words() -> None:
    """Strict or inclusive must be said."""
    with pytest.raises(DefinitionError, match="rule: '>' is none of 'above', 'at least'"):
        funding.keeps_growth_rule(0.1, yardstick=0.05, rule=">")  # type: ignore[arg-type]


def test_parity_is_one_and_needs_a_base() -> None:
    """The same amount per head is parity; nothing for the registered is undefined."""
    np.testing.assert_array_equal(funding.per_head_parity([30, 5], registered=[30, 0]), [1, np.nan])
