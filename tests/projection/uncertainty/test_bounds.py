"""Bounds, and the years in which projections cross them."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_population import inputs, people

from famplan.errors import DefinitionError, UnitError
from famplan.projection import Bound, crossings, project


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("population<=4400000", Bound("population", at_most=4_400_000)),
        ("population ≤ 4,400,000", Bound("population", at_most=4_400_000)),
        ("rni<=5‰", Bound("RNI", at_most=0.005)),
        ("GROWTH_RATE >= −0.3%", Bound("GROWTH_RATE", at_least=-0.003)),
        ("TFR>=2.1", Bound("TFR", at_least=2.1)),
        ("population<=1.4e9", Bound("population", at_most=1.4e9)),
        ("DEPENDENCY<=50%", Bound("DEPENDENCY", at_most=0.5)),
        ("CBR<=.0125", Bound("CBR", at_most=0.0125)),
    ],
)
def test_bounds_are_read_from_text(text: str, bound: Bound) -> None:
    """With units per hundred and per thousand; all is per one inside."""
    found = Bound.parse(text)
    assert found.measure == bound.measure
    assert found.at_most == pytest.approx(bound.at_most)
    assert found.at_least == pytest.approx(bound.at_least)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: Bound.parse("population<4400000"), "is no bound; write population<=4400000"),
        (lambda: Bound("people", at_most=1), "is none of population"),
        (lambda: Bound("population"), "neither at_most nor at_least"),
        (lambda: Bound("population", at_most=1, at_least=2), "1 is less than 2"),
        (lambda: Bound("population", at_most=float("nan")), "nan is no number"),
        (lambda: Bound.parse("population<=1,5"), "is no bound"),
        (lambda: Bound.parse("population<="), "is no bound"),
        (lambda: Bound.parse("population<=5%"), "population is not in %"),
    ],
)
def test_what_is_no_bound_is_refused(make: object, text: str) -> None:
    """With the way out."""
    with pytest.raises(DefinitionError, match=text):
        make()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("CBR<=12.5", "CBR of 12.5 per one, as no population has it; give 0.0125, or 12.5‰"),
        ("RNI>=-5", "give -0.005, or -5‰"),
        ("OLDER_SHARE<=14", "give 0.14, or 14%"),
        ("DEPENDENCY<=50", "give 0.5, or 50%"),
    ],
)
def test_a_bound_typed_per_thousand_would_never_be_crossed(text: str, told: str) -> None:
    """So it is refused, with the figure that was meant."""
    with pytest.raises(UnitError, match=told):
        Bound.parse(text)


def test_bounds_that_contradict_each_other_are_refused() -> None:
    """Given apart; a band is none."""
    done = project(people(), **inputs())
    band = [Bound("TFR", at_least=1.0), Bound("TFR", at_most=2.1), Bound("births", at_least=0)]
    assert crossings(done, band) == []
    with pytest.raises(DefinitionError, match="population at least 200 and at most 100: no path"):
        crossings(done, [Bound("population", at_most=100), Bound("population", at_least=200)])


def test_the_bound_itself_is_allowed() -> None:
    """At most is inclusive, and so is at least; unknown is not beyond."""
    band = Bound("births", at_most=2000, at_least=1000)
    values = np.array([999.0, 1000.0, 2000.0, 2000.5, np.nan])
    assert band.beyond(values).tolist() == [True, False, False, True, False]
    assert str(band) == "births at least 1,000 and at most 2,000"


def test_a_crossing_is_the_first_year_beyond() -> None:
    """Of stocks the year itself, of flows the end of the step; area by area."""
    done = project(people(1, (2,)), **inputs(), areas=["east", "west"])
    limit = float(done.total[7, 1])
    found = crossings(done, [Bound("population", at_least=limit), Bound("TFR", at_most=1.5)])
    by_area = {(one.bound.measure, one.area): one for one in found}
    west = by_area["population", "west"]
    assert west.year == 2028
    assert west.value == done.total[8, 1]
    assert by_area["TFR", "east"].year == 2021
    assert str(by_area["TFR", "east"]) == "east: TFR at most 1.5 is crossed in 2021 (1.6)"
    assert crossings(done, [Bound("population", at_least=0)]) == []
    unnamed = project(people(1, (2,)), **inputs())
    assert crossings(unnamed, [Bound("TFR", at_most=1.5)])[1].area == (1,)
    single = crossings(done.area(1), [Bound("population", at_least=limit)])
    assert single[0].area is None
    assert str(single[0]).startswith("population at least")
