"""Workers of the programme, who ask about their own pay, insurance and pension."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from famplan.language.subject import Subject
from famplan.model.validators import member

if TYPE_CHECKING:
    from datetime import date

__all__ = ["WORKER", "Appraisal", "ClaimGround", "PayoutForm", "Post", "Worker"]


class Post(StrEnum):
    """What someone works as."""

    VILLAGE_WORKER = "village worker"
    INFORMATION_WORKER = "information worker"
    ASSOCIATION_DIRECTOR = "association director"
    VILLAGE_SECRETARY = "village secretary"
    VILLAGE_CADRE = "village family-planning cadre"
    TOWNSHIP_STAFF = "township family-planning staff"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _POSTS[self]


_POSTS = {
    Post.VILLAGE_WORKER: "村级计划生育服务员",
    Post.INFORMATION_WORKER: "计划生育信息员",
    Post.ASSOCIATION_DIRECTOR: "计生协会理事",
    Post.VILLAGE_SECRETARY: "村党支部书记",
    Post.VILLAGE_CADRE: "村级计生专干",
    Post.TOWNSHIP_STAFF: "乡镇计划生育工作人员",
}


class Appraisal(StrEnum):
    """Grade of a worker's yearly appraisal (考核等次)."""

    EXCELLENT = "excellent"
    QUALIFIED = "qualified"
    BASICALLY_QUALIFIED = "basically qualified"
    UNQUALIFIED = "unqualified"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _APPRAISALS[self]


_APPRAISALS = {
    Appraisal.EXCELLENT: "优秀",
    Appraisal.QUALIFIED: "合格",
    Appraisal.BASICALLY_QUALIFIED: "基本合格",
    Appraisal.UNQUALIFIED: "不合格",
}


class ClaimGround(StrEnum):
    """Why a pension is claimed."""

    LEAVING = "retirement or leaving the post"
    ACCIDENTAL_DEATH = "accidental death"
    DEATH_FROM_ILLNESS = "death from illness"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _GROUNDS[self]


_GROUNDS = {
    ClaimGround.LEAVING: "离岗",
    ClaimGround.ACCIDENTAL_DEATH: "意外身故",
    ClaimGround.DEATH_FROM_ILLNESS: "因病身故",
}


class PayoutForm(StrEnum):
    """How a pension is paid: the insured chooses."""

    LUMP_SUM = "lump sum"
    ANNUAL = "annual"
    MONTHLY = "monthly"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return {"lump sum": "一次性领取", "annual": "按年领取", "monthly": "按月领取"}[self]


def _read_post(value: Post | str) -> Post:
    return member(value, Post, "post")


def _read_appraisal(value: Appraisal | str) -> Appraisal:
    return member(value, Appraisal, "appraisal")


def _read_ground(value: ClaimGround | str) -> ClaimGround:
    return member(value, ClaimGround, "ground")


def _read_form(value: PayoutForm | str) -> PayoutForm:
    return member(value, PayoutForm, "form")


@attrs.frozen(kw_only=True)
class Worker:
    """A worker who asks about pay, insurance or pension; what is not given is unknown.

    Parameters
    ----------
    post : Post or str, optional
        What the person works as, or worked as last.
    started, left : date, optional
        First day in the post, and first day out of it.
    appraisal : Appraisal or str, optional
        Grade of last year's appraisal.
    village_vetoed : bool, optional
        Whether the village was vetoed (一票否决) last year.
    insured : bool, optional
        Whether the village workers' pension insurance was taken out for the person.
    ground : ClaimGround or str, optional
        Why the pension is claimed.
    form : PayoutForm or str, optional
        How the person wants it paid.
    drawn : bool, optional
        Whether a pension has begun to be paid.
    account : number, optional
        Balance of the person's pension account, in yuan.
    service_years : number, optional
        Years of family-planning work in townships without a break.
    honour_certificate : bool, optional
        Whether the person holds the certificate of honour (计划生育工作者荣誉证书).
    retired : date, optional
        The day of retirement.
    allowance, pay, leader_pay : number, optional
        Post allowance and pay of the person, and pay of the village leader, in yuan a month.
    """

    post: Post | None = attrs.field(default=None, converter=attrs.converters.optional(_read_post))
    started: date | None = None
    left: date | None = None
    appraisal: Appraisal | None = attrs.field(
        default=None, converter=attrs.converters.optional(_read_appraisal)
    )
    village_vetoed: bool | None = None
    insured: bool | None = None
    ground: ClaimGround | None = attrs.field(
        default=None, converter=attrs.converters.optional(_read_ground)
    )
    form: PayoutForm | None = attrs.field(
        default=None, converter=attrs.converters.optional(_read_form)
    )
    drawn: bool | None = None
    account: float | None = None
    service_years: float | None = None
    honour_certificate: bool | None = None
    retired: date | None = None
    allowance: float | None = None
    pay: float | None = None
    leader_pay: float | None = None


WORKER = Subject("worker", of=Worker)
POST = WORKER.choice("post", Post, "post", "岗位")
STARTED = WORKER.date("started", "first day in the post", "上岗日期")
LEFT = WORKER.date("left", "first day out of the post", "离岗日期")
APPRAISAL = WORKER.choice("appraisal", Appraisal, "last year's appraisal", "上年度考核等次")
VILLAGE_VETOED = WORKER.flag(
    "village_vetoed", "the village was vetoed last year", "上年度本村被一票否决"
)
INSURED = WORKER.flag("insured", "the insurance was taken out", "已参保")
GROUND = WORKER.choice("ground", ClaimGround, "ground of the claim", "领取事由")
FORM = WORKER.choice("form", PayoutForm, "form of payment", "领取方式")
DRAWN = WORKER.flag("drawn", "a pension has begun to be paid", "已开始领取养老金")
ACCOUNT = WORKER.number("account", "balance of the account", "个人账户余额")
SERVICE_YEARS = WORKER.number(
    "service_years", "years of township service without a break", "乡镇连续计生工龄"
)
HONOUR_CERTIFICATE = WORKER.flag(
    "honour_certificate", "holds the certificate of honour", "持计划生育工作者荣誉证书"
)
RETIRED = WORKER.date("retired", "day of retirement", "退休日期")
ALLOWANCE = WORKER.number("allowance", "monthly post allowance", "每月岗位津贴")
PAY = WORKER.number("pay", "monthly pay", "每月工资")
LEADER_PAY = WORKER.number("leader_pay", "the village leader's monthly pay", "村主要领导每月报酬")

WORKER.contradiction("left the post before starting in it", "离岗早于上岗", LEFT < STARTED)
WORKER.contradiction("years of service below zero", "工龄为负", SERVICE_YEARS < 0)
