"""Only-child shares and certificates: properties and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, PartExceedsWholeError
from famplan.formulas import certificates

some = st.integers(min_value=1, max_value=10**6)


@given(holders=some, other_one_child=some, other_married=some, unmarried=some)
def test_the_three_bases_are_ordered(
    holders: int, other_one_child: int, other_married: int, unmarried: int
) -> None:
    """One-child families give the highest coverage, the average of women the lowest."""
    families = holders + other_one_child
    married = families + other_married
    by_families = certificates.certificate_coverage(
        holders, among=families, basis="one_child_families"
    )
    by_married = certificates.certificate_coverage(holders, among=married, basis="married_women")
    by_average = certificates.certificate_coverage(
        holders, among=married, basis="average", women=married + unmarried
    )
    assert by_families > by_married > by_average


@given(part=some, rest=some)
def test_shares_lie_between_zero_and_one(part: int, rest: int) -> None:
    """A part of a whole that contains it."""
    whole = part + rest
    assert 0 < certificates.only_child_proportion(part, married_women=whole) < 1
    assert 0 < certificates.new_certificate_proportion(part, holders=whole) < 1


def test_no_certificates_give_no_share() -> None:
    """A share of no certificates is unknown, not zero."""
    assert np.isnan(certificates.new_certificate_proportion(0, holders=0))


def test_the_basis_is_checked() -> None:
    """The message lists the three."""
    with pytest.raises(DefinitionError, match="'women' is none of 'married_women', 'one_child_f"):
        certificates.certificate_coverage(1, among=2, basis="women")


def test_all_women_belong_to_the_average_alone() -> None:
    """Needed there, refused elsewhere."""
    with pytest.raises(DefinitionError, match='women: is needed with basis="average"'):
        certificates.certificate_coverage(1, among=2, basis="average")
    with pytest.raises(DefinitionError, match='women: is not used with basis="married_women"'):
        certificates.certificate_coverage(1, among=2, basis="married_women", women=3)


def test_married_women_are_among_all_women() -> None:
    """An average over fewer women than are married cannot be."""
    with pytest.raises(PartExceedsWholeError, match="among: 5 is more than women 4"):
        certificates.certificate_coverage(1, among=5, basis="average", women=4)
