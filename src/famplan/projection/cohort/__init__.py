"""Populations carried forward by age and sex: one step, many steps, and the accounts of each."""

from famplan.projection.cohort.measures import MEASURES, measure
from famplan.projection.cohort.migration import Migration
from famplan.projection.cohort.mortality import DeathRates
from famplan.projection.cohort.path import RatePath
from famplan.projection.cohort.projecting import project
from famplan.projection.cohort.result import Projection
from famplan.projection.cohort.step import SEXES, StepAccount

__all__ = [
    "MEASURES",
    "SEXES",
    "DeathRates",
    "Migration",
    "Projection",
    "RatePath",
    "StepAccount",
    "measure",
    "project",
]
