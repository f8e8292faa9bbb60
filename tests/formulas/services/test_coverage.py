"""Coverage and payment: properties and errors (examples are in cases/services.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, InvalidInputError, PartExceedsWholeError
from famplan.formulas import services

parts_and_wholes = st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)).map(sorted)


@given(parts_and_wholes, st.integers(1, 1000))
def test_coverage_does_not_change_when_every_count_is_multiplied(
    counts: list[int], factor: int
) -> None:
    """Coverage is a share: scale free, between 0 and 1, unknown only where nobody was due."""
    covered, due = counts
    share = services.coverage(covered, due=due)
    assert np.isnan(share) if due == 0 else 0 <= share <= 1
    np.testing.assert_allclose(services.coverage(covered * factor, due=due * factor), share)


@given(st.lists(parts_and_wholes, min_size=1, max_size=20))
def test_an_array_equals_a_loop_of_scalars(rows: list[list[int]]) -> None:
    """Arrays are scalars done many times."""
    covered, due = np.array(rows, dtype=float).T
    together = services.coverage(covered, due=due)
    alone = [services.coverage(c, due=d) for c, d in rows]
    np.testing.assert_array_equal(together, alone)


@given(st.integers(1, 10**4), st.integers(1, 10**4))
def test_equal_payments_make_both_bases_agree(paid: int, more: int) -> None:
    """Where everybody is due the same and gets all or nothing, persons and yuan agree."""
    due = paid + more
    persons = services.payment_proportion(paid, due=due, basis="persons")
    amount = services.payment_proportion(paid * 960, due=due * 960, basis="amount")
    assert persons == pytest.approx(amount, rel=1e-15)


def test_coverage_above_one_is_refused_with_the_position() -> None:
    """The message names the area in which more were covered than due."""
    with pytest.raises(PartExceedsWholeError, match=r"covered\[1\]: 12 is more than due 10"):
        services.coverage([5, 12], due=10)


def test_payment_needs_a_basis_the_field_knows() -> None:
    """There is no default, and another word is refused with the two allowed."""
    with pytest.raises(TypeError):
        services.payment_proportion(1, due=2)  # type: ignore[call-arg]
    with pytest.raises(DefinitionError, match="basis: 'yuan' is none of 'persons', 'amount'"):
        services.payment_proportion(1, due=2, basis="yuan")  # type: ignore[arg-type]


def test_persons_are_whole() -> None:
    """An amount given as persons shows by its fraction; unknown entries stay unknown."""
    with pytest.raises(InvalidInputError, match=r"paid: 240\.5 is not a whole number of persons"):
        services.payment_proportion(240.5, due=250, basis="persons")
    assert np.isnan(services.payment_proportion(float("nan"), due=250, basis="persons"))
    assert services.payment_proportion(240.5, due=481, basis="amount") == 0.5
