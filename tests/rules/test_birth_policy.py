"""Births classified by the policy of their day and province: every window, every ground."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas import births
from famplan.language.nodes import condition_from
from famplan.language.rows import Rows, as_days
from famplan.model.dates import LeapDay
from famplan.rules.birth_policy import (
    BIRTH_POLICY,
    FAVOURABLE_RULE,
    FEE_REGULATION,
    PROVINCES,
    ClassifiedBirths,
    Conformity,
    Text,
    classify,
    count_births,
    provision,
)
from famplan.rules.birth_policy.counting import class_codes
from famplan.rules.birth_policy.grounds import condition_of
from famplan.rules.birth_policy.texts import _file, _start_row, _text, spacings, texts
from famplan.rules.subjects import COUPLE, CoupleAtBirth, Nationality
from famplan.tabulate.coding import Coded

YES, NO, OPEN = Conformity.CONFORMING, Conformity.NOT_CONFORMING, Conformity.UNKNOWN
DAY = timedelta(days=1)

PLAIN: dict[str, Any] = {
    **{name: False for name, fact in COUPLE.facts.items() if fact.kind == "flag"},
    **{name: 0 for name, fact in COUPLE.facts.items() if fact.kind == "number"},
    "married": True,
    "woman_nationality": "han",
    "man_nationality": "han",
    "woman_registration": "urban",
    "man_registration": "urban",
    "man_birth": date(1970, 5, 1),
}
"""A couple to whom no ground applies, everything known."""

RURAL = {"woman_registration": "rural", "man_registration": "rural"}
GIRL = {"girls_before": 1}
WORDS = {
    "minority": "zhuang",
    "minority but Zhuang": "mongol",
    "minority under ten million": "ewenki",
    "other minority under ten million": "other minority under ten million",
    "Mongol": "mongol",
    "Daur, Ewenki or Oroqen": "oroqen",
}
CASES = {
    "": {},
    "widowed": {"widowed": True},
    "elsewhere": {"earlier_children_elsewhere": True},
    "both_only": {"woman_only_child": True, "man_only_child": True},
    "two_rural_girls": RURAL | {"girls_before": 2},
    "joint_child_disabled": {"disabled_children": 1},
}


def plain(order: int, on: date, **facts: Any) -> dict[str, Any]:
    """Return a couple of a birth of an order, with spacing kept and facts changed."""
    earlier = facts.get("woman_earlier_children", 0) + facts.get("man_earlier_children", 0)
    dates = {"woman_birth": date(on.year - 31, 1, 1)}
    if order > 1:
        dates["previous_birth"] = date(on.year - 6, 1, 1)
    return {**PLAIN, "order": order, "joint_children": order - 1 - earlier, **dates, **facts}


def minority(entry: dict[str, Any]) -> dict[str, Any]:
    """Return facts of a couple of a nationality that an entry asks for."""
    word = WORDS[entry["of"]]
    found: dict[str, Any] = {"man_nationality": word}
    if entry.get("who", "both") == "both":
        found["woman_nationality"] = word
    if entry.get("only_children"):
        found |= CASES["both_only"]
    return (
        found
        | (RURAL if entry.get("rural") else {})
        | {"minority_township_years": entry.get("township_years", 0)}
        | {"girls_before": entry.get("girls", 0), "disabled_children": entry.get("disabled", 0)}
    )


def remarriage(entry: dict[str, Any]) -> dict[str, Any]:
    """Return facts of a remarried couple that an entry asks for."""
    man, woman = map(int, entry["pairs"][-1].split("+"))
    return {
        "remarried": True,
        "man_earlier_children": man,
        "woman_earlier_children": woman,
        "order": man + woman + entry.get("joint", 0) + 1,
        **CASES[entry.get("case", "")],
        **(minority(entry) if "of" in entry else {}),
    }


SATISFIED: dict[str, Any] = {
    "both_only_children": CASES["both_only"],
    "one_only_child": {"man_only_child": True},
    "rural_one_only_child": RURAL | {"woman_only_child": True},
    "one_rural_one_only_child": {"woman_registration": "rural", "man_only_child": True},
    "rural_two_generations": RURAL | {"two_generation_only_child": True},
    "rural_couple": RURAL,
    "rural_girl": RURAL | GIRL,
    "state_farm_girl": {"state_farm": True} | GIRL,
    "minority": minority,
    "minority_any_number": lambda entry: minority(entry) | {"order": 4},
    "disabled_child": lambda entry: {"disabled_children": entry.get("children", 1)},
    "disabled_joint_child": lambda entry: {"order": entry["joint"] + 1, "disabled_children": 1},
    "infertile_then_adopted": {"adopted_after_infertility": True, "years_childless": 5},
    "returned_overseas": {"returned_overseas": True, "years_since_settling": 5},
    "returned_overseas_none_here": {"returned_overseas": True, "order": 3},
    "returned_overseas_one_here": {
        "returned_overseas": True,
        "order": 3,
        "children_on_mainland": 1,
    },
    "settled_from_hmt": {"settled_from_hmt": True, "years_since_settling": 5},
    "settled_from_hmt_one_here": {"settled_from_hmt": True, "years_since_settling": 5},
    "disabled_soldier": lambda entry: {"soldier_grade": entry["to"]},
    "disabled_partner": lambda entry: (
        {"disabled_partner": True} | (RURAL if entry.get("rural") else {})
    ),
    "martyrs_child": {"martyrs_only_child": True},
    "miner": lambda entry: {"underground_years": entry["years"]} | GIRL,
    "fishers": lambda entry: {"fishers": True, "fishing_years": entry.get("years", 0)} | GIRL,
    "uxorilocal": RURAL | {"uxorilocal": True},
    "brothers_childless": RURAL | {"brothers_childless": True},
    "mountain": RURAL | {"mountain_township": True} | GIRL,
    "remarried": remarriage,
    "remarried_from": lambda entry: {
        "remarried": True,
        "woman_earlier_children": 1,
        "man_earlier_children": entry["earlier"] - 1,
        "order": entry["earlier"] + entry.get("joint", 0) + 1,
        "disabled_children": entry.get("disabled", 0),
    },
    "no_joint_child": lambda entry: {
        "order": entry["children"] + 1,
        "woman_earlier_children": entry["children"],
    },
    "earlier_not_counted": lambda entry: {
        "remarried": True,
        "man_earlier_children": 1,
        "order": entry["number"] + 1,
    },
    "as_many_again": lambda entry: {"order": entry["number"] + 1, "children_died": 1},
}
"""Facts that satisfy each ground, written apart from the conditions."""


def satisfying(entry: dict[str, Any]) -> dict[str, Any]:
    """Return facts that satisfy an entry of a data file."""
    found = SATISFIED[entry["ground"]]
    facts = dict(found(entry)) if callable(found) else dict(found)
    facts.setdefault("order", entry.get("order", 2))
    return facts | ({"further_conditions": True} if entry.get("further") else {})


def all_entries() -> list[Any]:
    """Return every ground of every text, with the text."""
    raw = [*_file("one_child_years")["text"], *map(_start_row, _file("one_only_child")["start"])]
    raw += _file("since_2016")["text"]
    assert len(raw) == len(texts())
    return [
        pytest.param(text, entry, id=f"{text.places[0]}-{text.since}-{number}-{entry['ground']}")
        for text, row in zip(texts(), raw, strict=True)
        for number, entry in enumerate(row["grounds"])
    ]


def place_of(text: Text, on: date) -> str:
    """Return a province where a text decides on a day."""
    return next(name for name in text.places if text in provision(name, on).texts)


@pytest.mark.parametrize(("text", "entry"), all_entries())
def test_ground_true_false_unknown(text: Text, entry: dict[str, Any]) -> None:
    """Each ground of each text holds on its first and last day, fails, and may be unknown."""
    last = text.until - DAY if text.until else date(2025, 1, 1)
    given_facts = satisfying(entry)
    order = given_facts["order"]
    for on in (text.since, last):
        place = place_of(text, on)
        found = classify(plain(**given_facts, on=on), on=on, place=place)
        assert found.conformity is YES
        assert found.ground
        assert found.citation[0].title
        without = classify(plain(order, on), on=on, place=place)
        if order <= provision(place, on).number:  # the text outlived the one-child years
            assert without.conformity is YES
            continue
        assert without.conformity is NO
        assert without.why == ("no ground of the text in force holds",)
        asked = {*given_facts, "joint_children"} - {"order"}
        facts = plain(**given_facts, on=on)
        opened = classify({n: f for n, f in facts.items() if n not in asked}, on=on, place=place)
        assert opened.conformity is OPEN


@pytest.mark.parametrize("text", texts(), ids=lambda text: f"{text.places[0]}-{text.since}")
def test_windows_have_two_ends(text: Text) -> None:
    """A text is used from its first day to its last, and on neither side of them."""
    place = place_of(text, text.since)
    assert text in provision(place, text.since).texts
    assert text not in provision(place, text.since - DAY).texts
    if text.until is not None:
        assert text in provision(place_of(text, text.until - DAY), text.until - DAY).texts
        assert text not in provision(place, text.until).texts


WINDOWS = {  # facts.md rows 8.1–8.17; headers and last articles of the regulations
    ("Anhui", "2011-02-24", "2014-01-23"),
    ("Anhui", "2014-01-23", "2016-01-16"),
    ("Anhui", "2016-01-16", "2022-01-01"),
    ("Anhui", "2022-01-01", "None"),
    ("Beijing", "2007-07-10", "2016-01-01"),
    ("Beijing", "2016-03-24", "2021-08-20"),
    ("Fujian", "2002-09-01", "2012-12-14"),
    ("Fujian", "2022-03-30", "None"),
    ("Guangdong", "2008-11-28", "2014-03-27"),
    ("Guangdong", "2021-12-01", "None"),
    ("Hainan", "2007-07-10", "2016-01-01"),
    ("Hebei", "2003-07-18", "2014-05-30"),
    ("Hebei", "2021-11-23", "None"),
    ("Henan", "2011-11-25", "2014-05-29"),
    ("Henan", "2016-05-27", "2020-06-03"),
    ("Henan", "2020-06-03", "2021-08-20"),
    ("Hunan", "2021-05-31", "2023-05-31"),
    ("Inner Mongolia", "2009-05-15", "2014-01-01"),
    ("Ningxia", "2009-05-15", "2016-01-01"),
    ("Shandong", "2016-01-22", "2021-08-20"),
    ("Shanghai", "2004-04-15", "2014-03-01"),
    ("Shanghai", "2021-11-25", "None"),
    ("Xinjiang", "2009-05-15", "2016-01-01"),
    ("Yunnan", "2012-08-15", "2014-01-01"),
    ("Zhejiang", "2007-09-28", "2014-01-17"),
    ("Zhejiang", "2021-11-25", "None"),
}


def test_windows_are_those_of_the_sources() -> None:
    """The days of the data files, typed a second time from the sources."""
    held = {
        (text.places[0], str(text.since), str(text.until))
        for text in texts()
        if text.grounds[0].key != "one_only_child" or text.places[0] == "Anhui"
    }
    assert held == WINDOWS


@pytest.mark.parametrize(
    ("place", "on", "facts", "expected"),
    [  # facts.md rows 8.1, 8.3, 8.4, 8.17
        ("Hainan", "2007-07-09", RURAL | {"order": 2}, OPEN),
        ("Hainan", "2007-07-10", RURAL | {"order": 2}, YES),
        ("Sichuan", "2007-07-10", RURAL | {"order": 2}, OPEN),
        ("Sichuan", "2007-07-10", CASES["both_only"] | {"order": 2}, YES),
        ("Henan", "2007-07-10", CASES["both_only"] | {"order": 2}, OPEN),
        ("Henan", "2011-11-24", CASES["both_only"] | {"order": 2}, OPEN),
        ("Henan", "2011-11-25", CASES["both_only"] | {"order": 2}, YES),
        (
            "Xinjiang",
            "2009-05-15",
            RURAL
            | {
                "order": 3,
                "woman_nationality": Nationality.LARGE,
                "man_nationality": Nationality.LARGE,
            },
            YES,
        ),
        ("Xinjiang", "2009-05-14", RURAL | {"order": 3}, OPEN),
    ],
)
def test_snapshots_of_the_country(
    place: str, on: str, facts: dict[str, Any], expected: Conformity
) -> None:
    """What was told of all provinces in 2007 and 2009 lets births in, and never keeps one out."""
    couple = {"married": True, **facts}
    assert classify(couple, on=date.fromisoformat(on), place=place).conformity is expected


STARTS = {  # facts.md rows 5.18 to 5.40: first day, and whether that day was verified
    "Zhejiang": ("2014-01-17", True),
    "Guangxi": ("2014-03-01", True),
    "Jiangxi": ("2014-01-18", True),
    "Anhui": ("2014-01-23", True),
    "Tianjin": ("2014-02-14", True),
    "Beijing": ("2014-02-21", False),
    "Shanghai": ("2014-03-01", False),
    "Shaanxi": ("2014-03-03", True),
    "Sichuan": ("2014-03-20", False),
    "Gansu": ("2014-03-26", False),
    "Chongqing": ("2014-03-26", False),
    "Hubei": ("2014-03-27", False),
    "Guangdong": ("2014-03-27", True),
    "Jiangsu": ("2014-03-28", False),
    "Jilin": ("2014-03-28", False),
    "Fujian": ("2014-03-29", False),
    "Guizhou": ("2014-05-17", False),
    "Henan": ("2014-05-29", False),
    "Hebei": ("2014-05-30", False),
    "Shandong": ("2014-05-30", False),
    "Hainan": ("2014-05-30", False),
    "Liaoning": ("2014-09-26", False),
    "Ningxia": ("2014-09-29", False),
}
ONE_ONLY = {"order": 2, "married": True, "woman_only_child": False, "man_only_child": True}


@pytest.mark.parametrize("place", PROVINCES)
def test_one_partner_only_child(place: str) -> None:
    """From each province's own day in 2014 one partner is enough; before it is not said to be."""
    if place not in STARTS:
        assert classify(ONE_ONLY, on=date(2015, 12, 31), place=place).conformity is OPEN
        return
    since, verified = date.fromisoformat(STARTS[place][0]), STARTS[place][1]
    on_the_day = classify(ONE_ONLY, on=since, place=place)
    assert on_the_day.conformity is YES
    assert on_the_day.ground == "one partner or both are only children"
    assert any("first day" in text for text in on_the_day.unverified) is not verified
    assert classify(ONE_ONLY, on=since - DAY, place=place).conformity is OPEN
    last = classify(ONE_ONLY, on=date(2015, 12, 31), place=place)
    assert last.conformity is YES
    assert last.ground_zh == "一方或双方为独生子女"


