"""A sanction for a figure beyond a bound, such as an error above 7 %."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.attainment import Attained, attainment
from famplan.assessment.choices import chosen
from famplan.assessment.figures import exact
from famplan.assessment.measures import Direction
from famplan.assessment.targets import Target
from famplan.assessment.triggers.trigger import Firing, Trigger

if TYPE_CHECKING:
    from fractions import Fraction

    from famplan.assessment.figures import Figure
    from famplan.assessment.measures import Measure
    from famplan.assessment.triggers.trigger import Circumstances

__all__ = ["Comparison", "FigureTrigger"]


class Comparison(StrEnum):
    """On which side of a bound the figure calls for the sanction.

    Examples
    --------
    >>> Comparison.AT_LEAST.name_zh
    '达到'
    """

    ABOVE = "above"
    AT_LEAST = "at least"
    BELOW = "below"
    AT_MOST = "at most"

    @property
    def name_zh(self) -> str:
        """Chinese word for it."""
        return self.said_zh(fired=True)

    def said_zh(self, *, fired: bool) -> str:
        """Chinese words for a figure that lies there, or does not."""
        return _WORDS_ZH[self][0 if fired else 1]

    def holds(self, value: Fraction, bound: Fraction) -> bool:
        """Whether a figure lies there."""
        return {
            Comparison.ABOVE: value > bound,
            Comparison.AT_LEAST: value >= bound,
            Comparison.BELOW: value < bound,
            Comparison.AT_MOST: value <= bound,
        }[self]


_WORDS_ZH = {
    Comparison.ABOVE: ("超过", "未超过"),
    Comparison.AT_LEAST: ("达到", "未达到"),
    Comparison.BELOW: ("低于", "不低于"),
    Comparison.AT_MOST: ("不高于", "高于"),
}


def _comparison(word: Comparison | str) -> Comparison:
    return chosen(Comparison, word, "comparison")


@attrs.frozen(kw_only=True)
class FigureTrigger(Trigger):
    """Fires for a figure beyond a bound; an unknown figure leaves it unknown.

    Parameters
    ----------
    measure : Measure
        What is looked at.
    comparison : Comparison or str
        ``"above"``, ``"at least"``, ``"below"`` or ``"at most"``.
    bound : number or text
        As printed: ``"7 %"``.
    **kwargs
        As for every `Trigger`.

    Examples
    --------
    >>> from famplan.assessment import Figure, Measure
    >>> error = Measure(
    ...     code="error", name="Statistical error", name_zh="统计误差率", direction="at most",
    ...     unit="%", evidence="proportion",
    ... )
    >>> trigger = FigureTrigger(
    ...     code="error", sanction="veto", measure=error, comparison="above", bound="7 %"
    ... )
    >>> for figure in (Figure("7.00 %"), Figure("7.01 %"), Figure(None)):
    ...     print(trigger.verdict(figure))
    veto not fired: Statistical error 7.00% is not above 7.00%
    veto fired: Statistical error 7.01% is above 7.00%
    veto unknown: Statistical error is not known
    """

    measure: Measure
    comparison: Comparison = attrs.field(converter=_comparison)
    bound: Fraction = attrs.field(converter=exact)

    def firing(self, case: Circumstances) -> Firing:
        """Say whether it fired, and why."""
        return self.verdict(case.figure(self.measure.code))

    def verdict(self, figure: Figure) -> Firing:
        """Say whether a figure makes it fire."""
        name_zh = self.measure.name_zh or self.measure.name
        value = figure.value
        if value is None:
            reason, reason_zh = f"{self.measure.name} is not known", f"{name_zh}不详"
            return Firing(trigger=self, fired=None, figure="–", reason=reason, reason_zh=reason_zh)
        fired = self.comparison.holds(value, self.bound)
        shown = self.measure.show(value, beside=[self.bound])
        shown_zh = self.measure.show(value, beside=[self.bound], language="zh")
        bound, bound_zh = (self.measure.show(self.bound, language=word) for word in ("en", "zh"))
        at_size = self._at_size(figure)
        unsure = at_size is Attained.NOT_DISTINGUISHABLE
        return Firing(
            trigger=self,
            fired=fired,
            figure=shown,
            reason=f"{self.measure.name} {shown} is {'' if fired else 'not '}{self.comparison} "
            f"{bound}" + (" (not distinguishable at the unit's size)" if unsure else ""),
            reason_zh=f"{name_zh}{shown_zh}，{self.comparison.said_zh(fired=fired)}{bound_zh}"
            + ("（就该单位规模难以区分）" if unsure else ""),
            beyond_chance=at_size,
        )

    def _at_size(self, figure: Figure) -> Attained | None:
        """Judge whether the bound was kept beyond chance, where the counts are known."""
        if figure.numerator is None:
            return None
        above = self.comparison in {Comparison.ABOVE, Comparison.AT_LEAST}
        direction = Direction.AT_MOST if above else Direction.AT_LEAST
        measure = attrs.evolve(self.measure, direction=direction)
        included = self.comparison in {Comparison.ABOVE, Comparison.BELOW}
        kept = (
            Target(measure=measure, high=self.bound, high_included=included)
            if above
            else Target(measure=measure, low=self.bound, low_included=included)
        )
        return attainment(kept, figure).beyond_chance
