"""Findings of examinations: properties and errors (cases/findings.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan import find
from famplan.errors import PartExceedsWholeError
from famplan.formulas import services

rows = st.lists(st.tuples(st.integers(0, 500), st.integers(500, 10**5)), min_size=1, max_size=9)


@given(rows)
def test_the_rate_of_all_areas_lies_between_the_lowest_and_the_highest(
    areas: list[tuple[int, int]],
) -> None:
    """Pooled counts give a weighted mean of the areas' rates."""
    found, examined = np.array(areas, dtype=float).T
    each = services.detection_proportion(found, examined=examined)
    pooled = services.detection_proportion(found.sum(), examined=examined.sum())
    assert np.min(each) - 1e-12 <= pooled <= np.max(each) + 1e-12


def test_birth_defects_are_published_per_ten_thousand() -> None:
    """The definition carries the scale; 9.18‰ is 91.84 per 10,000."""
    rate = services.birth_defect_proportion(152, perinatal_births=16_550)
    assert find("BIRTH_DEFECT").publish(rate) == "91.84"


@pytest.mark.parametrize(
    ("name", "base"),
    [("detection_proportion", "examined"), ("birth_defect_proportion", "perinatal_births")],
)
def test_more_findings_than_examinations_is_refused(name: str, base: str) -> None:
    """Cases counted instead of persons show where they exceed them."""
    with pytest.raises(PartExceedsWholeError, match=f"11 is more than {base} 10"):
        getattr(services, name)(11, **{base: 10})
