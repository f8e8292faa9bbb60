"""Compositions: properties and errors (examples are in cases/composition.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, ShapeError
from famplan.formulas import composition as room

parts = st.lists(st.integers(0, 10**6), min_size=1, max_size=9)


@given(parts)
def test_the_shares_of_a_whole_add_up_to_one(counts: list[int]) -> None:
    """A partition is complete; an empty whole has no composition."""
    total = sum(counts)
    shares = room.composition(counts, total=total)
    assert np.isnan(shares).all() if total == 0 else shares.sum() == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 99)), min_size=1, max_size=9))
def test_areas_at_once_equal_areas_one_by_one(areas: list[tuple[int, int]]) -> None:
    """Areas stand in front, parts on the last axis."""
    table = np.array(areas, dtype=float)
    together = room.composition(table, total=table.sum(axis=1))
    alone = [room.composition(row, total=row.sum()) for row in table]
    np.testing.assert_array_equal(together, alone)


def test_overlapping_groups_are_no_partition() -> None:
    """100 grants in 41 villages (report S3.6, T27) must not pass as a composition."""
    with pytest.raises(InvalidInputError, match="they add up to 100, not to the total 41"):
        room.composition([35, 23, 20, 13, 9], total=41)


def test_an_unknown_part_leaves_its_whole_unknown_only_there() -> None:
    """What is known is still divided; the sum cannot be checked."""
    shares = room.composition([[2, None], [1, 3]], total=4)
    np.testing.assert_array_equal(shares, [[0.5, np.nan], [0.25, 0.75]])


@pytest.mark.parametrize(("pieces", "total"), [(5, 5), ([1, 2], [3, 3]), ([[1, 2]], [3, 3])])
def test_parts_need_an_axis_and_one_total_for_each_whole(pieces: object, total: object) -> None:
    """Shapes that cannot be meant are refused with both shapes."""
    with pytest.raises(ShapeError, match="one total for each whole"):
        room.composition(pieces, total=total)  # type: ignore[arg-type]
