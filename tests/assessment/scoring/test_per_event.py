"""Points off for each event."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from famplan.assessment import Figure, Measure
from famplan.assessment.scoring import PerEvent
from famplan.errors import DefinitionError, InvalidInputError

MISSED = Measure(
    code="missed", name="Missed births", name_zh="漏统人数", direction="at most", evidence="count"
)


@pytest.mark.parametrize(
    ("events", "points"), [(0, "10"), (1, "9.5"), (19, "0.5"), (20, "0"), (99, "0")]
)
def test_half_a_point_each(events: int, points: str) -> None:
    """Ten points less half a point for each birth missed, never below none (Dazhou 2010)."""
    marks = PerEvent(points=10, each="0.5").marks(Figure(events), measure=MISSED, target=None)
    assert marks.points == Fraction(points)


def test_a_cap_limits_what_is_taken() -> None:
    """Three points at most are taken, and the trace says so."""
    marks = PerEvent(points=10, each=2, cap=3).marks(Figure(5), measure=MISSED, target=None)
    assert marks.points == 7
    assert marks.steps[1].reason == "Missed births: 5 at 2 points each, 3 points at most"
    assert marks.steps[1].reason_zh == "漏统人数：5，每例扣2分，最多扣3分"


def test_words_agree_with_numbers() -> None:
    """One event, one point."""
    scoring = PerEvent(points=1, each=1)
    assert scoring.marks(Figure(1), measure=MISSED, target=None).steps[1].reason == (
        "Missed births: 1 at 1 point"
    )
    assert scoring.marks(Figure(2), measure=MISSED, target=None).steps[1].reason == (
        "Missed births: 2 at 1 point each, 1 point at most"
    )


@pytest.mark.parametrize("figure", ["2.5", "-1"])
def test_events_are_whole_and_not_negative(figure: str) -> None:
    """Half an event did not happen."""
    scoring = PerEvent(points=10, each=1)
    with pytest.raises(InvalidInputError, match=f"missed: {figure} is not a number of events"):
        scoring.marks(Figure(figure), measure=MISSED, target=None)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"each": 0}, "each: 0 is not above 0"),
        ({"cap": 0}, "cap: 0 is not above 0 and at most the points"),
        ({"cap": 11}, "cap: 11 is not above 0 and at most the points"),
    ],
)
def test_what_cannot_be(wrong: dict[str, Any], message: str) -> None:
    """An event costs something, and no more than there is."""
    with pytest.raises(DefinitionError, match=message):
        PerEvent(**({"points": 10, "each": 1} | wrong))


@pytest.mark.parametrize("other", [{"direction": "at least"}, {"unit": "%"}])
def test_it_counts_what_should_not_happen(other: dict[str, str]) -> None:
    """A share, or something good, is no event to be punished."""
    fields = {"code": "x", "name": "X", "direction": "at most", "evidence": "count"} | other
    with pytest.raises(DefinitionError, match="x: points are taken for each event"):
        PerEvent(points=1, each=1).check(Measure(**fields))
