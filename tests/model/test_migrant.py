"""Migrants: the definition in force on the day decides, and unknown facts stay unknown."""

from __future__ import annotations

import warnings
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, InvalidRecordError, UnverifiedFactWarning
from famplan.model import (
    Area,
    Floating,
    Migrant,
    MinimumStay,
    Purpose,
    counts_as_floating,
    migrant_definition,
)
from famplan.model.migrant import DEFINITION_1998, DEFINITION_2009

jiangsu, anhui = Area("32", "province"), Area("34", "province")
city = Area("3208", "prefecture", jiangsu)
east, west = Area("320803", "district", city), Area("320804", "district", city)
county = Area("320826", "county", city)
town, next_town = Area("320826100", "township", county), Area("320826101", "township", county)
village = Area("320826100201", "village", town)
far = Area("341302101", "township", Area("341302", "district", Area("3413", "prefecture", anhui)))
beijing = Area("11", "province")
dongcheng, haidian = Area("110101", "district", beijing), Area("110108", "district", beijing)

in_2008, in_2013 = date(2008, 6, 30), date(2013, 6, 30)
LEFT = date(2007, 3, 1)


def move(origin: Area | None, destination: Area | None, **other: object) -> Migrant:
    """A move for work in 2007, unless told otherwise."""
    facts = {"left": LEFT, "arrived": LEFT, "purpose": Purpose.WORK, **other}
    return Migrant(origin=origin, destination=destination, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("origin", "destination", "before", "after"),
    [
        (town, far, Floating.YES, Floating.YES),
        (town, next_town, Floating.YES, Floating.NO),
        (town, village, Floating.UNKNOWN, Floating.NO),
        (town, town, Floating.UNKNOWN, Floating.NO),
        (east, west, Floating.UNKNOWN, Floating.NO),
        (dongcheng, haidian, Floating.UNKNOWN, Floating.NO),
        (Area("1", "zone", east), Area("2", "zone", east), Floating.YES, Floating.NO),
        (east, county, Floating.YES, Floating.YES),
        (dongcheng, east, Floating.YES, Floating.YES),
        (jiangsu, anhui, Floating.YES, Floating.YES),
        (city, east, Floating.UNKNOWN, Floating.UNKNOWN),
        (None, east, Floating.UNKNOWN, Floating.UNKNOWN),
        (Area("1", "district"), Area("2", "district"), Floating.UNKNOWN, Floating.UNKNOWN),
    ],
)
def test_the_border_that_counts_changed_in_2009(
    origin: Area | None, destination: Area | None, before: Floating, after: Floating
) -> None:
    """Since 1 October 2009 moves inside a county or between districts of a city do not count."""
    with pytest.warns(UnverifiedFactWarning):
        assert counts_as_floating(move(origin, destination), on=in_2008) is before
    assert counts_as_floating(move(origin, destination), on=in_2013) is after


