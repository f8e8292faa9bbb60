"""Clients of voluntary procedures, who ask about their own insurance and treatment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.language.subject import Subject
from famplan.model.procedure import Complication, Procedure, ProcedureKind
from famplan.model.registration import Registration, read_registration
from famplan.model.validators import is_a

if TYPE_CHECKING:
    from datetime import date

__all__ = ["CLIENT", "Client"]


@attrs.frozen(kw_only=True)
class Client:
    """Someone who had a voluntary procedure, and asks; what is not given is unknown.

    Parameters
    ----------
    registration : Registration or str, optional
        Household registration.
    births_conformed : bool, optional
        Whether every birth in the family conformed to the rules of its time.
    procedure : Procedure, optional
        The procedure, with the consent given on or before its day: there is no record without.
    recognised : bool, optional
        Whether the procedure, if it is of another kind, is recognised by the commission.
    free : bool, optional
        Whether it was one that is provided free.
    certified : date, optional
        The day on which a complication was certified by appraisal.
    accident : bool, optional
        Whether there was an accident in connection with the procedure.
    treated : bool, optional
        Whether it made medical treatment necessary.
    employed : bool, optional
        Whether the person has an employer (职工).
    """

    registration: Registration | None = attrs.field(default=None, converter=read_registration)
    births_conformed: bool | None = None
    procedure: Procedure | None = attrs.field(default=None, validator=is_a(Procedure))
    recognised: bool | None = None
    free: bool | None = None
    certified: date | None = None
    accident: bool | None = None
    treated: bool | None = None
    employed: bool | None = None


CLIENT = Subject("client", of=Client)
REGISTRATION = CLIENT.choice("registration", Registration, "household registration", "户口性质")
BIRTHS_CONFORMED = CLIENT.flag(
    "births_conformed", "every birth conformed to the rules of its time", "计划生育家庭"
)
KIND = CLIENT.choice("kind", ProcedureKind, "procedure", "手术种类", path="procedure.kind")
CONSENTED = CLIENT.date(
    "consented", "day of the written consent", "知情同意日期", path="procedure.consented"
)
PERFORMED = CLIENT.date("performed", "day of the procedure", "手术日期", path="procedure.performed")
COMPLICATION = CLIENT.choice(
    "complication", Complication, "complication", "并发症等级", path="procedure.complication"
)
RECOGNISED = CLIENT.flag("recognised", "the procedure is recognised", "经认定的其他手术")
FREE = CLIENT.flag("free", "the procedure was provided free", "免费手术")
CERTIFIED = CLIENT.date("certified", "day of the appraisal", "鉴定日期")
ACCIDENT = CLIENT.flag("accident", "an accident happened", "发生意外")
TREATED = CLIENT.flag("treated", "medical treatment was needed", "需要医疗")
EMPLOYED = CLIENT.flag("employed", "has an employer", "有工作单位")

CLIENT.contradiction(
    "consent after the procedure: not a voluntary procedure",
    "知情同意晚于手术",
    CONSENTED > PERFORMED,
)
CLIENT.contradiction(
    "a complication certified before the procedure", "鉴定早于手术", CERTIFIED < PERFORMED
)
