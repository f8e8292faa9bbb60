"""Rules applied to frames: every row judged by one kernel, wherever the rows are."""

from famplan.rules.frames.judge import Judge
from famplan.rules.frames.judging import certain_of, judge_of, status_of

__all__ = ["Judge", "certain_of", "judge_of", "status_of"]