NO_SPACING = (  # facts.md row 8.15, typed a second time
    "Shanghai Jilin Hainan Hunan Zhejiang Hubei Shanxi Shaanxi Guizhou Jiangxi Gansu Guangdong "
    "Anhui Guangxi Fujian Jiangsu Xinjiang Inner_Mongolia Shandong"
)
NOT_READ = "whether spacing between births was asked for that day was not read"


@pytest.mark.parametrize("place", PROVINCES)
def test_spacing_that_was_not_read_is_told(place: str) -> None:
    """19 provinces had none by June 2013 (facts 8.15); elsewhere a ground alone is not all."""
    couple = {"order": 2, "married": True, **CASES["both_only"], "spacing_waived": True}
    couple |= {"woman_birth": date(1975, 1, 1)}
    free = place.replace(" ", "_") in NO_SPACING.split()
    for on, told in ((date(2013, 6, 1), place != "Shandong"), (date(2013, 6, 2), not free)):
        found = classify(couple, on=on, place=place)
        assert found.conformity is YES
        assert (NOT_READ in found.unverified) is told
    assert classify(couple, on=date(2016, 1, 1), place=place).unverified == ()
    first = {"order": 1, "married": True}
    assert classify(first, on=date(2008, 1, 1), place=place).unverified == ()


