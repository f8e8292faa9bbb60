"""Points as they were awarded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from random_scorings import rate

from famplan.assessment import Figure, Measure
from famplan.assessment.scoring import AsAwarded
from famplan.errors import DefinitionError, InvalidInputError

SHARE = rate("at least", "share")


@pytest.mark.parametrize(("figure", "points"), [("0 %", "0"), ("33.3 %", "6.66"), ("100 %", "20")])
def test_a_share_of_the_points(figure: str, points: str) -> None:
    """Nothing is rounded."""
    marks = AsAwarded(points=20).marks(Figure(figure), measure=SHARE, target=None)
    assert marks.points == Fraction(points)


def test_all_but_a_little_is_not_all() -> None:
    """99.996 % does not read as 100 %."""
    (step,) = AsAwarded(points=20).marks(Figure("99.996 %"), measure=SHARE, target=None).steps
    assert step.reason == "Rate: 99.996% of 20 points, as awarded"
    assert step.reason_zh == "比率：考核组评定为20分的99.996%"


@pytest.mark.parametrize("figure", ["100.01 %", "-1 %"])
def test_nobody_has_more_than_all(figure: str) -> None:
    """Nor less than none."""
    with pytest.raises(InvalidInputError, match="is no share of the points; give 0 % to 100 %"):
        AsAwarded(points=20).marks(Figure(figure), measure=SHARE, target=None)


def test_it_is_a_share() -> None:
    """A count of points would depend on the weight of the kind of unit."""
    count = Measure(code="x", name="X", direction="at least", evidence="count")
    with pytest.raises(DefinitionError, match="x: points awarded are a share of the points"):
        AsAwarded(points=20).check(count)
    with pytest.raises(DefinitionError, match="share: points awarded"):
        AsAwarded(points=20).check(rate("at most", "share"))
