"""The schemes that come with famplan, at the bounds that their texts print."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from worked_figures import VILLAGE

from famplan.assessment import Assessed, Figure, assess, find_scheme, schemes, score
from famplan.catalogue.indicator import Grade
from famplan.errors import DefinitionError

HUNAN = {
    "level_best": "100 %",
    "level_worst": "80 %",
    "progress_best": "5 pp",
    "progress_worst": "0 pp",
    "ratio_worst": "117:100",
    "ratio_progress_best": "5:100",
    "ratio_progress_worst": "0:100",
}
CODES = [
    "county-2008",
    "county-2008-offices",
    "county-2013",
    "county-rules",
    "dazhou-2010",
    "hunan-2017",
    "quality-service-county",
    "unit-s3-3",
    "yinchuan-2009",
]


def scored(code: str, figures: dict[str, Figure], kind: str = "", **arguments: Any) -> Assessed:
    """Score a unit by a scheme that comes with famplan."""
    return score(find_scheme(code, **arguments), figures, unit="U", kind=kind)


def points(assessed: Assessed) -> dict[str, Fraction]:
    """Points of the items that were assessed."""
    return {one.item.code: one.points for one in assessed.results if one.is_assessed}


def test_all_of_them_are_listed() -> None:
    """By code."""
    assert [entry.code for entry in schemes()] == CODES


@pytest.mark.parametrize("code", CODES)
def test_each_is_whole_and_says_where_it_is_from(code: str) -> None:
    """Source and grade, both names, and what the text does not say; copies are graded so."""
    heading = next(entry for entry in schemes() if entry.code == code)
    scheme = find_scheme(code, **(HUNAN if heading.arguments else {}))
    assert scheme.source == heading.source
    assert scheme.source.grade in {Grade.OFFICIAL, Grade.SECONDARY}
    assert "copy" not in str(scheme.source) + "." or scheme.source.grade is Grade.SECONDARY
    assert scheme.name_zh
    assert len(scheme.note) > 100
    for item in scheme.items:
        assert item.clause
        assert item.measure.name_zh


def test_windows() -> None:
    """A scheme is listed for the days of its text; one without a date for all."""
    undated = {"county-rules", "quality-service-county", "unit-s3-3"}
    assert {entry.code for entry in schemes(on=date(2010, 6, 1))} == undated | {"dazhou-2010"}
    assert {entry.code for entry in schemes(on=date(2008, 12, 31))} == undated | {
        "county-2008",
        "county-2008-offices",
    }
    assert {entry.code for entry in schemes(on=date(2009, 1, 1))} == undated


def test_an_unknown_code_is_refused() -> None:
    """With the nearest one, or all of them."""
    with pytest.raises(DefinitionError, match="did you mean hunan-2017"):
        find_scheme("hunan-2018")
    with pytest.raises(DefinitionError, match="allowed: county-2008, county-2008-offices"):
        find_scheme("x")


@pytest.mark.parametrize(
    ("rate", "grade"),
    [
        ("0 %", "fails"),
        ("97.99 %", "fails"),
        ("97.999999 %", "fails"),
        ("98 %", "meets"),
        ("99.99 %", "meets"),
        ("100 %", "commended"),
    ],
)
def test_units_by_score_rate(rate: str, grade: str) -> None:
    """100 is commended, 98 meets the standard, 97.99 does not (report S3.3)."""
    scheme = find_scheme("unit-s3-3")
    found = assess(scheme, {"score": Figure(rate)}, unit="U", events={"serious problem": 0})
    assert found.grade is not None
    assert found.grade.code == grade
    veto = assess(scheme, {"score": Figure(rate)}, unit="U", events={"serious problem": 1})
    assert veto.standing is scheme.grades.lowest  # type: ignore[union-attr]  # it has grades


DAZHOU = {
    "births": Figure(9500, bound=10_000),
    "RNI": Figure("4‰", bound="4‰"),
    "birth_error": Figure("1 %"),
    "missed_births": Figure(3),
    "population_error": Figure("0 %"),
    "missed_persons": Figure(4),
    "PCR": Figure("90 %", bound="90 %"),
}


def test_dazhou() -> None:
    """10 − 2 for the error, half a point for each of three births; a tenth for four persons."""
    found = scored("dazhou-2010", DAZHOU, "county")
    assert points(found) == {
        "births": 5,
        "natural-increase": 10,
        "birth-statistics": 8,
        "missed-births": Fraction("-1.5"),
        "population-statistics": 10,
        "missed-persons": Fraction("-0.4"),
        "conformity": 5,
    }
    assert (found.points, found.maximum) == (Fraction("36.1"), 40)


@pytest.mark.parametrize(("births", "given"), [(8499, 0), (8500, 5), (10_000, 5), (10_001, 0)])
def test_dazhou_births(births: int, given: int) -> None:
    """84.99 % of the ceiling is too few, 100.01 % too many."""
    figures = DAZHOU | {"births": Figure(births, bound=10_000)}
    assert points(scored("dazhou-2010", figures, "county"))["births"] == given


@pytest.mark.parametrize(
    ("figure", "code", "given"),
    [
        ({"RNI": Figure("4.01‰", bound="4‰")}, "natural-increase", "0"),
        ({"PCR": Figure("89.99 %", bound="90 %")}, "conformity", "0"),
        ({"birth_error": Figure("5 %")}, "birth-statistics", "0"),
        ({"birth_error": Figure("5.01 %")}, "birth-statistics", "0"),
        ({"birth_error": Figure("0.01 %")}, "birth-statistics", "9.98"),
        ({"missed_births": Figure(99)}, "missed-births", "-8"),
    ],
)
def test_dazhou_bounds(figure: dict[str, Figure], code: str, given: str) -> None:
    """Each item at its bound, and just beyond it."""
    assert points(scored("dazhou-2010", DAZHOU | figure, "county"))[code] == Fraction(given)


HUNAN_FIGURES = {
    "PCR": Figure("90 %", previous="89 %", mean="92 %", bound="90.25 %"),
    "SRB": Figure("112:100", previous="113:100", mean="114:100", bound="112:100"),
}


def test_hunan() -> None:
    """Two full tenths short; 3:7 below the mean, 7:3 for a ratio below its mean."""
    found = scored("hunan-2017", HUNAN_FIGURES, "prefecture", **HUNAN)
    assert points(found) == {
        "conformity-target": Fraction("2.4"),
        "sex-ratio-target": 3,
        "conformity": Fraction("3.5") * Fraction("0.3") + Fraction("1.4") * Fraction("0.7"),
        "sex-ratio": Fraction("1.5") * Fraction("0.7") + Fraction("0.6") * Fraction("0.3"),
    }
    assert found.maximum == 16


@pytest.mark.parametrize(
    ("ratio", "given"),
    [("112:100", "3"), ("113:100", "2.9"), ("113.1:100", "2.8"), ("112.5:100", "3")],
)
def test_hunan_sex_ratio_target(ratio: str, given: str) -> None:
    """Last year's ratio costs 0.1, and each 0.1 above it as much again."""
    own = Figure(ratio, previous="113:100", mean="114:100", bound="112:100")
    found = scored("hunan-2017", HUNAN_FIGURES | {"SRB": own}, "prefecture", **HUNAN)
    assert points(found)["sex-ratio-target"] == Fraction(given)


