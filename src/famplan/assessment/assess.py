"""The assessment of a unit: every item scored, added up by line and part, with its trace."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import Figure
from famplan.assessment.measures import Evidence
from famplan.assessment.scoring import Case, Deduction
from famplan.assessment.trace import Marks, Step, shown_points
from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from famplan.assessment.item import Item
    from famplan.assessment.measures import Line, Measure
    from famplan.assessment.scheme import Scheme
    from famplan.assessment.targets import Target

__all__ = ["Assessed", "ItemResult", "score"]

_SHARES = {Evidence.PROPORTION, Evidence.RATE, Evidence.RATIO}


@attrs.frozen(kw_only=True)
class ItemResult:
    """What a unit was given for one item."""

    item: Item
    figure: Figure
    marks: Marks
    weight: Fraction

    @property
    def target(self) -> Target | None:
        """What the unit should reach; None without a target, or where its own is not known."""
        if self.item.by_unit and self.figure.bound is None:
            return None
        return self.item.target_for(self.figure)

    @property
    def is_assessed(self) -> bool:
        """Whether there was a figure to score."""
        return self.marks.points is not None

    @property
    def points(self) -> Fraction:
        """Weighted points given; 0 where not assessed, below 0 where taken from another item."""
        return (self.marks.points or Fraction(0)) * self.weight

    @property
    def maximum(self) -> Fraction:
        """Weighted points that could be had; 0 where not assessed, or taken from another item."""
        own = self.is_assessed and not self.item.takes_from
        return self.item.scoring.points * self.weight if own else Fraction(0)


@attrs.frozen(kw_only=True)
class Assessed:
    """The scored items of a unit.

    Parameters
    ----------
    unit : str
        Name or code of the unit, never of a person.
    kind : str
        Kind of unit.
    scheme : Scheme
        What it was assessed by.
    results : tuple of ItemResult
        Every item that applies to its kind, those without a figure too.
    """

    unit: str
    kind: str
    scheme: Scheme
    results: tuple[ItemResult, ...]

    @property
    def points(self) -> Fraction:
        """Weighted points of all items."""
        return sum((result.points for result in self.results), Fraction(0))

    @property
    def maximum(self) -> Fraction:
        """Weighted points that could be had: items without a figure leave the denominator."""
        return sum((result.maximum for result in self.results), Fraction(0))

    @property
    def rate(self) -> Fraction | None:
        """Score rate, per one; None where nothing was assessed.

        With parts, each part's rate counts with the part's weight; a part of which nothing was
        assessed leaves the denominator too.
        """
        if not self.scheme.parts:
            return _rate(self.results)
        rates = {part: _rate(self._of_part(part)) for part in self.scheme.parts}
        known = {part: rate for part, rate in rates.items() if rate is not None}
        weight = sum((self.scheme.parts[part] for part in known), Fraction(0))
        if not weight:
            return None
        return (
            sum((self.scheme.parts[part] * rate for part, rate in known.items()), Fraction(0))
            / weight
        )

    def by_line(self) -> dict[Line, tuple[Fraction, Fraction]]:
        """Points given, and points that could be had, of each line."""
        lines: dict[Line, tuple[Fraction, Fraction]] = {}
        for result in self.results:
            given, could = lines.get(result.item.line, (Fraction(0), Fraction(0)))
            lines[result.item.line] = (given + result.points, could + result.maximum)
        return lines

    def _of_part(self, part: str) -> list[ItemResult]:
        return [result for result in self.results if result.item.part == part]


def _rate(results: Iterable[ItemResult]) -> Fraction | None:
    given, could = Fraction(0), Fraction(0)
    for result in results:
        given, could = given + result.points, could + result.maximum
    return given / could if could else None


def score(scheme: Scheme, figures: Mapping[str, Figure], *, unit: str, kind: str = "") -> Assessed:
    """Score a unit by a scheme.

    Parameters
    ----------
    scheme : Scheme
        What it is assessed by.
    figures : mapping of measure code to Figure
        Its figures; those left out count as not assessed.
    unit : str
        Name or code of the unit, never of a person.
    kind : str
        Kind of unit, where the scheme knows several.

    Raises
    ------
    InvalidInputError
        A figure that no item asks for or that cannot be, such as a proportion above one; a kind
        that the scheme does not know.
    """
    if scheme.kinds and kind not in scheme.kinds:
        allowed = ", ".join(scheme.kinds)
        raise InvalidInputError("kind", f"{kind!r} is not assessed by {scheme.code}: {allowed}")
    asked = {measure.code for measure in scheme.measures}
    if unknown := sorted(set(figures) - asked):
        remedy = f"figures of {scheme.code}: {', '.join(sorted(asked))}"
        raise InvalidInputError("figures", f"{', '.join(unknown)} is not asked for", remedy=remedy)
    applying = [item for item in scheme.items if item.applies(kind)]
    given = {item.code: figures.get(item.measure.code, Figure()) for item in applying}
    marks = {item.code: _marks(item, given[item.code]) for item in applying}
    return Assessed(
        unit=unit,
        kind=kind,
        scheme=scheme,
        results=tuple(
            ItemResult(
                item=item,
                figure=given[item.code],
                marks=taken,
                weight=scheme.weight(kind, item),
            )
            for item, taken in _limited(applying, marks)
        ),
    )


def _marks(item: Item, figure: Figure) -> Marks:
    """Score an item; where it takes its points from another, only what it takes."""
    value = item.scoring.reading(figure)
    if value is None:
        return Marks(None)
    if not item.measure.domain.contains(value):
        shown = item.measure.show(value)
        problem = f"{shown} cannot be, as {item.measure.evidence} of {item.measure.name}"
        remedy = 'write "95 %" for 95 per cent, or give the measure other evidence'
        raise InvalidInputError(item.measure.code, problem, remedy=remedy)
    _check_counts(item.measure, figure)
    target = item.target_for(figure)
    if item.takes_from and isinstance(item.scoring, Deduction):
        return Marks.of(*item.scoring.taken(Case(value, figure, item.measure, target)))
    return item.scoring.marks(figure, measure=item.measure, target=target)


def _check_counts(measure: Measure, figure: Figure) -> None:
    """Refuse a figure that its own counts contradict, however it was rounded."""
    value, part, whole = figure.value, figure.numerator, figure.denominator
    if measure.evidence not in _SHARES or value is None or part is None or not whole:
        return
    if abs(value - part / whole) > measure.unit.scale:
        told = f"{measure.show(value)} is not {part}/{whole}, which is {measure.show(part / whole)}"
        remedy = "leave the figure out, or mend the counts"
        raise InvalidInputError(measure.code, told, remedy=remedy)


def _limited(items: Iterable[Item], marks: Mapping[str, Marks]) -> Iterator[tuple[Item, Marks]]:
    """Let no item take more than is left of the points that it takes from."""
    left = {code: own.points for code, own in marks.items()}
    for item in items:
        own = marks[item.code]
        if item.takes_from and own.points is not None:
            rest = left.get(item.takes_from)
            own = _at_most(own, rest)
            left[item.takes_from] = None if rest is None else rest + (own.points or 0)
        yield item, own


def _at_most(taken: Marks, left: Fraction | None) -> Marks:
    """Take no more than is left; nothing from an item that was not assessed."""
    if left is None:
        return Marks(None)
    points = taken.points or Fraction(0)
    if -points <= left:
        return taken
    some = shown_points(left)
    back = Step(-points - left, f"only {some} points are left", f"仅余{some}分")
    return Marks.of(*taken.steps, back)
