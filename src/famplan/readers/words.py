"""Vocabularies that only registers use."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["CheckKind", "Legitimacy", "Qualification"]


class CheckKind(StrEnum):
    """What a check was for: each is counted, and none says on whom one is due."""

    PRE_PREGNANCY = "pre-pregnancy check"
    PREMARITAL = "premarital exam"
    PRENATAL_SCREENING = "prenatal screening"
    NEWBORN_SCREENING = "newborn screening"
    GYNAECOLOGICAL = "gynaecological check"
    FOLIC_ACID = "folic acid"
    TRAINING = "training"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _CHECKS[self]


_CHECKS = {
    CheckKind.PRE_PREGNANCY: "孕前优生健康检查",
    CheckKind.PREMARITAL: "婚前检查",
    CheckKind.PRENATAL_SCREENING: "产前筛查",
    CheckKind.NEWBORN_SCREENING: "新生儿疾病筛查",
    CheckKind.GYNAECOLOGICAL: "妇科病普查",
    CheckKind.FOLIC_ACID: "叶酸发放",
    CheckKind.TRAINING: "婚育前培训",
}


class Qualification(StrEnum):
    """Qualification of a member of staff."""

    LICENSED_PHYSICIAN = "licensed physician"
    ASSISTANT_PHYSICIAN = "assistant physician"
    NURSE = "nurse"
    TECHNICIAN = "technician"
    NONE = "none"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _QUALIFICATIONS[self]


_QUALIFICATIONS = {
    Qualification.LICENSED_PHYSICIAN: "执业医师",
    Qualification.ASSISTANT_PHYSICIAN: "执业助理医师",
    Qualification.NURSE: "护士",
    Qualification.TECHNICIAN: "技师",
    Qualification.NONE: "无",
}


class Legitimacy(StrEnum):
    """Whether a child was born to a married mother: as the register says, for tables by it.

    No right of a child rests on it; old registers and the statistics made of them have it.
    """

    WITHIN_MARRIAGE = "within marriage"
    OUTSIDE_MARRIAGE = "outside marriage"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _LEGITIMACY[self]


_LEGITIMACY = {
    Legitimacy.WITHIN_MARRIAGE: "婚生",
    Legitimacy.OUTSIDE_MARRIAGE: "非婚生",
}
