"""Ways to turn a figure into points, one file each."""

from famplan.assessment.scoring.as_awarded import AsAwarded
from famplan.assessment.scoring.case import Case
from famplan.assessment.scoring.checklist import Checklist
from famplan.assessment.scoring.full_band import FullBand
from famplan.assessment.scoring.level_and_progress import LevelAndProgress
from famplan.assessment.scoring.linear import LinearDeduction
from famplan.assessment.scoring.no_progress import NoProgress
from famplan.assessment.scoring.pass_or_fail import PassOrFail
from famplan.assessment.scoring.per_event import PerEvent
from famplan.assessment.scoring.piecewise import Piecewise
from famplan.assessment.scoring.proportional import Proportional
from famplan.assessment.scoring.scoring import Deduction, ScoringRule

__all__ = [
    "AsAwarded",
    "Case",
    "Checklist",
    "Deduction",
    "FullBand",
    "LevelAndProgress",
    "LinearDeduction",
    "NoProgress",
    "PassOrFail",
    "PerEvent",
    "Piecewise",
    "Proportional",
    "ScoringRule",
]
