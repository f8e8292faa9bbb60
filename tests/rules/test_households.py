"""Benefits for families: the edges of every window, age and count, with their texts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from famplan.errors import ConsentError, DefinitionError
from famplan.model.dates import LeapDay
from famplan.model.procedure import Procedure
from famplan.rules import households
from famplan.rules.households import (
    ASSISTANCE_PRIORITY,
    COMPLICATION_TREATMENT,
    DAUGHTER_PREFERENCE,
    FAMILY_SUPPORT,
    GIRL_SUPPLEMENT,
    GIRLS_SCHOOLING,
    LAND_PRIORITY,
    SCHOOL_BONUS,
    SCHOOL_PRIORITY,
    SURGERY_INSURANCE,
    VILLAGE_SUPPORT,
    Charter,
)
from famplan.rules.outcome import Outcome
from famplan.rules.requirement import Requirement
from famplan.rules.subjects import Child, Client, Parent, Youth
from famplan.rules.subjects.parent import LIVING_DAUGHTERS
from famplan.rules.subjects.youth import School

if TYPE_CHECKING:
    from famplan.catalogue.indicator import Source
    from famplan.rules.scheme import Scheme

DAY = date(2012, 3, 1)
YES, NO, UNKNOWN, NOT_YET = (
    Outcome.ELIGIBLE,
    Outcome.NOT_ELIGIBLE,
    Outcome.UNKNOWN,
    Outcome.NOT_IN_FORCE,
)

RURAL_FAMILY = {"registration": "rural", "births_conformed": True}
ONE_GIRL = {"subsistence": True, "living_children": 1, "living_daughters": 1}
DAUGHTERS = {"births_conformed": True, "living_children": 2, "living_daughters": 2}
PUPIL = {
    **RURAL_FAMILY,
    "only_child": True,
    "two_girls": False,
    "school": "senior high school",
    "own_county": True,
}
GIRL = {
    "sex": "female",
    "hardship": True,
    "good_marks": True,
    "admitted": True,
    "school": "university",
}
HEIR = {"only_child": True, "birth": date(1990, 5, 20), "unmarried": True}
PATIENT = {
    **RURAL_FAMILY,
    "kind": "IUD insertion",
    "free": True,
    "certified": date(2001, 1, 1),
    "complication": "III",
}
OPERATED = {**RURAL_FAMILY, "performed": DAY, "consented": DAY}
VILLAGER = {
    "charter_adopted": date(2004, 5, 1),
    "births_conformed": True,
    "living_children": 2,
    "living_daughters": 2,
}

WINDOWS = [
    (FAMILY_SUPPORT, RURAL_FAMILY, date(2002, 9, 1), "Population Law art. 47"),
    (ASSISTANCE_PRIORITY, {**RURAL_FAMILY, "hardship": True}, date(2002, 9, 1), "art. 47"),
    (GIRL_SUPPLEMENT, ONE_GIRL, date(2007, 1, 1), "S3.2, year of the text"),
    (DAUGHTER_PREFERENCE, DAUGHTERS, date(2009, 1, 1), "S1, year of the report"),
    (SCHOOL_BONUS, PUPIL, date(2007, 1, 1), "S3.2, year of the text"),
    (SCHOOL_PRIORITY, {**PUPIL, "equal_score": True}, date(2007, 1, 1), "S3.2"),
    (GIRLS_SCHOOLING, GIRL, date(2009, 1, 1), "S1, year of the report"),
    (LAND_PRIORITY, {**HEIR, "birth": date(1980, 1, 1)}, date(2007, 1, 1), "S0"),
    (
        SURGERY_INSURANCE,
        {**OPERATED, "performed": date(2006, 5, 1), "consented": date(2006, 5, 1)},
        date(2007, 1, 1),
        "S3.2, year of the text",
    ),
    (COMPLICATION_TREATMENT, PATIENT, date(2001, 10, 1), "Order 309 art. 46"),
    (VILLAGE_SUPPORT, {**VILLAGER, "charter_adopted": date(2003, 1, 1)}, date(2004, 1, 1), "I87"),
]


@pytest.mark.parametrize(("scheme", "facts", "since", "source"), WINDOWS)
def test_nobody_is_eligible_before_the_first_day(
    scheme: Scheme[Any], facts: dict[str, Any], since: date, source: str
) -> None:
    """The day before there is no such rule; on the first day and the day after there is."""
    days = (since - timedelta(days=1), since, since + timedelta(days=1))
    found = [scheme.verdict(facts, on=day, place=scheme.home).outcome for day in days]
    assert found == [NOT_YET, YES, YES], source


def test_every_scheme_has_its_window_tested() -> None:
    """No scheme of the room is left out of the table above."""
    assert {row[0].code for row in WINDOWS} == {scheme.code for scheme in households.SCHEMES}


@pytest.mark.parametrize("row", WINDOWS, ids=lambda row: row[0].code)
def test_every_fact_alone_may_be_unknown(row: tuple[Any, ...]) -> None:
    """With one fact less the answer is never "no"; with none it is unknown."""
    scheme, facts, since, _ = row
    assert scheme.verdict({}, on=since, place=scheme.home).outcome is UNKNOWN
    for name in facts:
        fewer = {key: value for key, value in facts.items() if key != name}
        assert scheme.verdict(fewer, on=since, place=scheme.home).outcome in {YES, UNKNOWN}


CASES: list[tuple[Scheme[Any], dict[str, Any], Outcome, str]] = [
    (GIRL_SUPPLEMENT, ONE_GIRL, YES, "one girl"),
    (GIRL_SUPPLEMENT, {**ONE_GIRL, "living_daughters": 0}, NO, "one boy"),
    (GIRL_SUPPLEMENT, {**ONE_GIRL, "living_children": 2}, NO, "two children"),
    (GIRL_SUPPLEMENT, {**ONE_GIRL, "subsistence": False}, NO, "no allowance"),
    (GIRL_SUPPLEMENT, {**ONE_GIRL, "living_daughters": 2}, UNKNOWN, "contradictory"),
    (DAUGHTER_PREFERENCE, {**DAUGHTERS, "living_children": 3}, NO, "a son"),
    (DAUGHTER_PREFERENCE, {**DAUGHTERS, "living_children": 0, "living_daughters": 0}, NO, "none"),
    (DAUGHTER_PREFERENCE, {**DAUGHTERS, "births_conformed": False}, NO, "计划生育女儿户"),
    (FAMILY_SUPPORT, {**RURAL_FAMILY, "registration": "urban"}, NO, "art. 28: rural"),
    (ASSISTANCE_PRIORITY, {"hardship": False, "births_conformed": True}, NO, "art. 28: poor"),
    (ASSISTANCE_PRIORITY, {"hardship": True}, UNKNOWN, "art. 28"),
    (SCHOOL_BONUS, {**PUPIL, "only_child": False}, NO, "neither"),
    (SCHOOL_BONUS, {**PUPIL, "only_child": False, "two_girls": True}, YES, "two daughters"),
    (SCHOOL_BONUS, {**PUPIL, "two_girls": True}, UNKNOWN, "contradictory"),
    (SCHOOL_BONUS, {**PUPIL, "own_county": False}, NO, "another county"),
    (SCHOOL_BONUS, {**PUPIL, "school": "university"}, NO, "not senior high"),
    (SCHOOL_PRIORITY, {**PUPIL, "equal_score": False}, NO, "no equal score"),
    (SCHOOL_PRIORITY, {**PUPIL, "equal_score": True}, YES, "equal score"),
    (SCHOOL_PRIORITY, PUPIL, UNKNOWN, "score not given"),
    (GIRLS_SCHOOLING, {**GIRL, "school": "senior high school"}, YES, "senior high"),
    (GIRLS_SCHOOLING, {**GIRL, "school": "other"}, NO, "another school"),
    (GIRLS_SCHOOLING, {**GIRL, "sex": "male"}, NO, "a boy"),
    (GIRLS_SCHOOLING, {**GIRL, "sex": "male", "two_girls": True}, UNKNOWN, "contradictory"),
    (VILLAGE_SUPPORT, {**VILLAGER, "charter_adopted": DAY}, YES, "adopted that day"),
    (VILLAGE_SUPPORT, {**VILLAGER, "charter_adopted": date(2012, 3, 2)}, NO, "a day later"),
    (VILLAGE_SUPPORT, {**VILLAGER, "living_daughters": 1}, NO, "a son and a daughter"),
    (SURGERY_INSURANCE, OPERATED, YES, "consent and operation that day"),
    (SURGERY_INSURANCE, {**OPERATED, "performed": date(2012, 3, 2)}, NO, "tomorrow"),
    (SURGERY_INSURANCE, {**OPERATED, "consented": None}, UNKNOWN, "consent not given"),
    (SURGERY_INSURANCE, {**OPERATED, "registration": "urban"}, NO, "a town family"),
]


@pytest.mark.parametrize(("scheme", "facts", "outcome", "why"), CASES)
def test_who_is_meant(
    scheme: Scheme[Any], facts: dict[str, Any], outcome: Outcome, why: str
) -> None:
    """One fact changed at a time, as the texts of `WINDOWS` draw the line."""
    assert scheme.verdict(facts, on=DAY, place=scheme.home).outcome is outcome, why


AGES = [
    ({"birth": date(1994, 3, 2)}, NO, "18 tomorrow"),
    ({"birth": date(1994, 3, 1)}, YES, "18 today"),
    ({"birth": date(1994, 2, 28)}, YES, "18 two days ago"),
    ({"sex": "male", "married": date(2015, 5, 19)}, NO, "a day before 25"),
    ({"sex": "male", "married": date(2015, 5, 20)}, YES, "at 25"),
    ({"sex": "female", "married": date(2013, 5, 19)}, NO, "a day before 23"),
    ({"sex": "female", "married": date(2013, 5, 20)}, YES, "at 23"),
    ({"sex": None, "married": date(2013, 5, 20)}, UNKNOWN, "23 is late for a woman only"),
    ({"sex": None, "married": date(2015, 5, 20)}, YES, "25 is late for either"),
    ({"sex": "female", "married": date(1990, 5, 20)}, UNKNOWN, "married at birth"),
]


@pytest.mark.parametrize(("facts", "outcome", "why"), AGES)
def test_land_priority_turns_at_18_and_at_the_ages_of_late_marriage(
    facts: dict[str, Any], outcome: Outcome, why: str
) -> None:
    """S0 asks for more than 18; late marriage is three years after 22 and 20."""
    married = "married" in facts
    on = date(2016, 1, 1) if married else DAY
    record = {**HEIR, "unmarried": not married, **facts}
    assert LAND_PRIORITY.verdict(record, on=on, place=LAND_PRIORITY.home).outcome is outcome, why


def test_a_birthday_on_29_february_comes_by_either_convention() -> None:
    """Who was born on 1992-02-29 reaches 18 on 28 February or 1 March of 2010."""
    born = {**HEIR, "birth": date(1992, 2, 29)}
    law = LAND_PRIORITY.law(date(2010, 2, 28), place=LAND_PRIORITY.home)
    assert law is not None
    early = law.changed(leap_day=LeapDay.FEBRUARY_28)
    days = (date(2010, 2, 27), date(2010, 2, 28), date(2010, 3, 1))
    assert [law.verdict(born, on=day).outcome for day in days] == [NO, NO, YES]
    assert [early.verdict(born, on=day).outcome for day in days] == [NO, YES, YES]


def test_never_married_and_married_is_a_contradiction() -> None:
    """Nothing is decided for someone who is said to be both."""
    facts = {**HEIR, "sex": "male", "married": date(2011, 1, 1)}
    verdict = LAND_PRIORITY.verdict(facts, on=DAY, place=LAND_PRIORITY.home)
    assert verdict.outcome is UNKNOWN
    assert "never married" in verdict.why[0]


AMOUNTS = [
    (GIRL_SUPPLEMENT, ONE_GIRL, ["at least 30 yuan a month per person"]),
    (SCHOOL_BONUS, PUPIL, ["10 points once"]),
    (SURGERY_INSURANCE, {**OPERATED, "accident": True, "treated": False}, ["5,000 yuan once"]),
    (SURGERY_INSURANCE, {**OPERATED, "accident": False, "treated": True}, ["1,000 yuan once"]),
    (
        SURGERY_INSURANCE,
        {**OPERATED, "accident": True, "treated": True},
        ["5,000 yuan once", "1,000 yuan once"],
    ),
    (SURGERY_INSURANCE, {**OPERATED, "accident": False, "treated": False}, []),
    (
        VILLAGE_SUPPORT,
        VILLAGER,
        ["an amount set locally (part of the pension", "an amount set locally (part of the chi"],
    ),
    (
        VILLAGE_SUPPORT,
        {**VILLAGER, "living_children": 1, "living_daughters": 0},
        ["an amount set locally (privileges"],
    ),
]


@pytest.mark.parametrize(("scheme", "facts", "amounts"), AMOUNTS)
def test_what_is_paid(scheme: Scheme[Any], facts: dict[str, Any], amounts: list[str]) -> None:
    """Amounts of S3.2 and kinds of S3.6, in order."""
    found = [
        str(entry)
        for entry in scheme.verdict(facts, on=DAY, place=scheme.home).amounts
        if entry.truth
    ]
    assert len(found) == len(amounts)
    assert all(text.startswith(start) for text, start in zip(found, amounts, strict=True))


def test_nothing_is_paid_for_a_method() -> None:
    """The 500 yuan tied to a long-acting method are in no amount and no fact asks for a method."""
    sums = [entry.value for scheme in households.SCHEMES for entry in scheme.amounts]
    assert 500 not in sums
    for scheme in households.SCHEMES:
        for law in scheme.versions:
            assert not {fact.name for fact in law.facts} & {"method", "pregnant", "pregnancy"}


TREATED = [
    ({}, date(2002, 8, 31), YES, "Order 309 art. 3: rural couples"),
    ({"registration": "urban"}, date(2002, 8, 31), NO, "Order 309 art. 3: rural couples"),
    ({"registration": "urban"}, date(2002, 9, 1), YES, "law art. 21: all couples"),
    ({"certified": date(2002, 9, 2)}, date(2002, 9, 1), NO, "certified tomorrow"),
    ({"certified": date(2002, 9, 1)}, date(2002, 9, 1), YES, "certified today"),
    ({"complication": "none"}, date(2012, 1, 1), NO, "appraised: none"),
    ({"free": False}, date(2010, 12, 31), YES, "before 人口科技〔2011〕67号"),
    ({"free": False}, date(2011, 1, 1), NO, "67号 art. 2: free operations"),
    ({"free": None}, date(2011, 1, 1), UNKNOWN, "67号 art. 2"),
    ({"kind": "sterilisation reversal"}, date(2012, 1, 1), UNKNOWN, "67号 art. 3 (6)"),
    ({"kind": "sterilisation reversal", "recognised": True}, date(2012, 1, 1), YES, "(6)"),
    ({"kind": "sterilisation reversal", "recognised": False}, date(2012, 1, 1), NO, "(6)"),
    ({"free": False}, date(2021, 9, 8), NO, "the last day of Order 309"),
    ({"free": False}, date(2021, 9, 9), YES, "law art. 21 alone"),
]


@pytest.mark.parametrize(("facts", "on", "outcome", "source"), TREATED)
def test_treatment_of_complications_on_each_side_of_each_text(
    facts: dict[str, Any], on: date, outcome: Outcome, source: str
) -> None:
    """Order 309, the law of 2001, the measures of 2011, the repeal of 2021-09-09."""
    assert (
        COMPLICATION_TREATMENT.verdict(
            {**PATIENT, **facts}, on=on, place=COMPLICATION_TREATMENT.home
        ).outcome
        is outcome
    ), source


def test_treatment_in_hunan_is_of_its_closed_list() -> None:
    """Art. 23 of 2021-12-03 lists reversals too; the day before the law stands alone."""
    reversal = {**PATIENT, "kind": "sterilisation reversal"}
    for facts, on, outcome in (
        (reversal, date(2021, 12, 3), YES),
        ({**PATIENT, "kind": None}, date(2021, 12, 3), UNKNOWN),
        ({**PATIENT, "kind": None}, date(2021, 12, 2), YES),
    ):
        assert COMPLICATION_TREATMENT.verdict(facts, on=on, place="Hunan").outcome is outcome


def test_treatment_does_not_ask_for_consent() -> None:
    """Who was operated on without consent is treated like everyone else."""
    facts = {**PATIENT, "performed": date(2000, 1, 1), "consented": None}
    assert (
        COMPLICATION_TREATMENT.verdict(facts, on=DAY, place=COMPLICATION_TREATMENT.home).outcome
        is YES
    )
    facts["consented"] = date(2000, 1, 2)
    assert (
        COMPLICATION_TREATMENT.verdict(facts, on=DAY, place=COMPLICATION_TREATMENT.home).outcome
        is YES
    )


def test_a_certificate_before_the_operation_is_a_contradiction() -> None:
    """A complication cannot be certified before there was an operation."""
    facts = {**PATIENT, "performed": date(2001, 1, 2)}
    verdict = COMPLICATION_TREATMENT.verdict(facts, on=DAY, place=COMPLICATION_TREATMENT.home)
    assert verdict.outcome is UNKNOWN
    assert "certified before" in verdict.why[0]


def test_insurance_is_of_voluntary_operations() -> None:
    """An object without consent is no record; a table row is undecided, with the reason."""
    with pytest.raises(ConsentError):
        Client(procedure=Procedure(kind="IUD removal", performed=DAY))
    operation = Procedure(kind="IUD removal", performed=DAY, consented=date(2012, 2, 29))
    client = Client(registration="rural", births_conformed=True, procedure=operation)
    assert SURGERY_INSURANCE.verdict(client, on=DAY, place=SURGERY_INSURANCE.home).outcome is YES
    late = {**OPERATED, "consented": date(2012, 3, 2)}
    verdict = SURGERY_INSURANCE.verdict(late, on=DAY, place=SURGERY_INSURANCE.home)
    assert verdict.outcome is UNKNOWN
    assert "not a voluntary procedure" in verdict.why[0]


def test_texts_that_ended_name_the_act_that_ended_them() -> None:
    """Every version with a last day says what ended it."""
    for scheme in households.SCHEMES:
        for law in scheme.versions:
            assert bool(law.until) == bool(law.ended_by), law
    ended = COMPLICATION_TREATMENT.law(date(2021, 9, 8), place=COMPLICATION_TREATMENT.home)
    assert ended is not None
    assert "2021-09-09" in ended.ended_by


def test_local_texts_say_where_they_hold() -> None:
    """A scheme of one place says so in its name and its note."""
    for scheme in households.SCHEMES:
        for law in scheme.versions:
            if law.place:
                town = law.place.rpartition("/")[2]
                assert town in scheme.name
                assert town in f"{scheme.note}{law.source.title}"


def test_the_number_of_the_article_changed_and_its_words_did_not() -> None:
    """Art. 28 until 2021-08-19 is art. 33 from 2021-08-20."""
    for scheme in (FAMILY_SUPPORT, ASSISTANCE_PRIORITY):
        before, after = scheme.versions
        assert before.until == after.since == date(2021, 8, 20)
        assert "art. 28" in before.source.locator
        assert "art. 33" in after.source.locator
        assert before.requires == after.requires


def test_children_may_be_listed() -> None:
    """A record with children gives the same answer as the numbers."""
    girls = (Child(sex="female", alive=True), Child(sex="female", alive=True))
    parent = Parent(children=girls, births_conformed=True, registration="rural", subsistence=True)
    assert (
        DAUGHTER_PREFERENCE.verdict(parent, on=DAY, place=DAUGHTER_PREFERENCE.home).outcome is YES
    )
    assert GIRL_SUPPLEMENT.verdict(parent, on=DAY, place=GIRL_SUPPLEMENT.home).outcome is NO


def test_young_people_may_be_objects() -> None:
    """A record of the class gives the same answer as a mapping."""
    assert SCHOOL_BONUS.verdict(Youth(**PUPIL), on=DAY, place=SCHOOL_BONUS.home).outcome is YES
    assert GIRLS_SCHOOLING.verdict(Youth(**GIRL), on=DAY, place=GIRLS_SCHOOLING.home).outcome is YES
    assert [school.name_zh for school in School] == ["高中", "大学", "其他"]


def test_a_charter_changes_what_its_village_asks_for(charter_source: Source) -> None:
    """It holds in its village, from the day it was adopted until it ends."""
    charter = Charter(
        village="Hunan/Shuangfeng/Hongshandian/A",
        adopted=date(2005, 3, 1),
        until=date(2008, 3, 1),
        source=charter_source,
    )
    three = Requirement("has three daughters", LIVING_DAUGHTERS == 3, key="household")
    scheme = attrs.evolve(VILLAGE_SUPPORT, overlays=(charter.overlay(relaxes=[three]),))
    family = {**VILLAGER, "living_children": 3, "living_daughters": 3}
    for on, place, outcome in (
        (date(2005, 2, 28), charter.village, NO),
        (date(2005, 3, 1), charter.village, YES),
        (date(2008, 2, 29), charter.village, YES),
        (date(2008, 3, 1), charter.village, NO),
        (date(2006, 1, 1), "Hunan/Shuangfeng/Hongshandian/B", NO),
    ):
        assert scheme.verdict(family, on=on, place=place).outcome is outcome
    verdict = scheme.verdict(family, on=date(2006, 1, 1), place=charter.village)
    assert str(charter_source) in verdict.unverified


def test_a_charter_has_a_village_and_days(charter_source: Source) -> None:
    """One that ends on the day it was adopted, or is of nowhere, is refused."""
    with pytest.raises(DefinitionError, match="no village"):
        Charter(village="", adopted=DAY, source=charter_source)
    with pytest.raises(DefinitionError, match="not after"):
        Charter(village="A", adopted=DAY, until=DAY, source=charter_source)


@pytest.fixture
def charter_source() -> Source:
    """A charter that nobody has read."""
    from famplan.catalogue.indicator import Grade, Source

    return Source("Charter of an assumed village", grade=Grade.MEMORY)
