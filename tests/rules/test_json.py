"""Rules and schemes as JSON and back: what is read says what was written."""

from __future__ import annotations

import json
from datetime import date
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_scheme import LAW, SCHEME

from famplan.errors import DefinitionError
from famplan.language import Subject
from famplan.rules import Requirement, at_least, rule_from, scheme_from, schemes
from famplan.rules.subjects import PARENT
from famplan.rules.subjects.child import CHILD_BIRTH, IS_ALIVE
from famplan.rules.subjects.parent import (
    BIRTH,
    CERTIFICATE,
    CHILDREN,
    LIVING_CHILDREN,
    LIVING_DAUGHTERS,
    REGISTRATION,
    RETIRED,
)

LEAVES = st.sampled_from(
    [
        CERTIFICATE,
        BIRTH >= date(1933, 1, 1),
        BIRTH < RETIRED,
        BIRTH.age() >= 60,
        BIRTH.age(at=RETIRED).between(50, 55),
        RETIRED.has_come(),
        RETIRED.months() < 3,
        REGISTRATION.is_in("rural", "urban"),
        LIVING_CHILDREN == 1,
        LIVING_DAUGHTERS > LIVING_CHILDREN,
        LIVING_CHILDREN.between(1, 2),
        CHILDREN.any(IS_ALIVE & (CHILDREN.of_parent(BIRTH) < CHILD_BIRTH)),
        CHILDREN.count() <= 2,
        RETIRED.is_known(),
    ]
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda part: ~part, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda x: reduce(lambda a, b: a & b, x)),
        st.lists(inner, min_size=2, max_size=3).map(lambda x: reduce(lambda a, b: a | b, x)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: at_least(2, *parts)),
    ),
    max_leaves=6,
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "birth": st.dates(date(1930, 1, 1), date(1970, 1, 1)),
        "retired": st.dates(date(1985, 1, 1), date(2020, 1, 1)),
        "certificate": st.booleans(),
        "registration": st.sampled_from(["rural", "urban"]),
        "living_children": st.integers(0, 3),
        "living_daughters": st.integers(0, 3),
        "children": st.lists(
            st.fixed_dictionaries(
                {}, optional={"birth": st.dates(date(1950, 1, 1), date(2015, 1, 1)),
                              "alive": st.booleans()},
            ),
            max_size=3,
        ),
    },
)  # fmt: skip


@given(CONDITIONS, FACTS, st.dates(date(2000, 1, 1), date(2012, 1, 1)))
def test_a_rule_read_back_judges_alike(condition: Any, facts: dict[str, Any], on: date) -> None:
    """Written as JSON and read, it is the same text and gives the same verdict."""
    rule = LAW.changed(requires=(Requirement("something", condition, "art. 1", key="it"),))
    text = json.dumps(rule.to_dict())
    read = rule_from(json.loads(text), PARENT)
    assert json.dumps(read.to_dict()) == text
    assert read.verdict(facts, on=on).to_dict() == rule.verdict(facts, on=on).to_dict()


@pytest.mark.parametrize("scheme", [SCHEME, *schemes()], ids=lambda scheme: scheme.code)
def test_every_scheme_is_read_back(scheme: Any) -> None:
    """With its texts, its local texts and its amounts."""
    text = json.dumps(scheme.to_dict(), ensure_ascii=False)
    read = scheme_from(json.loads(text), scheme.subject)
    assert json.dumps(read.to_dict(), ensure_ascii=False) == text
    assert read.places == scheme.places


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"requires": None}, "rule: has a value of the wrong kind"),
        ({"since": "yesterday"}, "rule: has a value of the wrong kind"),
        ({"leap_day": "never"}, "rule: has a value of the wrong kind"),
        ({"subject": "village"}, "is about a village, not a parent"),
        ({"requires": []}, "has no requirements"),
        ({"until": "2003-01-01"}, "until 2003-01-01 is not after since"),
    ],
)
def test_what_is_no_rule_is_refused(change: dict[str, Any], told: str) -> None:
    """With what is wrong, not with a traceback of the reader."""
    with pytest.raises(DefinitionError, match=told):
        rule_from({**LAW.to_dict(), **change}, PARENT)


@pytest.mark.parametrize("name", sorted(LAW.to_dict()))
def test_nothing_may_be_missing(name: str) -> None:
    """A rule is never guessed."""
    values = {key: value for key, value in LAW.to_dict().items() if key != name}
    with pytest.raises(DefinitionError, match=f"rule: has no '{name}'; give what rule.to_dict"):
        rule_from(values, PARENT)


def test_a_fact_that_the_subject_lacks_is_refused() -> None:
    """A rule about parents says nothing of a subject of another making."""
    other = Subject[Any]("parent")
    other.flag("vetoed", "vetoed", "一票否决")
    with pytest.raises(DefinitionError, match="is no such fact"):
        rule_from(LAW.to_dict(), other)


def test_a_multiple_must_be_a_number() -> None:
    """Something else under `times` is refused."""
    values = LAW.to_dict()
    values["amounts"] = [{**SCHEME.amounts[0].to_dict(), "times": "birth"}]
    with pytest.raises(DefinitionError):
        rule_from(values, PARENT)
