"""Marriages over those who could marry, and the ages at which they do."""

from famplan.formulas.marriage.age import (
    first_marriage_proportion,
    late_first_birth_proportion,
    late_marriage_age,
    legal_marriage_age,
)
from famplan.formulas.marriage.rates import (
    Marrying,
    crude_marriage_rate,
    first_marriage_rate,
    singulate_mean_age_at_marriage,
    total_first_marriage_rate,
)

__all__ = [
    "Marrying",
    "crude_marriage_rate",
    "first_marriage_proportion",
    "first_marriage_rate",
    "late_first_birth_proportion",
    "late_marriage_age",
    "legal_marriage_age",
    "singulate_mean_age_at_marriage",
    "total_first_marriage_rate",
]
