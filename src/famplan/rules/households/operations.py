"""Voluntary procedures: insurance of those who have one, and free treatment of complications.

Treatment is asked for with the certificate of a complication, never with a proof of consent: who
was operated against their will is not sent away.
"""

from __future__ import annotations

from datetime import date

from famplan.catalogue.indicator import Grade, Source
from famplan.model.procedure import Complication, ProcedureKind
from famplan.model.registration import Registration
from famplan.rules.amount_files import amounts_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme
from famplan.rules.subjects.client import (
    ACCIDENT,
    BIRTHS_CONFORMED,
    CERTIFIED,
    CLIENT,
    COMPLICATION,
    CONSENTED,
    FREE,
    KIND,
    PERFORMED,
    RECOGNISED,
    REGISTRATION,
    TREATED,
    Client,
)

__all__ = ["COMPLICATION_TREATMENT", "SURGERY_INSURANCE"]

_ORDER_309 = "Regulation on family-planning technical services, State Council Order 309"
_LAW = "Population and Family Planning Law (人口与计划生育法)"
_NUMBER_67 = "计划生育手术并发症鉴定管理办法(试行), 人口科技〔2011〕67号"
_REPEAL = "State Council decision of 2021-09-09, which repeals Order 309"

_RURAL = Requirement(
    "is of a rural family",
    REGISTRATION.is_(Registration.RURAL),
    text_zh="农村家庭",
    key="registration",
)
_CONFORMED = Requirement(
    "is of a family that practises family planning",
    BIRTHS_CONFORMED,
    text_zh="实行计划生育的家庭",
    key="conformed",
)

SURGERY_INSURANCE: Scheme[Client] = Scheme(
    code="surgery-insurance",
    name="insurance of family-planning operations (Zhengzhou)",
    name_zh="计划生育手术保险（郑州）",
    versions=(
        Rule(
            "insurance of family-planning operations (Zhengzhou)",
            name_zh="计划生育手术保险（郑州）",
            subject=CLIENT,
            place="Henan/Zhengzhou",
            source=Source(
                "Source report S3, part 2 (Zhengzhou, Henan, 2007)",
                locator="意外赔偿金5000元、医疗保险赔偿金1000元",
                grade=Grade.SECONDARY,
            ),
            since=date(2007, 1, 1),
            requires=(
                _RURAL,
                _CONFORMED,
                Requirement(
                    "had the operation, or has it today",
                    PERFORMED.has_come(),
                    text_zh="已接受手术",
                    key="performed",
                ),
                Requirement(
                    "consented in writing on or before its day",
                    CONSENTED <= PERFORMED,
                    "Order 309 art. 17",
                    text_zh="手术当日或之前书面知情同意",
                    key="consent",
                    source=Source(_ORDER_309, locator="art. 17", grade=Grade.LAW),
                ),
            ),
            note="The day is inferred: the text is of 2007 and masks its date.",
        ),
    ),
    amounts=amounts_of("surgery_insurance", cases={"accident": ACCIDENT, "treatment": TREATED}),
    note="A text of one city of Henan alone, taken to be Zhengzhou. City and county share the "
    "premium, which it masks.",
)
"""5,000 yuan after an accident and 1,000 for treatment, for voluntary operations."""

_CERTIFIED = Requirement(
    "an appraisal certifies a complication",
    CERTIFIED.has_come() & ~COMPLICATION.is_(Complication.NONE),
    "Order 309 art. 32",
    text_zh="经鉴定为手术并发症",
    key="certified",
    source=Source(_ORDER_309, locator="art. 32", grade=Grade.LAW),
)
_LISTED = (
    ProcedureKind.IUD_INSERTION,
    ProcedureKind.IUD_REMOVAL,
    ProcedureKind.IMPLANT_INSERTION,
    ProcedureKind.IMPLANT_REMOVAL,
    ProcedureKind.INDUCED_ABORTION,
    ProcedureKind.INDUCTION,
    ProcedureKind.FEMALE_STERILISATION,
    ProcedureKind.MALE_STERILISATION,
)
_SCOPE = Requirement(
    "the operation was a free one that is listed, or is recognised",
    FREE & (KIND.is_in(*_LISTED) | RECOGNISED),
    "no. 67 arts 2, 3",
    text_zh="国家免费提供的规定手术",
    key="scope",
    source=Source(_NUMBER_67, locator="arts 2 and 3", grade=Grade.SECONDARY),
)

_TREATMENT = Rule(
    "free treatment of complications of family-planning operations",
    name_zh="计划生育手术并发症免费治疗",
    subject=CLIENT,
    source=Source(_ORDER_309, locator="arts 3 and 8 (2)", grade=Grade.LAW),
    since=date(2001, 10, 1),
    until=date(2002, 9, 1),
    ended_by="Population and Family Planning Law, art. 21, which covers town and country",
    requires=(_RURAL, _CONFORMED, _CERTIFIED),
)
_BY_LAW = _TREATMENT.changed(
    source=Source(_LAW, locator="art. 21", grade=Grade.LAW),
    since=date(2002, 9, 1),
    until=date(2011, 1, 1),
    ended_by=f"{_NUMBER_67}, which says what a complication is",
    requires=(_CONFORMED, _CERTIFIED),
    note="By art. 8 (2) of Order 309 the treatment of complications is such a service.",
)
_BY_LIST = _BY_LAW.changed(
    since=date(2011, 1, 1),
    until=date(2021, 9, 9),
    ended_by=_REPEAL,
    requires=(_CONFORMED, _CERTIFIED, _SCOPE),
    note=(
        "The day in 2011 is not known; the year is taken from its first day. Harm from a breach of "
        "the norms is no complication: other law gives compensation for it."
    ),
)
_SINCE_REPEAL = _BY_LAW.changed(
    since=date(2021, 9, 9),
    until=None,
    ended_by="",
    note="The law's art. 21 stands; which services are basic is for the state and provinces.",
)

COMPLICATION_TREATMENT: Scheme[Client] = Scheme(
    code="complication-treatment",
    name=_TREATMENT.name,
    name_zh=_TREATMENT.name_zh,
    versions=(_TREATMENT, _BY_LAW, _BY_LIST, _SINCE_REPEAL),
    overlays=(
        Overlay(
            place="Hunan",
            source=Source(
                "Hunan Population and Family Planning Regulation (湖南省人口与计划生育条例)",
                locator="art. 23 (text of 2021-12-03)",
                grade=Grade.LAW,
            ),
            since=date(2021, 12, 3),
            adds=(
                Requirement(
                    "the operation is on the closed list, which has reversals too",
                    KIND.is_in(*_LISTED, ProcedureKind.STERILISATION_REVERSAL),
                    "Hunan art. 23",
                    text_zh="手术属于所列免费项目",
                    key="scope",
                ),
            ),
        ),
    ),
    note="For all who have a certificate, whatever their age now; no amount is paid.",
)
"""Free treatment of certified complications, by the regulation of 2001 and the law."""
