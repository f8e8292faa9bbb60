"""From mothers to daughters: properties and errors (worked examples are in the cases)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, NegativeCountError, PartExceedsWholeError
from famplan.formulas import fertility, reproduction
from famplan.model.age import AgeGroups

AGES = AgeGroups.regular(15, 50, width=5)
schedules = arrays(np.float64, (3, 7), elements=st.floats(0.001, 0.4))


@given(schedules)
def test_without_deaths_the_generation_is_the_mean_age_at_birth(rates: np.ndarray) -> None:
    """Mortality pulls the two apart, nothing else."""
    length = reproduction.mean_length_of_generation(rates, person_years=AGES.widths, ages=AGES)
    np.testing.assert_allclose(length, fertility.mean_age_at_birth(rates, ages=AGES))


@given(schedules, st.floats(0.5, 0.999))
def test_deaths_make_the_generation_shorter(rates: np.ndarray, yearly: float) -> None:
    """Late births are lost to mortality first."""
    lived = AGES.widths * yearly**AGES.midpoints
    length = reproduction.mean_length_of_generation(rates, person_years=lived, ages=AGES)
    mean_age = fertility.mean_age_at_birth(rates, ages=AGES)
    assert (np.asarray(length) <= np.asarray(mean_age) + 1e-9).all()


@given(st.floats(0.1, 10), st.floats(20, 40))
def test_growth_over_a_generation_is_net_reproduction(net: float, years: float) -> None:
    """A population multiplies by NRR in one generation."""
    growth = reproduction.intrinsic_growth_rate(net, generation=years)
    assert math.exp(growth * years) == pytest.approx(net)


def test_replacement_neither_grows_nor_shrinks() -> None:
    """One daughter for each woman, no growth; none, no rate at all."""
    growth = reproduction.intrinsic_growth_rate([1, 2, 0.5, 0], generation=28)
    assert np.sign(growth).tolist()[:3] == [0, 1, -1]
    assert np.isnan(np.asarray(growth)[3])


def test_without_births_there_is_no_generation() -> None:
    """Unknown, not zero."""
    assert np.isnan(reproduction.mean_length_of_generation([0.0], person_years=[5], ages=["20–24"]))


def test_what_is_wrong_is_named() -> None:
    """Person-years of a whole life table, other ages, negative figures."""
    with pytest.raises(PartExceedsWholeError, match=r"20–24: 5\.1 is more than the width 5"):
        reproduction.years_lived([5.1], rates=np.array([0.1]), ages=["20–24"])
    with pytest.raises(AgeGroupsError, match="rates: 2 entries for 1 age groups"):
        reproduction.mean_length_of_generation([0.1, 0.1], person_years=[5, 5], ages=["20–24"])
    with pytest.raises(NegativeCountError, match="net_reproduction: -1 is below 0"):
        reproduction.intrinsic_growth_rate(-1, generation=28)
