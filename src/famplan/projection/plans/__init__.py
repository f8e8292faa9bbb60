"""Projections written down in files: a TOML file of choices, CSV files of figures by age."""

from famplan.projection.plans.findings import PlanFinding
from famplan.projection.plans.plan import Plan, read_plan

__all__ = ["Plan", "PlanFinding", "read_plan"]
