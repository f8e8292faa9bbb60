"""Couples at a birth, as birth statistics tell of them: facts by which a birth is classified.

The reference date of every condition is the day of the birth. The facts are those that birth-policy
texts of 1980 to 2022 asked for; they classify births for statistics and nothing else.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from famplan.language.subject import Subject
from famplan.model.registration import Registration, read_registration
from famplan.model.validators import member

if TYPE_CHECKING:
    from datetime import date

__all__ = ["COUPLE", "CoupleAtBirth", "Nationality"]


class Nationality(StrEnum):
    """Nationality, as far as birth-policy texts told one from another.

    Examples
    --------
    >>> Nationality.MONGOL.name_zh, Nationality("han").name
    ('蒙古族', 'HAN')
    """

    HAN = "han"
    ZHUANG = "zhuang"
    MONGOL = "mongol"
    DAUR = "daur"
    EWENKI = "ewenki"
    OROQEN = "oroqen"
    SMALL = "other minority under ten million"
    LARGE = "other minority of ten million or more"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _NATIONALITIES_ZH[self]


_NATIONALITIES_ZH = {
    Nationality.HAN: "汉族",
    Nationality.ZHUANG: "壮族",
    Nationality.MONGOL: "蒙古族",
    Nationality.DAUR: "达斡尔族",
    Nationality.EWENKI: "鄂温克族",
    Nationality.OROQEN: "鄂伦春族",
    Nationality.SMALL: "其他一千万人口以下的少数民族",
    Nationality.LARGE: "其他一千万人口以上的少数民族",
}


def _read_nationality(value: Nationality | str | None) -> Nationality | None:
    return None if value is None else member(value, Nationality, "nationality")


@attrs.frozen(kw_only=True)
class CoupleAtBirth:
    """A couple on the day of a birth; what is not given is unknown.

    Parameters
    ----------
    order : int, optional
        Which child it is for the couple: every earlier child counts, of earlier marriages and
        adopted ones too. Children of one delivery have the order of the first of them.
    married : bool, optional
        Whether the marriage was lawful.
    joint_children : int, optional
        Children born to the two of them before; none of earlier marriages, none adopted.
    woman_earlier_children, man_earlier_children : int, optional
        Children of each from before this marriage.
    remarried, widowed : bool, optional
        Whether one of them was married to someone else before, and widowed from that marriage.
    earlier_children_elsewhere : bool, optional
        Whether all children of earlier marriages live with the other parent.
    girls_before, disabled_children, children_died, children_on_mainland : int, optional
        Of the earlier children, how many were girls, certified as disabled to the standard of the
        text, had died, lived on the mainland.
    woman_birth, man_birth, previous_birth : date, optional
        Dates of birth of the two, and of the child before.
    woman_only_child, man_only_child, two_generation_only_child : bool, optional
        Whether each is an only child, and whether one is so in the second generation.
    woman_nationality, man_nationality : Nationality or str, optional
        Nationalities.
    minority_township_years : int, optional
        Full years that both have lived or worked in a minority township.
    woman_registration, man_registration : Registration or str, optional
        Household registrations.
    mountain_township, state_farm : bool, optional
        Whether they live in a mountain or thinly peopled township that the text names, or under
        contract on a state farm.
    returned_overseas, settled_from_hmt : bool, optional
        Whether both returned from abroad (归国华侨), or settled from Hong Kong, Macao or Taiwan.
    years_since_settling : int, optional
        Completed years since then.
    soldier_grade, worker_grade : int, optional
        Grade of disability of a soldier or of someone hurt at work, 1 (gravest) to 10; 0 for none.
    disabled_partner, martyrs_only_child : bool, optional
        Whether one is disabled to the standard of the text, or the only child of a martyr.
    underground_years, fishing_years : int, optional
        Years on end that one has worked underground, or at sea, and still does.
    fishers : bool, optional
        Whether both are fishers.
    uxorilocal, brothers_childless : bool, optional
        Whether the man moved to the household of a woman without brothers; whether his brothers
        have no children and can have none.
    adopted_after_infertility : bool, optional
        Whether they lawfully adopted after a diagnosis of infertility.
    years_childless : int, optional
        Years without children after the marriage, before the adoption.
    spacing_waived, further_conditions, other_ground : bool, optional
        Whether a case that waives spacing applies; whether conditions of a ground that were not
        read are met; whether a ground that was not read applies. Where they are not given, such
        births stay unclassified.
    """

    order: int | None = None
    married: bool | None = None
    joint_children: int | None = None
    woman_earlier_children: int | None = None
    man_earlier_children: int | None = None
    remarried: bool | None = None
    widowed: bool | None = None
    earlier_children_elsewhere: bool | None = None
    girls_before: int | None = None
    disabled_children: int | None = None
    children_died: int | None = None
    children_on_mainland: int | None = None
    woman_birth: date | None = None
    man_birth: date | None = None
    previous_birth: date | None = None
    woman_only_child: bool | None = None
    man_only_child: bool | None = None
    two_generation_only_child: bool | None = None
    woman_nationality: Nationality | None = attrs.field(default=None, converter=_read_nationality)
    man_nationality: Nationality | None = attrs.field(default=None, converter=_read_nationality)
    minority_township_years: int | None = None
    woman_registration: Registration | None = attrs.field(default=None, converter=read_registration)
    man_registration: Registration | None = attrs.field(default=None, converter=read_registration)
    mountain_township: bool | None = None
    state_farm: bool | None = None
    returned_overseas: bool | None = None
    settled_from_hmt: bool | None = None
    years_since_settling: int | None = None
    soldier_grade: int | None = None
    worker_grade: int | None = None
    disabled_partner: bool | None = None
    martyrs_only_child: bool | None = None
    underground_years: int | None = None
    fishing_years: int | None = None
    fishers: bool | None = None
    uxorilocal: bool | None = None
    brothers_childless: bool | None = None
    adopted_after_infertility: bool | None = None
    years_childless: int | None = None
    spacing_waived: bool | None = None
    further_conditions: bool | None = None
    other_ground: bool | None = None


COUPLE = Subject("couple", of=CoupleAtBirth)
_number, _flag, _day = COUPLE.number, COUPLE.flag, COUPLE.date

ORDER = _number("order", "order of the birth", "孩次")
MARRIED = _flag("married", "the marriage was lawful", "合法婚姻")
JOINT = _number("joint_children", "children born to the couple before", "婚后共同生育子女数")
WOMAN_EARLIER = _number("woman_earlier_children", "the woman's earlier children", "女方婚前子女数")
MAN_EARLIER = _number("man_earlier_children", "the man's earlier children", "男方婚前子女数")
REMARRIED = _flag("remarried", "one was married to someone else before", "再婚")
WIDOWED = _flag("widowed", "one was widowed before this marriage", "丧偶后再婚")
ELSEWHERE = _flag(
    "earlier_children_elsewhere",
    "children of earlier marriages live with the other parent",
    "婚前子女均随原配偶",
)
GIRLS = _number("girls_before", "girls among the earlier children", "已有女孩数")
DISABLED_CHILDREN = _number("disabled_children", "children certified as disabled", "病残儿数")
CHILDREN_DIED = _number("children_died", "children who died", "死亡子女数")
ON_MAINLAND = _number("children_on_mainland", "children on the mainland", "在内地定居子女数")
WOMAN_BIRTH = _day("woman_birth", "the woman's date of birth", "女方出生日期")
MAN_BIRTH = _day("man_birth", "the man's date of birth", "男方出生日期")
PREVIOUS_BIRTH = _day("previous_birth", "date of the birth before", "前一孩出生日期")
WOMAN_ONLY = _flag("woman_only_child", "the woman is an only child", "女方为独生子女")
MAN_ONLY = _flag("man_only_child", "the man is an only child", "男方为独生子女")
TWO_GENERATIONS = _flag(
    "two_generation_only_child",
    "one is an only child in the second generation",
    "一方为两代系独生子女",
)
WOMAN_NATIONALITY = COUPLE.choice(
    "woman_nationality", Nationality, "the woman's nationality", "女方民族"
)
MAN_NATIONALITY = COUPLE.choice("man_nationality", Nationality, "the man's nationality", "男方民族")
MINORITY_TOWNSHIP = _number(
    "minority_township_years", "years of both in a minority township", "在少数民族乡居住工作年数"
)
WOMAN_REGISTRATION = COUPLE.choice(
    "woman_registration", Registration, "the woman's household registration", "女方户口性质"
)
MAN_REGISTRATION = COUPLE.choice(
    "man_registration", Registration, "the man's household registration", "男方户口性质"
)
MOUNTAIN = _flag("mountain_township", "lives in a township that the text names", "居住在特定乡")
STATE_FARM = _flag("state_farm", "both work under contract on a state farm", "国有农牧场承包经营")
RETURNED = _flag("returned_overseas", "both returned from abroad", "双方均为归国华侨")
SETTLED = _flag(
    "settled_from_hmt", "both settled from Hong Kong, Macao or Taiwan", "双方均为港澳台定居者"
)
YEARS_SETTLED = _number("years_since_settling", "years since they settled", "定居年数")
SOLDIER_GRADE = _number("soldier_grade", "grade of a disabled soldier", "残疾军人等级")
WORKER_GRADE = _number("worker_grade", "grade of someone disabled at work", "因公致残等级")
DISABLED_PARTNER = _flag(
    "disabled_partner", "one is disabled to the standard of the text", "一方残疾达到规定标准"
)
MARTYRS_CHILD = _flag("martyrs_only_child", "one is a martyr's only child", "一方为烈士独生子女")
UNDERGROUND_YEARS = _number("underground_years", "years on end underground", "连续井下作业年数")
FISHING_YEARS = _number("fishing_years", "years on end at sea", "连续海洋捕捞年数")
FISHERS = _flag("fishers", "both are fishers", "双方均为渔民")
UXORILOCAL = _flag(
    "uxorilocal", "the man moved to a wife without brothers", "男到有女无儿家结婚落户"
)
BROTHERS_CHILDLESS = _flag(
    "brothers_childless", "the man's brothers can have no children", "男方兄弟均无子女且不能生育"
)
ADOPTED = _flag("adopted_after_infertility", "adopted after infertility", "不育后依法收养")
YEARS_CHILDLESS = _number("years_childless", "years without children", "婚后不育年数")
SPACING_WAIVED = _flag("spacing_waived", "a case that waives spacing applies", "符合免间隔情形")
FURTHER = _flag(
    "further_conditions", "conditions of the ground that were not read are met", "符合其他附加条件"
)
OTHER_GROUND = _flag("other_ground", "a ground that was not read applies", "符合其他规定情形")

for _count, _text, _text_zh in (
    (
        JOINT,
        "as many children born to the couple as the order of the birth",
        "共同子女数不小于孩次",
    ),
    (WOMAN_EARLIER, "the woman's earlier children are not below the order", "女方子女数不小于孩次"),
    (MAN_EARLIER, "the man's earlier children are not below the order", "男方子女数不小于孩次"),
    (GIRLS, "as many earlier girls as the order of the birth", "已有女孩数不小于孩次"),
    (CHILDREN_DIED, "as many children who died as the order of the birth", "死亡子女数不小于孩次"),
    (DISABLED_CHILDREN, "as many disabled children as the order", "病残儿数不小于孩次"),
):
    COUPLE.contradiction(_text, _text_zh, _count >= ORDER)
COUPLE.contradiction("the order of the birth is below 1", "孩次小于1", ORDER < 1)
COUPLE.contradiction(
    "a first birth, and a birth before it",
    "一孩却有前一孩",
    (ORDER <= 1) & PREVIOUS_BIRTH.is_known(),
)
COUPLE.contradiction("the birth before it came later", "前一孩晚于本次", ~PREVIOUS_BIRTH.has_come())
COUPLE.contradiction("the woman is not born yet", "女方尚未出生", ~WOMAN_BIRTH.has_come())
COUPLE.contradiction("the man is not born yet", "男方尚未出生", ~MAN_BIRTH.has_come())
COUPLE.contradiction(
    "widowed before this marriage, and not remarried", "非再婚却为丧偶后再婚", ~REMARRIED & WIDOWED
)
