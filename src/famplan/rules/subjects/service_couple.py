"""Couples who ask for free services of family planning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.language.subject import Subject
from famplan.model.registration import Registration, read_registration

if TYPE_CHECKING:
    from datetime import date

__all__ = ["SERVICE_COUPLE", "ServiceCouple"]


@attrs.frozen(kw_only=True)
class ServiceCouple:
    """A couple who ask for a free service of their own will; what is not given is unknown.

    Parameters
    ----------
    wife_registration, husband_registration : Registration or str, optional
        Household registration of each.
    wife_local, husband_local : bool, optional
        Whether each is registered in the county where they ask.
    wife_resident_since, husband_resident_since : date, optional
        Since when each has lived in that county.
    rural_couple : bool, optional
        Whether they count as a rural couple: the text of 2001 does not say when a couple does.
    reproductive_age : bool, optional
        Whether they are of reproductive age: no law puts it into years.
    practises : bool, optional
        Whether they practise family planning (实行计划生育).
    conforms : bool, optional
        Whether the birth they plan conforms to the rules on births.
    plans_pregnancy : bool, optional
        Whether they plan a pregnancy.
    applied : bool, optional
        Whether they ask for it themselves.
    designated_site : bool, optional
        Whether they ask at a designated facility.
    project_county : bool, optional
        Whether the county takes part in the project on the day.
    towns_included : bool, optional
        Whether couples in towns are included there as well.
    child_order : int, optional
        The child they plan: 1 for the first.
    checked_order : int, optional
        The child before which they last had the free check; 0 if they never had it.
    """

    wife_registration: Registration | None = attrs.field(default=None, converter=read_registration)
    husband_registration: Registration | None = attrs.field(
        default=None, converter=read_registration
    )
    wife_local: bool | None = None
    husband_local: bool | None = None
    wife_resident_since: date | None = None
    husband_resident_since: date | None = None
    rural_couple: bool | None = None
    reproductive_age: bool | None = None
    practises: bool | None = None
    conforms: bool | None = None
    plans_pregnancy: bool | None = None
    applied: bool | None = None
    designated_site: bool | None = None
    project_county: bool | None = None
    towns_included: bool | None = None
    child_order: int | None = None
    checked_order: int | None = None


SERVICE_COUPLE = Subject("service couple", of=ServiceCouple)
WIFE_REGISTRATION = SERVICE_COUPLE.choice(
    "wife_registration", Registration, "wife's household registration", "女方户口性质"
)
HUSBAND_REGISTRATION = SERVICE_COUPLE.choice(
    "husband_registration", Registration, "husband's household registration", "男方户口性质"
)
WIFE_LOCAL = SERVICE_COUPLE.flag(
    "wife_local", "the wife is registered in the county", "女方具有本地户籍"
)
HUSBAND_LOCAL = SERVICE_COUPLE.flag(
    "husband_local", "the husband is registered in the county", "男方具有本地户籍"
)
WIFE_RESIDENT_SINCE = SERVICE_COUPLE.date(
    "wife_resident_since", "the wife's first day of living in the county", "女方居住起始日期"
)
HUSBAND_RESIDENT_SINCE = SERVICE_COUPLE.date(
    "husband_resident_since", "the husband's first day of living in the county", "男方居住起始日期"
)
RURAL_COUPLE = SERVICE_COUPLE.flag("rural_couple", "they count as a rural couple", "农村夫妻")
REPRODUCTIVE_AGE = SERVICE_COUPLE.flag(
    "reproductive_age", "they are of reproductive age", "育龄夫妻"
)
PRACTISES = SERVICE_COUPLE.flag("practises", "they practise family planning", "实行计划生育")
CONFORMS = SERVICE_COUPLE.flag(
    "conforms", "the birth planned conforms to the rules on births", "符合生育政策"
)
PLANS_PREGNANCY = SERVICE_COUPLE.flag("plans_pregnancy", "they plan a pregnancy", "计划怀孕")
APPLIED = SERVICE_COUPLE.flag("applied", "they ask for it themselves", "自愿申请")
DESIGNATED_SITE = SERVICE_COUPLE.flag(
    "designated_site", "they ask at a designated facility", "在定点服务机构"
)
PROJECT_COUNTY = SERVICE_COUPLE.flag(
    "project_county", "the county takes part in the project", "项目县"
)
TOWNS_INCLUDED = SERVICE_COUPLE.flag(
    "towns_included", "couples in towns are included there", "当地已覆盖城镇夫妇"
)
CHILD_ORDER = SERVICE_COUPLE.number("child_order", "order of the child planned", "计划孩次")
CHECKED_ORDER = SERVICE_COUPLE.number(
    "checked_order", "order of the child of the last free check", "上次免费检查孩次"
)

SERVICE_COUPLE.contradiction(
    "a free check before a later child than the one planned",
    "已检查的孩次晚于计划孩次",
    CHECKED_ORDER > CHILD_ORDER,
)
