"""The table of births by order and conformity: its identities, and shares that agree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import (
    InvalidInputError,
    NegativeCountError,
    PartExceedsWholeError,
    ShapeError,
)
from famplan.formulas.births.table import ORDERS, ParityPolicyTable

some = st.integers(min_value=0, max_value=10**6)
three = st.tuples(some, some, some)
tables = st.builds(
    lambda inside, outside, late: ParityPolicyTable(
        births=np.add(inside, outside), in_policy=inside, found_late=late
    ),
    three,
    three.filter(all),
    three,
)


@given(tables)
def test_shares_of_the_table_agree_with_each_other(table: ParityPolicyTable) -> None:
    """Parity shares add up to 1; conforming and out-of-policy shares are complements."""
    assert table.parity_shares.sum() == pytest.approx(1, rel=1e-12)
    assert table.policy_conforming_proportion + table.out_of_policy_share == pytest.approx(1)
    assert table.out_of_policy_higher_share <= table.out_of_policy_share
    assert table.quantity_conforming_proportion >= table.policy_conforming_proportion


@given(tables, tables)
def test_tables_add_up(one: ParityPolicyTable, other: ParityPolicyTable) -> None:
    """The table of two areas holds the births of both, and its share lies between theirs."""
    both = one + other
    np.testing.assert_array_equal(both.births, one.births + other.births)
    np.testing.assert_array_equal(both.found_late, one.found_late + other.found_late)
    shares = sorted([one.policy_conforming_proportion, other.policy_conforming_proportion])
    assert shares[0] - 1e-12 <= both.policy_conforming_proportion <= shares[1] + 1e-12


def test_conformity_of_second_and_later_births() -> None:
    """Second births alone, and all births after the first."""
    table = ParityPolicyTable(births=[500, 240, 64], in_policy=[490, 180, 10])
    assert table.second_conforming_proportion == 0.75
    assert table.second_plus_conforming_proportion == 0.625
    assert len(ORDERS) == table.births.shape[-1]


def test_births_found_late_stand_apart_unless_they_are_asked_for() -> None:
    """The national form keeps them out of the period's births; a local rule counts them in."""
    table = ParityPolicyTable(
        births=[10, 5, 1],
        in_policy=[10, 2, 0],
        found_late=[0, 3, 1],
        found_late_in_policy=[0, 1, 0],
    )
    assert table.policy_conforming_proportion == 12 / 16
    counted = table.counting_found_late()
    assert counted.policy_conforming_proportion == 13 / 20
    assert not counted.found_late.any()


def test_areas_stand_in_front_of_the_orders() -> None:
    """A table of areas gives what one table for each area gives."""
    table = ParityPolicyTable(births=[[4, 3, 1], [8, 2, 0]], in_policy=[[4, 1, 0], [8, 2, 0]])
    np.testing.assert_array_equal(table.policy_conforming_proportion, [5 / 8, 1])
    np.testing.assert_array_equal(table.parity_shares, [[0.5, 0.375, 0.125], [0.8, 0.2, 0]])


def test_more_births_in_policy_than_births_are_refused_in_any_order() -> None:
    """The order at fault is named by its place."""
    with pytest.raises(PartExceedsWholeError, match=r"in_policy\[1\]: 3 is more than births 2"):
        ParityPolicyTable(births=[5, 2, 1], in_policy=[5, 3, 0])
    with pytest.raises(PartExceedsWholeError, match=r"found_late_in_policy\[0\]: 1 is more than"):
        ParityPolicyTable(births=[5, 2, 1], in_policy=[5, 2, 0], found_late_in_policy=[1, 0, 0])


def test_a_stated_total_must_be_the_sum_of_its_orders() -> None:
    """Both totals are checked, for every area."""
    with pytest.raises(InvalidInputError, match="total: 9 is not the sum 8 of the orders"):
        ParityPolicyTable(births=[[5, 2, 1]], in_policy=[[5, 2, 0]], total=9)
    with pytest.raises(InvalidInputError, match="total_in_policy: 6 is not the sum 7"):
        ParityPolicyTable(births=[5, 2, 1], in_policy=[5, 2, 0], total=8, total_in_policy=6)


def test_an_unknown_order_leaves_the_shares_unknown() -> None:
    """Unknown is not zero, and contradicts no total."""
    table = ParityPolicyTable(births=[5, None, 1], in_policy=[5, 0, 0], total=9)
    assert np.isnan(table.policy_conforming_proportion)


def test_three_orders_are_needed_and_none_below_zero() -> None:
    """A missing order or a negative count is no table."""
    with pytest.raises(ShapeError, match=r"births: shape \(2,\) does not end with 3 birth orders"):
        ParityPolicyTable(births=[5, 2], in_policy=[5, 2, 0])
    with pytest.raises(ShapeError, match=r"in_policy: shape \(\)"):
        ParityPolicyTable(births=[5, 2, 1], in_policy=5)
    with pytest.raises(NegativeCountError, match=r"births\[2\]: -1 is below 0"):
        ParityPolicyTable(births=[5, 2, -1], in_policy=[5, 2, 0])
