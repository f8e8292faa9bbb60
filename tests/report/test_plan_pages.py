"""Plan pages: warnings first, then targets, progress, feasibility and the projection."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest

from famplan.assessment import (
    Ceilings,
    Figure,
    Measure,
    Target,
    attainment,
    progress,
)
from famplan.catalogue import Source
from famplan.datasets import projection_example
from famplan.errors import DefinitionError
from famplan.projection import Bound, Fan, project, read_plan
from famplan.report import plan_page, plan_workbook
from famplan.report.plans.making import plan_document

if TYPE_CHECKING:
    from pathlib import Path


def plain(html: str) -> str:
    """What a reader sees, on one line."""
    seen = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(seen).split())


@pytest.fixture(scope="module")
def fan() -> Fan:
    """China from 2020, an example and no forecast."""
    return read_plan(*projection_example()).simulate(
        2050,
        paths=200,
        seed=1,
        measures=["population", "CBR"],
        bounds=[
            Bound("population", at_least=1.35e9),
            Bound("population", at_most=1.43e9),
            Bound("CBR", at_least=0.005, at_most=0.02),
        ],
    )


BIRTHS = Measure(
    code="births", name="Births", name_zh="出生人数", direction="at most", evidence="count"
)
SHARE = {"name": "Policy conformity", "name_zh": "计划生育率", "unit": "%"}
CONFORMITY = Measure(
    code="PCR", direction="at least", evidence="proportion", indicator="PCR", **SHARE
)
CHECKS = Measure(code="checks", name="Checks", direction="at least", evidence="count")
CEILING = Target(
    measure=BIRTHS,
    high=2000,
    period="2006",
    line="party and government",
    source=Source("Report S3", locator="part 7", grade="B"),
)
YEAR = Target(measure=CHECKS, low=12_000, period="2013")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_whole_plan_is_on_the_page(fan: Fan, language: str) -> None:
    """Report S3.7 and S4: ceilings of 2006, examinations of 2013."""
    limits = Ceilings(births=2000, birth_rate="9.5‰", natural_increase="4.5‰")
    page = plan_page(
        [CEILING, YEAR],
        progress=[
            progress(CEILING, done=1100, on=date(2006, 6, 30)),
            progress(YEAR, done=6300, on=date(2013, 6, 30)),
        ],
        attainments=[
            attainment(
                Target(measure=CONFORMITY, low="95 %"), Figure(numerator=478, denominator=500)
            )
        ],
        ceilings=limits,
        years={"2006": limits.year(opening=220_000, deaths=1200)},
        fan=fan,
        language=language,
    )
    text = plain(page.html)
    expected = {
        "en": (
            "Population at least 1,350,000,000: the central path crosses it in 2045 (1,338,199,",
            "Crossed by 2050 with probability",
            "at most 2,000 1,100 55.00% 49.59% +5.41 percentage points 2,218 over",
            "at least 12,000 6,300 52.50% 49.59% +2.91 percentage points 12,704 on course",
            "births 2,000 220,800 binds birth rate 2,094 220,894 natural increase 2,192 220,992",
            "average population of 210,526",
            "a death rate of 5‰",
            "95.60% at least 95.00% met not distinguishable 93.41% – 97.22%",
            "Report S3, part 7 [B]",
            "200 paths, seed 1",
        ),
        "zh": (
            "总人口不低于1,350,000,000：中方案于2045年突破（1,338,199,277）",
            "不高于2,000 1,100 55.00% 49.59% +5.41个百分点 2,218 超过时间进度",
            "平均人口210,526",
            "出生数 2,000 220,800 起约束作用",
            "达标 难以区分",
        ),
    }
    for line in expected[language]:
        assert line in text
    assert page.html.count("<svg") == 2
    assert text.index("probability" if language == "en" else "概率") < text.index("2,218")


def test_contradictions_and_ceilings_that_cannot_be_met_are_warnings() -> None:
    """Two targets that no figure meets; a population that is already too large."""
    roof = Measure(code="PCR", direction="at most", evidence="proportion", **SHARE)
    targets = [
        Target(measure=CONFORMITY, low="95 %", period="2006"),
        Target(measure=roof, high="92 %", period="2006"),
    ]
    full = Ceilings(births=2000, population=100_000).year(opening=110_000, deaths=500)
    document = plan_document(targets, years={"2007": full})
    (warnings, *_), data = document.sections, json.loads(document.json)
    assert warnings.key == "warnings"
    (lines,) = (block.lines for block in warnings.blocks)  # type: ignore[union-attr]
    both = "Policy conformity at least 95.00% (2006); Policy conformity at most 92.00% (2006)"
    assert lines == (
        f"No figure can meet both: {both}.",
        "2007: the ceilings cannot be met: population is passed without any birth.",
    )
    assert data["years"][0]["feasible"] is False
    assert len(data["contradictions"]) == 1


def test_what_is_not_known_is_a_dash() -> None:
    """No count so far, no interval, no elapsed time."""
    page = plan_page(
        progress=[progress(YEAR, done=None, on=date(2012, 1, 1))],
        attainments=[attainment(Target(measure=CONFORMITY, low="95 %"), Figure(None))],
    )
    text = plain(page.html)
    assert "at least 12,000 – – 0.00% – – unknown" in text
    assert "– at least 95.00% not known unknown –" in text


def test_a_projection_without_a_fan(tmp_path: Path) -> None:
    """Bounds that are kept are told, too; the workbook has every year."""
    openpyxl = pytest.importorskip("openpyxl")
    path = read_plan(*projection_example()).project(2030)
    bounds = [Bound("births", at_most=3e8)]
    page = plan_page(projection=path, bounds=bounds, title="Mine")
    text = plain(page.html)
    assert "Births in 5 years at most 300,000,000: the central path keeps to it." in text
    assert "Mine" in text
    assert "probability" not in text
    book = openpyxl.load_workbook(
        plan_workbook(projection=path, bounds=bounds).save(tmp_path / "plan.xlsx")
    )
    rows = list(book["Projection"].iter_rows(values_only=True))
    assert rows[0] == ("Year", "Population", "Births in 5 years")
    assert rows[1][:2] == (2020, pytest.approx(1.426e9, rel=1e-3))
    assert rows[1][2] is None


def test_a_likely_crossing_is_warned_of(fan: Fan, tmp_path: Path) -> None:
    """Where the central path keeps to a bound, the probability decides."""
    calm, wary = (plan_document(fan=fan, warn_from=share) for share in (1.0, 0.001))
    sizes = [len(document.sections[0].blocks[0].lines) for document in (calm, wary)]  # type: ignore[union-attr]
    assert sizes[0] < sizes[1]
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(plan_workbook(fan=fan).save(tmp_path / "plan.xlsx"))
    header, first, *_ = book["Population"].iter_rows(values_only=True)
    assert header[:2] == ("Year", "central path")
    assert len(header) == 2 + len(fan.levels)
    assert first[1] == pytest.approx(1.426e9, rel=1e-3)
    data = json.loads(plan_document(fan=fan).json)
    assert {row["measure"] for row in data["fan"]} == {"population", "CBR"}


def test_faults_are_named(fan: Fan) -> None:
    """Nothing to tell, another language, several areas at once."""
    with pytest.raises(DefinitionError, match="there is nothing to tell"):
        plan_page()
    with pytest.raises(DefinitionError, match="'fr' is none of en, zh"):
        plan_page(fan=fan, language="fr")
    with pytest.raises(DefinitionError, match="there is no path that could cross them"):
        plan_page([CEILING], bounds=[Bound("births", at_most=1)])
    two = project(
        [[[50, 45, 70], [52, 46, 60]], [[5, 4, 7], [5, 4, 6]]],
        ages=["0–29", "30–59", "60+"],
        start=2020,
        until=2080,
        mortality=[[0.98, 0.97, 0.5]],
        fertility=[0.03],
        mothers=["30–59"],
        sex_ratio_at_birth=1.05,
        areas=["east", "west"],
    )
    with pytest.raises(DefinitionError, match="it has several areas; give projection"):
        plan_page(projection=two)
    assert "<svg" in plan_page(projection=two.area("west")).html
