"""What if: the nearest value that changes a grade, against trying them all."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_scorings import counted_items, rate, rate_figures, rate_items
from worked_figures import VILLAGE

from famplan.assessment import (
    Figure,
    FigureTrigger,
    Grade,
    GradeScale,
    Item,
    Measure,
    Scheme,
    assess,
    find_scheme,
    what_if,
)
from famplan.assessment.figure_search import grade_of
from famplan.assessment.measures import Direction
from famplan.assessment.scoring import AsAwarded, PerEvent, Proportional
from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError

some = settings(max_examples=30)
"""Each example tries a hundred values."""

SCALE = GradeScale(
    [
        Grade(code="a", name="A", low="90 %"),
        Grade(code="b", name="B", low="70 %", low_included=False),
        Grade(code="c", name="C", low=Fraction(1, 3)),
        Grade(code="d", name="D"),
    ]
)


def scheme(*items: Item, **more: Any) -> Scheme:
    """Make a scheme with four grades."""
    return Scheme(code="s", name="S", items=items, grades=SCALE, source=Source("made up"), **more)


def places(
    plan: Scheme, figures: dict[str, Figure], measure: Measure, grid: list[Fraction]
) -> dict[Fraction, int]:
    """Try every value of a figure, and note the place of the grade that it gives."""
    found = {}
    for value in grid:
        other = attrs.evolve(figures[measure.code], value=value, numerator=None, denominator=None)
        grade = grade_of(assess(plan, {**figures, measure.code: other}, unit="U"))
        assert grade is not None
        found[value] = SCALE.place(grade)
    return found


def check(plan: Scheme, figures: dict[str, Figure], measure: Measure, grid: list[Fraction]) -> None:
    """Compare what is found with the nearest of all values that raise or lower the grade."""
    found, tried = what_if(plan, figures, unit="U"), places(plan, figures, measure, grid)
    now, place = figures[measure.code].value, SCALE.place(found.grade)
    assert now is not None
    sign = -1 if measure.direction is Direction.AT_MOST else 1
    nearest = sorted(grid, key=lambda value: (abs(value - now), -sign * value))
    better = [value for value in nearest if tried[value] < place]
    worse = [value for value in nearest if tried[value] > place]
    for changes, values in ((found.raises, better), (found.lowers, worse)):
        change = next(one for one in changes if one.measure.code == measure.code)
        assert change.value == next(iter(values), None)
        if change.grade is not None and change.value is not None:
            assert SCALE.place(change.grade) == tried[change.value]


PERCENTS = [Fraction(percent, 100) for percent in range(101)]
REST = Item(code="rest", measure=rate("at least", "rest"), scoring=AsAwarded(points=20))


@some
@given(rate_items(), rate_figures, st.sampled_from([*PERCENTS, None]))
def test_it_finds_what_trying_every_per_cent_finds(
    item: Item, figure: Figure, rest: Fraction | None
) -> None:
    """For every way of scoring a rate, alone or beside another item."""
    plan = scheme(item) if rest is None else scheme(item, REST)
    figures = {"rate": figure} if rest is None else {"rate": figure, "rest": Figure(rest)}
    check(plan, figures, item.measure, PERCENTS)


@some
@given(st.data(), rate_figures)
def test_a_figure_that_several_items_score(data: st.DataObject, figure: Figure) -> None:
    """Points of several kinds are added along one figure."""
    measure = rate(data.draw(st.sampled_from(["at least", "at most"])))
    one = data.draw(rate_items("one", measure))
    other = data.draw(rate_items("other", measure))
    check(scheme(one, other), {"rate": figure}, measure, PERCENTS)


@some
@given(counted_items(), st.sampled_from(PERCENTS))
def test_it_finds_what_trying_every_count_finds(
    counted: tuple[Item, Figure], rest: Fraction
) -> None:
    """For events and for requirements."""
    item, figure = counted
    most = 200 if item.scoring.most is None else int(item.scoring.most)
    figures = {"counted": figure, "rest": Figure(rest)}
    grid = [Fraction(count) for count in range(most + 1)]
    check(scheme(item, REST), figures, item.measure, grid)


@some
@given(
    st.sampled_from(PERCENTS),
    st.integers(0, 30),
    st.sampled_from(PERCENTS),
    st.sampled_from(["error", "missed"]),
)
def test_points_taken_from_another_item(
    error: Fraction, missed: int, rest: Fraction, along: str
) -> None:
    """The rate bends where nothing is left to take."""
    errors = rate("at most", "error")
    events = Measure(code="missed", name="Missed", direction="at most", evidence="count")
    plan = scheme(
        Item(code="s", measure=errors, scoring=Proportional(points=10, best=0, worst="90 %")),
        Item(code="m", measure=events, takes_from="s", scoring=PerEvent(points=10, each="0.7")),
        REST,
    )
    figures = {"error": Figure(error), "missed": Figure(missed), "rest": Figure(rest)}
    measure = errors if along == "error" else events
    grid = PERCENTS if along == "error" else [Fraction(count) for count in range(60)]
    check(plan, figures, measure, grid)


@some
@given(rate_items(), rate_figures, st.sampled_from(PERCENTS))
def test_a_veto_is_lifted_or_incurred(item: Item, figure: Figure, bound: Fraction) -> None:
    """The bound of a trigger changes the grade too."""
    low = item.measure.direction is Direction.AT_LEAST
    veto = FigureTrigger(
        code="v",
        sanction="veto",
        measure=item.measure,
        comparison="below" if low else "above",
        bound=bound,
    )
    check(scheme(item, triggers=[veto]), {"rate": figure}, item.measure, PERCENTS)


def test_a_figure_that_is_not_on_the_grid() -> None:
    """634 of 887 lies between two published values, and the nearest is told."""
    measure = attrs.evolve(rate("at least"), decimals=2)
    plan = scheme(Item(code="i", measure=measure, scoring=AsAwarded(points=10)))
    found = what_if(plan, {"rate": Figure(numerator=634, denominator=887)}, unit="U")
    assert [change.value for change in (*found.raises, *found.lowers)] == [
        Fraction("0.9"),
        Fraction("0.7"),
    ]
    assert found.raises[0].by == Fraction("0.9") - Fraction(634, 887)


def test_a_rate_that_may_fall_below_zero() -> None:
    """Natural increase has no end below; beyond the last break nothing changes."""
    growth = Measure(code="RNI", name="Increase", direction="at most", unit="‰", evidence="rate")
    item = Item(code="i", measure=growth, scoring=Proportional(points=1, best="-1‰", worst="9‰"))
    found = what_if(scheme(item), {"RNI": Figure("3‰")}, unit="U")
    assert str(found.raises[0]) == "Increase 3.00‰: B at 1.99‰"
    assert str(found.lowers[0]) == "Increase 3.00‰: D at 5.67‰"
    assert str(what_if(scheme(item), {"RNI": Figure("-50‰")}, unit="U").lowers[0]) == (
        "Increase -50.00‰: B at 0.01‰"
    )
    assert str(what_if(scheme(item), {"RNI": Figure("90‰")}, unit="U").raises[0]) == (
        "Increase 90.00‰: C at 5.66‰"
    )


def test_the_village_rules() -> None:
    """A single figure lifts the grade, or brings a veto at 7.01 %."""
    village = find_scheme("county-rules")
    figures = VILLAGE | {"statistical_error": Figure("5.55 %")}
    found = what_if(village, figures, unit="East", kind="village", all_events=True)
    raises = {change.measure.code: change for change in found.raises}
    lowers = {change.measure.code: change for change in found.lowers}
    assert found.grade.code == "good"
    assert str(raises["statistical_error"]) == (
        "Error of the birth statistics 5.55%: Best range (its name is cut off) at 5.49%"
    )
    assert raises["PCR"].value is None
    assert str(raises["PCR"]) == "Lawful births 92.00%: no value would"
    assert lowers["statistical_error"].value == Fraction("0.0701")
    assert lowers["statistical_error"].grade == village.grades.lowest  # type: ignore[union-attr]  # it has grades
    assert lowers["migrants"].value == Fraction("0.3999")


def test_what_no_value_changes_says_so() -> None:
    """A small item cannot lift the grade of a large one."""
    small = Item(code="small", measure=rate("at least", "small"), scoring=AsAwarded(points=1))
    plan = scheme(REST, small)
    figures = {"rest": Figure("50 %"), "small": Figure("0 %")}
    found = what_if(plan, figures, unit="U")
    assert str(found) == (
        "U: C\n"
        "raise: Rate 50%: B at 74%\n"
        "raise: Rate 0%: no value would\n"
        "lower: Rate 50%: D at 34%\n"
        "lower: Rate 0%: no value would"
    )
    assert found.to_records()[1] == {
        "way": "raise",
        "measure": "small",
        "items": ["small"],
        "now": 0.0,
        "value": None,
        "grade": None,
    }
    assert found.raises[1].by is None


def test_figures_that_are_not_known_are_left_out() -> None:
    """What they would add cannot be said."""
    other = Item(code="o", measure=rate("at least", "other"), scoring=AsAwarded(points=1))
    for unknown in ({}, {"other": Figure(None)}):
        found = what_if(scheme(REST, other), {"rest": Figure("50 %"), **unknown}, unit="U")
        assert [change.measure.code for change in found.raises] == ["rest"]


def test_it_needs_grades_and_something_assessed() -> None:
    """Otherwise there is no grade to change."""
    with pytest.raises(DefinitionError, match="scheme s: has no grades that could change"):
        what_if(attrs.evolve(scheme(REST), grades=None), {}, unit="U")
    with pytest.raises(DefinitionError, match="U: nothing was assessed"):
        what_if(scheme(REST), {}, unit="U")
