"""Claims: what a report asserts by printing figures side by side.

A claim is written as the report writes it, with ``?`` for a figure it does not give:

========================================  =====================================================
``28961/32067 = 96.18%``                  a ratio: can these counts print as this figure?
``989/? = 31%``                           a ratio with a missing part: which counts would do?
``600 + 453 + 48 = 1101``                 parts and their total
``9.5‰ - 4.5‰ = 5‰``                      a sum or difference of rates
``334 ⊆ 600``                             a subset of a whole
``35 ∪ 23 ∪ 20 ∪ 13 ∪ 9 ⊆ 41``            sets that may overlap, within a whole
``109.4:100 = 109.43:100``                two statements of one figure
``27/30 ≥ 90%``                           a ratio against a floor or a ceiling
``52.5% by 181/365``                      progress against elapsed time
========================================  =====================================================

An enumeration against its stated number, the joint feasibility of ceilings, and a figure that
stands alone are given as fields: `Enumeration`, `Feasibility`, `Alone`.
"""

from __future__ import annotations

import re
from typing import TypeAlias

import attrs

from famplan.errors import ClaimError
from famplan.quality.expression import (
    Expression,
    Missing,
    Product,
    Quotient,
    Sum,
    parse,
)
from famplan.quality.reading import fold
from famplan.quality.stated import Stated
from famplan.quality.unit import Bound

__all__ = [
    "Alone",
    "Assertion",
    "Claim",
    "Computed",
    "Enumeration",
    "Feasibility",
    "Overlap",
    "Progress",
    "Ratio",
    "Same",
    "Subset",
    "parse_claim",
]


@attrs.frozen
class Ratio:
    """A numerator over a denominator is printed as a figure."""

    numerator: Expression
    denominator: Expression
    stated: Stated | Missing
    change: bool = False
    """The figure is a change of a rate, whose unit is points."""

    def __str__(self) -> str:
        """Write the claim in one line."""
        return f"{Quotient(self.numerator, self.denominator)} = {self.stated}"


@attrs.frozen
class Computed:
    """A sum, difference or product is printed as a figure."""

    expression: Sum | Product
    stated: Stated | Missing
    change: bool = False
    """The figure is a difference of two rates, whose unit is points."""

    def __str__(self) -> str:
        """Write the claim in one line."""
        return f"{self.expression} = {self.stated}"


@attrs.frozen
class Subset:
    """A part lies within a whole."""

    part: Expression
    whole: Expression

    def __str__(self) -> str:
        """Write the claim in one line."""
        return f"{self.part} ⊆ {self.whole}"


@attrs.frozen
class Overlap:
    """Sets within one whole that may overlap: never to be added up."""

    parts: tuple[Expression, ...]
    whole: Expression

    def __str__(self) -> str:
        """Write the claim in one line."""
        return f"{' ∪ '.join(str(part) for part in self.parts)} ⊆ {self.whole}"


@attrs.frozen
class Same:
    """Two statements of one figure."""

    first: Stated
    second: Stated

    def __str__(self) -> str:
        """Write the claim in one line."""
        return f"{self.first} = {self.second}"


@attrs.frozen
class Progress:
    """A share of a task is done when a share of the time has passed."""

    completion: Expression
    elapsed: Expression

    def __str__(self) -> str:
        """Write the claim in one line."""
        return f"{self.completion} by {self.elapsed}"


@attrs.frozen
class Enumeration:
    """A stated number of things, and the things that are listed."""

    items: tuple[str, ...]
    stated: Stated

    def __str__(self) -> str:
        """Write the claim in one line."""
        return f"{self.stated}: {', '.join(self.items)}"


@attrs.frozen
class Alone:
    """A figure with nothing beside it: a single count, or a target."""

    stated: Stated
    missing: str
    """What would have to be given to check it."""

    def __str__(self) -> str:
        """Write the figure."""
        return str(self.stated)


@attrs.frozen(kw_only=True)
class Feasibility:
    """Ceilings, floors or known figures set side by side: whether all can hold, and which binds."""

    births: Stated | None = None
    crude_birth_rate: Stated | None = None
    natural_increase_rate: Stated | None = None
    crude_death_rate: Stated | None = None
    population: Stated | None = None

    def __str__(self) -> str:
        """Write the claim in one line."""
        given = attrs.asdict(self, recurse=False, filter=lambda _, value: value is not None)
        return ", ".join(f"{name.replace('_', ' ')} {figure}" for name, figure in given.items())


