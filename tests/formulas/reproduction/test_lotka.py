"""Lotka's equation: properties and errors (worked examples are in the cases)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, InvalidInputError, PartExceedsWholeError, ShapeError
from famplan.formulas import fertility, reproduction
from famplan.model.age import AgeGroups

AGES = AgeGroups.regular(15, 50, width=5)
LIVED = AGES.widths * 0.995**AGES.midpoints
GIRLS = 0.4878
schedules = arrays(np.float64, (3, 7), elements=st.floats(0.001, 0.4))


@given(schedules)
def test_discounted_daughters_add_up_to_one(rates: np.ndarray) -> None:
    """The equation holds at the rate that was found."""
    growth = reproduction.lotka_growth_rate(rates, person_years=LIVED, girls=GIRLS, ages=AGES)
    discount = np.exp(-np.asarray(growth)[:, None] * AGES.midpoints)
    np.testing.assert_allclose((rates * LIVED * GIRLS * discount).sum(axis=1), 1, rtol=1e-12)


@given(schedules, st.floats(-0.02, 0.02))
def test_slower_growth_by_discounted_rates(rates: np.ndarray, less: float) -> None:
    """Rates that fall with age by a share each year lower the growth rate by it."""
    made = {"person_years": LIVED, "girls": GIRLS, "ages": AGES}
    growth = np.asarray(reproduction.lotka_growth_rate(rates, **made))
    shifted = rates * np.exp(-less * AGES.midpoints)
    np.testing.assert_allclose(
        reproduction.lotka_growth_rate(shifted, **made), growth - less, atol=1e-11
    )


@given(schedules)
def test_the_generation_lies_between_the_mean_ages(rates: np.ndarray) -> None:
    """That of the stable population and that of net maternity."""
    made = {"person_years": LIVED, "ages": AGES}
    length = np.asarray(reproduction.stable_generation_length(rates, girls=GIRLS, **made))
    stable = np.asarray(reproduction.stable_mean_age_at_birth(rates, girls=GIRLS, **made))
    net = np.asarray(reproduction.mean_length_of_generation(rates, **made))
    assert (length >= np.minimum(stable, net) - 1e-6).all()
    assert (length <= np.maximum(stable, net) + 1e-6).all()
    growth = reproduction.lotka_growth_rate(rates, girls=GIRLS, **made)
    reproduced = reproduction.net_reproduction_rate(rates, girls=GIRLS, **made)
    np.testing.assert_allclose(np.exp(np.asarray(growth) * length), reproduced, rtol=1e-9)


@given(schedules)
def test_rows_do_not_know_of_one_another(rates: np.ndarray) -> None:
    """An array of areas equals its rows, in any order, with one share of girls for each."""
    girls = np.array([0.47, 0.48, 0.49])
    made = {"person_years": LIVED, "ages": AGES}
    for formula in (
        reproduction.lotka_growth_rate,
        reproduction.stable_mean_age_at_birth,
        reproduction.stable_generation_length,
    ):
        many = np.asarray(formula(rates, girls=girls, **made))
        alone = [formula(row, girls=share, **made) for row, share in zip(rates, girls, strict=True)]
        np.testing.assert_allclose(many, alone, rtol=1e-7, atol=1e-12)
        np.testing.assert_allclose(
            formula(rates[::-1], girls=girls[::-1], **made), many[::-1], rtol=1e-7, atol=1e-12
        )


def test_the_approximation_is_near() -> None:
    """With the mean age of net maternity ln NRR / T is close, and not the same."""
    rates = [0.05, 0.2, 0.25, 0.2, 0.1, 0.05, 0.01]
    made = {"person_years": LIVED, "ages": AGES}
    exact = reproduction.lotka_growth_rate(rates, girls=GIRLS, **made)
    net = reproduction.net_reproduction_rate(rates, girls=GIRLS, **made)
    length = reproduction.mean_length_of_generation(rates, **made)
    rough = reproduction.intrinsic_growth_rate(net, generation=length)
    assert rough == pytest.approx(exact, rel=0.03)
    assert rough != pytest.approx(exact, rel=1e-4)


def test_at_replacement_nothing_grows() -> None:
    """The generation is then the mean age of net maternity, without dividing zero by zero."""
    rates = np.full(7, 1.0)
    rates = rates / (rates * LIVED * GIRLS).sum()
    made = {"person_years": LIVED, "girls": GIRLS, "ages": AGES}
    assert reproduction.lotka_growth_rate(rates, **made) == pytest.approx(0, abs=1e-14)
    net = reproduction.mean_length_of_generation(rates, person_years=LIVED, ages=AGES)
    assert reproduction.stable_generation_length(rates, **made) == pytest.approx(net)


def test_without_deaths_or_growth_it_is_the_mean_age_at_birth() -> None:
    """Nothing else moves it."""
    rates = np.array([0.01, 0.1, 0.1, 0.1, 0.05, 0.03, 0.01])
    rates = rates / (rates.sum() * 5 * 0.5)
    found = reproduction.stable_mean_age_at_birth(
        rates, person_years=AGES.widths, girls=0.5, ages=AGES
    )
    assert found == pytest.approx(fertility.mean_age_at_birth(rates, ages=AGES))


def test_without_births_nothing_is_known() -> None:
    """Unknown, not zero."""
    made = {"person_years": LIVED, "girls": GIRLS, "ages": AGES}
    for formula in (
        reproduction.lotka_growth_rate,
        reproduction.stable_mean_age_at_birth,
        reproduction.stable_generation_length,
    ):
        assert np.isnan(formula(np.zeros(7), **made))


def test_what_is_wrong_is_named() -> None:
    """Person-years of a whole table, other ages, shares that do not match."""
    rates = np.full(7, 0.1)
    with pytest.raises(PartExceedsWholeError, match="divide nLx by l0"):
        reproduction.lotka_growth_rate(rates, person_years=LIVED * 1e5, girls=0.5, ages=AGES)
    with pytest.raises(AgeGroupsError):
        reproduction.lotka_growth_rate(rates[:6], person_years=LIVED[:6], girls=0.5, ages=AGES)
    with pytest.raises(InvalidInputError, match="girls: 105 is above 1"):
        reproduction.lotka_growth_rate(rates, person_years=LIVED, girls=105, ages=AGES)
    with pytest.raises(ShapeError):
        reproduction.lotka_growth_rate(
            np.stack([rates] * 3), person_years=LIVED, girls=[0.5, 0.5], ages=AGES
        )
