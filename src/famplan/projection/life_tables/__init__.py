"""Life tables: what a generation would live through at the death rates of one time."""

from famplan.projection.life_tables.building import life_table, life_table_from_probabilities
from famplan.projection.life_tables.closing import OpenInterval
from famplan.projection.life_tables.counted import (
    LifeExpectancyVariance,
    life_expectancy_estimate,
    life_table_from_deaths,
)
from famplan.projection.life_tables.decomposition import (
    LifeExpectancyDifference,
    life_expectancy_difference,
)
from famplan.projection.life_tables.separation import InfantRule, TableSex
from famplan.projection.life_tables.single_years import Expansion, single_years
from famplan.projection.life_tables.survival import SurvivalRatios
from famplan.projection.life_tables.table import LifeTable
from famplan.projection.life_tables.years_lived import WithinRule

__all__ = [
    "Expansion",
    "InfantRule",
    "LifeExpectancyDifference",
    "LifeExpectancyVariance",
    "LifeTable",
    "OpenInterval",
    "SurvivalRatios",
    "TableSex",
    "WithinRule",
    "life_expectancy_difference",
    "life_expectancy_estimate",
    "life_table",
    "life_table_from_deaths",
    "life_table_from_probabilities",
    "single_years",
]
