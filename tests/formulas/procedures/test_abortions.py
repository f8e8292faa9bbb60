"""Abortion rate, ratio and share: how they hang together, and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError
from famplan.formulas import procedures

some = st.integers(min_value=1, max_value=10**6)


@given(induced=some, births=some, women=some)
def test_rate_is_ratio_times_general_fertility(induced: int, births: int, women: int) -> None:
    """Abortions per woman = abortions per birth × births per woman."""
    rate = procedures.abortion_rate(induced, women=women, basis="women_15_49")
    ratio = procedures.abortion_ratio(induced, births=births)
    assert rate == pytest.approx(ratio * births / women, rel=1e-12)


@given(induced=some, births=some)
def test_share_and_ratio_say_the_same_where_nothing_else_ended(induced: int, births: int) -> None:
    """With no other ends, share = ratio / (1 + ratio)."""
    share = procedures.abortion_proportion(
        induced, births=births, stillbirths=0, spontaneous_abortions=0
    )
    ratio = procedures.abortion_ratio(induced, births=births)
    assert share == pytest.approx(ratio / (1 + ratio), rel=1e-12)


def test_without_births_or_women_nothing_is_known() -> None:
    """A zero denominator gives unknown, never zero."""
    assert np.isnan(procedures.abortion_ratio(3, births=0))
    assert np.isnan(procedures.abortion_rate(0, women=0, basis="married_women"))


def test_the_basis_is_checked() -> None:
    """The message lists both."""
    with pytest.raises(DefinitionError, match="'women' is none of 'women_15_49', 'married_women'"):
        procedures.abortion_rate(1, women=2, basis="women")
