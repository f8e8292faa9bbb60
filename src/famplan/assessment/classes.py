"""Classes of units, A, B and C: by bounds of the score or by place, with ties explained."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs

from famplan.assessment.figures import Exact, exact, optional_exact
from famplan.assessment.showing import shown_share
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ClassChanges",
    "ClassOfUnit",
    "Classes",
    "Ties",
    "UnitClass",
    "class_changes",
    "classes_by_cut",
    "classes_by_place",
]

Ties: TypeAlias = Literal["better", "worse"]
"""Which class units of one score share where the bound falls among them."""


class UnitClass(StrEnum):
    """Class of a village or township; C is for priority conversion (report S4)."""

    A = "A"
    B = "B"
    C = "C"

    @property
    def name_zh(self) -> str:
        """Chinese name.

        Examples
        --------
        >>> UnitClass.C.name_zh
        'C类'
        """
        return f"{self}类"


@attrs.frozen(kw_only=True)
class ClassOfUnit:
    """Class of one unit, and why; None where its score is not known."""

    unit: str
    score: Fraction | None
    unit_class: UnitClass | None
    reason: str
    reason_zh: str


@attrs.frozen(kw_only=True)
class Classes:
    """Classes of many units."""

    rows: tuple[ClassOfUnit, ...]
    rule: str
    """How the classes were made."""

    def of(self, unit: str) -> UnitClass | None:
        """Return the class of a unit; None where it is not known."""
        return next((row.unit_class for row in self.rows if row.unit == unit), None)

    def counts(self) -> dict[str, int]:
        """Count the units of each class, and those of none."""
        found = Counter(
            "unknown" if row.unit_class is None else row.unit_class for row in self.rows
        )
        return {name: found[name] for name in (*UnitClass, "unknown")}

    def to_records(self) -> list[dict[str, Any]]:
        """Return a dictionary for each unit, the score per one."""
        return [
            {**attrs.asdict(row), "score": None if row.score is None else float(row.score)}
            for row in self.rows
        ]

    def __str__(self) -> str:
        """Counts and rule in one line."""
        counts = ", ".join(f"{name} {count}" for name, count in self.counts().items())
        return f"{counts} ({self.rule})"


def classes_by_cut(scores: Mapping[str, Exact | None], *, a_from: Exact, b_from: Exact) -> Classes:
    """Put units into classes by bounds of the score rate, which are included.

    Parameters
    ----------
    scores : mapping of unit to number
        Score rates per one, or as printed; None where not known.
    a_from, b_from : number or text
        Lowest score rate of each class; all below are C.

    Raises
    ------
    DefinitionError
        The bound of A is not above that of B.

    Examples
    --------
    >>> made = classes_by_cut(
    ...     {"East": "95 %", "West": "94.99 %", "North": "79 %"}, a_from="95 %", b_from="80 %"
    ... )
    >>> print(made)
    A 1, B 1, C 1, unknown 0 (A from 95.00%, B from 80.00%)
    >>> made.rows[1].reason
    'score rate 94.99%'
    """
    a, b = exact(a_from, where="a_from"), exact(b_from, where="b_from")
    if a <= b:
        raise DefinitionError("a_from", "is not above b_from", remedy="swap them")
    rows = []
    for unit, score in _known(scores).items():
        if score is None:
            rows.append(_unknown(unit))
            continue
        found = UnitClass.A if score >= a else UnitClass.B if score >= b else UnitClass.C
        shown = shown_share(score, beside=[a, b])
        rows.append(
            ClassOfUnit(
                unit=unit,
                score=score,
                unit_class=found,
                reason=f"score rate {shown}",
                reason_zh=f"得分率{shown}",
            )
        )
    rule = f"A from {shown_share(a)}, B from {shown_share(b)}"
    return Classes(rows=tuple(rows), rule=rule)


def classes_by_place(
    scores: Mapping[str, Exact | None], *, a_share: Exact, c_share: Exact, ties: Ties
) -> Classes:
    """Put units into classes by their place: the first share is A, the last C.

    A place is in A while it is no more than the share of all units, and in C likewise from the
    end. Units of one score are never put into two classes.

    Parameters
    ----------
    scores : mapping of unit to number
        Scores; a unit without one has no place, and is not counted.
    a_share, c_share : number or text
        Shares of the units: ``"30 %"``.
    ties : {"better", "worse"}
        Which class units of one score share where a bound falls among them.

    Raises
    ------
    DefinitionError
        Shares that are none, that overlap, or an unknown `ties`.

    Examples
    --------
    >>> made = classes_by_place(
    ...     {"a": 9, "b": 8, "c": 8, "d": 5}, a_share="50 %", c_share="25 %", ties="worse"
    ... )
    >>> [(row.unit, str(row.unit_class)) for row in made.rows]
    [('a', 'A'), ('b', 'B'), ('c', 'B'), ('d', 'C')]
    >>> made.rows[1].reason
    'places 2 to 3 of 4, tied across the bound after place 2: the worse class'
    """
    one_of(ties, get_args(Ties), argument="ties")
    a, c = exact(a_share, where="a_share"), exact(c_share, where="c_share")
    if not (0 <= a <= 1 and 0 <= c <= 1 and a + c <= 1):
        problem = "shares lie between 0 and 1 and do not overlap"
        raise DefinitionError("a_share, c_share", problem, remedy='write "30 %"')
    known = _known(scores)
    ordered = sorted((score for score in known.values() if score is not None), reverse=True)
    total = len(ordered)
    last_a, last_b = int(a * total), total - int(c * total)
    rows = []
    for unit, score in known.items():
        if score is None:
            rows.append(_unknown(unit))
            continue
        first = ordered.index(score) + 1
        span = (first, first + ordered.count(score) - 1)
        rows.append(_placed(unit, score, span, (last_a, last_b, total), ties))
    rule = f"first {shown_share(a)} A, last {shown_share(c)} C, ties: the {ties} class"
    return Classes(rows=tuple(rows), rule=rule)


def _placed(
    unit: str, score: Fraction, span: tuple[int, int], bounds: tuple[int, int, int], ties: Ties
) -> ClassOfUnit:
    first, last = span
    last_a, last_b, total = bounds
    place = first if ties == "better" else last
    found = UnitClass.A if place <= last_a else UnitClass.B if place <= last_b else UnitClass.C
    across = next((bound for bound in (last_a, last_b) if first <= bound < last), None)
    places = f"place {first}" if first == last else f"places {first} to {last}"
    places_zh = f"第{first}名" if first == last else f"并列第{first}至{last}名"
    tied = (
        "" if across is None else f", tied across the bound after place {across}: the {ties} class"
    )
    word = "高" if ties == "better" else "低"
    tied_zh = "" if across is None else f"，跨第{across}名界限，一律就{word}"
    return ClassOfUnit(
        unit=unit,
        score=score,
        unit_class=found,
        reason=f"{places} of {total}{tied}",
        reason_zh=f"{total}个单位中{places_zh}{tied_zh}",
    )


def _known(scores: Mapping[str, Exact | None]) -> dict[str, Fraction | None]:
    return {unit: optional_exact(score) for unit, score in scores.items()}


def _unknown(unit: str) -> ClassOfUnit:
    return ClassOfUnit(
        unit=unit,
        score=None,
        unit_class=None,
        reason="the score is not known",
        reason_zh="得分不详",
    )


@attrs.frozen(kw_only=True)
class ClassChanges:
    """What became of the units of class C from one year to the next, as counts."""

    laggards: int
    """Units of class C in the first year."""
    converted: int
    """Of them, those in A or B in the second."""
    remaining: int
    unknown: int
    """Of them, those whose second class is not known."""
    new: int
    """Units of class C in the second year that were not in the first."""

    @property
    def share(self) -> Fraction | None:
        """Share converted, of those known; None where there are none."""
        known = self.converted + self.remaining
        return Fraction(self.converted, known) if known else None

    def __str__(self) -> str:
        """Counts in one line."""
        return (
            f"{self.laggards} of class C: {self.converted} converted, {self.remaining} not, "
            f"{self.unknown} not known; {self.new} new"
        )


def class_changes(before: Classes, after: Classes) -> ClassChanges:
    """Count what became of the laggards (C类村转化).

    Examples
    --------
    >>> bounds = {"a_from": "90 %", "b_from": "80 %"}
    >>> one = classes_by_cut({"East": "70 %", "West": "75 %", "North": "85 %"}, **bounds)
    >>> two = classes_by_cut({"East": "82 %", "West": None, "North": "79 %"}, **bounds)
    >>> print(class_changes(one, two))
    2 of class C: 1 converted, 0 not, 1 not known; 1 new
    """
    laggards = {row.unit for row in before.rows if row.unit_class is UnitClass.C}
    later = [after.of(unit) for unit in laggards]
    still = {row.unit for row in after.rows if row.unit_class is UnitClass.C}
    return ClassChanges(
        laggards=len(laggards),
        converted=sum(one in {UnitClass.A, UnitClass.B} for one in later),
        remaining=later.count(UnitClass.C),
        unknown=later.count(None),
        new=len(still - laggards),
    )
