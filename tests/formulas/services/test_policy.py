"""The benefit-policy index: properties and errors (cases/services/policy.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, ShapeError
from famplan.formulas import services

scores = st.lists(st.floats(0, 1), min_size=1, max_size=8)


@given(scores)
def test_equal_weights_give_the_mean_score(score: list[float]) -> None:
    """The index lies among the scores."""
    weights = np.full(len(score), 1 / len(score))
    index = services.benefit_policy_index(score, weights=weights)
    assert index == pytest.approx(np.mean(score))


def test_areas_stand_in_front_and_unknown_stays_unknown() -> None:
    """One index for each area; an unknown score is not a score of zero."""
    index = services.benefit_policy_index([[1, 0.5], [1, None]], weights=[0.5, 0.5])
    assert index[0] == 0.75
    assert np.isnan(index[1])


def test_what_is_wrong_is_named() -> None:
    """Scores per cent, weights that do not add up, or not one for each policy."""
    with pytest.raises(InvalidInputError, match=r"scores\[0\]: 75 is above 1"):
        services.benefit_policy_index([75, 50], weights=[0.5, 0.5])
    with pytest.raises(InvalidInputError, match="weights: they add up to 100, not to 1"):
        services.benefit_policy_index([1, 0.5], weights=[50, 50])
    with pytest.raises(ShapeError, match="one weight for each policy"):
        services.benefit_policy_index([1, 0.5], weights=[1])
