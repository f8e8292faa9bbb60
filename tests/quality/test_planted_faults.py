"""What was planted into synthetic counties is found, and estimated within its stated error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from second_list import KEY, TwoLists, two_lists

from famplan.datasets.register import Faults
from famplan.quality import (
    coverage,
    dual_system,
    duplicates,
    match,
    omission_from_check,
    overcount_from_check,
)

if TYPE_CHECKING:
    from famplan.model.estimate import Estimate

SEEDS = range(40)
# Of 40 intervals at 95 per cent, fewer than 33 hold the truth once in some ten thousand times.
FEWEST_HIT = 33


class Score:
    """How often intervals hold the truth, and how far estimates are from it in standard errors."""

    def __init__(self) -> None:
        self.hit: list[bool] = []
        self.away: list[float] = []

    def add(self, found: Estimate, truth: float) -> None:
        """Score one estimate."""
        interval, error = found.interval, found.standard_error
        assert interval is not None
        assert error is not None
        self.hit.append(bool(interval.low <= truth <= interval.high))
        self.away.append(float((np.asarray(found.value) - truth) / error))

    def check(self) -> None:
        """No bias beyond chance, and intervals that hold."""
        assert sum(self.hit) >= FEWEST_HIT
        assert abs(np.mean(self.away)) < 4 * np.std(self.away, ddof=1) / np.sqrt(len(self.away))
        assert abs(np.mean(self.away)) < 0.5


def clean(lists: TwoLists) -> tuple[dict[str, Any], np.ndarray[Any, Any]]:
    """Take the duplicates out, as an office would."""
    found = duplicates(lists.register, keys=[KEY])
    assert found.surplus == np.count_nonzero(lists.kind == "duplicate")
    register = found.without({**lists.register, "kind": lists.kind})
    kind = register.pop("kind")
    return register, kind


def test_omitted_births_are_estimated_from_a_second_list() -> None:
    """Over forty counties: no bias, and intervals that hold the truth."""
    births, omission = Score(), Score()
    for seed in SEEDS:
        lists = two_lists(seed, Faults(omitted=0.08, duplicates=0.02))
        register, _ = clean(lists)
        found = match(register, lists.second, keys=[KEY])
        assert found.unresolved_first == found.unresolved_second == 0
        for estimator in ("chandrasekaran-deming", "chapman"):
            estimate = dual_system(**found.cells(unresolved="unmatched"), estimator=estimator)
            births.add(estimate.total, lists.births)
            omission.add(estimate.omitted("first"), lists.omitted / lists.births)
    births.hit, omission.hit = births.hit[::2], omission.hit[::2]
    births.check()
    omission.check()


def test_padding_is_estimated_from_a_check_of_a_sample() -> None:
    """With omission beside it, which hides it in the total; and so is what is true."""
    too_many, missing, true = Score(), Score(), Score()
    for seed in SEEDS:
        lists = two_lists(seed, Faults(omitted=0.08, duplicates=0.02, padding=0.06))
        register, kind = clean(lists)
        random = np.random.default_rng([seed, 3])
        sample = random.choice(len(kind), 500, replace=False)
        overcount = overcount_from_check(
            np.count_nonzero(kind[sample] == "padding"),
            checked=len(sample),
            population=len(kind),
            design="simple",
        )
        found = match(register, lists.second, keys=[KEY])
        omission = omission_from_check(found.second_only, checked=found.second, design="simple")
        estimate = coverage(len(kind), overcount=overcount, omission=omission)
        too_many.add(overcount, float(np.mean(kind == "padding")))
        missing.add(omission, lists.omitted / lists.births)
        true.add(estimate.true, lists.births)
    for score in (too_many, missing, true):
        score.check()


def test_strata_take_away_the_dependence_that_they_explain() -> None:
    """Where both lists miss the births of some townships, one estimate for all is too low."""
    townships = tuple(990101000 + number for number in range(1, 8))

    def chance(births: dict[str, Any]) -> Any:
        return np.where(np.isin(births["area"] // 1000, townships), 0.3, 0.9)

    apart, together = Score(), []
    for seed in SEEDS:
        lists = two_lists(seed, Faults(omitted=0.4, omitted_in=townships), chance=chance)
        for table in (lists.register, lists.second):
            table["missing"] = np.isin(table["area"] // 1000, townships)
        found = match(lists.register, lists.second, keys=[KEY], by="missing")
        cells = found.cells(unresolved="unmatched")
        apart.add(dual_system(**cells, estimator="chapman").total, lists.births)
        sums = {name: cells[name].sum() for name in ("both", "first_only", "second_only")}
        all_in_one = dual_system(**sums, estimator="chapman")
        together.append(float(np.asarray(all_in_one.total.value)) / lists.births)
        # The odds ratio that the strata leave out would have made it right.
        ratio = (lists.births - all_in_one.seen) / (all_in_one.total.value - all_in_one.seen)
        assert all_in_one.under_dependence(ratio) == pytest.approx(lists.births)
    apart.check()
    assert np.mean(together) < 0.97


def test_duplicates_are_found_however_they_are_spelt_and_leave_a_match_open() -> None:
    """A row and its copy are both unresolved, but how many pairs there are is known."""
    lists = two_lists(5, Faults(duplicates=0.05))
    spelt = {
        **lists.register,
        "occurred": np.array([str(day).replace("-", "／") for day in lists.register["occurred"]]),
    }
    found = duplicates(spelt, keys=[KEY])
    assert found.surplus == np.count_nonzero(lists.kind == "duplicate") > 0
    both = match(lists.second, spelt, keys=[KEY])
    repeated = np.count_nonzero(lists.kind == "duplicate")
    assert both.both + both.unresolved_first == both.first
    assert both.possible == both.unresolved_first <= repeated
