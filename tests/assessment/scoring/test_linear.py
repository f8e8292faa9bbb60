"""Points off for each step short of a target."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_scorings import STEPS, rate

from famplan.assessment import Figure, Measure, Target
from famplan.assessment.scoring import LinearDeduction
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from famplan.assessment.trace import Marks

HUNAN: dict[str, Any] = {"points": 3, "each": "0.3", "step": "0.1 pp"}


def marks(measure: Measure, figure: str, *, steps: str = "whole steps", **more: Any) -> Marks:
    """Score a conformity rate against 95 %, as Hunan 2017 does."""
    scoring = LinearDeduction(**(HUNAN | {"steps": steps} | more))
    goal = Target(measure=measure, low="95 %")
    return scoring.marks(Figure(figure), measure=measure, target=goal)


@pytest.mark.parametrize(
    ("figure", "points"),
    [
        ("95 %", "3"),
        ("94.95 %", "3"),
        ("94.9 %", "2.7"),
        ("94.81 %", "2.7"),
        ("94.8 %", "2.4"),
        ("94.1 %", "0.3"),
        ("94.01 %", "0.3"),
        ("94 %", "0"),
        ("50 %", "0"),
    ],
)
def test_steps_of_a_tenth(conformity: Measure, figure: str, points: str) -> None:
    """0.3 points for each full 0.1 percentage points, down to none (Hunan 2017)."""
    assert marks(conformity, figure).points == Fraction(points)


@pytest.mark.parametrize(("steps", "points"), list(zip(STEPS, ("2.7", "2.4", "2.55"), strict=True)))
def test_part_of_a_step(conformity: Measure, steps: str, points: str) -> None:
    """One and a half steps count as one, two, or one and a half."""
    assert marks(conformity, "94.85 %", steps=steps).points == Fraction(points)


def test_beyond_a_ceiling() -> None:
    """A point for each tenth of an error above 5 %; 5.6 % and beyond leave none."""
    error = rate("at most", "error")
    goal = Target(measure=error, high="5 %")
    scoring = LinearDeduction(points=6, each=1, step="0.1 pp", steps="whole steps")
    figures = ("5 %", "5.09 %", "5.1 %", "5.59 %", "5.6 %", "7.01 %")
    given = [scoring.marks(Figure(f), measure=error, target=goal).points for f in figures]
    assert given == [6, 6, 5, 1, 0, 0]


def test_the_floor_holds(conformity: Measure) -> None:
    """Points stop where the text says, and the trace says so."""
    found = marks(conformity, "90 %", floor=1)
    assert found.points == 1
    assert found.steps[1].reason.endswith(
        "50 steps of 0.1 percentage points at 0.3 points each, down to 1"
    )
    assert found.steps[1].reason_zh.endswith("每0.1个百分点扣0.3分，计50次，扣至1分为止")


def test_one_step_is_singular(conformity: Measure) -> None:
    """Words agree with numbers."""
    assert marks(conformity, "94.9 %").steps[1].reason == (
        "94.90% is short of 95.00%: 1 step of 0.1 percentage points at 0.3 points"
    )


def test_less_than_a_step_is_told(conformity: Measure) -> None:
    """A missed target that costs nothing is not called met."""
    step = marks(conformity, "94.999 %").steps[1]
    assert step.points == 0
    assert step.reason == (
        "94.999% is short of 95.000%: less than a step of 0.1 percentage points, "
        "so nothing is taken"
    )
    assert step.reason_zh == "94.999%，低于95.000%，不足0.1个百分点，不扣分"


def test_a_bound_that_is_not_enough_costs_nothing_by_itself(conformity: Measure) -> None:
    """At an excluded bound the target is missed by no step."""
    goal = Target(measure=conformity, low="95 %", low_included=False)
    scoring = LinearDeduction(**HUNAN, steps="started steps")
    found = scoring.marks(Figure("95 %"), measure=conformity, target=goal)
    assert found.points == 3
    assert "so nothing is taken" in found.steps[1].reason


def test_both_sides_of_a_band() -> None:
    """Too little and too much are counted from their own bound."""
    measure = rate("band")
    goal = Target(measure=measure, low="40 %", high="60 %")
    scoring = LinearDeduction(points=5, each=1, step="1 pp", steps="whole steps")
    found = [scoring.marks(Figure(f), measure=measure, target=goal) for f in ("38 %", "61 %")]
    assert [one.points for one in found] == [3, 4]
    assert "38% is short of 40%" in found[0].steps[1].reason
    assert "61%，高于60%" in found[1].steps[1].reason_zh
    assert not scoring.is_monotone(measure)


@given(st.integers(0, 300))
def test_it_agrees_with_counting_one_by_one(tenths: int) -> None:
    """The formula is a loop that takes 0.3 for every full tenth until nothing is left."""
    measure = rate("at least")
    value = Fraction(95, 100) - Fraction(tenths, 10_000)
    left, short = Fraction(3), Fraction(tenths, 10_000)
    while short >= Fraction(1, 1000) and left > 0:
        left, short = left - Fraction(3, 10), short - Fraction(1, 1000)
    goal = Target(measure=measure, low="95 %")
    scoring = LinearDeduction(**HUNAN, steps="whole steps")
    assert scoring.marks(Figure(value), measure=measure, target=goal).points == left


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"each": 0}, "each: 0 is not above 0"),
        ({"step": "-1 pp"}, "step: -0.01 is not above 0"),
        ({"floor": 3}, "floor: 3 is not below the 3 points"),
        ({"floor": -1}, "floor: -1 is below 0"),
        ({"steps": "half"}, "steps: no 'half'; allowed: whole steps, started steps, proportional"),
    ],
)
def test_what_cannot_be(wrong: dict[str, Any], message: str) -> None:
    """Steps lead down, and stop at a floor below the points."""
    with pytest.raises(DefinitionError, match=message):
        LinearDeduction(**(HUNAN | {"steps": "whole steps"} | wrong))
