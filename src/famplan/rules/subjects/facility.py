"""Facilities that offer family-planning operations, by what they say of themselves."""

from __future__ import annotations

import attrs

from famplan.language.subject import Subject

__all__ = ["FACILITY", "Facility"]


@attrs.frozen(kw_only=True)
class Facility:
    """A facility, for instance the station of a township; what is not given is unknown.

    Parameters
    ----------
    physicians, assistant_physicians : int, optional
        Licensed physicians (执业医师) and licensed assistant physicians (执业助理医师).
    iud_insertion, iud_removal : bool, optional
        Whether it offers to insert or remove intrauterine devices.
    female_sterilisation, male_sterilisation : bool, optional
        Whether it offers these operations.
    early_termination : bool, optional
        Whether it offers early termination of pregnancy.
    approved : bool, optional
        Whether what it offers is approved, item by item.
    equipment : bool, optional
        Whether it has the equipment for diagnosis and treatment that these need.
    emergencies : bool, optional
        Whether it is equipped and able to rescue, and can refer.
    safety_rules : bool, optional
        Whether it has rules that secure the safety and quality of services.
    standards : bool, optional
        Whether it meets the technical standards of these services.
    asks_consent : bool, optional
        Whether nothing is done without the consent of the client in person.
    secures_safety : bool, optional
        Whether it secures the safety of clients.
    staff_licensed : bool, optional
        Whether all clinical staff hold the licence of their profession.
    physicians_registered : bool, optional
        Whether its physicians and assistant physicians are registered.
    private_practice : bool, optional
        Whether it is a private practice (个体医疗机构).
    """

    physicians: int | None = None
    assistant_physicians: int | None = None
    iud_insertion: bool | None = None
    iud_removal: bool | None = None
    female_sterilisation: bool | None = None
    male_sterilisation: bool | None = None
    early_termination: bool | None = None
    approved: bool | None = None
    equipment: bool | None = None
    emergencies: bool | None = None
    safety_rules: bool | None = None
    standards: bool | None = None
    asks_consent: bool | None = None
    secures_safety: bool | None = None
    staff_licensed: bool | None = None
    physicians_registered: bool | None = None
    private_practice: bool | None = None


FACILITY = Subject("facility", of=Facility)
PHYSICIANS = FACILITY.number("physicians", "licensed physicians", "执业医师人数")
ASSISTANT_PHYSICIANS = FACILITY.number(
    "assistant_physicians", "licensed assistant physicians", "执业助理医师人数"
)
IUD_INSERTION = FACILITY.flag("iud_insertion", "offers IUD insertion", "开展放置宫内节育器")
IUD_REMOVAL = FACILITY.flag("iud_removal", "offers IUD removal", "开展取出宫内节育器")
FEMALE_STERILISATION = FACILITY.flag(
    "female_sterilisation", "offers female sterilisation", "开展输卵管结扎术"
)
MALE_STERILISATION = FACILITY.flag(
    "male_sterilisation", "offers male sterilisation", "开展输精管结扎术"
)
EARLY_TERMINATION = FACILITY.flag(
    "early_termination", "offers early termination of pregnancy", "开展早期人工终止妊娠术"
)
APPROVED = FACILITY.flag("approved", "what it offers is approved, item by item", "项目经批准")
EQUIPMENT = FACILITY.flag("equipment", "has the equipment", "具有相适应的诊疗设备")
EMERGENCIES = FACILITY.flag(
    "emergencies", "is able to rescue, and can refer", "具有抢救能力和转诊条件"
)
SAFETY_RULES = FACILITY.flag("safety_rules", "has rules of safety and quality", "具有安全管理制度")
STANDARDS = FACILITY.flag("standards", "meets the technical standards", "符合技术标准和条件")
ASKS_CONSENT = FACILITY.flag(
    "asks_consent", "does nothing without the consent of the client", "征得受术者本人同意"
)
SECURES_SAFETY = FACILITY.flag(
    "secures_safety", "secures the safety of clients", "保证受术者的安全"
)
STAFF_LICENSED = FACILITY.flag(
    "staff_licensed", "clinical staff hold their licences", "人员具有执业资格"
)
PHYSICIANS_REGISTERED = FACILITY.flag(
    "physicians_registered", "physicians are registered", "医师已注册"
)
PRIVATE_PRACTICE = FACILITY.flag("private_practice", "is a private practice", "个体医疗机构")

FACILITY.contradiction(
    "a number of physicians is below zero",
    "医师人数为负",
    (PHYSICIANS < 0) | (ASSISTANT_PHYSICIANS < 0),
)
