"""Use after births: a share."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import PartExceedsWholeError
from famplan.formulas.contraception import postpartum_use_proportion

some = st.integers(0, 10**6)


@given(some, some)
def test_users_and_the_others_add_up_to_one(users: int, others: int) -> None:
    """Of nobody it is unknown."""
    whole = users + others
    both = [postpartum_use_proportion(part, with_birth=whole) for part in (users, others)]
    assert np.isnan(both).all() if whole == 0 else sum(both) == pytest.approx(1)


def test_no_more_users_than_women() -> None:
    """A part cannot be more than its whole."""
    with pytest.raises(PartExceedsWholeError):
        postpartum_use_proportion(3, with_birth=2)
