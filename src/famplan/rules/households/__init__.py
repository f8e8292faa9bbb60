"""Benefits for families, one file for each kind: support, girls, schooling, land, operations.

Only what a family is given is here, and never for a method it uses: a village policy that pays for
a long-acting method, and payments for attending checks, exist as published totals only.
"""

from famplan.rules.households.girls import DAUGHTER_PREFERENCE, GIRL_SUPPLEMENT
from famplan.rules.households.land import LAND_PRIORITY
from famplan.rules.households.operations import COMPLICATION_TREATMENT, SURGERY_INSURANCE
from famplan.rules.households.schooling import GIRLS_SCHOOLING, SCHOOL_BONUS, SCHOOL_PRIORITY
from famplan.rules.households.support import ASSISTANCE_PRIORITY, FAMILY_SUPPORT
from famplan.rules.households.villages import VILLAGE_SUPPORT, Charter

__all__ = [
    "ASSISTANCE_PRIORITY",
    "COMPLICATION_TREATMENT",
    "DAUGHTER_PREFERENCE",
    "FAMILY_SUPPORT",
    "GIRLS_SCHOOLING",
    "GIRL_SUPPLEMENT",
    "LAND_PRIORITY",
    "SCHEMES",
    "SCHOOL_BONUS",
    "SCHOOL_PRIORITY",
    "SURGERY_INSURANCE",
    "VILLAGE_SUPPORT",
    "Charter",
]

SCHEMES = (
    FAMILY_SUPPORT,
    ASSISTANCE_PRIORITY,
    GIRL_SUPPLEMENT,
    DAUGHTER_PREFERENCE,
    SCHOOL_BONUS,
    SCHOOL_PRIORITY,
    GIRLS_SCHOOLING,
    LAND_PRIORITY,
    SURGERY_INSURANCE,
    COMPLICATION_TREATMENT,
    VILLAGE_SUPPORT,
)
"""Schemes of this room, in the order of lists."""
