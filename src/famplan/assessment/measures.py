"""What is assessed: a measure, the way in which it is good, and who answers for it."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.choices import chosen
from famplan.assessment.showing import shown
from famplan.errors import DefinitionError
from famplan.quality.span import Span
from famplan.quality.unit import UNIT_WORDS, Dimension, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Direction", "Evidence", "Line", "Measure"]


class Direction(StrEnum):
    """Where a good figure lies."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    BAND = "band"
    EXACT = "exact"


class Evidence(StrEnum):
    """What stands behind a figure, which decides how uncertain it is."""

    PROPORTION = "proportion"
    """A part of a whole: binomial."""
    RATE = "rate"
    """Events over exposure: Poisson."""
    RATIO = "ratio"
    """One count over another, such as boys over girls."""
    COUNT = "count"
    """A count of events: Poisson."""
    CHECKLIST = "checklist"
    """Requirements that were met, of those that stand: no chance in it."""
    AMOUNT = "amount"
    """Money or a number that was decided: no chance in it."""


class Line(StrEnum):
    """Line of assessment (三线考核): who answers for a target; always units, never persons.

    Examples
    --------
    >>> Line.MEMBER_UNIT.name_zh
    '兼职成员单位线'
    """

    PARTY_GOVERNMENT = "party and government"
    DEPARTMENT = "family-planning department"
    MEMBER_UNIT = "member unit"
    LEGAL_PERSON = "unit as legal person"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _LINES[self]


_LINES = {
    Line.PARTY_GOVERNMENT: "党政线",
    Line.DEPARTMENT: "计生部门线",
    Line.MEMBER_UNIT: "兼职成员单位线",
    Line.LEGAL_PERSON: "单位法定代表人",
}


_SYMBOLS_ZH = {
    Unit.YUAN: "元",
    Unit.TENTHS: "成",
    Unit.PERCENTAGE_POINTS: "个百分点",
    Unit.PER_MILLE_POINTS: "个千分点",
    Unit.PER_TEN_THOUSAND: "/万",
    Unit.PER_HUNDRED_THOUSAND: "/10万",
    Unit.TIMES: "倍",
}
_WHOLE = {Evidence.COUNT, Evidence.CHECKLIST}
_POINTS = {Unit.PERCENT: Unit.PERCENTAGE_POINTS, Unit.PER_MILLE: Unit.PER_MILLE_POINTS}


def _direction(word: str | Direction) -> Direction:
    return chosen(Direction, word, "direction")


def _evidence(word: str | Evidence) -> Evidence:
    return chosen(Evidence, word, "evidence")


def _unit(word: str | Unit) -> Unit:
    if isinstance(word, Unit):
        return word
    if word in {"", "count", "persons"}:
        return Unit.NUMBER
    if word not in UNIT_WORDS:
        raise DefinitionError(
            "unit", f"{word!r} is not a unit", remedy=f"allowed: {', '.join(UNIT_WORDS)}"
        )
    return UNIT_WORDS[word]


@attrs.frozen(kw_only=True)
class Measure:
    """A figure that units are assessed by.

    Parameters
    ----------
    code : str
        Short name, by which figures are given.
    name, name_zh : str
        Names in both languages.
    direction : Direction or str
        Where a good figure lies.
    unit : Unit or str
        How people read it: ``"%"``, ``"‰"``, ``":100"``, ``"yuan"``, or nothing for counts.
    evidence : Evidence or str
        What stands behind it.
    indicator : str
        Code in the catalogue, where famplan defines it.
    decimals : int
        Decimals with which the figure is published; counts have none.

    Examples
    --------
    >>> measure = Measure(
    ...     code="PCR", name="Policy conformity", name_zh="计划生育率",
    ...     direction="at least", unit="%", evidence="proportion", indicator="PCR",
    ... )
    >>> from fractions import Fraction
    >>> measure.show(Fraction(634, 887))
    '71.48%'
    """

    code: str
    name: str
    name_zh: str = ""
    direction: Direction = attrs.field(converter=_direction)
    unit: Unit = attrs.field(default=Unit.NUMBER, converter=_unit)
    evidence: Evidence = attrs.field(converter=_evidence)
    indicator: str = ""
    decimals: int = 2

    @property
    def precision(self) -> Fraction:
        """Smallest difference between two published figures, per one.

        Examples
        --------
        >>> measure = Measure(
        ...     code="x", name="x", direction="at least", unit="%", evidence="proportion"
        ... )
        >>> measure.precision
        Fraction(1, 10000)
        """
        if self.evidence in _WHOLE:
            return Fraction(1)
        return self.unit.scale * Fraction(1, 10**self.decimals)

    @property
    def domain(self) -> Span:
        """Figures that can be: a proportion lies from 0 to 1, and only rates fall below 0."""
        if self.evidence is Evidence.RATE:
            return Span(None, None)
        return Span(Fraction(0), Fraction(1) if self.evidence is Evidence.PROPORTION else None)

    @property
    def in_points(self) -> Measure:
        """The measure of its change for the better: percentage points, not per cent.

        Examples
        --------
        >>> from fractions import Fraction
        >>> measure = Measure(
        ...     code="x", name="x", direction="at least", unit="%", evidence="proportion"
        ... )
        >>> measure.in_points.show(Fraction(1, 100))
        '1.00 percentage points'
        """
        return attrs.evolve(
            self, unit=_POINTS.get(self.unit, self.unit), direction=Direction.AT_LEAST
        )

    def symbol(self, language: str = "en") -> str:
        """What stands behind a figure, in English or Chinese.

        Examples
        --------
        >>> pay = Measure(
        ...     code="x", name="x", direction="at least", unit="yuan", evidence="amount"
        ... )
        >>> pay.symbol(), pay.symbol("zh")
        (' yuan', '元')
        """
        own = self.unit.symbol
        return _SYMBOLS_ZH.get(self.unit, own) if language == "zh" else own

    def show(
        self,
        value: Fraction | None,
        *,
        decimals: int | None = None,
        beside: Iterable[Fraction | None] = (),
        language: str = "en",
    ) -> str:
        """Write a figure as people read it; ``–`` where it is not known.

        Parameters
        ----------
        value : Fraction, optional
            The figure, per one.
        decimals : int, optional
            Fewest decimals; those of the measure where not given.
        beside : iterable of Fraction
            Figures that it is compared with: it gets as many decimals as tell it from them.
        language : str
            ``"en"`` or ``"zh"``, for units that are words.

        Examples
        --------
        >>> from fractions import Fraction
        >>> rate = Measure(
        ...     code="x", name="x", direction="at least", unit="%", evidence="proportion"
        ... )
        >>> rate.show(Fraction("0.94999"), beside=[Fraction("0.95")])
        '94.999%'
        """
        if value is None:
            return "–"
        symbol = self.symbol(language)
        number = value / self.unit.scale
        if number.denominator == 1 and self.unit.dimension in {Dimension.NUMBER, Dimension.MONEY}:
            return f"{int(number):,}{symbol}"
        others = [None if other is None else other / self.unit.scale for other in beside]
        fewest = self.decimals if decimals is None else decimals
        return f"{shown(number, decimals=fewest, beside=others)}{symbol}"

    def show_change(self, change: Fraction) -> str:
        """Write a difference of two figures: percentage points, not per cent.

        Examples
        --------
        >>> from fractions import Fraction
        >>> measure = Measure(
        ...     code="x", name="x", direction="at least", unit="%", evidence="proportion"
        ... )
        >>> measure.show_change(Fraction(1, 100))
        '1.00 percentage points'
        """
        return self.in_points.show(change)
