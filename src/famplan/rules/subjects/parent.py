"""Parents who ask about benefits for families."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.language.subject import Subject
from famplan.model.procedure import Complication
from famplan.model.registration import Registration, read_registration
from famplan.model.sex import Sex, read_sex
from famplan.model.validators import member
from famplan.rules.subjects.child import (
    CHILD,
    CHILD_BIRTH,
    CHILD_DISABILITY,
    CHILD_SEX,
    IS_ALIVE,
)
from famplan.rules.subjects.employer import Employer, read_employer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from famplan.rules.subjects.child import Child

__all__ = ["PARENT", "Parent"]


def _read_children(children: Iterable[Child] | None) -> tuple[Child, ...] | None:
    return None if children is None else tuple(children)


def _read_complication(value: Complication | str) -> Complication:
    return member(value, Complication, "complication")


@attrs.frozen(kw_only=True)
class Parent:
    """Someone who asks about benefits for families; what is not given is unknown.

    Parameters
    ----------
    sex : Sex or str, optional
        Sex as registered at birth.
    birth : date, optional
        Date of birth.
    has_spouse : bool, optional
        Whether the person has a husband or wife now.
    spouse_birth : date, optional
        Date of birth of the spouse.
    registration, spouse_registration : Registration or str, optional
        Household registration of the person and of the spouse.
    retired : date, optional
        The day of retirement.
    births_conformed : bool, optional
        Whether every birth conformed to the rules of its time: where a text names years, every
        birth of those years.
    certificate : bool, optional
        Whether the person holds the only-child certificate (独生子女父母光荣证).
    children : sequence of Child, optional
        Every child born to or adopted by the person, also those who died.
    children_ever, living_children, living_daughters, disabled_children : int, optional
        The same as numbers, where the children are not listed; `disabled_children` are the living
        ones with a disability of grades 1 to 3.
    child_cannot_work : bool, optional
        Whether a disability has taken the only child's ability to work.
    complication : Complication or str, optional
        Certified complication of a family-planning operation of the person's own.
    subsistence : bool, optional
        Whether the household draws the rural subsistence allowance (农村低保).
    hardship : bool, optional
        Whether the family is recognised as poor (贫困家庭).
    charter_adopted : date, optional
        The day on which the village adopted its charter (村民自治章程).
    scheme_begun : bool, optional
        Whether the scheme had begun where the person is registered, in the years of its trial.
    only_child_birth : date, optional
        Date of birth of the only child, where the children are not listed.
    chose_one_child : bool, optional
        Whether the couple chose, of their own will, to have one child for life.
    below_reward_age : bool, optional
        Whether the child is below the age up to which the province pays the monthly reward.
    entitled_to_second, renounced_second : bool, optional
        Whether the rules of the time allowed the couple a second child, and whether they gave that
        up of their own will.
    employer : Employer or str, optional
        Whom the person works for or, once retired, worked for.
    average_wage : float, optional
        Average yearly wage of the place in the year before, in yuan.
    pension : float, optional
        The person's own pension, in yuan a month.
    reached_local_age : bool, optional
        Whether the person has reached the age that the place sets for the benefit.
    """

    sex: Sex | None = attrs.field(default=None, converter=read_sex)
    birth: date | None = None
    has_spouse: bool | None = None
    spouse_birth: date | None = None
    retired: date | None = None
    registration: Registration | None = attrs.field(default=None, converter=read_registration)
    spouse_registration: Registration | None = attrs.field(
        default=None, converter=read_registration
    )
    births_conformed: bool | None = None
    certificate: bool | None = None
    children: tuple[Child, ...] | None = attrs.field(default=None, converter=_read_children)
    children_ever: int | None = None
    living_children: int | None = None
    living_daughters: int | None = None
    disabled_children: int | None = None
    child_cannot_work: bool | None = None
    complication: Complication | None = attrs.field(
        default=None, converter=attrs.converters.optional(_read_complication)
    )
    subsistence: bool | None = None
    hardship: bool | None = None
    charter_adopted: date | None = None
    scheme_begun: bool | None = None
    only_child_birth: date | None = None
    chose_one_child: bool | None = None
    below_reward_age: bool | None = None
    entitled_to_second: bool | None = None
    renounced_second: bool | None = None
    employer: Employer | None = attrs.field(default=None, converter=read_employer)
    average_wage: float | None = None
    pension: float | None = None
    reached_local_age: bool | None = None


PARENT = Subject("parent", of=Parent)
SEX = PARENT.choice("sex", Sex, "sex", "性别")
BIRTH = PARENT.date("birth", "date of birth", "出生日期")
HAS_SPOUSE = PARENT.flag("has_spouse", "has a spouse", "有配偶")
SPOUSE_BIRTH = PARENT.date("spouse_birth", "spouse's date of birth", "配偶出生日期")
RETIRED = PARENT.date("retired", "day of retirement", "退休日期")
REGISTRATION = PARENT.choice("registration", Registration, "household registration", "户口性质")
SPOUSE_REGISTRATION = PARENT.choice(
    "spouse_registration", Registration, "spouse's household registration", "配偶户口性质"
)
BIRTHS_CONFORMED = PARENT.flag(
    "births_conformed", "every birth conformed to the rules of its time", "无违反计划生育规定生育"
)
CERTIFICATE = PARENT.flag("certificate", "holds the only-child certificate", "持独生子女证")
CHILDREN = PARENT.children("children", CHILD, "children", "子女", born=CHILD_BIRTH)
CHILDREN_EVER = CHILDREN.count(
    stated=PARENT.number("children_ever", "children ever born or adopted", "曾生育收养子女数")
)
LIVING_CHILDREN = CHILDREN.count(
    IS_ALIVE, stated=PARENT.number("living_children", "living children", "现存子女数")
)
LIVING_DAUGHTERS = CHILDREN.count(
    IS_ALIVE & CHILD_SEX.is_(Sex.FEMALE),
    stated=PARENT.number("living_daughters", "living daughters", "现存女儿数"),
)
DISABLED_CHILDREN = CHILDREN.count(
    IS_ALIVE & CHILD_DISABILITY.between(1, 3),
    stated=PARENT.number(
        "disabled_children", "living children disabled to grades 1 to 3", "三级以上残疾子女数"
    ),
)
CHILD_CANNOT_WORK = PARENT.flag(
    "child_cannot_work", "the only child is disabled and cannot work", "独生子女伤残丧失劳动能力"
)
COMPLICATION = PARENT.choice(
    "complication", Complication, "certified grade of a complication", "手术并发症等级"
)
SUBSISTENCE = PARENT.flag(
    "subsistence", "draws the rural subsistence allowance", "享受农村最低生活保障"
)
HARDSHIP = PARENT.flag("hardship", "the family is recognised as poor", "贫困家庭")
CHARTER_ADOPTED = PARENT.date(
    "charter_adopted", "day on which the village adopted its charter", "村民自治章程通过日期"
)
SCHEME_BEGUN = PARENT.flag(
    "scheme_begun", "the scheme had begun where the person is registered", "户籍地已实施该制度"
)
ONLY_CHILD_BIRTH = PARENT.only_birth(
    "only_child_birth", CHILDREN, "only child's date of birth", "独生子女出生日期"
)
CHOSE_ONE_CHILD = PARENT.flag(
    "chose_one_child", "chose to have one child for life", "自愿终身只生育一个子女"
)
BELOW_REWARD_AGE = PARENT.flag(
    "below_reward_age", "child is below the age set by the province", "子女未满省定领取年龄"
)
ENTITLED_TO_SECOND = PARENT.flag(
    "entitled_to_second", "was allowed a second child by the rules", "符合生育第二个子女条件"
)
RENOUNCED_SECOND = PARENT.flag(
    "renounced_second", "gave up a second child of their own will", "自愿放弃生育第二个子女"
)
EMPLOYER = PARENT.choice("employer", Employer, "employer", "工作单位")
AVERAGE_WAGE = PARENT.number(
    "average_wage", "average yearly wage of the year before", "上一年度职工年平均工资"
)
PENSION = PARENT.number("pension", "own pension a month", "本人月退休金")
REACHED_LOCAL_AGE = PARENT.flag(
    "reached_local_age", "has reached the age set locally", "已达当地规定年龄"
)

PARENT.contradiction(
    "a child is older than the parent",
    "子女早于父母出生",
    CHILDREN.any(CHILDREN.of_parent(BIRTH) >= CHILD_BIRTH),
)
PARENT.contradiction("the person is not born yet", "尚未出生", ~BIRTH.has_come())
PARENT.contradiction(
    "more living daughters than living children",
    "现存女儿多于现存子女",
    LIVING_DAUGHTERS > LIVING_CHILDREN,
)
PARENT.contradiction(
    "more living children than children", "现存子女多于生育数", LIVING_CHILDREN > CHILDREN_EVER
)
PARENT.contradiction(
    "more disabled living children than living children",
    "残疾子女多于现存子女",
    DISABLED_CHILDREN > LIVING_CHILDREN,
)
PARENT.contradiction(
    "the only child is said to be dead and to be unable to work",
    "独生子女既已死亡又称丧失劳动能力",
    (LIVING_CHILDREN == 0) & CHILD_CANNOT_WORK,
)
PARENT.contradiction("the spouse is not born yet", "配偶尚未出生", ~SPOUSE_BIRTH.has_come())
PARENT.contradiction("the person retired before being born", "退休早于出生", RETIRED < BIRTH)
PARENT.contradiction(
    "the only child's date of birth is not that of the child listed",
    "独生子女出生日期与所列子女不符",
    (CHILDREN_EVER == 1) & CHILDREN.any(CHILDREN.of_parent(ONLY_CHILD_BIRTH) != CHILD_BIRTH),
)
