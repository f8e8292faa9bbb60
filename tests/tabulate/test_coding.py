"""Codes and rows: what a dictionary would give, at the speed of arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.tabulate import combinations, stretches
from famplan.tabulate.coding import Categories, Coded
from famplan.tabulate.combinations import RowIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

codes = st.integers(0, 40)
batches = st.lists(st.lists(st.tuples(codes, codes, codes), min_size=1), max_size=5)


@pytest.mark.parametrize("dimensions", [1, 2, 3])
@pytest.mark.parametrize("dense", [1 << 24, 64, 0])
@given(sample=batches)
def test_each_combination_has_one_row(
    dimensions: int, dense: int, sample: list[list[tuple[int, ...]]]
) -> None:
    """The same row for the same combination in every batch, found in a table or by hashing."""
    index, known = RowIndex(dimensions), dict[int, tuple[int, ...]]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(combinations, "_DENSE", dense)
        for batch in sample:
            columns = [np.array(column) for column in list(zip(*batch, strict=True))[:dimensions]]
            for row, key in zip(index.rows(columns), zip(*columns, strict=True), strict=True):
                assert known.setdefault(int(row), key) == key
    assert len(index) == len(known) == len(set(known.values()))
    if known:
        assert [tuple(row) for row in index.codes] == [known[row] for row in range(len(index))]


def test_many_pairs_are_hashed_and_keep_their_rows() -> None:
    """A million pairs that could be, of which some thousands are: rows stay when slots grow."""
    random = np.random.default_rng(5)
    index = RowIndex(2)
    columns = [random.integers(0, 1 << 20, 20_000) for _ in range(2)]
    first = index.rows(columns)
    for start in range(0, 20_000, 1_000):
        index.rows([random.integers(0, 1 << 20, 3_000) for _ in range(2)])
        np.testing.assert_array_equal(
            index.rows([column[start : start + 1_000] for column in columns]),
            first[start : start + 1_000],
        )
    np.testing.assert_array_equal(index.codes[first], np.stack(columns, axis=1))


@given(
    st.lists(
        st.lists(st.none() | st.integers(-50, 50), min_size=1).map(
            lambda values: np.array([np.nan if v is None else v for v in values])
        )
        | st.lists(st.integers(-(1 << 30), 1 << 30), min_size=1).map(np.array)
        | st.lists(st.integers(0, 100), min_size=1).map(lambda v: np.array(v, dtype=np.uint8))
        | st.lists(st.booleans(), min_size=1).map(np.array)
        | st.lists(st.text(max_size=2), min_size=1).map(np.array)
        | st.lists(st.none() | st.text(max_size=2), min_size=1).map(
            lambda values: np.array(values, dtype=object)
        )
    )
)
def test_equal_values_have_one_number_in_every_kind_of_column(columns: list[NDArray]) -> None:
    """A code means the same in a column of integers, of floats with gaps, and of objects."""
    categories = Categories()
    for column in columns:
        found = Coded(categories.code(column), categories.values).decoded()
        for value, original in zip(found, column.tolist(), strict=True):
            unknown = original is None or original != original  # noqa: PLR0124 - nan
            assert (value is None) if unknown else (value == original)
    assert len(categories) == len(set(categories.values))


@given(
    st.lists(
        st.lists(st.integers(-3, 3) | st.integers(2**63 - 4, 2**63 - 1), min_size=1).map(
            lambda values: np.array(values, dtype=np.int64)
        )
        | st.lists(st.integers(-(2**63), 3 - 2**63), min_size=1).map(np.array)
        | st.lists(st.integers(0, 3) | st.integers(2**63 - 2, 2**64 - 1), min_size=1).map(
            lambda values: np.array(values, dtype=np.uint64)
        )
        | st.lists(st.sampled_from([np.inf, -np.inf, 1e300, 2.5, -2.0]), min_size=1).map(np.array)
    )
)
def test_the_greatest_numbers_are_categories_too(columns: list[NDArray]) -> None:
    """Clusters may have numbers made by hashing: all 64 bits, signed or not."""
    categories, known = Categories(), dict[object, int]()
    for column in columns:
        for value, code in zip(column.tolist(), categories.code(column).tolist(), strict=True):
            assert known.setdefault(value, code) == code
            assert categories.values[code] == value
    assert sorted(known.values()) == list(range(len(categories)))


@pytest.mark.parametrize("values", [["urban", None], ["urban", np.nan]])
def test_a_category_of_nothing_is_unknown(values: list[object]) -> None:
    """Dictionaries of columns may hold the empty value; it is the unknown of every column."""
    categories = Categories()
    codes = [categories.code(np.array([np.nan])), categories.code(Coded(np.array([1, 0]), values))]
    assert np.concatenate(codes).tolist() == [0, 0, 1]
    assert categories.values == [None, "urban"]


@pytest.mark.parametrize("dimensions", [2, 3, 5])
@given(seed=st.integers(0, 10_000))
def test_rows_stay_where_ever_greater_codes_come_late(dimensions: int, seed: int) -> None:
    """As tuples in a dictionary, while the ways to find a pair change under it."""
    random = np.random.default_rng(seed)
    index, known = RowIndex(dimensions), dict[tuple[int, ...], int]()
    for batch in range(12):
        size = int(random.integers(1, 100))
        tops = random.choice([1, 2, 1 << batch], dimensions)
        columns = [random.integers(0, top, size) for top in tops]
        if random.random() < 0.5:
            columns[-2] = columns[-1] % 3  # a cluster lies in one stratum
        found = index.rows(columns).tolist()
        for row, key in zip(found, np.stack(columns, axis=1).tolist(), strict=True):
            assert known.setdefault(tuple(key), row) == row
    ordered = sorted(known.items(), key=lambda item: item[1])
    assert [(tuple(key), row) for row, key in enumerate(index.codes.tolist())] == ordered


def test_coded_columns_are_taken_as_they_are() -> None:
    """The caller's categories, in any order, also those no row has; unknown is None."""
    categories = Categories()
    categories.number("rural")
    column = Coded(np.array([1, 0, -1, 1]), ["urban", "rural"])
    assert len(column[:2]) == 2
    for part in (column[:2], column[2:], column[np.array([True, False, False, False])]):
        found = Coded(categories.code(part), categories.values)
        assert found.decoded().tolist() == part.decoded().tolist()
    assert categories.values == ["rural", "urban", None]


def test_values_known_from_elsewhere_keep_their_numbers() -> None:
    """Regions that came as categories first, and as numbers in the next file."""
    categories = Categories()
    categories.code(Coded(np.array([0, 1]), [7, 9]))
    assert categories.code(np.array([9, 8, 7])).tolist() == [1, 2, 0]
    assert categories.values == [7, 9, 8]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 9))))
def test_stretches_are_coded_as_single_rows_are(sample: list[tuple[int, int, int]]) -> None:
    """A file sorted by cluster has long stretches; they get the rows that short ones would."""
    lengths = [length for *_, length in sample]
    columns = [np.repeat([key[place] for key in sample], lengths) for place in (0, 1)]
    columns = [column.astype(np.int64) for column in columns]
    with pytest.MonkeyPatch.context() as patch:
        found = _coded(columns)
        patch.setattr(stretches, "_LONG", 1_000_000)
        assert found == _coded(columns)


def _coded(columns: list[NDArray[np.int64]]) -> tuple[list[int], list[object]]:
    categories = Categories(), Categories()
    index = RowIndex(2)
    codes = [known.code(column) for known, column in zip(categories, columns, strict=True)]
    return index.rows(codes).tolist(), [known.values for known in categories]
