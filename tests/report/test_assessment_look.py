"""Assessment and plan pages as a browser lays them out: nothing stands out, nothing is cut off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from in_browser import CHROMIUM, measured

from famplan.assessment import (
    Ceilings,
    Measure,
    Target,
    assess_units,
    progress,
    read_scheme,
    read_unit_figures,
    what_if_units,
)
from famplan.datasets import assessment_example, projection_example
from famplan.projection import Bound, read_plan
from famplan.report import assessment_page, plan_page

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
PRINTED = 1032  # A4 across, less its margins, in CSS pixels


def assessed(language: str) -> str:
    """The page of the made-up county."""
    scheme_file, figures = assessment_example()
    scheme = read_scheme(str(scheme_file))
    units = read_unit_figures(figures, scheme=scheme)
    return assessment_page(
        assess_units(scheme, units, year=2013),
        language=language,
        what_ifs=what_if_units(scheme, units, year=2013),
        notes={one.unit: one.notes for one in units},
    ).html


def planned(language: str) -> str:
    """A plan with every part."""
    births = Measure(
        code="births", name="Births", name_zh="出生人数", direction="at most", evidence="count"
    )
    ceiling = Target(measure=births, high=2000, period="2006", line="party and government")
    limits = Ceilings(births=2000, birth_rate="9.5‰", natural_increase="4.5‰")
    return plan_page(
        [ceiling],
        progress=[progress(ceiling, done=1100, on=date(2006, 6, 30))],
        ceilings=limits,
        years={"2006": limits.year(opening=220_000, deaths=1200)},
        fan=read_plan(*projection_example()).simulate(
            2050,
            paths=50,
            seed=1,
            measures=["population", "CBR"],
            bounds=[Bound("population", at_least=1.35e9)],
        ),
        language=language,
    ).html


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("make", [assessed, planned])
def test_nothing_stands_out_of_the_page(make: object, language: str, tmp_path: Path) -> None:
    """On a desk, on a telephone and on paper; tables may scroll on screens, but not on paper."""
    page = make(language)  # type: ignore[operator]
    on_paper = page.replace("@media print", "@media all")
    for text, width, clipped in (
        (page, 1280, ".scroll table"),
        (page, 390, ".scroll table"),
        (on_paper, PRINTED, "nothing"),
    ):
        found = measured(text, width, tmp_path, clipped=clipped)
        assert found["height"] > 1500
        assert found["scrolls"] <= found["width"]
        assert found["out"] == found["cut"] == []
