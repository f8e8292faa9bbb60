"""Ages at final digits: bounds, what is indifferent, and answers computed elsewhere."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, DefinitionError, NegativeCountError
from famplan.formulas import age_accuracy
from famplan.model.age import AgeGroups

AGES = AgeGroups.regular(0, 100, width=1)
USUAL = (23, 62)
ORACLE = Path(__file__).parents[4] / "shared" / "oracle" / "age_data"
peoples = arrays(np.float64, 100, elements=st.integers(min_value=1, max_value=10_000).map(float))


@pytest.fixture(scope="module")
def single_ages() -> np.ndarray:
    """The population of the oracle by single year of age."""
    if not ORACLE.is_dir():
        pytest.skip("the shared oracle is not on this machine")
    with (ORACLE / "pop1m_pasex.csv").open(encoding="utf-8") as file:
        return np.array([float(row["pop1m_pasex"]) for row in csv.DictReader(file)])


def expected(name: str) -> float:
    """One answer of the oracle."""
    with (ORACLE / "expected.csv").open(encoding="utf-8") as file:
        (value,) = [float(row["value"]) for row in csv.DictReader(file) if row["id"] == name]
    return value


@pytest.mark.parametrize(
    ("name", "digits", "between"),
    [
        ("whipple05_25_60.pasex", (0, 5), (23, 62)),
        ("whipple_digit0.pasex", 0, (23, 62)),
        ("whipple_digit5.pasex", 5, (18, 57)),
    ],
)
def test_whipple_agrees_with_another_program(
    single_ages: np.ndarray, name: str, digits: object, between: tuple[int, int]
) -> None:
    """Of both digits, of 0 and of 5, each in its range."""
    found = age_accuracy.whipple_index(single_ages, ages=AGES, between=between, digits=digits)
    assert found == pytest.approx(expected(name), rel=1e-12)


@pytest.mark.parametrize("digit", [0, 5])
def test_modified_whipple_agrees_with_another_program(single_ages: np.ndarray, digit: int) -> None:
    """Four ages of each digit."""
    between = (20 + digit, 50 + digit)
    found = age_accuracy.modified_whipple_index(
        single_ages, ages=AGES, between=between, digit=digit
    )
    assert found == pytest.approx(expected(f"noumbissi_{digit}.pasex"), rel=1e-12)


def test_total_modified_whipple_agrees_with_another_program(single_ages: np.ndarray) -> None:
    """On its ages, five of some digits and four of the others."""
    found = age_accuracy.total_modified_whipple_index(single_ages, ages=AGES, between=(20, 64))
    assert found == pytest.approx(expected("spoorenberg.pasex"), rel=1e-12)


@given(people=peoples)
def test_the_two_digits_are_the_mean_of_each(people: np.ndarray) -> None:
    """In one range the pair's index lies in the middle of the two."""
    both, zero, five = (
        age_accuracy.whipple_index(people, ages=AGES, between=USUAL, digits=digits)
        for digits in ((0, 5), 0, 5)
    )
    assert both == pytest.approx((zero + five) / 2)
    assert 0 <= both <= 5


@given(people=peoples, times=st.integers(min_value=2, max_value=9))
def test_only_the_shape_counts(people: np.ndarray, times: int) -> None:
    """Twice the people, or others outside the ages: the same indices."""
    changed = people * times
    changed[:20] = changed[66:] = 1
    for index in (
        lambda x: age_accuracy.whipple_index(x, ages=AGES, between=USUAL, digits=(0, 5)),
        lambda x: age_accuracy.modified_whipple_index(x, ages=AGES, between=USUAL, digit=3),
        lambda x: age_accuracy.total_modified_whipple_index(x, ages=AGES, between=USUAL),
    ):
        assert index(changed) == pytest.approx(index(people))


