"""Spans: exact interval arithmetic, and rounding and its inverse."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from famplan.quality.rounding import Rounding, printed, simplest_between, sources_of
from famplan.quality.span import Span

positive = st.fractions(Fraction(1, 1000), 1000, max_denominator=1000)
numbers = st.fractions(-1000, 1000, max_denominator=1000)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, Fraction]:
    """A span of positive numbers, and a number in it."""
    low, high = sorted((draw(positive), draw(positive)))
    assume(low < high)
    inside = low + (high - low) * draw(st.fractions(Fraction(1, 10), Fraction(9, 10)))
    ends = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    return Span(*ends, low_closed=draw(st.booleans()), high_closed=draw(st.booleans())), inside


@given(spans(), spans())
def test_arithmetic_keeps_every_number(
    first: tuple[Span, Fraction], second: tuple[Span, Fraction]
) -> None:
    """What holds for numbers in two spans holds for their sum, difference, product, quotient."""
    (left, x), (right, y) = first, second
    assert (left + right).contains(x + y)
    assert (left - right).contains(x - y)
    assert (left * right).contains(x * y)
    assert (left / right).contains(x / y)


@given(spans())
def test_integers_of_a_span_are_in_it(drawn: tuple[Span, Fraction]) -> None:
    """The smallest and largest integer lie inside, their neighbours outside."""
    span, _ = drawn
    low, high = span.integers()
    if span.holds_integer():
        assert low is None or span.contains(Fraction(low))
        assert high is None or span.contains(Fraction(high))
    assert low is None or not span.contains(Fraction(low - 1))
    assert high is None or not span.contains(Fraction(high + 1))


def test_open_ends_that_touch_do_not_meet() -> None:
    """[0, 1) and [1, 2] have nothing in common; [0, 1] and [1, 2] have."""
    one_two = Span(Fraction(1), Fraction(2))
    assert not Span(Fraction(0), Fraction(1), high_closed=False).meets(one_two)
    assert Span(Fraction(0), Fraction(1)).meets(one_two)
    assert not one_two.meets(Span(Fraction(3), None))


def test_exact_negative_numbers_multiply_and_divide() -> None:
    """Points are numbers."""
    minus, two = Span.point(-6), Span.point(2)
    assert (minus * two).exact == -12
    assert (minus / two).exact == -3


@given(numbers, st.sampled_from(Rounding), st.integers(0, 3))
def test_printing_and_its_inverse_agree(value: Fraction, rounding: Rounding, digits: int) -> None:
    """A number is a source of the figure it prints as, and of no other."""
    step = Fraction(1, 10**digits)
    figure = printed(value, step=step, rounding=rounding)
    assert sources_of(figure, step=step, rounding=rounding).contains(value)
    for other in (figure - step, figure + step):
        assert not sources_of(other, step=step, rounding=rounding).contains(value)


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [(Rounding.HALF_UP, (3, -3)), (Rounding.HALF_EVEN, (2, -2)), (Rounding.TRUNCATED, (2, -2))],
)
def test_halves(rounding: Rounding, expected: tuple[int, int]) -> None:
    """2.5 goes away from zero, to even, or is cut off; so does its negative."""
    step = Fraction(1)
    found = tuple(printed(Fraction(sign * 5, 2), step=step, rounding=rounding) for sign in (1, -1))
    assert found == expected
    assert printed(Fraction(7, 2), step=step, rounding=Rounding.HALF_EVEN) == 4


@given(st.integers(1, 9999))
def test_the_simplest_fraction_prints_so_and_none_is_simpler(figure: int) -> None:
    """Against a search over all denominators."""
    span = sources_of(Fraction(figure, 10_000), step=Fraction(1, 10_000), rounding=Rounding.HALF_UP)
    found = simplest_between(span)
    assert span.contains(found)
    for denominator in range(1, found.denominator):
        low, high = span.scaled(denominator).integers()
        assert low is not None
        assert high is not None
        assert low > high


NUMBERS = st.fractions(-5, 5, max_denominator=20)


@given(a=NUMBERS, b=NUMBERS, c=NUMBERS, d=NUMBERS, x=st.fractions(0, 1), y=st.fractions(0, 1))
def test_products_and_quotients_of_any_sign_lie_in_their_span(  # noqa: PLR0913, PLR0917
    a: Fraction, b: Fraction, c: Fraction, d: Fraction, x: Fraction, y: Fraction
) -> None:
    """Whatever the signs; a divisor must lie on one side of zero."""
    one, two = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    left, right = a + (b - a) * x, c + (d - c) * y
    assert (one * two).contains(left * right)
    if c * d > 0:
        assert (one / two).contains(left / right)


def test_nothing_is_divided_by_zero_alone() -> None:
    """Zero has no reciprocal."""
    with pytest.raises(ZeroDivisionError):
        Span.point(0).reciprocal()
