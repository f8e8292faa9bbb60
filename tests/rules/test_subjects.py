"""Parents and children: facts that cannot all be true decide nothing, wrong kinds are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from famplan.errors import InvalidInputError
from famplan.model import Registration, Sex
from famplan.model.procedure import Complication
from famplan.rules.assistance import SPECIAL_ASSISTANCE
from famplan.rules.outcome import Outcome
from famplan.rules.rewards import RURAL_REWARD, RURAL_REWARD_FOUNDING
from famplan.rules.subjects import PARENT, Child, Parent

ON = date(2013, 1, 1)
MOTHER: dict[str, Any] = {
    "sex": "female",
    "birth": date(1950, 6, 15),
    "registration": "rural",
    "births_conformed": True,
    "children_ever": 1,
    "living_children": 1,
    "living_daughters": 0,
}


@pytest.mark.parametrize(
    ("scheme", "facts", "why"),
    [
        (RURAL_REWARD, {"children": [{"birth": date(1949, 1, 1)}]}, "a child is older"),
        (RURAL_REWARD, {"birth": date(2013, 1, 2)}, "the person is not born yet"),
        (RURAL_REWARD, {"living_daughters": 2}, "more living daughters than living children"),
        (RURAL_REWARD, {"living_children": 2}, "more living children than children"),
        (RURAL_REWARD, {"disabled_children": 2}, "more disabled living children"),
        (RURAL_REWARD, {"children": [], "children_ever": 1}, "not the number of children listed"),
        (RURAL_REWARD, {"retired": date(1949, 1, 1)}, "retired before being born"),
        (
            RURAL_REWARD,
            {"living_children": 0, "child_cannot_work": True},
            "said to be dead and to be unable to work",
        ),
        (SPECIAL_ASSISTANCE, {"spouse_birth": date(2013, 1, 2)}, "the spouse is not born yet"),
    ],
)
def test_contradictions_are_unknown_with_their_reason(
    scheme: Any, facts: dict[str, Any], why: str
) -> None:
    """Nothing is decided, and the verdict says which facts cannot all be true."""
    found = scheme.verdict({**MOTHER, **facts}, on=ON)
    assert found.outcome is Outcome.UNKNOWN
    assert any(text.startswith("facts contradict each other") and why in text for text in found.why)


def test_contradictions_that_a_rule_does_not_ask_about_do_not_matter() -> None:
    """The spouse's birth is no concern of the reward assistance."""
    facts = {**MOTHER, "spouse_birth": date(2013, 1, 2)}
    assert RURAL_REWARD.verdict(facts, on=ON).outcome is Outcome.ELIGIBLE


def test_without_a_reference_date_nothing_is_decided() -> None:
    """The verdict says what is missing."""
    found = RURAL_REWARD.verdict(MOTHER, on=None)
    assert found.outcome is Outcome.UNKNOWN
    assert "the reference date is missing" in found.why


@pytest.mark.parametrize(
    "wrong",
    [
        {"birth": 1950},
        {"birth": "15.6.1950"},
        {"registration": "green"},
        {"births_conformed": "yes"},
        {"living_children": "one"},
        {"living_children": True},
        {"children": "two"},
        {"has_spouse": 1},
        {"brith": date(1950, 6, 15)},
        {"postcode": 100_000},
    ],
    ids=str,
)
def test_wrong_kinds_are_refused(wrong: dict[str, Any]) -> None:
    """A fact of the wrong kind, or of no such name, is an error and never a silent no."""
    with pytest.raises(InvalidInputError):
        RURAL_REWARD_FOUNDING.verdict({**MOTHER, **wrong}, on=ON)


@pytest.mark.parametrize(
    "wrong", [{"sex": "girl"}, {"registration": "green"}, {"complication": "IV"}], ids=str
)
def test_wrong_words_of_a_parent_are_refused(wrong: dict[str, Any]) -> None:
    """Words outside their vocabulary do not make a record."""
    with pytest.raises(InvalidInputError):
        Parent(**wrong)


def test_words_are_read() -> None:
    """Texts become words of their vocabulary; what is not given stays unknown."""
    parent = Parent(sex="female", registration="rural", complication="I-B")
    assert (parent.sex, parent.registration) == (Sex.FEMALE, Registration.RURAL)
    assert parent.complication is Complication.GRADE_1B
    assert Parent().complication is None
    assert Parent(children=[Child(sex="male")]).children == (Child(sex="male"),)


def test_every_attribute_of_a_parent_is_a_fact() -> None:
    """What can be filled in can be asked, and the other way round."""
    assert {field.name for field in attrs.fields(Parent)} == set(PARENT.facts)


def test_a_timestamp_is_no_date() -> None:
    """The message says how to make it one."""
    facts = {**MOTHER, "birth": datetime(1950, 6, 15, 12, tzinfo=UTC)}
    with pytest.raises(InvalidInputError, match=r"give value\.date"):
        RURAL_REWARD.verdict(facts, on=ON)
