"""Births at risk: shares of all, and shares dead over one another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, PartExceedsWholeError
from famplan.formulas.births import birth_risk_proportion, birth_risk_ratio
from famplan.formulas.migration import relative_risk

some = st.integers(1, 10**6)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any))
def test_categories_that_hold_everyone_add_up_to_one(parts: list[int]) -> None:
    """Whatever the categories are."""
    assert np.sum(birth_risk_proportion(parts, everyone=sum(parts))) == pytest.approx(1)


@given(some, some, some, some)
def test_the_ratio_turned_round_is_its_inverse(
    dead: int, alive: int, dead_else: int, alive_else: int
) -> None:
    """And both are relative risks like any other."""
    one = {"births": dead + alive}
    found = birth_risk_ratio(
        dead,
        **one,
        deaths_without_risk=dead_else,
        births_without_risk=dead_else + alive_else,
    )
    back = birth_risk_ratio(
        dead_else,
        births=dead_else + alive_else,
        deaths_without_risk=dead,
        births_without_risk=dead + alive,
    )
    assert found * back == pytest.approx(1)
    assert found == relative_risk(
        dead,
        persons=dead + alive,
        reference_cases=dead_else,
        reference_persons=dead_else + alive_else,
    )


def test_what_cannot_be_said_is_unknown() -> None:
    """No births, or none that died without risk, give no ratio; none that died at risk gives 0."""
    known = {"births": 20, "deaths_without_risk": 4, "births_without_risk": 40}
    assert birth_risk_ratio(0, **known) == 0
    assert np.isnan(birth_risk_ratio(2, **known | {"deaths_without_risk": 0}))
    assert np.isnan(birth_risk_ratio(0, **known | {"births": 0}))
    assert np.isnan(birth_risk_proportion(0, everyone=0))


def test_counts_must_be_possible() -> None:
    """No more deaths than births, none below zero."""
    with pytest.raises(PartExceedsWholeError):
        birth_risk_ratio(3, births=2, deaths_without_risk=1, births_without_risk=9)
    with pytest.raises(NegativeCountError):
        birth_risk_proportion(-1, everyone=9)
