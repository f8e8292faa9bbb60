"""What someone can tell of her own health when she asks which methods suit her.

Facts are given as a mapping of their names to values; what is not given is unknown. Tables add the
conditions that they have rows for.
"""

from __future__ import annotations

from typing import Any

import attrs

from famplan.language.nodes import condition_from
from famplan.language.subject import Subject

__all__ = ["HEALTH", "health_subject"]

HEALTH: Subject[Any] = Subject("health")
"""The facts that do not depend on a table."""

BIRTH = HEALTH.date("birth", "date of birth", "出生日期")
PARITY = HEALTH.number("parity", "births so far", "产次")
DELIVERED = HEALTH.date("delivered", "day of the last delivery", "末次分娩日期")
PREGNANCY_ENDED = HEALTH.date(
    "pregnancy_ended", "day of the last miscarriage or abortion", "末次流产日期"
)
PREGNANCY_LOST = HEALTH.flag("pregnancy_lost", "has had a miscarriage or abortion", "曾流产")
LAST_PERIOD = HEALTH.date("last_period", "first day of the last period", "末次月经日期")
PERIODS_RETURNED = HEALTH.flag(
    "periods_returned", "periods came back after the delivery", "产后月经已恢复"
)
BREASTFEEDING = HEALTH.flag("breastfeeding", "breastfeeds", "哺乳")
FULLY_BREASTFEEDING = HEALTH.flag(
    "fully_breastfeeding", "breastfeeds fully or nearly so", "完全或近完全哺乳"
)
ABSTAINED = HEALTH.flag(
    "abstained",
    "no intercourse since the last period, delivery or abortion",
    "末次月经、分娩或流产后无性生活",
)
RELIABLE_METHOD = HEALTH.flag(
    "reliable_method", "uses a reliable method always and correctly", "一直正确使用可靠方法"
)
SIGNS_OF_PREGNANCY = HEALTH.flag("signs_of_pregnancy", "has signs of pregnancy", "有妊娠症状或体征")
CIGARETTES = HEALTH.number("cigarettes_per_day", "cigarettes a day", "每日吸烟支数")
SYSTOLIC = HEALTH.number("systolic", "systolic blood pressure, mmHg", "收缩压")
DIASTOLIC = HEALTH.number("diastolic", "diastolic blood pressure, mmHg", "舒张压")
BODY_MASS_INDEX = HEALTH.number("body_mass_index", "body mass index, kg/m²", "体质指数")

HAS_DELIVERED = DELIVERED.is_known() | (PARITY > 0)
"""There was a delivery: its day is known, or there are births; without births there was none."""
HAS_LOST = PREGNANCY_ENDED.is_known() | PREGNANCY_LOST
"""There was a miscarriage or abortion: its day is known, or she says so; she can also deny it."""

HEALTH.contradiction("the person is not born yet", "尚未出生", ~BIRTH.has_come())
HEALTH.contradiction("the delivery is still to come", "分娩日期在将来", ~DELIVERED.has_come())
HEALTH.contradiction(
    "the miscarriage is still to come", "流产日期在将来", ~PREGNANCY_ENDED.has_come()
)
HEALTH.contradiction("the last period is still to come", "月经日期在将来", ~LAST_PERIOD.has_come())
HEALTH.contradiction(
    "the delivery is before the mother's birth", "分娩早于本人出生", DELIVERED <= BIRTH
)
HEALTH.contradiction(
    "a delivery, and no births", "有分娩日期而产次为零", DELIVERED.is_known() & (PARITY == 0)
)
HEALTH.contradiction(
    "the day of a miscarriage, and none",
    "有流产日期而无流产史",
    PREGNANCY_ENDED.is_known() & ~PREGNANCY_LOST,
)
HEALTH.contradiction("fewer cigarettes than none", "吸烟支数为负", CIGARETTES < 0)
HEALTH.contradiction("fewer births than none", "产次为负", PARITY < 0)
# Range of the data dictionary of SMART Guidelines for family planning; nothing is said there of
# which of the two pressures is meant, so it is asked of the upper one only.
HEALTH.contradiction(
    "systolic blood pressure is outside 60–260 mmHg",
    "收缩压超出60–260",
    (SYSTOLIC < 60) | (SYSTOLIC > 260),
)
HEALTH.contradiction(
    "diastolic blood pressure is not below systolic", "舒张压不低于收缩压", DIASTOLIC >= SYSTOLIC
)
HEALTH.contradiction(
    "fully breastfeeds, and does not breastfeed",
    "完全哺乳而又未哺乳",
    FULLY_BREASTFEEDING & ~BREASTFEEDING,
)


def health_subject(name: str) -> Subject[Any]:
    """Make a subject with the facts of health, to which a table adds its conditions."""
    subject: Subject[Any] = Subject(name)
    for fact in HEALTH.facts.values():
        subject.facts[fact.name] = attrs.evolve(fact, subject=subject)
    for entry in HEALTH.contradictions:
        condition = condition_from(entry.condition.to_dict(), subject)
        subject.contradiction(entry.text, entry.text_zh, condition)
    return subject
