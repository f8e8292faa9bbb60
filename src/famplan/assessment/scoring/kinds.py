"""The kinds of scoring by the words of a scheme file, and what each of their keys holds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.scoring.as_awarded import AsAwarded
from famplan.assessment.scoring.checklist import Checklist
from famplan.assessment.scoring.full_band import FullBand
from famplan.assessment.scoring.level_and_progress import LevelAndProgress
from famplan.assessment.scoring.linear import LinearDeduction
from famplan.assessment.scoring.no_progress import NoProgress
from famplan.assessment.scoring.pass_or_fail import PassOrFail
from famplan.assessment.scoring.per_event import PerEvent
from famplan.assessment.scoring.piecewise import Piecewise
from famplan.assessment.scoring.proportional import Proportional

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.assessment.scoring.scoring import ScoringRule

__all__ = ["KINDS", "Holds", "Kind"]


class Holds(StrEnum):
    """What a key of a scoring holds."""

    POINTS = "points"
    LEVEL = "a figure in the unit of the measure"
    CHANGE = "a difference of two figures"
    SHARE = "a share, from 0 to 1"
    BAND = "a figure, or with of = target a share of the target in per cent"
    WHOLE = "a whole number"
    WORD = "a word"
    KNOTS = "a list of pairs: a figure, and its points"
    LEVEL_SCORING = "a scoring of the figure"
    PROGRESS_SCORING = "a scoring of its change for the better"


@attrs.frozen
class Kind:
    """A kind of scoring as a scheme file writes it.

    Parameters
    ----------
    scoring : type of ScoringRule
        What it makes.
    holds : mapping of str to Holds
        Its keys, besides ``kind`` and ``points``.
    """

    scoring: type[ScoringRule]
    holds: Mapping[str, Holds]

    def needs(self, key: str) -> bool:
        """Whether a key must be there.

        Examples
        --------
        >>> KINDS["linear deduction"].needs("steps"), KINDS["linear deduction"].needs("floor")
        (True, False)
        """
        return attrs.fields_dict(self.scoring)[key].default is attrs.NOTHING


KINDS: Mapping[str, Kind] = {
    "pass or fail": Kind(PassOrFail, {}),
    "linear deduction": Kind(
        LinearDeduction,
        {
            "each": Holds.POINTS,
            "step": Holds.CHANGE,
            "steps": Holds.WORD,
            "floor": Holds.POINTS,
        },
    ),
    "full band": Kind(FullBand, {"low": Holds.BAND, "high": Holds.BAND, "of": Holds.WORD}),
    "per event": Kind(PerEvent, {"each": Holds.POINTS, "cap": Holds.POINTS}),
    "proportional": Kind(
        Proportional, {"best": Holds.LEVEL, "worst": Holds.LEVEL, "at_worst": Holds.POINTS}
    ),
    "piecewise": Kind(Piecewise, {"knots": Holds.KNOTS, "between": Holds.WORD}),
    "level and progress": Kind(
        LevelAndProgress,
        {
            "level": Holds.LEVEL_SCORING,
            "progress": Holds.PROGRESS_SCORING,
            "better": Holds.SHARE,
            "worse": Holds.SHARE,
        },
    ),
    "checklist": Kind(Checklist, {"items": Holds.WHOLE, "each": Holds.POINTS}),
    "no progress": Kind(
        NoProgress,
        {
            "same": Holds.POINTS,
            "improved": Holds.POINTS,
            "each": Holds.POINTS,
            "step": Holds.CHANGE,
            "steps": Holds.WORD,
        },
    ),
    "as awarded": Kind(AsAwarded, {}),
}
"""The one table of kinds: a new kind is read from files as soon as it stands here."""
