"""Growth rates, doubling times and projections: each undoes another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from famplan.errors import (
    DefinitionError,
    ImplausibleRateWarning,
    InvalidInputError,
    NegativeCountError,
)
from famplan.formulas import vital

methods = st.sampled_from(["arithmetic", "geometric", "exponential"])
populations = st.integers(1, 2 * 10**9)
spans = st.floats(0.1, 100)


@given(start=populations, end=populations, years=spans)
def test_projecting_at_the_geometric_rate_arrives_where_it_was_measured(
    start: int, end: int, years: float
) -> None:
    """The projection undoes the geometric growth rate."""
    rate = vital.growth_rate(end, earlier=start, years=years, method="geometric")
    assume(-0.999999 < rate <= 1)
    arrived = vital.projected_population(start, rate=rate, years=years)
    assert arrived == pytest.approx(end, rel=1e-6)


@given(start=populations, end=populations, years=spans)
def test_the_three_methods_agree_in_sign_and_order(start: int, end: int, years: float) -> None:
    """Exponential ≤ geometric always, and the one is the logarithm of the other plus one."""
    arithmetic, geometric, exponential = (
        vital.growth_rate(end, earlier=start, years=years, method=method)
        for method in ("arithmetic", "geometric", "exponential")
    )
    assert np.sign(arithmetic) == np.sign(end - start)
    assert exponential <= geometric + 1e-12
    assert np.expm1(exponential) == pytest.approx(geometric, rel=1e-9, abs=1e-12)


@given(start=populations, years=st.floats(1, 200), method=methods)
def test_a_population_that_doubled_doubles_in_the_time_it_took(
    start: int, years: float, method: str
) -> None:
    """The doubling time undoes the growth rate of a doubling."""
    rate = vital.growth_rate(2 * start, earlier=start, years=years, method=method)
    assert vital.doubling_time(rate, method=method) == pytest.approx(years, rel=1e-9)


@given(method=methods)
def test_a_population_that_does_not_grow_never_doubles(method: str) -> None:
    """Zero growth takes for ever; decline and the unknown have no doubling time."""
    times = vital.doubling_time([0, -0.01, -1, None], method=method)
    assert times[0] == np.inf
    assert np.isnan(times[1:]).all()


def test_growth_from_nobody_is_unknown() -> None:
    """A zero or unknown start gives nan, and so does the logarithm of dying out."""
    rates = vital.growth_rate([5, 5, 0], earlier=[0, None, 5], years=1, method="exponential")
    assert np.isnan(rates).all()
    assert vital.growth_rate(0, earlier=5, years=1, method="geometric") == -1


@given(start=populations, rate=st.floats(-0.5, 0.5), years=st.lists(spans, min_size=1))
def test_an_array_equals_a_loop_of_scalars(start: int, rate: float, years: list[float]) -> None:
    """Arrays are scalars done many times."""
    together = vital.projected_population(start, rate=rate, years=years)
    alone = [vital.projected_population(start, rate=rate, years=span) for span in years]
    np.testing.assert_allclose(together, alone, rtol=1e-12)


def test_a_method_must_be_one_of_three() -> None:
    """The message names them."""
    with pytest.raises(DefinitionError, match="method: 'linear' is none of 'arithmetic'"):
        vital.growth_rate(2, earlier=1, years=1, method="linear")
    with pytest.raises(DefinitionError, match="method"):
        vital.doubling_time(0.1, method="linear")


def test_no_time_between_is_refused() -> None:
    """Growth needs years to happen in."""
    with pytest.raises(InvalidInputError, match="years: 0 is not above 0"):
        vital.growth_rate(2, earlier=1, years=[1, 0], method="geometric")
    with pytest.raises(NegativeCountError, match="years: -1 is below 0"):
        vital.projected_population(2, rate=0.1, years=-1)


def test_a_rate_per_cent_is_noticed() -> None:
    """2.7 % typed as 2.7 would double in three months, 6‰ typed as 6 would fill the world."""
    with pytest.warns(ImplausibleRateWarning, match=r"rate is 2\.7; growth above 1 a year"):
        vital.doubling_time(2.7, method="exponential")
    with pytest.warns(ImplausibleRateWarning, match=r"rate\[1\] is 6"):
        vital.projected_population(7_000_000, rate=[0.006, 6], years=10)


def test_losing_everybody_each_year_is_refused() -> None:
    """A rate of −1 or below cannot be compounded."""
    with pytest.raises(InvalidInputError, match=r"rate: -1\.5 is not above -1"):
        vital.projected_population(2, rate=-1.5, years=1)
