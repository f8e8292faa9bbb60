"""Births of a whole life: properties and errors (worked examples are in the cases)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, ImplausibleRateWarning, ShapeError
from famplan.formulas import fertility
from famplan.model.age import AgeGroups

AGES = AgeGroups.regular(15, 50, width=5)
schedules = arrays(np.float64, (4, 7), elements=st.floats(0, 0.4))


@given(schedules)
def test_regions_are_never_summed(rates: np.ndarray) -> None:
    """Four regions give four totals, each its own."""
    together = fertility.total_fertility_rate(rates, ages=AGES)
    alone = [fertility.total_fertility_rate(region, ages=AGES) for region in rates]
    np.testing.assert_allclose(together, alone, rtol=1e-12)


@given(schedules)
def test_widths_are_never_forgotten(rates: np.ndarray) -> None:
    """The same rates by single years of age give the same total."""
    single = fertility.total_fertility_rate(
        np.repeat(rates, 5, axis=-1), ages=AgeGroups.regular(15, 50, width=1)
    )
    grouped = fertility.total_fertility_rate(rates, ages=AGES)
    np.testing.assert_allclose(single, grouped, rtol=1e-12)


@given(schedules, st.floats(0, 2))
def test_total_fertility_is_linear(rates: np.ndarray, factor: float) -> None:
    """Twice the rates, twice the births; orders add up to the total."""
    total = fertility.total_fertility_rate(rates, ages=AGES)
    scaled = fertility.total_fertility_rate(rates * factor, ages=AGES)
    of_sum = fertility.total_fertility_rate(rates.sum(axis=0) / 4, ages=AGES)
    np.testing.assert_allclose(scaled, np.multiply(total, factor), rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(of_sum, np.mean(total), rtol=1e-12, atol=1e-300)


@given(schedules)
def test_cumulative_fertility_ends_at_the_total(rates: np.ndarray) -> None:
    """It never falls, and ends at the total at 50."""
    cumulative = np.asarray(fertility.cumulative_fertility(rates, ages=AGES))
    assert (np.diff(cumulative, axis=-1) >= 0).all()
    total = fertility.total_fertility_rate(rates, ages=AGES)
    np.testing.assert_allclose(cumulative[..., -1], total, rtol=1e-12)


@given(arrays(np.float64, 7, elements=st.integers(0, 10**4)), st.integers(1, 100))
def test_the_standard_error_shrinks_with_the_root_of_the_size(
    births: np.ndarray, times: int
) -> None:
    """A city nine times as large has a third of the standard error."""
    women = np.full(7, 10_000.0)
    small = fertility.total_fertility_rate_standard_error(births, women=women, ages=AGES)
    large = fertility.total_fertility_rate_standard_error(
        births * times, women=women * times, ages=AGES
    )
    assert large == pytest.approx(small / times**0.5, rel=1e-12)


def test_the_standard_error_is_that_of_poisson_births() -> None:
    """Over many simulated years the total varies as the formula says."""
    random = np.random.default_rng(1)
    expected, women = np.array([30, 400, 900, 700, 300, 60, 10]), np.full(7, 20_000)
    births = random.poisson(expected, size=(20_000, 7))
    rates = fertility.age_specific_fertility_rate(births, women=women)
    spread = np.std(fertility.total_fertility_rate(rates, ages=AGES))
    error = fertility.total_fertility_rate_standard_error(expected, women=women, ages=AGES)
    assert spread == pytest.approx(error, rel=0.02)


def test_unknown_rates_make_an_unknown_total() -> None:
    """A missing age group is not a group without births."""
    rates = [[0.1, None, 0.1, 0, 0, 0, 0], [0.1, 0, 0.1, 0, 0, 0, 0]]
    total = fertility.total_fertility_rate(rates, ages=AGES)
    np.testing.assert_array_equal(total, [np.nan, 1.0])


def test_rates_per_thousand_are_pointed_at() -> None:
    """The first rate above one is named."""
    with pytest.warns(ImplausibleRateWarning, match=r"rates\[1\] is 40\.54.*was it per 1,000"):
        fertility.total_fertility_rate([0.9, 40.54, 98.71, 0, 0, 0, 0], ages=AGES)


def test_two_regions_in_one_row_are_refused() -> None:
    """Fourteen rates are not those of seven age groups."""
    with pytest.raises(AgeGroupsError, match="rates: 14 entries for 7 age groups"):
        fertility.total_fertility_rate([0.1] * 14, ages=AGES)


@pytest.mark.parametrize("ages", [["15–19", "20–44"], ["20–34", "35–49"]])
def test_a_total_covers_the_reproductive_ages(ages: list[str]) -> None:
    """A truncated sum has another name."""
    with pytest.raises(AgeGroupsError, match=r"15–49 must be covered; .*cumulative_fertility adds"):
        fertility.total_fertility_rate([0.1, 0.1], ages=ages)


def test_wider_ages_count_in_full() -> None:
    """Births at 10–14 and 50–54 are part of the total when they are given."""
    ages = AgeGroups.regular(10, 55, width=5)
    total = fertility.total_fertility_rate([0.001, *[0.1] * 7, 0.001], ages=ages)
    assert total == pytest.approx(3.51)


def test_an_open_end_is_refused() -> None:
    """A group without width cannot count."""
    with pytest.raises(AgeGroupsError, match=r"45\+ has no width"):
        fertility.total_fertility_rate([0.1, 0.1], ages=["15–44", "45+"])


def test_births_and_women_match() -> None:
    """The standard error needs both for each age."""
    with pytest.raises(ShapeError, match=r"births \(7,\), women \(2,\)"):
        fertility.total_fertility_rate_standard_error([1] * 7, women=[1, 2], ages=AGES)
