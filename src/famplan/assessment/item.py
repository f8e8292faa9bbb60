"""One line of a scheme: what is measured, what it should reach, and how it is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.choices import chosen
from famplan.assessment.measures import Direction, Line
from famplan.assessment.scoring import Deduction, ScoringRule
from famplan.assessment.targets import Target
from famplan.errors import DefinitionError, InvalidInputError

if TYPE_CHECKING:
    from famplan.assessment.figures import Figure
    from famplan.assessment.measures import Measure

__all__ = ["Item"]


def _line(word: Line | str) -> Line:
    return chosen(Line, word, "line")


@attrs.frozen(kw_only=True)
class Item:
    """One line of a scheme: a measure, what it should reach, and how it is scored.

    Parameters
    ----------
    code : str
        Short name of the item, its own within the scheme.
    measure : Measure
        What is measured.
    scoring : ScoringRule
        How a figure becomes points.
    target : Target, optional
        What should be reached.
    line : Line or str
        Who answers for it.
    part : str
        Part of the year's work it belongs to, such as ``"process"`` or ``"year-end"``; empty
        where the scheme has none.
    applies_to : collection of str
        Kinds of unit that are assessed by it; all where empty.
    clause : str
        Where in the text it stands.
    by_unit : bool
        Whether each unit has a bound of its own, from its letter of responsibility, which comes
        with its figure.
    takes_from : str
        Code of the item whose points it takes, where it has none of its own: half a point off
        the ten of the statistics for each birth that they missed.

    Raises
    ------
    DefinitionError
        A scoring that does not fit the measure or lacks a target, a target of another measure, or
        points taken by what takes none.
    """

    code: str
    measure: Measure
    scoring: ScoringRule
    target: Target | None = None
    line: Line = attrs.field(default=Line.PARTY_GOVERNMENT, converter=_line)
    part: str = ""
    applies_to: frozenset[str] = attrs.field(default=frozenset(), converter=frozenset)
    clause: str = ""
    by_unit: bool = False
    takes_from: str = ""

    def __attrs_post_init__(self) -> None:
        """Check that measure, target and scoring belong together."""
        where = f"item {self.code}"
        if self.target is not None and (self.by_unit or self.target.measure != self.measure):
            problem = "has a bound of its own" if self.by_unit else "is of another measure"
            raise DefinitionError(f"{where}, target", problem, remedy="give one target")
        if self.by_unit and self.measure.direction is Direction.BAND:
            problem = "a bound for each unit is one bound, not a band"
            raise DefinitionError(f"{where}, target", problem)
        if self.scoring.needs_target and self.target is None and not self.by_unit:
            raise DefinitionError(where, "this way of scoring needs a target")
        if self.takes_from and not isinstance(self.scoring, Deduction):
            problem = "only a way of scoring that takes points off can take them from another"
            raise DefinitionError(f"{where}, takes_from", problem)
        self.scoring.check(self.measure)

    def target_for(self, figure: Figure) -> Target | None:
        """What a unit should reach: the target of the scheme, or the bound set for the unit.

        Raises
        ------
        InvalidInputError
            Each unit has a bound of its own, and this one's is not known.
        """
        if not self.by_unit:
            return self.target
        if figure.bound is None:
            problem = "each unit has a bound of its own, and this one's is not known"
            raise InvalidInputError(self.measure.code, problem, remedy="give bound=")
        low = self.measure.direction is not Direction.AT_MOST
        high = self.measure.direction is not Direction.AT_LEAST
        return Target(
            measure=self.measure,
            low=figure.bound if low else None,
            high=figure.bound if high else None,
        )

    def applies(self, kind: str) -> bool:
        """Whether units of a kind are assessed by it."""
        return not self.applies_to or kind in self.applies_to
