"""Stable populations: where fertility and mortality lead."""

from famplan.projection.stable.stable_population import (
    StablePopulation,
    stable_age_structure,
    stable_population,
)

__all__ = ["StablePopulation", "stable_age_structure", "stable_population"]
