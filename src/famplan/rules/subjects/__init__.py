"""Whom rules are about: records to fill in, and the facts that can be asked of them.

A record holds what someone supplies about themselves. Nothing has a name, and what is not given is
unknown. A fact is declared once, beside the record that has it.
"""

from famplan.rules.subjects.child import CHILD, Child
from famplan.rules.subjects.client import CLIENT, Client
from famplan.rules.subjects.couple import COUPLE, CoupleAtBirth, Nationality
from famplan.rules.subjects.facility import FACILITY, Facility
from famplan.rules.subjects.mover import MOVER, Mover
from famplan.rules.subjects.parent import PARENT, Parent
from famplan.rules.subjects.service_couple import SERVICE_COUPLE, ServiceCouple
from famplan.rules.subjects.spouse import SPOUSE, Spouse
from famplan.rules.subjects.worker import WORKER, Worker
from famplan.rules.subjects.youth import YOUTH, Youth

__all__ = [
    "CHILD",
    "CLIENT",
    "COUPLE",
    "FACILITY",
    "MOVER",
    "PARENT",
    "SERVICE_COUPLE",
    "SPOUSE",
    "WORKER",
    "YOUTH",
    "Child",
    "Client",
    "CoupleAtBirth",
    "Facility",
    "Mover",
    "Nationality",
    "Parent",
    "ServiceCouple",
    "Spouse",
    "Worker",
    "Youth",
]
