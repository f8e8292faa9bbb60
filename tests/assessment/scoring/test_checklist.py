"""Points off for each requirement that is not met."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from famplan.assessment import Figure, Measure
from famplan.assessment.scoring import Checklist
from famplan.errors import DefinitionError, InvalidInputError

DUTIES = Measure(
    code="duties", name="Duties", name_zh="职责", direction="at least", evidence="checklist"
)


@pytest.mark.parametrize(("met", "points"), [(5, 10), (4, 8), (1, 2), (0, 0)])
def test_two_points_each(met: int, points: int) -> None:
    """Five conditions of two points (the rules for village committees)."""
    scoring = Checklist(points=10, items=5, each=2)
    assert scoring.marks(Figure(met), measure=DUTIES, target=None).points == points


def test_points_stop_at_zero() -> None:
    """What is missing can cost more than there is; the trace says so."""
    marks = Checklist(points=2, items=8, each="0.5").marks(Figure(1), measure=DUTIES, target=None)
    assert marks.points == 0
    assert marks.steps[1].reason == "Duties: 7 of 8 not met, 0.5 points off for each, down to 0"
    assert marks.steps[1].reason_zh == "职责：8项中7项未达到，每项扣0.5分，扣完为止"


def test_it_reads_counts() -> None:
    """Three of five met is a numerator over a denominator too."""
    scoring = Checklist(points=10, items=5, each=1)
    marks = scoring.marks(Figure(numerator=3, denominator=5), measure=DUTIES, target=None)
    assert marks.points == Fraction(8)
    assert marks.steps[1].reason == "Duties: 2 of 5 not met, 1 point off for each"


def test_a_numerator_alone_is_enough() -> None:
    """The list itself says how many stand."""
    scoring = Checklist(points=10, items=5, each=1)
    assert scoring.marks(Figure(numerator=5), measure=DUTIES, target=None).points == 10
    assert scoring.marks(Figure(None), measure=DUTIES, target=None).points is None


@pytest.mark.parametrize("figure", [Figure("2.5"), Figure(6), Figure(-1)])
def test_requirements_are_counted(figure: Figure) -> None:
    """Neither halves, nor more than stand, nor fewer than none."""
    with pytest.raises(InvalidInputError, match="is not a number of requirements from 0 to 5"):
        Checklist(points=10, items=5, each=1).marks(figure, measure=DUTIES, target=None)


def test_the_list_is_the_one_of_the_scheme() -> None:
    """Three of four is not three of five."""
    with pytest.raises(InvalidInputError, match="4 requirements stand, but the list has 5"):
        Checklist(points=10, items=5, each=1).marks(
            Figure(numerator=3, denominator=4), measure=DUTIES, target=None
        )


@pytest.mark.parametrize("items", [0, 2.5, True, "5"])
def test_a_list_has_requirements(items: Any) -> None:
    """A whole number of them, above none."""
    with pytest.raises(DefinitionError, match=r"items: .* is not a whole number above 0"):
        Checklist(points=1, items=items, each=1)


def test_it_counts_requirements_met() -> None:
    """A share or a count of mistakes is no list."""
    wrong = Measure(code="x", name="X", direction="at most", evidence="count")
    with pytest.raises(DefinitionError, match="x: a checklist counts requirements that are met"):
        Checklist(points=1, items=1, each=1).check(wrong)
