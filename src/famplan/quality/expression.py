"""Arithmetic over printed figures: ``(887 - 253) / 887``, ``22元 + 8元``, ``9.5‰ - 4.5‰``.

Expressions are small trees that keep the figures as printed, so a finding can quote them, and
that evaluate to the span of numbers the figures leave open.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import attrs

from famplan.errors import ClaimError, FigureError, MissingFigureError, UnitError
from famplan.quality.span import Span
from famplan.quality.stated import Stated
from famplan.quality.unit import Dimension, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from famplan.quality.rounding import Rounding

__all__ = [
    "Expression",
    "Missing",
    "Product",
    "Quotient",
    "Sum",
    "dimension_of",
    "figures_of",
    "is_difference",
    "is_missing",
    "parse",
    "span_of",
    "unit_of",
    "value_of",
]


@attrs.frozen
class Missing:
    """A figure the report does not give, written ``?``."""

    def __str__(self) -> str:
        """Write the question mark."""
        return "?"


@attrs.frozen
class Sum:
    """Terms added or, with a sign of -1, taken away."""

    terms: tuple[tuple[int, Expression], ...]

    def __str__(self) -> str:
        """Write the sum as it was."""
        (sign, first), *rest = self.terms
        parts = [f"{'-' if sign < 0 else ''}{_inner(first)}"]
        parts += [f"{'-' if sign < 0 else '+'} {_inner(term)}" for sign, term in rest]
        return " ".join(parts)


@attrs.frozen
class Product:
    """Two factors."""

    left: Expression
    right: Expression

    def __str__(self) -> str:
        """Write the product as it was."""
        return f"{_inner(self.left)} × {_inner(self.right)}"


@attrs.frozen
class Quotient:
    """A numerator over a denominator."""

    numerator: Expression
    denominator: Expression

    def __str__(self) -> str:
        """Write the quotient as it was."""
        below = self.denominator
        bracketed = f"({below})" if isinstance(below, Product | Quotient) else _inner(below)
        return f"{_inner(self.numerator)}/{bracketed}"


Expression: TypeAlias = Stated | Missing | Sum | Product | Quotient


def _inner(part: Expression) -> str:
    return f"({part})" if isinstance(part, Sum) else str(part)


def figures_of(expression: Expression) -> Iterator[Stated]:
    """List the figures of an expression, left to right."""
    match expression:
        case Stated():
            yield expression
        case Sum(terms):
            for _, term in terms:
                yield from figures_of(term)
        case Product(left, right) | Quotient(left, right):
            yield from figures_of(left)
            yield from figures_of(right)


def is_missing(expression: Expression) -> bool:
    """Whether the figure is not given."""
    return isinstance(expression, Missing)


def is_difference(expression: Expression) -> bool:
    """Whether something is taken away."""
    return isinstance(expression, Sum) and any(sign < 0 for sign, _ in expression.terms)


def span_of(expression: Expression, rounding: Rounding) -> Span:
    """Evaluate: the numbers, per one, left open by figures that were all rounded in one way.

    Raises
    ------
    MissingFigureError
        A figure is not given.
    UnitError
        Terms of different units are added.
    ZeroDivisionError
        A denominator is zero.
    """
    match expression:
        case Stated():
            return expression.meaning(rounding)
        case Sum(terms):
            check_units([term for _, term in terms])
            spans = (
                span_of(term, rounding) if sign > 0 else span_of(term, rounding).negated()
                for sign, term in terms
            )
            return sum(spans, Span.point(0))
        case Product(left, right):
            return span_of(left, rounding) * span_of(right, rounding)
        case Quotient(numerator, denominator):
            return span_of(numerator, rounding) / span_of(denominator, rounding)
    raise MissingFigureError("?", "a figure that is not given cannot be computed with")


def value_of(expression: Expression) -> Fraction:
    """Evaluate, taking every figure as it is printed.

    Raises
    ------
    MissingFigureError
        A figure is not given.
    ZeroDivisionError
        A denominator is zero.
    """
    match expression:
        case Stated():
            return expression.value
        case Sum(terms):
            return sum((sign * value_of(term) for sign, term in terms), Fraction(0))
        case Product(left, right):
            return value_of(left) * value_of(right)
        case Quotient(numerator, denominator):
            return value_of(numerator) / value_of(denominator)
    raise MissingFigureError("?", "a figure that is not given cannot be computed with")


def unit_of(expression: Expression) -> Unit | None:
    """Return the unit all figures share; ``None`` for bare numbers or where they differ."""
    units = {figure.unit for figure in figures_of(expression)} - {Unit.NUMBER}
    return units.pop() if len(units) == 1 else None


def dimension_of(expression: Expression) -> Dimension | None:
    """Return what an expression measures; ``None`` for a missing figure."""
    match expression:
        case Stated():
            return expression.unit.dimension
        case Sum(terms):
            found = {dimension_of(term) for _, term in terms} - {Dimension.NUMBER, None}
            return found.pop() if len(found) == 1 else Dimension.NUMBER
        case Quotient(numerator, denominator):
            same = dimension_of(numerator) is dimension_of(denominator)
            return Dimension.SHARE if same else dimension_of(numerator)
        case Product(left, right):
            found = {dimension_of(left), dimension_of(right)} - {Dimension.NUMBER, None}
            return found.pop() if len(found) == 1 else Dimension.NUMBER
    return None


def check_units(terms: list[Expression]) -> None:
    """Check that terms may be added: one unit, or bare numbers beside one unit.

    Raises
    ------
    UnitError
        Two units are mixed, for example per cent and per mille, or persons and yuan.
    """
    figures = [figure for term in terms for figure in figures_of(term)]
    kinds = {figure.unit.label for figure in figures} - {Unit.NUMBER.label}
    counters = {figure.counter for figure in figures if figure.unit is Unit.NUMBER} - {""}
    if len(kinds) > 1 or (kinds and counters):
        names = " and ".join(sorted(kinds) + sorted(counters)[:1])
        written = ", ".join(str(term) for term in terms)
        raise UnitError(written, f"{names} are mixed", remedy="state all in one unit")


# A colon divides (52128:47636), but belongs to the figure in 109.43:100 and 2.43:1.
_OPERATORS = re.compile(r"([()+×*/÷?−–-]|:(?!\s*1(?:00)?(?![\d.,])))")
_LETTER_TIMES = re.compile(r"(?<=[\d\u4e00-\u9fff])\s*[xX]\s*(?=\d)")
_SAME = {"*": "×", "÷": "/", ":": "/", "−": "-", "–": "-"}
_DEEPEST = 50


def parse(text: str) -> Expression:
    """Read an expression.

    Raises
    ------
    ClaimError
        The text is not an expression over figures.

    Examples
    --------
    >>> print(parse("(887-253)/887"))
    (887 - 253)/887
    """
    tokens = _tokens(text)
    if sum(map(tokens.count, "(×/")) > _DEEPEST:
        problem = f"more than {_DEEPEST} brackets, products and quotients"
        raise ClaimError(f"{text[:20]!r}…", problem, remedy="give it as several claims")
    reader = _Reader(tokens, text)
    expression = reader.sum()
    if reader.rest:
        raise ClaimError(repr(text), f"{reader.rest[0]!r} is not expected there")
    return expression


def _tokens(text: str) -> list[str]:
    parts = (part.strip() for part in _OPERATORS.split(_LETTER_TIMES.sub("×", text)))
    return [_SAME.get(part, part) for part in parts if part]


class _Reader:
    """A recursive-descent reader of ``sum := product (± product)*``."""

    def __init__(self, tokens: list[str], text: str) -> None:
        self.rest = tokens
        self.text = text

    def take(self, *wanted: str) -> str | None:
        if self.rest and self.rest[0] in wanted:
            return self.rest.pop(0)
        return None

    def sum(self) -> Expression:
        terms = [(1, self.product())]
        while operator := self.take("+", "-"):
            terms.append((1 if operator == "+" else -1, self.product()))
        return terms[0][1] if len(terms) == 1 else Sum(tuple(terms))

    def product(self) -> Expression:
        left = self.atom()
        while operator := self.take("×", "/"):
            right = self.atom()
            left = Product(left, right) if operator == "×" else Quotient(left, right)
        return left

    def atom(self) -> Expression:
        if self.take("?"):
            return Missing()
        if self.take("-"):
            negative = True
            while self.take("-"):
                negative = not negative
            return _negative(self.atom()) if negative else self.atom()
        if self.take("("):
            inner = self.sum()
            if not self.take(")"):
                raise ClaimError(repr(self.text), "a bracket is not closed")
            return inner
        if not self.rest:
            raise ClaimError(repr(self.text), "a figure is missing at the end", remedy="write ?")
        token = self.rest.pop(0)
        try:
            return Stated.parse(token)
        except FigureError as error:
            raise ClaimError(repr(self.text), str(error)) from error


def _negative(inner: Expression) -> Expression:
    if isinstance(inner, Stated):
        return attrs.evolve(inner, number=-inner.number, text=f"-{inner.text}")
    return Sum(((-1, inner),))
