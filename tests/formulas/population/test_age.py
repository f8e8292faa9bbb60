"""The share of the old and the median age: properties and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, NegativeCountError
from famplan.formulas.population import median_age, older_proportion

AGES = ["0–14", "15–29", "30–59", "60–64", "65–99"]
people = arrays(np.float64, (3, 5), elements=st.floats(1, 1e6))


@given(people)
def test_shares_fall_with_the_age_from_which_one_is_old(population: np.ndarray) -> None:
    """All are at least 0, fewer are 60, fewer still 65."""
    shares = [older_proportion(population, ages=AGES, start=start) for start in (0, 60, 65)]
    np.testing.assert_allclose(shares[0], 1)
    assert (np.diff(shares, axis=0) < 0).all()


@given(people, st.floats(0.1, 10))
def test_half_are_younger_than_the_median(population: np.ndarray, factor: float) -> None:
    """Persons below it make half of all; size does not matter; an array equals a loop."""
    median = np.asarray(median_age(population, ages=AGES))
    bounds = np.array([0, 15, 30, 60, 65, 100])
    for row, age in zip(population, median, strict=True):
        younger = np.interp(age, bounds, np.append(0, row.cumsum()))
        assert younger == pytest.approx(row.sum() / 2)
        assert median_age(row, ages=AGES) == pytest.approx(age)
    np.testing.assert_allclose(median_age(factor * population, ages=AGES), median)


def test_a_median_in_the_open_group_is_unknown() -> None:
    """No width, no age; and nobody has no median and no share."""
    assert np.isnan(median_age([1, 5], ages=["0–64", "65+"]))
    assert median_age([5, 1], ages=["0–64", "65+"]) == pytest.approx(39)
    assert np.isnan(median_age([0, 0], ages=["0–64", "65+"]))
    assert np.isnan(older_proportion([0, 0], ages=["0–64", "65+"], start=65))


def test_what_is_wrong_is_named() -> None:
    """An age inside a group, ages that do not begin at birth, negative counts."""
    with pytest.raises(AgeGroupsError, match="start: no group begins at 70"):
        older_proportion([1, 2, 3, 4, 5], ages=AGES, start=70)
    with pytest.raises(AgeGroupsError, match="ages: they begin at 15; begin at birth"):
        median_age([1, 2], ages=["15–64", "65+"])
    with pytest.raises(AgeGroupsError, match="population: 2 entries for 5 age groups"):
        median_age([1, 2], ages=AGES)
    with pytest.raises(NegativeCountError):
        older_proportion([-1, 2], ages=["0–64", "65+"], start=65)
