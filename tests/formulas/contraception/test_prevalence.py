"""Contraceptive prevalence: properties, warnings and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, ImplausibleRateWarning
from famplan.formulas import contraception

some = st.integers(min_value=1, max_value=10**6)


@given(modern=some, traditional=some, none=some)
def test_modern_traditional_and_no_method_add_up_to_one(
    modern: int, traditional: int, none: int
) -> None:
    """Every married woman is in one of the three."""
    women = modern + traditional + none
    shares = contraception.contraceptive_prevalence(
        [modern, traditional], married_women=women, basis="closing"
    )
    without = contraception.no_method_proportion(none, married_women=women)
    assert np.sum(shares) + without == pytest.approx(1, rel=1e-12)


@given(users=some, rest=some, users_then=some, rest_then=some)
def test_period_prevalence_lies_between_opening_and_closing(
    users: int, rest: int, users_then: int, rest_then: int
) -> None:
    """A ratio of means lies between the two ratios."""
    women, women_then = users + rest, users_then + rest_then
    ends = sorted([users / women, users_then / women_then])
    period = contraception.contraceptive_prevalence(
        users,
        married_women=women,
        basis="period",
        opening_users=users_then,
        opening_married_women=women_then,
    )
    assert ends[0] - 1e-12 <= period <= ends[1] + 1e-12


@given(users=some, rest=some, unable=some)
def test_the_strict_share_is_never_the_lower(users: int, rest: int, unable: int) -> None:
    """Women unable to bear leave the denominator."""
    able = users + rest
    strict = contraception.fecund_contraceptive_use(users, married_women_able=able)
    usual = contraception.contraceptive_prevalence(
        users, married_women=able + unable, basis="closing"
    )
    assert strict >= usual


def test_without_women_prevalence_is_unknown() -> None:
    """A share of nobody is undefined."""
    assert np.isnan(contraception.contraceptive_prevalence(0, married_women=0, basis="closing"))


def test_more_users_than_married_women_warn() -> None:
    """Users can be outside the denominator, so the figure stands, with a warning."""
    with pytest.warns(ImplausibleRateWarning, match="outside the denominator"):
        prevalence = contraception.contraceptive_prevalence(
            [9, 11], married_women=10, basis="closing"
        )
    np.testing.assert_allclose(prevalence, [0.9, 1.1])


def test_the_basis_is_checked() -> None:
    """There is no default, and the message lists both."""
    with pytest.raises(DefinitionError, match="'end' is none of 'closing', 'period'"):
        contraception.contraceptive_prevalence(1, married_women=2, basis="end")


def test_opening_counts_must_fit_the_basis() -> None:
    """Both are needed for the period, neither is used at its close."""
    with pytest.raises(DefinitionError, match="opening_married_women: is needed with basis"):
        contraception.contraceptive_prevalence(1, married_women=2, basis="period", opening_users=1)
    with pytest.raises(DefinitionError, match="opening_users: is not used with basis"):
        contraception.contraceptive_prevalence(1, married_women=2, basis="closing", opening_users=1)
