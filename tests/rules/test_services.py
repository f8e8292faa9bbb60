"""Free services: both ends of every window and of the half year, each with its citation."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from famplan.errors import DefinitionError
from famplan.rules.free_items import free_list
from famplan.rules.outcome import Outcome
from famplan.rules.plain_values import scheme_from
from famplan.rules.services import FREE_SERVICES, PRE_PREGNANCY_CHECK, SCHEMES
from famplan.rules.subjects import SERVICE_COUPLE, ServiceCouple

YES, NO = Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE
UNKNOWN, NOT_IN_FORCE = Outcome.UNKNOWN, Outcome.NOT_IN_FORCE

COUPLE = {
    "wife_registration": "rural",
    "husband_registration": "urban",
    "wife_local": True,
    "husband_local": False,
    "conforms": True,
    "plans_pregnancy": True,
    "applied": True,
    "designated_site": True,
    "project_county": True,
    "child_order": 1,
    "checked_order": 0,
}
"""A couple of whom every condition holds, in a county of the project."""
TOWN = {"wife_registration": "urban"}
OUTSIDE = {"project_county": False}
STRANGERS = {"wife_local": False, "husband_local": False}
SINCE_JANUARY = {
    "wife_resident_since": date(2014, 1, 31),
    "husband_resident_since": date(2013, 1, 1),
}

DAYS = [
    # day, place, facts, (outcome, whether it rests on something unverified), citation
    ("2010-03-31", "", {}, (NOT_IN_FORCE, True), "pilot from April 2010; definitions 4.6"),
    ("2010-04-01", "", {}, (YES, True), "the day in April is not known"),
    ("2010-04-30", "", {}, (YES, True), "the day in April is not known"),
    ("2010-05-01", "", {}, (YES, False), "pilot from April 2010"),
    ("2012-06-30", "", OUTSIDE, (NO, False), "220 counties in 2011"),
    ("2013-09-25", "", OUTSIDE, (NO, False), "report of 2013-09-26: every county"),
    ("2013-09-26", "", OUTSIDE, (YES, False), "report of 2013-09-26: every county"),
    ("2013-09-26", "", TOWN, (NO, False), "rural couples; facts 7.1"),
    ("2017-12-31", "", TOWN, (NO, False), "communiqué on 2017; facts 7.1"),
    ("2018-01-01", "", TOWN, (UNKNOWN, True), "no national text after 2017"),
    ("2018-01-01", "", TOWN | {"towns_included": True}, (YES, True), "local extension; facts 7.3"),
    ("2018-01-01", "", TOWN | {"towns_included": False}, (NO, True), "local extension"),
    ("2018-01-01", "", {}, (YES, True), "no national text after 2017"),
    ("2021-09-28", "Sichuan", TOWN, (UNKNOWN, True), "四川省条例 2021-09-29, art. 17"),
    ("2021-09-29", "Sichuan", TOWN, (YES, True), "四川省条例 2021-09-29, art. 17"),
    ("2025-11-28", "Sichuan/Chengdu", TOWN, (YES, True), "四川省条例 2025-11-28, art. 17"),
    ("2021-11-25", "Liaoning", TOWN, (UNKNOWN, True), "辽宁省条例 2021-11-26, art. 33"),
    ("2021-11-26", "Liaoning", TOWN, (YES, True), "辽宁省条例 2021-11-26, art. 33"),
    ("2021-12-29", "Hainan", TOWN, (UNKNOWN, True), "海南省条例 2021-12-30, art. 23"),
    ("2021-12-30", "Hainan", TOWN, (YES, True), "海南省条例 2021-12-30, art. 23"),
    ("2022-03-29", "Fujian", TOWN, (UNKNOWN, True), "福建省条例 2022-03-30, art. 18 (7)"),
    ("2022-03-30", "Fujian", TOWN, (YES, True), "福建省条例 2022-03-30, art. 18 (7)"),
    ("2022-05-24", "Shaanxi", TOWN, (UNKNOWN, True), "陕西省条例 2022-05-25, art. 40"),
    ("2022-05-25", "Shaanxi", TOWN, (YES, True), "陕西省条例 2022-05-25, art. 40"),
    ("2022-05-25", "Shaanxi", TOWN | {"applied": False}, (NO, True), "voluntary"),
]

CONDITIONS = [
    # facts, outcome in 2014, citation
    ({"conforms": False}, NO, "cond. 1"),
    ({"plans_pregnancy": False}, NO, "cond. 1"),
    ({"plans_pregnancy": None}, UNKNOWN, "cond. 1"),
    (
        {"wife_registration": "urban", "husband_registration": "rural"},
        YES,
        "cond. 2: one is enough",
    ),
    ({"wife_registration": None}, UNKNOWN, "cond. 2"),
    (STRANGERS, UNKNOWN, "cond. 3: no day of arrival"),
    (STRANGERS | SINCE_JANUARY, YES, "cond. 3: since 31 January, on 31 July"),
    (
        STRANGERS | {"wife_resident_since": date(2014, 2, 1)},
        NO,
        "cond. 3: a day short, one unknown",
    ),
    (
        STRANGERS | SINCE_JANUARY | {"husband_resident_since": date(2014, 2, 1)},
        NO,
        "cond. 3: both must have lived there",
    ),
    ({"wife_local": False, "husband_local": True}, YES, "cond. 3: one is enough"),
    ({"designated_site": False}, NO, "cond. 4"),
    ({"applied": False}, NO, "by application only"),
    ({"child_order": 2, "checked_order": 1}, YES, "once for each child"),
    ({"child_order": 2, "checked_order": 2}, NO, "once for each child"),
    ({"checked_order": None}, UNKNOWN, "once for each child"),
    ({"child_order": 1, "checked_order": 2}, UNKNOWN, "checked before a later child"),
]


@pytest.mark.parametrize(("day", "place", "facts", "expected", "citation"), DAYS)
def test_windows(
    day: str, place: str, facts: dict[str, object], expected: tuple[Outcome, bool], citation: str
) -> None:
    """The day before and the day of every change, and what rests on an unseen source."""
    verdict = PRE_PREGNANCY_CHECK.verdict(COUPLE | facts, on=date.fromisoformat(day), place=place)
    assert (verdict.outcome, bool(verdict.unverified)) == expected, citation


@pytest.mark.parametrize(("facts", "outcome", "citation"), CONDITIONS)
def test_conditions(facts: dict[str, object], outcome: Outcome, citation: str) -> None:
    """Each condition by itself, met, not met and unknown."""
    verdict = PRE_PREGNANCY_CHECK.verdict(COUPLE | facts, on=date(2014, 7, 31))
    assert verdict.outcome is outcome, citation


@pytest.mark.parametrize(("day", "outcome"), [(30, NO), (31, YES)])
def test_half_year_ends_with_the_month(day: int, outcome: Outcome) -> None:
    """Half a year from 31 January is full on 31 July, not before."""
    facts = COUPLE | STRANGERS | SINCE_JANUARY
    assert PRE_PREGNANCY_CHECK.verdict(facts, on=date(2014, 7, day)).outcome is outcome


@pytest.mark.parametrize(("day", "outcome"), [(27, NO), (28, YES)])
def test_half_year_ends_in_a_shorter_month(day: int, outcome: Outcome) -> None:
    """Half a year from 31 August is full on the last day of February."""
    moved = dict.fromkeys(["wife_resident_since", "husband_resident_since"], date(2013, 8, 31))
    facts = COUPLE | STRANGERS | moved
    assert PRE_PREGNANCY_CHECK.verdict(facts, on=date(2014, 2, day)).outcome is outcome


def test_contradiction_has_a_reason() -> None:
    """A check before a later child than the one planned is named, not judged."""
    facts = COUPLE | {"child_order": 1, "checked_order": 2}
    verdict = PRE_PREGNANCY_CHECK.verdict(facts, on=date(2014, 7, 31))
    assert "later child" in verdict.why[0]


def test_worth_of_the_check() -> None:
    """The check is worth 240 yuan a couple, from the first day on."""
    verdict = PRE_PREGNANCY_CHECK.verdict(COUPLE, on=date(2010, 5, 1))
    assert verdict.amount is not None
    assert str(verdict.amount) == "240 yuan once per couple"
    assert "costs the couple nothing" in str(verdict)


def test_hainan_gives_time_off() -> None:
    """Hainan adds one or two days off to the free check; other places do not."""
    on = date(2021, 12, 30)
    said = [
        str(x.amount) for x in PRE_PREGNANCY_CHECK.verdict(COUPLE, on=on, place="Hainan").amounts
    ]
    assert said == ["240 yuan once per couple", "1–2 days once per person"]
    assert len(PRE_PREGNANCY_CHECK.verdict(COUPLE, on=on, place="Fujian").amounts) == 1


def test_local_text_is_cited() -> None:
    """What a province drops is told with its article."""
    verdict = PRE_PREGNANCY_CHECK.verdict(COUPLE | TOWN, on=date(2022, 1, 1), place="Liaoning")
    assert "rural" not in {entry.requirement.key for entry in verdict.reasons}
    assert "art. 33" in str(verdict)


def test_dropped_requirements_survive_plain_values() -> None:
    """What a province drops is written to plain values and read back."""
    values = PRE_PREGNANCY_CHECK.to_dict()
    again = scheme_from(values, SERVICE_COUPLE)
    assert [entry.drops for entry in again.overlays] == [("rural",)] * 5
    assert again.to_dict() == values


def test_only_what_is_asked_can_be_dropped() -> None:
    """A local text that drops what the national one does not ask for is refused."""
    stray = attrs.evolve(PRE_PREGNANCY_CHECK.overlays[0], drops=("urban",))
    with pytest.raises(DefinitionError, match="urban is no requirement of free pre-pregnancy"):
        attrs.evolve(PRE_PREGNANCY_CHECK, overlays=(stray,))


PAIR = {"practises": True, "reproductive_age": True}
FREE = [
    # day, facts, outcome, citation
    ("2001-09-30", PAIR | {"rural_couple": True}, NOT_IN_FORCE, "regulation of 2001, art. 46"),
    ("2001-10-01", PAIR | {"rural_couple": True}, YES, "regulation of 2001, art. 3 ¶3"),
    ("2001-10-01", PAIR | {"rural_couple": False}, NO, "regulation of 2001, art. 3 ¶3"),
    ("2001-10-01", PAIR, UNKNOWN, "regulation of 2001, art. 3 ¶3"),
    ("2002-08-31", PAIR | {"rural_couple": False}, NO, "law of 2001, art. 47"),
    ("2002-09-01", PAIR | {"rural_couple": False}, YES, "law of 2001, art. 21"),
    ("2016-01-01", PAIR, YES, "law as amended 2015, art. 21"),
    ("2021-08-20", PAIR, YES, "law as amended 2021, art. 21"),
    ("2021-09-09", PAIR, YES, "the repeal of the regulation leaves art. 21"),
    ("2021-08-20", {"practises": True}, UNKNOWN, "law, art. 21"),
    ("2021-08-20", PAIR | {"reproductive_age": False}, NO, "law, art. 21"),
]


@pytest.mark.parametrize(("day", "facts", "outcome", "citation"), FREE)
def test_free_services(day: str, facts: dict[str, object], outcome: Outcome, citation: str) -> None:
    """Rural couples from 2001, every couple from 2002."""
    assert FREE_SERVICES.verdict(facts, on=date.fromisoformat(day)).outcome is outcome, citation


LISTS = [
    # day, place, a service, whether it is on the list (None: no list is known), citation
    ("2001-09-30", "", "iud", None, "regulation of 2001, art. 46"),
    ("2001-10-01", "", "iud", True, "implementing rules, art. 4"),
    ("2021-09-08", "", "implant", False, "implementing rules, art. 4"),
    ("2021-09-09", "", "iud", None, "State Council decision of 2021-09-09"),
    ("2021-11-25", "Liaoning", "reversal", None, "辽宁省条例 2021-11-26, art. 17"),
    ("2021-11-26", "Liaoning", "reversal", True, "辽宁省条例 2021-11-26, art. 17 (3)"),
    ("2021-11-26", "Liaoning", "termination", False, "辽宁省条例 2021-11-26, art. 17"),
    ("2021-12-03", "Hunan", "implant", True, "湖南省条例 2021-12-03, art. 23"),
    ("2021-12-30", "Hainan/Haikou", "examination", True, "海南省条例 2021-12-30, art. 21"),
    ("2022-03-29", "Fujian", "pre_pregnancy", None, "福建省条例 2022-03-30, art. 18 (7)"),
    ("2022-03-30", "Fujian", "pre_pregnancy", True, "福建省条例 2022-03-30, art. 18 (7)"),
]


@pytest.mark.parametrize(("day", "place", "item", "listed", "citation"), LISTS)
def test_free_items(day: str, place: str, item: str, listed: object, citation: str) -> None:
    """What a text lists as free, on the day before it and on its day."""
    found = free_list(on=date.fromisoformat(day), place=place)
    keys = None if found is None else {entry.key for entry in found.items}
    assert (None if keys is None else item in keys) is listed, citation


def test_free_items_tell_what_was_not_seen() -> None:
    """The national list before the text that was read rests on memory."""
    lists = [free_list(on=date(2012, 8, day)) for day in (14, 15)]
    assert [found is not None and found.source.verified for found in lists] == [False, True]


def test_records_and_mappings_agree() -> None:
    """A record gives the verdict that the same facts give by name."""
    couple = ServiceCouple(**COUPLE)  # type: ignore[arg-type]
    on = date(2014, 7, 31)
    asked = [PRE_PREGNANCY_CHECK.verdict(source, on=on).to_dict() for source in (couple, COUPLE)]
    assert asked[0] == asked[1]


def test_every_scheme_is_filed() -> None:
    """Both schemes are about couples who ask, and listed."""
    assert {scheme.code for scheme in SCHEMES} == {"pre-pregnancy-check", "free-services"}
    assert all(scheme.subject is SERVICE_COUPLE for scheme in SCHEMES)
