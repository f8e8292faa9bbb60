"""Kitagawa's decomposition: two components that add up exactly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, ShapeError
from famplan.formulas.standardization.decomposition import kitagawa
from famplan.formulas.standardization.direct import directly_standardized_rate

GROUPS = 4
people = st.lists(st.integers(1, 10**6), min_size=GROUPS, max_size=GROUPS)
rates = st.lists(st.floats(0, 1), min_size=GROUPS, max_size=GROUPS)


def test_an_example_worked_by_hand() -> None:
    """Crude rates 40 and 18 per thousand differ by 22: 10 of rates, 12 of composition."""
    parts = kitagawa(
        [0.02, 0.06],
        population=[500, 500],
        reference_rates=[0.01, 0.05],
        reference_population=[800, 200],
    )
    # Rates: 0.01 × 0.65 + 0.01 × 0.35; composition: −0.3 × 0.015 + 0.3 × 0.055.
    assert parts.difference == pytest.approx(0.04 - 0.018)
    assert parts.rates_by_group == pytest.approx([0.0065, 0.0035])
    assert parts.composition_by_group == pytest.approx([-0.0045, 0.0165])
    assert (parts.rate_effect, parts.composition_effect) == pytest.approx((0.01, 0.012))


@given(rates, people, rates, people)
def test_the_two_components_add_up_to_the_difference(
    here: list[float], population: list[int], there: list[float], others: list[int]
) -> None:
    """No interaction is left over, in total or from the groups."""
    parts = kitagawa(
        here, population=population, reference_rates=there, reference_population=others
    )
    crude = np.average(here, weights=population) - np.average(there, weights=others)
    assert parts.difference == pytest.approx(crude, abs=1e-12)
    assert parts.rate_effect + parts.composition_effect == pytest.approx(crude, abs=1e-12)
    assert parts.rates_by_group.sum() == pytest.approx(parts.rate_effect, abs=1e-12)
    assert parts.composition_by_group.sum() == pytest.approx(parts.composition_effect, abs=1e-12)


@given(rates, people, rates, people)
def test_swapping_the_populations_turns_every_sign(
    here: list[float], population: list[int], there: list[float], others: list[int]
) -> None:
    """The decomposition has no preferred direction."""
    one = kitagawa(here, population=population, reference_rates=there, reference_population=others)
    two = kitagawa(there, population=others, reference_rates=here, reference_population=population)
    assert one.rate_effect == pytest.approx(-two.rate_effect, abs=1e-12)
    assert one.composition_effect == pytest.approx(-two.composition_effect, abs=1e-12)


@given(rates, people, rates)
def test_one_composition_leaves_only_rates(
    here: list[float], population: list[int], there: list[float]
) -> None:
    """The same composition, in whatever unit, has no composition effect."""
    parts = kitagawa(
        here,
        population=population,
        reference_rates=there,
        reference_population=np.array(population) * 7,
    )
    assert parts.composition_effect == pytest.approx(0, abs=1e-12)


@given(rates, people, rates, people)
def test_the_rate_effect_is_a_difference_of_standardised_rates(
    here: list[float], population: list[int], there: list[float], others: list[int]
) -> None:
    """Standardising both to the mean composition leaves the rate effect."""
    parts = kitagawa(
        here, population=population, reference_rates=there, reference_population=others
    )
    mean = np.array(population) / sum(population) + np.array(others) / sum(others)
    ones = np.ones(GROUPS)
    first = directly_standardized_rate(here, exposure=ones, standard=mean)
    second = directly_standardized_rate(there, exposure=ones, standard=mean)
    assert parts.rate_effect == pytest.approx(first - second, abs=1e-12)


def test_areas_stand_in_front_and_an_empty_one_is_unknown() -> None:
    """Every area against one reference."""
    parts = kitagawa(
        [[0.02, 0.06], [0.02, 0.06]],
        population=[[500, 500], [0, 0]],
        reference_rates=[0.01, 0.05],
        reference_population=[800, 200],
    )
    assert parts.rate_effect[0] == pytest.approx(0.01)
    assert np.isnan(parts.rate_effect[1])


def test_groups_and_signs_are_checked() -> None:
    """Shapes that do not match, no groups, and negative rates are refused."""
    same = {"reference_rates": [0.1, 0.2], "reference_population": [1, 1]}
    with pytest.raises(ShapeError):
        kitagawa([0.1, 0.2, 0.3], population=[1, 1], **same)
    with pytest.raises(ShapeError, match="groups on the last axis"):
        kitagawa(0.1, population=[1, 1], **same)
    with pytest.raises(NegativeCountError, match=r"rates\[0\]: -0\.1 is below 0"):
        kitagawa([-0.1, 0.2], population=[1, 1], **same)