def test_texts_that_ended_name_what_ended_them() -> None:
    """Every text with a last day says what ended it, but for two whose own end was not found."""
    open_ended = {text.places[0] for text in texts() if text.until and not text.ended_by}
    assert open_ended == {"Inner Mongolia", "Yunnan"}
    assert all(rule.ended_by for rule in spacings())


def test_days_of_spacing_are_verified_or_not() -> None:
    """That Fujian's ended in 2012-12 is an inference; when Shandong's began was not found."""
    told = {rule.place: rule.unverified for rule in spacings()}
    assert "in force until 2012-12-14 not verified" in told["Fujian"][0]
    assert "first day 2007-07-10 not verified" in told["Shandong"][0]
    facts = plain(2, date(2010, 6, 1), **CASES["both_only"]) | {"woman_birth": date(1985, 1, 1)}
    found = classify(facts, on=date(2010, 6, 1), place="Shandong")
    assert (found.conformity, found.unverified[-1:]) == (NO, told["Shandong"])


def test_adoption_day_is_told_from_first_day() -> None:
    """Where only the day of adoption is known it is used, and said to be unverified."""
    found = classify(ONE_ONLY, on=date(2014, 3, 20), place="Sichuan")
    assert found.unverified[0].endswith("first day 2014-03-20 not verified")
    assert "adopted 2014-03-20" in found.citation[0].locator
    before = classify(ONE_ONLY, on=date(2014, 2, 25), place="Shanghai")
    assert before.conformity is OPEN


