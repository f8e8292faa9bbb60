"""Facilities: what the regulation on technical services asked of them and of their staff."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from famplan.catalogue.indicator import Grade, Source
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.facility import (
    APPROVED,
    ASKS_CONSENT,
    ASSISTANT_PHYSICIANS,
    EARLY_TERMINATION,
    EMERGENCIES,
    EQUIPMENT,
    FACILITY,
    FEMALE_STERILISATION,
    IUD_INSERTION,
    IUD_REMOVAL,
    MALE_STERILISATION,
    PHYSICIANS,
    PHYSICIANS_REGISTERED,
    PRIVATE_PRACTICE,
    SAFETY_RULES,
    SECURES_SAFETY,
    STAFF_LICENSED,
    STANDARDS,
    Facility,
)

if TYPE_CHECKING:
    from famplan.language.facts import FlagFact

__all__ = [
    "CLINICAL_STAFF",
    "FIVE_PROCEDURES",
    "INFORMED_CONSENT",
    "SCHEMES",
    "TOWNSHIP_STATION",
]

_TITLE = "计划生育技术服务管理条例 (State Council order 309 of 2001-06-13, as revised 2004-12-10)"
_REVISED = date(2004, 12, 10)
_REPEALED = date(2021, 9, 9)
_REPEAL = "State Council decision of 2021-09-09 repealing the regulation"
_FLOOR = Source(_TITLE, locator="art. 9 and 10, added 2004-12-10", grade=Grade.LAW)

TOWNSHIP_STATION: Scheme[Facility] = Scheme(
    code="township-station",
    name="township station of family-planning services",
    name_zh="乡级计划生育技术服务机构",
    versions=(
        Rule(
            "conditions for a township station to offer procedures",
            name_zh="乡级计划生育技术服务机构开展手术项目的条件",
            subject=FACILITY,
            source=_FLOOR,
            since=_REVISED,
            until=_REPEALED,
            ended_by=_REPEAL,
            requires=(
                Requirement(
                    "has a licensed physician or a licensed assistant physician",
                    (PHYSICIANS >= 1) | (ASSISTANT_PHYSICIANS >= 1),
                    "art. 10 (1)",
                    text_zh="具有1名以上执业医师或者执业助理医师",
                    key="staff",
                ),
                Requirement(
                    "has a licensed physician if it offers sterilisation or early termination",
                    (PHYSICIANS >= 1)
                    | ~FEMALE_STERILISATION & ~MALE_STERILISATION & ~EARLY_TERMINATION,
                    "art. 10 (1)",
                    text_zh="开展输卵（精）管结扎术、早期人工终止妊娠术的，具备1名以上执业医师",
                    key="surgeon",
                ),
                Requirement(
                    "has the equipment for what it offers",
                    EQUIPMENT,
                    "art. 10 (2)",
                    text_zh="具有相适应的诊疗设备",
                    key="equipment",
                ),
                Requirement(
                    "is equipped and able to rescue, and can refer",
                    EMERGENCIES,
                    "art. 10 (3)",
                    text_zh="具有抢救设施、设备、药品和能力，并具有转诊条件",
                    key="emergencies",
                ),
                Requirement(
                    "has rules that secure safety and quality",
                    SAFETY_RULES,
                    "art. 10 (4)",
                    text_zh="具有保证技术服务安全和服务质量的管理制度",
                    key="rules",
                ),
                Requirement(
                    "meets the technical standards",
                    STANDARDS,
                    "art. 10 (5)",
                    text_zh="符合有关的技术标准和条件",
                    key="standards",
                ),
                Requirement(
                    "what it offers is approved, item by item",
                    APPROVED,
                    "art. 9 ¶2",
                    text_zh="项目经设区的市级人民政府计划生育行政部门批准",
                    key="approved",
                ),
            ),
            note="Articles 9 and 10 were added by the decision of 2004-12-10, in force that day; "
            "what the text of 2001 asked of township stations was not seen.",
        ),
    ),
)
"""Staff and certification floors of a township station that offers procedures."""

_CONSENT = Rule(
    "consent and safety in procedures",
    name_zh="征得受术者本人同意并保证安全",
    subject=FACILITY,
    source=Source(_TITLE, locator="art. 17", grade=Grade.LAW),
    since=_REVISED,
    until=_REPEALED,
    ended_by=_REPEAL,
    requires=(
        Requirement(
            "does no operation, special examination or special treatment without the consent of "
            "the client in person",
            ASKS_CONSENT,
            "art. 17",
            text_zh="征得受术者本人同意",
            key="consent",
        ),
        Requirement(
            "secures the safety of the client",
            SECURES_SAFETY,
            "art. 17",
            text_zh="保证受术者的安全",
            key="safety",
        ),
    ),
)


def _as_of_2001(rule: Rule[Facility]) -> Rule[Facility]:
    """Take a rule for the years before the revision, whose text was not seen."""
    source = Source(
        "计划生育技术服务管理条例 (State Council order 309 of 2001-06-13)",
        locator=f"what is {rule.source.locator} since 2004; the words of 2001 were not seen",
        grade=Grade.MEMORY,
    )
    revision = "revision of 2004-12-10"
    return rule.changed(source=source, since=date(2001, 10, 1), until=_REVISED, ended_by=revision)


INFORMED_CONSENT: Scheme[Facility] = Scheme(
    code="informed-consent",
    name="consent and safety in procedures",
    name_zh="征得受术者本人同意并保证安全",
    versions=(_as_of_2001(_CONSENT), _CONSENT),
    note="That the regulation was repealed ends no duty to ask: other laws have it.",
)
"""No procedure without the consent of the client in person."""

_STAFF = Rule(
    "licences of clinical staff",
    name_zh="计划生育技术服务人员执业资格",
    subject=FACILITY,
    source=Source(_TITLE, locator="art. 29", grade=Grade.LAW),
    since=_REVISED,
    until=_REPEALED,
    ended_by=_REPEAL,
    requires=(
        Requirement(
            "clinical staff are licensed as physicians, assistant physicians, village doctors or "
            "nurses",
            STAFF_LICENSED,
            "art. 29 ¶1",
            text_zh="分别取得执业医师、执业助理医师、乡村医生或者护士的资格",
            key="licence",
        ),
        Requirement(
            "physicians and assistant physicians are registered with the county health department",
            PHYSICIANS_REGISTERED,
            "art. 29 ¶1",
            text_zh="执业医师和执业助理医师向县级以上卫生行政部门注册",
            key="registered",
        ),
        Requirement(
            "is no private practice",
            ~PRIVATE_PRACTICE,
            "art. 29 ¶2",
            text_zh="个体医疗机构不得从事计划生育手术",
            key="private",
        ),
    ),
)

CLINICAL_STAFF: Scheme[Facility] = Scheme(
    code="clinical-staff",
    name="licences of clinical staff",
    name_zh="计划生育技术服务人员执业资格",
    versions=(_as_of_2001(_STAFF), _STAFF),
)
"""Who may do clinical work of family planning, and where operations may be done."""


def _offers(fact: FlagFact[Facility], key: str, item: int) -> Requirement[Facility]:
    return Requirement(
        fact.label, fact, f"art. 9 ({item})", text_zh=fact.label_zh, key=key, source=_FLOOR
    )


FIVE_PROCEDURES: Scheme[Facility] = Scheme(
    code="five-procedures",
    name="station able to do the five procedures",
    name_zh="具备计划生育“五项手术”能力",
    versions=(
        Rule(
            "able to do the five procedures",
            name_zh="具备计划生育“五项手术”能力",
            subject=FACILITY,
            source=Source(
                "Usual meaning of 五项手术",
                locator="no text that counts the five was found",
                grade=Grade.MEMORY,
            ),
            since=_REVISED,
            until=_REPEALED,
            ended_by=_REPEAL,
            requires=(
                _offers(IUD_INSERTION, "insertion", 1),
                _offers(IUD_REMOVAL, "removal", 2),
                _offers(FEMALE_STERILISATION, "female", 3),
                _offers(MALE_STERILISATION, "male", 3),
                _offers(EARLY_TERMINATION, "termination", 4),
            ),
            note="The regulation lists what township stations may do; with the two sterilisations "
            "counted apart that makes five.",
        ),
    ),
)
"""What reports call able to do the five procedures: all that article 9 lets stations offer."""

SCHEMES = (TOWNSHIP_STATION, INFORMED_CONSENT, CLINICAL_STAFF, FIVE_PROCEDURES)
"""What this room files."""
