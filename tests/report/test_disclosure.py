"""What is hidden cannot be worked out from what is shown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from famplan.report import Results
from famplan.report.disclosure import hide_what_sums_give_back, protected
from famplan.tabulate import Table

if TYPE_CHECKING:
    from conftest import County

FEWEST = 10
GRIDS = st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=2, max_size=6)


def total(rows: list[list[int]]) -> list[int]:
    """Sums down the columns."""
    return [sum(column) for column in zip(*rows, strict=True)]


@given(GRIDS)
def test_no_line_has_a_single_hidden_cell(rows: list[list[int]]) -> None:
    """Whatever adds up has two unknowns or none, unless all else is empty."""
    table = [[*row, sum(row)] for row in [*rows, total(rows)]]
    cells = {(r, c): n for r, row in enumerate(table) for c, n in enumerate(row)}
    lines = [[(r, c) for c in range(4)] for r in range(len(table))]
    lines += [[(r, c) for r in range(len(table))] for c in range(4)]
    small = {cell for cell, n in cells.items() if 0 < n < FEWEST}
    gone = hide_what_sums_give_back(lines, small, size=cells)
    assert small <= gone
    for line in lines:
        hidden = [cell for cell in line if cell in gone]
        others = [cell for cell in line if cell not in gone and cells[cell]]
        assert len(hidden) != 1 or not others


@given(GRIDS)
def test_nothing_is_hidden_without_need(rows: list[list[int]]) -> None:
    """A table without small counts stays whole."""
    cells = {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    assert hide_what_sums_give_back([list(cells)], set(), size=cells) == set()


def record(code: str, area: str, n: float, **more: Any) -> dict[str, Any]:
    """A figure on some cases; hidden if they are few."""
    hidden = 0 < n < FEWEST
    value = math.nan if hidden else n / 1000
    mark = "hidden" if hidden else ""
    return {"indicator": code, "area": area, "value": value, "n": math.nan if hidden else n,
            "mark": mark, "basis": "period", "definition": "period", **more}  # fmt: skip


def test_the_difference_of_births_and_growth_is_hidden_with_deaths() -> None:
    """Births less natural increase would be the deaths."""
    rows = [record("CBR", "a", 30), record("CDR", "a", 4), record("RNI", "a", 34)]
    rows += [record("CBR", "b", 40), record("CDR", "b", 50), record("RNI", "b", 90)]
    whole = [record(code, "all", 400) for code in ("CBR", "CDR", "RNI")]
    areas, together = protected(Table(rows, groups=("area",)), Table(whole, groups=("area",)))
    marks = {(row["indicator"], row["area"]): row["mark"] for row in areas}
    assert marks["RNI", "a"] == "hidden"
    assert marks["CDR", "b"] == "hidden"
    assert marks["CBR", "a"] == ""
    assert together.column("mark") == ["", "", ""]


def test_parts_of_a_whole_are_hidden_in_pairs() -> None:
    """Births by order add up to all births."""
    shares = ("FIRST_BIRTH_SHARE", "SECOND_BIRTH_SHARE", "HIGHER_BIRTH_SHARE")
    counts = {"a": (40, 20, 3), "b": (90, 60, 50), "c": (80, 70, 60)}
    rows = [
        record(code, area, n)
        for area, numbers in counts.items()
        for code, n in zip(shares, numbers, strict=True)
    ]
    whole = Table([record(code, "all", 500) for code in shares], groups=("area",))
    areas, _ = protected(Table(rows, groups=("area",)), whole)
    assert areas.where(area="a").column("mark") == ["", "hidden", "hidden"]


def test_a_county_gives_no_small_count_back(county: County) -> None:
    """Down every column that areas and their sum share, two are hidden or none."""
    results = Results.of(county.years[2])
    home = results.tally.home
    shown: dict[tuple[str, str, str], list[bool]] = {}
    for row in results.areas.to_dicts():
        key = (row["indicator"], row["definition"], row["age"] or "")
        if row["area"] is not None and (row["n"] != 0 or row["mark"]):
            shown.setdefault(key, []).append(row["mark"] == "hidden")
    whole = {
        (row["indicator"], row["definition"], row["age"] or ""): row["mark"]
        for row in results.figures.to_dicts()
    }
    alone = [key for key, marks in shown.items() if sum(marks) == 1 and len(marks) > 1]
    assert [key for key in alone if whole[key] != "hidden"] == []
    assert home is not None


def test_forms_give_no_small_count_back(county: County) -> None:
    """Nor does a column of a form, or a subtotal."""
    for form in Results.of(county.years[2]).forms:
        for place in range(len(form.columns)):
            column = [row[place] for row in form.rows]
            hidden = [n for n in column if n is None]
            others = [n for n in column if n]
            assert len(hidden) != 1 or not others
        for row in form.rows:
            for name in {column.adds_up_to for column in form.columns} - {""}:
                line = [
                    row[place]
                    for place, column in enumerate(form.columns)
                    if name in (column.adds_up_to, column.name)
                ]
                assert line.count(None) != 1 or not [n for n in line if n]
