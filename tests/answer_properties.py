"""What every share and every mean of women's answers must keep to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, PartExceedsWholeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.formulas.arrays import Numbers

__all__ = ["check_mean", "check_share"]

some = st.integers(min_value=1, max_value=10**6)
answers = st.lists(st.integers(0, 15), min_size=1, max_size=20)


def check_share(share: Callable[..., Numbers], whole: str) -> None:
    """Parts add up to one, of nobody it is unknown, and what cannot be is refused."""

    @given(parts=st.lists(some, min_size=1, max_size=6))
    def answers_that_exclude_each_other_add_up_to_one(parts: list[int]) -> None:
        shares: Any = share(parts, **{whole: sum(parts)})
        assert np.sum(shares) == pytest.approx(1)
        assert ((shares >= 0) & (shares <= 1)).all()

    answers_that_exclude_each_other_add_up_to_one()
    assert np.isnan(share(0, **{whole: 0}))
    with pytest.raises(PartExceedsWholeError):
        share(11, **{whole: 10})
    with pytest.raises(NegativeCountError):
        share(-1, **{whole: 10})


def check_mean(mean: Callable[..., Numbers], women: str) -> None:
    """A sum over women and their number are all it needs, and of nobody it is unknown."""

    @given(each=answers)
    def a_mean_is_that_of_the_women(each: list[int]) -> None:
        assert mean(sum(each), **{women: len(each)}) == pytest.approx(np.mean(each))

    a_mean_is_that_of_the_women()
    assert np.isnan(mean(0, **{women: 0}))
