"""Only-child certificate and its rewards: windows, ages and amounts, each on both sides."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from famplan.model.dates import LeapDay
from famplan.rules import certificates
from famplan.rules.local_texts import texts_of
from famplan.rules.outcome import Outcome
from famplan.rules.plain_values import scheme_from
from famplan.rules.subjects.child import Child
from famplan.rules.subjects.parent import PARENT, Parent

if TYPE_CHECKING:
    from famplan.rules.scheme import Scheme
    from famplan.rules.verdict import Verdict

ELIGIBLE, NOT_ELIGIBLE = Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE
UNKNOWN, NOT_IN_FORCE = Outcome.UNKNOWN, Outcome.NOT_IN_FORCE
DAY = timedelta(days=1)

CASES = tomllib.loads((Path(__file__).parent / "cases/certificates.toml").read_text())
TEXTS: list[dict[str, Any]] = CASES["reward"]
REWARDS = [pytest.param(case, id=f"{case['place']} {case['row']}") for case in TEXTS]
DATED = [entry for entry, case in zip(REWARDS, TEXTS, strict=True) if "since" in case]
AGED = [entry for entry, case in zip(REWARDS, TEXTS, strict=True) if "until_age" in case]
ENDED = [entry for entry, case in zip(REWARDS, TEXTS, strict=True) if "until" in case]

HOLDER = {
    "certificate": True,
    "children_ever": 1,
    "living_daughters": 0,
    "employer": "enterprise",
    "registration": "urban",
}
RETIREE = {**HOLDER, "sex": "male", "retired": date(2005, 1, 1), "scheme_begun": True}


def say(verdict: Verdict[Any]) -> list[str]:
    """Say each amount, as far as it is known, without its source."""
    return [
        entry.amount.said(due=None if entry.amount.times is None else entry.due)
        for entry in verdict.amounts
    ]


def reward(on: date, place: str, **facts: Any) -> Verdict[Any]:
    """Judge a holder."""
    return certificates.ONLY_CHILD_REWARD.verdict({**HOLDER, **facts}, on=on, place=place)


def certificate(on: date, place: str = "", **facts: Any) -> Verdict[Any]:
    """Judge someone who chose one child."""
    known = {"chose_one_child": True, "children_ever": 1, **facts}
    return certificates.ONLY_CHILD_CERTIFICATE.verdict(known, on=on, place=place)


def within(case: dict[str, Any]) -> date:
    """Give a day in the window of a text that is an ordinary birthday."""
    return date(2010, 6, 15) if "since" not in case else case["since"] + 30 * DAY


# --- the reward by province --------------------------------------------------------------------


def test_there_are_24_provinces() -> None:
    """Every province of the fact sheet has a text, and no other has."""
    places = {text.place for text in texts_of("only_child_reward")}
    assert {place for place in places if "/" not in place} == {case["place"] for case in TEXTS}
    assert len({case["place"] for case in TEXTS}) == 24


@pytest.mark.parametrize("case", REWARDS)
def test_a_province_pays_what_its_text_says(case: dict[str, Any]) -> None:
    """In the window of a text a holder with a small child has its amount, and its source."""
    on = within(case)
    verdict = reward(on, case["place"], only_child_birth=date(on.year - 5, 1, 1))
    assert say(verdict) == case["says"]
    assert verdict.outcome is (ELIGIBLE if "until_age" in case else UNKNOWN)
    assert all(entry.amount.text_of for entry in verdict.amounts)
    assert "it may have begun earlier" in str(verdict)


@pytest.mark.parametrize("case", AGED)
def test_a_reward_ends_on_the_birthday(case: dict[str, Any]) -> None:
    """A child is below the province's age until the day before the birthday."""
    on, years = within(case), case["until_age"]
    birth = on.replace(year=on.year - years)
    outcomes = [
        reward(day, case["place"], only_child_birth=birth).outcome
        for day in (on - DAY, on, on + DAY)
    ]
    assert outcomes == [ELIGIBLE, NOT_ELIGIBLE, NOT_ELIGIBLE]


