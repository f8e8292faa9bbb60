"""Rural reward assistance: both ends of every window and age, each with its citation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from rule_cases import Change, changes, paid

from famplan.model import LeapDay
from famplan.rules.outcome import Outcome
from famplan.rules.rewards import RURAL_REWARD, RURAL_REWARD_FOUNDING, SCHEMES
from famplan.rules.subjects import PARENT, Child, Parent

if TYPE_CHECKING:
    from famplan.rules.scheme import Scheme

MOTHER = {
    "sex": "female",
    "birth": date(1950, 6, 15),
    "registration": "rural",
    "births_conformed": True,
    "children_ever": 1,
    "living_children": 1,
    "living_daughters": 0,
}
"""Sixty on 2010-06-15, with a living son."""
TWO_DAUGHTERS = {"children_ever": 2, "living_children": 2, "living_daughters": 2}
FUJIAN, PINGYANG = "Fujian/county", "Zhejiang/Pingyang"

YES, NO = Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE
UNKNOWN = Outcome.UNKNOWN


@pytest.mark.parametrize("change", changes("rewards"), ids=str)
def test_what_changes_on_a_day(change: Change) -> None:
    """Before and on the first day of a window or an age, outcome and amounts are as cited."""
    for day, expected in change.sides():
        assert change.found(day, MOTHER) == expected


@pytest.mark.parametrize(
    ("on", "verified"),
    [("2004-06-01", True), ("2005-06-01", True), ("2006-06-01", False), ("2007-01-01", True)],
)
def test_years_of_trial_ask_whether_the_scheme_had_begun(on: str, verified: bool) -> None:  # noqa: FBT001
    """Before 2007 who does not say so is unknown; for 2006 the sources disagree: not verified."""
    facts = {**MOTHER, "birth": date(1940, 1, 1)}
    day = date.fromisoformat(on)
    found = RURAL_REWARD.verdict(facts, on=day)
    assert found.outcome is (UNKNOWN if day.year < 2007 else YES)
    assert (not found.unverified) is verified
    without = RURAL_REWARD.verdict({**facts, "scheme_begun": False}, on=day)
    assert without.outcome is (NO if day.year < 2007 else YES)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        (date(2005, 12, 31), UNKNOWN),
        (date(2006, 1, 1), YES),
        (date(2006, 12, 31), YES),
        (date(2007, 1, 1), YES),
    ],
)
def test_shandong_began_a_year_earlier(scheme: Scheme[Any], on: date, outcome: Outcome) -> None:
    """The whole province from 2006 (Weihai on 鲁政办发(2006)22号, facts 1.11): nobody need ask."""
    facts = {**MOTHER, "birth": date(1940, 1, 1), "has_spouse": False}
    assert scheme.verdict(facts, on=on, place="Shandong/Weihai").outcome is outcome
    if on < date(2007, 1, 1):
        assert scheme.verdict(facts, on=on, place="Gansu").outcome is UNKNOWN


def test_each_wording_names_the_births_it_asks_about() -> None:
    """Xuanzhou: births of 1973 to 2001; Weihai: since 1973 (definitions §4.2, facts 1.7)."""
    said = [
        next(entry for entry in scheme.versions[-1].requires if entry.key == "conformed")
        for scheme in SCHEMES
    ]
    assert [entry.locator for entry in said] == ["Xuanzhou, cond. 2", "Weihai, cond. 2"]
    assert "1973 to 2001" in said[0].text
    assert "1973年至2001年" in said[0].said(language="zh")
    assert "since 1973" in said[1].text


@pytest.mark.parametrize(
    ("on", "verified"), [(date(2017, 12, 31), True), (date(2018, 1, 1), False)]
)
def test_that_nothing_rose_after_2017_is_not_verified(on: date, verified: bool) -> None:  # noqa: FBT001
    """Still 80 yuan a month in 2017; of later years no text was found (facts 1.13)."""
    found = RURAL_REWARD.verdict(MOTHER, on=on)
    assert str(found.amount) == "960 yuan a year per person"
    assert (not found.unverified) is verified


@pytest.mark.parametrize(
    ("facts", "outcome", "citation"),
    [
        ({"registration": "urban"}, NO, "Xuanzhou, cond. 1"),
        ({"births_conformed": False}, NO, "Xuanzhou, cond. 2"),
        (TWO_DAUGHTERS, YES, "Xuanzhou, cond. 3: two girls"),
        ({**TWO_DAUGHTERS, "living_daughters": 1}, NO, "Xuanzhou, cond. 3: a girl and a boy"),
        ({"living_children": 0}, YES, "Xuanzhou, cond. 3: child dead, none now"),
        ({"living_children": 0, "children_ever": 0}, NO, "Xuanzhou, cond. 3: never had one"),
        ({"children_ever": 3, "living_children": 1}, YES, "Xuanzhou, cond. 3: one living child"),
        ({"birth": date(1932, 12, 31)}, NO, "Xuanzhou, cond. 4: the day before 1933-01-01"),
        ({"birth": date(1933, 1, 1)}, YES, "Xuanzhou, cond. 4: 1933-01-01"),
        ({"birth": None}, UNKNOWN, "unknown stays unknown"),
        ({"registration": None}, UNKNOWN, "unknown stays unknown"),
        ({"living_children": 2, "children_ever": 2, "living_daughters": None}, UNKNOWN, "girls?"),
        ({"birth": None, "registration": "urban"}, NO, "one condition fails, whatever the age"),
        ({"births_conformed": None}, UNKNOWN, "unknown stays unknown"),
    ],
)
def test_conditions(facts: dict[str, object], outcome: Outcome, citation: str) -> None:
    """Each condition by itself, on a day when the rest is met."""
    assert RURAL_REWARD.verdict({**MOTHER, **facts}, on=date(2013, 1, 1)).outcome is outcome, (
        citation
    )


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"has_spouse": True, "spouse_registration": "rural"}, YES),
        ({"has_spouse": True, "spouse_registration": "urban"}, NO),
        ({"has_spouse": False}, YES),
        ({}, UNKNOWN),
    ],
)
def test_early_texts_ask_for_the_spouse_too(facts: dict[str, str], outcome: Outcome) -> None:
    """Weihai 2006: 本人及配偶均为农业户口 (facts 1.7); the default asks for one's own only."""
    on = date(2012, 3, 1)
    assert RURAL_REWARD_FOUNDING.verdict({**MOTHER, **facts}, on=on).outcome is outcome
    assert RURAL_REWARD.verdict({**MOTHER, **facts}, on=on).outcome is YES
    assert RURAL_REWARD_FOUNDING.places == ("Shandong",)


