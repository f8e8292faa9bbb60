"""No small cell is shown, and no total gives one away."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from famplan.errors import InvalidInputError
from famplan.rules.hiding import check_threshold, hidden_cells, hidden_parts

COUNTS = st.sampled_from([0, 0, 1, 2, 5, 9, 10, 11, 30, 400])
SHAPES = st.sampled_from([(3, 4), (1, 5), (4, 1), (2, 2, 3), (1, 3, 3), (5,)])
TABLES = SHAPES.flatmap(lambda shape: arrays(np.int64, shape, elements=COUNTS))
OWNERS = st.sampled_from([[0, 1, 1, 1, 2, 2], [0, 0, 0, 1, 1, 1], [0, 1, 2, 3, 4, 5], [0] * 6])


class Attacker:
    """Someone who knows every total and every count that is shown, and that none is negative."""

    def __init__(self, counts: np.ndarray, hidden: np.ndarray) -> None:
        self.counts, self.known = counts.ravel(), ~hidden.ravel()
        self.sums: list[np.ndarray] = []

    @property
    def blind(self) -> Attacker:
        """The same who sees no count at all: what totals alone give away nothing can hide."""
        other = Attacker(self.counts, np.ones(self.counts.shape, dtype=bool))
        other.sums = self.sums
        return other

    def told(self, cells: np.ndarray) -> None:
        """Tell what some cells add up to."""
        self.sums.append(cells.ravel().astype(float))

    def range(self, cells: np.ndarray) -> float:
        """How much is left open of what some cells add up to."""
        bounds = [
            (n, n) if known else (0, None) for n, known in zip(self.counts, self.known, strict=True)
        ]
        totals = [float(row @ self.counts) for row in self.sums]
        wanted = cells.ravel().astype(float)
        ends = [
            linprog(sign * wanted, A_eq=self.sums or None, b_eq=totals or None, bounds=bounds)
            for sign in (1, -1)
        ]
        if any(end.status == 3 for end in ends):  # unbounded
            return float("inf")
        return float(-ends[1].fun - ends[0].fun)


def lines(shape: tuple[int, ...]) -> list[np.ndarray]:
    """Every run of cells along an axis."""
    found = []
    for axis, size in enumerate(shape):
        for place in np.ndindex(*shape[:axis], 1, *shape[axis + 1 :]):
            cells = np.zeros(shape, dtype=bool)
            cells[(*place[:axis], slice(None), *place[axis + 1 :])] = True
            found += [cells] if size > 1 else []
    return found


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_no_small_cell_can_be_had_from_totals(counts: np.ndarray) -> None:
    """By all totals at once, and every count that is shown; but where nobody else is there."""
    hidden = hidden_cells(counts, 10)
    assert hidden[(counts > 0) & (counts < 10)].all()
    attacker = Attacker(counts, hidden)
    for line in lines(counts.shape):
        attacker.told(line)
    for cell in np.argwhere((counts > 0) & (counts < 10)):
        one = np.zeros(counts.shape, dtype=bool)
        one[tuple(cell)] = True
        assert attacker.range(one) >= 1 or attacker.blind.range(one) < 1


@given(TABLES)
def test_nothing_small_nothing_hidden(counts: np.ndarray) -> None:
    """A table of large cells is shown whole; so is every table at the threshold 0."""
    assert not hidden_cells(counts + 10, 10).any()
    assert not hidden_cells(counts, 0).any()


@settings(max_examples=40, deadline=None)
@given(arrays(np.int64, (3, 6), elements=COUNTS), OWNERS)
def test_wholes_and_parts_do_not_give_each_other_away(counts: np.ndarray, of: list[int]) -> None:
    """Neither a small part nor a small whole can be had from both tables and all totals."""
    above, within = hidden_parts(counts, of, 10)
    owner = np.array(of)
    attacker = Attacker(counts, within)
    several = len(set(of)) > 1
    wholes = {}
    for row in range(3):
        group = np.zeros(counts.shape, dtype=bool)
        group[row] = True
        if several:
            attacker.told(group)
        for whole in set(of):
            wholes[row, whole] = group & (owner == whole)
            if not above[row, whole]:
                attacker.told(wholes[row, whole])
    for line in lines(counts.shape)[:6]:
        attacker.told(line)
    for (row, whole), cells in wholes.items():
        if 0 < counts[cells].sum() < 10:
            assert above[row, whole]
            assert attacker.range(cells) >= 1 or attacker.blind.range(cells) < 1
    for row, part in np.argwhere((counts > 0) & (counts < 10)):
        one = np.zeros(counts.shape, dtype=bool)
        one[row, part] = True
        assert within[row, part]
        assert attacker.range(one) >= 1 or attacker.blind.range(one) < 1


def test_a_cell_that_protects_is_not_told_apart() -> None:
    """One known to be ten or more beside a small one would leave 1 only, of a total of 111."""
    assert hidden_cells(np.array([[1, 10, 100]]), 10).tolist() == [[True, True, False]]


def test_a_bridge_between_boxes_is_protected_too() -> None:
    """Lines with two hidden cells each may still add up to the one that joins them."""
    counts = np.array([[5, 5, 80, 80], [5, 5, 7, 80], [80, 80, 5, 5], [80, 80, 5, 5]])
    attacker = Attacker(counts, hidden_cells(counts, 10))
    for line in lines(counts.shape):
        attacker.told(line)
    one = np.zeros(counts.shape, dtype=bool)
    one[1, 2] = True
    assert attacker.range(one) >= 1


def test_where_nobody_else_stands_a_zero_is_hidden() -> None:
    """Else the total of a township would be its only outcome."""
    assert hidden_cells(np.array([[0, 0, 3, 0]]), 10).sum() == 2


def test_many_groups() -> None:
    """The search looks at some of them first, and at all where those do not protect."""
    counts = np.zeros((400, 3), dtype=np.int64)
    counts[0, 0], counts[399] = 3, 50
    hidden = hidden_cells(counts, 10)
    assert hidden[399].sum() == 2
    above, within = hidden_parts(counts, [0, 1, 2], 10)
    assert above.sum() == within.sum() == 4


@pytest.mark.parametrize("below", [-1, 2.0, True])
def test_a_threshold_is_a_whole_number(below: object) -> None:
    """From 0 on."""
    with pytest.raises(InvalidInputError, match="hide_below"):
        check_threshold(below)  # type: ignore[arg-type] # on purpose
