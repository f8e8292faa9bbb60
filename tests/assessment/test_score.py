"""The score of a unit: items, weights, parts, and points taken from another item."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_scorings import counted_items, rate, rate_figures, rate_items

from famplan.assessment import Figure, Item, Line, Measure, Scheme, Target, find_scheme, score
from famplan.assessment.scoring import (
    AsAwarded,
    LinearDeduction,
    PassOrFail,
    PerEvent,
    Proportional,
)
from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError, InvalidInputError

SOURCE = Source("made up")


def awarded(code: str, points: int, **more: Any) -> Item:
    """Make an item whose points are awarded."""
    measure = Measure(code=code, name=code, direction="at least", unit="%", evidence="amount")
    return Item(code=code, measure=measure, scoring=AsAwarded(points=points), **more)


def scheme(*items: Item, **more: Any) -> Scheme:
    """Make a scheme of items."""
    return Scheme(code="s", name="S", items=items, source=SOURCE, **more)


@st.composite
def scored(draw: st.DrawFn) -> tuple[list[Item], dict[str, Figure]]:
    """Some items of every kind, with figures."""
    items, figures = [], {}
    for number in range(draw(st.integers(1, 4))):
        item = draw(rate_items(f"item-{number}"))
        item = attrs.evolve(
            item,
            measure=(own := attrs.evolve(item.measure, code=f"m{number}")),
            target=None if item.target is None else attrs.evolve(item.target, measure=own),
        )
        items.append(item)
        figures[own.code] = draw(rate_figures)
    counted, figure = draw(counted_items())
    return [*items, counted], {**figures, counted.measure.code: figure}


@given(scored(), st.integers(1, 50))
def test_a_common_factor_of_all_weights_leaves_the_rate(
    given_: tuple[list[Item], dict[str, Figure]], factor: int
) -> None:
    """Only weights against one another matter."""
    items, figures = given_
    plain = score(scheme(*items, kinds=["a"]), figures, unit="U", kind="a")
    weights = {"a": {item.code: Fraction(factor, 7) for item in items}}
    weighted = score(scheme(*items, kinds=["a"], weights=weights), figures, unit="U", kind="a")
    assert weighted.rate == plain.rate
    assert weighted.points == plain.points * Fraction(factor, 7)


@given(scored())
def test_an_item_that_is_not_assessed_counts_as_if_it_were_not_there(
    given_: tuple[list[Item], dict[str, Figure]],
) -> None:
    """It leaves points and denominator."""
    items, figures = given_
    left_out = items[0].measure.code
    rest = {code: figure for code, figure in figures.items() if code != left_out}
    without = score(scheme(*items), rest, unit="U")
    removed = score(scheme(*items[1:]), rest, unit="U")
    unknown = score(scheme(*items), {**rest, left_out: Figure(None)}, unit="U")
    assert without.rate == removed.rate == unknown.rate
    assert not without.results[0].is_assessed


@given(scored())
def test_the_rate_is_a_share_of_the_points(
    given_: tuple[list[Item], dict[str, Figure]],
) -> None:
    """Points are those of the items, between none and all; lines add up to the whole."""
    items, figures = given_
    found = score(scheme(*items), figures, unit="U")
    assert found.points == sum(result.points for result in found.results)
    assert 0 <= found.points <= found.maximum
    assert found.rate == found.points / found.maximum
    assert found.by_line() == {Line.PARTY_GOVERNMENT: (found.points, found.maximum)}


def test_farms_weigh_otherwise_and_leave_items_out() -> None:
    """A farm has fifteen points where a township has ten, and is not assessed by all items."""
    county = scheme(
        awarded("funds", 10),
        awarded("informers", 10, applies_to=["township"]),
        kinds=["township", "farm"],
        weights={"farm": {"funds": "1.5"}},
    )
    figures = {"funds": Figure("80 %"), "informers": Figure("50 %")}
    township, farm = (score(county, figures, unit="U", kind=kind) for kind in county.kinds)
    assert (township.points, township.maximum, township.rate) == (13, 20, Fraction(13, 20))
    assert (farm.points, farm.maximum, farm.rate) == (12, 15, Fraction(4, 5))


def test_parts_are_weighed_and_leave_too() -> None:
    """0.4 of the process and 0.6 of the year-end; alone, one part is the whole."""
    year = scheme(
        awarded("visits", 50, part="process"),
        awarded("survey", 10, part="year-end"),
        parts={"process": "0.4", "year-end": "0.6"},
    )
    both = score(year, {"visits": Figure("50 %"), "survey": Figure("100 %")}, unit="U")
    assert both.rate == Fraction("0.8")
    assert score(year, {"visits": Figure("50 %")}, unit="U").rate == Fraction("0.5")
    assert score(year, {}, unit="U").rate is None


def test_nothing_assessed_has_no_rate() -> None:
    """It is not zero."""
    assert score(scheme(awarded("a", 1)), {}, unit="U").rate is None


def statistics(points: int = 10) -> Scheme:
    """Make a scheme in which two items take from the points of a third."""
    events = Measure(code="missed", name="Missed", direction="at most", evidence="count")
    twice = attrs.evolve(events, code="twice", name="Counted twice")
    error = rate("at most", "error")
    return scheme(
        Item(
            code="statistics", measure=error, scoring=Proportional(points=10, best=0, worst="5 %")
        ),
        Item(
            code="missed",
            measure=events,
            takes_from="statistics",
            scoring=PerEvent(points=points, each="0.5"),
        ),
        Item(
            code="twice",
            measure=twice,
            takes_from="statistics",
            scoring=PerEvent(points=points, each=1),
        ),
    )


@pytest.mark.parametrize(
    ("error", "missed", "twice", "points"),
    [
        ("0 %", 0, 0, 10),
        ("1 %", 3, 0, "6.5"),
        ("1 %", 3, 6, "0.5"),
        ("1 %", 3, 7, 0),
        ("4 %", 9, 9, 0),
    ],
)
def test_points_are_taken_from_another_item(
    error: str, missed: int, twice: int, points: str | int
) -> None:
    """Down to none, and they add nothing to what could be had."""
    figures = {"error": Figure(error), "missed": Figure(missed), "twice": Figure(twice)}
    found = score(statistics(), figures, unit="U")
    assert found.points == Fraction(points)
    assert found.maximum == 10
    for result in found.results:
        assert result.marks.points == sum(step.points for step in result.marks.steps)


def test_no_more_is_taken_than_is_left() -> None:
    """And the trace says so."""
    figures = {"error": Figure("4 %"), "missed": Figure(9), "twice": Figure(1)}
    _, missed, twice = score(statistics(), figures, unit="U").results
    assert missed.points == -2
    assert [str(step) for step in missed.marks.steps] == [
        "-4.5: Missed: 9 at 0.5 points each",
        "+2.5: only 2 points are left",
    ]
    assert missed.marks.steps[1].reason_zh == "仅余2分"
    assert twice.points == 0


def test_nothing_is_taken_from_what_was_not_assessed() -> None:
    """Without the error rate there are no points to take."""
    found = score(statistics(), {"missed": Figure(3)}, unit="U")
    assert [result.is_assessed for result in found.results] == [False, False, False]
    assert found.rate is None


def test_what_takes_has_the_weight_of_its_giver() -> None:
    """Half of the points, half of what is taken."""
    base = statistics()
    half = attrs.evolve(base, kinds=("a",), weights={"a": {"statistics": "0.5"}})
    figures = {"error": Figure("0 %"), "missed": Figure(2)}
    found = score(half, figures, unit="U", kind="a")
    assert (found.points, found.maximum) == (Fraction("4.5"), 5)


def test_each_unit_has_a_bound_of_its_own(births: Measure) -> None:
    """It comes with the figure, from the letter of responsibility."""
    own = scheme(Item(code="births", measure=births, scoring=PassOrFail(points=5), by_unit=True))
    kept = score(own, {"births": Figure(2000, bound=2000)}, unit="U")
    assert kept.rate == 1
    assert str(kept.results[0].target) == "Births at most 2,000"
    assert score(own, {"births": Figure(2001, bound=2000)}, unit="U").rate == 0
    with pytest.raises(InvalidInputError, match="births: each unit has a bound of its own"):
        score(own, {"births": Figure(2000)}, unit="U")
    unknown = score(own, {"births": Figure(None)}, unit="U")
    assert unknown.results[0].target is None


@pytest.mark.parametrize(
    ("direction", "text"),
    [("at least", "Rate at least 95%"), ("exact", "Rate exactly 95%")],
)
def test_a_bound_of_a_unit_stands_on_the_side_of_the_measure(direction: str, text: str) -> None:
    """A floor, or the one figure that is asked for."""
    item = Item(code="i", measure=rate(direction), scoring=PassOrFail(points=5), by_unit=True)
    assert str(item.target_for(Figure("90 %", bound="95 %"))) == text


def test_a_figure_nobody_asked_for_is_refused() -> None:
    """A misspelt code must not be an item that was not assessed."""
    with pytest.raises(
        InvalidInputError, match="figures: fund is not asked for; figures of s: funds"
    ):
        score(scheme(awarded("funds", 10)), {"fund": Figure("80 %")}, unit="U")


@pytest.mark.parametrize(
    ("measure", "figure"),
    [
        (rate("at most", "x"), Figure(95)),
        (rate("at most", "x"), Figure("-1 %")),
        (Measure(code="x", name="X", direction="at most", evidence="count"), Figure(-1)),
    ],
)
def test_a_figure_that_cannot_be_is_refused(measure: Measure, figure: Figure) -> None:
    """95 is no 95 %, and would have all points."""
    item = Item(
        code="x",
        measure=measure,
        scoring=PassOrFail(points=1),
        target=Target(measure=measure, high=1),
    )
    with pytest.raises(InvalidInputError, match=r"x: .* cannot be, as"):
        score(scheme(item), {"x": figure}, unit="U")


def test_a_kind_that_the_scheme_does_not_know_is_refused() -> None:
    """Otherwise a misspelt farm would be scored as a township."""
    with pytest.raises(InvalidInputError, match="kind: 'farms' is not assessed by s: farm"):
        score(scheme(awarded("a", 1), kinds=["farm"]), {}, unit="U", kind="farms")


BAND = Measure(code="band", name="Band", direction="band", unit="%", evidence="proportion")
ERROR = rate("at most", "error")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"measure": ERROR, "scoring": PassOrFail(points=1)}, "item i: this way of scoring needs"),
        (
            {
                "measure": ERROR,
                "scoring": PassOrFail(points=1),
                "target": Target(measure=BAND, low=0, high=1),
            },
            "item i, target: is of another measure",
        ),
        (
            {
                "measure": ERROR,
                "scoring": PassOrFail(points=1),
                "by_unit": True,
                "target": Target(measure=ERROR, high="5 %"),
            },
            "item i, target: has a bound of its own",
        ),
        (
            {"measure": BAND, "scoring": PassOrFail(points=1), "by_unit": True},
            "item i, target: a bound for each unit is one bound, not a band",
        ),
        (
            {
                "measure": ERROR,
                "takes_from": "x",
                "scoring": Proportional(points=1, best=0, worst=1),
            },
            "item i, takes_from: only a way of scoring that takes points off",
        ),
        ({"measure": ERROR, "scoring": AsAwarded(points=1)}, "error: points awarded are a share"),
        (
            {"measure": ERROR, "scoring": AsAwarded(points=1), "line": "mayor"},
            "line: no 'mayor'; allowed: party and government",
        ),
    ],
)
def test_what_cannot_be_an_item(fields: dict[str, Any], message: str) -> None:
    """Measure, target and scoring belong together."""
    with pytest.raises(DefinitionError, match=message):
        Item(code="i", **fields)


TAKER = LinearDeduction(points=1, each=1, step="1 pp", steps="whole steps")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"items": [awarded("a", 1), awarded("a", 2)]}, "scheme s: two items a"),
        (
            {"items": [awarded("a", 1, applies_to=["farm"])]},
            "s, a: applies to farm, which is no kind",
        ),
        ({"weights": {"farm": {"a": 1}}}, "no kind 'farm' of unit; allowed: none"),
        ({"kinds": ["farm"], "weights": {"farm": {"b": 1}}}, "no item 'b'"),
        ({"kinds": ["farm"], "weights": {"farm": {"a": -1}}}, "a: -1 is below 0"),
        ({"items": [awarded("a", 1, part="p")]}, "parts: no weight for p"),
        (
            {"items": [awarded("a", 1, part="p")], "parts": {"p": "0.9"}},
            r"weights add up to 0\.9, not 1",
        ),
        (
            {"items": [awarded("a", 1, part="p")], "parts": {"p": "1.5", "q": "-0.5"}},
            "the weight of q is below 0",
        ),
        ({"parts": {"p": 1}}, "an item belongs to no part; give each a part"),
        (
            {
                "items": [
                    Item(
                        code="t",
                        measure=ERROR,
                        target=Target(measure=ERROR, high=0),
                        scoring=TAKER,
                        takes_from="nobody",
                    )
                ]
            },
            "s, t, takes_from: 'nobody' is no item with points of its own",
        ),
        (
            {
                "items": [
                    awarded("a", 1, part="p"),
                    Item(
                        code="t",
                        measure=ERROR,
                        target=Target(measure=ERROR, high=0),
                        scoring=TAKER,
                        takes_from="a",
                        part="q",
                    ),
                ],
                "parts": {"p": "0.5", "q": "0.5"},
            },
            "s, t, takes_from: a belongs to another part",
        ),
    ],
)
def test_what_cannot_be_a_scheme(fields: dict[str, Any], message: str) -> None:
    """Codes are their own, and weights are for what is there."""
    with pytest.raises(DefinitionError, match=message):
        Scheme(
            **({"code": "s", "name": "S", "items": [awarded("a", 1)], "source": SOURCE} | fields)
        )


def test_a_window_is_not_empty_and_half_open() -> None:
    """The last day is the one before `until`."""
    from datetime import date

    item, day = awarded("a", 1), date(2010, 1, 1)
    with pytest.raises(DefinitionError, match="until 2010-01-01 is not after since 2010-01-01"):
        scheme(item, since=day, until=day)
    year = scheme(item, since=day, until=date(2011, 1, 1))
    days = (date(2009, 12, 31), day, date(2010, 12, 31), date(2011, 1, 1))
    assert [year.in_force(one) for one in days] == [False, True, True, False]
    assert scheme(item).in_force(day)


def test_a_figure_and_its_counts_must_be_one() -> None:
    """However a figure was rounded, 96 % is not 1 of 2; 71.5 % and 71 % are 634 of 887."""
    rules = find_scheme("county-rules")
    for told in ("71.5 %", "71 %", "71.47 %"):
        figures = {"PCR": Figure(told, numerator=634, denominator=887)}
        assert score(rules, figures, unit="East", kind="village").rate == 0
    figures = {"PCR": Figure("96 %", numerator=1, denominator=2)}
    with pytest.raises(InvalidInputError, match=r"96\.00% is not 1/2, which is 50\.00%"):
        score(rules, figures, unit="East", kind="village")
