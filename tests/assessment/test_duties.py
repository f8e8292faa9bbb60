"""The cycle of the year: windows, last days, and what was kept."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan import Period
from famplan.assessment import Duty, Kept, due_dates, due_states, duties
from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError, InvalidInputError

YEAR = Period.statistical_year(2009)
SOURCE = Source("made up")


def test_a_statistical_year() -> None:
    """Twelve self-checks, four spot checks, two inspections and the report of 30 September."""
    listed = due_dates(YEAR, year="statistical")
    assert Counter(due.duty.code for due in listed) == {
        "self-check": 12,
        "spot-check": 4,
        "inspection": 2,
        "report": 1,
    }
    inspections = [due.due for due in listed if due.duty.code == "inspection"]
    assert inspections == [date(2009, 3, 31), date(2009, 9, 30)]
    assert listed[-1].duty.code == "report"
    assert listed[-1].window == YEAR
    assert [due.due for due in listed] == sorted(due.due for due in listed)


def test_half_years_of_the_calendar() -> None:
    """They end in June and December; the report stays at 30 September."""
    listed = due_dates(Period.calendar_year(2008), year="calendar")
    assert [due.due for due in listed if due.duty.every in {"half-year", "year"}] == [
        date(2008, 6, 30),
        date(2008, 9, 30),
        date(2008, 12, 31),
    ]
    assert date(2008, 2, 29) in {due.due for due in listed}


@given(st.dates(date(2000, 1, 1), date(2020, 1, 1)), st.integers(1, 800), st.integers(1, 800))
def test_two_periods_have_the_duties_of_both(start: date, one: int, other: int) -> None:
    """No window is lost or listed twice where periods join."""
    middle = start + timedelta(days=one)
    stop = middle + timedelta(days=other)
    parts = [
        *due_dates(Period(start, middle), year="statistical"),
        *due_dates(Period(middle, stop), year="statistical"),
    ]
    assert parts == list(due_dates(Period(start, stop), year="statistical"))


def test_what_was_kept() -> None:
    """In its window, late, not yet due, and not known."""
    listed = due_dates(YEAR, year="statistical")
    done = {
        "self-check": [date(2008, 10, 1), date(2008, 11, 30), date(2009, 1, 2)],
        "inspection": [date(2009, 4, 1)],
    }
    states = due_states(listed, done=done, on=date(2009, 3, 31))
    found = {(state.due.duty.code, state.due.due): state.kept for state in states}
    assert found["self-check", date(2008, 10, 31)] is Kept.DONE
    assert found["self-check", date(2008, 11, 30)] is Kept.DONE
    assert found["self-check", date(2008, 12, 31)] is Kept.MISSED
    assert found["self-check", date(2009, 4, 30)] is Kept.NOT_DUE
    assert found["inspection", date(2009, 3, 31)] is Kept.MISSED
    assert found["inspection", date(2009, 9, 30)] is Kept.NOT_DUE
    assert found["spot-check", date(2008, 12, 31)] is Kept.UNKNOWN
    assert found["report", date(2009, 9, 30)] is Kept.NOT_DUE
    assert [kept.name_zh for kept in Kept] == ["已完成", "逾期", "未到期", "不详"]


def test_what_is_done_later_than_looked_at_is_not_done_yet() -> None:
    """A day in the future does not count."""
    listed = due_dates(Period.month(2009, 1), year="calendar")
    (state,) = due_states(listed, done={"self-check": [date(2009, 1, 20)]}, on=date(2009, 1, 10))
    assert state.kept is Kept.NOT_DUE


def test_own_duties() -> None:
    """A duty of the caller's, with a day of the year."""
    ours = Duty(code="plan", name="Plan", every="year", by="02-28", source=SOURCE)
    (due,) = due_dates(Period.calendar_year(2008), year="calendar", chosen=[ours])
    assert (str(due), due.window.days) == ("2008-02-28: Plan", 365)
    assert all(duty.source.grade == "C" and duty.name_zh for duty in duties())


def test_errors() -> None:
    """Windows and days that are none, and days of what is not listed."""
    with pytest.raises(DefinitionError, match="every"):
        Duty(code="x", name="X", every="week", source=SOURCE)
    with pytest.raises(DefinitionError, match="'30-09' is no day"):
        Duty(code="x", name="X", every="year", by="30-09", source=SOURCE)
    with pytest.raises(DefinitionError, match="only a yearly duty"):
        Duty(code="x", name="X", every="month", by="09-30", source=SOURCE)
    with pytest.raises(DefinitionError, match="year"):
        due_dates(YEAR, year="lunar")
    with pytest.raises(InvalidInputError, match="audit is not listed"):
        due_states(due_dates(YEAR, year="calendar"), done={"audit": []}, on=date(2009, 1, 1))
