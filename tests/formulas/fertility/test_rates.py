"""Births over woman-years: properties and errors (worked examples are in cases/fertility.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import (
    AgeGroupsError,
    DefinitionError,
    ImplausibleRateWarning,
    NegativeCountError,
    ShapeError,
)
from famplan.formulas import fertility
from famplan.model.age import AgeGroups

AGES = AgeGroups.regular(10, 55, width=5)
births_by_age = arrays(np.float64, (3, 9), elements=st.integers(0, 500))
women_by_age = arrays(np.float64, (3, 9), elements=st.integers(500, 10**6))
definitions = st.sampled_from(["15-49", "15-plus/15-44", "dhs"])


@given(births_by_age, women_by_age)
def test_rates_by_age_are_scalars_done_many_times(births: np.ndarray, women: np.ndarray) -> None:
    """A table of areas by ages equals its cells one by one."""
    together = fertility.age_specific_fertility_rate(births, women=women)
    alone = [
        [fertility.age_specific_fertility_rate(b, women=w) for b, w in zip(*row, strict=True)]
        for row in zip(births, women, strict=True)
    ]
    np.testing.assert_array_equal(together, alone)


@given(births_by_age, women_by_age, definitions)
def test_the_general_rate_of_areas_is_that_of_each(
    births: np.ndarray, women: np.ndarray, definition: fertility.GeneralFertilityAges
) -> None:
    """Only ages are summed, never areas."""
    together = fertility.general_fertility_rate(
        births, women=women, ages=AGES, definition=definition
    )
    alone = [
        fertility.general_fertility_rate(b, women=w, ages=AGES, definition=definition)
        for b, w in zip(births, women, strict=True)
    ]
    np.testing.assert_array_equal(together, alone)


@given(births_by_age, women_by_age)
def test_the_general_rate_is_a_mean_of_the_rates_by_age(
    births: np.ndarray, women: np.ndarray
) -> None:
    """Weighted by women, so it lies between the lowest and the highest of them."""
    usual = AGES.between(15, 50)
    rate = fertility.general_fertility_rate(births, women=women, ages=AGES, definition="15-49")
    by_age = fertility.age_specific_fertility_rate(births, women=women)[..., usual]
    mean = np.average(by_age, weights=women[..., usual], axis=-1)
    np.testing.assert_allclose(rate, mean, rtol=1e-12)


@given(births_by_age, women_by_age)
def test_the_definitions_are_nested(births: np.ndarray, women: np.ndarray) -> None:
    """Over the same women the DHS rate has the births under 15 more."""
    dhs, plus = (
        fertility.general_fertility_rate(births, women=women, ages=AGES, definition=definition)
        for definition in ("dhs", "15-plus/15-44")
    )
    below_15 = births[:, 0] / women[:, AGES.between(15, 45)].sum(axis=-1)
    np.testing.assert_allclose(dhs, plus + below_15, rtol=1e-12)


def test_an_open_last_group_will_do() -> None:
    """Births at 45 and over need no upper end where only women to 44 are counted."""
    rate = fertility.general_fertility_rate(
        [9, 80, 1], women=[500, 1000, 200], ages=["10–14", "15–44", "45+"], definition="dhs"
    )
    assert rate == 0.09


def test_an_age_group_without_women_is_unknown() -> None:
    """Nobody at an age is no rate, not a rate of zero."""
    rates = fertility.age_specific_fertility_rate([0, 2], women=[0, 10])
    np.testing.assert_array_equal(rates, [np.nan, 0.2])


def test_women_in_thousands_are_pointed_at() -> None:
    """More than a birth a year for each woman is implausible."""
    with pytest.warns(ImplausibleRateWarning, match=r"births_per_woman\[1\] is 40\.5423"):
        fertility.age_specific_fertility_rate([63, 921], women=[63.0, 22.717])


def test_an_unknown_definition_is_refused() -> None:
    """The message names the three that exist."""
    with pytest.raises(DefinitionError, match=r"definition: 'usual' is none of '15-49', '15-plus"):
        fertility.general_fertility_rate([1], women=[9], ages=["15–49"], definition="usual")


@pytest.mark.parametrize("definition", ["15-plus/15-44", "dhs"])
def test_groups_must_end_where_the_definition_does(
    definition: fertility.GeneralFertilityAges,
) -> None:
    """Women 15–44 cannot be told apart in a group 15–49."""
    with pytest.raises(AgeGroupsError, match="groups must begin at 15 and end at 45"):
        fertility.general_fertility_rate([1], women=[9], ages=["15–49"], definition=definition)


def test_every_table_has_one_entry_for_each_group() -> None:
    """Births and women are each held to the ages."""
    with pytest.raises(AgeGroupsError, match="births: 2 entries for 1 age groups"):
        fertility.general_fertility_rate([1, 2], women=[9, 9], ages=["15–49"], definition="15-49")


def test_bad_counts_are_named() -> None:
    """The argument and the entry stand in the message."""
    with pytest.raises(NegativeCountError, match=r"women\[0\]: -1 is below 0"):
        fertility.adolescent_birth_rate([3, 4], women=[-1, 5])
    with pytest.raises(ShapeError, match=r"births \(2,\), women \(3,\)"):
        fertility.age_specific_fertility_rate([1, 2], women=[1, 2, 3])
