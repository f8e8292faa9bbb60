"""Momentum by projection at replacement."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_population import WIDTHS, ages, death_rates, mothers, schedule, survival

from famplan.errors import DefinitionError
from famplan.projection import DeathRates, Momentum, RatePath, population_momentum


def momentum(population: np.ndarray, width: int = 1, horizon: int = 600) -> Momentum:
    """Of a population with the made-up rates."""
    return population_momentum(
        population, ages=ages(width), mortality=survival(width), fertility=schedule(1.0, width),
        mothers=mothers(width), sex_ratio_at_birth=1.05, horizon=horizon,
    )  # fmt: skip


def stationary(width: int) -> np.ndarray:
    """Numbers by age at which nothing changes: 1.05 boys for each girl."""
    living = np.cumprod(survival(width), axis=-1)
    last = survival(width)[:, -1]
    living[:, -1] = living[:, -2] * last / (1 - last)
    return living * [[1], [1.05]]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_stationary_population_has_none(width: int) -> None:
    """It is there already."""
    assert momentum(stationary(width), width).factor == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_what_reproductive_value_says(width: int) -> None:
    """Births of the end follow from women's ages and the rates alone."""
    population = stationary(width) * np.exp(-0.02 * ages(width).lower)
    found = momentum(population, width)
    place = ages(width).between(15, 50)
    rates = np.zeros(len(ages(width)))
    rates[place] = schedule(1.0, width)
    shares = survival(width)[0]
    # Girls that women of each group will have from now on: half a step now, half after ageing.
    value = np.zeros(len(rates) + 1)
    for age in range(len(rates) - 2, -1, -1):
        value[age] = rates[age] / 2 + shares[age + 1] * (rates[age + 1] / 2 + value[age + 1])
    newborn = shares[0] * (value[0])
    # In a stationary population this sum over its own women gives the births of each step again.
    own = stationary(width)[0]
    ratio = (population[0] @ value[:-1]) / (own @ value[:-1])
    assert newborn > 0
    expected = ratio * stationary(width).sum() / population.sum()
    assert found.factor == pytest.approx(expected, rel=1e-6)


def test_young_populations_have_more_than_old_ones() -> None:
    """And areas are computed together."""
    base = stationary(1)
    both = np.stack([base * np.exp(-0.03 * ages().lower), base * np.exp(0.01 * ages().lower)])
    found = momentum(both)
    assert found.factor[0] > 1.3
    assert found.factor[1] < 0.9
    assert np.abs(found.growth).max() < 1e-8
    assert repr(found).startswith("<momentum 1.")
    assert momentum(both[0]).factor == found.factor[0]


def test_mortality_that_changes_has_no_momentum() -> None:
    """It is growth while mortality stays; a path of one step does."""
    made = {
        "ages": ages(), "fertility": schedule(), "mothers": mothers(), "sex_ratio_at_birth": 1.05,
    }  # fmt: skip
    steps = RatePath(np.stack([survival()] * 2), name="better")
    rates = DeathRates(
        values=RatePath(np.stack([death_rates()] * 2), name="better"), ages=ages(), a0="midpoint"
    )
    for mortality in (steps, rates):
        with pytest.raises(DefinitionError, match="rates of 2 steps; momentum is growth while"):
            population_momentum(stationary(1), mortality=mortality, **made)
    one = RatePath(survival()[np.newaxis], name="constant")
    found = population_momentum(stationary(1), mortality=one, **made)
    assert found.factor == pytest.approx(1, abs=1e-6)


def test_the_horizon_is_a_whole_number_of_steps() -> None:
    """The next one."""
    assert momentum(stationary(5), 5, horizon=52).path.years[-1] == 55


def test_the_growth_that_is_left_says_whether_the_end_is_reached() -> None:
    """Fifty years are not enough."""
    young = stationary(1) * np.exp(-0.03 * ages().lower)
    assert momentum(young, horizon=50).growth > 1e-4
