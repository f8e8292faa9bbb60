"""Comparisons: of dates, ages, numbers, words and children; of one record and of rows alike."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import attrs
import pytest

from famplan.errors import InvalidInputError
from famplan.language import Condition, Subject
from famplan.language.nodes import condition_from
from famplan.model import Person, Sex

DAY = date(2013, 6, 30)


@attrs.frozen(kw_only=True)
class Mother:
    """A mother with a spouse, for paths."""

    birth: date | None = None
    married: date | None = None
    income: float | None = None
    spouse: Person | None = None
    children: tuple[dict[str, Any], ...] | None = None
    daughters: int | None = None


CHILD: Subject[Any] = Subject("child")
CHILD_BIRTH = CHILD.date("birth", "child's birth", "子女出生日期")
CHILD_SEX = CHILD.choice("sex", Sex, "child's sex", "子女性别")
MOTHER = Subject("mother", of=Mother)
BIRTH = MOTHER.date("birth", "date of birth", "出生日期")
MARRIED = MOTHER.date("married", "day of marriage", "结婚日期")
INCOME = MOTHER.number("income", "income", "收入")
SPOUSE_BIRTH = MOTHER.date("spouse_birth", "spouse's birth", "配偶出生日期", path="spouse.birth")
SPOUSE_SEX = MOTHER.choice("spouse_sex", Sex, "spouse's sex", "配偶性别", path="spouse.sex")
CHILDREN = MOTHER.children("children", CHILD, "children", "子女", born=CHILD_BIRTH)
DAUGHTERS = CHILDREN.count(
    CHILD_SEX.is_(Sex.FEMALE), stated=MOTHER.number("daughters", "daughters", "女儿数")
)


def holds(condition: Condition[Any], on: date | None = DAY, **facts: object) -> bool | None:
    """Judge a record, and the condition made again from plain values too."""
    again = condition_from(condition.to_dict(), MOTHER)
    assert again.to_dict() == condition.to_dict()
    found = condition.holds(MOTHER.record(facts, on=on))
    assert again.holds(MOTHER.record(facts, on=on)) == found
    return found


@pytest.mark.parametrize(
    ("condition", "before", "same", "after"),
    [
        (BIRTH < DAY, True, False, False),
        (BIRTH <= DAY, True, True, False),
        (BIRTH == DAY, False, True, False),
        (BIRTH != DAY, True, False, True),
        (BIRTH >= DAY, False, True, True),
        (BIRTH > DAY, False, False, True),
        (BIRTH.between(DAY, DAY), False, True, False),
        (BIRTH.has_come(), True, True, False),
    ],
)
def test_dates_with_a_day(
    condition: Condition[Mother],
    before: bool,  # noqa: FBT001 - as a table has it
    same: bool,  # noqa: FBT001
    after: bool,  # noqa: FBT001
) -> None:
    """The day before, the day itself, the day after; unknown stays unknown."""
    days = [date(2013, 6, 29), DAY, date(2013, 7, 1)]
    assert [holds(condition, birth=day) for day in days] == [before, same, after]
    assert holds(condition) is None


def test_dates_with_each_other() -> None:
    """A date on the left or right, and two facts."""
    facts = {"birth": date(1980, 1, 1), "married": date(2003, 1, 1)}
    assert holds(MARRIED > BIRTH, **facts)
    assert holds(date(1990, 1, 1) >= BIRTH, **facts)
    assert holds(BIRTH == BIRTH, **facts)  # noqa: PLR0124 - a condition, not a comparison
    assert holds(MARRIED > BIRTH, birth=DAY) is None


@pytest.mark.parametrize(
    ("condition", "ages"),
    [
        (BIRTH.age() >= 20, [20, 21]),
        (BIRTH.age() > 20, [21]),
        (BIRTH.age() <= 20, [19, 20]),
        (BIRTH.age() < 20, [19]),
        (BIRTH.age() == 20, [20]),
        (BIRTH.age() != 20, [19, 21]),
        (BIRTH.age().between(20, 21), [20, 21]),
        (BIRTH.years() >= 21, [21]),
        (BIRTH.months() >= 240, [20, 21]),
    ],
)
def test_ages(condition: Condition[Mother], ages: list[int]) -> None:
    """Completed years, at the reference date."""
    births = {age: date(2013 - age, 6, 30) for age in (19, 20, 21)}
    assert [age for age, birth in births.items() if holds(condition, birth=birth)] == ages
    assert holds(condition) is None
    assert holds(condition, on=None, birth=births[20]) is None


def test_an_age_at_another_day() -> None:
    """Twenty-three at the marriage, whatever the reference date."""
    late = BIRTH.age(at=MARRIED) >= 23
    facts: dict[str, Any] = {"birth": date(1980, 7, 1)}
    assert holds(late, married=date(2003, 6, 30), **facts) is False
    assert holds(late, on=None, married=date(2003, 7, 1), **facts)
    assert holds(late, **facts) is None
    assert late.describe() == "23 years since date of birth at day of marriage"
    assert late.describe(language="zh") == "结婚日期距出生日期满23年"
    assert holds(BIRTH.days(to=MARRIED) >= 2, birth=DAY, married=date(2013, 7, 2))


def test_a_day_that_has_come_is_said_without_a_number() -> None:
    """Nobody says that it is 0 days since."""
    come = MARRIED.days() >= 0
    assert come.describe() == "day of marriage is not after the reference date"
    assert come.describe(language="zh") == "结婚日期不晚于计算日"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (INCOME < 2, [True, False, False]),
        (INCOME <= 2, [True, True, False]),
        (INCOME == 2, [False, True, False]),
        (INCOME != 2, [True, False, True]),
        (INCOME >= 2, [False, True, True]),
        (INCOME > 2.0, [False, False, True]),
        (INCOME.between(1.5, 2), [False, True, False]),
    ],
)
def test_numbers(condition: Condition[Mother], expected: list[bool]) -> None:
    """Below, at and above; unknown, and nan, stay unknown."""
    assert [holds(condition, income=number) for number in (1, 2, 3)] == expected
    assert holds(condition) is None
    assert holds(condition, income=float("nan")) is None


def test_words() -> None:
    """One word or several; unknown stays unknown."""
    assert holds(SPOUSE_SEX.is_(Sex.MALE), spouse_sex="male")
    assert holds(SPOUSE_SEX == "female", spouse_sex="male") is False
    assert holds(SPOUSE_SEX != "female", spouse_sex="male")
    assert holds(SPOUSE_SEX.is_in("male", "female"), spouse_sex="male")
    assert holds(SPOUSE_SEX.is_("male")) is None
    assert SPOUSE_SEX.is_in("male", "female").describe() == "spouse's sex is male or female"


def test_paths_lead_through_objects() -> None:
    """Where an object on the way is None, the fact is unknown."""
    grown = SPOUSE_BIRTH.age() >= 22
    known = Mother(spouse=Person(birth=date(1980, 1, 1)))
    assert grown.holds(MOTHER.record(known, on=DAY))
    assert grown.holds(MOTHER.record(Mother(), on=DAY)) is None
    with pytest.raises(InvalidInputError, match="Person is not a Mother or a mapping"):
        MOTHER.record(Person())


GIRL, BOY, UNBORN = (
    {"sex": "female", "birth": date(2001, 1, 1)},
    {"sex": "male", "birth": date(2003, 1, 1)},
    {"sex": "female", "birth": date(2013, 7, 1)},
)


@pytest.mark.parametrize(
    ("children", "expected"),
    [
        ([], [True, False, True, False]),
        ([GIRL], [False, True, True, True]),
        ([GIRL, BOY], [False, True, False, True]),
        ([GIRL, UNBORN], [False, True, True, True]),
        ([GIRL, {}], [False, None, None, True]),
        ([{}], [None, None, None, None]),
        (None, [None, None, None, None]),
    ],
)
def test_children(children: list[dict[str, Any]] | None, expected: list[bool | None]) -> None:
    """Counted with what is unknown of them; those born after the reference date are not there."""
    girl = CHILD_SEX.is_(Sex.FEMALE)
    conditions = [DAUGHTERS == 0, DAUGHTERS == 1, CHILDREN.all(girl), CHILDREN.any(girl)]
    assert [holds(condition, children=children) for condition in conditions] == expected


def test_children_may_be_stated_as_a_number() -> None:
    """A number where children are not listed; what contradicts the list decides nothing."""
    assert holds(DAUGHTERS >= 2, daughters=2)
    assert holds(DAUGHTERS >= 2) is None
    assert holds(DAUGHTERS > CHILDREN.count(), daughters=2, children=[GIRL])
    wrong = MOTHER.contradictions[0]
    assert holds(wrong.condition, daughters=2, children=[GIRL])
    assert holds(wrong.condition, daughters=1, children=[GIRL, {}]) is False
    assert holds(wrong.condition, daughters=1) is None
    assert wrong.text == "daughters is not the number of children listed"


def test_a_child_beside_its_parent() -> None:
    """A date of the parent can be compared with the child's."""
    older = CHILDREN.any(CHILD_BIRTH <= CHILDREN.of_parent(BIRTH))
    assert holds(older, birth=date(2002, 1, 1), children=[GIRL, BOY])
    assert holds(older, birth=date(1980, 1, 1), children=[GIRL, BOY]) is False
    assert holds(older, children=[GIRL]) is None


def test_what_was_used_is_told() -> None:
    """A count by the number it came to, or the numbers it lies between."""
    condition = (DAUGHTERS >= 1) & (INCOME < 5) & ~SPOUSE_SEX.is_("male")
    used = condition.used(MOTHER.record({"children": [GIRL, {}], "income": 2}))
    assert {name: entry.value for name, entry in used.items()} == {
        "daughters": "1 to 2",
        "income": 2,
        "spouse_sex": None,
    }


def test_a_subject_travels() -> None:
    """Pickled with its facts, as Spark and Dask send it."""
    again = pickle.loads(pickle.dumps(DAUGHTERS >= 1))  # noqa: S301 - made in this line
    assert again.facts[0].subject.contradictions[0].text == MOTHER.contradictions[0].text
    assert again.holds(again.facts[0].subject.record({"children": [GIRL]}, on=DAY))
