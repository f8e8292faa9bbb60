"""What if: paths of fertility and mortality, births by order, momentum, births averted."""

from famplan.projection.scenarios.averted import Averted, births_averted_between
from famplan.projection.scenarios.fertility import fertility_path, replacement_fertility
from famplan.projection.scenarios.momentum import Momentum, population_momentum
from famplan.projection.scenarios.mortality import (
    brass_path,
    life_expectancy_path,
    mortality_path,
)

__all__ = [
    "Averted",
    "Momentum",
    "births_averted_between",
    "brass_path",
    "fertility_path",
    "life_expectancy_path",
    "mortality_path",
    "population_momentum",
    "replacement_fertility",
]