@pytest.mark.parametrize("case", DATED)
def test_an_amount_is_known_from_the_day_of_its_text(case: dict[str, Any]) -> None:
    """On the first day the amount is there; the day before it is another text's, or not known."""
    young = date(case["since"].year - 5, 1, 1)
    first = reward(case["since"], case["place"], only_child_birth=young)
    assert say(first) == case["says"]
    before = reward(case["since"] - DAY, case["place"], only_child_birth=young)
    earlier = [
        other["says"]
        for other in TEXTS
        if other["place"] == case["place"] and other.get("until") == case["since"]
    ]
    if earlier:
        assert say(before) == earlier[0]
    else:
        assert before.outcome is UNKNOWN
        assert "an amount set locally (not known" in say(before)[0]
        assert before.unverified == ("no text of this time was read [M, not verified]",)


@pytest.mark.parametrize("case", ENDED)
def test_an_amount_lasts_until_the_next_text(case: dict[str, Any]) -> None:
    """On the last day the amount is there; on the next day it is another, or not known."""
    young = date(case["until"].year - 5, 1, 1)
    last = reward(case["until"] - DAY, case["place"], only_child_birth=young)
    assert say(last) == case["says"]
    after = reward(case["until"], case["place"], only_child_birth=young)
    following = [
        other["says"]
        for other in TEXTS
        if other["place"] == case["place"] and other.get("since") == case["until"]
    ]
    if following:
        assert say(after) == following[0]
    else:
        assert after.outcome is UNKNOWN
        assert "an amount set locally (not known" in say(after)[0]


@pytest.mark.parametrize(
    "case", CASES["other"], ids=lambda case: f"{case['place']}: {case['what']}"
)
def test_amounts_differ_by_person_and_place(case: dict[str, Any]) -> None:
    """Employers, registration, age and place decide which amount is whose."""
    small = {"only_child_birth": date(case["on"].year - 5, 1, 1)}
    known = {**HOLDER, **small} if case["scheme"] == "only-child-reward" else RETIREE
    scheme = next(entry for entry in certificates.SCHEMES if entry.code == case["scheme"])
    verdict = scheme.verdict({**known, **case.get("facts", {})}, on=case["on"], place=case["place"])
    if "outcome" in case:
        assert verdict.outcome == case["outcome"]
    assert say(verdict) == case.get("says", [])


def test_a_place_without_text_has_the_national_one() -> None:
    """Where no provincial text is held, age and amount are the province's, and unknown here."""
    verdict = reward(date(2022, 1, 1), "Yunnan", only_child_birth=date(2015, 1, 1))
    assert verdict.outcome is UNKNOWN
    assert reward(date(2022, 1, 1), "Yunnan", below_reward_age=True).outcome is ELIGIBLE
    assert reward(date(2022, 1, 1), "Yunnan", below_reward_age=False).outcome is NOT_ELIGIBLE


@pytest.mark.parametrize(
    ("leap_day", "on", "outcome"),
    [
        (LeapDay.MARCH_1, date(2022, 2, 28), ELIGIBLE),
        (LeapDay.MARCH_1, date(2022, 3, 1), NOT_ELIGIBLE),
        (LeapDay.FEBRUARY_28, date(2022, 2, 27), ELIGIBLE),
        (LeapDay.FEBRUARY_28, date(2022, 2, 28), NOT_ELIGIBLE),
    ],
)
def test_a_child_of_29_february(leap_day: LeapDay, on: date, outcome: Outcome) -> None:
    """The 14th birthday of a child born on 29 February depends on the convention."""
    law = certificates.ONLY_CHILD_REWARD.law(on, place="Hubei")
    assert law is not None
    rule = law.changed(leap_day=leap_day)
    known = {**HOLDER, "only_child_birth": date(2008, 2, 29)}
    assert rule.verdict(known, on=on).outcome is outcome


