"""The only child's day of birth: stated or listed, for one record and for columns alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from famplan.language.children import ChildRows
from famplan.language.nodes import condition_from
from famplan.language.rows import Rows, as_days
from famplan.rules.subjects.parent import ONLY_CHILD_BIRTH, PARENT

if TYPE_CHECKING:
    from numpy.typing import NDArray

BIRTHS = st.none() | st.dates(date(2008, 1, 1), date(2010, 12, 31))
FAMILIES = st.lists(
    st.tuples(BIRTHS, st.lists(BIRTHS, max_size=3), st.none() | st.just(date(2009, 7, 1))),
    min_size=1,
    max_size=8,
)
CONDITIONS = (
    ONLY_CHILD_BIRTH < date(2009, 1, 1),
    ONLY_CHILD_BIRTH.age() >= 1,
    ONLY_CHILD_BIRTH.is_known(),
    PARENT.contradictions[-1].condition,
)


def _column(days: list[date | None]) -> NDArray[np.datetime64]:
    return np.array(days, dtype="datetime64[D]")


@given(FAMILIES)
def test_columns_equal_records(families: list[Any]) -> None:
    """Each row of columns with a table of children is what its own record is."""
    on = as_days(_column([day for _, _, day in families]))
    parent = np.repeat(np.arange(len(families)), [len(born) for _, born, _ in families])
    births = _column([birth for _, born, _ in families for birth in born])
    rows: Rows[Any] = Rows(
        {"only_child_birth": _column([stated for stated, _, _ in families])},
        len(families),
        on,
    )
    children: Rows[Any] = Rows(
        {"birth": births}, len(births), on.take(parent), parents=(rows, parent)
    )
    rows.children = {"children": ChildRows(children, parent)}
    for condition in CONDITIONS:
        yes, no = (np.broadcast_to(mask, rows.size) for mask in condition.masks(rows))
        for row, (stated, born, day) in enumerate(families):
            listed = [{"birth": birth} for birth in born]
            facts = {"only_child_birth": stated, "children": listed}
            truth = condition.holds(PARENT.record(facts, day))
            assert (yes[row], no[row]) == (truth is True, truth is False)


def value(facts: dict[str, Any], on: date | None = None) -> date | None:
    """Ask one record."""
    found: date | None = PARENT.record(facts, on).value(ONLY_CHILD_BIRTH)
    return found


def test_what_is_stated_comes_first() -> None:
    """A day that is stated is taken; without it that of the one child there; of two none is."""
    born = date(2010, 5, 1)
    assert value({"only_child_birth": born, "children": [{}, {}]}) == born
    assert value({"children": [{"birth": born}]}) == born
    assert value({"children": [{"birth": born}, {"birth": born}]}) is None
    later = {"children": [{"birth": born}, {"birth": born + timedelta(days=1)}]}
    assert value(later, born) == born
    assert value({}) is None


def test_either_column_will_do() -> None:
    """Columns lack nothing if they give the day or the children."""
    condition = ONLY_CHILD_BIRTH < date(2009, 1, 1)
    assert condition.lacking(frozenset({"children", "children.birth"})) == ()
    assert condition.lacking(frozenset({"children"})) == (ONLY_CHILD_BIRTH,)
    assert condition.lacking(frozenset({"only_child_birth"})) == ()
    assert condition.lacking(frozenset()) == (ONLY_CHILD_BIRTH,)


def test_it_is_read_back() -> None:
    """A condition on it survives the way through plain values."""
    node = (ONLY_CHILD_BIRTH.age() < 14).to_dict()
    assert condition_from(node, PARENT).to_dict() == node
