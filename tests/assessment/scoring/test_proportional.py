"""Points in proportion."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from random_scorings import rate

from famplan.assessment import Figure
from famplan.assessment.scoring import Proportional
from famplan.errors import DefinitionError


@pytest.mark.parametrize(
    ("figure", "points"),
    [("0 %", "10"), ("1 %", "8"), ("4.99 %", "0.02"), ("5 %", "0"), ("5.01 %", "0"), ("50 %", "0")],
)
def test_an_error_of_up_to_five_per_cent(figure: str, points: str) -> None:
    """Up to 5 % in proportion, above it nothing (Dazhou 2010)."""
    error = rate("at most", "error")
    scoring = Proportional(points=10, best="0 %", worst="5 %")
    marks = scoring.marks(Figure(figure), measure=error, target=None)
    assert marks.points == Fraction(points)


def test_the_worst_figure_can_have_points() -> None:
    """Then there is a cliff just beyond it."""
    measure = rate("at least")
    scoring = Proportional(points=10, best="100 %", worst="80 %", at_worst=4)
    figures = ("79.99 %", "80 %", "90 %", "100 %")
    given = [scoring.marks(Figure(f), measure=measure, target=None).points for f in figures]
    assert given == [0, 4, 7, 10]


def test_nothing_is_rounded_onto_an_end() -> None:
    """Neither the figure nor its place on the way."""
    measure = rate("at least")
    scoring = Proportional(points=10, best="100 %", worst="80 %")
    (step,) = scoring.marks(Figure("99.9999 %"), measure=measure, target=None).steps
    assert step.reason == "99.9999% is 99.9995% of the way from 80% to 100.0000%"
    assert step.reason_zh == "99.9999%，在80%至100.0000%之间，按比例（99.9995%）计分"
    (step,) = scoring.marks(Figure("79.9999 %"), measure=measure, target=None).steps
    assert (step.reason, step.reason_zh) == (
        "79.9999% is beyond 80.0000%",
        "79.9999%，低于80.0000%，不得分",
    )
    (step,) = scoring.marks(Figure("100 %"), measure=measure, target=None).steps
    assert (step.reason, step.reason_zh) == ("100% reaches 100%", "100%，达到100%，得满分")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"worst": "100 %"}, "worst: is the same as best"),
        ({"at_worst": 11}, "at_worst: 11 is none of 0 to the points"),
        ({"at_worst": -1}, "at_worst: -1 is none of 0 to the points"),
    ],
)
def test_what_cannot_be(wrong: dict[str, Any], message: str) -> None:
    """A scale has two ends, and gives no more at the worst."""
    with pytest.raises(DefinitionError, match=message):
        Proportional(**({"points": 10, "best": "100 %", "worst": "80 %"} | wrong))


@pytest.mark.parametrize(("direction", "best"), [("at least", "0 %"), ("at most", "100 %")])
def test_it_rises_towards_the_good(direction: str, best: str) -> None:
    """A scale that rewards a bad figure is a slip."""
    scoring = Proportional(points=1, best=best, worst="50 %")
    with pytest.raises(
        DefinitionError, match=f"best is worse than worst, where good is {direction}"
    ):
        scoring.check(rate(direction))
