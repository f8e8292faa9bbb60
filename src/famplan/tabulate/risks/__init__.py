"""High-risk fertility: births too early, too late, too soon and too many."""

from famplan.tabulate.risks.reading import fertility_risk
from famplan.tabulate.risks.tally import FertilityRiskTally

__all__ = ["FertilityRiskTally", "fertility_risk"]