# --- the certificate ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "birth", "outcome"),
    [
        (date(2002, 8, 31), date(2000, 1, 1), NOT_IN_FORCE),
        (date(2002, 9, 1), date(2000, 1, 1), ELIGIBLE),
        (date(2015, 12, 31), date(2015, 12, 31), ELIGIBLE),
        (date(2016, 1, 1), date(2015, 12, 31), ELIGIBLE),
        (date(2016, 1, 1), date(2016, 1, 1), NOT_ELIGIBLE),
        (date(2016, 1, 2), date(2016, 1, 2), NOT_ELIGIBLE),
        (date(2021, 8, 19), date(2015, 12, 31), ELIGIBLE),
        (date(2021, 8, 20), date(2015, 12, 31), ELIGIBLE),
        (date(2021, 8, 20), date(2016, 1, 1), NOT_ELIGIBLE),
    ],
)
@pytest.mark.parametrize("place", ["", "Hebei", "Gansu", "Zhejiang"])
def test_the_bar_is_on_the_day_of_birth(
    place: str, on: date, birth: date, outcome: Outcome
) -> None:
    """Certificates go on after 2016, but not for an only child born from 2016-01-01 (3.1–3.4)."""
    assert certificate(on, place, only_child_birth=birth).outcome is outcome


def test_the_first_text_asks_for_no_period() -> None:
    """The text of 2001 asks only for the choice and for one child: not for the day of birth."""
    assert certificate(date(2015, 12, 31)).outcome is ELIGIBLE
    assert certificate(date(2016, 1, 1)).outcome is UNKNOWN


@pytest.mark.parametrize(
    ("place", "since", "years"),
    [("Shanghai", date(2021, 11, 25), 16), ("Fujian", date(2022, 3, 30), 14)],
)
def test_two_provinces_set_an_age(place: str, since: date, years: int) -> None:
    """Shanghai issues it before the child is 16, Fujian before 14 (3.3), by their texts."""
    on = since + 30 * DAY
    birth = on.replace(year=on.year - years)
    outcomes = [
        certificate(day, place, only_child_birth=birth).outcome
        for day in (since - DAY, on - DAY, on, on + DAY)
    ]
    assert outcomes == [ELIGIBLE, ELIGIBLE, NOT_ELIGIBLE, NOT_ELIGIBLE]
    old = birth.replace(year=birth.year - 5)
    assert certificate(since - DAY, place, only_child_birth=old).outcome is ELIGIBLE
    assert certificate(since, place, only_child_birth=old).outcome is NOT_ELIGIBLE


@pytest.mark.parametrize("scheme", certificates.SCHEMES[:3], ids=lambda scheme: scheme.code)
def test_another_child_ends_it(scheme: Scheme[Any]) -> None:
    """Two children are not one, whoever lives; none is not one either."""
    for number in (0, 2):
        known = {**RETIREE, "chose_one_child": True, "children_ever": number}
        known |= {"only_child_birth": date(2014, 1, 1)}
        assert scheme.verdict(known, on=date(2020, 1, 1), place="Beijing").outcome is NOT_ELIGIBLE


def test_children_may_be_listed() -> None:
    """The day of birth is that of the one child listed; an unborn one is not there yet."""
    first, second = Child(birth=date(2010, 1, 1)), Child(birth=date(2022, 5, 1))
    parent = Parent(chose_one_child=True, children=[first, second])
    scheme = certificates.ONLY_CHILD_CERTIFICATE
    assert scheme.verdict(parent, on=date(2022, 4, 30)).outcome is ELIGIBLE
    assert scheme.verdict(parent, on=date(2022, 5, 1)).outcome is NOT_ELIGIBLE


