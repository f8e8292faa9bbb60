"""Findings add up, and a woman who comes twice is found in any order of rows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from famplan.tabulate.findings import APART, DUPLICATE, SHOWN, Fault, FaultLog, Findings

numbers = st.lists(st.lists(st.integers(1, 40), max_size=30), max_size=8)


@given(numbers)
def test_duplicates_like_a_set(batches: list[list[int]]) -> None:
    """Duplicates are those that a set has seen before, batch after batch."""
    log, seen = FaultLog(), set[int]()
    for batch in batches:
        expected = []
        for number in batch:
            expected.append(number in seen)
            seen.add(number)
        assert log.duplicates(np.array(batch, dtype=np.uint64)).tolist() == expected


@given(numbers)
def test_parts_find_each_others_duplicates(batches: list[list[int]]) -> None:
    """Parts of one file that are added count every woman who comes again once more."""
    total, rows = Findings(), 0
    for batch in batches:
        log = FaultLog()
        again = log.duplicates(np.array(batch, dtype=np.uint64))
        log.note(DUPLICATE, np.flatnonzero(again))
        log.rows = len(batch)
        total, rows = total + log.findings(), rows + len(batch)
    distinct = len({number for batch in batches for number in batch})
    assert sum(total.counts.get(rule, 0) for rule in (DUPLICATE, APART)) == rows - distinct
    assert total.rows == rows


def test_examples_are_capped() -> None:
    """Counts add exactly; the faults shown stay few."""
    log = FaultLog()
    log.note("weight is 0", np.arange(100), "v005", np.zeros(100))
    both = log.findings() + log.findings()
    assert both.counts == {"weight is 0": 200}
    assert len(both.examples) == SHOWN


def test_closed_forgets_women() -> None:
    """A closed finding no longer tells who the women were."""
    log = FaultLog()
    log.duplicates(np.array([3, 4], dtype=np.uint64))
    closed = log.findings().closed()
    assert closed.women.size == 0
    assert (closed + log.findings()).total == 0


def test_a_fault_in_words() -> None:
    """A fault says its row, column, rule and value, as text and as plain values."""
    fault = Fault("weight is 0", 17, "v005", 0.0)
    assert str(fault) == "row 17, v005: weight is 0 (0)"
    assert str(Fault(DUPLICATE, 3)) == "row 3: duplicate woman"
    assert fault.to_dict() == {"rule": "weight is 0", "row": 17, "column": "v005", "value": 0.0}
    assert repr(Findings(5, {DUPLICATE: 1}, (Fault(DUPLICATE, 3),))) == (
        "1 fault in 5 rows\n  duplicate woman: 1 (row 3)"
    )
