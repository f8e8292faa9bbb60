"""All points or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from famplan.assessment import Figure, Measure, Target
from famplan.assessment.scoring import PassOrFail

if TYPE_CHECKING:
    from fractions import Fraction


@pytest.mark.parametrize(
    ("figure", "points"), [("94.99 %", 0), ("94.999999999 %", 0), ("95 %", 10), ("100 %", 10)]
)
def test_the_bound_itself_passes(conformity: Measure, figure: str, points: int) -> None:
    """From 95 % on, and not a hair below."""
    goal = Target(measure=conformity, low="95 %")
    marks = PassOrFail(points=10).marks(Figure(figure), measure=conformity, target=goal)
    assert marks.points == points


def test_an_excluded_bound_fails(sex_ratio: Measure) -> None:
    """Below 110 means below."""
    goal = Target(measure=sex_ratio, high="110:100", high_included=False)
    marks = PassOrFail(points=1).marks(Figure("110:100"), measure=sex_ratio, target=goal)
    assert marks.points == 0
    assert marks.steps[0].reason == (
        "Sex ratio at birth of 110.00:100 misses the target of below 110.00:100"
    )


def test_a_figure_is_never_shown_on_the_wrong_side(conformity: Measure) -> None:
    """94.996 does not read as 95.00 where 95 is asked for."""
    goal = Target(measure=conformity, low="95 %")
    (step,) = PassOrFail(points=10).marks(Figure("94.996 %"), measure=conformity, target=goal).steps
    assert step.reason == "Policy conformity of 94.996% misses the target of at least 95.000%"
    assert step.reason_zh == "计划生育率94.996%，未达到目标（不低于95.000%）"


def test_a_band_is_missed_on_both_sides() -> None:
    """So more is not always better."""
    measure = Measure(code="x", name="X", direction="band", unit="%", evidence="proportion")
    goal = Target(measure=measure, low="40 %", high="60 %")
    scoring = PassOrFail(points=2)

    def points(figure: str) -> Fraction | None:
        return scoring.marks(Figure(figure), measure=measure, target=goal).points

    assert [points(figure) for figure in ("39.9 %", "40 %", "60 %", "60.1 %")] == [0, 2, 2, 0]
    assert not scoring.is_monotone(measure)
