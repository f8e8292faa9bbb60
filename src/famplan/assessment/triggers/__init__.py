"""What calls for a sanction whatever the score: figures, missed targets, events, statuses."""

from famplan.assessment.triggers.event import EventTrigger
from famplan.assessment.triggers.figure import Comparison, FigureTrigger
from famplan.assessment.triggers.graded import GradeTrigger
from famplan.assessment.triggers.missed import MissedTrigger
from famplan.assessment.triggers.reading import triggers_from
from famplan.assessment.triggers.status import StatusTrigger
from famplan.assessment.triggers.trigger import Circumstances, Firing, Trigger

__all__ = [
    "Circumstances",
    "Comparison",
    "EventTrigger",
    "FigureTrigger",
    "Firing",
    "GradeTrigger",
    "MissedTrigger",
    "StatusTrigger",
    "Trigger",
    "triggers_from",
]
