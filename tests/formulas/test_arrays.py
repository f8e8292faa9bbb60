"""What formulas do with their arguments: check, match, divide, and name what is wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import (
    AgeGroupsError,
    ImplausibleRateWarning,
    InvalidInputError,
    NegativeCountError,
    PartExceedsWholeError,
    ShapeError,
)
from famplan.formulas import arrays
from famplan.model.age import AgeGroups


def test_shapes_must_match_element_by_element() -> None:
    """The message gives the shape of each argument."""
    with pytest.raises(ShapeError, match=r"births and women: .* births \(2,\), women \(3,\)"):
        arrays.numbers(births=[1, 2], women=[1, 2, 3])


@pytest.mark.parametrize(
    ("column", "place"),
    [(-3, "births"), ([1, -3], r"births\[1\]"), ([[1, np.nan], [-3, -4]], r"births\[1, 0\]")],
)
def test_the_first_count_below_zero_is_named(column: Any, place: str) -> None:
    """Unknown entries do not hide a negative one."""
    with pytest.raises(NegativeCountError, match=rf"^{place}: -3 is below 0; a count cannot be"):
        arrays.counts(births=column)


def test_an_empty_column_is_allowed() -> None:
    """No rows in, no rows out."""
    assert arrays.proportion(conforming=[], births=[]).shape == (0,)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9), st.floats(1.001, 1e6))
def test_a_rate_above_one_warns_and_is_kept(column: list[float], scaled: float) -> None:
    """A rate typed per 1,000 is not corrected, only pointed at."""
    with pytest.warns(ImplausibleRateWarning, match=rf"rates\[{len(column)}\] is .*per 1,000"):
        (read,) = arrays.rates(rates=[*column, scaled])
    assert read[-1] == scaled


def test_the_warning_points_at_the_call_of_the_formula() -> None:
    """The line to correct is the caller's, not ours."""

    def formula() -> object:
        return arrays.rates(rates=82)

    with pytest.warns(ImplausibleRateWarning) as record:
        formula()
    assert record[0].filename == __file__


@pytest.mark.parametrize("whole", [3, [3, 3], [[3], [3]]])
def test_a_part_cannot_exceed_its_whole(whole: Any) -> None:
    """Where shapes differ the place is that of the matched arrays."""
    with pytest.raises(PartExceedsWholeError, match="4 is more than births 3; a part cannot"):
        arrays.proportion(conforming=4, births=whole)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_zero_denominator_is_unknown(numerator: int, denominator: int) -> None:
    """Nothing over nobody is nan, and so is something over nobody."""
    result = arrays.quotient(births=numerator, women=denominator)
    assert isinstance(result, float)
    assert np.isnan(result) == (denominator == 0)


def test_ages_stand_on_the_last_axis() -> None:
    """One entry for each age group, areas in front."""
    ages = AgeGroups.regular(15, 50, width=5)
    arrays.ages_last(ages, births=np.zeros((3, 7)))
    with pytest.raises(AgeGroupsError, match=r"births: 3 entries for 7 age groups \(15–19 … 45"):
        arrays.ages_last(ages, births=np.zeros((7, 3)))
    with pytest.raises(AgeGroupsError, match="births: 1 entry for"):
        arrays.ages_last(AgeGroups((15, 50)), births=np.array(1.0))


def test_an_open_end_has_no_width() -> None:
    """A formula that needs widths says which group lacks one."""
    with pytest.raises(AgeGroupsError, match="45\\+ has no width; give its upper bound"):
        arrays.closed_ages(["40–44", "45+"], births=np.zeros(2))


@given(st.lists(st.floats(0, 1), min_size=1))
def test_shares_lie_between_zero_and_one(column: list[float]) -> None:
    """A share above one was typed per cent."""
    np.testing.assert_array_equal(arrays.shares(use=column)[0], column)
    with pytest.raises(
        InvalidInputError, match=rf"use\[{len(column)}\]: 65 is above 1; .*per cent"
    ):
        arrays.shares(use=[*column, 65])
