"""Dual-system estimation: strata, intervals, what is hidden, and errors."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, InvalidInputError, NegativeCountError, ShapeError
from famplan.quality import dual_system

some = st.integers(1, 5000)


@given(both=some, first=some, second=some)
def test_the_interval_holds_the_estimate_and_what_was_seen(
    both: int, first: int, second: int
) -> None:
    """Omission follows from it: seen and unseen are all."""
    found = dual_system(both, first_only=first, second_only=second, estimator="chapman")
    total = found.total
    assert total.interval is not None
    assert found.seen <= total.interval.low <= total.value <= total.interval.high
    missing = found.omitted("first")
    assert missing.value == pytest.approx(1 - (both + first) / total.value)
    assert missing.interval is not None
    assert missing.interval.low <= missing.value <= missing.interval.high
    assert found.omitted("either").value <= found.omitted("second").value
    assert found.under_dependence(1) == pytest.approx(total.value)
    assert found.under_dependence(0) == found.seen


@given(parts=st.lists(st.tuples(some, some, some), min_size=2, max_size=5))
def test_strata_add_up(parts: list[tuple[int, int, int]]) -> None:
    """Totals are sums and so are variances; one stratum alone is what it is without strata."""
    both, first, second = np.array(parts).T
    found = dual_system(
        both,
        first_only=first,
        second_only=second,
        by={"area": range(len(parts))},
        estimator="chandrasekaran-deming",
    )
    assert found.total.value == pytest.approx(np.sum(found.strata.value))
    squares = np.sum(np.asarray(found.strata.standard_error) ** 2)
    assert found.total.standard_error == pytest.approx(np.sqrt(squares))
    alone = dual_system(
        both[0], first_only=first[0], second_only=second[0], estimator="chandrasekaran-deming"
    )
    assert alone.total.value == pytest.approx(np.asarray(found.strata.value)[0])
    shares = np.asarray(found.omitted("second", by_stratum=True).value)
    assert shares[0] == pytest.approx(alone.omitted("second").value)


def test_small_strata_are_hidden_and_no_error_is_not_certainty() -> None:
    """Where a list has nothing that the other has not, the error is unknown, not zero."""
    found = dual_system(
        [90, 3],
        first_only=[10, 2],
        second_only=[0, 1],
        by={"township": ["east", "west"]},
        estimator="chapman",
    )
    shown = found.to_dicts()
    assert [row["hidden"] for row in shown] == [False, True]
    assert shown[0]["total"] == 100
    assert np.isnan(shown[0]["standard_error"])
    assert np.isnan(shown[1]["both"])
    assert json.loads(json.dumps(shown))[0]["township"] == "east"
    assert [row["both"] for row in found.to_dicts(hide_below=0)] == [90, 3]
    assert np.isfinite(found.total.standard_error)
    assert "106 seen in 2 strata; holds if being on one list" in repr(found)
    assert "does not change the chance" in found.assumption


def test_a_stratum_without_a_match_is_not_taken_for_complete() -> None:
    """Chapman's estimate adds nothing there; that this is no knowledge is said with the result."""
    found = dual_system(
        [90, 0, 0],
        first_only=[10, 50, 0],
        second_only=[9, 0, 0],
        by={"township": ["east", "west", "none lives here"]},
        estimator="chapman",
    )
    assert np.asarray(found.strata.value)[1] == 50
    silent = "; without a match, 1 of 3 strata say nothing of the unseen"
    assert found.assumption.endswith(silent)
    assert repr(found).endswith(f"{silent}>")


def test_faulty_arguments_are_named() -> None:
    """Labels that do not fit, levels, estimators, lists and counts."""
    cells = {"both": 8, "first_only": 1, "second_only": 1}
    with pytest.raises(ShapeError, match=r"by: labels \(2 of sex\) do not fit the counts"):
        dual_system(**cells, by={"sex": ["f", "m"]}, estimator="chapman")
    with pytest.raises(ShapeError, match=r"labels \(none\)"):
        dual_system([8], first_only=[1], second_only=[1], estimator="chapman")
    with pytest.raises(InvalidInputError, match="level: 95 is not between"):
        dual_system(**cells, estimator="chapman", level=95)
    with pytest.raises(DefinitionError, match="estimator: 'best'"):
        dual_system(**cells, estimator="best")  # type: ignore[arg-type]
    found = dual_system(**cells, estimator="chapman")
    with pytest.raises(DefinitionError, match="which: 'third'"):
        found.omitted("third")  # type: ignore[arg-type]
    with pytest.raises(NegativeCountError, match="odds_ratio"):
        found.under_dependence(-1)