@pytest.mark.parametrize(
    ("on", "order", "expected", "regime"),
    [  # Open Letter; law of 2001 art. 18; law of 2015 art. 18; decision of 2021-08-20
        ("1980-09-24", 1, OPEN, ""),
        ("1980-09-25", 1, YES, "one child, asked for by open letter"),
        ("2002-08-31", 1, YES, "one child, asked for by open letter"),
        ("2002-09-01", 1, YES, "one child, exceptions by province"),
        ("2015-12-31", 1, YES, "one child, exceptions by province"),
        ("2015-12-31", 2, OPEN, "one child, exceptions by province"),
        ("2016-01-01", 2, YES, "two children"),
        ("2021-08-19", 2, YES, "two children"),
        ("2021-08-19", 3, OPEN, "two children"),
        ("2021-08-20", 3, YES, "three children"),
        ("2021-08-20", 4, OPEN, "three children"),
    ],
)
def test_regimes(on: str, order: int, expected: Conformity, regime: str) -> None:
    """One, two, three children: each from its day; beyond, the province would have to say."""
    found = classify({"order": order, "married": True}, on=date.fromisoformat(on), place="Tibet")
    assert found.conformity is expected
    assert found.regime == regime
    if expected is OPEN and regime:
        assert any("not among those that were read" in text for text in found.why)


