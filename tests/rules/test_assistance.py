"""Special assistance: windows, ages, grades and amounts on both sides of each change."""

from __future__ import annotations

from datetime import date

import pytest
from rule_cases import Change, changes

from famplan.model import LeapDay
from famplan.rules.assistance import (
    COMPLICATION_ASSISTANCE,
    SPECIAL_ASSISTANCE,
    SPECIAL_ASSISTANCE_CERTIFICATE,
)
from famplan.rules.outcome import Outcome
from famplan.rules.subjects import Child, Parent

MOTHER = {
    "sex": "female",
    "birth": date(1955, 4, 10),
    "registration": "rural",
    "certificate": True,
    "children_ever": 1,
    "living_children": 0,
    "disabled_children": 0,
}
"""Over 49 since 2004, holding the certificate; her only child has died."""
YES, NO, UNKNOWN = Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.UNKNOWN


@pytest.mark.parametrize("change", changes("assistance"), ids=str)
def test_what_changes_on_a_day(change: Change) -> None:
    """Before and on the first day of a window or an age, outcome and amounts are as cited."""
    facts = {} if change.scheme.startswith("complication") else MOTHER
    for day, expected in change.sides():
        assert change.found(day, facts) == expected


@pytest.mark.parametrize(
    ("facts", "outcome", "citation"),
    [
        ({"birth": date(1932, 12, 31)}, NO, "facts 2.11: born on or after 1933-01-01"),
        ({"birth": date(1933, 1, 1)}, YES, "facts 2.11: born on or after 1933-01-01"),
        ({"children_ever": 2}, NO, "facts 2.11: one child born or adopted"),
        ({"children_ever": 0}, NO, "facts 2.11: one child born or adopted"),
        ({"living_children": 1}, NO, "facts 2.11: the child lives and is well"),
        ({"living_children": None, "disabled_children": None}, UNKNOWN, "unknown stays unknown"),
        ({"birth": None}, UNKNOWN, "unknown stays unknown"),
        ({"sex": None}, UNKNOWN, "whose age counts is unknown"),
        ({"sex": "male"}, UNKNOWN, "the wife's age is not given"),
        ({"certificate": False}, YES, "facts 2.11 names no certificate"),
    ],
)
def test_conditions(facts: dict[str, object], outcome: Outcome, citation: str) -> None:
    """Each condition by itself, on a day when the rest is met."""
    found = SPECIAL_ASSISTANCE.verdict({**MOTHER, **facts}, on=date(2023, 3, 1))
    assert found.outcome is outcome, citation


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, YES),
        ({"certificate": False}, NO),
        ({"certificate": None}, UNKNOWN),
        ({"birth": date(1930, 1, 1)}, YES),
    ],
)
def test_the_other_wording_asks_for_the_certificate(
    facts: dict[str, object], outcome: Outcome
) -> None:
    """It names no first year of birth (definitions §4.3)."""
    found = SPECIAL_ASSISTANCE_CERTIFICATE.verdict({**MOTHER, **facts}, on=date(2012, 3, 1))
    assert found.outcome is outcome


@pytest.mark.parametrize(
    ("grade", "outcome"), [(1, YES), (2, YES), (3, YES), (4, NO), (0, NO), (None, UNKNOWN)]
)
def test_grades_of_the_child(grade: int | None, outcome: Outcome) -> None:
    """三级以上: grades 1 to 3; who recovers from them no longer counts (facts 2.11)."""
    child = Child(sex="male", birth=date(1985, 1, 1), alive=True, disability_grade=grade)
    mother = Parent(sex="female", birth=date(1960, 1, 1), registration="urban", children=[child])
    found = SPECIAL_ASSISTANCE.verdict(mother, on=date(2014, 1, 1))
    assert found.outcome is outcome
    if outcome is YES:
        assert [str(entry.amount) for entry in found.amounts] == ["270 yuan a month per person"]


@pytest.mark.parametrize(
    ("died", "outcome"), [(date(2013, 5, 1), YES), (date(2013, 5, 2), NO), (None, NO)]
)
def test_the_child_has_died_by_the_day(died: date | None, outcome: Outcome) -> None:
    """On the day of death the condition is met, before it is not."""
    child = Child(birth=date(1985, 1, 1), death=died, alive=died is None, disability_grade=0)
    if died is not None:
        child = Child(birth=date(1985, 1, 1), death=died, disability_grade=0)
    mother = Parent(sex="female", birth=date(1960, 1, 1), children=[child])
    assert SPECIAL_ASSISTANCE.verdict(mother, on=date(2013, 5, 1)).outcome is outcome


