"""Points by stretches."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from famplan.assessment import Figure, Measure
from famplan.assessment.scoring import Piecewise
from famplan.errors import DefinitionError

KNOTS = [("107:100", 6), ("110:100", 4), ("115:100", 2)]
FIGURES = ("100:100", "107:100", "107.01:100", "110:100", "112.5:100", "115:100", "115.01:100")


@pytest.mark.parametrize(
    ("between", "points"),
    [
        ("points of the upper knot", [6, 6, 4, 4, 2, 2, 0]),
        ("points of the lower knot", [0, 6, 6, 4, 4, 2, 2]),
        ("linear", [6, 6, 6 - Fraction(2, 300), 4, 3, 2, 2]),
    ],
)
def test_stretches(sex_ratio: Measure, between: str, points: list[Fraction]) -> None:
    """A knot has its own points; between and beyond them the word decides."""
    scoring = Piecewise(points=6, knots=KNOTS, between=between)
    found = [scoring.marks(Figure(f), measure=sex_ratio, target=None).points for f in FIGURES]
    assert found == points


@pytest.mark.parametrize(
    ("figure", "reason", "reason_zh"),
    [
        (
            "107.001:100",
            "Sex ratio at birth of 107.001:100 is between 107.000:100 and 110.00:100: 4 of 6",
            "Sex ratio at birth107.001:100，介于107.000:100与110.00:100之间，得4分",
        ),
        (
            "107:100",
            "Sex ratio at birth of 107.00:100 is at a bound: 6 of 6",
            "Sex ratio at birth107.00:100，为分段界点，得6分",
        ),
        (
            "115.001:100",
            "Sex ratio at birth of 115.001:100 is above 115.000:100: 0 of 6",
            "Sex ratio at birth115.001:100，高于115.000:100，得0分",
        ),
        (
            "90:100",
            "Sex ratio at birth of 90.00:100 is below 107.00:100: 6 of 6",
            "Sex ratio at birth90.00:100，低于107.00:100，得6分",
        ),
    ],
)
def test_the_reason_names_the_stretch(
    sex_ratio: Measure, figure: str, reason: str, reason_zh: str
) -> None:
    """With the figure on its own side of each bound."""
    scoring = Piecewise(points=6, knots=KNOTS, between="points of the upper knot")
    (step,) = scoring.marks(Figure(figure), measure=sex_ratio, target=None).steps
    assert (step.reason, step.reason_zh) == (reason, reason_zh)


@pytest.mark.parametrize(
    ("between", "monotone"),
    [
        ("points of the upper knot", True),
        ("points of the lower knot", False),
        ("linear", True),
    ],
)
def test_it_knows_whether_it_rises_towards_the_good(
    sex_ratio: Measure, between: str, *, monotone: bool
) -> None:
    """A ratio below the first knot has nothing where lower ends count: not monotone."""
    scoring = Piecewise(points=6, knots=KNOTS, between=between)
    assert scoring.is_monotone(sex_ratio) is monotone


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"knots": KNOTS[:1]}, "knots: two or more are needed"),
        ({"knots": [*KNOTS, ("115:100", 1)]}, r"knots: 1\.15 does not rise above 1\.15"),
        ({"points": 7}, "knots: points of knots run from 0 to 7, which one gives"),
        ({"knots": [("1:1", 6), ("2:1", -1)]}, "points of knots run from 0 to 6"),
        ({"between": "steps"}, "between: no 'steps'; allowed: linear, points of the upper knot"),
    ],
)
def test_what_cannot_be(wrong: dict[str, Any], message: str) -> None:
    """Knots rise, and one of them gives all points."""
    with pytest.raises(DefinitionError, match=message):
        Piecewise(**({"points": 6, "knots": KNOTS, "between": "linear"} | wrong))
