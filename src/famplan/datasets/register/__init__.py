"""Synthetic registers of a county, made from published schedules, with the truth beside them."""

from famplan.datasets.register.county import SyntheticRegister, synthetic_register
from famplan.datasets.register.faults import Faults
from famplan.datasets.register.schedules import Schedules, county_schedules
from famplan.datasets.register.truth import RegisterTruth

__all__ = [
    "Faults",
    "RegisterTruth",
    "Schedules",
    "SyntheticRegister",
    "county_schedules",
    "synthetic_register",
]
