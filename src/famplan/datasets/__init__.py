"""Data to learn on and to test with: small real figures, synthetic records of known rates."""

from famplan.datasets.assessment_example import assessment_example
from famplan.datasets.calendars import (
    SyntheticCalendars,
    TrueDiscontinuation,
    synthetic_calendars,
)
from famplan.datasets.claims import claim_files
from famplan.datasets.contraception_survey import (
    SyntheticContraception,
    TrueUse,
    synthetic_contraception,
)
from famplan.datasets.family_planning import (
    SyntheticFamilyPlanning,
    TrueFamilyPlanning,
    synthetic_family_planning,
)
from famplan.datasets.fertility import AgeTable, OrderTable, china_2024_orders, fuzhou_2020
from famplan.datasets.projection_example import projection_example
from famplan.datasets.register import Faults, RegisterTruth, SyntheticRegister, synthetic_register
from famplan.datasets.service_statistics import ServiceStatistics, kristonia
from famplan.datasets.survey import SyntheticSurvey, TrueRates, synthetic_survey

__all__ = [
    "AgeTable",
    "Faults",
    "OrderTable",
    "RegisterTruth",
    "ServiceStatistics",
    "SyntheticCalendars",
    "SyntheticContraception",
    "SyntheticFamilyPlanning",
    "SyntheticRegister",
    "SyntheticSurvey",
    "TrueDiscontinuation",
    "TrueFamilyPlanning",
    "TrueRates",
    "TrueUse",
    "assessment_example",
    "china_2024_orders",
    "claim_files",
    "fuzhou_2020",
    "kristonia",
    "projection_example",
    "synthetic_calendars",
    "synthetic_contraception",
    "synthetic_family_planning",
    "synthetic_register",
    "synthetic_survey",
]
