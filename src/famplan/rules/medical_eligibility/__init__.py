"""Medical eligibility for contraception: tables of conditions by methods, and what they say.

A table is read from a file that its user is licensed to use: WHO's text may not be passed on, and
none of it is here. Someone's own facts then give, for each method, the category that is certain and
the worst that is still possible, with every row behind it: information for a consultation with a
health worker, never an order.
"""

from famplan.rules.medical_eligibility.categories import Category, Judgement, Phase
from famplan.rules.medical_eligibility.consultation import Consultation, MethodAnswer, Trigger
from famplan.rules.medical_eligibility.facts import HEALTH
from famplan.rules.medical_eligibility.files import TableFault, key_of
from famplan.rules.medical_eligibility.methods import MedicalMethod, MethodColumn, method_column
from famplan.rules.medical_eligibility.rating import CellPair, Rating
from famplan.rules.medical_eligibility.reading import read_table, table_faults
from famplan.rules.medical_eligibility.screening import (
    ADOLESCENT,
    LACTATIONAL_AMENORRHOEA,
    OBESE,
    POSTPARTUM,
    RECENT_MISCARRIAGE,
    Answer,
    PregnancyChecklist,
    pregnancy_checklist,
)
from famplan.rules.medical_eligibility.table import EligibilityTable, TableOrigin, TableRow
from famplan.rules.medical_eligibility.teaching import teaching_table

__all__ = [
    "ADOLESCENT",
    "HEALTH",
    "LACTATIONAL_AMENORRHOEA",
    "OBESE",
    "POSTPARTUM",
    "RECENT_MISCARRIAGE",
    "Answer",
    "Category",
    "CellPair",
    "Consultation",
    "EligibilityTable",
    "Judgement",
    "MedicalMethod",
    "MethodAnswer",
    "MethodColumn",
    "Phase",
    "PregnancyChecklist",
    "Rating",
    "TableFault",
    "TableOrigin",
    "TableRow",
    "Trigger",
    "key_of",
    "method_column",
    "pregnancy_checklist",
    "read_table",
    "table_faults",
    "teaching_table",
]
