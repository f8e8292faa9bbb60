"""Plans as pages: targets, progress, feasibility, projection, warnings."""
