"""Contraception from surveys: what women use, know, want and were told."""

from famplan.tabulate.contraception.planning import PlanningTally, planning_status
from famplan.tabulate.contraception.reading import contraception
from famplan.tabulate.contraception.tally import ContraceptionTally

__all__ = ["ContraceptionTally", "PlanningTally", "contraception", "planning_status"]