@pytest.mark.parametrize(
    ("leap_day", "first"),
    [(LeapDay.MARCH_1, date(2023, 3, 1)), (LeapDay.FEBRUARY_28, date(2023, 2, 28))],
)
def test_born_on_29_february(leap_day: LeapDay, first: date) -> None:
    """Born on 1968-02-29, a Shaanxi mother of one daughter is 55 in 2023, by either convention."""
    law = RURAL_REWARD.law(first, place="Shaanxi")
    assert law is not None
    rule = law.changed(leap_day=leap_day)
    facts = {**MOTHER, "birth": date(1968, 2, 29), "living_daughters": 1}
    assert rule.verdict(facts, on=first).outcome is YES
    assert rule.verdict(facts, on=first - timedelta(days=1)).outcome is NO


def test_sixty_years_after_29_february_is_a_leap_year() -> None:
    """At sixty the two conventions agree: 1952-02-29 and 2012-02-29."""
    facts = {**MOTHER, "birth": date(1952, 2, 29)}
    assert RURAL_REWARD.verdict(facts, on=date(2012, 2, 28)).outcome is NO
    assert RURAL_REWARD.verdict(facts, on=date(2012, 2, 29)).outcome is YES


def with_children(*births: date) -> Parent:
    """Return a rural mother born in 1950 of living daughters born on these days."""
    return Parent(
        sex="female",
        birth=date(1950, 1, 1),
        registration="rural",
        births_conformed=True,
        children=[Child(sex="female", birth=day, alive=True) for day in births],
    )


