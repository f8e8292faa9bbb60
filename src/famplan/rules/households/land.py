"""Land: a proposal that only children who marry late keep the family's priority."""

from __future__ import annotations

from datetime import date

from famplan.catalogue.indicator import Grade, Source
from famplan.model.sex import Sex
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.youth import (
    BIRTH,
    MARRIED,
    ONLY_CHILD,
    SEX,
    UNMARRIED,
    YOUTH,
    Youth,
)

__all__ = ["LAND_PRIORITY"]

_LATE_MARRIAGE = Source(
    "Late marriage as the provincial regulations define it",
    locator="first marriage three years after the legal age: men 25, women 23",
    grade=Grade.SECONDARY,
)

LAND_PRIORITY: Scheme[Youth] = Scheme(
    code="land-priority",
    name="land-contract priority of only children who marry late (a proposal, Yitong)",
    name_zh="晚婚独生子女土地承包优先（伊通县人大提议）",
    versions=(
        Rule(
            "land-contract priority of only children who marry late (a proposal, Yitong)",
            name_zh="晚婚独生子女土地承包优先（伊通县人大提议）",
            subject=YOUTH,
            place="Jilin/Siping/Yitong",
            source=Source(
                "Source report S0 (Siping, Jilin, 2007)",
                locator="实行晚婚的独生子女超过18周岁仍继续享受原土地承包的优先优惠政策",
                grade=Grade.SECONDARY,
            ),
            since=date(2007, 1, 1),
            requires=(
                Requirement("is an only child", ONLY_CHILD, text_zh="独生子女", key="only_child"),
                Requirement("has reached 18", BIRTH.age() >= 18, text_zh="超过18周岁", key="age"),
                Requirement(
                    "has not married, or married late",
                    UNMARRIED
                    | (BIRTH.age(at=MARRIED) >= 25)
                    | (SEX.is_(Sex.FEMALE) & (BIRTH.age(at=MARRIED) >= 23)),
                    text_zh="未婚或晚婚",
                    key="marriage",
                    source=_LATE_MARRIAGE,
                ),
            ),
            note="The day is inferred: the report is on the statistical year 2007.",
        ),
    ),
    note="Proposed by the people's congress of Yitong county (Jilin); no text enacts it.",
)
"""A proposal, not law: the priority that only children have until 18 goes on if they marry late."""
