"""Whether a generation replaces itself, and how long that takes."""

from famplan.formulas.reproduction.generation import (
    intrinsic_growth_rate,
    mean_length_of_generation,
    years_lived,
)
from famplan.formulas.reproduction.lotka import (
    lotka_growth_rate,
    stable_generation_length,
    stable_mean_age_at_birth,
)
from famplan.formulas.reproduction.rates import (
    gross_reproduction_rate,
    net_reproduction_rate,
    replacement_level_fertility,
    share_of_girls,
)

__all__ = [
    "gross_reproduction_rate",
    "intrinsic_growth_rate",
    "lotka_growth_rate",
    "mean_length_of_generation",
    "net_reproduction_rate",
    "replacement_level_fertility",
    "share_of_girls",
    "stable_generation_length",
    "stable_mean_age_at_birth",
    "years_lived",
]
