"""Clearance of awards: counts add up, and no name has a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.assessment import Clearance, Clearances
from famplan.errors import InvalidInputError, NegativeCountError, PartExceedsWholeError

counts = st.tuples(st.integers(0, 50), st.integers(0, 50))


def test_the_report() -> None:
    """2 + 3 + 5 + 25 = 35 cleared: 7 units and 28 people, no violation."""
    made = Clearances(
        [
            Clearance(level="ministry", units=2, people=3),
            Clearance(level="province", units=5, people=25),
        ]
    )
    total = made.total
    assert (total.cleared, total.units, total.people) == (35, 7, 28)
    assert (total.units_barred, total.people_barred) == (0, 0)
    assert str(made).splitlines()[0] == "ministry: 5 of 5 cleared (2 units, 3 people)"
    assert [record["cleared"] for record in made.to_records()] == [5, 30, 35]


@given(st.lists(counts, max_size=4))
def test_levels_add_up(rows: list[tuple[int, int]]) -> None:
    """Cleared and barred are all that were put forward."""
    made = Clearances(
        [
            Clearance(level=str(n), units=whole, units_barred=min(whole, part))
            for n, (whole, part) in enumerate(rows)
        ]
    )
    assert made.total.cleared + made.total.units_barred == made.total.put_forward
    assert made.total.cleared == sum(row.cleared for row in made.rows)


def test_unknown_is_not_cleared() -> None:
    """What is not known of one level is not known of all."""
    open_one = Clearance(level="city", people=3, people_barred=None)
    assert open_one.cleared is None
    made = Clearances([open_one, Clearance(level="county", units=2, units_barred=1)])
    assert (made.total.cleared, made.total.units_barred) == (None, 1)
    assert "not known how many of 5" in str(made)


def test_no_name_has_a_place() -> None:
    """A name in place of a count is refused, and not repeated."""
    for name in ("Wang Wu", ["Wang Wu", "Zhao Liu"]):
        with pytest.raises(InvalidInputError, match="is not a count") as caught:
            Clearance(level="city", people=name)
        assert "Wang" not in str(caught.value)


def test_errors() -> None:
    """Below zero, more than there are, unknown numbers, and a level twice."""
    with pytest.raises(NegativeCountError):
        Clearance(level="city", units=-1)
    with pytest.raises(PartExceedsWholeError, match="people_barred: 4 of 3"):
        Clearance(level="city", people=3, people_barred=4)
    with pytest.raises(InvalidInputError, match="units: is not known"):
        Clearance(level="city", units=None)
    with pytest.raises(InvalidInputError, match="two rows for city"):
        Clearances([Clearance(level="city"), Clearance(level="city")])
    with pytest.raises(InvalidInputError, match="bool is not a count"):
        Clearance(level="city", units=True)
