"""All points within a band, none outside it: too little and too much fail alike."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.choices import chosen
from famplan.assessment.figures import exact
from famplan.assessment.scoring.scoring import ScoringRule
from famplan.assessment.showing import shown_share
from famplan.assessment.trace import Step, shown_points
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from famplan.assessment.scoring.case import Case

__all__ = ["FullBand", "Of"]


class Of(StrEnum):
    """What a band is a band of."""

    FIGURE = "figure"
    """The figure itself."""
    TARGET = "target"
    """The figure as a share of the target's bound: births as a share of their ceiling."""


def _of(word: Of | str) -> Of:
    return chosen(Of, word, "of")


@attrs.frozen(kw_only=True)
class FullBand(ScoringRule):
    """All points within a band, its ends included, none outside it.

    Parameters
    ----------
    points : number
        Points within the band.
    low, high : number or text
        Ends of the band, per one or as printed.
    of : Of or str
        Whether the band is of the figure, or of its share of the target's bound.

    Raises
    ------
    DefinitionError
        Low is above high; a share of a target that has no single bound above zero.

    Examples
    --------
    Dazhou 2010: births score only from 85 to 100 % of their ceiling.

    >>> from famplan.assessment import Figure, Measure, Target
    >>> births = Measure(code="births", name="Births", direction="at most", evidence="count")
    >>> ceiling = Target(measure=births, high=10_000)
    >>> band = FullBand(points=5, low="85 %", high="100 %", of="target")
    >>> for count in (8499, 8500, 10_000, 10_001):
    ...     print(band.marks(Figure(count), measure=births, target=ceiling).steps[0])
    0: 8,499 is 84.99% of 10,000, outside 85.00% to 100.00%
    +5: 8,500 is 85.00% of 10,000, within 85.00% to 100.00%
    +5: 10,000 is 100.00% of 10,000, within 85.00% to 100.00%
    0: 10,001 is 100.01% of 10,000, outside 85.00% to 100.00%
    """

    low: Fraction = attrs.field(converter=exact)
    high: Fraction = attrs.field(converter=exact)
    of: Of = attrs.field(default=Of.FIGURE, converter=_of)

    def __attrs_post_init__(self) -> None:
        """Check that the band has room."""
        if self.low > self.high:
            problem = f"{shown_points(self.low)} is above high {shown_points(self.high)}"
            raise DefinitionError("low", problem)

    @property
    def needs_target(self) -> bool:
        """Whether the band is of a share of the target."""
        return self.of is Of.TARGET

    def breaks(self, case: Case) -> tuple[Fraction, ...]:
        """Ends of the band."""
        whole = self._bound(case) if self.of is Of.TARGET else Fraction(1)
        return self.low * whole, self.high * whole

    def given(self, case: Case) -> tuple[Step, ...]:
        """Give all points or none."""
        share = case.value if self.of is Of.FIGURE else case.value / self._bound(case)
        inside = self.low <= share <= self.high
        words = self._of_figure(case) if self.of is Of.FIGURE else self._of_target(case, share)
        (what, low, high), (what_zh, low_zh, high_zh) = words
        where, where_zh = ("within", "在") if inside else ("outside", "不在")
        return (
            Step(
                self.points if inside else Fraction(0),
                f"{what}, {where} {low} to {high}",
                f"{what_zh}，{where_zh}{low_zh}至{high_zh}之内",
            ),
        )

    def _of_figure(self, case: Case) -> tuple[tuple[str, ...], ...]:
        ends = (self.low, self.high)
        figure = case.shown(case.value, *ends)
        low, high = (case.shown(end, case.value) for end in ends)
        english, chinese = zip(figure, low, high, strict=True)
        return english, chinese

    def _of_target(self, case: Case, share: Fraction) -> tuple[tuple[str, ...], ...]:
        part = shown_share(share, beside=(self.low, self.high))
        ends = tuple(shown_share(end, beside=(share,)) for end in (self.low, self.high))
        (value, value_zh), (bound, bound_zh) = case.shown(case.value), case.shown(self._bound(case))
        return (f"{value} is {part} of {bound}", *ends), (
            f"{value_zh}为{bound_zh}的{part}",
            *ends,
        )

    @staticmethod
    def _bound(case: Case) -> Fraction:
        (bound, *more) = (*case.ends, Fraction(0))
        if len(more) != 1 or bound <= 0:
            problem = "a share of the target needs a single bound above 0"
            raise DefinitionError(case.measure.code, problem)
        return bound
