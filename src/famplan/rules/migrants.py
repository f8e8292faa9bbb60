"""Migrants: services where they live, the certificate of marriage and births, and its deadlines.

Which moves make a floating person is decided by the definitions in `famplan.model.migrant`.
"""

from __future__ import annotations

from datetime import date

import attrs

from famplan.catalogue.indicator import Grade, Source
from famplan.model.migrant import DEFINITION_1998, DEFINITION_2009
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.mover import (
    ARRIVED,
    BIRTH,
    CHILDREN_BORN,
    DOCUMENTS,
    ELECTRONIC_PLACE,
    FAR_ENOUGH,
    FLOATING_1998,
    MARRIED,
    MOVER,
    PURPOSE,
    SEX,
    Mover,
)

__all__ = [
    "ELECTRONIC_CERTIFICATE",
    "FIRST_BIRTH_REGISTRATION",
    "MARRIAGE_BIRTH_CERTIFICATE",
    "MIGRANT_SERVICES",
    "REPEAL_2021",
    "SCHEMES",
]

REPEAL_2021 = "State Council decision of 2021-09-09 repealing the regulation"
"""The act that ended the regulation of 2009; it repealed that on technical services too."""

_BEGAN, _REPEALED = DEFINITION_2009.since, DEFINITION_2009.until
_TITLE = "流动人口计划生育工作条例 (State Council order 555 of 2009-05-11)"
_REGULATION = Source(_TITLE, grade=Grade.LAW)
_MEASURE = Source(
    "流动人口计划生育工作管理办法 (approved 1998-08-06, issued 1998-09-22)",
    locator="duty to hold a certificate; first day taken to be 1999-01-01",
    grade=Grade.MEMORY,
)
_AGES_1998 = Source(
    "Ages under the measure of 1998, taken from practice under the regulation of 2009",
    grade=Grade.MEMORY,
)
_AGES = Source("Practice under the regulation of 2009: ages 18–49", grade=Grade.SECONDARY)

_ADULT = Requirement(
    "is an adult of reproductive age: 18 to 49 in practice",
    BIRTH.age().between(18, 49),
    "art. 2 and 7",
    text_zh="成年育龄人员（实践中为18至49周岁）",
    key="age",
    source=_AGES,
)
_FLOATING = (
    Requirement(
        "lives elsewhere than in the county or city of registration, and not merely in another "
        "district of one city",
        FAR_ENOUGH,
        "art. 2 and 2 (2)",
        text_zh="离开户籍所在地的县、市或者市辖区，市辖区之间除外",
        key="border",
    ),
    Requirement(
        "lives there to work or to live, not for a business trip, treatment, study, travel or a "
        "visit",
        PURPOSE.is_in(*sorted(DEFINITION_2009.counted)),
        "art. 2 and 2 (1)",
        text_zh="以工作、生活为目的异地居住",
        key="purpose",
    ),
)
_WOMAN = Requirement("is a woman", SEX.is_("female"), "art. 7", text_zh="女性", key="sex")

MIGRANT_SERVICES: Scheme[Mover] = Scheme(
    code="migrant-services",
    name="free services for migrants where they live",
    name_zh="流动人口现居住地计划生育服务",
    versions=(
        Rule(
            "free services for migrants where they live",
            name_zh="流动人口在现居住地免费享受计划生育服务",
            subject=MOVER,
            source=_REGULATION,
            since=_BEGAN,
            until=_REPEALED,
            ended_by=REPEAL_2021,
            requires=(
                _ADULT,
                *_FLOATING,
                Requirement(
                    "has arrived",
                    ARRIVED.has_come(),
                    "art. 10",
                    text_zh="在现居住地",
                    key="arrived",
                ),
            ),
            note="Knowledge of reproductive health, contraceptives and the basic services are "
            "free as for residents (art. 10 (1), (2)); leave and support follow the rules of the "
            "place of residence (art. 10 (3), (4)), whose government is mainly responsible "
            "(art. 4). The place of registration may not ask married women to return for checks "
            "(art. 13). That the regulation was repealed does not end free services: they rest on "
            "the law's art. 21.",
        ),
    ),
)
"""Equal services at the place of residence, under the regulation of 2009."""

