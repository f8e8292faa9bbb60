"""Who pays: shares add up, unknown stays unknown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, PartExceedsWholeError
from famplan.formulas.programme import spending_proportion, spending_shares

payers = st.dictionaries(
    st.sampled_from(["government", "donors", "households"]), st.integers(0, 10**9), min_size=1
).filter(lambda spent: any(spent.values()))


@given(payers)
def test_shares_of_all_payers_add_up_to_one(spent: dict[str, int]) -> None:
    """And each is what the payer spent of the total."""
    shares = spending_shares(spent)
    assert sum(shares.values()) == pytest.approx(1)
    total = sum(spent.values())
    for payer, share in shares.items():
        assert share == pytest.approx(spending_proportion(spent[payer], total=total))


def test_what_one_payer_spent_unknown_leaves_all_shares_unknown() -> None:
    """Households that were never asked did not spend nothing."""
    shares = spending_shares({"donors": [60, 60], "households": [40, None]})
    np.testing.assert_array_equal(shares["donors"], [0.6, np.nan])


def test_errors_name_the_payer() -> None:
    """More than all, or less than nothing."""
    with pytest.raises(PartExceedsWholeError, match="spent: 5 is more than total 4"):
        spending_proportion(5, total=4)
    with pytest.raises(NegativeCountError, match="donors"):
        spending_shares({"donors": -1})
