"""Dependency and ageing: properties and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from famplan.errors import AgeGroupsError, NegativeCountError
from famplan.formulas.population import (
    ageing_index,
    child_dependency_ratio,
    dependency_ratio,
    old_age_dependency_ratio,
)
from famplan.model import AgeGroups

AGES = AgeGroups(tuple(range(0, 86, 5)), open_end=True)
people = arrays.arrays(np.float64, (3, len(AGES)), elements=st.floats(1, 1e6))


@given(people)
def test_children_and_the_old_make_the_whole(population: np.ndarray) -> None:
    """Both ratios add up, and their quotient is the ageing index."""
    whole, young, old = (
        ratio(population, ages=AGES, working=(15, 65))
        for ratio in (dependency_ratio, child_dependency_ratio, old_age_dependency_ratio)
    )
    np.testing.assert_allclose(whole, young + old)
    np.testing.assert_allclose(ageing_index(population, ages=AGES, working=(15, 65)), old / young)
    for area, found in zip(population, whole, strict=True):
        assert dependency_ratio(area, ages=AGES, working=(15, 65)) == found


@given(people, st.floats(0.001, 1000))
def test_how_many_there_are_does_not_matter(population: np.ndarray, factor: float) -> None:
    """Ages do."""
    for figure in (
        lambda some: dependency_ratio(some, ages=AGES, working=(20, 65)),
        lambda some: ageing_index(some, ages=AGES, working=(15, 60)),
    ):
        np.testing.assert_allclose(figure(population * factor), figure(population), rtol=1e-9)


def test_where_nobody_is_figures_are_unknown() -> None:
    """Never zero."""
    none = np.zeros(len(AGES))
    assert np.isnan(dependency_ratio(none, ages=AGES, working=(15, 65)))
    unknown = np.where(np.arange(len(AGES)) == 3, np.nan, 1.0)
    assert np.isnan(dependency_ratio(unknown, ages=AGES, working=(15, 65)))


def test_bounds_must_be_those_of_groups() -> None:
    """Nobody is split."""
    with pytest.raises(AgeGroupsError, match="working: no group begins at 16"):
        dependency_ratio(np.ones(18), ages=AGES, working=(16, 65))
    with pytest.raises(AgeGroupsError, match="3 entries for 18 age groups"):
        ageing_index([1, 2, 3], ages=AGES, working=(15, 65))
    with pytest.raises(NegativeCountError, match="is below 0"):
        ageing_index(-np.ones(18), ages=AGES, working=(15, 65))


def test_ages_begin_at_birth_and_bounds_rise() -> None:
    """Children who are not there are not counted as none."""
    with pytest.raises(AgeGroupsError, match="working: 15 is not above 65"):
        dependency_ratio(np.ones(18), ages=AGES, working=(65, 15))
    with pytest.raises(AgeGroupsError, match="ages: they begin at 15; begin at birth"):
        dependency_ratio([1, 2], ages=["15–64", "65+"], working=(15, 65))
