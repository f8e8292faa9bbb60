"""Scopes of population, against the rules for one person at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.errors import DefinitionError
from famplan.model import Area, MinimumStay, Period, PopulationScope, Residence
from famplan.tabulate import register
from famplan.tabulate.register.places import WHOLE
from famplan.tabulate.register.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from famplan.tabulate import RegisterTally

YEAR = Period.calendar_year(2013)
HALF = MinimumStay(months=6)
SCOPES = [scope for scope in PopulationScope if scope is not PopulationScope.HUNG]


def areas_of(tree: Mapping[str, Sequence[Any]]) -> list[Area]:
    """Make the areas of a tree."""
    found: list[Area] = []
    for code, level, parent in zip(tree["area"], tree["level"], tree["parent"], strict=True):
        found.append(Area(code, level, None if parent is None else found[parent]))
    return found


def paths_of(tree: Mapping[str, Sequence[Any]]) -> list[str]:
    """Paths of the areas of a tree."""
    return [area.path for area in areas_of(tree)]


def people(tally: RegisterTally, scope: PopulationScope, moment: str) -> dict[str | None, float]:
    """People of a scope by unit, those without any left out."""
    totals = Totals(tally)
    counted = totals.people(moment, scope).sum(axis=1)
    return {area: n for area, n in zip(totals.areas, counted, strict=True) if n}


# The office counts in both provinces.
EVERYWHERE = {"area": [4, 9], "kind": ["training"] * 2, "performed": [date(2000, 1, 1)] * 2}
days = st.dates(date(2011, 1, 1), date(2014, 12, 31))
places = st.integers(0, 9)
persons = st.lists(
    st.fixed_dictionaries(
        {
            "area": places,
            "registered_area": places,
            "resident_since": st.none() | days,
            "birth": st.dates(date(1930, 1, 1), date(2013, 12, 31)),
        }
    ),
    min_size=1,
    max_size=30,
)


settled = st.lists(
    st.fixed_dictionaries(
        {
            "area": st.sampled_from([4, 5, 6, 7, 9]),
            "registered_area": st.sampled_from([4, 5, 6, 7, 9]),
            "resident_since": st.none() | st.dates(date(2011, 1, 1), date(2013, 12, 31)),
            "birth": st.dates(date(1930, 1, 1), date(2013, 12, 31)),
        }
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(rows=settled, level=st.sampled_from(["province", "district", "township"]))
def test_a_scope_is_that_of_the_rule_for_one_person(
    rows: list[dict[str, Any]], level: str, make: Callable[..., Any], tree: Any
) -> None:
    """Counting columns gives what `Residence.counts_in` says of each person in turn."""
    table = {name: [row[name] for row in rows] for name in rows[0]}
    table["sex"] = ["female"] * len(rows)
    tally = register(
        make(areas=tree, persons=table, checks=EVERYWHERE),
        period=YEAR,
        by=level,
        minimum_stay=HALF,
    )
    areas = areas_of(tree)
    for scope in SCOPES:
        counted = people(tally, scope, "closing")
        for unit in {area.at(level) for area in areas} - {None}:
            homes = [
                Residence(
                    registered=areas[row["registered_area"]],
                    lives=areas[row["area"]],
                    since=row["resident_since"],
                )
                for row in rows
            ]
            answers = [
                home.counts_in(scope, unit, on=YEAR.stop, minimum_stay=HALF) for home in homes
            ]
            assert counted.get(unit.path, 0) == answers.count(True)


@settings(max_examples=60, deadline=None)
@given(
    rows=persons,
    stay=st.none() | st.just(HALF),
    levels=st.sampled_from(
        [
            ("township", "district"),
            ("area", "township"),
            ("village", "province"),
            ("district", None),
        ]
    ),
)
def test_rolling_up_is_counting_at_the_upper_level(
    rows: list[dict[str, Any]], stay: Any, levels: Any, make: Callable[..., Any], tree: Any
) -> None:
    """Whoever was an in-migrant of a township is none of a district that holds both places."""
    table = {name: [row[name] for row in rows] for name in rows[0]}
    table["sex"] = ["male"] * len(rows)
    register_ = make(areas=tree, persons=table, checks=EVERYWHERE)
    low, high = levels
    rolled = register(register_, period=YEAR, by=low, minimum_stay=stay).roll_up(high)
    direct = register(register_, period=YEAR, by=high, minimum_stay=stay)
    for scope in SCOPES:
        for moment in ("opening", "closing", "average"):
            assert people(rolled, scope, moment) == people(direct, scope, moment)
    assert rolled.unknown_scope == direct.unknown_scope


@settings(max_examples=40, deadline=None)
@given(rows=persons)
def test_scopes_add_up(rows: list[dict[str, Any]], make: Callable[..., Any], tree: Any) -> None:
    """Residents are the registered less those away, and the in-migrants, where all is known."""
    table = {name: [row[name] for row in rows] for name in rows[0]}
    table["sex"] = ["male"] * len(rows)
    tally = register(make(areas=tree, persons=table, checks=EVERYWHERE), period=YEAR, by="area")
    counted = {scope: people(tally, scope, "closing") for scope in SCOPES}
    for area in tally.areas:
        registered, out, into, resident, total = (
            counted[scope].get(area, 0)
            for scope in ("registered", "out-migrant", "in-migrant", "resident", "total")
        )
        assert resident == registered - out + into
        assert total == registered + into


def test_who_is_born_dies_comes_or_leaves_on_the_closing_day_does_so_after(
    make: Callable[..., Any], tree: Any
) -> None:
    """Days are half-open like periods, so that closing is opening plus what happened between."""
    stop = YEAR.stop
    before = stop - timedelta(days=1)
    persons = {
        "birth": [stop, before, *[date(1980, 1, 1)] * 6],
        "death": [None, None, stop, before, None, None, None, None],
        "resident_since": [None, None, None, None, stop, before, None, None],
        "resident_until": [None, None, None, None, None, None, stop, before],
        "sex": ["female"] * 8,
        "area": [4] * 8,
        "registered_area": [4, 4, 4, 4, 9, 9, 9, 9],
    }
    tally = register(make(areas=tree, persons=persons), period=YEAR, by="township")
    here = paths_of(tree)[4]
    assert people(tally, PopulationScope.RESIDENT, "closing")[here] == 4
    assert people(tally, PopulationScope.RESIDENT, "opening")[here] == 4


def test_ages_are_completed_years_on_the_day(make: Callable[..., Any], tree: Any) -> None:
    """Whose birthday is the closing day has turned a year older by it; 100 stands for all above."""
    persons = {
        "birth": [date(1994, 1, 1), date(1994, 1, 2), date(1900, 6, 1), date(2012, 12, 31), None],
        "sex": ["male"] * 5,
        "area": [4] * 5,
    }
    tally = register(make(areas=tree, persons=persons), period=YEAR)
    ages = Totals(tally).people("closing")[0]
    assert {age: ages[age] for age in np.flatnonzero(ages)} == {20: 1, 19: 1, 100: 1, 1: 1, 101: 1}


def test_without_registrations_people_are_registered_where_they_live(
    make: Callable[..., Any], tree: Any
) -> None:
    """A register that does not record where people are registered has no migrants."""
    persons = {"birth": [date(1980, 1, 1)], "sex": ["male"], "area": [4]}
    tally = register(make(areas=tree, persons=persons), period=YEAR, minimum_stay=HALF)
    assert people(tally, PopulationScope.REGISTERED, "closing").popitem()[1] == 1
    assert people(tally, PopulationScope.INFLOW, "closing") == {}


def test_who_stayed_for_an_unknown_time_is_in_no_scope_and_counted_apart(
    make: Callable[..., Any], tree: Any
) -> None:
    """Unknown stays unknown, and the table says so."""
    persons = {
        "birth": [date(1980, 1, 1)] * 2,
        "sex": ["male"] * 2,
        "area": [4, 4],
        "registered_area": [9, 4],
    }
    tally = register(make(areas=tree, persons=persons), period=YEAR, by="area", minimum_stay=HALF)
    assert people(tally, PopulationScope.RESIDENT, "closing") == {paths_of(tree)[4]: 1}
    assert tally.unknown_scope == 1
    table = tally.estimate("AVERAGE_POPULATION", hide_below=0)
    assert any("not known" in note for note in table.notes)


def test_a_register_without_areas_is_one_unit(make: Callable[..., Any]) -> None:
    """Nothing says where anybody is, and everybody is somewhere in it."""
    persons = {"birth": [date(1980, 1, 1)], "sex": ["male"]}
    tally = register(make(persons=persons), period=YEAR)
    assert people(tally, PopulationScope.RESIDENT, "closing") == {WHOLE: 1}
    assert tally.roll_up(None).areas == (WHOLE,)


def test_hung_registrations_cannot_be_told(make: Callable[..., Any]) -> None:
    """Records do not say who has no home where they are registered."""
    with pytest.raises(DefinitionError, match="scope: 'hung registration' is none of"):
        register(make(), period=YEAR, scope="hung registration")
