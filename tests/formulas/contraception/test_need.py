"""Shares of women with a need: identities of them, and what cannot be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import PartExceedsWholeError
from famplan.formulas.contraception import (
    demand_satisfied_proportion,
    need_proportion,
    unmet_modern_need_proportion,
)
from famplan.formulas.programme import family_planning_demand

some = st.integers(0, 10**6)


@given(some, some, some, some)
def test_counts_and_shares_lead_to_one_figure(
    unmet: int, modern: int, traditional: int, others: int
) -> None:
    """The definitions of the estimation models, from shares, agree with those from counts."""
    women = unmet + modern + traditional + others
    users = modern + traditional
    if women == 0:
        assert np.isnan(need_proportion(unmet, women=women))
        return
    found = family_planning_demand(users / women, modern=modern / women, unmet_need=unmet / women)
    demand = need_proportion(unmet + users, women=women)
    assert demand == pytest.approx(found["demand"])
    modern_unmet = unmet_modern_need_proportion(unmet, traditional_users=traditional, women=women)
    assert modern_unmet == pytest.approx(found["unmet_modern"], abs=1e-12)
    for own, share in ((users, "demand_satisfied"), (modern, "demand_satisfied_modern")):
        satisfied = demand_satisfied_proportion(own, demand=unmet + users)
        assert satisfied == pytest.approx(found[share], nan_ok=True, abs=1e-12)


def test_an_array_is_a_loop() -> None:
    """Areas are computed at once."""
    unmet, women = np.array([10, 0, 5]), np.array([40, 0, 10])
    found = need_proportion(unmet, women=women)
    np.testing.assert_array_equal(found, [0.25, np.nan, 0.5])


def test_no_more_in_need_than_women() -> None:
    """A part cannot be more than its whole."""
    with pytest.raises(PartExceedsWholeError):
        need_proportion(3, women=2)
    with pytest.raises(PartExceedsWholeError):
        unmet_modern_need_proportion(2, traditional_users=1, women=2)
    with pytest.raises(PartExceedsWholeError):
        demand_satisfied_proportion(3, demand=2)
