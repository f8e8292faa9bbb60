"""Natural, mechanical and total increase add up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError
from famplan.formulas import population, vital

people = st.integers(0, 2 * 10**9)


@given(births=people, deaths=people, arrivals=people, departures=people)
def test_total_increase_is_natural_and_mechanical_together(
    births: int, deaths: int, arrivals: int, departures: int
) -> None:
    """The whole is the sum of its parts."""
    total = population.total_increase(
        births, deaths=deaths, arrivals=arrivals, departures=departures
    )
    natural = population.natural_increase(births, deaths=deaths)
    assert total == natural + population.net_migration(arrivals, departures=departures)


@given(births=people, deaths=people, size=st.integers(1, 2 * 10**9))
def test_the_rate_is_the_count_over_the_population(births: int, deaths: int, size: int) -> None:
    """Natural and mechanical increase are divided alike."""
    natural = vital.natural_increase_rate(births, deaths=deaths, population=size)
    assert natural == population.natural_increase(births, deaths=deaths) / size
    mechanical = population.net_migration_rate(births, departures=deaths, population=size)
    assert mechanical == population.net_migration(births, departures=deaths) / size


def test_nobody_has_no_rate() -> None:
    """A zero or unknown population gives nan."""
    rates = population.net_migration_rate(1, departures=0, population=[0, None])
    assert np.isnan(rates).all()


def test_negative_arrivals_are_refused() -> None:
    """A count cannot be negative."""
    with pytest.raises(NegativeCountError, match="arrivals: -1 is below 0"):
        population.net_migration(-1, departures=0)