def test_before_the_first_regime_nothing_is_known() -> None:
    """Births before the Open Letter are unknown, with the reason."""
    found = classify({"order": 1, "married": True}, on=date(1979, 1, 1), place="Anhui")
    assert found.why == ("no rule of before 1980-09-25 is among those that were read",)
    assert found.citation == ()


@pytest.mark.parametrize("married", [None, False, True])
def test_marriage_counts(married: bool | None) -> None:  # noqa: FBT001 - a fact
    """A first birth conforms within a lawful marriage; an unknown one may be taken as lawful."""
    facts = {"order": 1, "married": married}
    found = classify(facts, on=date(2008, 1, 1), place="Hunan")
    assert found.conformity is {None: OPEN, False: NO, True: YES}[married]
    taken = classify(facts, on=date(2008, 1, 1), place="Hunan", assume_married=True)
    assert taken.conformity is (NO if married is False else YES)
    couple = CoupleAtBirth(**facts)
    assert classify(couple, on=date(2008, 1, 1), place="Hunan", assume_married=True) == taken
    if married is None:
        assert found.missing == ("married",)
    if married is False:
        assert found.why == ("the marriage was not lawful",)


def test_hunan_looks_back() -> None:
    """Hunan art. 33 applies its three children to births from 2021-05-31; others wait."""
    third = plain(3, date(2021, 5, 31))
    assert classify(third, on=date(2021, 5, 30), place="Hunan").conformity is NO
    found = classify(third, on=date(2021, 5, 31), place="Hunan")
    assert found.conformity is YES
    assert found.ground == "one of the first 3 children"
    assert found.citation[0].title == "湖南省人口与计划生育条例 (2021-12-03)"
    assert classify(third, on=date(2021, 5, 31), place="Anhui").conformity is NO
    assert classify(third, on=date(2021, 8, 20), place="Anhui").conformity is YES


@pytest.mark.parametrize(
    ("on", "years", "woman", "waived", "expected"),
    [  # Fujian art. 13: four years and 25, or 30
        ("2010-06-01", "2006-06-01", "1985-06-01", False, YES),
        ("2010-06-01", "2006-06-02", "1985-06-01", False, NO),
        ("2010-06-01", "2006-06-01", "1985-06-02", False, NO),
        ("2010-06-01", "2009-01-01", "1980-06-01", False, YES),
        ("2010-06-01", "2009-01-01", "1980-06-02", False, NO),
        ("2010-06-01", "2009-01-01", "1980-06-02", True, YES),
        ("2010-06-01", "2009-01-01", "1980-06-02", None, OPEN),
        ("2002-09-01", "2001-01-01", "1980-01-01", False, NO),
        ("2012-12-13", "2012-01-01", "1990-01-01", False, NO),
        ("2012-12-14", "2012-01-01", "1990-01-01", False, YES),
    ],
)
def test_spacing_of_fujian(
    on: str,
    years: str,
    woman: str,
    waived: bool | None,  # noqa: FBT001 - a fact
    expected: Conformity,
) -> None:
    """Four years AND 25, not asked for from 30 on or in cases that waive it; gone in 2012-12."""
    day = date.fromisoformat(on)
    facts = plain(2, day, **CASES["both_only"], spacing_waived=waived)
    facts |= {"previous_birth": date.fromisoformat(years), "woman_birth": date.fromisoformat(woman)}
    found = classify(facts, on=day, place="Fujian")
    assert found.conformity is expected
    if expected is NO:
        assert found.why == ("spacing was not kept",)
    if expected is OPEN:
        assert found.missing == ("spacing_waived",)