@pytest.mark.parametrize(
    ("births", "outcome"),
    [
        ([date(1980, 1, 1)], YES),
        ([date(1979, 12, 31)], NO),
        ([date(1979, 12, 31), date(1980, 1, 1)], YES),
        ([date(2015, 12, 31)], YES),
        ([date(2016, 1, 1)], NO),
    ],
)
def test_pingyang_asks_when_the_youngest_was_born(births: list[date], outcome: Outcome) -> None:
    """Pingyang: from 1980-01-01 to 2015-12-31 (definitions §4.2); elsewhere nobody asks."""
    parent, on = with_children(*births), date(2022, 1, 1)
    found = RURAL_REWARD.verdict(parent, on=on, place=PINGYANG)
    assert found.outcome is outcome
    assert "Pingyang" in found.rule.overlays[0]
    assert RURAL_REWARD.verdict(parent, on=on).outcome is YES


@pytest.mark.parametrize(("on", "outcome"), [(date(2015, 12, 31), YES), (date(2016, 1, 1), NO)])
def test_pingyangs_text_is_of_2016_at_the_earliest(on: date, outcome: Outcome) -> None:
    """It looks back on 2015, so nothing before is judged by it."""
    parent = with_children(date(1979, 12, 31))
    assert RURAL_REWARD.verdict(parent, on=on, place=PINGYANG).outcome is outcome


def test_nobody_of_the_cohort_is_60_before_1993() -> None:
    """Born on or after 1933-01-01 (cond. 4), the first turn sixty on 1993-01-01."""
    age = next(entry for entry in RURAL_REWARD.versions[-1].requires if entry.key == "age")
    for born in (date(1932, 12, 31), date(1933, 1, 1), date(1933, 1, 2)):
        record = {"birth": born}
        assert age.condition.holds(PARENT.record(record, on=date(1992, 12, 31))) is False
    first = PARENT.record({"birth": date(1933, 1, 1)}, on=date(1993, 1, 1))
    assert age.condition.holds(first) is True


def test_windows_follow_each_other_and_name_what_ended_them() -> None:
    """From 2004-01-01 on there is always one text; the statutory ones name their articles."""
    for scheme in SCHEMES:
        laws = scheme.versions
        assert [one.until for one in laws[:-1]] == [other.since for other in laws[1:]]
        assert laws[0].since == date(2004, 1, 1)
        assert laws[-1].until is None
        assert "art. 27 ¶5" in laws[3].ended_by
        assert "art. 31 ¶4" in laws[4].ended_by


def test_the_county_of_fujian_is_not_verified() -> None:
    """Whose age is 55 and whose 50 is a reading: the verdict says so."""
    facts = {**MOTHER, "birth": date(1958, 1, 1)}
    found = RURAL_REWARD.verdict(facts, on=date(2010, 5, 1), place=FUJIAN)
    assert found.outcome is YES
    assert any("Fujian" in text for text in found.unverified)


def test_unknown_work_capacity_leaves_the_top_up_open() -> None:
    """B13: where the child lives and nothing is said of its work, 500 yuan are possible."""
    found = RURAL_REWARD.verdict(MOTHER, on=date(2012, 3, 1), place="Henan/Zhengzhou")
    assert [(paid(entry.amount), entry.truth) for entry in found.amounts] == [
        ("960 year", True),
        ("+ 500 year", None),
    ]
    assert "500元" in found.explain(language="zh")
