"""Periods: half-open, they join without gap, their length is exact and their labels read back."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, OutsideWindowError
from famplan.model import Period

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
years = st.integers(1998, 2100)
periods = st.tuples(days, st.integers(1, 5000)).map(
    lambda pair: Period(pair[0], pair[0] + timedelta(days=pair[1]))
)
named = st.one_of(
    years.map(Period.calendar_year),
    years.map(Period.statistical_year),
    st.builds(Period.half_year, years, st.integers(1, 2)),
    st.builds(Period.statistical_half, years, st.integers(1, 2)),
    st.builds(Period.quarter, years, st.integers(1, 4)),
    st.builds(Period.statistical_quarter, years, st.integers(1, 4)),
    st.builds(Period.month, years, st.integers(1, 12)),
)


@pytest.mark.parametrize(
    ("label", "start", "stop"),
    [
        ("2013", "2013-01-01", "2014-01-01"),
        ("2013H1", "2013-01-01", "2013-07-01"),
        ("2013h2", "2013-07-01", "2014-01-01"),
        ("2013Q2", "2013-04-01", "2013-07-01"),
        ("2013-06", "2013-06-01", "2013-07-01"),
        ("2013-12", "2013-12-01", "2014-01-01"),
        ("SY2009", "2008-10-01", "2009-10-01"),
        ("SY2009H1", "2008-10-01", "2009-04-01"),
        ("SY2009H2", "2009-04-01", "2009-10-01"),
        ("sy2009q1", "2008-10-01", "2009-01-01"),
        ("SY2009Q2", "2009-01-01", "2009-04-01"),
        ("SY2009Q4", "2009-07-01", "2009-10-01"),
        ("SY1998", "1997-10-01", "1998-10-01"),
        (" 2013-01-01 / 2013-07-01 ", "2013-01-01", "2013-07-01"),
    ],
)
def test_labels_name_these_days(label: str, start: str, stop: str) -> None:
    """The first day and the first day after, as the statistical instructions have them."""
    period = Period.parse(label)
    assert (period.start.isoformat(), period.stop.isoformat()) == (start, stop)


@given(st.one_of(named, periods))
def test_a_label_reads_back(period: Period) -> None:
    """Parsing a period's label gives the period, and its `repr` is the call that does."""
    assert Period.parse(str(period)) == period
    assert eval(repr(period), {"Period": Period}) == period  # noqa: S307 - our own text


@given(years)
def test_parts_tile_the_year(year: int) -> None:
    """Halves, quarters and months join without gap or overlap and fill their year."""
    for whole, parts in (
        (Period.calendar_year(year), [Period.half_year(year, n) for n in (1, 2)]),
        (Period.calendar_year(year), [Period.quarter(year, n) for n in range(1, 5)]),
        (Period.calendar_year(year), [Period.month(year, n) for n in range(1, 13)]),
        (Period.statistical_year(year), [Period.statistical_half(year, n) for n in (1, 2)]),
        (Period.statistical_year(year), [Period.statistical_quarter(year, n) for n in range(1, 5)]),
    ):
        assert (parts[0].start, parts[-1].stop) == (whole.start, whole.stop)
        assert all(left.stop == right.start for left, right in pairwise(parts))
        assert sum(part.days for part in parts) == whole.days
        assert sum(part.years for part in parts) == pytest.approx(whole.years, rel=1e-12)


@given(years)
def test_a_calendar_year_is_one_year(year: int) -> None:
    """Leap or not, and a statistical year is within a thousandth of one."""
    assert Period.calendar_year(year).years == 1.0
    assert Period.statistical_year(year).years == pytest.approx(1, abs=1e-3)


@given(days, st.integers(1, 4000), st.integers(1, 4000))
def test_lengths_add_up(start: date, first: int, second: int) -> None:
    """Cutting a period loses neither days nor years."""
    middle, stop = start + timedelta(days=first), start + timedelta(days=first + second)
    whole, left, right = Period(start, stop), Period(start, middle), Period(middle, stop)
    assert left.days + right.days == whole.days == first + second
    assert left.years + right.years == pytest.approx(whole.years, rel=1e-12)


@given(periods, days)
def test_a_day_is_in_the_period_from_start_up_to_stop(period: Period, day: date) -> None:
    """`in` and `contains` agree; the first day is in, the first day after is not."""
    assert (day in period) is period.contains(day) is (period.start <= day < period.stop)
    assert period.start in period
    assert period.stop not in period


@given(periods, periods)
def test_overlap_is_mutual(first: Period, second: Period) -> None:
    """Two periods overlap exactly if the later start lies in both."""
    later = max(first.start, second.start)
    assert first.overlaps(second) is second.overlaps(first) is (later in first and later in second)


