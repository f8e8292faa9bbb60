"""Targets, figures against them, progress and ceilings side by side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.assessment import (
    Attained,
    Ceilings,
    Direction,
    Evidence,
    Figure,
    Line,
    Measure,
    Pace,
    Target,
    attainment,
    contradictions,
    progress,
    share_of_working_days,
)
from famplan.assessment.figures import exact
from famplan.errors import (
    DefinitionError,
    FigureError,
    InvalidInputError,
    NegativeCountError,
)
from famplan.formulas.intervals import clopper_pearson
from famplan.model.period import Period


def test_a_figure_is_read_exactly_as_printed() -> None:
    """Texts, decimals, floats and counts give the same fraction."""
    same = {exact(value) for value in ("97.99%", 0.9799, Decimal("0.9799"), Fraction(9799, 10_000))}
    assert same == {Fraction(9799, 10_000)}
    assert Figure(numerator=9799, denominator=10_000).value in same


@pytest.mark.parametrize("unknown", [None, float("nan"), Decimal("NaN")])
def test_an_unknown_figure_stays_unknown(unknown: float | None) -> None:
    """None and nan are neither zero nor an error; a zero denominator gives no figure."""
    assert Figure(unknown).value is None
    assert not Figure(numerator=0, denominator=0).is_known


@pytest.mark.parametrize("wrong", [float("inf"), True, object()])
def test_what_is_no_number_is_named(wrong: Any) -> None:
    """Infinity, truth values and objects are refused with the way out."""
    with pytest.raises(InvalidInputError, match="is not a finite number"):
        Figure(wrong)
    with pytest.raises(FigureError, match="not one figure"):
        Figure("many")
    with pytest.raises(NegativeCountError, match="numerator: -1 is below 0"):
        Figure(numerator=-1, denominator=3)


@pytest.mark.parametrize(
    ("value", "met"), [("95%", True), ("94.99%", False), ("100%", True), (None, None)]
)
def test_the_bound_itself_meets_the_target(
    conformity: Measure,
    value: str | None,
    met: bool | None,  # noqa: FBT001 - the expected answer
) -> None:
    """95 % and above (95%以上) includes 95 %; report S3.7."""
    assert Target(measure=conformity, low="95%").is_met(value) is met


def test_a_bound_may_be_left_out(births: Measure) -> None:
    """A bound that is not itself good is missed by nothing, and still missed."""
    below = Target(measure=births, high=2000, high_included=False)
    assert below.is_met(1999)
    assert not below.is_met(2000)
    assert below.shortfall(2000) == 0
    assert below.nearest_bound(2000) == 2000
    assert below.shortfall(1) == 0
    assert below.nearest_bound(1) is None
    assert below.shortfall(None) is None
    assert str(below) == "Births below 2,000"


def test_a_band_and_an_exact_target_have_two_bounds() -> None:
    """A band takes what lies between, an exact target one figure."""
    share = {"name": "Share", "unit": "%", "evidence": "proportion"}
    band = Target(
        measure=Measure(code="band", direction="band", **share),
        low="85%",
        high="100%",
    )
    assert [band.is_met(v) for v in ("84.99%", "85%", "100%", "100.01%")] == [
        False,
        True,
        True,
        False,
    ]
    assert float(band.shortfall("84.99%") or 0) == pytest.approx(0.0001)
    assert str(band) == "Share at least 85.00% and at most 100.00%"
    full = Target(
        measure=Measure(code="full", direction="exact", **share),
        low="100%",
        high="100%",
    )
    assert full.is_met("100%")
    assert str(full) == "Share exactly 100.00%"


@pytest.mark.parametrize(
    ("bounds", "problem"),
    [
        ({}, "has low, and no other bound"),
        ({"low": 1, "high": 2}, "has low, and no other bound"),
        ({"high": 2}, "has low, and no other bound"),
    ],
)
def test_a_target_has_the_bounds_of_its_direction(
    conformity: Measure, bounds: dict[str, Any], problem: str
) -> None:
    """A bound too many or too few is named with what is wanted."""
    with pytest.raises(DefinitionError, match=problem):
        Target(measure=conformity, **bounds)


@pytest.mark.parametrize(
    ("direction", "low", "high", "included", "problem"),
    [
        ("band", 2, 1, True, "no figure lies between 2 and 1"),
        ("band", 1, 1, False, "no figure lies between 1 and 1"),
        ("exact", 1, 2, True, "an exact target has one figure"),
    ],
)
def test_bounds_leave_room(
    direction: str,
    low: int,
    high: int,
    included: bool,  # noqa: FBT001 - a case of the table
    problem: str,
) -> None:
    """Bounds that no figure can meet are refused."""
    measure = Measure(code="x", name="x", direction=direction, evidence="count")
    with pytest.raises(DefinitionError, match=problem):
        Target(measure=measure, low=low, high=high, low_included=included)


def test_a_measure_names_the_units_it_knows() -> None:
    """An unknown unit is refused with those allowed; what is unknown is shown as a dash."""
    with pytest.raises(DefinitionError, match="'furlongs' is not a unit; allowed: "):
        Measure(code="x", name="x", direction="exact", unit="furlongs", evidence="count")
    money = Measure(code="x", name="x", direction="at least", unit="yuan", evidence="amount")
    assert [money.show(value) for value in (None, Fraction(1234), Fraction(1, 2))] == [
        "–",
        "1,234 yuan",
        "0.50 yuan",
    ]


def test_words_have_chinese_names() -> None:
    """Lines, verdicts and paces are written in both languages."""
    for words in (Line, Attained, Pace):
        assert all(word.name_zh for word in words)


@given(
    cases=st.integers(0, 400),
    more=st.integers(1, 400),
    bound=st.fractions(0, 1),
)
def test_beyond_chance_is_where_the_interval_lies(cases: int, more: int, bound: Fraction) -> None:
    """Met and missed agree with the plain verdict, and only a straddled bound is undecided."""
    measure = Measure(
        code="p",
        name="p",
        direction=Direction.AT_LEAST,
        unit="%",
        evidence=Evidence.PROPORTION,
    )
    figure = Figure(numerator=cases, denominator=cases + more)
    judged = attainment(Target(measure=measure, low=bound), figure)
    exactly = clopper_pearson(cases, total=cases + more)
    straddles = float(exactly.low) < bound <= float(exactly.high)
    assert (judged.beyond_chance is Attained.NOT_DISTINGUISHABLE) is straddles
    if not straddles:
        assert (judged.beyond_chance is Attained.MET) is judged.plain


@pytest.mark.parametrize(
    ("evidence", "figure", "verdict"),
    [
        ("count", Figure(2080), Attained.NOT_DISTINGUISHABLE),
        ("count", Figure(2300), Attained.MISSED),
        ("count", Figure(numerator=1700, denominator=1), Attained.MET),
        ("count", Figure(None), Attained.UNKNOWN),
        ("amount", Figure(2001), Attained.MISSED),
        ("amount", Figure(2000), Attained.MET),
        ("rate", Figure(2300), Attained.UNKNOWN),
        ("ratio", Figure(numerator=5, denominator=0), Attained.UNKNOWN),
        ("ratio", Figure(3, numerator=5, denominator=0), Attained.UNKNOWN),
        ("ratio", Figure(numerator=5000, denominator=1), Attained.NOT_DISTINGUISHABLE),
        ("rate", Figure(numerator=2300, denominator=1), Attained.MISSED),
    ],
)
def test_what_can_be_said_depends_on_the_evidence(
    evidence: str, figure: Figure, verdict: Attained
) -> None:
    """A ceiling of 2,000: counts and rates vary by chance, amounts do not."""
    measure = Measure(code="x", name="x", direction="at most", evidence=evidence)
    judged = attainment(Target(measure=measure, high=2000), figure)
    assert judged.beyond_chance is verdict
    assert str(judged).startswith("x at most 2,000: ")


def test_a_proportion_above_one_is_named(conformity: Measure) -> None:
    """More cases than the whole are no proportion, and the way out is said."""
    with pytest.raises(DefinitionError, match="more cases than the whole"):
        attainment(Target(measure=conformity, low="95%"), Figure(numerator=6, denominator=5))


def test_half_the_time_half_the_work(births: Measure) -> None:
    """Report S4: 6,300 of 12,000 by the middle of 2013; report S2: 389 of 1,500 after a quarter."""
    checks = Measure(code="checks", name="Checks", direction="at least", evidence="count")
    year = Target(measure=checks, low=12_000, period="2013")
    now = progress(year, done=6300, on=date(2013, 6, 30))
    assert (now.completion, now.elapsed) == (Fraction(525, 1000), Fraction(181, 365))
    assert now.pace is Pace.ON_COURSE
    half = Target(measure=checks, low=1500, period="SY2009H1")
    behind = progress(half, done=389, on=date(2008, 12, 31))
    assert f"{float(behind.completion or 0):.4f}" == "0.2593"
    assert (behind.elapsed, behind.pace) == (Fraction(92, 182), Pace.BEHIND)
    assert round(float(behind.at_this_pace or 0)) == 770
    ceiling = Target(measure=births, high=2000, period="2006")
    over = progress(ceiling, done=1100, on=date(2006, 6, 30))
    assert over.pace is Pace.OVER
    assert "55.00% used up" in str(over)
    assert progress(ceiling, done=900, on=date(2006, 6, 30)).pace is Pace.ON_COURSE


def test_progress_of_what_is_unknown_is_unknown(births: Measure) -> None:
    """No count or a ceiling of zero gives no completion; nothing is known before the period."""
    ceiling = Target(measure=births, high=2000, period="2006")
    assert progress(ceiling, done=None, on=date(2006, 6, 30)).pace is Pace.UNKNOWN
    early = progress(ceiling, done=0, on=date(2005, 1, 1))
    assert early.elapsed == 0
    assert early.at_this_pace is None
    none = Target(measure=births, high=0, period="2006")
    assert "–" in str(progress(none, done=1, on=date(2006, 6, 30)))


def test_progress_asks_for_what_adds_up(conformity: Measure, births: Measure) -> None:
    """Rates, bands, targets without a period, negative work and odd shares are named."""
    on = date(2006, 6, 30)
    with pytest.raises(DefinitionError, match="a proportion does not add up through a period"):
        progress(Target(measure=conformity, low="95%", period="2006"), done=1, on=on)
    band = Measure(code="b", name="b", direction="band", evidence="count")
    with pytest.raises(DefinitionError, match="progress is towards one bound"):
        progress(Target(measure=band, low=1, high=2, period="2006"), done=1, on=on)
    with pytest.raises(DefinitionError, match="the target has no period"):
        progress(Target(measure=births, high=2), done=1, on=on)
    year = Target(measure=births, high=2, period="2006")
    with pytest.raises(NegativeCountError, match="done: -1 is below 0"):
        progress(year, done=-1, on=on)
    with pytest.raises(DefinitionError, match="is not a share between 0 and 1"):
        progress(year, done=1, on=on, elapsed=1.5)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    """October 2008 has 23 weekdays; with the National Day week off, 18."""
    october = Period.month(2008, 10)
    week = [date(2008, 10, day) for day in (1, 2, 3, 6, 7)]
    assert share_of_working_days(date(2008, 10, 10), period=october) == Fraction(8, 23)
    assert share_of_working_days(date(2008, 10, 10), period=october, holidays=week) == Fraction(
        3, 18
    )
    assert share_of_working_days(date(2007, 1, 1), period=october) == 0
    assert share_of_working_days(date(2009, 1, 1), period=october) == 1
    with pytest.raises(DefinitionError, match="weekmask"):
        share_of_working_days(date(2008, 10, 10), period=october, weekmask="x")
    weekend = Period(date(2008, 10, 4), date(2008, 10, 6))
    with pytest.raises(DefinitionError, match="has no working day"):
        share_of_working_days(date(2008, 10, 4), period=weekend)


def test_two_ceilings_imply_a_population() -> None:
    """Report S3.7, row I92: 2000 / 0.0095 is 210,526; 9.5 less 4.5 is a death rate of 5.0‰."""
    plan = Ceilings(births=2000, birth_rate="9.5‰", natural_increase="4.5‰")
    assert round(float(plan.implied_population or 0)) == 210_526
    assert plan.implied_death_rate == Fraction(5, 1000)
    city = Ceilings(birth_rate="12.5‰", natural_increase="6‰", population="746万人")
    assert city.implied_death_rate == Fraction(65, 10_000)
    assert city.implied_population is None
    assert Ceilings(births=1, population=2).implied_death_rate is None


@given(
    opening=st.integers(1000, 10**7),
    deaths=st.integers(0, 10_000),
    migration=st.integers(-5000, 5000),
)
def test_each_ceiling_is_exactly_used_up_by_its_births(
    opening: int, deaths: int, migration: int
) -> None:
    """Put back into the definition, the births a ceiling allows give that very ceiling."""
    plan = Ceilings(births=2000, birth_rate="9.5‰", natural_increase="4.5‰", population=10**6)
    year = plan.year(opening=opening, deaths=deaths, migration=migration)
    allowed = {row.ceiling: row for row in year.allowances}
    for name, ceiling in (("birth rate", "9.5‰"), ("natural increase", "4.5‰")):
        row = allowed[name]
        average = (opening + row.population) / 2
        events = row.births - (deaths if name == "natural increase" else 0)
        assert events == exact(ceiling) * average
    assert allowed["population"].population == 10**6
    assert year.binding.births == min(row.births for row in year.allowances)


def test_ceilings_that_no_number_of_births_meets_say_so() -> None:
    """A population already too large cannot be met, and the line says which ceiling it is."""
    year = Ceilings(births=2000, population=100_000).year(opening=110_000, deaths=500)
    assert not year.is_feasible
    assert str(year).startswith("cannot be met: population is passed without any birth")


def test_ceilings_are_checked() -> None:
    """One ceiling, negative ones, negative people and missing rates are named."""
    with pytest.raises(DefinitionError, match="two or more are needed"):
        Ceilings(births=2000)
    with pytest.raises(NegativeCountError, match="births: -1 is below 0"):
        Ceilings(births=-1, population=3)
    plan = Ceilings(births=1, population=3)
    with pytest.raises(NegativeCountError, match="deaths: -1 is below 0"):
        plan.year(opening=1, deaths=-1)
    with pytest.raises(DefinitionError, match="there is no ceiling on it"):
        plan.population_after(3, years=1)
    with pytest.raises(DefinitionError, match="-1 is below 0"):
        Ceilings(natural_increase="6‰", population=3).population_after(3, years=-1)


def test_targets_that_contradict_each_other_are_found(conformity: Measure) -> None:
    """Only targets of one measure, area and period are compared."""
    low = Target(measure=conformity, low="95%", period="2006")
    roof = Measure(
        code="PCR",
        name="Policy conformity",
        direction="at most",
        unit="%",
        evidence="proportion",
    )
    high = Target(measure=roof, high="90%", period="2006")
    elsewhere = Target(measure=roof, high="90%", period="2006", area="county B")
    later = Target(measure=roof, high="90%", period="2007")
    fits = Target(measure=roof, high="95%", period="2006")
    assert contradictions([low, high, elsewhere, later, fits]) == ((low, high),)


def test_nothing_is_done_before_the_period_begins() -> None:
    """The first quarter of a statistical year lies before the calendar half-year that it serves."""
    quota = Measure(code="q", name="Quota", direction="at least", evidence="count")
    half = Target(measure=quota, low=1500, period="2009H1")
    with pytest.raises(DefinitionError, match="2008-12-31 is before 2009H1"):
        progress(half, done=389, on=date(2008, 12, 31))
    assert progress(half, done=0, on=date(2008, 12, 31)).elapsed == 0
