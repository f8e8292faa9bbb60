"""A synthetic county: what is counted is what happened, at any level, in any parts."""

from __future__ import annotations

import json
from datetime import date
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from famplan import find
from famplan.catalogue import function_of
from famplan.errors import DefinitionError, InvalidInputError, UnknownIndicatorError
from famplan.model import MinimumStay, Period
from famplan.tabulate import register
from famplan.tabulate.register.estimates import WAYS
from famplan.tabulate.register.totals import Totals

if TYPE_CHECKING:
    from famplan.tabulate import RegisterTally
    from famplan.tabulate.counts import Counts

YEAR = Period.calendar_year(2013)
HALF = Period.parse("2013H1")


@pytest.fixture(scope="module")
def by_village(county: Any) -> RegisterTally:
    """The county by village, in a half-year."""
    return register(
        county, period=HALF, by="village", minimum_stay=MinimumStay(months=6), uptake_days=180
    )


def cells(counts: Counts) -> dict[tuple[object, ...], dict[str, list[float]]]:
    """Sums by cell, whatever the order of cells; those of nothing left out."""
    keys = zip(*(key.tolist() for key in counts.keys), strict=True)
    return {
        key: {name: sums[row].tolist() for name, sums in counts.sums.items()}
        for row, key in enumerate(keys)
        if any(sums[row].any() for sums in counts.sums.values())
    }


@pytest.mark.parametrize("level", ["township", "county", None])
def test_every_count_rolls_up(level: str | None, by_village: RegisterTally, county: Any) -> None:
    """To what counting at the upper level gives, cell by cell."""
    rolled = by_village.roll_up(level)
    direct = register(
        county, period=HALF, by=level, minimum_stay=MinimumStay(months=6), uptake_days=180
    )
    assert rolled.level == direct.level
    assert rolled.areas == direct.areas
    for name, counts in direct.counts.items():
        assert cells(rolled.counts[name]) == cells(counts), name


def test_parts_add_up_to_the_whole(by_village: RegisterTally) -> None:
    """A tally taken apart by township is put together again."""
    townships = by_village.roll_up("township").areas
    parts = [by_village.by(area) for area in townships if area and area.count("/") == 2]
    # What is recorded for the county itself is in none of its townships.
    both = reduce(add, parts)
    for name in ("births", "deaths", "procedures", "certificates", "women"):
        assert cells(both.counts[name]) == cells(by_village.counts[name]), name


def test_counting_in_blocks_changes_nothing(
    by_village: RegisterTally, county: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small the blocks are."""
    from famplan.tabulate.register import cells as cells_module
    from famplan.tabulate.register import population

    monkeypatch.setattr(population, "BLOCK", 97)
    monkeypatch.setattr(cells_module, "BATCH_ROWS", 31)
    again = register(
        county, period=HALF, by="village", minimum_stay=MinimumStay(months=6), uptake_days=180
    )
    for name, counts in by_village.counts.items():
        assert cells(again.counts[name]) == cells(counts), name


def test_counts_are_those_of_the_truth() -> None:
    """Births by sex, deaths, population and use, as the generator made them."""
    from famplan.datasets.register import synthetic_register
    from famplan.readers.register import register as read

    made = synthetic_register(12_000, seed=3, areas=5)
    tally = register(read(made.frames()), period=YEAR)
    totals, truth = Totals(tally), made.truth.happened
    year = truth["bounds"].index("2013-01-01")
    assert totals.births(sex=("female",)).sum() == truth["births_female"][year]
    assert totals.births(sex=("male",)).sum() == truth["births_male"][year]
    assert totals.deaths().sum() == truth["deaths"][year]
    # The truth looks at the last day, the tally at the end of it.
    closing = totals.people("closing").sum()
    assert closing == pytest.approx(truth["population"][year], abs=5)
    assert totals.married_women("closing").sum() == pytest.approx(
        truth["married_women"][year], abs=12
    )
    (use,) = tally.estimate("CPR").where(definition="closing").column("value")
    assert use == pytest.approx(truth["CPR"][year], abs=0.003)


def test_every_indicator_has_figures(county: Any) -> None:
    """A county of all tables gives each, with its base and its scope; shares lie in 0 to 1."""
    tally = register(county, period=HALF, uptake_days=180)
    table = tally.estimate(hide_below=0)
    # Checks before pregnancy are a year's, so that chance leaves no part above its whole.
    table_of_year = register(county, period=YEAR, uptake_days=180).estimate(hide_below=0)
    assert set(table_of_year.column("indicator")) == set(WAYS)
    for record in table:
        kind = find(record["indicator"]).kind
        if kind == "proportion" and not np.isnan(record["value"]):
            assert 0 <= record["value"] <= 1
            if not np.isnan(record["low"]):
                assert record["low"] <= record["value"] <= record["high"]
        assert record["scope"] == "resident"
        assert record["period"] == "2013H1"
        assert record["n"] >= 0
    json.loads(table.to_json())


def test_every_way_leads_to_an_indicator() -> None:
    """Codes are those of the catalogue, and its functions compute them."""
    for code in WAYS:
        assert find(code).code == code
        assert callable(function_of(code))


def test_a_period_rate_and_an_annual_rate_are_both_labelled(county: Any) -> None:
    """A half-year's rate is about half of the annual one; a year has one rate only."""
    half = register(county, period=HALF).estimate("CBR", "RNI")
    assert half.where(indicator="CBR").column("basis") == ["period", "annual"]
    period, annual = half.where(indicator="CBR").column("value")
    assert annual == pytest.approx(period / HALF.years)
    assert register(county, period=YEAR).estimate("CBR").column("definition") == ["period"]


def test_small_cells_are_hidden_unless_told_otherwise(county: Any) -> None:
    """And so are figures from which a small count could be worked out."""
    tally = register(county, period=HALF, by="township")
    shown = tally.estimate("PCR", "SRB", hide_below=0)
    hidden = tally.estimate("PCR", "SRB")
    for plain, record in zip(shown, hidden, strict=True):
        cases = [plain["numerator"], plain["denominator"]]
        if record["indicator"] == "PCR":
            cases.append(plain["denominator"] - plain["numerator"])
        small = any(0 < count < 10 for count in cases) or 0 < plain["n"] < 10
        assert (record["mark"] == "hidden") == small
        assert np.isnan(record["value"]) == (small or np.isnan(plain["value"]))
        assert np.isnan(record["n"]) == small
    assert "* hidden: fewer than 10 cases" in hidden.notes


def test_what_cannot_be_asked_says_so(county: Any) -> None:
    """Errors name what is allowed."""
    tally = register(county, period=YEAR, by="township")
    with pytest.raises(UnknownIndicatorError):
        tally.estimate("CRB")
    with pytest.raises(DefinitionError, match="indicator: 'WHIPPLE' is none of"):
        tally.estimate("WHIPPLE")
    with pytest.raises(DefinitionError, match="events: 'told' is n"):
        tally.estimate("CBR", events="told")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="level: village is below township"):
        tally.roll_up("village")
    with pytest.raises(DefinitionError, match="by: 'parish' is none of"):
        register(county, period=YEAR, by="parish")
    with pytest.raises(DefinitionError, match="area: no area is called 'Atlantis'"):
        register(county, period=YEAR, at="Atlantis")
    with pytest.raises(InvalidInputError, match="uptake_days: 0 is below 1"):
        register(county, period=YEAR, uptake_days=0)
    with pytest.raises(DefinitionError, match="period: 2013 and 2013H1 do not add up"):
        tally + register(county, period=HALF, by="township")


