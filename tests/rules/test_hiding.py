"""No small cell is shown, and no total gives one away."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.rules.hiding import hidden_cells, hidden_parts

COUNTS = st.sampled_from([0, 0, 1, 2, 5, 9, 10, 11, 30, 400])
SHAPES = st.sampled_from([(3, 4), (1, 5), (4, 1), (2, 2, 3), (1, 3, 3), (5,)])
TABLES = SHAPES.flatmap(lambda shape: arrays(np.int64, shape, elements=COUNTS))


def protected(counts: np.ndarray, hidden: np.ndarray, below: int) -> bool:
    """Whether a total of a line tells nothing of one hidden cell."""
    if not hidden.any() or len(counts) == 1:
        return True
    together = hidden.sum() > 1 and counts[hidden].sum() >= below
    return bool(together or hidden[counts > 0].all())


@given(TABLES, st.sampled_from([0, 3, 10]))
def test_every_line_is_protected(counts: np.ndarray, below: int) -> None:
    """Small cells are hidden; in no line is one hidden alone while another could hide with it."""
    hidden = hidden_cells(counts, below)
    assert hidden[(counts > 0) & (counts < below)].all()
    assert not hidden[counts == 0].any()
    for axis in range(counts.ndim):
        lines = np.moveaxis(counts, axis, -1).reshape(-1, counts.shape[axis])
        marks = np.moveaxis(hidden, axis, -1).reshape(-1, counts.shape[axis])
        assert all(protected(line, mark, below) for line, mark in zip(lines, marks, strict=True))


@given(TABLES)
def test_nothing_small_nothing_hidden(counts: np.ndarray) -> None:
    """A table of large cells is shown whole; so is every table at the threshold 0."""
    assert not hidden_cells(counts + 10, 10).any()
    assert not hidden_cells(counts, 0).any()


@given(
    arrays(np.int64, (3, 6), elements=COUNTS),
    st.sampled_from([[0, 1, 1, 1, 2, 2], [0, 0, 0, 1, 1, 1], [0, 1, 2, 3, 4, 5]]),
)
def test_wholes_and_parts_do_not_give_each_other_away(counts: np.ndarray, of: list[int]) -> None:
    """A hidden part cannot be had from its whole, nor a hidden whole from its parts."""
    wholes, parts = hidden_parts(counts, of, 10)
    owner = np.array(of)
    for row in range(len(counts)):
        for whole in set(of):
            own, mark = counts[row, owner == whole], parts[row, owner == whole]
            assert mark[(own > 0) & (own < 10)].all()
            if wholes[row, whole]:
                assert mark.any()
            elif mark.any():
                assert mark.sum() > 1
                assert own[mark].sum() >= 10 or mark[own > 0].all()


def test_a_part_that_is_all_there_is_hides_its_whole() -> None:
    """Where another township hides the part, the whole would show it."""
    counts = np.array([[50, 4, 0], [50, 12, 0], [50, 0, 40]])
    wholes, parts = hidden_parts(counts, [0, 1, 1], 10)
    assert parts[:, 1].tolist() == [True, True, False]
    assert wholes[:, 1].tolist()[:2] == [True, True]