def test_facts_that_contradict_each_other_decide_nothing() -> None:
    """A day of birth that is not that of the child listed leaves the outcome unknown."""
    parent = Parent(
        chose_one_child=True,
        only_child_birth=date(2011, 1, 1),
        children=[Child(birth=date(2010, 1, 1))],
    )
    verdict = certificates.ONLY_CHILD_CERTIFICATE.verdict(parent, on=date(2020, 1, 1))
    assert verdict.outcome is UNKNOWN
    assert "date of birth is not that of the child listed" in verdict.why[0]


# --- one-off rewards ---------------------------------------------------------------------------

GAVE_UP = {"entitled_to_second": True, "renounced_second": True, "children_ever": 1}


@pytest.mark.parametrize(
    ("on", "place", "outcome", "says"),
    [
        (date(2006, 12, 31), "Henan/Zhengzhou", NOT_IN_FORCE, []),
        (date(2007, 1, 1), "Henan/Zhengzhou", ELIGIBLE, ["at least 2,000 yuan once per couple"]),
        (date(2015, 12, 31), "Henan/Zhengzhou", ELIGIBLE, ["at least 2,000 yuan once per couple"]),
        (date(2016, 1, 1), "Henan/Zhengzhou", NOT_IN_FORCE, []),
        (
            date(2007, 7, 17),
            "Shaanxi/Baoji/Weibin",
            UNKNOWN,
            ["an amount set locally (where a place decided to pay one)"],
        ),
        (date(2007, 7, 18), "Shaanxi/Baoji/Weibin", ELIGIBLE, ["2,000 yuan once per couple"]),
        (
            date(2010, 1, 1),
            "",
            UNKNOWN,
            ["an amount set locally (where a place decided to pay one)"],
        ),
    ],
)
def test_a_second_birth_given_up(on: date, place: str, outcome: Outcome, says: list[str]) -> None:
    """Paid where a place so decided, from 2007 until every couple could have two (B09)."""
    verdict = certificates.RENOUNCED_BIRTH_REWARD.verdict(GAVE_UP, on=on, place=place)
    assert verdict.outcome is outcome
    assert say(verdict) == says
    if on >= date(2016, 1, 1):
        assert "two children for every couple" in verdict.why[0]


@pytest.mark.parametrize("fact", ["entitled_to_second", "renounced_second"])
@pytest.mark.parametrize(("value", "outcome"), [(False, NOT_ELIGIBLE), (None, UNKNOWN)])
def test_the_choice_is_the_couple_s_own(fact: str, *, value: bool | None, outcome: Outcome) -> None:
    """Both that a second child was allowed and that it was given up freely must be known."""
    verdict = certificates.RENOUNCED_BIRTH_REWARD.verdict(
        {**GAVE_UP, fact: value}, on=date(2010, 1, 1), place="Henan/Zhengzhou"
    )
    assert verdict.outcome is outcome


@pytest.mark.parametrize(
    ("sex", "years", "on", "outcome"),
    [
        ("female", 55, date(2022, 5, 31), NOT_ELIGIBLE),
        ("female", 55, date(2022, 6, 1), ELIGIBLE),
        ("female", 55, date(2022, 6, 2), ELIGIBLE),
        ("male", 60, date(2022, 5, 31), NOT_ELIGIBLE),
        ("male", 60, date(2022, 6, 1), ELIGIBLE),
        ("male", 60, date(2022, 5, 24), UNKNOWN),
    ],
)
def test_urban_old_age_in_shaanxi(sex: str, years: int, on: date, outcome: Outcome) -> None:
    """Women from 55, men from 60, by the text of 2022-05-25; before it the age is local."""
    known = {"registration": "urban", "births_conformed": True, "sex": sex, "children_ever": 1}
    known["birth"] = date(2022 - years, 6, 1)
    verdict = certificates.URBAN_OLD_AGE_REWARD.verdict(known, on=on, place="Shaanxi")
    assert verdict.outcome is outcome


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, ELIGIBLE),
        ({"children_ever": 2}, NOT_ELIGIBLE),
        ({"children_ever": None}, UNKNOWN),
        ({"sex": None}, ELIGIBLE),
        ({"sex": None, "birth": date(1962, 6, 2)}, UNKNOWN),
        ({"sex": None, "birth": date(1967, 6, 2)}, NOT_ELIGIBLE),
    ],
)
def test_shaanxi_means_parents_of_one_child(changed: dict[str, Any], outcome: Outcome) -> None:
    """Art. 54 ¶2: 城镇独生子女父母; from 60 on the sex need not be told."""
    known = {"registration": "urban", "births_conformed": True, "sex": "male", "children_ever": 1}
    known |= {"birth": date(1962, 6, 1), **changed}
    verdict = certificates.URBAN_OLD_AGE_REWARD.verdict(known, on=date(2022, 6, 1), place="Shaanxi")
    assert verdict.outcome is outcome