@pytest.mark.parametrize(
    ("on", "woman", "expected"),
    [  # header of the Shandong regulation: amendment of 2013-06-02
        ("2013-06-01", "1983-06-01", YES),
        ("2013-06-01", "1983-06-02", NO),
        ("2013-06-02", "1990-01-01", YES),
    ],
)
def test_spacing_of_shandong(on: str, woman: str, expected: Conformity) -> None:
    """The woman had to be 30, until June 2013."""
    day = date.fromisoformat(on)
    facts = plain(2, day, **CASES["both_only"]) | {"woman_birth": date.fromisoformat(woman)}
    found = classify(facts, on=day, place="Shandong")
    assert found.conformity is expected
    assert any("Business Times" in source.title for source in found.citation) == (day.day == 1)


def test_spacing_of_a_leap_day() -> None:
    """Born on 29 February: 30 on 28 February or on 1 March, by the convention asked for."""
    on = date(2010, 2, 28)
    facts = plain(2, on, **CASES["both_only"]) | {"woman_birth": date(1980, 2, 29)}
    law = BIRTH_POLICY.law(on, place="Shandong")
    assert law is not None
    assert law.verdict(facts, on=on).outcome.code == NO.code
    early = law.changed(leap_day=LeapDay.FEBRUARY_28)
    assert early.verdict(facts, on=on).outcome.code == YES.code
    assert classify(facts, on=date(2010, 3, 1), place="Shandong").conformity is YES


@pytest.mark.parametrize(
    ("on", "order", "expected"),
    [
        (date(2012, 6, 1), 2, OPEN),
        (date(2016, 6, 1), 2, YES),
        (date(2020, 7, 1), 4, YES),
        (date(2015, 6, 1), 1, YES),
    ],
)
def test_two_provinces(on: date, order: int, expected: Conformity) -> None:
    """From 2016 the rule that favours the couple applies; before, both must agree."""
    facts = plain(order, on, man_earlier_children=max(order - 2, 0), remarried=order > 2)
    facts |= {"joint_children": min(order - 1, 1), "woman_only_child": True}
    if on.year == 2012:
        facts |= CASES["both_only"]
        facts["woman_birth"], facts["previous_birth"] = date(1990, 1, 1), date(2011, 1, 1)
        places = ("Anhui", "Fujian")
        assert classify(facts, on=on, place="Anhui").conformity is YES
        assert classify(facts, on=on, place="Fujian").conformity is NO
    else:
        places = ("Zhejiang", "Henan")
    found = classify(facts, on=on, place=places)
    assert found.conformity is expected
    assert found.place == " and ".join(places)
    if expected is OPEN:
        assert found.why[0].startswith("before 2016-01-01 no rule on partners")
    elif on.year >= 2016:
        assert FAVOURABLE_RULE.source in found.citation


def test_two_provinces_both_against_or_open() -> None:
    """Where neither text lets a birth in it does not conform; where one is not read, it is open."""
    on = date(2018, 5, 1)
    facts = plain(3, on)
    assert classify(facts, on=on, place=["Beijing", "Henan"]).conformity is NO
    assert classify(facts, on=on, place=("Beijing", "Beijing")).place == "Beijing"
    facts = {name: fact for name, fact in facts.items() if name != "other_ground"}
    found = classify(facts, on=on, place=("Beijing", "Tibet"))
    assert found.conformity is OPEN
    assert found.why == (
        "Beijing: no ground of the text in force holds",
        "Tibet: the text in force is not among those that were read",
    )


def test_text_that_was_not_read_leaves_it_open() -> None:
    """Nothing read of a province: unknown with that reason, however much is known of the couple."""
    facts = plain(2, date(2000, 1, 1))
    del facts["other_ground"]
    found = classify(facts, on=date(2000, 1, 1), place="Sichuan")
    assert (found.conformity, found.missing) == (OPEN, ())
    assert found.why == ("the text in force is not among those that were read",)
    known = classify({**facts, "other_ground": True}, on=date(2000, 1, 1), place="Sichuan")
    assert (known.conformity, known.ground) == (YES, "a ground that was not read applies")
    assert classify({"order": 1, "married": True}, on=date(2000, 1, 1), place="").conformity is YES


@pytest.mark.parametrize(
    "facts",
    [
        {"order": 1, "previous_birth": date(2000, 1, 1)},
        {"order": 2, "joint_children": 2},
        {"order": 0},
        {"order": 2, "previous_birth": date(2012, 1, 1)},
        {"order": 2, "woman_birth": date(2012, 1, 1)},
        {"order": 2, "man_birth": date(2012, 1, 1)},
        {"order": 2, "girls_before": 2},
        {"order": 2, "children_died": 2},
        {"order": 2, "woman_earlier_children": 3},
        {"order": 2, "man_earlier_children": 3},
        {"order": 2, "disabled_children": 2},
        {"order": 2, "remarried": False, "widowed": True},
    ],
)
def test_contradictory_facts(facts: dict[str, Any]) -> None:
    """Facts that cannot all be true decide nothing."""
    both = {"married": True, "woman_only_child": True, "man_only_child": True}
    place = "Anhui" if "man_birth" in facts else "Fujian"  # Fujian's text asks for no such day
    found = classify(both | facts, on=date(2011, 6, 1), place=place)
    assert found.conformity is OPEN
    assert found.why[0].startswith("facts contradict each other")


