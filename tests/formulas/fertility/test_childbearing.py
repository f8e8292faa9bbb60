"""Ages at childbearing: properties and errors (worked examples are in the cases)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, ImplausibleRateWarning
from famplan.formulas import fertility
from famplan.model.age import AgeGroups

AGES = AgeGroups.regular(15, 50, width=5)
schedules = arrays(np.float64, (3, 7), elements=st.floats(0.001, 0.4))


@given(schedules, st.floats(0.1, 2))
def test_timing_does_not_depend_on_the_level(rates: np.ndarray, factor: float) -> None:
    """Twice as many children at the same ages have the same mean age and spread."""
    for measure in (
        fertility.mean_age_at_birth,
        fertility.variance_of_age_at_birth,
        fertility.age_pattern_of_fertility,
    ):
        np.testing.assert_allclose(
            measure(rates * factor, ages=AGES), measure(rates, ages=AGES), rtol=1e-9
        )


@given(schedules)
def test_the_mean_age_lies_within_the_middles_of_the_groups(rates: np.ndarray) -> None:
    """From 17.5 to 47.5, with a standard deviation of at most half that span."""
    mean = np.asarray(fertility.mean_age_at_birth(rates, ages=AGES))
    deviation = np.asarray(fertility.standard_deviation_of_age_at_birth(rates, ages=AGES))
    assert ((mean >= 17.5) & (mean <= 47.5)).all()
    assert ((deviation >= 0) & (deviation <= 15 + 1e-9)).all()


@given(schedules)
def test_mean_and_variance_are_those_of_the_age_pattern(rates: np.ndarray) -> None:
    """The three measures are one distribution."""
    pattern = np.asarray(fertility.age_pattern_of_fertility(rates, ages=AGES))
    mean = (pattern * AGES.midpoints).sum(axis=-1)
    square = (pattern * AGES.midpoints**2).sum(axis=-1)
    np.testing.assert_allclose(pattern.sum(axis=-1), 1)
    np.testing.assert_allclose(fertility.mean_age_at_birth(rates, ages=AGES), mean)
    np.testing.assert_allclose(
        fertility.variance_of_age_at_birth(rates, ages=AGES), square - mean**2, atol=1e-9
    )


@given(schedules)
def test_the_age_of_mothers_is_that_of_rates_where_ages_are_evenly_filled(
    rates: np.ndarray,
) -> None:
    """With as many women in every group, births follow the rates."""
    np.testing.assert_allclose(
        fertility.mean_age_of_mothers(rates * 1000, ages=AGES),
        fertility.mean_age_at_birth(rates, ages=AGES),
    )


def test_the_age_of_mothers_moves_with_the_ages_of_women() -> None:
    """Same rates, more young women: younger mothers, the same mean age at birth."""
    rates = np.array([0.1, 0.1])
    ages = ["20–24", "25–29"]
    assert fertility.mean_age_of_mothers(rates * [900, 100], ages=ages) == pytest.approx(23)
    assert fertility.mean_age_at_birth(rates, ages=ages) == pytest.approx(25)


def test_without_births_there_is_no_age() -> None:
    """Unknown, not zero."""
    assert np.isnan(fertility.mean_age_at_birth([0, 0], ages=["20–24", "25–29"]))
    assert np.isnan(fertility.mean_age_of_mothers([0, 0], ages=["20–24", "25–29"]))


def test_what_is_wrong_is_named() -> None:
    """Open ends, missing groups and rates per 1,000."""
    with pytest.raises(AgeGroupsError, match=r"40\+ has no width"):
        fertility.mean_age_at_birth([0.1, 0.1], ages=["15–39", "40+"])
    with pytest.raises(AgeGroupsError, match="births: 3 entries for 7 age groups"):
        fertility.mean_age_of_mothers([1, 2, 3], ages=AGES)
    with pytest.warns(ImplausibleRateWarning, match="was it per 1,000"):
        fertility.mean_age_at_birth([40, 98], ages=["20–24", "25–29"])
