"""Women by the children they have borne: births by order, and what a permitted order changes."""

from famplan.projection.parities.policy import permitted_path
from famplan.projection.parities.progression import progression_ratios
from famplan.projection.parities.projecting import ParityProjection, project_parities

__all__ = ["ParityProjection", "permitted_path", "progression_ratios", "project_parities"]
