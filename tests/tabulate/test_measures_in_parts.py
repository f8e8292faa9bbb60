"""Every kernel counts the same, however the rows are split and in whatever order they come."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan import tabulate
from famplan.datasets.survey import synthetic_survey
from famplan.tabulate.kernel import count
from famplan.tabulate.sources import batches

if TYPE_CHECKING:
    from collections.abc import Callable

WOMEN = synthetic_survey(400, seed=9, child_deaths=True).columns
SIZE = len(WOMEN["v008"])

TALLIES: dict[str, Callable[..., Any]] = {
    "parity": tabulate.children_ever_born,
    "first birth": tabulate.age_at_first_birth,
    "spacing": tabulate.birth_intervals,
    "wanted": tabulate.wanted_fertility,
    "orders": tabulate.births_by_order,
    "periods": tabulate.retrospective_history,
    "calendar": lambda data, **options: tabulate.calendar_history(
        data, start=2000, stop=2015, years=5, cohort_years=10, **options
    ),
}


@pytest.mark.parametrize("name", TALLIES)
@settings(max_examples=8, deadline=None)
@given(cuts=st.sets(st.integers(1, SIZE - 1), max_size=5), seed=st.integers(0, 99))
def test_any_split_and_order(name: str, cuts: set[int], seed: int) -> None:
    """The cells of all parts together are those of the whole."""
    whole = TALLIES[name](WOMEN, by="v025")
    order = np.random.default_rng(seed).permutation(SIZE)
    kernel = pickle.loads(pickle.dumps(whole.kernel))  # noqa: S301 - an engine sends it so
    read = next(iter(batches(WOMEN, kernel.columns)))
    parts = [
        {column: values[rows] for column, values in read.items()}
        for rows in np.split(order, sorted(cuts))
    ]
    counts = count(kernel, parts)
    for dimension in whole.counts.dimensions[:2]:
        expected, found = (tally.by((dimension,)) for tally in (whole.counts, counts))
        places = [found.keys[0].tolist().index(key) for key in expected.keys[0]]
        for quantity, sums in expected.sums.items():
            assert np.array_equal(sums, found.sums[quantity][places])
