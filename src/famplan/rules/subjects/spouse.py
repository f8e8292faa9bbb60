"""People who marry, and parents of a first child, by age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.language.subject import Subject
from famplan.model.sex import Sex, read_sex

if TYPE_CHECKING:
    from datetime import date

__all__ = ["SPOUSE", "Spouse"]


@attrs.frozen(kw_only=True)
class Spouse:
    """Someone who marries or has a child; what is not given is unknown.

    The reference date of a verdict is the day of the marriage or of the birth: it chooses the
    law.

    Parameters
    ----------
    sex : Sex or str, optional
        Sex as registered at birth.
    birth : date, optional
        Date of birth.
    partner_birth : date, optional
        Date of birth of the partner.
    married : date, optional
        Day of the marriage.
    first_marriage : bool, optional
        Whether it is the person's first marriage.
    first_child : bool, optional
        Whether the child is the person's first.
    conceived_married : bool, optional
        Whether the child was conceived after the marriage.
    """

    sex: Sex | None = attrs.field(default=None, converter=read_sex)
    birth: date | None = None
    partner_birth: date | None = None
    married: date | None = None
    first_marriage: bool | None = None
    first_child: bool | None = None
    conceived_married: bool | None = None


SPOUSE = Subject("spouse", of=Spouse)
SEX = SPOUSE.choice("sex", Sex, "sex", "性别")
BIRTH = SPOUSE.date("birth", "date of birth", "出生日期")
PARTNER_BIRTH = SPOUSE.date("partner_birth", "partner's date of birth", "配偶出生日期")
MARRIED = SPOUSE.date("married", "day of the marriage", "结婚日期")
FIRST_MARRIAGE = SPOUSE.flag("first_marriage", "it is the first marriage", "初次结婚")
FIRST_CHILD = SPOUSE.flag("first_child", "it is the first child", "初次生育")
CONCEIVED_MARRIED = SPOUSE.flag(
    "conceived_married", "the child was conceived after the marriage", "婚后怀孕"
)

SPOUSE.contradiction("the person is not born yet", "尚未出生", ~BIRTH.has_come())
SPOUSE.contradiction("the marriage is before the birth", "结婚早于出生", MARRIED < BIRTH)
