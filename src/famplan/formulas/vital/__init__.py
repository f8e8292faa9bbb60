"""Births, deaths and natural increase over the population, and how fast it grows."""

from famplan.formulas.vital.growth import (
    Growth,
    doubling_time,
    growth_rate,
    projected_population,
)
from famplan.formulas.vital.rates import (
    annual_rate,
    births_averted,
    births_averted_rate,
    crude_birth_rate,
    crude_death_rate,
    natural_increase_rate,
)

__all__ = [
    "Growth",
    "annual_rate",
    "births_averted",
    "births_averted_rate",
    "crude_birth_rate",
    "crude_death_rate",
    "doubling_time",
    "growth_rate",
    "natural_increase_rate",
    "projected_population",
]
