"""Any split and any order give the same counts, and shares are what shares must be."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.datasets import synthetic_contraception
from famplan.tabulate import contraception

if TYPE_CHECKING:
    from famplan.datasets import SyntheticContraception
    from famplan.tabulate import ContraceptionTally
    from famplan.tabulate.counts import Counts


@cache
def drawn() -> SyntheticContraception:
    """A survey of six hundred women, some of whose methods are missing."""
    return synthetic_contraception(600, seed=11, strata=4, unknown=0.05)


def columns() -> dict[str, Any]:
    """Its columns, with cases told apart by their number."""
    return dict(drawn().columns)


def cells(counts: Counts) -> dict[tuple[Any, ...], dict[str, list[float]]]:
    """Sums by the categories of their cell."""
    rows = zip(*counts.keys, strict=True)
    return {
        key: {name: array[row].tolist() for name, array in counts.sums.items()}
        for row, key in enumerate(rows)
    }


def counted(data: object) -> ContraceptionTally:
    """Everything that the columns allow, by residence."""
    return contraception(data, by=["v025", "living_children"], columns={"v218": "children"})


@cache
def whole() -> dict[tuple[Any, ...], dict[str, list[float]]]:
    """What the survey counts in one piece."""
    return cells(counted(with_children(columns())).counts)


def with_children(data: dict[str, Any]) -> dict[str, Any]:
    """Give women children, by their number."""
    return data | {"children": data["caseid"] % 8}


@settings(max_examples=15)
@given(cuts=st.lists(st.integers(0, 600), max_size=4))
def test_any_split_gives_the_same_counts(cuts: list[int]) -> None:
    """To the last bit: weights are whole numbers."""
    data = with_children(columns())
    bounds = sorted({0, 600, *cuts})
    parts = [
        {name: column[start:stop] for name, column in data.items()}
        for start, stop in pairwise(bounds)
    ]
    assert cells(counted(parts).counts) == whole()
    added = counted(parts[0])
    for part in parts[1:]:
        added += counted(part)
    assert cells(added.counts) == whole()


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32 - 1))
def test_any_order_gives_the_same_counts(seed: int) -> None:
    """Women in no order."""
    order = np.random.default_rng(seed).permutation(600)
    mixed = {name: column[order] for name, column in with_children(columns()).items()}
    assert cells(counted(mixed).counts) == whole()


@pytest.mark.parametrize("population", ["all", "in union", "sexually active unmarried"])
@pytest.mark.parametrize("unknown", ["left out", "in the base"])
def test_shares_are_consistent_with_each_other(population: str, unknown: Any) -> None:
    """Modern and traditional make prevalence; methods add up to it; with none they make one."""
    tally = contraception(columns())
    how = {"population": population, "unknown": unknown}
    table = tally.estimate("CPR", "MCPR", "TCPR", "NO_METHOD_SHARE", **how)
    use, modern, traditional, none = table.column("value")
    assert modern + traditional == pytest.approx(use)
    each = tally.estimate("METHOD_PREVALENCE", **how).column("value")
    assert sum(each) == pytest.approx(use)
    rest = 0 if unknown == "left out" else 1 - use - none
    assert 0 <= rest < 0.1
    assert use + none + rest == pytest.approx(1)
    assert (rest > 0) == (unknown == "in the base")


def test_weights_in_millionths_and_around_one_give_the_same_figures() -> None:
    """They are divided once, after the totals."""
    data = columns()
    divided = data | {"v005": data["v005"] / 1_000_000}
    first, second = (
        contraception(x).estimate("CPR", "UNMET", "MII").column("value") for x in (data, divided)
    )
    assert first == pytest.approx(second)


def test_women_of_all_populations_are_all_women() -> None:
    """Numerators and bases of the populations add up."""
    tally = contraception(columns())
    parts = [tally.estimate("CPR", population=x) for x in ("in union", "not in union")]
    (everyone,) = tally.estimate("CPR", population="all")
    assert sum(table.column("n")[0] for table in parts) == everyone["n"]
    numerators = [table.column("numerator")[0] for table in parts]
    assert sum(numerators) == pytest.approx(everyone["numerator"])


def test_the_jackknife_within_strata_is_near_taylor() -> None:
    """Two ways to one error."""
    tally = contraception(columns())
    (taylor,), (jackknife,) = (
        tally.estimate("CPR", variance=variance).column("se")
        for variance in ("taylor", "stratified-jackknife")
    )
    assert jackknife == pytest.approx(taylor, rel=0.05)
