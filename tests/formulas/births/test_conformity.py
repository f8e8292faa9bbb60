"""Policy conformity of births: properties and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, PartExceedsWholeError
from famplan.formulas import births

some = st.integers(min_value=0, max_value=10**6)


@given(conforming=some, other=some, first=some)
def test_the_quantity_variant_is_never_the_lower(conforming: int, other: int, first: int) -> None:
    """Leaving first births out of policy out below the line can only raise the share."""
    everyone = conforming + other + first
    usual = births.policy_conforming_proportion(conforming, births=everyone, basis="all_births")
    quantity = births.policy_conforming_proportion(
        conforming, births=everyone, basis="quantity", first_out_of_policy=first
    )
    assert np.isnan(usual) or np.isnan(quantity) or quantity >= usual


@given(conforming=some, other=some.filter(bool))
def test_conforming_and_out_of_policy_shares_add_up_to_one(conforming: int, other: int) -> None:
    """The two shares are complements."""
    everyone = conforming + other
    share = births.policy_conforming_proportion(conforming, births=everyone, basis="all_births")
    assert share + births.birth_proportion(other, births=everyone) == pytest.approx(1, rel=1e-12)


@given(conforming=some, other=some.filter(bool))
def test_without_first_births_out_of_policy_both_bases_agree(conforming: int, other: int) -> None:
    """The variants differ by those births alone."""
    everyone = conforming + other
    usual = births.policy_conforming_proportion(conforming, births=everyone, basis="all_births")
    assert usual == births.policy_conforming_proportion(
        conforming, births=everyone, basis="quantity", first_out_of_policy=0
    )


def test_the_composite_score_of_arrays_is_that_of_each_area() -> None:
    """Arrays are scalars done many times."""
    together = births.composite_birth_score(
        [95, 50], first=[80, 40], higher=[2, 30], births=[100, 100]
    )
    assert together[0] == births.composite_birth_score(95, first=80, higher=2, births=100)
    np.testing.assert_allclose(together, [1.55, -2.1])


def test_an_unknown_basis_is_named_with_what_is_allowed() -> None:
    """There is no default, and no third basis."""
    with pytest.raises(DefinitionError, match="'all' is none of 'all_births', 'quantity'"):
        births.policy_conforming_proportion(1, births=2, basis="all")


def test_first_births_out_of_policy_must_fit_the_basis() -> None:
    """Needed for one basis, meaningless for the other."""
    with pytest.raises(DefinitionError, match="first_out_of_policy: is needed with basis"):
        births.policy_conforming_proportion(1, births=2, basis="quantity")
    with pytest.raises(DefinitionError, match="first_out_of_policy: is not used with basis"):
        births.policy_conforming_proportion(1, births=2, basis="all_births", first_out_of_policy=1)


def test_more_first_births_out_of_policy_than_births_are_refused() -> None:
    """They are a part of the births, and the conforming ones are outside them."""
    with pytest.raises(PartExceedsWholeError, match="first_out_of_policy: 3 is more than births 2"):
        births.policy_conforming_proportion(0, births=2, basis="quantity", first_out_of_policy=3)
    with pytest.raises(PartExceedsWholeError, match="conforming: 2 is more than births_counted 1"):
        births.policy_conforming_proportion(2, births=2, basis="quantity", first_out_of_policy=1)
