"""Data to learn on and to test with: small real figures, synthetic records of known rates."""

from famplan.datasets.assessment_example import assessment_example
from famplan.datasets.claims import claim_files
from famplan.datasets.fertility import AgeTable, OrderTable, china_2024_orders, fuzhou_2020
from famplan.datasets.projection_example import projection_example
from famplan.datasets.register import Faults, RegisterTruth, SyntheticRegister, synthetic_register
from famplan.datasets.survey import SyntheticSurvey, TrueRates, synthetic_survey

__all__ = [
    "AgeTable",
    "Faults",
    "OrderTable",
    "RegisterTruth",
    "SyntheticRegister",
    "SyntheticSurvey",
    "TrueRates",
    "assessment_example",
    "china_2024_orders",
    "claim_files",
    "fuzhou_2020",
    "projection_example",
    "synthetic_register",
    "synthetic_survey",
]
