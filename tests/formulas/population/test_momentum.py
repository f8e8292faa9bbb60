"""Momentum: properties and errors (worked examples are in the cases)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, InvalidInputError, NegativeCountError, ShapeError
from famplan.formulas.population import frauenthal_momentum, keyfitz_momentum, momentum_by_age
from famplan.model.age import AgeGroups

AGES = AgeGroups((*range(0, 51, 5),), open_end=True)
LIVED = np.append(5 * 0.995 ** AGES.midpoints[:-1], 22.0)
RATES = np.array([0, 0, 0, 0.04, 0.11, 0.11, 0.06, 0.03, 0.01, 0, 0])

people = arrays(np.float64, (3, 11), elements=st.floats(1, 1e6))


def test_a_stationary_population_has_none() -> None:
    """Neither more nor less in the end."""
    found = momentum_by_age(LIVED, person_years=LIVED, rates=RATES, ages=AGES)
    assert found == pytest.approx(1)


@given(people, st.floats(0.1, 10), st.floats(0.1, 1.5))
def test_only_shares_and_patterns_matter(women: np.ndarray, many: float, level: float) -> None:
    """Neither the size of the population nor the level of fertility."""
    made = {"person_years": LIVED, "ages": AGES}
    found = momentum_by_age(women, rates=RATES, **made)
    np.testing.assert_allclose(momentum_by_age(many * women, rates=RATES, **made), found)
    np.testing.assert_allclose(momentum_by_age(women, rates=level * RATES, **made), found)


@given(people)
def test_areas_are_rows(women: np.ndarray) -> None:
    """An array equals a loop."""
    made = {"person_years": LIVED, "rates": RATES, "ages": AGES}
    alone = [momentum_by_age(row, **made) for row in women]
    np.testing.assert_allclose(momentum_by_age(women, **made), alone)


@given(people)
def test_women_past_childbearing_only_weigh_it_down(women: np.ndarray) -> None:
    """They are part of the population now and have no births ahead."""
    older = women.copy()
    older[:, -1] += 1e5
    made = {"person_years": LIVED, "rates": RATES, "ages": AGES}
    assert (
        np.asarray(momentum_by_age(older, **made)) < np.asarray(momentum_by_age(women, **made))
    ).all()


def test_without_births_or_women_it_is_unknown() -> None:
    """And a group that nobody lives to see counts for nothing if no birth is ahead of it."""
    made = {"person_years": LIVED, "ages": AGES}
    assert np.isnan(momentum_by_age(LIVED, rates=0 * RATES, **made))
    assert np.isnan(momentum_by_age(0 * LIVED, rates=RATES, **made))
    dead = LIVED.copy()
    dead[9] = 0
    assert np.isfinite(momentum_by_age(LIVED, person_years=dead, rates=RATES, ages=AGES))


@given(st.floats(0.005, 0.05), st.floats(40, 80), st.floats(-0.03, 0.04), st.floats(24, 32))
def test_keyfitz_and_frauenthal_agree_for_stable_populations(
    births: float, years: float, growth: float, age: float
) -> None:
    """With net reproduction exp(r μ), up to the square of growth over a generation."""
    net = np.exp(growth * age)
    keyfitz = keyfitz_momentum(
        births, life_expectancy=years, net_reproduction=net, growth=growth, mean_age=age
    )
    short = frauenthal_momentum(births, life_expectancy=years, net_reproduction=net)
    assert keyfitz == pytest.approx(short, rel=(growth * age) ** 2 / 20 + 1e-6)


def test_keyfitz_at_rest_is_the_limit() -> None:
    """Without growth the momentum is birth rate times life expectancy."""
    made = {"life_expectancy": 70, "mean_age": 28}
    still = keyfitz_momentum(0.016, net_reproduction=1, growth=0, **made)
    near = keyfitz_momentum(0.016, net_reproduction=np.exp(28e-6), growth=1e-6, **made)
    assert still == pytest.approx(1.12)
    assert near == pytest.approx(still, rel=1e-4)
    many = keyfitz_momentum([0.016, 0.04], net_reproduction=[1, 2], growth=[0, 0.025], **made)
    assert np.asarray(many)[0] == pytest.approx(1.12)


def test_what_is_wrong_is_named() -> None:
    """Ages, births in the open group, contradictions, negative figures."""
    made = {"person_years": LIVED, "ages": AGES}
    late = RATES.copy()
    late[-1] = 0.01
    with pytest.raises(InvalidInputError, match=r"rates: births at 50\+; begin the open group"):
        momentum_by_age(LIVED, rates=late, **made)
    closed = AgeGroups(tuple(range(0, 56, 5)))
    with pytest.raises(AgeGroupsError, match="0–4 … 50–54 are not all ages; begin at birth"):
        momentum_by_age(LIVED, person_years=LIVED, rates=RATES, ages=closed)
    with pytest.raises(AgeGroupsError, match="women: 3 entries for 11 age groups"):
        momentum_by_age(np.ones((11, 3)), person_years=LIVED[:1], rates=RATES[:1], ages=AGES)
    with pytest.raises(ShapeError):
        momentum_by_age(LIVED[:4], rates=RATES, **made)
    with pytest.raises(NegativeCountError):
        momentum_by_age(-LIVED, rates=RATES, **made)
    with pytest.raises(InvalidInputError, match="growth: it has not the sign of net reproduction"):
        keyfitz_momentum(0.04, life_expectancy=50, net_reproduction=2, growth=-0.025, mean_age=25)
    with pytest.raises(NegativeCountError):
        frauenthal_momentum(0.04, life_expectancy=-1, net_reproduction=2)
