"""Births over women by age: rates, totals, and when children are born."""

from famplan.formulas.fertility.childbearing import (
    age_pattern_of_fertility,
    mean_age_at_birth,
    mean_age_of_mothers,
    standard_deviation_of_age_at_birth,
    variance_of_age_at_birth,
)
from famplan.formulas.fertility.rates import (
    GeneralFertilityAges,
    adolescent_birth_rate,
    age_specific_fertility_rate,
    general_fertility_rate,
)
from famplan.formulas.fertility.to_40 import (
    mean_age_at_birth_to_40,
    total_fertility_rate_to_40,
)
from famplan.formulas.fertility.total import (
    cumulative_fertility,
    total_fertility_rate,
    total_fertility_rate_standard_error,
)

__all__ = [
    "GeneralFertilityAges",
    "adolescent_birth_rate",
    "age_pattern_of_fertility",
    "age_specific_fertility_rate",
    "cumulative_fertility",
    "general_fertility_rate",
    "mean_age_at_birth",
    "mean_age_at_birth_to_40",
    "mean_age_of_mothers",
    "standard_deviation_of_age_at_birth",
    "total_fertility_rate",
    "total_fertility_rate_standard_error",
    "total_fertility_rate_to_40",
    "variance_of_age_at_birth",
]
