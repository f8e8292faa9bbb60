"""Points off for a missed target without progress."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from famplan.assessment import Figure, Measure, Target
from famplan.assessment.scoring import NoProgress
from famplan.errors import DefinitionError, InvalidInputError

HUNAN: dict[str, Any] = {
    "points": 3,
    "same": "0.1",
    "improved": 0,
    "each": "0.1",
    "step": "0.1:100",
    "steps": "whole steps",
}


@pytest.mark.parametrize(
    ("now", "points"),
    [
        ("110:100", "3"),
        ("111.9:100", "3"),
        ("112:100", "2.9"),
        ("112.09:100", "2.9"),
        ("112.1:100", "2.8"),
        ("113:100", "1.9"),
        ("120:100", "0"),
    ],
)
def test_hunan(sex_ratio: Measure, now: str, points: str) -> None:
    """0.1 off for last year's ratio, 0.1 more for each 0.1 above it (Hunan 2017)."""
    goal = Target(measure=sex_ratio, high="110:100")
    figure = Figure(now, previous="112:100")
    marks = NoProgress(**HUNAN).marks(figure, measure=sex_ratio, target=goal)
    assert marks.points == Fraction(points)


def test_a_rate_that_should_rise(conformity: Measure) -> None:
    """There a fall is for the worse."""
    goal = Target(measure=conformity, low="95 %")
    scoring = NoProgress(**(HUNAN | {"step": "1 pp", "improved": "0.05"}))
    figures = [Figure(f, previous="90 %") for f in ("94 %", "90 %", "88 %", "95 %")]
    given = [scoring.marks(f, measure=conformity, target=goal).points for f in figures]
    assert given == [Fraction("2.95"), Fraction("2.9"), Fraction("2.7"), 3]


@pytest.mark.parametrize(
    ("now", "reason", "reason_zh"),
    [
        (
            "111:100",
            "111.00:100 misses the target of at most 110.00:100 and is better than 112.00:100",
            "111.00:100，未达到目标（不高于110.00:100），优于上年112.00:100",
        ),
        (
            "112:100",
            (
                "112.00:100 misses the target of at most 110.00:100 and is the same as last year, "
                "0.1 off"
            ),
            "112.00:100，未达到目标（不高于110.00:100），与上年持平，扣0.1分",
        ),
        (
            "112.004:100",
            (
                "112.004:100 misses the target of at most 110.00:100 and is worse than last year's "
                "112.000:100, 0.1 off and less than a step of 0.1:100"
            ),
            "112.004:100，未达到目标（不高于110.00:100），差于上年112.000:100，扣0.1分，不足0.1:100",
        ),
        (
            "119:100",
            (
                "119.00:100 misses the target of at most 110.00:100 and is worse than last year's "
                "112.00:100, 0.1 off and 70 steps of 0.1:100 at 0.1 points each, down to 0"
            ),
            (
                "119.00:100，未达到目标（不高于110.00:100），差于上年112.00:100，扣0.1分，每0.1:100扣0.1分，"
                "计70次，扣完为止"
            ),
        ),
    ],
)
def test_the_reason(sex_ratio: Measure, now: str, reason: str, reason_zh: str) -> None:
    """Target, last year and steps are named."""
    goal = Target(measure=sex_ratio, high="110:100")
    figure = Figure(now, previous="112:100")
    step = NoProgress(**HUNAN).marks(figure, measure=sex_ratio, target=goal).steps[1]
    assert (step.reason, step.reason_zh) == (reason, reason_zh)


def test_it_needs_last_year_only_where_the_target_is_missed(sex_ratio: Measure) -> None:
    """A met target needs no comparison."""
    goal, scoring = Target(measure=sex_ratio, high="110:100"), NoProgress(**HUNAN)
    assert scoring.marks(Figure("105:100"), measure=sex_ratio, target=goal).points == 3
    with pytest.raises(InvalidInputError, match="SRB: no figure of the year before"):
        scoring.marks(Figure("115:100"), measure=sex_ratio, target=goal)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"same": 4}, "same: 4 is more than all points"),
        ({"improved": 4}, "improved: 4 is more than all points"),
        ({"improved": -1}, "improved: -1 is below 0"),
        ({"step": 0}, "step: 0 is not above 0"),
    ],
)
def test_what_cannot_be(wrong: dict[str, Any], message: str) -> None:
    """No more is taken than there is."""
    with pytest.raises(DefinitionError, match=message):
        NoProgress(**(HUNAN | wrong))


def test_a_band_has_no_better_side() -> None:
    """So it cannot be said what progress is."""
    band = Measure(code="x", name="X", direction="band", unit="%", evidence="proportion")
    with pytest.raises(DefinitionError, match="x: better and worse than last year need a measure"):
        NoProgress(**HUNAN).check(band)


def test_what_improved_may_lose_more_and_is_then_not_monotone(sex_ratio: Measure) -> None:
    """Such a rule rewards standing still, and says so."""
    assert NoProgress(**HUNAN).is_monotone(sex_ratio)
    assert not NoProgress(**(HUNAN | {"improved": "0.2"})).is_monotone(sex_ratio)
