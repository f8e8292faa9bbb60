"""Shares of final digits: they add up, stay in bounds, and agree with another program."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, DefinitionError
from famplan.formulas import age_accuracy
from famplan.model.age import AgeGroups

AGES = AgeGroups.regular(0, 100, width=1)
ORACLE = Path(__file__).parents[4] / "shared" / "oracle" / "age_data"
peoples = arrays(np.float64, 100, elements=st.integers(min_value=1, max_value=10_000).map(float))
ends = st.sampled_from(["tapered", "whole"])


@pytest.fixture(scope="module")
def oracle() -> tuple[np.ndarray, dict[str, float]]:
    """A population by single year of age, and another program's answers."""
    if not ORACLE.is_dir():
        pytest.skip("the shared oracle is not on this machine")
    with (ORACLE / "pop1m_pasex.csv").open(encoding="utf-8") as file:
        people = np.array([float(row["pop1m_pasex"]) for row in csv.DictReader(file)])
    with (ORACLE / "expected.csv").open(encoding="utf-8") as file:
        return people, {row["id"]: float(row["value"]) for row in csv.DictReader(file)}


def test_myers_agrees_with_another_program(oracle: tuple[np.ndarray, dict[str, float]]) -> None:
    """The tapered index; the whole one is half of what the Census Bureau's workbook prints."""
    people, answers = oracle
    tapered, whole = (
        age_accuracy.myers_index(people, ages=AGES, between=(10, 89), upper_end=end)
        for end in ("tapered", "whole")
    )
    assert tapered * 100 == pytest.approx(answers["myers_10_89.pasex"], rel=1e-12)
    assert whole * 2 * 100 == pytest.approx(47.46004, abs=5e-6)  # documentation of DemoTools


def test_bachi_agrees_with_another_program(oracle: tuple[np.ndarray, dict[str, float]]) -> None:
    """On the usual ages."""
    people, answers = oracle
    found = age_accuracy.bachi_index(people, ages=AGES, between=(23, 77))
    assert found * 100 == pytest.approx(answers["bachi_orig_23_77.pasex"], rel=1e-12)


@given(people=peoples, end=ends)
def test_blended_shares_add_up_to_one(people: np.ndarray, end: str) -> None:
    """So the index is at most 0.9, and no digit's share is below zero."""
    shares = age_accuracy.myers_shares(people, ages=AGES, between=(10, 89), upper_end=end)
    assert shares.sum() == pytest.approx(1)
    assert (shares >= 0).all()
    assert 0 <= age_accuracy.myers_index(people, ages=AGES, between=(10, 89), upper_end=end) <= 0.9


@given(people=peoples, start=st.integers(min_value=0, max_value=9))
def test_blending_is_ten_counts_each_starting_a_year_later(people: np.ndarray, start: int) -> None:
    """As the method is told: count six decades from each of ten ages, and add up."""
    tally = np.zeros(10)
    for first in range(start, start + 10):
        np.add.at(tally, np.arange(first, first + 60) % 10, people[first : first + 60])
    found = age_accuracy.myers_shares(
        people, ages=AGES, between=(start, start + 69), upper_end="tapered"
    )
    np.testing.assert_allclose(found, tally / tally.sum())


@given(slope=st.integers(min_value=-50, max_value=50))
def test_a_straight_line_prefers_almost_no_digit(slope: int) -> None:
    """Tapered counts have no preference for the digit that stands first; plain shares would."""
    line = 10_000.0 + slope * np.arange(100)
    index = age_accuracy.myers_index(line, ages=AGES, between=(10, 89), upper_end="tapered")
    assert index < 1e-12


def test_a_whole_upper_end_prefers_later_digits() -> None:
    """Equal ages have weights of 71 to 80: the shares that textbooks give are not quite equal."""
    shares = age_accuracy.myers_shares(np.ones(100), ages=AGES, between=(10, 89), upper_end="whole")
    np.testing.assert_allclose(shares, np.arange(71, 81) / 755)


@given(people=peoples, first=st.integers(min_value=0, max_value=40))
def test_bachi_judges_each_digit_in_the_middle_of_its_decades(
    people: np.ndarray, first: int
) -> None:
    """Each share is the mean of two shares in ranges of whole decades, one year apart."""
    shares = age_accuracy.bachi_shares(people, ages=AGES, between=(first, first + 34))
    for digit in range(10):
        begin = next(age for age in range(first, first + 5) if (age - digit) % 5 == 0)
        parts = [
            people[start : start + 30][(np.arange(start, start + 30) % 10) == digit].sum()
            / people[start : start + 30].sum()
            for start in (begin, begin + 1)
        ]
        assert shares[digit] == pytest.approx(np.mean(parts))


@given(people=arrays(np.float64, (2, 100), elements=st.integers(1, 99).map(float)))
def test_areas_stand_in_front(people: np.ndarray) -> None:
    """An array gives what each row gives alone, and only the shape counts."""
    for index in (
        lambda x: age_accuracy.bachi_index(x, ages=AGES, between=(23, 77)),
        lambda x: age_accuracy.myers_index(x, ages=AGES, between=(10, 89), upper_end="whole"),
    ):
        np.testing.assert_allclose(index(people), [index(row) for row in people])
        np.testing.assert_allclose(index(people * 3), index(people))


def test_unknown_and_empty_areas_are_unknown() -> None:
    """An unknown age, and nobody at all."""
    people = np.ones((3, 100))
    people[1, 40] = np.nan
    people[2] = 0
    for found in (
        age_accuracy.bachi_index(people, ages=AGES, between=(23, 77)),
        age_accuracy.myers_index(people, ages=AGES, between=(10, 89), upper_end="tapered"),
    ):
        np.testing.assert_array_equal(np.isnan(found), [False, True, True])
        assert found[0] == pytest.approx(0)


@pytest.mark.parametrize("between", [(10, 88), (10, 19)])
def test_myers_needs_whole_decades(between: tuple[int, int]) -> None:
    """Two at the least: one fades in, one fades out."""
    with pytest.raises(AgeGroupsError, match="is not two whole decades or more; give"):
        age_accuracy.myers_index(np.ones(100), ages=AGES, between=between, upper_end="tapered")


@pytest.mark.parametrize("between", [(23, 72), (23, 27)])
def test_bachi_needs_decades_and_five_years(between: tuple[int, int]) -> None:
    """Five years more, so that every digit can stand in the middle."""
    with pytest.raises(AgeGroupsError, match="is not decades and five years more; give"):
        age_accuracy.bachi_index(np.ones(100), ages=AGES, between=between)


def test_the_upper_end_is_said_in_one_of_two_words() -> None:
    """The message names both."""
    with pytest.raises(DefinitionError, match="'both' is none of 'tapered', 'whole'"):
        age_accuracy.myers_index(np.ones(100), ages=AGES, between=(10, 89), upper_end="both")