def test_urban_old_age_elsewhere() -> None:
    """The sources name no age: whoever asks says whether the local one is reached."""
    scheme = certificates.URBAN_OLD_AGE_REWARD
    known = {"registration": "urban", "births_conformed": True, "reached_local_age": True}
    days = (date(2006, 12, 31), date(2007, 1, 1), date(2008, 1, 1))
    outcomes = [scheme.verdict(known, on=day).outcome for day in days]
    assert outcomes == [NOT_IN_FORCE, ELIGIBLE, ELIGIBLE]
    known["registration"] = "rural"
    assert scheme.verdict(known, on=date(2008, 1, 1)).outcome is NOT_ELIGIBLE


def test_retirement_without_a_place_asks_whether_it_is_paid() -> None:
    """The law only lets provinces reward: without a text the outcome is unknown."""
    scheme = certificates.RETIREMENT_REWARD
    known = {**RETIREE, "scheme_begun": None}
    assert scheme.verdict(known, on=date(2010, 1, 1)).outcome is UNKNOWN
    assert scheme.verdict(RETIREE, on=date(2010, 1, 1)).outcome is ELIGIBLE
    day_before = {**RETIREE, "retired": date(2010, 1, 2)}
    assert scheme.verdict(day_before, on=date(2010, 1, 1)).outcome is NOT_ELIGIBLE
    assert scheme.verdict(day_before, on=date(2010, 1, 2)).outcome is ELIGIBLE


# --- all of them -------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", certificates.SCHEMES, ids=lambda scheme: scheme.code)
def test_schemes_are_data(scheme: Scheme[Any]) -> None:
    """A scheme survives the way through plain values, and names both languages and its sources."""
    values = scheme.to_dict()
    assert scheme_from(values, PARENT).to_dict() == values
    for rule in scheme.versions:
        assert rule.source.title
        assert all(entry.text_zh for entry in rule.requires)
    sources = [entry.source for entry in scheme.overlays]
    sources += [entry.source for entry in scheme.amounts]
    assert all(source.title and not source.url for source in sources)


@pytest.mark.parametrize("scheme", certificates.SCHEMES, ids=lambda scheme: scheme.code)
def test_nothing_known_is_nothing_decided(scheme: Scheme[Any]) -> None:
    """Without facts every outcome is unknown, in every place and on every edge of a window."""
    for place in ("", *scheme.places):
        for rule in scheme.laws(place):
            on = rule.since or date(2010, 1, 1)
            assert scheme.verdict({}, on=on, place=place).outcome is UNKNOWN


@pytest.mark.parametrize("scheme", certificates.SCHEMES[:3], ids=lambda scheme: scheme.code)
def test_the_law_is_amended_twice(scheme: Scheme[Any]) -> None:
    """The windows of the law's texts meet, and each names the decision that ended it."""
    first, second, third = scheme.versions
    assert (first.since, first.until) == (date(2002, 9, 1), date(2016, 1, 1))
    assert (second.since, second.until) == (date(2016, 1, 1), date(2021, 8, 20))
    assert (third.since, third.until) == (date(2021, 8, 20), None)
    assert "2016-01-01" in first.ended_by
    assert "2021-08-20" in second.ended_by