MARRIAGE_BIRTH_CERTIFICATE: Scheme[Mover] = Scheme(
    code="marriage-birth-certificate",
    name="certificate of marriage and births for migrants",
    name_zh="流动人口婚育证明",
    versions=(
        Rule(
            "certificate of marriage and births, measure of 1998",
            name_zh="流动人口婚育证明（1998年办法）",
            subject=MOVER,
            source=_MEASURE,
            since=DEFINITION_1998.since,
            until=DEFINITION_1998.until,
            ended_by="regulation of 2009, art. 25",
            only_counted=True,
            requires=(
                attrs.evolve(_ADULT, locator="", source=_AGES_1998),
                Requirement(
                    "is a floating person by the measure of 1998",
                    FLOATING_1998,
                    "art. 2",
                    text_zh="1998年办法所称流动人口",
                    key="floating",
                ),
            ),
            note="Of the measure only its definition was seen, in summary.",
        ),
        Rule(
            "certificate of marriage and births, regulation of 2009",
            name_zh="流动人口婚育证明（2009年条例）",
            subject=MOVER,
            source=_REGULATION,
            since=_BEGAN,
            until=_REPEALED,
            ended_by=REPEAL_2021,
            only_counted=True,
            requires=(_WOMAN, _ADULT, *_FLOATING),
            note="To be obtained before leaving (art. 7), free of charge (art. 17). Who had none "
            "could hand it in later and was otherwise only reminded (art. 23).",
        ),
    ),
)
"""Who was asked to hold the certificate, a duty: women are counted by it, and never listed."""

_PILOT_2014 = Source(
    "Beijing News, 2014-11-19, on electronic certificates",
    locator="pilot in 11 provinces from July 2014; the whole country planned for 2015",
    grade=Grade.SECONDARY,
)
_JULY_2014 = Source(
    "Electronic certificates: the pilot began in July 2014",
    locator="on which day of July was not found",
    grade=Grade.MEMORY,
)
_ELECTRONIC = Rule(
    "electronic certificate of marriage and births",
    name_zh="流动人口电子婚育证明",
    subject=MOVER,
    source=_PILOT_2014,
    since=date(2014, 8, 1),
    until=_REPEALED,
    ended_by=REPEAL_2021,
    only_counted=True,
    requires=(
        _WOMAN,
        _ADULT,
        *_FLOATING,
        Requirement(
            "the place of registration issues it electronically",
            ELECTRONIC_PLACE,
            "pilot",
            text_zh="户籍地开展电子婚育证明",
            key="place",
        ),
    ),
    note="Which 11 provinces took part in 2014 and whether all did in 2015 was not found; "
    "Shanghai issued none on paper from 2016-07-01.",
)

ELECTRONIC_CERTIFICATE: Scheme[Mover] = Scheme(
    code="electronic-certificate",
    name="electronic certificate of marriage and births",
    name_zh="流动人口电子婚育证明",
    versions=(
        _ELECTRONIC.changed(
            source=_JULY_2014, since=date(2014, 7, 1), until=date(2014, 8, 1), ended_by=""
        ),
        _ELECTRONIC,
    ),
)
"""The certificate without paper."""

FIRST_BIRTH_REGISTRATION: Scheme[Mover] = Scheme(
    code="first-birth-registration",
    name="registering a first birth where migrants live",
    name_zh="流动人口一孩生育服务登记",
    versions=(
        Rule(
            "registering a first birth where migrants live",
            name_zh="在现居住地办理第一个子女生育服务登记",
            subject=MOVER,
            source=_REGULATION,
            since=_BEGAN,
            until=_REPEALED,
            ended_by=REPEAL_2021,
            requires=(
                *_FLOATING,
                Requirement("is married", MARRIED, "art. 16 ¶1", text_zh="夫妻", key="married"),
                Requirement(
                    "has no child yet",
                    CHILDREN_BORN == 0,
                    "art. 16 ¶1",
                    text_zh="生育第一个子女",
                    key="first",
                ),
                Requirement(
                    "has the identity cards of both, the marriage certificate, the woman's "
                    "certificate and the man's statement",
                    DOCUMENTS,
                    "art. 16 (1) to (3)",
                    text_zh="身份证、结婚证、女方婚育证明和男方婚育情况证明材料",
                    key="documents",
                ),
            ),
            note="The offices ask each other within the deadlines of art. 16: the couple need not "
            "travel.",
        ),
    ),
)
"""A couple's first birth could be registered where they live, without going home."""

SCHEMES = (
    MIGRANT_SERVICES,
    MARRIAGE_BIRTH_CERTIFICATE,
    ELECTRONIC_CERTIFICATE,
    FIRST_BIRTH_REGISTRATION,
)
"""What this room files."""
