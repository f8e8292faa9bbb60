"""Random items of every kind of scoring, with figures that they can score."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from famplan.assessment import Figure, Item, Measure, Target
from famplan.assessment.scoring import (
    AsAwarded,
    Checklist,
    FullBand,
    LevelAndProgress,
    LinearDeduction,
    NoProgress,
    PassOrFail,
    PerEvent,
    Piecewise,
    Proportional,
    ScoringRule,
)

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = ("whole steps", "started steps", "proportional")

shares = st.integers(0, 100).map(lambda percent: Fraction(percent, 100))
tenths = st.integers(1, 30).map(lambda number: Fraction(number, 10))


def rate(direction: str, code: str = "rate") -> Measure:
    """Make a share in whole per cent."""
    return Measure(
        code=code,
        name="Rate",
        name_zh="比率",
        direction=direction,
        unit="%",
        evidence="proportion",
        decimals=0,
    )


def target(measure: Measure, low: Fraction, high: Fraction) -> Target:
    """Make a target of the bounds that the direction needs."""
    bounds = {"at least": {"low": low}, "at most": {"high": high}}
    both = {"low": min(low, high), "high": max(low, high)}
    return Target(measure=measure, **bounds.get(str(measure.direction), both))


@st.composite
def proportionals(draw: st.DrawFn, measure: Measure, points: Fraction) -> Proportional:
    """Scales that rise towards the good."""
    one, other = sorted(draw(st.lists(shares, min_size=2, max_size=2, unique=True)))
    best, worst = (other, one) if measure.direction == "at least" else (one, other)
    at_worst = draw(st.sampled_from([Fraction(0), points / 2]))
    return Proportional(points=points, best=best, worst=worst, at_worst=at_worst)


@st.composite
def piecewise(draw: st.DrawFn, points: Fraction) -> Piecewise:
    """Knots in rising order, of which one gives all points."""
    ends = sorted(draw(st.lists(shares, min_size=2, max_size=4, unique=True)))
    given = draw(st.lists(shares, min_size=len(ends), max_size=len(ends)))
    full = draw(st.integers(0, len(ends) - 1))
    knots = [
        (end, points if place == full else share * points)
        for place, (end, share) in enumerate(zip(ends, given, strict=True))
    ]
    words = ("linear", "points of the upper knot", "points of the lower knot")
    return Piecewise(points=points, knots=knots, between=draw(st.sampled_from(words)))


def _linear(draw: st.DrawFn, points: Fraction) -> ScoringRule:
    return LinearDeduction(
        points=points,
        each=draw(tenths),
        step=draw(st.sampled_from([Fraction(1, 100), Fraction(3, 100), Fraction(7, 300)])),
        steps=draw(st.sampled_from(STEPS)),
        floor=draw(st.sampled_from([Fraction(0), points / 3])),
    )


def _no_progress(draw: st.DrawFn, points: Fraction) -> ScoringRule:
    return NoProgress(
        points=points,
        same=points * draw(shares),
        improved=points * draw(shares),
        each=draw(tenths),
        step=draw(st.sampled_from([Fraction(1, 100), Fraction(7, 300)])),
        steps=draw(st.sampled_from(STEPS)),
    )


def _band(draw: st.DrawFn, points: Fraction) -> ScoringRule:
    low, high = sorted(draw(st.lists(shares, min_size=2, max_size=2)))
    return FullBand(points=points, low=low, high=high)


@st.composite
def rate_items(draw: st.DrawFn, code: str = "item", measure: Measure | None = None) -> Item:
    """Items that score a rate, in every way that one can be scored."""
    measure = measure or rate(draw(st.sampled_from(["at least", "at most"])))
    points = draw(tenths) * 4
    kinds: dict[str, Callable[[], ScoringRule]] = {
        "pass": lambda: PassOrFail(points=points),
        "linear": lambda: _linear(draw, points),
        "band": lambda: _band(draw, points),
        "proportional": lambda: draw(proportionals(measure, points)),
        "piecewise": lambda: draw(piecewise(points)),
        "no progress": lambda: _no_progress(draw, points),
        "mix": lambda: LevelAndProgress(
            points=points,
            level=draw(proportionals(measure, points)),
            progress=draw(proportionals(measure.in_points, points)),
            better=draw(shares),
            worse=draw(shares),
        ),
    }
    if measure.direction == "at least":
        kinds["awarded"] = lambda: AsAwarded(points=points)
    scoring = kinds[draw(st.sampled_from(sorted(kinds)))]()
    goal = target(measure, draw(shares), draw(shares))
    return Item(code=code, measure=measure, scoring=scoring, target=goal)


rate_figures = st.builds(
    lambda value, previous, mean: Figure(value, previous=previous, mean=mean),
    shares,
    shares,
    shares,
)


@st.composite
def counted_items(draw: st.DrawFn, code: str = "counted") -> tuple[Item, Figure]:
    """Items that count events or requirements, with a figure."""
    points, each = draw(tenths) * 4, draw(tenths)
    if draw(st.booleans()):
        events = Measure(code=code, name="Events", direction="at most", evidence="count")
        cap = draw(st.sampled_from([None, points / 2]))
        scoring: ScoringRule = PerEvent(points=points, each=each, cap=cap)
        return Item(code=code, measure=events, scoring=scoring), Figure(draw(st.integers(0, 40)))
    duties = Measure(code=code, name="Duties", direction="at least", evidence="checklist")
    items = draw(st.integers(1, 12))
    scoring = Checklist(points=points, items=items, each=each)
    met = draw(st.integers(0, items))
    return Item(code=code, measure=duties, scoring=scoring), Figure(met)
