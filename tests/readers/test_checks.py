"""Each rule finds its fault in a small register, and nothing in one without faults."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_register import small_register

from famplan.readers import register
from famplan.readers.checks import CHECKS
from famplan.readers.rule import Severity

TWIN: dict[str, Any] = {
    "mother": 6,
    "occurred": "2003-01-01",
    "sex": "male",
    "area": "3201",
    "plurality": 2,
}
SINGLE = TWIN | {"plurality": 1}
# Column and rule, and the smallest change that breaks it.
FAULTS: list[tuple[str, str, dict[str, Any]]] = [
    ("areas.parent", "areas go round in a circle", {"areas": {"32": {"parent": "3201"}}}),
    (
        "areas.level",
        "not below the level of its upper area",
        {"areas": {"320101": {"level": "farm"}}},
    ),
    ("areas.parent", "below no other area", {"areas": {"320101": {"parent": None}}}),
    (
        "births.reported",
        "reported before it occurred",
        {"births": {21: {"reported": "1995-06-29"}}},
    ),
    (
        "deaths.reported",
        "reported before it occurred",
        {"deaths": {31: {"reported": "2010-12-30"}}},
    ),
    ("persons.death", "death before birth", {"persons": {7: {"death": "1974-12-31"}}}),
    (
        "persons.resident_until",
        "left before coming",
        {"persons": {7: {"resident_since": "2001-01-02", "resident_until": "2001-01-01"}}},
    ),
    ("couples.ended", "marriage ended before it began", {"couples": {12: {"ended": "2000-09-30"}}}),
    (
        "method_use.stopped",
        "method stopped before it started",
        {"method_use": {41: {"stopped": "1995-12-31"}}},
    ),
    (
        "procedures.performed",
        "consent after the procedure",
        {"procedures": {51: {"consented": "1996-01-02"}}},
    ),
    ("migrants.arrived", "arrived before leaving", {"migrants": {61: {"arrived": "2004-12-31"}}}),
    (
        "migrants.returned",
        "returned before leaving",
        {"migrants": {61: {"returned": "2004-12-31"}}},
    ),
    (
        "migrants.returned",
        "returned before arriving",
        {"migrants": {61: {"returned": "2005-01-01"}}},
    ),
    (
        "certificates.cancelled",
        "cancelled before it was issued",
        {"certificates": {71: {"cancelled": "1996-05-31"}}},
    ),
    ("slips.received", "received before it was sent", {"slips": {91: {"received": "2011-12-31"}}}),
    (
        "slips.answered",
        "answered before it was received",
        {"slips": {91: {"answered": "2012-01-04"}}},
    ),
    ("slips.answered", "answered before it was sent", {"slips": {91: {"answered": "2011-12-31"}}}),
    ("stations.closed", "closed before it opened", {"stations": {96: {"closed": "1989-12-31"}}}),
    ("staff.until", "left the post before taking it", {"staff": {97: {"until": "1994-12-31"}}}),
    ("couples.married", "before the wife was born", {"couples": {12: {"married": "1974-12-31"}}}),
    (
        "couples.married",
        "before the husband was born",
        {"couples": {12: {"married": "1974-12-31"}}},
    ),
    ("couples.married", "after the wife died", {"persons": {6: {"death": "2000-09-30"}}}),
    ("couples.married", "after the husband died", {"persons": {7: {"death": "2000-09-30"}}}),
    (
        "method_use.started",
        "before the person was born",
        {"method_use": {43: {"person": 4, "method": "IUD", "started": "2000-02-28"}}},
    ),
    (
        "method_use.started",
        "after the person died",
        {"method_use": {43: {"person": 5, "method": "IUD", "started": "2011-01-01"}}},
    ),
    ("migrants.left", "before the person was born", {"migrants": {61: {"left": "1974-12-31"}}}),
    ("migrants.left", "after the person died", {"persons": {7: {"death": "2004-12-31"}}}),
    (
        "migrants.arrived",
        "before the person was born",
        {"migrants": {61: {"arrived": "1974-12-31"}}},
    ),
    ("migrants.arrived", "after the person died", {"persons": {7: {"death": "2005-01-01"}}}),
    ("deaths.occurred", "death before birth", {"deaths": {31: {"occurred": "1929-12-31"}}}),
    (
        "deaths.person",
        "second death of one person",
        {"deaths": {32: {"person": 5, "occurred": "2010-12-31", "area": "3201"}}},
    ),
    (
        "deaths.occurred",
        "differs from the person's row",
        {"deaths": {31: {"occurred": "2010-12-30"}}},
    ),
    (
        "persons.resident_since",
        "resident before birth",
        {"persons": {7: {"resident_since": "1974-12-31"}}},
    ),
    (
        "persons.resident_since",
        "resident after death",
        {"persons": {5: {"resident_since": "2011-01-01"}}},
    ),
    ("benefit_payments.paid_on", "paid after death", {"benefit_payments": {81: {"person": 5}}}),
    ("benefit_payments.paid", "more paid than due", {"benefit_payments": {81: {"paid": 961.0}}}),
    ("couples.husband", "wife and husband are one", {"couples": {12: {"husband": 6}}}),
    ("couples.wife", "wife is registered as male", {"persons": {6: {"sex": "male"}}}),
    ("couples.husband", "husband is registered as female", {"persons": {7: {"sex": "female"}}}),
    ("couples.married", "wife below 14", {"persons": {6: {"birth": "1986-10-02"}}}),
    ("couples.married", "husband below 14", {"persons": {7: {"birth": "1986-10-02"}}}),
    ("couples.married", "wife below the legal age", {"persons": {6: {"birth": "1980-10-02"}}}),
    ("couples.married", "husband below the legal age", {"persons": {7: {"birth": "1978-10-02"}}}),
    (
        "births.occurred",
        "before the mother's 10th birthday",
        {"persons": {1: {"birth": "1985-07-01"}}},
    ),
    (
        "births.occurred",
        "after the mother's 55th birthday",
        {"persons": {1: {"birth": "1945-02-27"}}},
    ),
    ("births.occurred", "after the mother died", {"persons": {1: {"death": "2000-02-28"}}}),
    (
        "births.occurred",
        "more than 10 months after the father died",
        {"persons": {2: {"death": "1999-04-01"}}},
    ),
    (
        "births.occurred",
        "before the father's 10th birthday",
        {"persons": {2: {"birth": "1985-07-01"}}},
    ),
    ("births.mother", "mother is registered as male", {"persons": {1: {"sex": "male"}}}),
    ("births.father", "father is registered as female", {"persons": {2: {"sex": "female"}}}),
    ("births.child", "mother, father and child are not three", {"births": {21: {"child": 1}}}),
    ("births.child", "child of an earlier birth row", {"births": {22: {"child": 3}}}),
    ("births.sex", "differs from the child's row", {"births": {22: {"sex": "male"}}}),
    (
        "births.occurred",
        "differs from the child's row",
        {"births": {22: {"occurred": "2000-03-01"}}},
    ),
    (
        "births.occurred",
        "under 7 months after the mother's birth before",
        {"births": {23: SINGLE, 24: SINGLE | {"occurred": "2003-07-30"}}},
    ),
    ("births.plurality", "two single births of one delivery", {"births": {23: SINGLE, 24: SINGLE}}),
    ("births.order", "order of the birth before", {"births": {22: {"order": 1}}}),
    ("births.order", "gap in the orders of one mother", {"births": {22: {"order": 3}}}),
    ("births.order", "order below that of the birth before", {"births": {21: {"order": 3}}}),
    ("method_use.started", "method spells overlap", {"method_use": {41: {"stopped": None}}}),
    (
        "couples.wife",
        "two spouses of one wife at once",
        {"couples": {13: {"wife": 1, "husband": 7, "married": "1999-01-01"}}},
    ),
    (
        "couples.husband",
        "two spouses of one husband at once",
        {"couples": {13: {"wife": 6, "husband": 2, "married": "1999-01-01"}}},
    ),
    (
        "certificates.couple",
        "more than one living child while it was valid",
        {"certificates": {71: {"cancelled": None}}},
    ),
    (
        "certificates.couple",
        "two valid at once",
        {"certificates": {72: {"couple": 11, "issued": "1999-01-01", "area": "32"}}},
    ),
]

FAULTS.append(
    (
        "births.mother_age",
        "differs from the mother's row",
        {"births": {21: {"mother_age": 26}}},  # 虚岁: she is 25
    )
)


def told(**changes: Any) -> set[tuple[str, str]]:
    """Return columns and rules of what is found in the register after changes."""
    findings = register(small_register(**changes)).findings
    return {(f"{group.table}.{group.column}", group.rule.name) for group in findings.groups}


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    """Without a fault no rule speaks."""
    found = register(small_register())
    assert found.findings.to_dicts() == []
    assert all(total.set_aside == 0 for total in found.totals)


@pytest.mark.parametrize(("column", "rule", "changes"), FAULTS)
def test_a_rule_finds_its_fault(column: str, rule: str, changes: dict[str, Any]) -> None:
    """A change of a cell or a row is enough."""
    assert (column, rule) in told(**changes)


def test_every_rule_has_a_fault_and_a_chinese_name() -> None:
    """No rule goes untested."""
    rules = {(f"{check.table}.{check.column}", check.rule.name) for check in CHECKS}
    assert rules == {(column, rule) for column, rule, _ in FAULTS}
    assert all(any("一" <= sign <= "鿿" for sign in check.rule.zh) for check in CHECKS)


@pytest.mark.parametrize(
    "changes",
    [
        {"births": {23: TWIN, 24: TWIN | {"occurred": "2003-01-02"}}},
        {"births": {23: TWIN | {"order": 1}, 24: TWIN | {"order": 2, "occurred": "2003-01-20"}}},
        {"births": {23: SINGLE, 24: SINGLE | {"occurred": "2003-08-01"}}},
        {"persons": {2: {"death": "1999-06-01"}}},
        {"couples": {12: {"ended": "2002-01-01"}, 13: {"wife": 6, "married": "2002-01-01"}}},
        {"persons": {1: {"birth": "1945-03-01"}, 2: {"birth": "1945-03-01"}}},
        {"persons": {6: {"birth": "1980-10-01"}, 7: {"birth": "1978-10-01"}}},
        {"births": {21: {"order": 2}, 22: {"order": 3}}},
        {"certificates": {71: {"cancelled": None}}, "persons": {3: {"death": "1996-05-30"}}},
        {"deaths": {32: {"person": None, "occurred": "2010-12-31"}}},
        {"births": {21: {"mother_age": 25.999}, 22: {"mother_age": 29}}},
        {"births": {23: SINGLE | {"mother": "不详"}, 24: SINGLE | {"mother": "不详"}}},
    ],
)
def test_what_is_unusual_but_right_is_no_fault(changes: dict[str, Any]) -> None:
    """Twins about midnight, a remarriage, a posthumous child, birthdays on the day itself."""
    assert told(**changes) == set()


def test_an_error_sets_aside_and_a_warning_does_not() -> None:
    """The row itself, and no other."""
    found = register(small_register(births={21: {"reported": "1990-01-01"}, 22: {"order": 4}}))
    assert found.table("births").used.tolist() == [False, True]
    assert {group.severity for group in found.findings.groups} == {Severity.ERROR, Severity.WARNING}


def test_rules_do_not_compare_with_rows_that_cannot_be_read() -> None:
    """A copy of a row is one fault, not several."""
    tables = small_register()
    for column in tables["births"].values():
        column.append(column[0])
    found = register(tables)
    assert found.findings.counts == {"key of an earlier row": 1}
    assert found.table("births").used.tolist() == [True, True, False]


def test_areas_below_a_circle_are_not_in_it() -> None:
    """Only areas that come back to themselves are found, however long the way."""
    areas = {
        "a": {"level": "county", "parent": "c"},
        "b": {"level": "county", "parent": "a"},
        "c": {"level": "county", "parent": "b"},
        "d": {"level": "township", "parent": "a"},
        "e": {"level": "village", "parent": "d"},
    }
    columns = {name: [row[name] for row in areas.values()] for name in ("level", "parent")}
    found = register({"areas": {"area": list(areas), **columns}})
    circle = [g for g in found.findings.groups if g.rule.name == "areas go round in a circle"]
    np.testing.assert_array_equal(np.sort(circle[0].rows), [0, 1, 2])
