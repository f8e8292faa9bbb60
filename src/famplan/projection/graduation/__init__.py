"""Graduation: counts by age made finer, and populations between two dates."""

from famplan.projection.graduation.age_counts import AgeCounts
from famplan.projection.graduation.in_time import InTime, population_between
from famplan.projection.graduation.open_age import spread_open_age
from famplan.projection.graduation.single_ages import Graduation, Negatives, graduate

__all__ = [
    "AgeCounts",
    "Graduation",
    "InTime",
    "Negatives",
    "graduate",
    "population_between",
    "spread_open_age",
]
