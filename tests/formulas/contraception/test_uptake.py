"""Uptake, failure and effectiveness: properties and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, PartExceedsWholeError
from famplan.formulas import contraception

if TYPE_CHECKING:
    from collections.abc import Callable

some = st.integers(min_value=0, max_value=10**6)
SHARES = [
    lambda part, whole: contraception.timely_uptake_proportion(part, due=whole, window_days=90),
    lambda part, whole: contraception.uptake_proportion(part, due=whole),
    lambda part, whole: contraception.method_failure_proportion(part, users=whole),
    lambda part, whole: contraception.method_effectiveness(part, procedures=whole),
]


@pytest.mark.parametrize("share", SHARES)
@given(part=some, rest=some)
def test_part_and_rest_add_up_to_one(
    share: Callable[[int, int], float], part: int, rest: int
) -> None:
    """Each is a share of a whole that contains it; of nobody it is unknown."""
    both = share(part, part + rest) + share(rest, part + rest)
    assert np.isnan(both) if part + rest == 0 else both == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("share", SHARES)
def test_a_part_larger_than_its_whole_is_refused(share: Callable[[int, int], float]) -> None:
    """Nobody can be counted above the line only."""
    with pytest.raises(PartExceedsWholeError, match="3 is more than"):
        share(3, 2)


@pytest.mark.parametrize("days", [0, -90, float("nan")])
def test_the_window_must_be_stated(days: float) -> None:
    """A window of no days is none."""
    with pytest.raises(
        InvalidInputError, match=r"window_days: .* is not above 0; state the window"
    ):
        contraception.timely_uptake_proportion(1, due=2, window_days=days)
