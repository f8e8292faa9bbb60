"""One-off rewards: on retiring, for a second birth given up of one's own will, in old age."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from famplan.catalogue.indicator import Grade, Source
from famplan.model.registration import Registration
from famplan.model.sex import Sex
from famplan.rules.amount import Amount
from famplan.rules.amount_files import amounts_of
from famplan.rules.certificates.certificate import ONE_CHILD
from famplan.rules.local_texts import amounts_in, overlays_in, texts_of
from famplan.rules.population_law import TWO_CHILDREN, law_text, through_time
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme
from famplan.rules.subjects.employer import Employer
from famplan.rules.subjects.parent import (
    AVERAGE_WAGE,
    BIRTH,
    BIRTHS_CONFORMED,
    CERTIFICATE,
    CHILD_CANNOT_WORK,
    EMPLOYER,
    ENTITLED_TO_SECOND,
    LIVING_CHILDREN,
    PARENT,
    PENSION,
    REACHED_LOCAL_AGE,
    REGISTRATION,
    RENOUNCED_SECOND,
    RETIRED,
    SCHEME_BEGUN,
    SEX,
    Parent,
)

if TYPE_CHECKING:
    from famplan.language.conditions import Condition
    from famplan.rules.local_texts import LocalText

__all__ = ["RENOUNCED_BIRTH_REWARD", "RETIREMENT_REWARD", "URBAN_OLD_AGE_REWARD"]

_URBAN = REGISTRATION.is_(Registration.URBAN)
_HAS_RETIRED = RETIRED.has_come()
_NO_EMPLOYER = EMPLOYER.is_(Employer.NONE)
_EMPLOYEE = ~_NO_EMPLOYER & _HAS_RETIRED
_OLD = (BIRTH.age() >= 60) | (SEX.is_(Sex.FEMALE) & (BIRTH.age() >= 55))

_WHO: dict[str, tuple[str, Condition[Parent]]] = {
    "an urban resident who has retired, where such a reward is paid": (
        "城镇居民已退休，且当地已实行奖励",
        SCHEME_BEGUN & _URBAN & _HAS_RETIRED,
    ),
    "an urban resident, a man from 60 or a woman from 55": (
        "城镇居民，男满60周岁、女满55周岁",
        _URBAN & _OLD,
    ),
    "a retired employee with the certificate": ("持证职工已退休", _EMPLOYEE & CERTIFICATE),
    "retired, with the certificate": ("持证者已退休", _HAS_RETIRED & CERTIFICATE),
    "an urban resident with the certificate, retired, or without employer from 60 or 55": (
        "持证城镇居民，职工退休，或无工作单位者男满60周岁、女满55周岁",
        _URBAN & CERTIFICATE & (_EMPLOYEE | (_NO_EMPLOYER & _OLD)),
    ),
    "a retired employee, or an urban resident with the certificate from 60 or 55": (
        "职工已退休，或持证城镇居民男满60周岁、女满55周岁",
        _EMPLOYEE | (_URBAN & CERTIFICATE & _OLD),
    ),
    "a man from 60 or a woman from 55 with the certificate": (
        "持证者男满60周岁、女满55周岁",
        _OLD & CERTIFICATE,
    ),
}

_CASES: dict[str, Condition[Parent] | None] = {
    "enterprise": EMPLOYER.is_(Employer.ENTERPRISE),
    "public body": EMPLOYER.is_(Employer.PUBLIC),
    "retired employee": _EMPLOYEE & ~ENTITLED_TO_SECOND,
    "retired employee, was allowed a second child before 2014-03-01": (
        _EMPLOYEE & ENTITLED_TO_SECOND
    ),
    "urban resident, not a retired employee": ~_EMPLOYEE,
    "instead of monthly payments": None,
    "child dead or disabled": (LIVING_CHILDREN == 0) | CHILD_CANNOT_WORK,
}


def _who(name: str) -> Requirement[Parent]:
    text_zh, condition = _WHO[name]
    return Requirement(f"is {name}", condition, text_zh=text_zh, key="who")


def _named(text: LocalText) -> tuple[Requirement[Parent], ...]:
    return (_who(text.who),)


_RETIRING = (ONE_CHILD, _who("an urban resident who has retired, where such a reward is paid"))
_TEXTS = texts_of("only_child_retirement")

RETIREMENT_REWARD: Scheme[Parent] = Scheme(
    code="only-child-retirement",
    name="retirement reward for parents of an only child",
    name_zh="独生子女父母退休一次性奖励",
    versions=through_time(
        PARENT,
        "retirement reward for parents of an only child",
        "独生子女父母退休一次性奖励",
        locators=("art. 23, 29", "art. 23, 29", "art. 23, 34"),
        requires=(_RETIRING, _RETIRING, _RETIRING),
    ),
    overlays=overlays_in(_TEXTS, replaces=_named),
    amounts=(
        Amount(
            source=law_text(date(2002, 9, 1), "art. 23, 29"),
            per="",
            period="",
            note="where the province or city pays one",
        ),
        *amounts_in(_TEXTS, cases=_CASES, times={"average wage": AVERAGE_WAGE, "pension": PENSION}),
    ),
    note="The law only lets provinces reward; who, when and how much is theirs to say.",
)
"""Once on retiring, or at 60 and 55; in some provinces each month."""

_CITY = Source("Decision of a Henan city, 2007", locator="part S3.2", grade=Grade.SECONDARY)
_PAID = amounts_of("renounced_second_birth")
_GAVE_UP: Requirement[Parent] = Requirement(
    "they gave it up of their own will, for life",
    RENOUNCED_SECOND,
    text_zh="自愿终生只生育一个子女",
    key="choice",
)

RENOUNCED_BIRTH_REWARD: Scheme[Parent] = Scheme(
    code="renounced-second-birth",
    name="reward for a second birth given up",
    name_zh="放弃生育二孩一次性奖励",
    versions=(
        Rule(
            "reward for a second birth given up",
            name_zh="放弃生育二孩一次性奖励",
            subject=PARENT,
            source=_CITY,
            since=date(2007, 1, 1),
            until=TWO_CHILDREN,
            ended_by=f"{law_text(TWO_CHILDREN, 'art. 18')}: two children for every couple",
            requires=(
                Requirement(
                    "the rules of the time allowed the couple a second child",
                    ENTITLED_TO_SECOND,
                    text_zh="符合生育第二个子女条件",
                    key="allowed",
                ),
                Requirement(
                    "they gave it up of their own will, for life, where such a reward is paid",
                    SCHEME_BEGUN & RENOUNCED_SECOND,
                    text_zh="自愿终生只生育一个子女，且当地已实行奖励",
                    key="choice",
                ),
                ONE_CHILD,
            ),
        ),
    ),
    overlays=tuple(
        Overlay(place=paid.place, since=paid.since, source=paid.source, replaces=(_GAVE_UP,))
        for paid in _PAID
    ),
    amounts=(
        Amount(source=_CITY, per="couple", period="once", note="where a place decided to pay one"),
        *_PAID,
    ),
    note=(
        "Local, voluntary, and paid where a place so decided. The source gives the year 2007 only. "
        "That it ended with the two-child law follows from its terms; no repeal was found."
    ),
)
"""Once, to couples who were allowed a second child and chose not to have it."""

_SHAANXI = Source(
    "Shaanxi Population and Family Planning Regulation (陕西省人口与计划生育条例), "
    "text of 2022-05-25",
    locator="art. 54",
    grade=Grade.LAW,
)

URBAN_OLD_AGE_REWARD: Scheme[Parent] = Scheme(
    code="urban-old-age",
    name="old-age reward for urban family-planning couples",
    name_zh="城市计划生育夫妇年老一次性奖励",
    versions=(
        Rule(
            "old-age reward for urban family-planning couples",
            name_zh="城市计划生育夫妇年老一次性奖励",
            subject=PARENT,
            source=Source(
                "Local decisions of about 2007",
                locator="「城市计划生育夫妇年老一次性奖励」",
                grade=Grade.SECONDARY,
            ),
            since=date(2007, 1, 1),
            requires=(
                Requirement("is an urban resident", _URBAN, text_zh="城镇居民", key="registration"),
                Requirement(
                    "no birth contrary to the rules of its time",
                    BIRTHS_CONFORMED,
                    text_zh="没有违反计划生育法规政策生育",
                    key="conformed",
                ),
                Requirement(
                    "has reached the age set locally",
                    REACHED_LOCAL_AGE,
                    text_zh="已达当地规定年龄",
                    key="age",
                ),
            ),
            note="A trial that the source names without day, age or amount: the year of the text "
            "is taken for its first.",
        ),
    ),
    overlays=(
        Overlay(
            place="Shaanxi",
            source=_SHAANXI,
            since=date(2022, 5, 25),
            replaces=(
                Requirement(
                    "is a man from 60 or a woman from 55",
                    _OLD,
                    text_zh="男满60周岁、女满55周岁",
                    key="age",
                ),
            ),
            adds=(ONE_CHILD,),
        ),
    ),
    amounts=(
        Amount(
            source=_SHAANXI,
            place="Shaanxi",
            since=date(2022, 5, 25),
            text_of=True,
            period="",
            note="set by the province",
        ),
    ),
    note="Exploratory in the sources: age and amount are local. What Shaanxi pays is listed under "
    "rural-reward too: it is one payment.",
)
"""For urban couples in old age: a trial whose terms are local."""
