"""Care around pregnancy: properties and errors (examples are in cases/care.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.catalogue import Kind, function_of, indicators
from famplan.errors import PartExceedsWholeError
from famplan.formulas import services


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(100, 999)), min_size=1, max_size=9))
def test_the_share_of_all_areas_lies_between_the_lowest_and_the_highest(
    areas: list[tuple[int, int]],
) -> None:
    """Pooled counts give a weighted mean of the areas' shares."""
    reached, meant = np.array(areas, dtype=float).T
    each = services.care_coverage(reached, meant=meant)
    pooled = services.care_coverage(reached.sum(), meant=meant.sum())
    assert np.min(each) - 1e-12 <= pooled <= np.max(each) + 1e-12


def test_all_definitions_are_shares_published_per_hundred() -> None:
    """They differ in what is counted, not in how."""
    entries = [entry for entry in indicators() if function_of(entry) is services.care_coverage]
    assert len(entries) == 8
    assert {(entry.kind, entry.per) for entry in entries} == {(Kind.PROPORTION, 100)}


def test_person_times_show_above_one() -> None:
    """More reached than meant is refused."""
    with pytest.raises(PartExceedsWholeError, match="reached: 21 is more than meant 20"):
        services.care_coverage(21, meant=20)
