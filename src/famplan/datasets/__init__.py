"""Data to learn on and to test with: small real figures with sources, surveys of known rates."""

from famplan.datasets.claims import claim_files
from famplan.datasets.fertility import AgeTable, OrderTable, china_2024_orders, fuzhou_2020
from famplan.datasets.survey import SyntheticSurvey, TrueRates, synthetic_survey

__all__ = [
    "AgeTable",
    "OrderTable",
    "SyntheticSurvey",
    "TrueRates",
    "china_2024_orders",
    "claim_files",
    "fuzhou_2020",
    "synthetic_survey",
]
