"""Crude rates: properties and errors (printed examples are in cases/vital.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, ShapeError
from famplan.formulas import vital

counts = st.integers(min_value=0, max_value=10**9)
populations = st.integers(min_value=1, max_value=2 * 10**9)


@given(births=counts, deaths=counts, population=populations)
def test_natural_increase_is_the_difference_of_the_crude_rates(
    births: int, deaths: int, population: int
) -> None:
    """RNI = CBR − CDR before any rounding."""
    rni = vital.natural_increase_rate(births, deaths=deaths, population=population)
    cbr = vital.crude_birth_rate(births, population=population)
    assert rni == pytest.approx(cbr - deaths / population, rel=1e-12, abs=1e-15)


@given(st.lists(st.tuples(counts, populations), min_size=1, max_size=20))
def test_an_array_equals_a_loop_of_scalars(rows: list[tuple[int, int]]) -> None:
    """Arrays are scalars done many times."""
    births, population = np.array(rows, dtype=float).T
    together = vital.crude_birth_rate(births, population=population)
    alone = [vital.crude_birth_rate(b, population=p) for b, p in rows]
    np.testing.assert_array_equal(together, alone)


def test_a_population_of_zero_gives_unknown_not_zero() -> None:
    """A rate over nobody is undefined."""
    assert np.isnan(vital.crude_birth_rate(0, population=0))


def test_negative_births_are_named() -> None:
    """The message names the argument, the entry and the rule."""
    with pytest.raises(NegativeCountError, match=r"births\[1\]: -1 is below 0; a count cannot"):
        vital.crude_birth_rate([4, -1], population=[10, 10])


def test_shapes_that_do_not_match_are_named() -> None:
    """Both shapes stand in the message."""
    with pytest.raises(ShapeError, match=r"births \(2,\), population \(3,\)"):
        vital.crude_birth_rate([1, 2], population=[1, 2, 3])
