"""Past use: bounds, parts that add up, and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, PartExceedsWholeError
from famplan.formulas import contraception

if TYPE_CHECKING:
    from collections.abc import Callable

some = st.integers(min_value=1, max_value=10**6)
SHARES = [(contraception.past_use_proportion, "asked")]
every_share = pytest.mark.parametrize(("share", "whole"), SHARES)


@every_share
@given(parts=st.lists(some, min_size=1, max_size=6))
def test_answers_that_exclude_each_other_add_up_to_one(
    share: Callable[..., Any], whole: str, parts: list[int]
) -> None:
    """Every woman gives one of them."""
    shares = share(parts, **{whole: sum(parts)})
    assert np.sum(shares) == pytest.approx(1)
    assert ((shares >= 0) & (shares <= 1)).all()


@every_share
def test_of_nobody_it_is_unknown(share: Callable[..., Any], whole: str) -> None:
    """A share of nobody is undefined."""
    assert np.isnan(share(0, **{whole: 0}))


@every_share
def test_it_refuses_what_cannot_be(share: Callable[..., Any], whole: str) -> None:
    """More than all, or fewer than none."""
    with pytest.raises(PartExceedsWholeError):
        share(11, **{whole: 10})
    with pytest.raises(NegativeCountError):
        share(-1, **{whole: 10})
