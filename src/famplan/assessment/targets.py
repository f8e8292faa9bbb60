"""Targets: what a unit should reach, within which bounds, by when, and who says so."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import optional_exact
from famplan.assessment.measures import Direction, Line, Measure
from famplan.errors import DefinitionError
from famplan.model.period import Period
from famplan.quality.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from famplan.catalogue.indicator import Source

__all__ = ["Target"]

_NEEDED = {
    Direction.AT_LEAST: (True, False),
    Direction.AT_MOST: (False, True),
    Direction.BAND: (True, True),
    Direction.EXACT: (True, True),
}

_WORDS = {
    "en": ("at least {}", "above {}", "at most {}", "below {}", "{} and {}", "exactly {}"),
    "zh": ("不低于{}", "高于{}", "不高于{}", "低于{}", "{}且{}", "等于{}"),
}


def _period(value: Period | str | None) -> Period | None:
    return Period.parse(value) if isinstance(value, str) else value


@attrs.frozen(kw_only=True)
class Target:
    """Bounds for a measure.

    Parameters
    ----------
    measure : Measure
        What is measured, and where a good figure lies.
    low, high : number or text, optional
        Bounds, per one or as printed; those that the direction needs and no other.
    low_included, high_included : bool
        Whether the bound itself is good: "以上", "以内" and "以下" include it unless the text says
        otherwise.
    period : Period or str, optional
        The time the target is for.
    area : str
        Where it holds.
    line : Line or str, optional
        Who answers for it.
    source : Source, optional
        The text that sets it.

    Raises
    ------
    DefinitionError
        Bounds that the direction does not have, or low above high.

    Examples
    --------
    >>> births = Measure(
    ...     code="births", name="Births", direction="at most", evidence="count"
    ... )
    >>> ceiling = Target(measure=births, high=2000, period="2006")
    >>> ceiling.is_met(2000), ceiling.is_met(2001), ceiling.is_met(None)
    (True, False, None)
    >>> print(ceiling)
    Births at most 2,000 in 2006
    """

    measure: Measure
    low: Fraction | None = attrs.field(default=None, converter=optional_exact)
    high: Fraction | None = attrs.field(default=None, converter=optional_exact)
    low_included: bool = True
    high_included: bool = True
    period: Period | None = attrs.field(default=None, converter=_period)
    area: str = ""
    line: Line | None = attrs.field(default=None, converter=attrs.converters.optional(Line))
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check the bounds against the direction, and one against the other."""
        where = f"target of {self.measure.code}"
        given = (self.low is not None, self.high is not None)
        if given != _NEEDED[self.measure.direction]:
            need = {(True, False): "low", (False, True): "high", (True, True): "low and high"}
            wanted = need[_NEEDED[self.measure.direction]]
            problem = (
                f"a target of {self.measure.direction!s} kind has {wanted}, and no other bound"
            )
            raise DefinitionError(where, problem, remedy=f"give {wanted}")
        if self.low is not None and self.high is not None:
            self._check_order(where, self.low, self.high)

    def _check_order(self, where: str, low: Fraction, high: Fraction) -> None:
        if low > high or (low == high and not (self.low_included and self.high_included)):
            raise DefinitionError(
                where, f"no figure lies between {float(low):g} and {float(high):g}"
            )
        if self.measure.direction is Direction.EXACT and low != high:
            raise DefinitionError(
                where, "an exact target has one figure", remedy="low equal to high"
            )

    @property
    def span(self) -> Span:
        """The figures that meet the target."""
        return Span(
            self.low, self.high, low_closed=self.low_included, high_closed=self.high_included
        )

    def is_met(self, value: Fraction | float | str | None) -> bool | None:
        """Whether a figure, per one, meets the target; None where it is not known."""
        known = optional_exact(value)
        return None if known is None else self.span.contains(known)

    def nearest_bound(self, value: Fraction | float | str | None) -> Fraction | None:
        """The bound that a figure falls short of or goes beyond; None where it does neither.

        A bound that is not itself good counts as the nearest: the figure must pass it.
        """
        known = optional_exact(value)
        if known is None or self.span.contains(known):
            return None
        return self.low if self.low is not None and known <= self.low else self.high

    def shortfall(self, value: Fraction | float | str | None) -> Fraction | None:
        """How far a figure is from meeting the target, per one; 0 where it meets it.

        A figure that stands on a bound which must be passed is missed by 0.

        Examples
        --------
        >>> rate = Measure(
        ...     code="CBR", name="Birth rate", direction="at most", unit="‰", evidence="rate"
        ... )
        >>> float(Target(measure=rate, high="12.5‰").shortfall("13‰"))
        0.0005
        """
        known = optional_exact(value)
        if known is None:
            return None
        bound = self.nearest_bound(known)
        return Fraction(0) if bound is None else abs(known - bound)

    def __str__(self) -> str:
        """Measure, bounds and period in one line."""
        when = f" in {self.period.label}" if self.period else ""
        return f"{self.measure.name} {self.bounds()}{when}"

    def bounds(self, beside: Iterable[Fraction | None] = (), language: str = "en") -> str:
        """Write the bounds in words, in English or Chinese.

        Parameters
        ----------
        beside : iterable of Fraction
            Figures that are compared with the bounds.
        language : str
            ``"en"`` or ``"zh"``.

        Examples
        --------
        >>> births = Measure(code="b", name="Births", direction="at most", evidence="count")
        >>> Target(measure=births, high=2000).bounds(language="zh")
        '不高于2,000'
        """
        figures = list(beside)
        show = partial(self.measure.show, beside=figures, language=language)
        low, high = show(self.low), show(self.high)
        words = _WORDS[language]
        lower = words[0 if self.low_included else 1].format(low)
        upper = words[2 if self.high_included else 3].format(high)
        return {
            Direction.AT_LEAST: lower,
            Direction.AT_MOST: upper,
            Direction.BAND: words[4].format(lower, upper),
            Direction.EXACT: words[5].format(low),
        }[self.measure.direction]