@pytest.mark.parametrize(
    ("leap_day", "first"),
    [(LeapDay.MARCH_1, date(2013, 3, 1)), (LeapDay.FEBRUARY_28, date(2013, 2, 28))],
)
def test_born_on_29_february(leap_day: LeapDay, first: date) -> None:
    """Born on 1964-02-29, she is 49 in 2013 on the day that the convention says."""
    law = SPECIAL_ASSISTANCE.law(first)
    assert law is not None
    rule = law.changed(leap_day=leap_day)
    facts = {**MOTHER, "birth": date(1964, 2, 29)}
    assert rule.verdict(facts, on=first).outcome is YES
    assert rule.verdict(facts, on=date(2013, 2, 27)).outcome is NO
    assert law.verdict(facts, on=date(2013, 2, 28)).outcome is NO


@pytest.mark.parametrize(
    ("on", "verified"),
    [
        (date(2007, 9, 1), False),
        (date(2008, 1, 1), True),
        (date(2012, 1, 1), True),
        (date(2014, 1, 1), True),
        (date(2016, 1, 1), False),
        (date(2018, 1, 1), False),
        (date(2022, 5, 10), True),
        (date(2022, 7, 1), True),
        (date(2022, 12, 31), True),
        (date(2023, 1, 1), False),
    ],
)
def test_what_rests_on_memory_says_so(on: date, verified: bool) -> None:  # noqa: FBT001
    """The trial of 2007, one amount from 2016, the start of 2018 and what came after 2022."""
    facts = {**MOTHER, "scheme_begun": True}
    assert (not SPECIAL_ASSISTANCE.verdict(facts, on=on).unverified) is verified


@pytest.mark.parametrize(
    ("on", "place", "verified"),
    [
        (date(2011, 12, 31), "Tianjin", False),
        (date(2012, 1, 1), "Tianjin", True),
        (date(2013, 12, 31), "Tianjin", True),
        (date(2014, 1, 1), "Tianjin", False),
        (date(2017, 12, 31), "Shandong", True),
        (date(2018, 1, 1), "Shandong", False),
        (date(2022, 7, 1), "Henan", False),
        (date(2022, 7, 1), "Hebei", True),
    ],
)
def test_local_amounts_that_were_not_read_say_so(on: date, place: str, verified: bool) -> None:  # noqa: FBT001
    """Facts 2.13, definitions §4.3; Henan's text of 2021-11-27 was not read."""
    found = SPECIAL_ASSISTANCE.verdict(MOTHER, on=on, place=place)
    assert (not found.unverified) is verified


def test_henan_doubles_what_is_paid_monthly_only() -> None:
    """Art. 33 raises assistance; the compensation of grade I-A is not assistance."""
    found = COMPLICATION_ASSISTANCE.verdict(
        {"complication": "I-A"}, on=date(2022, 7, 1), place="Henan"
    )
    assert [entry.amount.period for entry in found.amounts] == ["once"]


def test_an_unknown_grade_leaves_every_amount_open() -> None:
    """Without a certificate of the grade, neither outcome nor amount is known."""
    found = COMPLICATION_ASSISTANCE.verdict({}, on=date(2022, 7, 1))
    assert found.outcome is UNKNOWN
    assert found.amount is None
    assert {entry.truth for entry in found.amounts} == {None}


def test_a_place_that_was_not_read_has_the_national_amounts() -> None:
    """Fengtai's 5640 yuan a year names no category: it is a note, not an amount."""
    assert "Anhui/Fengtai" not in SPECIAL_ASSISTANCE.places
    assert "5640" in SPECIAL_ASSISTANCE.note
    found = SPECIAL_ASSISTANCE.verdict(MOTHER, on=date(2023, 3, 1), place="Anhui/Fengtai")
    assert found.amount is not None
    assert found.amount.value == 590


def test_a_dead_child_is_not_asked_for_a_disability() -> None:
    """Where the child has died, the amount for a disabled child is not even possible."""
    facts = {**MOTHER, "disabled_children": None}
    found = SPECIAL_ASSISTANCE.verdict(facts, on=date(2023, 3, 1))
    assert [(entry.amount.case, entry.truth) for entry in found.amounts] == [("child dead", True)]
