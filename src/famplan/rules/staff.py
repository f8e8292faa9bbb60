"""Pay of the programme's workers: steps for service, allowances, subsidies, floors.

Who asks is the worker. What the reports tie to performance is paid or not by the employer's own
appraisal, which is not judged here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from famplan.catalogue.facts import fact
from famplan.catalogue.indicator import Grade, Source
from famplan.rules.amount import Amount
from famplan.rules.amount_files import amounts_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.worker import (
    ALLOWANCE,
    HONOUR_CERTIFICATE,
    LEADER_PAY,
    PAY,
    POST,
    RETIRED,
    SERVICE_YEARS,
    WORKER,
    Post,
    Worker,
)

if TYPE_CHECKING:
    from famplan.language.conditions import Condition

__all__ = [
    "INFORMATION_SUBSIDY",
    "PAY_STEP",
    "POST_ALLOWANCE",
    "RISK_WAGE",
    "SCHEMES",
    "UNIFIED_PAY",
    "VILLAGE_PAY_FLOOR",
]

_UNPLACED = "Source report S3 (which of its nine parts is not recorded)"
_SICHUAN = "Source report S3, part 4 (a city in Sichuan)"
_DAY = (
    "The day of the text is not recorded: 2005, the first year of the reports, is taken for its "
    "first day, and when it ended is not known."
)
_LOCAL = "A local text; which place it is of is not recorded."


def _scheme(  # noqa: PLR0913 - a text, whom it is for, and what it pays
    code: str,
    name: str,
    name_zh: str,
    *,
    source: Source,
    requires: tuple[Requirement[Worker], ...],
    amounts: tuple[Amount[Worker], ...],
    place: str = "",
    note: str = _LOCAL,
) -> Scheme[Worker]:
    """Return a scheme of one text."""
    rule = Rule(
        name,
        name_zh=name_zh,
        subject=WORKER,
        place=place,
        source=source,
        since=date(2005, 1, 1),
        requires=requires,
        note=_DAY,
    )
    return Scheme(
        code=code, name=name, name_zh=name_zh, versions=(rule,), amounts=amounts, note=note
    )


def _text(title: str, locator: str) -> Source:
    return Source(title, locator=locator, grade=Grade.SECONDARY)


def _works_as(text: str, text_zh: str, *posts: Post) -> Requirement[Worker]:
    return Requirement(text, POST.is_in(*posts), text_zh=text_zh, key="post")


PAY_STEP = _scheme(
    "pay-step",
    "pay steps for family-planning work in townships",
    "乡镇计生工作职务工资上浮",
    source=_text(_UNPLACED, "每满4年,可上浮一档职务工资"),
    requires=(
        _works_as(
            "works in family planning in a township", "乡镇计生工作人员", Post.TOWNSHIP_STAFF
        ),
        Requirement(
            "has worked so for four years without a break",
            SERVICE_YEARS >= 4,
            text_zh="连续工作满4年",
            key="service",
        ),
    ),
    amounts=amounts_of("pay_step", times={"service": SERVICE_YEARS}),
)
"""One step of post pay for every four full years of township service."""

POST_ALLOWANCE = _scheme(
    "post-allowance",
    "post allowance kept in retirement",
    "退休后保留计生岗位津贴",
    source=_text(_UNPLACED, "取得《计划生育工作者荣誉证书》"),
    requires=(
        Requirement(
            "holds the certificate of honour of family-planning workers",
            HONOUR_CERTIFICATE,
            text_zh="取得《计划生育工作者荣誉证书》",
            key="certificate",
        ),
        Requirement(
            "has retired from the post",
            RETIRED.has_come(),
            text_zh="在岗位上退休",
            key="retired",
        ),
    ),
    amounts=amounts_of("post_allowance", times={"allowance": ALLOWANCE}),
)
"""The allowance goes on for holders of the certificate of honour who retire from the post."""

RISK_WAGE = _scheme(
    "risk-wage",
    "risk wage of association directors",
    "计生协会理事风险工资",
    source=_text(_UNPLACED, "每月60元与工作业绩挂钩"),
    requires=(
        _works_as("is a director of the association", "计生协会理事", Post.ASSOCIATION_DIRECTOR),
    ),
    amounts=amounts_of("risk_wage"),
    note=f"{_LOCAL} It is tied to performance: the whole of it is the most that is paid.",
)
"""60 yuan a month, tied to performance."""

INFORMATION_SUBSIDY = _scheme(
    "information-subsidy",
    "subsidy of information workers for lost working time (Sichuan)",
    "计划生育信息员误工补贴（四川）",
    source=_text(_SICHUAN, "计划生育信息员的误工补贴每月不低于50元"),
    requires=(_works_as("is an information worker", "计划生育信息员", Post.INFORMATION_WORKER),),
    amounts=amounts_of("information_subsidy"),
    place="Sichuan/city",
    note="A text of one city in Sichuan alone, which the report does not name.",
)
"""At least 50 yuan a month."""

_SECRETARY: Condition[Worker] = POST.is_(Post.VILLAGE_SECRETARY)
_CADRE: Condition[Worker] = POST.is_(Post.VILLAGE_CADRE)

UNIFIED_PAY = _scheme(
    "unified-pay",
    "pay of village secretaries and cadres from one place",
    "村干部工资统发",
    source=_text(_UNPLACED, "村党支部书记的工资统发50%"),
    requires=(
        _works_as(
            "is village secretary or family-planning cadre",
            "村党支部书记或计生专干",
            Post.VILLAGE_SECRETARY,
            Post.VILLAGE_CADRE,
        ),
    ),
    amounts=amounts_of(
        "unified_pay", cases={"secretary": _SECRETARY, "cadre": _CADRE}, times={"pay": PAY}
    ),
)
"""Half of a secretary's pay and all of a cadre's come from one place."""

_FLOOR = fact("village_worker_pay_floor")

VILLAGE_PAY_FLOOR = _scheme(
    "village-pay-floor",
    "lowest pay of village workers (Sichuan)",
    "村级计生服务员报酬下限（四川）",
    source=_FLOOR.source,
    requires=(_works_as("is a village worker", "村级计生服务员", Post.VILLAGE_WORKER),),
    amounts=(
        Amount(
            value=_FLOOR.value,
            floor=True,
            period="month",
            times=LEADER_PAY,
            source=_FLOOR.source,
        ),
    ),
    place="Sichuan/city",
    note="A text of one city in Sichuan alone, which the report does not name; a share of the "
    "village leader's pay.",
)
"""Not less than four fifths of the village leader's pay."""

SCHEMES = (
    PAY_STEP,
    POST_ALLOWANCE,
    RISK_WAGE,
    INFORMATION_SUBSIDY,
    UNIFIED_PAY,
    VILLAGE_PAY_FLOOR,
)
"""Schemes of this room, in the order of lists."""
