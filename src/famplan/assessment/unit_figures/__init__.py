"""Figures of units from files of an office, with every fault found on the way."""

from famplan.assessment.unit_figures.from_table import unit_figures_of
from famplan.assessment.unit_figures.reading import read_unit_figures
from famplan.assessment.unit_figures.unit import UnitFigures

__all__ = ["UnitFigures", "read_unit_figures", "unit_figures_of"]
