"""Free services: the check before pregnancy, and technical services of family planning."""

from __future__ import annotations

from datetime import date

from famplan.catalogue.indicator import Grade, Source
from famplan.rules.amount_files import amounts_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme
from famplan.rules.subjects.service_couple import (
    APPLIED,
    CHECKED_ORDER,
    CHILD_ORDER,
    CONFORMS,
    DESIGNATED_SITE,
    HUSBAND_LOCAL,
    HUSBAND_REGISTRATION,
    HUSBAND_RESIDENT_SINCE,
    PLANS_PREGNANCY,
    PRACTISES,
    PROJECT_COUNTY,
    REPRODUCTIVE_AGE,
    RURAL_COUPLE,
    SERVICE_COUPLE,
    TOWNS_INCLUDED,
    WIFE_LOCAL,
    WIFE_REGISTRATION,
    WIFE_RESIDENT_SINCE,
    ServiceCouple,
)

__all__ = ["FREE_SERVICES", "PRE_PREGNANCY_CHECK", "SCHEMES"]

_CONDITIONS = Source(
    "Report of 2010-10-11 on the measure for free pre-pregnancy health checks",
    locator="whom the free check is for",
    grade=Grade.SECONDARY,
)
_FIRST_DAY = Source(
    "Free pre-pregnancy check: the pilot began in April 2010",
    locator="on which day of April was not found",
    grade=Grade.MEMORY,
)
_WHOLE_COUNTRY = Source(
    "Report of 2013-10-09 on the National Health and Family Planning Commission",
    locator="the project covers every county; all rural couples who plan a pregnancy",
    grade=Grade.SECONDARY,
)
_AFTER_2017 = Source(
    "Free pre-pregnancy check: still for rural couples in the health communiqué on 2017",
    locator="no national text for later years was found",
    grade=Grade.MEMORY,
)

_PLANS = Requirement(
    "conforms to the rules on births and plans a pregnancy",
    CONFORMS & PLANS_PREGNANCY,
    "cond. 1",
    text_zh="符合生育政策并准备怀孕",
    key="plans",
)
_RURAL = Requirement(
    "at least one partner is registered as rural",
    WIFE_REGISTRATION.is_("rural") | HUSBAND_REGISTRATION.is_("rural"),
    "cond. 2",
    text_zh="夫妇至少一方为农业人口或界定为农村居民户口",
    key="rural",
)
_RURAL_OR_INCLUDED = _RURAL.or_else(
    Requirement(
        "couples in towns are included there",
        TOWNS_INCLUDED,
        _RURAL.locator,
        text_zh="当地已覆盖城镇夫妇",
        key="rural",
        source=_AFTER_2017,
    )
)
_HERE = Requirement(
    "one partner is registered there, or both have lived there for half a year",
    WIFE_LOCAL
    | HUSBAND_LOCAL
    | (WIFE_RESIDENT_SINCE.months() >= 6) & (HUSBAND_RESIDENT_SINCE.months() >= 6),
    "cond. 3",
    text_zh="夫妇至少一方具有本地户籍，或双方在本地居住半年以上",
    key="here",
)
_SITE = Requirement(
    "asks at a designated facility",
    DESIGNATED_SITE,
    "cond. 4",
    text_zh="在定点服务机构接受检查",
    key="site",
)
_ONCE = Requirement(
    "has not had the free check before this child yet",
    CHECKED_ORDER < CHILD_ORDER,
    "once for each child",
    text_zh="每孩次享受一次",
    key="once",
)
_VOLUNTARY = Requirement(
    "asks for it of their own will", APPLIED, "procedure", text_zh="自愿申请", key="voluntary"
)
_PROJECT = Requirement(
    "the county takes part in the project",
    PROJECT_COUNTY,
    "pilot counties",
    text_zh="项目试点县",
    key="county",
)

_PILOT = Rule(
    "free pre-pregnancy check, pilot counties",
    name_zh="国家免费孕前优生健康检查（试点）",
    subject=SERVICE_COUPLE,
    source=_CONDITIONS,
    since=date(2010, 5, 1),
    until=date(2013, 9, 26),
    ended_by="extension to every county in 2013, as reported on 2013-09-26",
    requires=(_PLANS, _RURAL, _HERE, _SITE, _ONCE, _VOLUNTARY, _PROJECT),
    note="100 counties of 18 provinces in 2010, 220 counties of 31 provinces in 2011. In 2013 the "
    "project was extended to every county; on which day is not known, so that until the report of "
    "26 September the county decides.",
)
_NATIONAL = _PILOT.changed(
    name="free pre-pregnancy check",
    name_zh="国家免费孕前优生健康检查",
    source=_WHOLE_COUNTRY,
    since=date(2013, 9, 26),
    until=date(2018, 1, 1),
    ended_by="",
    requires=(_PLANS, _RURAL, _HERE, _SITE, _ONCE, _VOLUNTARY),
    note="The communiqué on 2017 still speaks of rural couples: extensions to towns are local, one "
    "city from October 2013.",
)