Assertion: TypeAlias = (
    Alone | Ratio | Computed | Subset | Overlap | Same | Progress | Enumeration | Feasibility
)


@attrs.frozen(kw_only=True)
class Claim:
    """An assertion and where it stands."""

    assertion: Assertion
    id: str = ""
    document: str = ""
    title: str = ""
    """What the document is."""
    place: str = ""
    quote: str = ""
    refs: tuple[str, ...] = ()
    note: str = ""

    @property
    def kind(self) -> str:
        """The kind of claim, in one word."""
        return type(self.assertion).__name__.lower()

    def __str__(self) -> str:
        """Write the assertion, after its id if it has one."""
        return f"{self.id} {self.assertion}".strip()


_RELATION = re.compile(r"\s*(<=|>=|=|≈|≤|⊆|⊂|≥|<|>|\bby\b)\s*")
_TURNED = {"≥": "≤", ">=": "≤", ">": "<"}
_WAY_OUT = 'write it like "28961/32067 = 96.18%", with ? for a figure not given'


def parse_claim(text: str) -> Assertion:
    """Read a claim written in one line, with full-width signs or plain ones.

    Raises
    ------
    ClaimError
        The text is not a claim.

    Examples
    --------
    >>> type(parse_claim("(887-253)/887 = 71.47%")).__name__
    'Ratio'
    >>> parse_claim("96.18%")
    Traceback (most recent call last):
    ...
    famplan.errors.ClaimError: '96.18%': nothing is compared; write it like \
"28961/32067 = 96.18%", with ? for a figure not given
    """
    parts = _RELATION.split(fold(text))
    if len(parts) == 1:
        raise ClaimError(repr(text), "nothing is compared", remedy=_WAY_OUT)
    if len(parts) > 3:  # noqa: PLR2004 - left, relation, right
        raise ClaimError(repr(text), "more than one relation; give one claim at a time")
    left, relation, right = parts
    match relation:
        case "=" | "≈":
            return _equation(parse(left), parse(right), text)
        case "by":
            return Progress(parse(left), parse(right))
        case "≥" | ">=" | ">":
            left, right = right, left
    if "∪" in left:
        return Overlap(tuple(parse(part) for part in left.split("∪")), parse(right))
    return _inclusion(parse(left), parse(right), _TURNED.get(relation, relation))


def _inclusion(left: Expression, right: Expression, relation: str) -> Assertion:
    """Read a part and its whole, or a ratio beside the figure it should reach or keep to."""
    strict = relation == "<"
    match left, right:
        case Stated(), Quotient(numerator, denominator):
            bound, sign = (Bound.MORE_THAN, ">") if strict else (Bound.AT_LEAST, "≥")
            return Ratio(numerator, denominator, _bounded(left, bound, sign))
        case Quotient(numerator, denominator), Stated():
            bound, sign = (Bound.LESS_THAN, "<") if strict else (Bound.AT_MOST, "≤")
            return Ratio(numerator, denominator, _bounded(right, bound, sign))
    return Subset(left, right)


def _bounded(figure: Stated, bound: Bound, sign: str) -> Stated:
    if figure.bound is not Bound.EXACT:
        return figure
    return attrs.evolve(figure, bound=bound, bound_word=sign, text=f"{sign}{figure.text}")


def _equation(left: Expression, right: Expression, text: str) -> Assertion:
    if isinstance(left, Stated) and isinstance(right, Stated):
        return Same(left, right)
    if isinstance(left, Stated):
        left, right = right, left
    match right:
        case Quotient(Stated(text=above), Stated(text="10万")):  # as death rates are printed
            right = Stated.parse(f"{above}/10万")
    if not isinstance(right, Stated | Missing):
        raise ClaimError(
            repr(text), "both sides are computed", remedy="put one stated figure on one side"
        )
    match left:
        case Quotient(numerator, denominator):
            return Ratio(numerator, denominator, right)
        case Sum() | Product():
            return Computed(left, right)
    raise ClaimError(repr(text), "nothing is computed", remedy=_WAY_OUT)
