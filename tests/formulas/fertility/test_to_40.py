"""Fertility before 40: properties and errors (worked examples are in the cases)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError
from famplan.formulas import fertility
from famplan.model.age import AgeGroups

AGES = AgeGroups.regular(15, 50, width=5)
TO_40 = pytest.mark.parametrize(
    "measure", [fertility.total_fertility_rate_to_40, fertility.mean_age_at_birth_to_40]
)
schedules = arrays(np.float64, (3, 7), elements=st.floats(0.001, 0.4))


@given(schedules)
def test_the_rate_to_40_is_cumulative_fertility_at_40(rates: np.ndarray) -> None:
    """Both add up the same groups, for each area in front of the ages."""
    cumulative = np.asarray(fertility.cumulative_fertility(rates, ages=AGES))
    to_40 = fertility.total_fertility_rate_to_40(rates, ages=AGES)
    np.testing.assert_allclose(cumulative[..., 4], to_40, rtol=1e-12)


@given(schedules)
def test_the_mean_age_before_40_is_the_lower(rates: np.ndarray) -> None:
    """Births after 40 only raise the mean; without them the two are one."""
    to_40 = np.asarray(fertility.mean_age_at_birth_to_40(rates, ages=AGES))
    assert (to_40 < fertility.mean_age_at_birth(rates, ages=AGES)).all()
    none_after = rates * (AGES.lower < 40)
    np.testing.assert_allclose(to_40, fertility.mean_age_at_birth(none_after, ages=AGES))


def test_births_before_15_count_where_they_are_given() -> None:
    """Groups may begin below 15; what is given counts."""
    ages = AgeGroups.regular(10, 55, width=5)
    rates = [0.001, *[0.1] * 7, 0.001]
    assert fertility.total_fertility_rate_to_40(rates, ages=ages) == pytest.approx(2.505)
    mean = (0.001 * 12.5 + 0.1 * 5 * 27.5) / 0.501
    assert fertility.mean_age_at_birth_to_40(rates, ages=ages) == pytest.approx(mean)


@TO_40
def test_groups_must_begin_by_15_and_end_at_40(measure: object) -> None:
    """They cannot be cut out of 35–44, nor begin at 20."""
    with pytest.raises(AgeGroupsError, match="groups must begin at 15 and end at 40"):
        measure([0.1, 0.1], ages=["15–34", "35–44"])
    with pytest.raises(AgeGroupsError, match="groups must begin at 15 and end at 40"):
        measure([0.1], ages=["20–39"])
