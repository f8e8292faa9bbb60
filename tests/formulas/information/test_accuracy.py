"""Error, accuracy and omission: properties and errors (cases/accuracy.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, PartExceedsWholeError
from famplan.formulas import information

events = st.integers(0, 10**6)


@given(reported=events, verified=st.integers(1, 10**6))
def test_error_and_accuracy_add_up_to_one(reported: int, verified: int) -> None:
    """Accuracy is what the error leaves, even below zero."""
    error = information.statistical_error_ratio(reported, verified=verified)
    right = information.statistical_accuracy(reported, verified=verified)
    assert error + right == pytest.approx(1)
    assert error >= 0
    assert (right < 0) == (reported > 2 * verified)


@given(missed=events, reported=events)
def test_omission_is_the_error_of_a_report_that_only_misses(missed: int, reported: int) -> None:
    """Where the verified births are the reported and the missed, error and omission agree."""
    omission = information.birth_omission_proportion(missed, reported=reported)
    error = information.statistical_error_ratio(reported, verified=reported + missed)
    np.testing.assert_allclose(omission, error)


def test_errors_of_villages_cancel_in_the_total() -> None:
    """Which is why the error must be computed where it arises."""
    reported, verified = np.array([90.0, 110.0]), np.array([100.0, 100.0])
    villages = information.statistical_error_ratio(reported, verified=verified)
    np.testing.assert_allclose(villages, 0.1)
    assert information.statistical_error_ratio(reported.sum(), verified=verified.sum()) == 0


def test_faulty_counts_are_named() -> None:
    """More correct than checked, and counts below zero, are refused."""
    with pytest.raises(PartExceedsWholeError, match="correct: 11 is more than checked 10"):
        information.accuracy(11, checked=10)
    with pytest.raises(NegativeCountError, match="missed: -1 is below 0"):
        information.birth_omission_proportion(-1, reported=10)
    assert np.isnan(information.birth_omission_proportion(0, reported=0))
