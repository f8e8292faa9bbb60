"""Years of a unit, and what they leave open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.assessment import (
    Conversion,
    History,
    OnCourse,
    Sanction,
    Spell,
    YearRecord,
    conversion_stages,
    history_of_spells,
)
from famplan.assessment.statuses import status_name
from famplan.errors import DefinitionError

flags = st.dictionaries(st.integers(2000, 2008), st.sampled_from([True, False, None]), max_size=9)


def listed(years: dict[int, bool | None]) -> History:
    """A history of one status."""
    return History([YearRecord(year, statuses={"s": flag}) for year, flag in years.items()])


@given(flags, st.integers(1, 4))
def test_a_run_and_the_verdict_on_years_agree(years: dict[int, bool | None], asked: int) -> None:
    """Fewest and most years in a row decide what is certain."""
    history = listed(years)
    sure, most = history.run_of("s", last=2008)
    verdict = history.had_status("s", last=2008, years=asked)
    assert (verdict is True) == (sure >= asked)
    if most is not None:
        assert sure <= most
        assert (verdict is False) == (most < asked)


@given(flags)
def test_order_of_years_does_not_matter(years: dict[int, bool | None]) -> None:
    """They are put in order."""
    assert listed(years) == listed(dict(reversed(years.items())))


@given(st.integers(0, 5))
def test_a_run_given_as_a_number_is_that_run(run: int) -> None:
    """With the year before it known to be without."""
    history = History.of_runs({"s": run, "other": 1}, year=2008)
    assert history.run_of("s", last=2008) == (run, run)
    assert history.run_of("other", last=2008) == (1, 1)


def test_sanctions_of_years() -> None:
    """A worse one counts as well; none is known to be none."""
    past = History(
        [
            YearRecord(2005, sanction="none"),
            YearRecord(2006, sanction="veto"),
            YearRecord(2007, sanction="yellow card"),
            YearRecord(2008),
        ]
    )
    assert past.had_sanction(Sanction.YELLOW_CARD, last=2007, years=2) is True
    assert past.had_sanction(Sanction.VETO, last=2007, years=2) is False
    assert past.had_sanction(Sanction.NOTICE, last=2007, years=3) is False
    assert past.had_sanction(Sanction.NOTICE, last=2008, years=2) is None
    assert past.times(Sanction.YELLOW_CARD, before=2008) == 2
    assert (past.unknown(before=2008), past.unknown(before=2009)) == (0, 1)


def test_faults_of_a_history() -> None:
    """A year twice, and years below none."""
    with pytest.raises(DefinitionError, match="2007 comes twice"):
        History([YearRecord(2007), YearRecord(2007)])
    with pytest.raises(DefinitionError, match="-1 years is below 0"):
        History.of_runs({"s": -1}, year=2008)


SPELLS = [
    Spell("s", date(2006, 3, 1), date(2007, 1, 1)),
    Spell("s", date(2007, 1, 1), date(2008, 2, 1)),
    Spell("t", date(2007, 12, 31)),
]


@pytest.mark.parametrize(
    ("counted", "years"),
    [
        ("any day", {2005: False, 2006: True, 2007: True, 2008: True}),
        ("last day", {2005: False, 2006: True, 2007: True, 2008: False}),
        ("every day", {2005: False, 2006: False, 2007: True, 2008: False}),
    ],
)
def test_days_become_years(counted: str, years: dict[int, bool]) -> None:
    """The sources do not say what it means to be listed in a year, so the caller does."""
    past = history_of_spells(SPELLS, years=range(2005, 2009), listed=counted, statistical=False)
    assert {record.year: record.statuses["s"] for record in past.years} == years


def test_statistical_years_begin_in_october() -> None:
    """31 December 2007 lies in statistical year 2008."""
    past = history_of_spells(SPELLS, years=[2007, 2008, 2009], listed="any day", statistical=True)
    assert [record.statuses["t"] for record in past.years] == [False, True, True]


def test_spells_are_half_open() -> None:
    """The first day no longer is not in it; an open one lasts."""
    first = SPELLS[0]
    assert [first.holds(date(2006, 2, 28)), first.holds(date(2006, 3, 1))] == [False, True]
    assert [first.holds(date(2006, 12, 31)), first.holds(date(2007, 1, 1))] == [True, False]
    assert SPELLS[2].holds(date(2030, 1, 1))


def test_faults_of_spells() -> None:
    """Ends before their beginning, words that are no dates, an unknown choice."""
    with pytest.raises(DefinitionError, match="is not after since"):
        Spell("s", date(2007, 1, 1), date(2007, 1, 1))
    with pytest.raises(DefinitionError, match="since: str is not a date"):
        Spell("s", "2007-01-01")
    with pytest.raises(DefinitionError, match="until: str is not a date"):
        Spell("s", date(2007, 1, 1), "2008-01-01")
    with pytest.raises(DefinitionError, match="listed"):
        history_of_spells(SPELLS, years=[2007], listed="most days", statistical=False)


def test_names_of_statuses() -> None:
    """Known ones have names, others keep their code."""
    assert status_name("key-managed")[1] == "重管单位"
    assert status_name("ours") == ("ours", "ours")


@pytest.mark.parametrize(
    ("year", "reached", "verdict"),
    [
        (2006, 0, "on course"),
        (2007, 0, "behind"),
        (2007, 1, "on course"),
        (2008, 1, "behind"),
        (2008, 3, "on course"),
        (2009, 3, "on course"),
        (2009, None, "unknown"),
        (2015, 2, "behind"),
    ],
)
def test_three_years_of_conversion(year: int, reached: int | None, verdict: str) -> None:
    """A20: out of the laggards in a year, up to level in two, advanced in three."""
    assert Conversion(entered=2006, year=year, reached=reached).verdict == verdict


def test_stages() -> None:
    """They have a source and names."""
    assert [stage.name for stage in conversion_stages()] == [
        "No laggard any more",
        "Up to level",
        "Advanced",
    ]
    assert all(stage.source.title for stage in conversion_stages())
    assert [one.name_zh for one in OnCourse] == ["符合进度", "落后于进度", "不详"]


def test_faults_of_conversions() -> None:
    """Before it was listed, and stages that are not there."""
    with pytest.raises(DefinitionError, match="2005 is before it was listed"):
        Conversion(entered=2006, year=2005, reached=0)
    with pytest.raises(DefinitionError, match="4 is none of 0 to 3"):
        Conversion(entered=2006, year=2007, reached=4)
