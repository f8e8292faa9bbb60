"""Verdicts: outcome, reasons and amounts, in words of two languages and as plain values."""

from __future__ import annotations

import json
from datetime import date

import pytest
from made_up_scheme import LAW, SCHEME

from famplan.language import at_least
from famplan.rules import Amount, Outcome, Requirement
from famplan.rules.subjects.parent import BIRTH, CERTIFICATE, LIVING_CHILDREN

FACTS = {"registration": "rural", "birth": date(1946, 5, 1), "living_children": 1}
DAY = date(2006, 5, 1)


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({}, Outcome.ELIGIBLE),
        ({"birth": date(1946, 5, 2)}, Outcome.NOT_ELIGIBLE),
        ({"birth": None}, Outcome.UNKNOWN),
        ({"birth": None, "registration": "urban"}, Outcome.NOT_ELIGIBLE),
        ({"living_daughters": 2}, Outcome.UNKNOWN),
    ],
)
def test_the_outcome_follows_the_requirements(change: dict[str, object], outcome: Outcome) -> None:
    """One that fails decides; else one that is unknown does; contradictory facts decide nothing."""
    assert LAW.verdict({**FACTS, **change}, on=DAY).outcome is outcome


def test_words_in_english() -> None:
    """Every requirement with its truth, its article and the facts; then amount and source."""
    assert str(SCHEME.verdict({**FACTS, "birth": None}, on=DAY)) == (
        "old age, on 2006-05-01: unknown\n"
        "  met: is rural [art. 3 (1)] (household registration: rural)\n"
        "  unknown: is at least 60 [art. 3 (2)] (date of birth: unknown)\n"
        "  met: has one child (living children: 1)\n"
        "  amount: 600 yuan a year per person – if it applies, which is unknown – "
        "a law, art. 3 [A]\n"
        "  source: a law, art. 3 [A]"
    )


def test_words_in_chinese() -> None:
    """The same in Chinese; a text without Chinese is said in English."""
    lines = SCHEME.verdict(FACTS, on=DAY).explain(language="zh").splitlines()
    assert lines[0] == "养老（2006-05-01）：符合"
    assert lines[1].startswith("  满足: 农业户口 [art. 3 (1)] (户口性质: ")
    assert lines[2] == "  满足: 满60周岁 [art. 3 (2)] (出生日期: 1946-05-01)"
    assert lines[-2].startswith("  金额: 每年600元 – a law")
    assert lines[-1] == "  依据: a law, art. 3 [A]"


@pytest.mark.parametrize(("on", "inside"), [
    (date(2003, 12, 31), False), (date(2004, 1, 1), True),
    (date(2008, 12, 31), True), (date(2009, 1, 1), False),
])  # fmt: skip
def test_outside_its_window_a_rule_names_the_act_that_ended_it(on: date, *, inside: bool) -> None:
    """Windows are half-open; not in force is an outcome of its own, and gives no reasons."""
    found = LAW.verdict(FACTS, on=on)
    assert (found.outcome is not Outcome.NOT_IN_FORCE) is inside
    if not inside:
        assert found.why == ("in force 2004-01-01 to 2008-12-31; ended by act 7 of 2008",)
        assert found.reasons == found.amounts == ()
        assert "施行期间：2004-01-01至2008-12-31；由act 7 of 2008终止" in found.explain(
            language="zh"
        )


def test_between_two_texts_the_earlier_one_is_named() -> None:
    """A scheme without a text on a day says what was in force before, or what came first."""
    assert "act 7 of 2008" in SCHEME.verdict(FACTS, on=date(2009, 6, 1)).why[0]
    assert SCHEME.verdict(FACTS, on=date(1990, 1, 1)).why[0].startswith("in force 2004-01-01")


def test_without_a_day_nothing_is_decided() -> None:
    """A missing reference date is told, in both languages."""
    found = SCHEME.verdict(FACTS, on=None)
    assert found.outcome is Outcome.UNKNOWN
    assert found.why == ("the reference date is missing",)
    assert "缺少计算日期" in found.explain(language="zh")
    assert found.amounts == ()


def test_contradictions_are_told() -> None:
    """Facts that cannot all be true are named, in both languages."""
    found = LAW.verdict({**FACTS, "living_daughters": 2}, on=DAY)
    assert found.why == ("facts contradict each other: more living daughters than living children",)
    assert "事实相互矛盾：现存女儿多于现存子女" in found.explain(language="zh")