@pytest.mark.parametrize(
    ("purpose", "before", "after"),
    [
        ("work", Floating.YES, Floating.YES),
        ("trade", Floating.YES, Floating.YES),
        ("childbearing", Floating.YES, Floating.YES),
        ("living", Floating.UNKNOWN, Floating.YES),
        ("study", Floating.UNKNOWN, Floating.NO),
        ("medical", Floating.UNKNOWN, Floating.NO),
        ("travel", Floating.UNKNOWN, Floating.NO),
        ("visiting", Floating.UNKNOWN, Floating.NO),
        ("business trip", Floating.UNKNOWN, Floating.NO),
        (None, Floating.UNKNOWN, Floating.UNKNOWN),
    ],
)
def test_purposes_are_judged_by_the_text(
    purpose: str | None, before: Floating, after: Floating
) -> None:
    """What the text of 1998 does not list is unknown; that of 2009 excludes five purposes."""
    moved = move(town, far, purpose=purpose)
    with pytest.warns(UnverifiedFactWarning):
        assert counts_as_floating(moved, on=in_2008) is before
    assert counts_as_floating(moved, on=in_2013) is after


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2009, 10, 1), "regulation of 2009"),
        (date(2021, 9, 8), "regulation of 2009"),
        (date(2021, 9, 9), None),
        (date(1998, 9, 21), None),
    ],
)
def test_windows_are_half_open(day: date, name: str | None) -> None:
    """From 1 October 2009 up to the repeal of 9 September 2021; nothing warns there."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        definition = migrant_definition(day)
    assert (definition and definition.name) == name


@pytest.mark.parametrize(
    ("day", "definition"),
    [
        (date(1998, 9, 22), None),
        (date(1998, 12, 31), None),
        (date(1999, 1, 1), DEFINITION_1998),
        (date(2009, 9, 30), DEFINITION_1998),
    ],
)
def test_the_start_in_1999_is_not_verified(day: date, definition: object) -> None:
    """Issued in September 1998; where its first day decides, it says so."""
    with pytest.warns(UnverifiedFactWarning, match="measure of 1998: not verified that it began"):
        assert migrant_definition(day) is definition


def test_outside_every_window_no_definition_is_in_force() -> None:
    """Neither yes nor no."""
    for day in (date(1990, 1, 1), date(2021, 9, 9), date(2025, 1, 1)):
        assert counts_as_floating(move(town, far), on=day) is Floating.NOT_IN_FORCE


def test_nobody_floats_before_they_leave() -> None:
    """The day of leaving counts; an arrival shows that they left."""
    day = timedelta(days=1)
    gone = move(town, far, left=in_2013, arrived=None)
    assert counts_as_floating(gone, on=in_2013) is Floating.YES
    assert counts_as_floating(gone, on=in_2013 - day) is Floating.NO
    came = move(town, far, left=None, arrived=in_2013)
    assert counts_as_floating(came, on=in_2013) is Floating.YES
    assert counts_as_floating(came, on=in_2013 - day) is Floating.UNKNOWN


@pytest.mark.parametrize(
    ("left", "arrived", "status"),
    [
        (date(2013, 3, 1), date(2013, 3, 2), Floating.YES),
        (date(2013, 3, 1), date(2013, 6, 1), Floating.YES),
        (date(2013, 6, 1), date(2013, 6, 1), Floating.NO),
        (date(2013, 6, 1), None, Floating.UNKNOWN),
        (None, date(2013, 3, 1), Floating.YES),
    ],
)
def test_a_form_may_add_a_minimum_stay(
    left: date | None, arrived: date | None, status: Floating
) -> None:
    """Three months here, or three months away from home."""
    moved = move(town, far, left=left, arrived=arrived)
    stay = MinimumStay(months=3)
    assert counts_as_floating(moved, on=in_2013, minimum_stay=stay) is status


@given(st.sets(st.sampled_from(["origin", "destination", "left", "arrived", "purpose"])))
def test_a_missing_fact_never_turns_an_answer(missing: set[str]) -> None:
    """With less known, an answer stays or becomes unknown."""
    for destination in (far, next_town):
        full = move(town, destination)
        partial = attrs.evolve(full, **dict.fromkeys(missing))
        answer = counts_as_floating(full, on=in_2013)
        assert counts_as_floating(partial, on=in_2013) in {answer, Floating.UNKNOWN}


def test_a_definition_may_count_moves_inside_its_border() -> None:
    """Definitions are values: a province's own rule is another value."""
    local = attrs.evolve(DEFINITION_2009, inside=True, between_districts=True)
    assert local.counts(move(town, next_town), on=in_2013) is True
    assert local.counts(move(jiangsu, city), on=in_2013) is True


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"purpose": "fun"}, "purpose: this text is none of work, trade, living, "),
        ({"left": date(2013, 1, 2), "arrived": date(2013, 1, 1)}, "arrived: 2013-01-01 is before"),
        ({"origin": "34"}, "origin: str is not an Area"),
    ],
)
def test_faults_are_named(fields: dict[str, object], message: str) -> None:
    """Field, fault and what is allowed."""
    with pytest.raises(InvalidRecordError, match=message):
        Migrant(**fields)  # type: ignore[arg-type]


def test_the_day_is_a_date() -> None:
    """A text is not a day."""
    with pytest.raises(InvalidInputError, match="on: str is not a date"):
        migrant_definition("2013-06-30")  # type: ignore[arg-type]


def test_what_is_asked_is_a_migrant_and_a_stay() -> None:
    """Three what? A stay has months or days."""
    with pytest.raises(InvalidRecordError, match="minimum_stay: int is not a MinimumStay"):
        counts_as_floating(Migrant(), on=in_2013, minimum_stay=3)  # type: ignore[arg-type]
    with pytest.raises(InvalidRecordError, match="migrant: NoneType is not a Migrant"):
        counts_as_floating(None, on=in_2013)  # type: ignore[arg-type]
