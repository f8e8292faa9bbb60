"""Migrants, against the rule for one move at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.model import Area, Floating, Migrant, Period, Purpose, counts_as_floating
from famplan.tabulate import register
from famplan.tabulate.register.migrants import FLOATING, floating
from famplan.tabulate.register.places import AreaTable
from famplan.tabulate.register.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Callable

days = st.none() | st.dates(date(2006, 1, 1), date(2013, 12, 31))
move = st.fixed_dictionaries(
    {
        "origin": st.none() | st.integers(0, 9),
        "destination": st.none() | st.integers(0, 9),
        "left": days,
        "arrived": days,
        "purpose": st.none() | st.sampled_from(list(Purpose)),
    }
)


@pytest.mark.filterwarnings("ignore::famplan.errors.UnverifiedFactWarning")
@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(move, min_size=1, max_size=20),
    on=st.sampled_from(
        [date(1998, 12, 31), date(2008, 6, 30), date(2013, 6, 30), date(2022, 1, 1)]
    ),
)
def test_a_column_of_moves_is_judged_like_each_move(
    rows: list[dict[str, Any]], on: date, make: Callable[..., Any], tree: Any
) -> None:
    """By the definition in force, with unknown facts unknown."""
    areas: list[Area] = []
    for code, level, parent in zip(tree["area"], tree["level"], tree["parent"], strict=True):
        areas.append(Area(code, level, None if parent is None else areas[parent]))
    for row in rows:
        if row["left"] and row["arrived"] and row["arrived"] < row["left"]:
            row["arrived"] = row["left"] + timedelta(days=1)
    table = {name: [row[name] for row in rows] for name in rows[0]}
    made = make(areas=tree, migrants=table)
    columns = {name: made.table("migrants").array(name) for name in table}
    number = (on - date(1970, 1, 1)).days
    codes = floating(AreaTable.of(made), columns, number)
    found = [str(Floating.UNKNOWN) if code < 0 else FLOATING[code] for code in codes]
    expected = []
    for row in rows:
        places = {
            end: None if row[end] is None else areas[row[end]] for end in ("origin", "destination")
        }
        expected.append(str(counts_as_floating(Migrant(**{**row, **places}), on=on)))
    assert found == expected


def test_who_has_returned_or_died_is_away_no_more(make: Callable[..., Any], tree: Any) -> None:
    """Both ends of a move count: where they left and where they are."""
    persons = {
        "birth": [date(1985, 1, 1)] * 4,
        "sex": ["female"] * 4,
        "area": [9] * 4,
        "death": [None, None, date(2013, 2, 1), None],
    }
    moves = {
        "person": [0, 1, 2, 3],
        "origin": [4] * 4,
        "destination": [9] * 4,
        "left": [date(2012, 1, 1)] * 3 + [date(2014, 1, 1)],
        "returned": [None, date(2013, 3, 1), None, None],
        "purpose": ["work"] * 4,
        "certificate": [1] * 4,
    }
    checks = {"area": [4, 9], "kind": ["training"] * 2, "performed": [date(2000, 1, 1)] * 2}
    tally = register(
        make(areas=tree, persons=persons, migrants=moves, checks=checks),
        period=Period.calendar_year(2013),
        by="province",
    )
    totals = Totals(tally)
    out, into = (
        totals.one("migrants", "migrants", side=(side,), floating=FLOATING[:1])
        for side in ("out", "in")
    )
    by_area = zip(totals.areas, out, into, strict=True)
    assert {area: (gone, come) for area, gone, come in by_area} == {"9": (1, 0), "8": (0, 1)}
