"""None left out, none too many: insured against eligible, as counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from made_up_scheme import AGE, LAW

from famplan.errors import DefinitionError, InvalidInputError
from famplan.rules import Reconciliation, find_scheme, reconcile

ON = date(2006, 1, 1)
RULE = LAW.changed(requires=(AGE,))
OLD, YOUNG, UNKNOWN = date(1940, 1, 1), date(1970, 1, 1), None


def reconciled(cells: dict[tuple[date | None, object], int], **options: Any) -> Reconciliation:
    """Reconcile so many people of each kind."""
    rows = [row for row, number in cells.items() for _ in range(number)]
    birth = np.array([day or "NaT" for day, _ in rows], "datetime64[D]")
    return reconcile(
        RULE, {"birth": birth, "insured": [flag for _, flag in rows]}, on=ON, **options
    )


FULL = {
    (OLD, True): 40, (OLD, False): 12, (OLD, None): 11,
    (YOUNG, True): 15, (YOUNG, False): 60, (YOUNG, None): 13,
    (UNKNOWN, True): 14, (UNKNOWN, False): 16, (UNKNOWN, None): 17,
}  # fmt: skip


def test_every_cell_has_its_name() -> None:
    """Matched, left out, too many, and what is unknown."""
    found = reconciled(FULL)
    assert (found.insured, found.eligible, found.matched) == (69, 63, 40)
    assert (found.left_out, found.too_many) == (12, 15)
    assert found.unknown == 11 + 13 + 14 + 16 + 17
    assert found.total == sum(FULL.values())
    assert found.holds is False
    assert str(found).splitlines()[1].split() == ["insured", "40", "15", "14"]


@pytest.mark.parametrize(
    ("cells", "holds"),
    [
        ({(OLD, True): 5, (YOUNG, False): 5}, True),
        ({(OLD, True): 5, (YOUNG, None): 1}, None),
        ({(OLD, True): 5, (UNKNOWN, True): 1}, None),
        ({(OLD, False): 1, (UNKNOWN, True): 1}, False),
        ({(YOUNG, True): 1}, False),
    ],
)
def test_none_left_out_and_none_too_many(
    cells: dict[tuple[date | None, object], int], *, holds: bool | None
) -> None:
    """True only if it is certain; false as soon as one is certain to be wrong."""
    assert reconciled(cells).holds is holds


def test_a_rule_that_is_not_in_force_makes_everyone_insured_one_too_many() -> None:
    """Nobody qualifies under it."""
    found = reconcile(RULE, {"birth": [OLD] * 3, "insured": [1, 1, 0]}, on=date(2020, 1, 1))
    assert (found.too_many, found.left_out, found.unknown) == (2, 0, 0)


def test_flags_of_every_kind_and_parts_that_add_up() -> None:
    """True, 1 and 1.0 are one; two parts with different kinds add up."""
    frame = pd.DataFrame({"birth": pd.to_datetime([OLD] * 4), "paid": [1.0, 0.0, np.nan, 1.0]})
    one = reconcile(RULE, frame, on=ON, insured="paid")
    other = reconcile(RULE, {"birth": [OLD] * 2, "paid": [True, False]}, on=ON, insured="paid")
    total = one + other
    assert (total.insured, total.left_out, total.unknown, total.total) == (3, 2, 1, 6)
    with pytest.raises(DefinitionError, match="add tallies of one kind"):
        _ = one + reconcile(
            LAW.changed(name="other", requires=(AGE,)), frame, on=ON, insured="paid"
        )


def test_small_cells_are_hidden() -> None:
    """Differences of a few are a few people."""
    rows = reconciled({(OLD, True): 40, (OLD, False): 3, (YOUNG, False): 30}).to_dicts()
    marks = {(row["insured"], row["outcome"]): row["mark"] for row in rows}
    assert marks["not insured", "eligible"] == "*"


@pytest.mark.parametrize("flags", [["yes", "no"], [0, 2], [date(2000, 1, 1)] * 2])
def test_what_is_no_flag_is_refused(flags: list[object]) -> None:
    """Without repeating what stands there."""
    with pytest.raises(
        InvalidInputError, match=r"^insured: holds something else than true"
    ) as told:
        reconcile(RULE, {"birth": [OLD] * 2, "insured": flags}, on=ON)
    assert "yes" not in str(told.value)


def test_the_column_of_the_insured_makes_no_groups() -> None:
    """It is counted already."""
    with pytest.raises(DefinitionError, match="'paid' is the column of the insured"):
        reconcile(RULE, {"birth": [OLD], "paid": [1]}, on=ON, insured="paid", by="paid")


def test_village_workers_of_two_townships() -> None:
    """The scheme that asks for it (B01, B02, B07), township by township."""
    scheme = find_scheme("village-pension-cover")
    law = scheme.law(date(2010, 1, 1), place=(scheme.places or ("",))[0])
    assert law is not None
    flags = {fact.name: None for fact in law.facts}
    data = {"township": ["east"] * 3 + ["west"] * 2, "insured": [True] * 5}
    found = reconcile(law, data, on=date(2010, 1, 1), by="township", columns=flags)
    assert found.unknown == 5
    assert {row["township"] for row in found.to_dicts(hide_below=0)} == {"east", "west"}
