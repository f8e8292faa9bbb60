"""Schooling: points and priority at the entrance to senior high school, support for girls."""

from __future__ import annotations

from datetime import date

from famplan.catalogue.indicator import Grade, Source
from famplan.model.registration import Registration
from famplan.model.sex import Sex
from famplan.rules.amount_files import amounts_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.youth import (
    ADMITTED,
    BIRTHS_CONFORMED,
    EQUAL_SCORE,
    GOOD_MARKS,
    HARDSHIP,
    ONLY_CHILD,
    OWN_COUNTY,
    REGISTRATION,
    SCHOOL,
    SEX,
    TWO_GIRLS,
    YOUTH,
    School,
    Youth,
)

__all__ = ["GIRLS_SCHOOLING", "SCHOOL_BONUS", "SCHOOL_PRIORITY"]

_BONUS = Rule(
    "points at the entrance to senior high school (Zhengzhou)",
    name_zh="中招照顾加分（郑州）",
    subject=YOUTH,
    place="Henan/Zhengzhou",
    source=Source(
        "Source report S3, part 2 (Zhengzhou, Henan, 2007)",
        locator="报考本县(市、区)高中时照顾10分",
        grade=Grade.SECONDARY,
    ),
    since=date(2007, 1, 1),
    requires=(
        Requirement(
            "is of a rural family",
            REGISTRATION.is_(Registration.RURAL),
            text_zh="农村家庭子女",
            key="registration",
        ),
        Requirement(
            "is an only child or one of two daughters",
            ONLY_CHILD | TWO_GIRLS,
            text_zh="独生子女或双女户子女",
            key="children",
        ),
        Requirement(
            "the family practises family planning",
            BIRTHS_CONFORMED,
            text_zh="计划生育家庭",
            key="conformed",
        ),
        Requirement(
            "applies to a senior high school of the own county",
            SCHOOL.is_(School.SENIOR_HIGH) & OWN_COUNTY,
            text_zh="报考本县（市、区）高中",
            key="school",
        ),
    ),
    note="The day is inferred: the text is of 2007 and masks its date.",
)

SCHOOL_BONUS: Scheme[Youth] = Scheme(
    code="school-bonus",
    name=_BONUS.name,
    name_zh=_BONUS.name_zh,
    versions=(_BONUS,),
    amounts=amounts_of("school_bonus"),
    note="A text of one city of Henan alone, taken to be Zhengzhou.",
)
"""Ten points for an only child, or one of two daughters, of a rural family."""

SCHOOL_PRIORITY: Scheme[Youth] = Scheme(
    code="school-priority",
    name="priority at equal score at the entrance to senior high school (Zhengzhou)",
    name_zh="中招同分优先录取（郑州）",
    versions=(
        _BONUS.changed(
            name="priority at equal score at the entrance to senior high school (Zhengzhou)",
            name_zh="中招同分优先录取（郑州）",
            requires=(
                *_BONUS.requires,
                Requirement(
                    "another applicant has the same score",
                    EQUAL_SCORE,
                    text_zh="总分相同",
                    key="score",
                ),
            ),
        ),
    ),
    note="A text of one city of Henan alone, taken to be Zhengzhou, beside the ten points.",
)
"""Priority over another applicant with the same score, for those who get the ten points."""

GIRLS_SCHOOLING: Scheme[Youth] = Scheme(
    code="girls-schooling",
    name="schooling support for girls of poor families (Yulin)",
    name_zh="贫困家庭女孩就学资助（榆林）",
    versions=(
        Rule(
            "schooling support for girls of poor families (Yulin)",
            name_zh="贫困家庭女孩就学资助（榆林）",
            subject=YOUTH,
            place="Shaanxi/Yulin",
            source=Source(
                "Source report S1 (Yulin, Shaanxi, 2009)",
                locator="资助学习成绩优秀、考取高中和大学的贫困家庭女孩完成学业",
                grade=Grade.SECONDARY,
            ),
            since=date(2009, 1, 1),
            requires=(
                Requirement("is a girl", SEX.is_(Sex.FEMALE), text_zh="女孩", key="sex"),
                Requirement("is of a poor family", HARDSHIP, text_zh="贫困家庭", key="hardship"),
                Requirement("has excellent marks", GOOD_MARKS, text_zh="学习成绩优秀", key="marks"),
                Requirement(
                    "is admitted to a senior high school or a university",
                    ADMITTED & SCHOOL.is_in(School.SENIOR_HIGH, School.UNIVERSITY),
                    text_zh="考取高中或大学",
                    key="school",
                ),
            ),
            note="The day is inferred: the report is of 2009.",
        ),
    ),
    note="A report of Yulin (Shaanxi) alone; it gives no amount.",
)
"""Support for girls of poor families who are admitted to senior high school or university."""
