"""One step is an account that balances, cell by cell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from famplan.projection.cohort.step import Flows, advance, aged

SHAPE = (3, 2, 6)
persons = arrays.arrays(np.float64, SHAPE, elements=st.floats(0, 1e7))
shares = arrays.arrays(np.float64, SHAPE, elements=st.floats(0, 1))
moves = arrays.arrays(np.float64, SHAPE, elements=st.floats(-1e4, 1e4))
births = arrays.arrays(np.float64, (3, 3), elements=st.floats(0, 1))


def test_a_step_by_hand() -> None:
    """Women 100, 80, 40 and men 90, 70, 30 of 0–4, 5–9 and 10+; a fifth of a birth a woman-year."""
    flows = Flows(
        survival=np.array([[0.9, 0.8, 0.5], [0.9, 0.7, 0.4]]),
        fertility=np.array([0.2]),
        mothers=slice(1, 2),
        boys=np.array(0.6),
        arriving=np.array([[10.0, 0.0, 0.0], [0.0, 0.0, 0.0]]),
        joining=np.array([[0.0, 0.0, -4.0], [0.0, 1.0, 0.0]]),
    )
    step = advance(np.array([[100.0, 80.0, 40.0], [90.0, 70.0, 30.0]]), flows, width=5)
    # Women of 5–9: 80 before, 110 × 0.8 = 88 after: 5 × 84 = 420 woman-years, 84 births.
    assert step.women_years.tolist() == [420]
    np.testing.assert_allclose(step.births, [33.6, 50.4])
    np.testing.assert_allclose(step.closing, [[30.24, 88, 56], [45.36, 64, 40]])
    np.testing.assert_allclose(step.deaths, [[3.36, 22, 60], [5.04, 27, 60]])
    np.testing.assert_allclose(step.migration, [[0, 10, -4], [0, 1, 0]])


@given(persons, shares, births, st.floats(0, 1), st.tuples(moves, moves))
def test_opening_births_deaths_and_migrants_make_the_closing_population(
    opening: np.ndarray,
    survival: np.ndarray,
    fertility: np.ndarray,
    boys: float,
    moved: tuple[np.ndarray, np.ndarray],
) -> None:
    """By sex and age, and so in total, to the rounding of floats."""
    arriving, joining = moved
    flows = Flows(
        survival=survival,
        fertility=fertility,
        mothers=slice(1, 4),
        boys=np.array(boys),
        arriving=arriving,
        joining=joining,
    )
    step = advance(opening, flows, width=5)
    moving = max(np.abs(arriving).max(), np.abs(joining).max())
    scale = max(1.0, np.abs(step.closing).max(), step.births.max(), opening.max(), moving)
    assert step.residual.max() <= 1e-14 * scale
    total = opening.sum() + step.births.sum() - step.deaths.sum() + step.migration.sum()
    assert total == pytest.approx(step.closing.sum(), abs=1e-13 * scale)
    np.testing.assert_allclose(step.births_by_mother.sum(-1), step.births.sum(-1), rtol=1e-12)


@given(persons)
def test_nobody_is_lost_by_growing_older(population: np.ndarray) -> None:
    """The last two groups join in the open one."""
    np.testing.assert_allclose(aged(population).sum(axis=-1), population.sum(axis=-1))


@given(persons, shares, births)
def test_without_migration_nobody_moves(
    opening: np.ndarray, survival: np.ndarray, fertility: np.ndarray
) -> None:
    """And nobody is below zero: not a death, not a birth, not a person."""
    flows = Flows(survival=survival, fertility=fertility, mothers=slice(1, 4), boys=np.array(0.5))
    step = advance(opening, flows, width=1)
    assert not step.migration.any()
    for part in (step.closing, step.births, step.deaths):
        assert part.min() >= 0