def _open_to_all(place: str, since: date, law: str, locator: str) -> Overlay[ServiceCouple]:
    return Overlay(
        place=place,
        source=Source(law, locator=locator, grade=Grade.LAW),
        since=since,
        drops=("rural",),
        note="the text has no rural limit; the window begins on the day on which it was adopted",
    )


PRE_PREGNANCY_CHECK: Scheme[ServiceCouple] = Scheme(
    code="pre-pregnancy-check",
    name="free pre-pregnancy health check",
    name_zh="国家免费孕前优生健康检查",
    versions=(
        _PILOT.changed(
            source=_FIRST_DAY, since=date(2010, 4, 1), until=date(2010, 5, 1), ended_by=""
        ),
        _PILOT,
        _NATIONAL,
        _NATIONAL.changed(
            source=_AFTER_2017,
            since=date(2018, 1, 1),
            until=None,
            requires=(_PLANS, _RURAL_OR_INCLUDED, _HERE, _SITE, _ONCE, _VOLUNTARY),
            note="Whether couples in towns are included nationally by now was not found: unless "
            "the place is known to include them, or has a text here, the answer is unknown.",
        ),
    ),
    overlays=(
        _open_to_all("Sichuan", date(2021, 9, 29), "四川省人口与计划生育条例", "art. 17"),
        _open_to_all("Liaoning", date(2021, 11, 26), "辽宁省人口与计划生育条例", "art. 33"),
        _open_to_all("Hainan", date(2021, 12, 30), "海南省人口与计划生育条例", "art. 23"),
        _open_to_all("Fujian", date(2022, 3, 30), "福建省人口与计划生育条例", "art. 18 (7)"),
        _open_to_all("Shaanxi", date(2022, 5, 25), "陕西省人口与计划生育条例", "art. 40"),
    ),
    amounts=amounts_of(
        "pre_pregnancy_check",
        cases={
            "what the check is worth, which costs the couple nothing": PLANS_PREGNANCY,
            "time off work for the check": PLANS_PREGNANCY,
        },
    ),
    note="It is free and voluntary. Migrants who have lived there for half a year have it on the "
    "same terms as residents.",
)
"""The health check that couples who plan a pregnancy may have for nothing, once for each child."""

_REGULATION_2001 = Source(
    "Implementing rules of the regulation on technical services of 2001 "
    "(计划生育技术服务管理条例实施细则)",
    locator="art. 4; regulation art. 3",
    grade=Grade.SECONDARY,
)
_LAW = Source(
    "Population and Family Planning Law (人口与计划生育法)",
    locator="art. 21, in the same words in 2001, 2015 and 2021",
    grade=Grade.LAW,
)
_PRACTISING = Requirement(
    "practises family planning", PRACTISES, text_zh="实行计划生育", key="practises"
)
_REPRODUCTIVE = Requirement(
    "is of reproductive age", REPRODUCTIVE_AGE, text_zh="育龄夫妻", key="age"
)

FREE_SERVICES: Scheme[ServiceCouple] = Scheme(
    code="free-services",
    name="free family-planning services",
    name_zh="免费计划生育技术服务",
    versions=(
        Rule(
            "free family-planning services for rural couples",
            name_zh="农村育龄夫妻免费避孕节育技术服务",
            subject=SERVICE_COUPLE,
            source=_REGULATION_2001,
            since=date(2001, 10, 1),
            until=date(2002, 9, 1),
            ended_by="Population and Family Planning Law, art. 21, which has no rural limit",
            requires=(
                _PRACTISING,
                _REPRODUCTIVE,
                Requirement(
                    "counts as a rural couple", RURAL_COUPLE, text_zh="农村夫妻", key="rural"
                ),
            ),
            note="Couples in towns were given contraceptives free; who paid for their operations "
            "depended on their insurance (implementing rules, art. 5).",
        ),
        Rule(
            "free basic family-planning services",
            name_zh="免费享受国家规定的基本项目的计划生育技术服务",
            subject=SERVICE_COUPLE,
            source=_LAW,
            since=date(2002, 9, 1),
            requires=(_PRACTISING, _REPRODUCTIVE),
            note="Which services are basic is laid down nationally and by provinces: see "
            "famplan.rules.free_items. All are voluntary: informed choice of the method (art. 19).",
        ),
    ),
)
"""Contraceptives and procedures that couples have for nothing."""

SCHEMES = (PRE_PREGNANCY_CHECK, FREE_SERVICES)
"""What this room files."""