def test_future_births_are_refused() -> None:
    """Births are classified after the fact: no day to come is answered."""
    with pytest.raises(InvalidInputError, match="has not come"):
        classify({"order": 1}, on=date.today() + DAY, place="Anhui")  # noqa: DTZ011 - any day
    later = np.array([np.datetime64("2999-01-01", "D")])
    with pytest.raises(InvalidInputError, match="has not come"):
        count_births({"born": later, "order": [1]}, on="born")


def test_strange_places_and_grounds() -> None:
    """Unknown provinces and grounds are named, with what is allowed."""
    with pytest.raises(InvalidInputError, match="did you mean Anhui"):
        classify({"order": 1}, on=date(2000, 1, 1), place="Anhwei")
    with pytest.raises(InvalidInputError, match="provinces are Beijing"):
        classify({"order": 1}, on=date(2000, 1, 1), place="X")
    with pytest.raises(InvalidInputError, match="3 places"):
        classify({"order": 1}, on=date(2000, 1, 1), place=["Anhui", "Henan", "Hebei"])
    with pytest.raises(DefinitionError, match="'luck' is none of both_only"):
        condition_of("luck")
    with pytest.raises(DefinitionError, match="no option of years"):
        condition_of("rural_girl", years=2)


def test_strange_province_in_a_data_file() -> None:
    """A data file that names a province there is none of does not load."""
    row = dict(_file("since_2016")["text"][0]) | {"places": ["Anhwei"]}
    with pytest.raises(DefinitionError, match="Anhwei is no province"):
        _text(row)


def test_rules_travel_as_plain_values() -> None:
    """Every condition comes back from JSON as it was."""
    for place in PROVINCES:
        for rule in BIRTH_POLICY.laws(place):
            condition = rule.requires[-1].condition.to_dict()
            again = json.loads(json.dumps(condition))
            assert condition_from(again, COUPLE).to_dict() == condition


def test_counties_go_by_their_province() -> None:
    """A county or city has the texts of its province."""
    one, other = (
        classify(ONE_ONLY, on=date(2014, 6, 1), place=place) for place in ("Anhui", "Anhui/Hefei")
    )
    assert one == other


def test_fee_is_a_window_only() -> None:
    """The fee regulation has its two days and its repeal, and nothing to compute."""
    assert [FEE_REGULATION.in_force(date(2002, 8, 31) + DAY * n) for n in (0, 1)] == [False, True]
    assert [FEE_REGULATION.in_force(date(2021, 9, 8) + DAY * n) for n in (0, 1)] == [True, False]
    assert "2021-09-09" in FEE_REGULATION.ended_by
    assert "2021-08-19" in FEE_REGULATION.note
    assert str(FEE_REGULATION).startswith("regulation on the social maintenance fee, 2002-09-01")
    public = {name for name in dir(FEE_REGULATION) if not name.startswith("_")}
    fields = {field.name for field in attrs.fields(type(FEE_REGULATION))}
    assert public == fields | {"in_force"}
    assert "ended by" not in str(FAVOURABLE_RULE)


def test_texts_name_the_act_and_purpose() -> None:
    """Regimes that ended name the act; every one says what it is used for."""
    *ended, last = BIRTH_POLICY.versions
    assert all(rule.ended_by for rule in ended)
    assert last.until is None
    assert all("never to advise or sanction" in rule.note for rule in BIRTH_POLICY.versions)
    assert {rule.place for rule in spacings()} == {"Fujian", "Shandong"}


def test_classification_speaks_two_languages() -> None:
    """What is said and what JSON holds agree."""
    on = date(2012, 5, 1)
    found = classify({"order": 2, "married": True}, on=on, place="Fujian")
    said = found.explain(language="zh")
    assert said.startswith("2012-05-01，Fujian：无法判定")
    assert "缺少: woman_only_child" in said
    held = json.loads(json.dumps(found.to_dict(), ensure_ascii=False))
    assert (held["code"], held["on"], held["citation"][0]["grade"]) == (-1, "2012-05-01", "C")
    assert "not verified" in str(found)
    assert "省份未知" in classify({}, on=on, place="").explain(language="zh")
    assert "no province given" in str(classify({}, on=on, place=""))


