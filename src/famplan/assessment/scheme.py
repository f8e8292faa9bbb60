"""Schemes of assessment: what is scored, for whom, with what weight, under which text."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import exact
from famplan.assessment.trace import shown_points
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from famplan.assessment.consequences import Consequence
    from famplan.assessment.grades import GradeScale
    from famplan.assessment.item import Item
    from famplan.assessment.measures import Measure
    from famplan.assessment.triggers import Trigger
    from famplan.catalogue.indicator import Source

__all__ = ["Scheme"]


def _weights(
    given: Mapping[str, Mapping[str, object]],
) -> dict[str, dict[str, Fraction]]:
    return {
        kind: {code: exact(weight, where=f"weight of {code}") for code, weight in row.items()}  # type: ignore[arg-type]
        for kind, row in given.items()
    }


def _parts(given: Mapping[str, object]) -> dict[str, Fraction]:
    return {name: exact(weight, where=f"weight of {name}") for name, weight in given.items()}  # type: ignore[arg-type]


def _triggers(given: Iterable[Trigger]) -> tuple[Trigger, ...]:
    return tuple(given)


def _consequences(given: Iterable[Consequence]) -> tuple[Consequence, ...]:
    return tuple(given)


@attrs.frozen(kw_only=True)
class Scheme:
    """A scheme of assessment.

    Parameters
    ----------
    code : str
        Short name.
    name, name_zh : str
        Names.
    items : sequence of Item
        What is scored.
    kinds : sequence of str
        Kinds of unit that are assessed, such as ``"township"`` and ``"farm"``.
    weights : mapping of kind to mapping of item to number
        What the points of an item are multiplied by for units of a kind; 1 where not named.
    parts : mapping of str to number
        Weight of each part of the year's work; they add up to one.
    measures : sequence of Measure
        All measures, those that only a trigger looks at too; those of the items where not given.
    grades : GradeScale, optional
        What a score rate earns.
    triggers : sequence of Trigger
        What overrides the score.
    consequences : sequence of Consequence
        What follows, for the unit or for an office.
    source : Source
        The text.
    since, until : date, optional
        First day in force, and first day no longer.
    arguments : mapping of str to str
        What the text leaves open and the caller has said.
    note : str
        What the text does not say, and how it was read.

    Raises
    ------
    DefinitionError
        Two items of one code, a weight for what is not there, parts that do not add up to one, an
        item that takes its points from none, or an empty window.
    """

    code: str
    name: str
    name_zh: str = ""
    items: tuple[Item, ...] = attrs.field(converter=tuple)
    kinds: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    weights: dict[str, dict[str, Fraction]] = attrs.field(factory=dict, converter=_weights)
    parts: dict[str, Fraction] = attrs.field(factory=dict, converter=_parts)
    measures: tuple[Measure, ...] = attrs.field(default=(), converter=tuple)
    grades: GradeScale | None = None
    triggers: tuple[Trigger, ...] = attrs.field(default=(), converter=_triggers)
    consequences: tuple[Consequence, ...] = attrs.field(default=(), converter=_consequences)
    source: Source
    since: date | None = None
    until: date | None = None
    arguments: dict[str, str] = attrs.field(factory=dict)
    note: str = ""

    def __attrs_post_init__(self) -> None:
        """Check that codes are their own, and weights are for what is there."""
        where = f"scheme {self.code}"
        codes = [item.code for item in self.items]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise DefinitionError(where, f"two items {', '.join(twice)}")
        if self.since and self.until and self.until <= self.since:
            problem = f"until {self.until} is not after since {self.since}"
            raise DefinitionError(where, problem)
        self._check_kinds()
        self._check_weights(set(codes))
        self._check_parts()
        self._check_taken()
        if not self.measures:
            own = {item.measure.code: item.measure for item in self.items}
            object.__setattr__(self, "measures", tuple(own.values()))

    def _check_kinds(self) -> None:
        for item in self.items:
            if unknown := sorted(item.applies_to - set(self.kinds)):
                allowed = ", ".join(self.kinds) or "none"
                problem = f"applies to {', '.join(unknown)}, which is no kind of unit"
                where = f"scheme {self.code}, {item.code}"
                raise DefinitionError(where, problem, remedy=f"allowed: {allowed}")

    def _check_weights(self, codes: set[str]) -> None:
        where = f"scheme {self.code}, weights"
        for kind, row in self.weights.items():
            if kind not in self.kinds:
                allowed = ", ".join(self.kinds) or "none"
                raise DefinitionError(where, f"no kind {kind!r} of unit; allowed: {allowed}")
            for code, weight in row.items():
                if code not in codes:
                    raise DefinitionError(where, f"no item {code!r}")
                if weight < 0:
                    raise DefinitionError(where, f"{code}: {shown_points(weight)} is below 0")

    def _check_parts(self) -> None:
        where = f"scheme {self.code}, parts"
        used = {item.part for item in self.items} - {""}
        if missing := sorted(used - set(self.parts)):
            raise DefinitionError(where, f"no weight for {', '.join(missing)}")
        if below := sorted(part for part, weight in self.parts.items() if weight < 0):
            raise DefinitionError(where, f"the weight of {', '.join(below)} is below 0")
        if self.parts and sum(self.parts.values()) != 1:
            total = shown_points(sum(self.parts.values(), Fraction(0)))
            raise DefinitionError(where, f"weights add up to {total}, not 1")
        if self.parts and any(not item.part for item in self.items):
            raise DefinitionError(where, "an item belongs to no part", remedy="give each a part")

    def _check_taken(self) -> None:
        items = {item.code: item for item in self.items}
        for item in self.items:
            if not item.takes_from:
                continue
            where = f"scheme {self.code}, {item.code}, takes_from"
            giver = items.get(item.takes_from)
            if giver is None or giver.takes_from:
                problem = f"{item.takes_from!r} is no item with points of its own"
                raise DefinitionError(where, problem, remedy="name the item whose points it takes")
            if giver.part != item.part:
                raise DefinitionError(where, f"{giver.code} belongs to another part")

    def weight(self, kind: str, item: Item) -> Fraction:
        """What the points of an item are multiplied by for units of a kind."""
        return self.weights.get(kind, {}).get(item.takes_from or item.code, Fraction(1))

    def in_force(self, on: date) -> bool:
        """Whether the text was in force on a day.

        Examples
        --------
        >>> from datetime import date
        >>> from famplan.assessment import find_scheme
        >>> scheme = find_scheme("dazhou-2010")
        >>> scheme.in_force(date(2010, 12, 31)), scheme.in_force(date(2011, 1, 1))
        (True, False)
        """
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)
