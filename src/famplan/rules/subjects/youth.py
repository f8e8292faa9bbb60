"""Daughters and sons who ask about schooling, or about the land of their family."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from famplan.language.subject import Subject
from famplan.model.registration import Registration, read_registration
from famplan.model.sex import Sex, read_sex
from famplan.model.validators import member

if TYPE_CHECKING:
    from datetime import date

__all__ = ["YOUTH", "School", "Youth"]


class School(StrEnum):
    """A school that someone applies to or was admitted to."""

    SENIOR_HIGH = "senior high school"
    UNIVERSITY = "university"
    OTHER = "other"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return {"senior high school": "高中", "university": "大学", "other": "其他"}[self]


def _read_school(value: School | str | None) -> School | None:
    return None if value is None else member(value, School, "school")


@attrs.frozen(kw_only=True)
class Youth:
    """A daughter or son of a family; what is not given is unknown.

    Parameters
    ----------
    sex : Sex or str, optional
        Sex as registered at birth.
    birth : date, optional
        Date of birth.
    registration : Registration or str, optional
        Household registration.
    only_child : bool, optional
        Whether the person is the only child of the family.
    two_girls : bool, optional
        Whether the family has two daughters and no son.
    births_conformed : bool, optional
        Whether every birth in the family conformed to the rules of its time.
    hardship : bool, optional
        Whether the family is recognised as poor (贫困家庭).
    school : School or str, optional
        The school applied to or admitted to.
    own_county : bool, optional
        Whether the school is in the person's own county, city or district.
    admitted : bool, optional
        Whether the school has admitted the person.
    good_marks : bool, optional
        Whether the school attests excellent marks.
    equal_score : bool, optional
        Whether another applicant has the same score.
    unmarried : bool, optional
        Whether the person has never married.
    married : date, optional
        Day of the first marriage.
    """

    sex: Sex | None = attrs.field(default=None, converter=read_sex)
    birth: date | None = None
    registration: Registration | None = attrs.field(default=None, converter=read_registration)
    only_child: bool | None = None
    two_girls: bool | None = None
    births_conformed: bool | None = None
    hardship: bool | None = None
    school: School | None = attrs.field(default=None, converter=_read_school)
    own_county: bool | None = None
    admitted: bool | None = None
    good_marks: bool | None = None
    equal_score: bool | None = None
    unmarried: bool | None = None
    married: date | None = None


YOUTH = Subject("youth", of=Youth)
SEX = YOUTH.choice("sex", Sex, "sex", "性别")
BIRTH = YOUTH.date("birth", "date of birth", "出生日期")
REGISTRATION = YOUTH.choice("registration", Registration, "household registration", "户口性质")
ONLY_CHILD = YOUTH.flag("only_child", "is the family's only child", "独生子女")
TWO_GIRLS = YOUTH.flag("two_girls", "the family has two daughters and no son", "两女户")
BIRTHS_CONFORMED = YOUTH.flag(
    "births_conformed", "every birth conformed to the rules of its time", "计划生育家庭"
)
HARDSHIP = YOUTH.flag("hardship", "the family is recognised as poor", "贫困家庭")
SCHOOL = YOUTH.choice("school", School, "school", "学校")
OWN_COUNTY = YOUTH.flag("own_county", "the school is in the person's own county", "本县（市、区）")
ADMITTED = YOUTH.flag("admitted", "the school has admitted the person", "已被录取")
GOOD_MARKS = YOUTH.flag("good_marks", "the school attests excellent marks", "学习成绩优秀")
EQUAL_SCORE = YOUTH.flag("equal_score", "another applicant has the same score", "总分相同")
UNMARRIED = YOUTH.flag("unmarried", "has never married", "未婚")
MARRIED = YOUTH.date("married", "day of the first marriage", "初婚日期")

YOUTH.contradiction(
    "an only child in a family of two daughters", "既是独生子女又是两女户", ONLY_CHILD & TWO_GIRLS
)
YOUTH.contradiction(
    "a son in a family of two daughters", "两女户中的儿子", TWO_GIRLS & SEX.is_(Sex.MALE)
)
YOUTH.contradiction(
    "never married, and married by the reference date", "未婚又已婚", UNMARRIED & MARRIED.has_come()
)
YOUTH.contradiction("married before birth", "结婚早于出生", MARRIED <= BIRTH)
