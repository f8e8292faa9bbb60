"""What every way of scoring has in common: points that can be had, and a trace of those given."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import exact
from famplan.assessment.scoring.case import Case
from famplan.assessment.trace import Marks, Step, shown_points
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from fractions import Fraction

    from famplan.assessment.figures import Figure
    from famplan.assessment.measures import Measure
    from famplan.assessment.targets import Target

__all__ = ["Deduction", "ScoringRule", "check_not_negative", "check_positive"]


def check_positive(_scoring: object, field: attrs.Attribute[Fraction], value: Fraction) -> None:
    """Refuse a number that is not above zero."""
    if value <= 0:
        raise DefinitionError(field.name, f"{shown_points(value)} is not above 0")


def check_not_negative(_scoring: object, field: attrs.Attribute[Fraction], value: Fraction) -> None:
    """Refuse a number below zero."""
    if value < 0:
        raise DefinitionError(field.name, f"{shown_points(value)} is below 0")


@attrs.frozen(kw_only=True)
class ScoringRule(ABC):
    """A way to turn a figure into points.

    Parameters
    ----------
    points : number or text
        Points that a unit can have.
    """

    points: Fraction = attrs.field(converter=exact, validator=check_positive)

    def marks(self, figure: Figure, *, measure: Measure, target: Target | None) -> Marks:
        """Give points for a figure, each step with its reason; none where it is not known.

        Parameters
        ----------
        figure : Figure
            The figure of the unit.
        measure : Measure
            What it measures, and how it is written.
        target : Target, optional
            What should be reached, where the scoring compares with it.
        """
        value = self.reading(figure)
        if value is None:
            return Marks(None)
        return Marks.of(*self.given(Case(value, figure, measure, target)))

    @abstractmethod
    def given(self, case: Case) -> tuple[Step, ...]:
        """Give the steps for a known figure; they add up to the points."""

    @abstractmethod
    def breaks(self, case: Case) -> tuple[Fraction, ...]:
        """Figures at which points jump or bend: between two of them they run straight."""

    @property
    def needs_target(self) -> bool:
        """Whether it compares with a target."""
        return False

    def is_monotone(self, measure: Measure) -> bool:  # noqa: ARG002 - most kinds look at it
        """Whether a better figure never has fewer points."""
        return False

    def reading(self, figure: Figure) -> Fraction | None:
        """Take the number that it scores; None where it is not known."""
        return figure.value

    @property
    def most(self) -> Fraction | None:
        """Largest figure that can be scored; None where there is none."""
        return None

    def check(self, measure: Measure) -> None:  # noqa: B027 - most kinds fit any measure
        """Refuse a measure that it does not fit.

        Raises
        ------
        DefinitionError
            It would reward what the measure calls bad, or counts what is no count.
        """


@attrs.frozen(kw_only=True)
class Deduction(ScoringRule):
    """A way of scoring that begins with all points and takes some off.

    An item that takes its points from those of another is scored by one.
    """

    def given(self, case: Case) -> tuple[Step, ...]:
        """Give all points, then take some."""
        points = shown_points(self.points)
        reason = f"{case.measure.name}: {points} points to begin with"
        reason_zh = f"{case.name_zh}：基本分{points}分"
        return Step(self.points, reason, reason_zh), *self.taken(case)

    @abstractmethod
    def taken(self, case: Case) -> tuple[Step, ...]:
        """Give the steps that take points off, or say why none are."""
