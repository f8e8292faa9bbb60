"""Mistakes fail when a rule is written, with the way to write it."""

from __future__ import annotations

import math
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pytest

from famplan.errors import DefinitionError, InvalidInputError
from famplan.language import Subject, at_least
from famplan.language.nodes import condition_from
from famplan.model import Registration, Sex

if TYPE_CHECKING:
    from collections.abc import Callable


class Colour(StrEnum):
    """A vocabulary of nothing here."""

    RED = "red"


PERSON: Subject[Any] = Subject("person")
BIRTH = PERSON.date("birth", "date of birth", "出生日期")
MARRIED = PERSON.date("married", "day of marriage", "结婚日期")
SEX = PERSON.choice("sex", Sex, "sex", "性别")
INCOME = PERSON.number("income", "income", "收入")
RURAL = PERSON.flag("rural", "is rural", "农村")
CHILD: Subject[Any] = Subject("child")
CHILD_BIRTH = CHILD.date("birth", "date of birth", "出生日期")
CHILDREN = PERSON.children("children", CHILD, "children", "子女", born=CHILD_BIRTH)
VILLAGE: Subject[Any] = Subject("village")
VETOED = VILLAGE.flag("vetoed", "was vetoed", "被否决")
FOUNDED = VILLAGE.date("founded", "day of founding", "建立日期")
SIZE = VILLAGE.number("size", "size", "规模")

any_: Any = object()
DAY = date(2013, 6, 30)

MISTAKES: dict[str, tuple[Callable[[], object], str]] = {
    "and": (lambda: RURAL and BIRTH.has_come(), "no truth value.*&"),
    "or": (lambda: (INCOME > 3) or RURAL, "no truth value.*[|]"),
    "not": (lambda: not RURAL, "no truth value.*~"),
    "chained dates": (lambda: date(1933, 1, 1) <= BIRTH <= DAY, "between"),
    "chained ages": (lambda: 49 <= BIRTH.age() <= 60, "between"),  # type: ignore[operator]
    "a date as a truth value": (lambda: bool(BIRTH), "no truth value"),
    "a number as a truth value": (lambda: bool(INCOME), "no truth value"),
    "an age as a truth value": (lambda: bool(BIRTH.age()), "no truth value"),
    "a date with a number": (lambda: BIRTH >= 60, "compare it with a date, or birth.age()"),  # type: ignore[operator]
    "a date with a text": (lambda: BIRTH == "2013-06-30", "not comparable with str"),
    "a date with a datetime": (lambda: BIRTH < datetime(2013, 6, 30), "datetime is not a date"),  # noqa: DTZ001
    "a number with a date": (lambda: INCOME >= DAY, "not comparable with date"),  # type: ignore[operator]
    "a number with nan": (lambda: INCOME >= math.nan, "not comparable"),  # noqa: PLW0177
    "an age with a date": (lambda: BIRTH.age() >= DAY, "whole number"),  # type: ignore[operator]
    "an age with a fraction": (lambda: BIRTH.age() >= 59.5, "whole number"),
    "an age with a truth value": (lambda: BIRTH.age() >= True, "whole number"),
    "a number with a date fact": (lambda: INCOME > BIRTH, "not comparable with the date birth"),  # type: ignore[operator]
    "a word of no vocabulary": (lambda: SEX.is_("boy"), "none of female, male"),
    "a word of another vocabulary": (lambda: SEX.is_(Colour.RED), "use words of Sex"),
    "a registration for a sex": (lambda: SEX == Registration.RURAL, "use words of Sex"),
    "no words": (SEX.is_in, "name them"),
    "a flag that is a number": (lambda: RURAL.is_(1), "True or False"),  # type: ignore[arg-type]
    "two subjects, and": (lambda: RURAL & VETOED, "about person and village"),
    "two subjects, or": (lambda: RURAL | VETOED, "about person and village"),
    "two subjects, at least": (lambda: at_least(1, RURAL, VETOED), "person and village"),
    "dates of two subjects": (lambda: BIRTH < FOUNDED, "a fact of person"),
    "an age at a day of another": (lambda: BIRTH.age(at=FOUNDED), "a fact of person"),
    "numbers of two subjects": (lambda: INCOME < SIZE, "a fact of person"),
    "a decided comparison": (lambda: RURAL & True, "Python has decided"),  # type: ignore[operator]
    "a decided comparison first": (lambda: True & RURAL, "Python has decided"),  # type: ignore[operator]
    "something else": (lambda: RURAL | 3, "int is not a condition"),  # type: ignore[operator]
    "a fact without comparison": (lambda: RURAL & BIRTH, "not a condition"),  # type: ignore[operator]
    "children by their parent": (lambda: CHILDREN.any(BIRTH.has_come()), "not of child"),
    "children by nothing": (lambda: CHILDREN.count(any_), "not a condition"),
    "a fact declared twice": (lambda: PERSON.flag("rural", "", ""), "declared twice"),
}


@pytest.mark.parametrize(("write", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_fails_when_it_is_written(write: Callable[[], object], message: str) -> None:
    """Before any record is seen, and with the way out."""
    with pytest.raises(DefinitionError, match=message):
        write()


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"birth": 1953}, "birth: int is not a date"),
        ({"birth": "1953-13-01"}, "birth: this text is not a date; give YYYY-MM-DD"),
        ({"sex": "boy"}, "sex: this text is none of female, male"),
        ({"income": "much"}, "income: str is not a number"),
        ({"income": True}, "income: bool is not a number"),
        ({"rural": 1}, "rural: int is not true or false; give True, False or None"),
        ({"children": 2}, "children: int is not children; give a list of them"),
        ({"childern": []}, "person: 'childern' is no fact; did you mean children?"),
        ({"Li Lan": 3}, "person: a name is that of no fact; facts are birth"),
    ],
)
def test_a_wrong_fact_is_named_and_not_repeated(facts: dict[str, Any], message: str) -> None:
    """The message says which fact and what is allowed; a stray value may be someone's name."""
    asked = (BIRTH.age() > 3) | (INCOME > 3) | SEX.is_("male") | RURAL | (CHILDREN.count() > 1)
    with pytest.raises(InvalidInputError, match=message):
        asked.holds(PERSON.record(facts, on=DAY))


def test_what_is_no_record_is_named() -> None:
    """Anything but a mapping, or an object of the subject's class."""
    with pytest.raises(InvalidInputError, match="int is not a mapping; its facts: birth"):
        PERSON.record(3)


@pytest.mark.parametrize(
    ("node", "message"),
    [
        ({"some": 1}, "is none that is known"),
        ({"fact": "birth"}, "'birth' is no such fact of birth, married"),
        ({"since": "birth", "unit": "years"}, "under 'since' is incomplete"),
        ({"known": "born"}, "'born' is no such fact of birth, married"),
        ({"choice": "sex", "in": ["boy"]}, "under 'choice' is incomplete"),
        ({"date": {"of_parent": "birth"}, "<": "2013-06-30"}, "has no parent"),
    ],
)
def test_plain_values_that_are_no_condition(node: dict[str, Any], message: str) -> None:
    """Whoever edits the JSON by hand is told what is wrong."""
    with pytest.raises(DefinitionError, match=message):
        condition_from(node, PERSON)


def test_a_class_must_have_what_is_declared() -> None:
    """A fact without a place on the object would always be unknown."""
    with pytest.raises(DefinitionError, match="Sex has no hat"):
        Subject("sex", of=Sex).flag("hat", "", "")
