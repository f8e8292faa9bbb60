"""Crude rates: properties and errors (printed examples are in cases/vital/rates.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, NegativeCountError, ShapeError
from famplan.formulas import vital
from famplan.model.period import Period

counts = st.integers(min_value=0, max_value=10**9)
populations = st.integers(min_value=1, max_value=2 * 10**9)


@given(births=counts, deaths=counts, population=populations)
def test_natural_increase_is_the_difference_of_the_crude_rates(
    births: int, deaths: int, population: int
) -> None:
    """RNI = CBR − CDR before any rounding."""
    rni = vital.natural_increase_rate(births, deaths=deaths, population=population)
    cbr = vital.crude_birth_rate(births, population=population)
    cdr = vital.crude_death_rate(deaths, population=population)
    assert rni == pytest.approx(cbr - cdr, abs=1e-12 * max(cbr, cdr))


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


def test_the_quarter_and_the_half_year_of_the_reports() -> None:
    """S2: 0.64‰ in 92 of 365 days is 2.54‰ a year; S4: 4‰ in 181 is 8.07‰."""
    quarter, half_year = Period.parse("SY2009Q1"), Period.parse("2013H1")
    assert vital.annual_rate(0.00064, period=quarter, days_in_year=365) == 0.00064 * 365 / 92
    assert round(vital.annual_rate(0.004, period=half_year) * 1000, 2) == 8.07


@given(rate=st.floats(-1, 1), year=st.integers(1950, 2100))
def test_a_calendar_year_is_annual_already(rate: float, year: int) -> None:
    """Leap year or not, nothing changes."""
    assert vital.annual_rate(rate, period=Period.calendar_year(year)) == rate


@given(rate=st.floats(-1, 1), year=st.integers(1950, 2100), days=st.floats(1, 400))
def test_annual_rates_are_linear(rate: float, year: int, days: float) -> None:
    """Twice the rate gives twice the annual rate; unknown stays unknown."""
    quarter = Period.quarter(year, 1)
    once, twice, unknown = vital.annual_rate(
        [rate, 2 * rate, None], period=quarter, days_in_year=days
    )
    assert twice == pytest.approx(2 * once)
    assert np.isnan(unknown)


def test_a_year_without_days_is_refused() -> None:
    """The length of a year is above zero."""
    with pytest.raises(InvalidInputError, match="days_in_year: 0 is not above 0"):
        vital.annual_rate(0.1, period=Period.calendar_year(2013), days_in_year=0)


@given(births=counts, expected=counts, population=populations)
def test_births_averted_are_the_difference_of_two_birth_rates(
    births: int, expected: int, population: int
) -> None:
    """Averted per person = expected birth rate less actual, where births were averted."""
    averted = vital.births_averted(births, expected=expected)
    assert averted == expected - births
    if averted < 0:
        return
    difference = (expected - births) / population
    assert vital.births_averted_rate(averted, population=population) == pytest.approx(difference)


def test_more_births_than_expected_lower_nothing() -> None:
    """Births averted may be negative, and so may their rate."""
    averted = vital.births_averted(9500, expected=9000)
    assert vital.births_averted_rate([averted, None], population=500_000)[0] == -0.001
    with pytest.raises(ShapeError, match=r"averted \(2,\), population \(3,\)"):
        vital.births_averted_rate([1, 2], population=[1, 2, 3])
