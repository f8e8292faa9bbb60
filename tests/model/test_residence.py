"""Population scopes: they partition people, and unknown facts stay unknown."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, InvalidRecordError
from famplan.model import Area, MinimumStay, PopulationScope, Residence

county = Area("1", "county")
inside, outside = Area("11", "township", county), Area("2", "county")
on = date(2013, 6, 30)
stays = st.one_of(
    st.integers(1, 12).map(lambda months: MinimumStay(months=months)),
    st.integers(1, 400).map(lambda days: MinimumStay(days=days)),
)
places = st.sampled_from([inside, outside])
since = st.dates(date(2011, 1, 1), on)


def counted(home: Residence, stay: MinimumStay) -> dict[str, bool | None]:
    """Whether the person counts in each scope of the county."""
    return {s: home.counts_in(s, county, on=on, minimum_stay=stay) for s in PopulationScope}


@given(places, places, since, stays)
def test_scopes_balance(registered: Area, lives: Area, day: date, stay: MinimumStay) -> None:
    """Resident = registered − out-migrants + in-migrants; total = registered + in-migrants."""
    home = Residence(registered=registered, lives=lives, since=day)
    scope = {name: int(value or 0) for name, value in counted(home, stay).items()}
    assert scope["resident"] == scope["registered"] - scope["out-migrant"] + scope["in-migrant"]
    assert scope["total"] == scope["registered"] + scope["in-migrant"]
    here = int(lives is inside)
    assert here <= scope["resident"] + scope["temporary"]
    assert scope["in-migrant"] + scope["temporary"] <= here


@given(places, places, since, stays)
def test_a_missing_fact_never_changes_an_answer(
    registered: Area, lives: Area, day: date, stay: MinimumStay
) -> None:
    """With less known, an answer stays or becomes unknown; it never turns round."""
    full = counted(Residence(registered=registered, lives=lives, since=day, hung=False), stay)
    for keep in product([True, False], repeat=4):
        facts = {"registered": registered, "lives": lives, "since": day, "hung": False}
        known = {name: fact for (name, fact), kept in zip(facts.items(), keep, strict=True) if kept}
        partial = counted(Residence(**known), stay)  # type: ignore[arg-type]
        assert all(partial[scope] in (None, full[scope]) for scope in PopulationScope)


def test_the_minimum_stay_decides() -> None:
    """Three months in the county: in-migrant after 30 days, temporary before 6 months."""
    home = Residence(registered=outside, lives=inside, since=date(2013, 3, 30))
    month, half_year = MinimumStay(days=30), MinimumStay(months=6)
    assert home.counts_in("in-migrant", county, on=on, minimum_stay=month) is True
    assert home.counts_in("in-migrant", county, on=on, minimum_stay=half_year) is False
    assert home.counts_in("temporary", county, on=on, minimum_stay=half_year) is True


def test_a_move_after_the_day_tells_nothing_of_the_day() -> None:
    """Where someone lived before they came is not recorded."""
    home = Residence(registered=inside, lives=outside, since=on + timedelta(days=1))
    stay = MinimumStay(days=30)
    assert home.counts_in("registered", county, on=on, minimum_stay=stay) is True
    assert home.counts_in("out-migrant", county, on=on, minimum_stay=stay) is None


def test_a_hung_registration_is_stated_not_guessed() -> None:
    """Registered here and without a home there; unknown unless said."""
    stay = MinimumStay(months=6)
    for hung in (True, False, None):
        home = Residence(registered=inside, hung=hung)
        assert home.counts_in("hung registration", county, on=on, minimum_stay=stay) is hung


def test_the_system_codes() -> None:
    """0 total, 3 inflow, 4 outflow, 8 registered, 9 resident; each scope has a Chinese name."""
    codes = {scope.system_code for scope in PopulationScope}
    assert codes == {0, 3, 4, 8, 9, None}
    assert len({scope.name_zh for scope in PopulationScope}) == len(PopulationScope)


@given(since, stays)
def test_a_stay_is_reached_once_and_stays_reached(day: date, stay: MinimumStay) -> None:
    """Not on the first day, and never lost again."""
    assert stay.reached(since=day, on=day) is False
    reached = [stay.reached(since=day, on=day + timedelta(days=n)) for n in range(0, 800, 40)]
    assert reached == sorted(reached)
    assert stay.reached(since=None, on=day) is None


@pytest.mark.parametrize(("months", "days"), [(0, 0), (-1, 0), (0, -30)])
def test_a_stay_has_a_length(months: int, days: int) -> None:
    """Zero is no minimum; leave it out where none is asked for."""
    with pytest.raises(InvalidInputError, match=r"no length|is below 0"):
        MinimumStay(months=months, days=days)


def test_places_are_areas() -> None:
    """A code alone cannot say what it lies within."""
    with pytest.raises(InvalidRecordError, match="lives: str is not an Area"):
        Residence(lives="320803")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"minimum_stay": 6}, "minimum_stay: int is not a MinimumStay"),
        ({"area": "1"}, "area: str is not an Area"),
        ({"on": "2013-06-30"}, "on: str is not a date"),
    ],
)
def test_a_question_is_checked_before_it_is_answered(wrong: dict[str, Any], message: str) -> None:
    """Unknown is an answer about people, never one to a question that cannot be read."""
    asked: dict[str, Any] = {
        "area": county,
        "on": on,
        "minimum_stay": MinimumStay(days=30),
        **wrong,
    }
    with pytest.raises(InvalidInputError, match=message):
        Residence().counts_in("resident", **asked)


def test_a_scope_must_exist() -> None:
    """The message names those there are."""
    with pytest.raises(InvalidInputError, match="scope: this text is none of total, registered, "):
        Residence().counts_in("all", county, on=on, minimum_stay=MinimumStay(days=30))