# --- columns --------------------------------------------------------------------------------------

FLAGS = [name for name, fact in COUPLE.facts.items() if fact.kind == "flag"]
NUMBERS = [name for name, fact in COUPLE.facts.items() if fact.kind == "number"]
DATES = [name for name, fact in COUPLE.facts.items() if fact.kind == "date"]
CHOICES = {name: [*fact.vocabulary] for name, fact in COUPLE.facts.items() if fact.kind == "choice"}
COUPLES = st.fixed_dictionaries(
    {
        **{name: st.sampled_from([None, False, True]) for name in FLAGS},
        **{name: st.sampled_from([None, 0, 1, 2, 5]) for name in NUMBERS},
        **{name: st.none() | st.dates(date(1970, 1, 1), date(2012, 1, 1)) for name in DATES},
        **{name: st.sampled_from([None, *words]) for name, words in CHOICES.items()},
        "married": st.sampled_from([None, True, True, True]),
        "order": st.sampled_from([None, 1, 2, 2, 3, 4]),
    }
)
BIRTHS = st.lists(st.tuples(COUPLES, st.dates(date(1979, 1, 1), date(2024, 1, 1))), max_size=4)


def rows_of(cases: list[tuple[dict[str, Any], date]]) -> Rows[Any]:
    """Lay couples out as columns."""
    columns: dict[str, Any] = {}
    for name in COUPLE.facts:
        values = [facts[name] for facts, _ in cases]
        if name in DATES:
            columns[name] = np.array(values, "datetime64[D]")
        elif name in CHOICES:
            words = [str(word) for word in CHOICES[name]]
            codes = [-1 if value is None else words.index(str(value)) for value in values]
            columns[name] = Coded(np.array(codes, dtype=np.int8), words)
        else:
            columns[name] = np.array(values, dtype=float)
    days = np.array([day for _, day in cases], "datetime64[D]")
    return Rows(columns, len(cases), as_days(days))


@settings(max_examples=150)
@given(cases=BIRTHS, place=st.sampled_from(["", *PROVINCES]))
def test_columns_equal_single_births(cases: list[tuple[dict[str, Any], date]], place: str) -> None:
    """Columns give what single births give, row by row."""
    expected = [classify(facts, on=day, place=place).conformity.code for facts, day in cases]
    assert class_codes(rows_of(cases), place=place).tolist() == expected


def test_counts_by_order_and_province() -> None:
    """Counts add up over orders and provinces, and feed the family-planning rate."""
    days = np.array(["2014-06-01"] * 5 + ["NaT"], "datetime64[D]")
    data = {
        "born": days,
        "province": ["Anhui", "Anhui", "Tibet", None, "Anhui", "Anhui"],
        "order": np.array([1, 2, 2, 1, np.nan, 3]),
        "married": np.array([1, 1, 1, np.nan, 1, 1]),
        "man_only_child": np.array([0, 1, 1, 0, 0, 0]),
    }
    found = count_births(data, on="born", place_column="province")
    assert found["1"] == ClassifiedBirths(1, 0, 1)
    assert found["2"] == ClassifiedBirths(1, 0, 1)
    assert found["3+"] == ClassifiedBirths(0, 0, 1)
    assert found["unknown"] == ClassifiedBirths(0, 0, 1)
    assert found["all"].births == 6
    taken = count_births(data, on="born", place_column="province", assume_married=True)
    assert taken["1"] == ClassifiedBirths(2, 0, 0)
    share = births.policy_conforming_proportion(
        taken["all"].conforming, births=taken["all"].decided, basis="all_births"
    )
    assert share == 1.0


def test_counts_without_any_day() -> None:
    """Births of which no day is known are counted as unknown."""
    data = {"born": np.array(["NaT", "NaT"], "datetime64[D]"), "order": [1, 2]}
    found = count_births(data, on="born", place="Anhui", assume_married=True)
    assert found["all"] == ClassifiedBirths(0, 0, 2)


@pytest.mark.parametrize(
    ("data", "arguments", "message"),
    [
        ({"order": [1]}, {"on": "born"}, "no column born"),
        ({"born": [3], "order": [1]}, {"on": "born"}, "holds no dates"),
        (
            {"born": np.array(["2000-01-01"], "datetime64[D]"), "where": [34]},
            {"on": "born", "place_column": "where"},
            "names of provinces",
        ),
    ],
)
def test_bad_columns(data: Any, arguments: dict[str, str], message: str) -> None:
    """Missing columns, days that are none and coded provinces are named."""
    with pytest.raises(InvalidInputError, match=message):
        count_births(data, **arguments)
