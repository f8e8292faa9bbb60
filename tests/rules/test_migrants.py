"""Migrants: windows, ages, borders and deadlines, each with its citation."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, InvalidInputError, OutsideWindowError
from famplan.model import Area, Migrant
from famplan.rules.deadlines import Deadline, deadline, deadline_day, deadlines
from famplan.rules.migrants import (
    ELECTRONIC_CERTIFICATE,
    FIRST_BIRTH_REGISTRATION,
    MARRIAGE_BIRTH_CERTIFICATE,
    MIGRANT_SERVICES,
    SCHEMES,
)
from famplan.rules.outcome import Outcome
from famplan.rules.subjects import MOVER, Mover

if TYPE_CHECKING:
    from famplan.rules.scheme import Scheme

YES, NO = Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE
UNKNOWN, NOT_IN_FORCE = Outcome.UNKNOWN, Outcome.NOT_IN_FORCE

WOMAN = {
    "sex": "female",
    "birth": date(1980, 6, 15),
    "left": date(2005, 3, 1),
    "arrived": date(2005, 3, 5),
    "purpose": "work",
    "far_enough": True,
    "floating_1998": True,
    "married": True,
    "children_born": 0,
    "documents": True,
    "electronic_place": True,
}
"""A woman who works in another county, of whom everything that is asked holds."""

WINDOWS = [
    # scheme, day, outcome, citation
    (MIGRANT_SERVICES, "2009-09-30", NOT_IN_FORCE, "regulation, art. 25"),
    (MIGRANT_SERVICES, "2009-10-01", YES, "regulation, art. 25"),
    (MIGRANT_SERVICES, "2021-09-08", YES, "State Council decision of 2021-09-09"),
    (MIGRANT_SERVICES, "2021-09-09", NOT_IN_FORCE, "State Council decision of 2021-09-09"),
    (MARRIAGE_BIRTH_CERTIFICATE, "1998-12-31", NOT_IN_FORCE, "first day 1999-01-01, not verified"),
    (MARRIAGE_BIRTH_CERTIFICATE, "1999-01-01", YES, "first day 1999-01-01, not verified"),
    (MARRIAGE_BIRTH_CERTIFICATE, "2009-09-30", YES, "regulation, art. 25"),
    (MARRIAGE_BIRTH_CERTIFICATE, "2009-10-01", YES, "regulation, art. 7"),
    (MARRIAGE_BIRTH_CERTIFICATE, "2021-09-08", YES, "State Council decision of 2021-09-09"),
    (MARRIAGE_BIRTH_CERTIFICATE, "2021-09-09", NOT_IN_FORCE, "State Council decision"),
    (ELECTRONIC_CERTIFICATE, "2014-06-30", NOT_IN_FORCE, "pilot from July 2014"),
    (ELECTRONIC_CERTIFICATE, "2014-07-01", YES, "the day in July is not known"),
    (ELECTRONIC_CERTIFICATE, "2014-08-01", YES, "pilot from July 2014"),
    (ELECTRONIC_CERTIFICATE, "2021-09-09", NOT_IN_FORCE, "State Council decision"),
    (FIRST_BIRTH_REGISTRATION, "2009-09-30", NOT_IN_FORCE, "regulation, art. 25"),
    (FIRST_BIRTH_REGISTRATION, "2009-10-01", YES, "regulation, art. 16"),
    (FIRST_BIRTH_REGISTRATION, "2021-09-08", YES, "State Council decision of 2021-09-09"),
    (FIRST_BIRTH_REGISTRATION, "2021-09-09", NOT_IN_FORCE, "State Council decision"),
]


@pytest.mark.parametrize(("scheme", "day", "outcome", "citation"), WINDOWS)
def test_windows(scheme: Scheme[Mover], day: str, outcome: Outcome, citation: str) -> None:
    """The day before and the day of every beginning and end."""
    woman = WOMAN | {
        "birth": date(1975, 6, 15),
        "left": date(1998, 1, 1),
        "arrived": date(1998, 1, 2),
    }
    assert scheme.verdict(woman, on=date.fromisoformat(day)).outcome is outcome, citation


@pytest.mark.parametrize("scheme", SCHEMES)
def test_repeal_is_named(scheme: Scheme[Mover]) -> None:
    """After the repeal every scheme names the decision."""
    assert "decision of 2021-09-09" in str(scheme.verdict(WOMAN, on=date(2021, 9, 9)))


@pytest.mark.parametrize(
    ("scheme", "last", "first"),
    [
        (MARRIAGE_BIRTH_CERTIFICATE, "2009-09-30", "2009-10-01"),
        (ELECTRONIC_CERTIFICATE, "2014-07-31", "2014-08-01"),
    ],
)
def test_unseen_sources_are_told(scheme: Scheme[Mover], last: str, first: str) -> None:
    """The measure of 1998 and the first month of the pilot rest on memory, and end with a day."""
    assert scheme.verdict(WOMAN, on=date.fromisoformat(last)).unverified
    assert not scheme.verdict(WOMAN, on=date.fromisoformat(first)).unverified


CONDITIONS = [
    # scheme, facts, outcome on 2013-06-15, citation
    (MARRIAGE_BIRTH_CERTIFICATE, {"sex": "male"}, NO, "art. 7: women"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"sex": None}, UNKNOWN, "art. 7: women"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"birth": date(1995, 6, 15)}, YES, "adult: 18 today"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"birth": date(1995, 6, 16)}, NO, "adult: 18 tomorrow"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"birth": date(1963, 6, 16)}, YES, "practice: 50 tomorrow"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"birth": date(1963, 6, 15)}, NO, "practice: 50 today"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"far_enough": False}, NO, "art. 2 (2)"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"far_enough": None}, UNKNOWN, "art. 2"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"purpose": "study"}, NO, "art. 2 (1)"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"purpose": "living"}, YES, "art. 2"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"purpose": None}, UNKNOWN, "art. 2"),
    (MARRIAGE_BIRTH_CERTIFICATE, {"birth": date(2014, 1, 1)}, UNKNOWN, "not born yet"),
    (MIGRANT_SERVICES, {"sex": "male"}, YES, "art. 10: men too"),
    (MIGRANT_SERVICES, {"arrived": date(2013, 6, 15)}, YES, "art. 10: arrived today"),
    (MIGRANT_SERVICES, {"arrived": date(2013, 6, 16)}, NO, "art. 10: arrives tomorrow"),
    (MIGRANT_SERVICES, {"left": date(2013, 6, 16)}, UNKNOWN, "arrived before leaving"),
    (MIGRANT_SERVICES, {"arrived": None}, UNKNOWN, "art. 10"),
    (ELECTRONIC_CERTIFICATE, {}, NOT_IN_FORCE, "from July 2014"),
    (FIRST_BIRTH_REGISTRATION, {"children_born": 1}, NO, "art. 16: the first child"),
    (FIRST_BIRTH_REGISTRATION, {"married": False}, NO, "art. 16: couples"),
    (FIRST_BIRTH_REGISTRATION, {"documents": False}, NO, "art. 16 (1) to (3)"),
    (FIRST_BIRTH_REGISTRATION, {"documents": None}, UNKNOWN, "art. 16 (1) to (3)"),
]


@pytest.mark.parametrize(("scheme", "facts", "outcome", "citation"), CONDITIONS)
def test_conditions(
    scheme: Scheme[Mover], facts: dict[str, object], outcome: Outcome, citation: str
) -> None:
    """Each condition by itself, on both sides of each age and day."""
    assert scheme.verdict(WOMAN | facts, on=date(2013, 6, 15)).outcome is outcome, citation


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"electronic_place": True}, YES),
        ({"electronic_place": False}, NO),
        ({"electronic_place": None}, UNKNOWN),
    ],
)
def test_electronic_where_it_is_issued(facts: dict[str, object], outcome: Outcome) -> None:
    """The electronic certificate was there where the place of registration issued it."""
    assert ELECTRONIC_CERTIFICATE.verdict(WOMAN | facts, on=date(2015, 1, 1)).outcome is outcome


CITY = Area("3203", "prefecture", Area("32", "province"))
GULOU, YUNLONG = (Area(f"32030{n}", "district", CITY) for n in "23")
PEIXIAN = Area("320322", "county", CITY)
TOWNS = [Area(f"32032210{n}", "township", PEIXIAN) for n in "12"]


@pytest.mark.parametrize(
    ("origin", "destination", "in_2009", "in_2013"),
    [
        (PEIXIAN, GULOU, YES, YES),
        (GULOU, YUNLONG, UNKNOWN, NO),
        (TOWNS[0], TOWNS[1], YES, NO),
        (None, GULOU, UNKNOWN, UNKNOWN),
    ],
)
def test_borders_come_from_the_model(
    origin: Area | None, destination: Area, in_2009: Outcome, in_2013: Outcome
) -> None:
    """The same move is judged by the definition in force, which the model has."""
    move = Migrant(origin=origin, destination=destination, left=date(2008, 1, 1), purpose="work")
    mover = Mover(sex="female", birth=date(1980, 1, 1), move=move)
    before = MARRIAGE_BIRTH_CERTIFICATE.verdict(mover, on=date(2009, 9, 30))
    after = MARRIAGE_BIRTH_CERTIFICATE.verdict(mover, on=date(2013, 6, 15))
    assert (before.outcome, after.outcome) == (in_2009, in_2013)


def test_nothing_known_of_the_move() -> None:
    """Without a move nothing of it is known."""
    mover = Mover(sex="female", birth=date(1980, 1, 1))
    for on in (date(2009, 9, 30), date(2013, 6, 15)):
        assert MARRIAGE_BIRTH_CERTIFICATE.verdict(mover, on=on).outcome is UNKNOWN


def test_every_scheme_is_filed() -> None:
    """Four schemes, all about movers."""
    assert len({scheme.code for scheme in SCHEMES}) == 4
    assert all(scheme.subject is MOVER for scheme in SCHEMES)


NATIONAL_DAY = {
    "holidays": [date(2013, 10, day) for day in range(1, 8)],
    "worked": [date(2013, 9, 29), date(2013, 10, 12)],
}
"""The autumn holiday of 2013, and the Sunday and Saturday worked for it."""
PERIODS = [
    # deadline, start, last day, days that are no ordinary ones, citation
    ("submit", "2013-06-01", "2013-07-01", {}, "art. 8: 30 days"),
    ("submit", "2009-10-01", "2009-10-31", {}, "art. 8: from the first day in force"),
    ("submit", "2021-09-08", "2021-10-08", {}, "art. 8: to the last day in force"),
    ("query", "2013-06-03", "2013-06-12", {}, "art. 16 ¶2: Monday + 7 working days"),
    ("query", "2013-06-07", "2013-06-18", {}, "art. 16 ¶2: Friday + 7"),
    ("query", "2013-06-08", "2013-06-18", {}, "art. 16 ¶2: Saturday + 7"),
    ("query", "2013-09-27", "2013-10-08", {}, "art. 16 ¶2: as if there were no holiday"),
    ("query", "2013-09-27", "2013-10-12", NATIONAL_DAY, "art. 16 ¶2: with the holiday"),
    ("answer", "2013-06-03", "2013-06-24", {}, "art. 16 ¶2: three weeks"),
    ("report", "2013-06-03", "2013-06-24", {}, "art. 16 ¶3: three weeks"),
    ("complete", "2013-06-15", "2013-09-15", {}, "art. 23: 3 months"),
    ("complete", "2013-11-30", "2014-02-28", {}, "art. 23: the month is shorter"),
    ("complete", "2013-10-31", "2014-01-31", {}, "art. 23: over the year"),
    ("complete", "2011-11-30", "2012-02-29", {}, "art. 23: leap year"),
]


@pytest.mark.parametrize(("key", "start", "last", "special", "citation"), PERIODS)
def test_deadlines(
    key: str, start: str, last: str, special: dict[str, list[date]], citation: str
) -> None:
    """Each period, over weekends, holidays, worked weekends and shorter months."""
    found = deadline_day(key, date.fromisoformat(start), **special)
    assert found == date.fromisoformat(last), citation


@pytest.mark.parametrize("entry", deadlines(), ids=lambda entry: entry.key)
@pytest.mark.parametrize("day", ["2009-09-30", "2021-09-09"])
def test_deadlines_outside_the_regulation(entry: Deadline, day: str) -> None:
    """Before the regulation and after its repeal there is no deadline; the act is named."""
    with pytest.raises(OutsideWindowError, match="State Council decision of 2021-09-09"):
        deadline_day(entry.key, date.fromisoformat(day))


@given(st.dates(date(2009, 10, 1), date(2021, 9, 8)), st.sets(st.integers(0, 60)))
def test_working_days_by_counting(start: date, off: set[int]) -> None:
    """Between the start and the last day lie as many working days as the period has."""
    holidays = [start + timedelta(days=passed) for passed in off]
    last = deadline_day("answer", start, holidays=holidays)
    days = [start + timedelta(days=passed) for passed in range(1, (last - start).days + 1)]
    assert sum(day.weekday() < 5 and day not in holidays for day in days) == 15
    assert days[-1].weekday() < 5


def test_deadline_errors() -> None:
    """Unknown deadlines and what is not a date are refused."""
    with pytest.raises(DefinitionError, match="is none of submit, query"):
        deadline("sumbit")
    with pytest.raises(InvalidInputError):
        deadline_day("query", datetime(2013, 6, 3))  # noqa: DTZ001 - that is what is refused
    with pytest.raises(InvalidInputError):
        deadline_day("query", date(2013, 6, 3), holidays=["2013-06-10"])  # type: ignore[list-item]
