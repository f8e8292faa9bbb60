"""Demand and its satisfaction: identities of the published definitions, and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from famplan.errors import PartExceedsWholeError
from famplan.formulas.programme import all_women_prevalence, family_planning_demand

share = st.floats(0, 1)


@given(share, share, share)
def test_the_definitions_hold_together(a: float, b: float, unmet: float) -> None:
    """Demand for modern methods is demand; whoever has none is the rest of the women."""
    prevalence, modern = max(a, b), min(a, b)
    assume(prevalence + unmet <= 1)
    found = family_planning_demand(prevalence, modern=modern, unmet_need=unmet)
    assert modern + found["unmet_modern"] == pytest.approx(found["demand"])
    assert found["demand"] + found["no_need"] == pytest.approx(1)
    assert found["traditional"] == pytest.approx(prevalence - modern)
    if found["demand"] > 0:
        assert found["demand_satisfied_modern"] <= found["demand_satisfied"] <= 1 + 1e-12


def test_where_nobody_has_a_demand_none_of_it_is_satisfied_or_not() -> None:
    """0 of 0 is not 0 %."""
    found = family_planning_demand([0, 0.5], modern=[0, 0.5], unmet_need=0)
    np.testing.assert_array_equal(found["demand_satisfied_modern"], [np.nan, 1])


@given(share, share, st.integers(0, 1000), st.integers(1, 1000))
def test_all_women_lie_between_the_two_groups(a: float, b: float, some: int, others: int) -> None:
    """The share of all is that of the larger group when the other is empty."""
    total = all_women_prevalence(a, not_in_union=b, women_in_union=some, women_not_in_union=others)
    assert min(a, b) - 1e-12 <= total <= max(a, b) + 1e-12
    assert all_women_prevalence(
        a, not_in_union=b, women_in_union=0, women_not_in_union=others
    ) == pytest.approx(b)


def test_parts_of_different_women_are_refused() -> None:
    """Modern use of one group with prevalence of another, or need of more women than there are."""
    with pytest.raises(PartExceedsWholeError, match="modern: more than prevalence; are these"):
        family_planning_demand(0.3, modern=0.4, unmet_need=0.1)
    with pytest.raises(PartExceedsWholeError, match="prevalence and unmet_need: more than all wom"):
        family_planning_demand(0.7, modern=0.4, unmet_need=0.4)
