"""Counts add up: however rows are split, ordered or merged, the cells are the same."""

from __future__ import annotations

import pickle
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.datasets import synthetic_survey
from famplan.errors import DefinitionError
from famplan.model.age import AgeGroups
from famplan.tabulate import kernel as kernel_module
from famplan.tabulate.birth_kernel import BirthKernel
from famplan.tabulate.counts import Counter, Counts
from famplan.tabulate.exposure import Window
from famplan.tabulate.kernel import count

if TYPE_CHECKING:
    from numpy.typing import NDArray

WOMEN = 600
KERNEL = BirthKernel(
    by=("v025", "v106"),
    window=Window(months=36),
    ages=AgeGroups.regular(15, 50, width=5),
    weight="v005",
    interview="v008",
    born="v011",
    cluster="v021",
    stratum="v022",
    children=tuple(f"b3_{rank:02d}" for rank in range(1, 21)),
)


@cache
def survey() -> dict[str, NDArray]:
    """Make one survey for all tests."""
    return synthetic_survey(WOMEN, seed=8, clusters=40).columns


def pick(columns: dict[str, NDArray], rows: NDArray[np.int64]) -> dict[str, NDArray]:
    """Pick rows of every column."""
    return {name: column[rows] for name, column in columns.items()}


def cells(counts: Counts) -> dict[tuple[object, ...], dict[str, list[float]]]:
    """List the sums by cell, whatever the order of the rows."""
    keys = list(zip(*counts.keys, strict=True))
    assert len(set(keys)) == len(keys) == len(counts)
    return {
        key: {name: array[row].tolist() for name, array in counts.sums.items()}
        for row, key in enumerate(keys)
    }


def assert_close(one: Counts, other: Counts) -> None:
    """Compare weighted sums to 1e-12 and counts exactly."""
    left, right = cells(one), cells(other)
    assert left.keys() == right.keys()
    for key, sums in left.items():
        for name, values in sums.items():
            if name.endswith("_n"):
                assert values == right[key][name]
            np.testing.assert_allclose(values, right[key][name], rtol=1e-12)


splits = st.lists(st.integers(0, WOMEN), max_size=8).map(sorted)


@settings(max_examples=40)
@given(cuts=splits, seed=st.integers(0, 100), rows=st.sampled_from([13, 100, 65_536]))
def test_any_split_in_any_order_gives_the_same_counts(
    cuts: list[int], seed: int, rows: int
) -> None:
    """Whole weights: the very same sums, whatever the batches, their order and their blocks."""
    order = np.random.default_rng(seed).permutation(WOMEN)
    parts = [pick(survey(), part) for part in np.split(order, cuts)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel_module, "BATCH_ROWS", rows)
        found = count(KERNEL, parts)
    assert cells(found) == cells(count(KERNEL, [survey()]))


@settings(max_examples=20)
@given(cuts=splits, seed=st.integers(0, 100))
def test_parts_counted_apart_add_up(cuts: list[int], seed: int) -> None:
    """Weights with decimals: the sum of tallies, sent through pickle as engines do, to 1e-12."""
    random = np.random.default_rng(seed)
    data = survey() | {"v005": random.lognormal(size=WOMEN)}
    whole = count(KERNEL, [data])
    total = count(KERNEL, [])
    for part in np.split(random.permutation(WOMEN), cuts):
        total += pickle.loads(pickle.dumps(count(KERNEL, [pick(data, part)])))  # noqa: S301 - own
    assert_close(total, whole)


@pytest.mark.parametrize("kept", [("v025",), ("cluster",), ("v106", "stratum")])
def test_adding_up_over_dimensions_is_counting_without_them(kept: tuple[str, ...]) -> None:
    """Margins hold the same births and months as counting by fewer columns."""
    margin = count(KERNEL, [survey()]).by(kept)
    expected: dict[tuple[object, ...], NDArray] = {}
    whole = count(KERNEL, [survey()])
    for key, sums in cells(whole).items():
        place = tuple(key[whole.dimensions.index(name)] for name in kept)
        expected[place] = expected.get(place, 0) + np.array(sums["births"])
    found = {key: np.array(sums["births"]) for key, sums in cells(margin).items()}
    assert found.keys() == expected.keys()
    for key, births in found.items():
        np.testing.assert_array_equal(births, expected[key])


def test_far_and_near_places_are_added_alike() -> None:
    """Values that lie close together take another way to the same sums."""
    near, far = (Counter(("cell",), {"sum": 2}) for _ in range(2))
    rows = np.arange(1_000)
    for counter in (near, far):
        counter.rows([rows])
    places, values = rows[::9] * 2, np.arange(len(rows[::9]))
    near.put("sum", np.concatenate([places, rows * 2]), np.concatenate([values, 0 * rows]))
    far.put("sum", places, values)
    np.testing.assert_array_equal(near.counts().sums["sum"], far.counts().sums["sum"])


values = st.none() | st.integers(-2, 2) | st.sampled_from(["urban", "rural", ""])
entries = st.tuples(values, st.integers(-(1 << 40), 1 << 40) | st.none(), st.integers(0, 9))


@given(st.lists(st.lists(entries, min_size=1), max_size=6))
def test_cells_hold_what_a_dictionary_of_tuples_would(batches: list[list[Any]]) -> None:
    """Texts, numbers below zero and nothing, some of them only in the last batch."""
    counter = Counter(("place", "cluster"), {"sum": 2})
    expected: dict[tuple[object, ...], list[float]] = {}
    for batch in batches:
        place, cluster, amount = (list(column) for column in zip(*batch, strict=True))
        keys = [
            np.array(place, dtype=object),
            np.array([np.nan if number is None else number for number in cluster]),
        ]
        side = np.array(amount) % 2
        counter.put("sum", counter.rows(keys) * 2 + side, np.array(amount))
        for *key, number in batch:
            expected.setdefault(tuple(key), [0, 0])[number % 2] += number
    found = counter.counts()
    assert {key: sums["sum"] for key, sums in cells(found).items()} == expected
    assert cells(found + found.by(found.dimensions)).keys() == expected.keys()


def test_counts_of_another_kind_do_not_add() -> None:
    """Dimensions and sums must be the same."""
    by_cluster = count(KERNEL, [survey()]).by(["cluster"])
    with pytest.raises(DefinitionError, match="counts: not of one kind"):
        by_cluster + count(KERNEL, [survey()])
