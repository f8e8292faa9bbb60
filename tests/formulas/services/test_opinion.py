"""Awareness, satisfaction and pass rates: properties and errors (cases/opinion.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import PartExceedsWholeError
from famplan.formulas import services


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_those_who_know_and_those_who_do_not_make_one(right: int, wrong: int) -> None:
    """A share and the share of the rest add up to one, or both are unknown."""
    asked = right + wrong
    total = services.positive_proportion(right, asked=asked) + services.positive_proportion(
        wrong, asked=asked
    )
    assert np.isnan(total) if asked == 0 else total == pytest.approx(1)


def test_more_answers_than_people_is_refused() -> None:
    """The message names both counts."""
    with pytest.raises(PartExceedsWholeError, match="positive: 201 is more than asked 200"):
        services.positive_proportion(201, asked=200)