@given(periods, days, days)
def test_the_elapsed_share_only_grows(period: Period, one: date, other: date) -> None:
    """From 0 before the period to 1 at the end of its last day."""
    early, late = sorted((one, other))
    assert 0 <= period.fraction_elapsed(early) <= period.fraction_elapsed(late) <= 1
    assert period.fraction_elapsed(period.start - timedelta(days=1)) == 0
    assert period.fraction_elapsed(period.stop - timedelta(days=1)) == 1


@given(st.lists(periods, min_size=2, max_size=6))
def test_periods_sort_by_start(unsorted: list[Period]) -> None:
    """Then by stop."""
    ordered = sorted(unsorted)
    assert ordered == sorted(unsorted, key=lambda period: (period.start, period.stop))


def test_a_name_does_not_make_another_period() -> None:
    """January to March is the first quarter of one year and the second of the other."""
    calendar, statistical = Period.quarter(2009, 1), Period.statistical_quarter(2009, 2)
    assert calendar == statistical
    assert hash(calendar) == hash(statistical)
    assert (calendar.label, statistical.label) == ("2009Q1", "SY2009Q2")
    assert pickle.loads(pickle.dumps(statistical)).label == "SY2009Q2"  # noqa: S301 - our own


@pytest.mark.parametrize(
    "text",
    ["", "13", "2013H", "2013Q12", "2013-6", "20135", "SY2009-06", "SY", "2013H1x", "FY2013"],
)
def test_other_texts_are_no_period(text: str) -> None:
    """The message shows every form that is read."""
    with pytest.raises(InvalidInputError, match=r"is not a period; write 2013, 2013H1, .*SY2009Q1"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2013-01-01/", "2013-02-30/2013-03-01", "a/b/c"])
def test_a_range_is_two_dates(text: str) -> None:
    """A date that does not exist is no date."""
    with pytest.raises(InvalidInputError, match="is not two dates; write 2013-01-01/2013-07-01"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ("2013H3", "half: 3 is none of 1 to 2"),
        ("SY2013Q0", "quarter: 0 is none of 1 to 4"),
        ("2013-13", "month: 13 is none of 1 to 12"),
        ("0013", "year: 13 is none of 1000 to 9998"),
    ],
)
def test_parts_that_do_not_exist_are_named(label: str, message: str) -> None:
    """The message says what there is."""
    with pytest.raises(InvalidInputError, match=message):
        Period.parse(label)


@pytest.mark.parametrize("year", ["2013", 2013.0, None])
def test_a_year_is_a_whole_number(year: object) -> None:
    """A text is not taken for a year, nor a number for a quarter that only looks whole."""
    with pytest.raises(InvalidInputError, match=r"year: .* is none of 1000 to 9998"):
        Period.calendar_year(year)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match=r"quarter: 1\.0 is none of 1 to 4"):
        Period.quarter(2013, 1.0)  # type: ignore[arg-type]


def test_both_ends_must_be_known() -> None:
    """An open stretch of time is no period."""
    day = date(2013, 1, 1)
    with pytest.raises(InvalidInputError, match="start: no date; it must be known"):
        Period(None, day)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="stop: no date; it must be known"):
        Period(day, None)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["budget year", "2012"])
def test_a_name_of_ones_own_is_kept_but_not_read(name: str) -> None:
    """The text shows it; the `repr` is still a call that gives these days."""
    period = Period(date(2013, 4, 1), date(2014, 4, 1), name=name)
    assert str(period) == name
    assert repr(period) == "Period.parse('2013-04-01/2014-04-01')"


def test_a_period_overlaps_periods() -> None:
    """A label is to be parsed first."""
    with pytest.raises(InvalidInputError, match="other: str is not a Period"):
        Period.calendar_year(2013).overlaps("2013")  # type: ignore[arg-type]


@pytest.mark.parametrize("label", ["SY1997", "SY1990H1", "SY1990Q4"])
def test_the_october_year_begins_in_1998(label: str) -> None:
    """Earlier years are calendar years, and the message says so."""
    with pytest.raises(OutsideWindowError, match=r"before 1998.*; use Period.calendar_year\(19"):
        Period.parse(label)


def test_a_period_has_a_day() -> None:
    """An empty or backward period is refused."""
    with pytest.raises(InvalidInputError, match="stop: 2013-01-01 is not after start 2013-01-01"):
        Period(date(2013, 1, 1), date(2013, 1, 1))


def test_a_datetime_is_no_date() -> None:
    """Neither as a bound nor as a day that is asked about."""
    noon = datetime(2013, 1, 1, 12)  # noqa: DTZ001 - a datetime without zone is the usual slip
    with pytest.raises(InvalidInputError, match="start: a datetime is not a date"):
        Period(noon, date(2014, 1, 1))
    with pytest.raises(InvalidInputError, match="day: a datetime is not a date"):
        Period.calendar_year(2013).contains(noon)
    with pytest.raises(InvalidInputError, match="on: a datetime is not a date"):
        Period.calendar_year(2013).fraction_elapsed(noon)