@pytest.mark.parametrize(
    ("facts", "on", "place", "amounts"),
    [
        ({}, date(2010, 12, 31), "", {(600, True)}),
        ({}, date(2011, 1, 1), "", {(720, True), (100, None)}),
        ({"living_daughters": 1}, date(2011, 1, 1), "", {(720, True)}),
        (
            {"living_children": 2, "living_daughters": 2},
            date(2011, 1, 1),
            "",
            {(720, True), (100, True)},
        ),
        ({}, date(2011, 1, 1), "Henan", {(900, True), (100, None)}),
        ({}, date(2011, 1, 1), "Henan/Kaifeng", {(900, True), (100, None)}),
        ({}, date(2010, 12, 31), "Henan", {(600, True)}),
        ({"registration": "urban"}, date(2011, 1, 1), "", set()),
    ],
)
def test_amounts(
    facts: dict[str, object], on: date, place: str, amounts: set[tuple[int, bool | None]]
) -> None:
    """By window; local ones instead of national ones; added ones besides; possible ones as such."""
    found = SCHEME.verdict({**FACTS, **facts}, on=on, place=place)
    assert {(int(entry.due or 0), entry.truth) for entry in found.amounts} == amounts
    certain = [value for value, truth in amounts if truth and value != 100]
    assert (found.amount and found.amount.value) == (certain[0] if certain else None)


def test_what_rests_on_unseen_sources_says_so() -> None:
    """Of the text, of a requirement and of an amount."""
    assert SCHEME.verdict(FACTS, on=DAY).unverified == ()
    found = SCHEME.verdict(FACTS, on=date(2011, 1, 1), place="Henan")
    assert found.unverified == ("a memory [M, not verified]",)
    assert "  not verified: a memory [M, not verified]" in str(found).splitlines()
    assert "未经核实" in found.explain(language="zh")


def test_local_texts_are_listed_with_their_own_source() -> None:
    """What was laid over the national text is told, and each requirement keeps its source."""
    found = SCHEME.verdict(FACTS, on=date(2012, 1, 1), place="Henan/Zhengzhou")
    assert found.rule.overlays == (
        "Henan: a local regulation, art. 9 [B]",
        "Henan/Zhengzhou: a local regulation, art. 9 [B]; city only",
    )
    assert "  local text: Henan: a local regulation, art. 9 [B]" in str(found).splitlines()
    sources = {entry.requirement.key: entry.requirement.source for entry in found.reasons}
    assert {key: source and source.title for key, source in sources.items()} == {
        "rural": "a local regulation",
        "age": "a local regulation",
        "certificate": "a local regulation",
    }


def test_the_json_form_is_stable() -> None:
    """Programs rely on these names."""
    found = json.loads(SCHEME.verdict(FACTS, on=DAY).to_json())
    assert list(found) == [
        "rule", "rule_zh", "on", "outcome", "code", "why", "why_zh", "reasons", "amounts",
        "overlays", "source", "unverified",
    ]  # fmt: skip
    assert list(found["reasons"][0]) == [
        "key", "text", "text_zh", "met", "facts", "locator", "source"
    ]  # fmt: skip
    assert found["reasons"][1]["facts"] == {"birth": "1946-05-01"}
    assert (found["on"], found["outcome"], found["code"]) == ("2006-05-01", "eligible", 1)
    assert found["amounts"][0]["applies"] is True
    assert found["amounts"][0]["due"] == 600.0
    assert list(found["source"]) == ["title", "locator", "url", "grade", "verified"]


def test_an_amount_may_be_a_multiple_of_a_fact() -> None:
    """Every so many full ones make one; an unknown number makes an unknown amount."""
    law = LAW.changed(
        requires=(*LAW.requires,),
        amounts=(
            Amount(value=10, times=LIVING_CHILDREN, step=2, source=LAW.source, unit="points"),
        ),
    ).changed(requires=(LAW.requires[0],))
    dues = [law.verdict({**FACTS, "living_children": n}, on=DAY).amounts[0].due for n in (1, 4, 5)]
    assert dues == [0, 20, 20]
    assert law.verdict({"registration": "rural"}, on=DAY).amounts[0].due is None


def test_some_of_several_conditions_are_enough() -> None:
    """A requirement may ask for at least so many of some conditions, whatever the others are."""
    two = at_least(2, CERTIFICATE, LIVING_CHILDREN == 1, BIRTH.age() >= 60)
    law = LAW.changed(requires=(Requirement("two of three", two),))
    assert law.verdict(FACTS, on=DAY).outcome is Outcome.ELIGIBLE
    assert law.verdict({**FACTS, "birth": None}, on=DAY).outcome is Outcome.UNKNOWN
