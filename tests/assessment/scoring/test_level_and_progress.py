"""A mix of level and progress."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from famplan.assessment import Figure, Measure
from famplan.assessment.scoring import LevelAndProgress, PassOrFail, Proportional
from famplan.errors import DefinitionError, InvalidInputError


def mix(**changes: Any) -> LevelAndProgress:
    """Make Hunan's mix for a conformity rate, with made-up ends of its scales."""
    fields = {
        "points": 10,
        "level": Proportional(points=10, best="100 %", worst="80 %"),
        "progress": Proportional(points=10, best="5 pp", worst="0 pp"),
        "better": "0.7",
        "worse": "0.3",
    }
    return LevelAndProgress(**(fields | changes))


@pytest.mark.parametrize(
    ("mean", "points"),
    [("89.99 %", "4.1"), ("90 %", "4.1"), ("90.01 %", "2.9")],
)
def test_the_mean_decides_the_weights(conformity: Measure, mean: str, points: str) -> None:
    """7:3 from the mean on, 3:7 below: level 5, progress 2 of 10 (Hunan 2017)."""
    figure = Figure("90 %", previous="89 %", mean=mean)
    marks = mix().marks(figure, measure=conformity, target=None)
    assert marks.points == Fraction(points)


def test_for_a_sex_ratio_a_fall_is_progress(sex_ratio: Measure) -> None:
    """Above the mean is worse there, so the weights are 3:7 above and 7:3 below (Hunan 2017)."""
    scoring = mix(
        level=Proportional(points=10, best="107:100", worst="117:100"),
        progress=Proportional(points=10, best="5:100", worst="0:100"),
    )
    above = Figure("112:100", previous="113:100", mean="110:100")
    below = Figure("112:100", previous="113:100", mean="114:100")
    given = [scoring.marks(f, measure=sex_ratio, target=None).points for f in (above, below)]
    assert given == [Fraction("2.9"), Fraction("4.1")]


def test_a_fall_behind_last_year_is_below_zero(conformity: Measure) -> None:
    """Then there is nothing for progress."""
    figure = Figure("90 %", previous="91 %", mean="80 %")
    marks = mix().marks(figure, measure=conformity, target=None)
    assert marks.points == Fraction("3.5")
    assert marks.steps[1].reason == (
        "progress, weight 0.3: -1.00 percentage points is beyond 0.00 percentage points"
    )
    assert marks.steps[1].reason_zh == "进步，权重0.3：-1.00个百分点，低于0.00个百分点，不得分"


def test_the_reason_says_why_the_weight(conformity: Measure) -> None:
    """A rate just below the mean is not shown as the mean."""
    figure = Figure("89.999 %", previous="89 %", mean="90 %")
    step = mix().marks(figure, measure=conformity, target=None).steps[0]
    assert step.reason.startswith(
        "level, weight 0.3 as 89.999% is worse than the mean of 90.000%: "
    )
    assert step.reason_zh.startswith("水平，权重0.3（89.999%，差于平均值90.000%）：")


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        (Figure("90 %", mean="90 %"), "PCR: no figure of the year before; give previous="),
        (Figure("90 %", previous="90 %"), "PCR: no mean of the level above; give mean="),
    ],
)
def test_it_needs_last_year_and_the_mean(conformity: Measure, figure: Figure, message: str) -> None:
    """Without them the mix is not known, and not zero."""
    with pytest.raises(InvalidInputError, match=message):
        mix().marks(figure, measure=conformity, target=None)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"better": "1.1"}, r"better: 1\.1 is not a share"),
        ({"worse": "-0.1"}, r"worse: -0\.1 is not a share"),
        ({"points": 8}, "level: has 10 points; give 8"),
        ({"progress": PassOrFail(points=10)}, "progress: progress has no target"),
    ],
)
def test_what_cannot_be(wrong: dict[str, Any], message: str) -> None:
    """Weights are shares, and both scorings are of the points that are mixed."""
    with pytest.raises(DefinitionError, match=message):
        mix(**wrong)


def test_its_scorings_fit_the_measure(conformity: Measure, sex_ratio: Measure) -> None:
    """The level rises towards the good, and more progress is better."""
    mix().check(conformity)
    with pytest.raises(DefinitionError, match="best is worse than worst"):
        mix().check(sex_ratio)
    backwards = Proportional(points=10, best="0 pp", worst="5 pp")
    with pytest.raises(DefinitionError, match="best is worse than worst"):
        mix(progress=backwards).check(conformity)


def test_a_level_can_have_a_target(conformity: Measure) -> None:
    """Then the mix needs one too."""
    assert mix(level=PassOrFail(points=10)).needs_target
    assert not mix().needs_target
    assert not mix().is_monotone(conformity)