def test_only_the_area_asked_for_is_counted(county: Any) -> None:
    """By its name; a tally cut down to it is the same."""
    whole = register(county, period=YEAR, by="village")
    alone = register(county, period=YEAR, by="village", at="Township 2")
    cut = whole.by("Township 2")
    assert alone.home == cut.home
    assert alone.areas == cut.areas
    for name in ("population", "births", "women"):
        assert cells(alone.counts[name]) == cells(cut.counts[name])
    assert repr(cut).startswith("<RegisterTally 2013, ")
    assert "whole register" in repr(register(county, period=YEAR))


def test_late_marriage_ends_with_the_law(county: Any) -> None:
    """After 2015 no age makes a marriage late, and the table says why there is no figure."""
    period = Period(date(2016, 1, 1), date(2017, 1, 1))
    table = register(county, period=period).estimate("LATE_MARRIAGE_WOMEN", "LATE_FIRST_BIRTH")
    assert len(table) == 0
    assert any(note.startswith("LATE_MARRIAGE_WOMEN") for note in table.notes)


def test_marriages_before_there_was_a_legal_age(county: Any) -> None:
    """No law, no share below or above its ages: the figure is missing, with the reason."""
    tally = register(county, period=Period.calendar_year(1949))
    table = tally.estimate("EARLY_MARRIAGE", "LATE_MARRIAGE_WOMEN")
    assert len(table) == 0
    assert "not in force on 1949-01-01" in " ".join(table.notes)


def test_reported_births_are_another_count(county: Any) -> None:
    """Those told of in the half-year are not those born in it."""
    tally = register(county, period=HALF)
    counts = {
        how: tally.estimate("CBR", events=how).column("numerator")[0]
        for how in ("occurred", "reported")
    }
    assert counts["occurred"] != counts["reported"]


def test_an_age_that_the_law_changed_within_the_period_gives_no_figure(county: Any) -> None:
    """The statistical year of 2016 begins with late marriage and ends without it."""
    table = register(county, period=Period.parse("SY2016")).estimate(
        "LATE_MARRIAGE_WOMEN", "LATE_FIRST_BIRTH"
    )
    assert len(table) == 0
    tally = register(county, period=Period(date(1980, 10, 1), date(1981, 10, 1)))
    assert any("count its parts apart" in note for note in tally.estimate("EARLY_MARRIAGE").notes)


def test_births_without_a_place_in_a_rate_are_said(make: Any, tree: Any) -> None:
    """Of whom the mother's age or the order is unknown: in the note of rates by them alone."""
    births = {"occurred": [date(2013, 5, 1)] * 12, "area": [4] * 12, "order": [None] * 11 + [1]}
    tally = register(make(areas=tree, births=births), period=YEAR)
    notes = "; ".join(tally.estimate("TFR", "CBR_FIRST").notes)
    assert "12 births whose mother's age is not known are in no rate by age" in notes
    assert "11 births whose order is not known are in no rate by order" in notes
    hidden = "; ".join(tally.estimate("TFR", hide_below=50).notes)
    assert "fewer than 50 births whose mother's age" in hidden
    assert "births whose" not in "; ".join(tally.estimate("CBR").notes)