def test_hunan_asks_for_what_its_text_leaves_open() -> None:
    """The ends of the scales are the caller's, and the scheme keeps them."""
    with pytest.raises(DefinitionError) as caught:
        find_scheme("hunan-2017")
    assert len(caught.value.problem.splitlines()) == len(HUNAN)
    assert find_scheme("hunan-2017", **HUNAN).arguments == HUNAN


def test_townships_and_farms() -> None:
    """Farms have 100 points of seven items, townships 90 of nine, as the text prints them."""
    scheme = find_scheme("county-2008")
    full = {measure.code: Figure("100 %") for measure in scheme.measures}
    township, farm = (score(scheme, full, unit="U", kind=kind) for kind in ("township", "farm"))
    assert (len(township.results), township.maximum) == (9, 90)
    assert (len(farm.results), farm.maximum) == (7, 100)
    half = full | {"conformity": Figure("50 %")}
    assert score(scheme, half, unit="U", kind="township").rate == Fraction(85, 90)
    assert score(scheme, half, unit="U", kind="farm").rate == Fraction(90, 100)


def test_offices_of_townships_and_farms() -> None:
    """The second annex adds up to 100 for both with the item that is left out, worth 5 and 10."""
    scheme = find_scheme("county-2008-offices")
    full = {measure.code: Figure("100 %") for measure in scheme.measures}
    found = {kind: score(scheme, full, unit="U", kind=kind).maximum for kind in scheme.kinds}
    assert found == {"township": 95, "farm": 90}
    assert "operations" in scheme.note


