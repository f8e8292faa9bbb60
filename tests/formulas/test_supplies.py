"""The supply ledger: properties and errors (examples are in cases/supplies.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, PartExceedsWholeError
from famplan.formulas import supplies

units = st.integers(0, 10**9)
ENTRIES = ("received", "issued", "lost", "expired")
ledgers = st.fixed_dictionaries(dict.fromkeys(ENTRIES, units))


@given(units, ledgers)
def test_a_stock_that_the_ledger_leaves_has_no_residual(
    opening: int, ledger: dict[str, int]
) -> None:
    """The balance closes."""
    closing = supplies.closing_stock(opening, **ledger)
    if closing >= 0:
        assert supplies.ledger_residual(closing, opening=opening, **ledger) == 0


@given(units, ledgers, ledgers)
def test_two_periods_in_a_row_are_one_period_with_the_sums(
    opening: int, first: dict[str, int], second: dict[str, int]
) -> None:
    """The closing stock of one period opens the next."""
    middle = supplies.closing_stock(opening, **first)
    if middle < 0:
        return
    both = {name: first[name] + second[name] for name in ENTRIES}
    assert supplies.closing_stock(middle, **second) == supplies.closing_stock(opening, **both)


@given(units, units, units, units)
def test_wastage_is_a_share_of_what_was_there(
    lost: int, expired: int, more: int, left: int
) -> None:
    """Between 0 and 1, and unknown where there was nothing."""
    opening, received = lost + expired + left, more
    share = supplies.wastage_proportion(lost, expired=expired, opening=opening, received=received)
    assert np.isnan(share) if opening + received == 0 else 0 <= share <= 1


def test_more_issued_than_there_was_shows_below_zero() -> None:
    """A negative stock is the ledger's fault, shown and not hidden."""
    stock = supplies.closing_stock([10, 10], received=0, issued=[4, 15], lost=0, expired=0)
    np.testing.assert_array_equal(stock, [6, -5])


def test_unknown_entries_leave_the_stock_unknown() -> None:
    """Unknown losses are not zero losses."""
    assert np.isnan(supplies.closing_stock(10, received=0, issued=4, lost=None, expired=0))


def test_nothing_consumed_has_no_months() -> None:
    """A stock that nobody uses does not last for ever: its months are unknown."""
    np.testing.assert_array_equal(
        supplies.months_of_stock([50, 50], monthly_consumption=[10, 0]), [5, np.nan]
    )


def test_faulty_entries_are_named() -> None:
    """Entries below zero, and parts beyond their whole."""
    with pytest.raises(NegativeCountError, match="issued: -1 is below 0"):
        supplies.closing_stock(10, received=0, issued=-1, lost=0, expired=0)
    with pytest.raises(PartExceedsWholeError, match="wasted: 12 is more than available 10"):
        supplies.wastage_proportion(12, expired=0, opening=10, received=0)
    with pytest.raises(PartExceedsWholeError, match="stocked_out: 3 is more than facilities 2"):
        supplies.stock_out_proportion(3, facilities=2)
