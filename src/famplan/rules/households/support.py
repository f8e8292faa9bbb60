"""What the law promises rural families: economic support, and priority in assistance when poor."""

from __future__ import annotations

from datetime import date

from famplan.catalogue.indicator import Grade, Source
from famplan.model.registration import Registration
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.parent import (
    BIRTHS_CONFORMED,
    HARDSHIP,
    PARENT,
    REGISTRATION,
    Parent,
)

__all__ = ["ASSISTANCE_PRIORITY", "FAMILY_SUPPORT"]

_LAW = "Population and Family Planning Law (人口与计划生育法)"
_AMENDED = "decision of 2021-08-20 amending the law, which made it art. 33"
_ART_28 = Source(_LAW, locator="art. 28 (texts of 2001 and 2015)", grade=Grade.LAW)
_ART_33 = Source(_LAW, locator="art. 33 (text of 2021)", grade=Grade.LAW)
_REPORT = Source(
    "Source report S3 (which of its nine parts is not recorded)",
    locator="优先纳入最低生活保障、医疗救助、特困户生活救助",
    grade=Grade.SECONDARY,
)

_CONFORMED = Requirement(
    "is a family that practises family planning",
    BIRTHS_CONFORMED,
    text_zh="实行计划生育的家庭",
    key="conformed",
)
_RURAL = Requirement(
    "is a rural family",
    REGISTRATION.is_(Registration.RURAL),
    text_zh="农村家庭",
    key="registration",
)
_POOR = Requirement("is a poor family", HARDSHIP, text_zh="贫困家庭", key="hardship")


def _versions(
    name: str, name_zh: str, requires: tuple[Requirement[Parent], ...]
) -> tuple[Rule[Parent], ...]:
    """Return the article by its two numbers: its words did not change in 2015 or 2021."""
    first = Rule(
        name,
        name_zh=name_zh,
        subject=PARENT,
        source=_ART_28,
        since=date(2002, 9, 1),
        until=date(2021, 8, 20),
        ended_by=_AMENDED,
        requires=requires,
    )
    later = first.changed(source=_ART_33, since=date(2021, 8, 20), until=None, ended_by="")
    return (first, later)


FAMILY_SUPPORT: Scheme[Parent] = Scheme(
    code="family-support",
    name="economic support for rural families",
    name_zh="农村计划生育家庭发展经济扶持",
    versions=_versions(
        "economic support for rural families",
        "农村计划生育家庭发展经济扶持",
        (_RURAL, _CONFORMED),
    ),
    note=(
        "Funds, technology and training; how much is left to local governments. Reports name, "
        "without saying for whom or how much: 奖优免补 and repair of thatched houses (Yunnan), an "
        "insurance series (Huai'an), hardship aid and waived fees of the cooperative medical "
        "scheme (a city of Henan, 2006)."
    ),
)
"""Support for the economy of rural families, by the law of 2001."""

ASSISTANCE_PRIORITY: Scheme[Parent] = Scheme(
    code="assistance-priority",
    name="priority of poor families in social assistance",
    name_zh="计划生育贫困家庭社会救助优先",
    versions=_versions(
        "priority of poor families in social assistance",
        "计划生育贫困家庭社会救助优先",
        (_POOR, _CONFORMED),
    ),
    note=(
        "Poverty loans, work for relief, poverty projects and relief by the law; subsistence "
        f"allowance, medical and hardship assistance by the report: {_REPORT}."
    ),
)
"""Priority of poor families that practise family planning in assistance, by the law of 2001."""
