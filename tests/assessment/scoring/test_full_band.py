"""All points within a band."""

from __future__ import annotations

from typing import Any

import pytest

from famplan.assessment import Figure, Measure, Target
from famplan.assessment.scoring import FullBand
from famplan.errors import DefinitionError

DAZHOU: dict[str, Any] = {"points": 5, "low": "85 %", "high": "100 %", "of": "target"}


@pytest.mark.parametrize(
    ("count", "points"),
    [(8499, 0), (8500, 5), (9999, 5), (10_000, 5), (10_001, 0), (0, 0)],
)
def test_births_of_a_ceiling(births: Measure, count: int, points: int) -> None:
    """84.99 % and 100.01 % fail, 85 % and 100 % do not (Dazhou 2010)."""
    goal = Target(measure=births, high=10_000)
    marks = FullBand(**DAZHOU).marks(Figure(count), measure=births, target=goal)
    assert marks.points == points


def test_a_share_is_never_shown_on_the_wrong_side(births: Measure) -> None:
    """84.9999 % does not read as 85 %."""
    goal = Target(measure=births, high=1_000_000)
    (step,) = FullBand(**DAZHOU).marks(Figure(849_999), measure=births, target=goal).steps
    assert step.reason == "849,999 is 84.9999% of 1,000,000, outside 85.0000% to 100.00%"
    assert step.reason_zh == "849,999为1,000,000的84.9999%，不在85.0000%至100.00%之内"


def test_a_band_of_the_figure(sex_ratio: Measure) -> None:
    """Without a target the band is of the figure."""
    scoring = FullBand(points=2, low="103:100", high="107:100")
    figures = ("102.99:100", "103:100", "107:100", "107.001:100")
    found = [scoring.marks(Figure(f), measure=sex_ratio, target=None) for f in figures]
    assert [marks.points for marks in found] == [0, 2, 2, 0]
    assert found[3].steps[0].reason == "107.001:100, outside 103.00:100 to 107.000:100"
    assert not scoring.needs_target
    assert not scoring.is_monotone(sex_ratio)


def test_low_is_not_above_high() -> None:
    """Such a band holds nothing."""
    with pytest.raises(DefinitionError, match=r"low: 1 is above high 0\.85"):
        FullBand(points=5, low="100 %", high="85 %")


@pytest.mark.parametrize(
    ("direction", "bounds"),
    [("at most", {"high": 0}), ("band", {"low": 10, "high": 20}), ("exact", {"low": 0, "high": 0})],
)
def test_a_share_needs_one_bound_above_zero(direction: str, bounds: dict[str, int]) -> None:
    """Nothing is a share of nought, nor of two bounds."""
    measure = Measure(code="b", name="B", direction=direction, evidence="count")
    goal = Target(measure=measure, **bounds)
    with pytest.raises(DefinitionError, match="b: a share of the target needs a single bound"):
        FullBand(**DAZHOU).marks(Figure(1), measure=measure, target=goal)


def test_a_share_of_an_exact_target_is_of_its_one_figure() -> None:
    """Low and high are the same bound there."""
    measure = Measure(code="b", name="B", direction="exact", evidence="count")
    goal = Target(measure=measure, low=20, high=20)
    assert FullBand(**DAZHOU).marks(Figure(17), measure=measure, target=goal).points == 5


def test_the_band_is_of_figure_or_target() -> None:
    """A slip names what is allowed."""
    with pytest.raises(DefinitionError, match="of: no 'ceiling'; allowed: figure, target"):
        FullBand(**(DAZHOU | {"of": "ceiling"}))
