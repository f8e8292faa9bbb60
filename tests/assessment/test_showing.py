"""Numbers are never rounded across a bound."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.assessment import Measure
from famplan.assessment.showing import shown, shown_share
from famplan.assessment.trace import Step, shown_points

numbers = st.fractions(-10, 1000, max_denominator=10**6)


def read(text: str) -> Fraction:
    """Read a number back."""
    return Fraction(text.replace(",", ""))


@given(numbers, numbers)
def test_what_is_shown_stands_on_the_side_of_the_number(number: Fraction, bound: Fraction) -> None:
    """Below stays below, above stays above, and each is within half of its last place."""
    text, other = shown(number, beside=[bound]), shown(bound, beside=[number])
    assert (read(text) < read(other)) == (number < bound)
    assert (read(text) > read(other)) == (number > bound)
    places = len(text.partition(".")[2])
    assert abs(read(text) - number) <= Fraction(1, 2 * 10**places)


@given(numbers, st.lists(numbers, max_size=4))
def test_several_bounds_at_once(number: Fraction, bounds: list[Fraction]) -> None:
    """A number that is written for all bounds is apart from each as that is written for it."""
    text = shown(number, beside=bounds)
    for bound in set(bounds) - {number}:
        other = shown(bound, beside=[number])
        assert (read(text) < read(other)) == (number < bound)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("71.4769", "71.48"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("-0.001", "0.00"),
        ("12345.678", "12,345.68"),
    ],
)
def test_halves_go_up_and_thousands_are_marked(number: str, text: str) -> None:
    """Two decimals, as reports print them."""
    assert shown(Fraction(number)) == text


def test_no_decimals() -> None:
    """A whole number has no point."""
    assert shown(Fraction(1234), decimals=0) == "1,234"


def test_a_share_beside_grades() -> None:
    """97.9999 % is not shown as the 98 % that it does not reach; unknown bounds do not matter."""
    rate, bounds = Fraction("0.979999"), [Fraction("0.98"), Fraction(1), None]
    assert shown_share(rate, beside=bounds) == "97.9999%"
    assert shown_share(Fraction("0.98"), beside=bounds) == "98.00%"


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("0", "0"),
        ("20", "20"),
        ("1234.5", "1234.5"),
        ("19.9996", "19.9996"),
        ("-0.6", "-0.6"),
        ("1/3", "0.333"),
        ("59999/3000", "19.9997"),
        ("1/30000", "0.00003"),
        ("-1/30000", "-0.00003"),
    ],
)
def test_points(points: str, text: str) -> None:
    """Exact where they can be; never the next whole number where they are not."""
    assert shown_points(Fraction(points)) == text


def test_a_step_has_its_sign() -> None:
    """What is given is marked, and what is taken."""
    steps = (Step(Fraction(n), "why", "因为") for n in (2, 0, -1))
    assert [str(step) for step in steps] == ["+2: why", "0: why", "-1: why"]


@pytest.mark.parametrize(
    ("unit", "value", "english", "chinese"),
    [
        ("yuan", "7.54", "7.54 yuan", "7.54元"),
        ("pp", "0.001", "0.10 percentage points", "0.10个百分点"),
        ("%", "0.965", "96.50%", "96.50%"),
        ("times", "1.2", "1.20 times", "1.20倍"),
        (":100", "1.094", "109.40:100", "109.40:100"),
        ("", "12000", "12,000", "12,000"),
    ],
)
def test_units_in_both_languages(unit: str, value: str, english: str, chinese: str) -> None:
    """Symbols that are words are translated."""
    measure = Measure(code="x", name="X", direction="at least", unit=unit, evidence="amount")
    assert measure.show(Fraction(value)) == english
    assert measure.show(Fraction(value), language="zh") == chinese
    assert measure.show(None) == "–"


@pytest.mark.parametrize(
    ("fields", "precision"),
    [
        ({"unit": "%", "evidence": "proportion"}, "0.0001"),
        ({"unit": "‰", "evidence": "rate"}, "0.00001"),
        ({"unit": "%", "evidence": "proportion", "decimals": 1}, "0.001"),
        ({"evidence": "count"}, "1"),
        ({"evidence": "checklist"}, "1"),
        ({"evidence": "amount", "decimals": 0}, "1"),
    ],
)
def test_the_precision_with_which_a_figure_is_published(
    fields: dict[str, object], precision: str
) -> None:
    """Hundredths of the unit, whole events, or what the scheme says."""
    measure = Measure(code="x", name="X", direction="at least", **fields)
    assert measure.precision == Fraction(precision)