@pytest.mark.parametrize(
    ("figure", "code", "given"),
    [
        ({}, "statistics", 6),
        ({"statistical_error": Figure("5.09 %")}, "statistics", 6),
        ({"statistical_error": Figure("5.1 %")}, "statistics", 5),
        ({"statistical_error": Figure("7.01 %")}, "statistics", 0),
        ({"PCR": Figure("91.01 %")}, "lawful-births", 12),
        ({"PCR": Figure("91 %")}, "lawful-births", 11),
        ({"PCR": Figure("80 %")}, "lawful-births", 0),
        ({"SRB": Figure("111:100")}, "sex-ratio", Fraction("9.5")),
        ({"SRB": Figure("110.99:100")}, "sex-ratio", 10),
        ({"facilities": Figure(3)}, "facilities", 6),
        ({"false_applications": Figure(1)}, "rewards", 0),
    ],
)
def test_village_rules(figure: dict[str, Figure], code: str, given: Fraction) -> None:
    """Steps of a point and of a tenth, at their bounds."""
    found = scored("county-rules", VILLAGE | figure, "village")
    assert found.maximum == 80
    assert points(found)[code] == given


@pytest.mark.parametrize(
    ("error", "fired"), [("5 %", False), ("7 %", False), ("7.001 %", True), ("7.01 %", True)]
)
def test_an_error_above_seven_per_cent_is_a_veto(error: str, *, fired: bool) -> None:
    """7 % itself is not above 7 %."""
    figures = VILLAGE | {"statistical_error": Figure(error)}
    found = assess(find_scheme("county-rules"), figures, unit="U", kind="village", all_events=True)
    firing = next(one for one in found.firings if one.trigger.code == "error")
    assert firing.fired is fired
    assert (found.standing is not None and found.standing.code == "fails") is fired


@pytest.mark.parametrize(
    ("migrants", "grade"),
    [("100 %", "best"), ("20 %", "best"), ("19.99 %", "good")],
)
def test_village_grades(migrants: str, grade: str) -> None:
    """76 of 80 points are 95 %."""
    figures = VILLAGE | {"migrants": Figure(migrants)}
    found = assess(find_scheme("county-rules"), figures, unit="U", kind="village")
    assert found.grade is not None
    assert found.grade.code == grade


TOWNSHIP = {
    "shortcomings": Figure(3),
    "not_assessed": Figure(0),
    "unpaid": Figure(1),
    "PCR": Figure("82 %"),
    "model_villages": Figure(2),
    "poor_model_villages": Figure(0),
}


@pytest.mark.parametrize(
    ("kind", "given"), [("class 1", "6.5"), ("class 2", "7.5"), ("class 3", "7.5")]
)
def test_model_villages_by_class(kind: str, given: str) -> None:
    """Two are one short for a township of the first class."""
    assert scored("county-2013", TOWNSHIP, kind).points == Fraction(given)


def test_a_conformity_below_82_takes_all_points_and_is_a_veto() -> None:
    """82 % itself is reached."""
    figures = TOWNSHIP | {"PCR": Figure("81.99 %")}
    found = assess(find_scheme("county-2013"), figures, unit="U", kind="class 2")
    assert (found.scored.points, found.scored.maximum) == (0, 10)
    assert [one.fired for one in found.firings] == [True]
    kept = assess(find_scheme("county-2013"), TOWNSHIP, unit="U", kind="class 2")
    assert [one.fired for one in kept.firings] == [False]


QUALITY = {
    "PCR": Figure("95 %"),
    "satisfaction": Figure("85 %"),
    "benefits": Figure("90 %"),
    "free_services": Figure("100 %"),
    "informed_choice": Figure("90 %"),
    "self_governance": Figure("90 %"),
    "SRB": Figure("109.99:100"),
    "CPR": Figure("85 %"),
    "follow_up": Figure("95 %"),
    "accidents": Figure(0),
    "complications": Figure("1‰"),
    "health_service": Figure("80 %"),
    "men": Figure("20 %"),
}


@pytest.mark.parametrize(
    ("code", "missed"),
    [("PCR", "94.99 %"), ("SRB", "110:100"), ("complications", "1.01‰"), ("men", "19.99 %")],
)
def test_quality_service(code: str, missed: str) -> None:
    """Every bound has to be met; the sex ratio is below 110, the others reach theirs."""
    scheme = find_scheme("quality-service-county")
    found = assess(scheme, QUALITY, unit="U", kind="county")
    assert found.grade is not None
    assert found.grade.code == "reached"
    one_short = assess(scheme, QUALITY | {code: Figure(missed)}, unit="U", kind="county")
    assert one_short.rate == Fraction(12, 13)
    assert one_short.grade is not None
    assert one_short.grade.code == "not-reached"


def test_yinchuan() -> None:
    """Items of 20, 70 in four, 20, 60 and 100 points."""
    scheme = find_scheme("yinchuan-2009")
    given = {item.code: item.scoring.points for item in scheme.items}
    assert sorted(given.values()) == [10, 20, 20, 20, 20, 20, 60, 100]
    half = {measure.code: Figure("50 %") for measure in scheme.measures}
    assert score(scheme, half, unit="U", kind="county").points == 135
