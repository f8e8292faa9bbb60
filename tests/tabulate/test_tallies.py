"""What tallies of every kind share: weights divided before, and labels of two files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

from famplan.datasets.survey import synthetic_survey
from famplan.tabulate.first_birth import age_at_first_birth
from famplan.tabulate.parity import children_ever_born
from famplan.tabulate.spacing import birth_intervals

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = dict(synthetic_survey(2000, seed=5).columns)
DIVIDED = COLUMNS | {"v005": COLUMNS["v005"] / 1_000_000}

every_count = pytest.mark.parametrize(
    "count", [age_at_first_birth, birth_intervals, children_ever_born]
)


@every_count
def test_weights_that_were_divided_before_give_the_same_figures(
    count: Callable[..., object],
) -> None:
    """A million stands for a weight of one, or one does: the sums tell which."""
    whole, divided = (count(data).estimate().to_dicts() for data in (COLUMNS, DIVIDED))
    assert len(whole) == len(divided)
    for one, other in zip(whole, divided, strict=True):
        for name in ("value", "se", "numerator", "denominator"):
            assert other[name] == pytest.approx(one[name], rel=1e-9, nan_ok=True)


@every_count
def test_labels_of_two_files_merge_value_by_value(count: Callable[..., object]) -> None:
    """A value that only the second file names keeps its name; the first decides the others."""
    tally = count(COLUMNS, by="v025")
    first = attrs.evolve(tally, labels={"v025": {1: "urban"}})
    second = attrs.evolve(tally, labels={"v025": {1: "town", 2: "rural"}})
    assert (first + second).labels == {"v025": {1: "urban", 2: "rural"}}
