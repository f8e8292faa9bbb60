"""How long people live: properties and errors (worked examples are in the cases)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import NegativeCountError, ShapeError
from famplan.formulas.mortality import life_expectancy_at_birth

lived = arrays(np.float64, (3, 6), elements=st.floats(0, 5))


@given(lived, st.sampled_from([1, 100_000]))
def test_the_radix_does_not_matter(person_years: np.ndarray, radix: int) -> None:
    """Persons of one table or a hundred thousand live as long."""
    found = life_expectancy_at_birth(person_years * radix, births=radix)
    np.testing.assert_allclose(found, life_expectancy_at_birth(person_years))


@given(lived)
def test_areas_are_rows(person_years: np.ndarray) -> None:
    """An array equals a loop, and years add up over ages."""
    found = life_expectancy_at_birth(person_years)
    np.testing.assert_allclose(found, [life_expectancy_at_birth(row) for row in person_years])
    np.testing.assert_allclose(found, person_years.sum(axis=1))


def test_what_is_unknown_or_wrong() -> None:
    """Nobody born, an unknown group, a single number, years below zero."""
    assert math.isnan(life_expectancy_at_birth([1, 2], births=0))
    assert math.isnan(life_expectancy_at_birth([1, None]))
    with pytest.raises(ShapeError, match="person_years: not by age"):
        life_expectancy_at_birth(72)
    with pytest.raises(NegativeCountError):
        life_expectancy_at_birth([1, -1])
