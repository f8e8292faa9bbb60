"""Leave after a family-planning operation (计划生育手术休假): days by province."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from famplan.model.procedure import ProcedureKind
from famplan.rules.amount import Amount
from famplan.rules.local_texts import amounts_in, overlays_in, texts_of
from famplan.rules.population_law import law_text, through_time
from famplan.rules.requirement import Requirement
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.client import CLIENT, EMPLOYED, KIND, PERFORMED, Client

if TYPE_CHECKING:
    from famplan.language.conditions import Condition
    from famplan.rules.local_texts import LocalText

__all__ = ["OPERATION_LEAVE", "SCHEMES"]

_OPERATED: Requirement[Client] = Requirement(
    "had a family-planning operation",
    PERFORMED.has_come(),
    text_zh="接受计划生育手术",
    key="operation",
)
_EMPLOYEE: Requirement[Client] = Requirement(
    "is an employee", EMPLOYED, text_zh="职工", key="employee"
)

_CASES: dict[str, Condition[Client] | None] = {
    **{str(kind): KIND.is_(kind) for kind in ProcedureKind},
    "termination": KIND.is_in(ProcedureKind.INDUCED_ABORTION, ProcedureKind.INDUCTION),
}


def _adds(text: LocalText) -> tuple[Requirement[Client], ...]:
    return (_EMPLOYEE,) if text.who == "employee" else ()


_TEXTS = texts_of("operation_leave")

OPERATION_LEAVE: Scheme[Client] = Scheme(
    code="operation-leave",
    name="leave after a family-planning operation",
    name_zh="计划生育手术休假",
    versions=through_time(
        CLIENT,
        "leave after a family-planning operation",
        "计划生育手术休假",
        locators=("art. 26 ¶2",) * 3,
        requires=((_OPERATED,),) * 3,
    ),
    overlays=overlays_in(_TEXTS, adds=_adds),
    amounts=(
        Amount(
            source=law_text(date(2002, 9, 1), "art. 26 ¶2"),
            unit="days",
            per="",
            period="once",
            note="by national and provincial rules",
        ),
        *amounts_in(_TEXTS, cases=_CASES),
    ),
    note=(
        "The law gives the leave laid down by the State; the national list of days was not read. "
        "It is due to whoever was operated: nobody is asked for a proof of consent."
    ),
)
"""Days of leave for one's own operation; the texts of three provinces are held."""

SCHEMES = (OPERATION_LEAVE,)
"""Schemes of this room, for the register."""
