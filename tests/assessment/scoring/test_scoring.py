"""What holds for every way of scoring."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_scorings import counted_items, rate, rate_figures, rate_items, shares

from famplan.assessment import Figure, Item, Target
from famplan.assessment.measures import Direction
from famplan.assessment.scoring import AsAwarded, PassOrFail, Proportional
from famplan.errors import DefinitionError


def points(item: Item, figure: Figure) -> Fraction:
    """Score an item."""
    marks = item.scoring.marks(figure, measure=item.measure, target=item.target)
    assert marks.points is not None
    return marks.points


@given(rate_items(), rate_figures)
def test_steps_add_up_and_stay_within_the_points(item: Item, figure: Figure) -> None:
    """A trace is complete, and nothing is below zero or above all points."""
    marks = item.scoring.marks(figure, measure=item.measure, target=item.target)
    assert marks.points == sum(step.points for step in marks.steps)
    assert 0 <= marks.points <= item.scoring.points


@given(counted_items())
def test_counted_steps_add_up_and_stay_within_the_points(counted: tuple[Item, Figure]) -> None:
    """So it is for events and checklists."""
    item, figure = counted
    marks = item.scoring.marks(figure, measure=item.measure, target=None)
    assert marks.points == sum(step.points for step in marks.steps)
    assert 0 <= marks.points <= item.scoring.points


@given(rate_items(), rate_figures, shares)
def test_a_better_figure_never_scores_worse_where_that_is_claimed(
    item: Item, figure: Figure, other: Fraction
) -> None:
    """`is_monotone` is a promise."""
    assert figure.value is not None
    low, high = sorted([figure.value, other])
    better, worse = (high, low) if item.measure.direction is Direction.AT_LEAST else (low, high)
    if item.scoring.is_monotone(item.measure):
        scored = [
            points(item, Figure(value, previous=figure.previous, mean=figure.mean))
            for value in (better, worse)
        ]
        assert scored[0] >= scored[1]


@given(counted_items(), st.integers(0, 12), st.integers(0, 12))
def test_fewer_events_and_more_requirements_never_score_worse(
    counted: tuple[Item, Figure], one: int, other: int
) -> None:
    """Both promise to be monotone, and are."""
    item, _ = counted
    assert item.scoring.is_monotone(item.measure)
    most = item.scoring.most
    low, high = sorted(
        [one, other] if most is None else [min(one, int(most)), min(other, int(most))]
    )
    few, many = points(item, Figure(low)), points(item, Figure(high))
    assert few <= many if item.measure.direction is Direction.AT_LEAST else few >= many


@given(rate_items(), rate_figures, shares, shares, shares)
def test_points_run_straight_between_breaks(
    item: Item, figure: Figure, one: Fraction, other: Fraction, place: Fraction
) -> None:
    """Between two breaks a figure has the points of the straight line."""
    from famplan.assessment.scoring import Case

    assert figure.value is not None
    case = Case(figure.value, figure, item.measure, item.target)
    low, high = sorted([one, other])
    if any(low <= value <= high for value in item.scoring.breaks(case)):
        return
    middle = low + (high - low) * place

    def at(value: Fraction) -> Fraction:
        return points(item, Figure(value, previous=figure.previous, mean=figure.mean))

    assert at(middle) == at(low) + (at(high) - at(low)) * place


@given(rate_items(), rate_figures)
def test_every_reason_shows_the_figure_in_both_languages(item: Item, figure: Figure) -> None:
    """Nobody has to guess what was compared; Chinese has no English words."""
    marks = item.scoring.marks(figure, measure=item.measure, target=item.target)
    for step in marks.steps:
        assert re.search(r"\d", step.reason)
        assert re.search(r"\d", step.reason_zh)
        assert not re.search(r"[A-Za-z]", step.reason_zh)


def test_an_unknown_figure_is_not_scored() -> None:
    """Unknown is neither zero nor missed."""
    measure = rate("at least")
    goal = Target(measure=measure, low="95 %")
    marks = PassOrFail(points=10).marks(Figure(None), measure=measure, target=goal)
    assert (marks.points, marks.steps) == (None, ())


def test_points_are_above_zero() -> None:
    """An item without points scores nothing."""
    with pytest.raises(DefinitionError, match="points: 0 is not above 0"):
        AsAwarded(points=0)


def test_a_comparison_needs_a_target() -> None:
    """Without one there is nothing to pass."""
    measure = rate("at least")
    with pytest.raises(DefinitionError, match="rate: this way of scoring needs a target"):
        PassOrFail(points=10).marks(Figure("95 %"), measure=measure, target=None)


def test_exact_figures_are_not_rounded_in_their_points() -> None:
    """One of three thirds is a third of the points."""
    measure = rate("at least")
    scoring = Proportional(points=1, best=1, worst=0)
    figure = Figure(numerator=1, denominator=3)
    assert scoring.marks(figure, measure=measure, target=None).points == Fraction(1, 3)
