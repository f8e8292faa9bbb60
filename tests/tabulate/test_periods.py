"""Births and exposure in several periods at once."""

from __future__ import annotations

import math
import pickle
from collections import Counter

import pytest

from famplan.datasets.survey import synthetic_survey
from famplan.errors import DefinitionError, InvalidInputError
from famplan.model.age import AgeGroups
from famplan.tabulate import birth_history
from famplan.tabulate.periods import calendar_history, retrospective_history

SURVEY = synthetic_survey(800, seed=11)
SINGLE = AgeGroups.regular(15, 50, width=1)


def test_each_period_is_a_tally_of_its_own() -> None:
    """Three periods in one pass are three birth histories, estimates and errors alike."""
    table = retrospective_history(SURVEY.columns, periods=3).estimate("ASFR")
    for period in (0, 5, 10):
        alone = birth_history(SURVEY.columns, window=60, before=12 * period).estimate("ASFR")
        for record in table.where(period=period):
            single = alone.where(age=record["age"]).to_dicts()[0]
            for name in ("value", "se", "denominator"):
                assert record[name] == pytest.approx(single[name], rel=1e-12, nan_ok=True)


def test_periods_have_labels_and_truncation() -> None:
    """Women who were 45–49 are too old to be asked; those of 40–44 five to nine years ago too."""
    table = retrospective_history(SURVEY.columns, periods=2).estimate()
    assert table.label("period", 5) == "5–9"
    marked = {(r["period"], r["age"]): r.get("truncated") for r in table}
    assert marked[0, "45–49"] is True
    assert marked[0, "40–44"] is False
    assert marked[5, "40–44"] is True
    assert marked[5, "35–39"] is False
    assert (5, "45–49") not in marked


def test_a_total_over_ages_nobody_lived_in_is_unknown() -> None:
    """Fifteen years ago nobody interviewed now was 45: there is no total fertility rate."""
    table = retrospective_history(SURVEY.columns, periods=4).estimate("TFR")
    assert math.isnan(table.where(period=15).column("value")[0])
    assert not math.isnan(table.where(period=0).column("value")[0])


def test_calendar_cells_are_those_counted_by_hand() -> None:
    """Each month of each woman is in one cell of year, cohort and single age."""
    exposed: Counter[tuple[int, int, int]] = Counter()
    columns = SURVEY.columns
    for born, interview, weight in zip(
        columns["v011"], columns["v008"], columns["v005"], strict=True
    ):
        for month in range((2012 - 1900) * 12 + 1, min(int(interview), (2016 - 1900) * 12 + 1)):
            age = (month - int(born)) // 12
            if 15 <= age < 50:
                cell = (1900 + (month - 1) // 12, 1900 + (int(born) - 1) // 12, age)
                exposed[cell] += int(weight)
    tally = calendar_history(columns, start=2012, stop=2016, ages=SINGLE, cohort_years=1)
    counts = tally.counts.by(("period", "cohort"))
    found = {
        (period, cohort, 15 + place): months
        for period, cohort, row in zip(*counts.keys, counts.sums["months"], strict=True)
        for place, months in enumerate(row)
        if months
    }
    assert found == dict(exposed)


def test_years_add_up_to_periods() -> None:
    """Calendar years make the periods that hold them."""
    years = calendar_history(SURVEY.columns, start=2005, stop=2015).counts.sums
    decade = calendar_history(SURVEY.columns, start=2005, stop=2015, years=10).counts.sums
    for name in ("births", "months"):
        assert years[name].sum(axis=0) == pytest.approx(decade[name].sum(axis=0))


def test_groups_and_pickling() -> None:
    """Groups stand beside the period; the kernel can be sent to an engine."""
    tally = retrospective_history(SURVEY.columns, by="v025", periods=2)
    assert {(r["period"], r["v025"]) for r in tally.estimate("TFR")} == {
        (period, residence) for period in (0, 5) for residence in (1, 2)
    }
    assert pickle.loads(pickle.dumps(tally.kernel)) == tally.kernel  # noqa: S301 - its own


def test_what_cannot_be_is_refused() -> None:
    """Periods have a length, years divide, own names are not groups."""
    with pytest.raises(InvalidInputError, match="periods: 0 is below 1"):
        retrospective_history(SURVEY.columns, periods=0)
    with pytest.raises(InvalidInputError, match="does not divide"):
        calendar_history(SURVEY.columns, start=2000, stop=2015, years=4)
    with pytest.raises(DefinitionError, match="own names"):
        calendar_history(SURVEY.columns, start=2000, stop=2015, by="cohort")


def test_totals_say_which_ages_are_incomplete() -> None:
    """Women of 15–44 ten years ago are up to 54 now: a field for machines, a note for people."""
    table = retrospective_history(SURVEY.columns, periods=3).estimate("GFR")
    assert [(r["period"], r["truncated"]) for r in table] == [(0, False), (5, True), (10, True)]
    assert table.notes == (
        "5–9: ages 40–44 are incomplete: women who are over 49 now were not asked",
        "10–14: ages 35–44 are incomplete: women who are over 49 now were not asked",
    )
    assert repr(table).endswith("not asked")
    both = retrospective_history(SURVEY.columns, periods=2).estimate("ABR", "TFR")
    assert [r["truncated"] for r in both] == [False, False, True, True]
    assert both.notes[0].startswith("5–9: ages 40–49")


def test_a_window_of_long_ago_says_so_too() -> None:
    """More than five years back; a calendar year says nothing, as interviews have many days."""
    far = birth_history(SURVEY.columns, window=60, before=60)
    (note,) = far.estimate("GFR").notes
    assert note.startswith("ages 40–44 are incomplete")
    assert far.estimate("ABR").notes == ()
    assert birth_history(SURVEY.columns, window=60).estimate("TFR").notes == ()
    assert calendar_history(SURVEY.columns, start=2000, stop=2001).estimate("GFR").notes == ()


def test_an_unknown_rate_has_no_design_factor() -> None:
    """Nothing is known of what nobody could tell."""
    record = retrospective_history(SURVEY.columns).estimate("TFR").where(period=15).to_dicts()[0]
    assert math.isnan(record["value"])
    assert math.isnan(record["deft"])