def test_equal_ages_heap_nowhere() -> None:
    """Whipple's and each modified index are one, and their total is zero."""
    flat = np.full(100, 7.0)
    assert age_accuracy.whipple_index(flat, ages=AGES, between=USUAL, digits=(0, 5)) == 1
    assert age_accuracy.modified_whipple_index(flat, ages=AGES, between=USUAL, digit=9) == 1
    assert age_accuracy.total_modified_whipple_index(flat, ages=AGES, between=USUAL) == 0


@given(people=arrays(np.float64, (2, 3, 100), elements=st.integers(1, 99).map(float)))
def test_areas_and_sexes_stand_in_front(people: np.ndarray) -> None:
    """An array gives what each row gives alone."""
    whole = age_accuracy.total_modified_whipple_index(people, ages=AGES, between=USUAL)
    alone = age_accuracy.total_modified_whipple_index(people[1, 2], ages=AGES, between=USUAL)
    assert whole.shape == (2, 3)
    assert whole[1, 2] == pytest.approx(alone)


def test_an_unknown_age_makes_only_its_row_unknown() -> None:
    """Outside the ages that take part it does not matter; nobody at all is unknown too."""
    people = np.ones((4, 100))
    people[1, 30] = people[2, 80] = np.nan
    people[3] = 0
    found = age_accuracy.whipple_index(people, ages=AGES, between=USUAL, digits=(0, 5))
    np.testing.assert_array_equal(np.isnan(found), [False, True, False, True])


def test_wide_groups_may_stand_outside() -> None:
    """Single years are needed only where they are judged."""
    ages = AgeGroups((0, *range(23, 64)), open_end=True)
    people = np.full(len(ages), 2.0)
    assert age_accuracy.whipple_index(people, ages=ages, between=USUAL, digits=0) == 1


def test_groups_of_five_years_are_refused() -> None:
    """The message says which ages are needed."""
    with pytest.raises(AgeGroupsError, match="single years from 23 to 62 are needed; these are 0"):
        age_accuracy.whipple_index(
            np.ones(14), ages=AgeGroups.regular(0, 70, width=5), between=USUAL, digits=0
        )


@pytest.mark.parametrize("between", [(62, 23), (23,), 23, ("x", 5), (22.5, 62.5), (23, np.inf)])
def test_a_range_that_is_none_is_refused(between: object) -> None:
    """Two completed ages, the lower first; half a year was once cut off in silence."""
    with pytest.raises(AgeGroupsError, match="between: "):
        age_accuracy.whipple_index(np.ones(100), ages=AGES, between=between, digits=0)
    with pytest.raises(AgeGroupsError, match="between: "):
        age_accuracy.total_modified_whipple_index(np.ones(100), ages=AGES, between=between)


def test_a_range_without_whole_decades_is_refused() -> None:
    """An index of 8 ages in 38 would not be one where nobody rounds."""
    with pytest.raises(AgeGroupsError, match=r"8 of the 38 ages from 23 to 60 end in 0 or 5"):
        age_accuracy.whipple_index(np.ones(100), ages=AGES, between=(23, 60), digits=(0, 5))


@pytest.mark.parametrize("digits", [(), (0, 0), 10, "0", -1, 0.5])
def test_what_is_no_final_digit_is_refused(digits: object) -> None:
    """From 0 to 9, each once."""
    with pytest.raises(DefinitionError, match="digits: "):
        age_accuracy.whipple_index(np.ones(100), ages=AGES, between=USUAL, digits=digits)


def test_a_range_without_the_digit_is_refused() -> None:
    """Nothing is judged in silence."""
    with pytest.raises(AgeGroupsError, match="no age from 23 to 28 ends in 0"):
        age_accuracy.modified_whipple_index(np.ones(100), ages=AGES, between=(23, 28), digit=0)


def test_negative_people_are_refused() -> None:
    """The place is named."""
    with pytest.raises(NegativeCountError, match=r"population\[2\]: -1 is below 0"):
        age_accuracy.whipple_index([1, 1, -1], ages=["1", "2", "3"], between=(1, 3), digits=0)
