"""Every indicator of a file of women by its code, as its own function gives it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from famplan.datasets.calendars import synthetic_calendars
from famplan.datasets.contraception_survey import synthetic_contraception
from famplan.datasets.family_planning import synthetic_family_planning
from famplan.datasets.survey import synthetic_survey
from famplan.errors import DefinitionError, InvalidInputError, UnknownIndicatorError
from famplan.model.age import AgeGroups
from famplan.tabulate import (
    Table,
    age_at_first_birth,
    birth_history,
    birth_intervals,
    birth_rate_10_14,
    births_by_order,
    children_ever_born,
    contraception,
    crude_birth_rate,
    discontinuation,
    fertility_risk,
    household_population,
    mean_age_at_birth,
    perinatal_mortality,
    planning_status,
    postpartum_status,
    postpartum_use,
    reasons_for_stopping,
    wanted_fertility,
)
from famplan.tabulate.contraception.catalogue import MEASURES
from famplan.tabulate.indicators import INDICATORS, Request

if TYPE_CHECKING:
    from collections.abc import Callable

WOMEN = {
    **synthetic_survey(1_500, seed=21, child_deaths=True).columns,
    "v502": np.arange(1_500) % 3,
    "v312": np.arange(1_500) % 7,
    "v405": np.arange(1_500) // 2 % 3 % 2,
    "v406": np.arange(1_500) // 3 % 2,
}
BY = ("v025",)
_RANDOM = np.random.default_rng(3)
MEMBERS = {
    "hv005": np.full(3_000, 1_000_000),
    "hv025": _RANDOM.integers(1, 3, 3_000),
    "hv103": np.ones(3_000, dtype=int),
    "hv104": _RANDOM.integers(1, 3, 3_000),
    "hv105": _RANDOM.integers(0, 80, 3_000),
}
HISTORY = birth_history(WOMEN, by=BY)
GIRLS = birth_history(WOMEN, by=BY, ages=AgeGroups((10, 11, 12, 13, 14, 15)))
PARITY = children_ever_born(WOMEN, by=BY)
INTERVALS = birth_intervals(WOMEN, by=BY)
RISKS = fertility_risk(WOMEN, by=BY)
AFTER_A_BIRTH = postpartum_status(WOMEN, by=BY)
OWN: dict[str, Table] = {
    **{code: HISTORY.estimate(code) for code in ("TFR", "GFR", "ASFR", "ABR")},
    "MAB": mean_age_at_birth(HISTORY),
    "CBR": crude_birth_rate(HISTORY, household_population(MEMBERS, by="hv025")),
    "ABR_10_14": birth_rate_10_14(GIRLS),
    "WTFR": wanted_fertility(WOMEN, by=BY).estimate(),
    "TFR_ORDER": births_by_order(WOMEN, by=BY).estimate(),
    **{code: PARITY.estimate(code) for code in ("MEAN_PARITY", "CHILDLESS")},
    "MEDIAN_AFB": age_at_first_birth(WOMEN, by=BY).estimate(),
    **{
        code: INTERVALS.estimate(code) for code in ("MEDIAN_BIRTH_INTERVAL", "BIRTH_INTERVAL_SHARE")
    },
    **{code: RISKS.estimate(code) for code in RISKS.indicators},
    **{
        f"{kind}PP_{status}": AFTER_A_BIRTH.estimate(f"{kind}PP_{status}")
        for kind in ("", "MEDIAN_", "MEAN_")
        for status in ("AMENORRHOEA", "ABSTINENCE", "INSUSCEPTIBILITY")
    },
}


USERS = synthetic_contraception(1_500, seed=21).columns
USE = contraception(USERS, by=BY)
CALENDARS = synthetic_calendars(1_500, seed=21).columns
CHAPTER = synthetic_family_planning(1_200, seed=21).columns
STOPPING = ("DISC6", "DISC12", "DISC24", "DISC36")
LIVES: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(("DISC_REASON", "DISC_SWITCH", "DISC_NET", "FAIL_NET"), discontinuation),
    "DISC_REASON_SHARE": reasons_for_stopping,
    "PPFP": postpartum_use,
    **dict.fromkeys(("PERINATAL", "STILLBIRTH", "EARLY_NEONATAL"), perinatal_mortality),
    **dict.fromkeys(("PLANNING_STATUS", "UNINTENDED_BIRTHS"), planning_status),
}


def same(left: list[Any], right: list[Any]) -> bool:
    """Equal figures, unknown ones included."""
    return np.allclose(left, right, rtol=1e-12, equal_nan=True)


def test_every_indicator_has_its_own_function_here() -> None:
    """None is left out of the comparison below."""
    assert set(OWN) | set(MEASURES) | set(STOPPING) | set(LIVES) == set(INDICATORS)


@pytest.mark.parametrize("code", USE.indicators)
def test_contraception_is_what_its_own_tally_gives(code: str) -> None:
    """Every measure that the survey has, by residence."""
    table, _ = Request(codes=(code,), by=BY).answer([USERS])
    own = USE.estimate(code)
    assert len(table) == len(own) > 0
    for name in ("value", "se", "n", "v025"):
        assert same(table.column(name), own.column(name))
    assert set(table.column("definition")) == set(own.column("definition"))


def test_a_definition_reaches_the_indicators_that_have_it() -> None:
    """Those that have none of that name stay as they are; needs are counted by it."""
    women = {**USERS, "v020": np.zeros(1_500)}
    table, _ = Request(codes=("MCPR", "UNMET", "WANT_NO_MORE"), definition="mics").answer([women])
    own = contraception(women, need="mics")
    for code, definition in (("MCPR", "mics"), ("UNMET", "mics"), ("WANT_NO_MORE", "dhs")):
        found = [record for record in table if record["indicator"] == code]
        wanted = own.estimate(code, definition=definition)
        assert same([record["value"] for record in found], wanted.column("value"))
        assert {record["definition"] for record in found} == set(wanted.column("definition"))
    both, _ = Request(codes=("GFR", "CPR"), definition="15-49").answer([WOMEN])
    assert both.column("definition") == ["15-49", "dhs"]


@pytest.mark.parametrize("definition", ["mics", "un", "fp2030", "all", "reversible"])
def test_together_is_as_alone(definition: str) -> None:
    """Only what is asked for is counted, whatever else is asked for beside it."""
    columns = ("value", "se", "n", "definition", "category", "population")
    table, _ = Request(codes=USE.indicators, definition=definition).answer([USERS])
    for code in USE.indicators:
        if definition in INDICATORS[code].definitions:
            alone, _ = Request(codes=(code,), definition=definition).answer([USERS])
            together = [record for record in table if record["indicator"] == code]
            for name in columns:
                own = [record.get(name) or "" for record in alone]
                assert [record.get(name) or "" for record in together] == own


def test_what_one_of_several_lacks_is_named() -> None:
    """The columns of that one, and not of the others."""
    women = {name: column for name, column in USERS.items() if name not in {"v605", "v613"}}
    with pytest.raises(InvalidInputError, match="UNMET needs v605, and") as caught:
        Request(codes=("MCPR", "UNMET", "TFR")).answer([women])
    assert "v613" not in str(caught.value)


def test_a_definition_that_none_has_is_named_with_those_that_there_are() -> None:
    """By indicator."""
    with pytest.raises(DefinitionError, match="'mine' is none of CPR, MII; CPR has dhs, fp2030"):
        Request(codes=("CPR", "MII"), definition="mine")
    with pytest.raises(DefinitionError, match="GFR, CPR; CPR has"):
        Request(codes=("GFR", "CPR"), definition="15-45")


@pytest.mark.parametrize("code", STOPPING)
def test_discontinuation_is_what_its_own_tally_gives(code: str) -> None:
    """A row for each method, which the table names."""
    table, _ = Request(codes=(code,)).answer([CALENDARS])
    own = discontinuation(CALENDARS, months=int(code.removeprefix("DISC"))).estimate(code)
    assert table.column("method") == own.column("method")
    assert same(table.column("value"), own.column("value"))


@pytest.mark.parametrize("code", LIVES)
def test_what_calendars_and_wishes_tell_is_what_its_own_tally_gives(code: str) -> None:
    """Reasons, switches, use after births, deaths around birth, wanted births."""
    table, _ = Request(codes=(code,), by=BY).answer([CHAPTER])
    own = LIVES[code](CHAPTER, by=BY).estimate(code)
    assert len(table) == len(own) > 0
    for name in ("value", "se", "n", "v025"):
        assert same(table.column(name), own.column(name))
    assert table.column("definition") == own.column("definition")


def test_reasons_are_of_the_months_that_are_asked_for() -> None:
    """Twelve unless a rate says otherwise."""
    for codes, months in ((("DISC_REASON",), {12}), (("DISC24", "DISC_REASON"), {24})):
        assert set(Request(codes=codes).answer([CHAPTER])[0].column("months")) == months


def test_what_a_survey_calls_things_is_said_once() -> None:
    """Its phase, methods and letters reach what has such codes; the others do not mind."""
    options = {"phase": "dhs6", "methods": "BOIR51", "letters": "EGIR51"}
    women = {**CHAPTER, "v312": np.where(CHAPTER["v312"] == 1, 17, CHAPTER["v312"])}
    codes = ("TFR", "METHOD_MIX", "DISC12", "PP_AMENORRHOEA")
    table, _ = Request(codes=codes, options=options).answer([women])
    alone = contraception(women, layout="dhs6", methods="BOIR51").estimate("METHOD_MIX")
    found = [record for record in table if record["indicator"] == "METHOD_MIX"]
    assert same([record["value"] for record in found], alone.column("value"))
    shares = {record["category"]: record["value"] for record in found}
    assert shares["standard days method"] > 0
    after = [record for record in table if record["indicator"] == "PP_AMENORRHOEA"]
    assert all(record["definition"].startswith("dhs6") for record in after)
    for option in options:
        with pytest.raises(DefinitionError, match=f"{option}: means nothing for TFR"):
            Request(codes=("TFR",), options={option: "dhs6"})


def test_planning_is_counted_by_the_definition_that_is_asked_for() -> None:
    """Three years and the unknown in the base, where FP2030 is named."""
    table, _ = Request(codes=("UNINTENDED_BIRTHS",), definition="fp2030").answer([CHAPTER])
    own = planning_status(CHAPTER, definition="fp2030").estimate("UNINTENDED_BIRTHS")
    assert same(table.column("value"), own.column("value"))
    assert set(table.column("definition")) == set(own.column("definition"))


def test_contraception_needs_no_births() -> None:
    """A table of births beside it is a mistake, and is named."""
    with pytest.raises(DefinitionError, match="births: contraception is counted without them"):
        Request(codes=("CPR",), reading={"births": {"woman": [1]}}).answer([USERS])


@pytest.mark.parametrize("code", OWN)
def test_it_is_what_its_own_function_gives(code: str) -> None:
    """Figures, errors and groups; of orders the name stands in the definition."""
    population = MEMBERS if code == "CBR" else None
    table, (findings,) = Request(codes=(code,), by=BY, population=population).answer([WOMEN])
    for name in ("value", "se", "deft", "n", "v025"):
        assert same(table.column(name), OWN[code].column(name))
    assert set(table.column("indicator")) == {code}
    assert findings.rows == len(WOMEN["v005"])


def test_one_reading_for_each_tally_and_one_table_of_all() -> None:
    """Rates and children in one table; what has no age says none."""
    request = Request(codes=("TFR", "出生率", "CHILDLESS", "TFR"), population=MEMBERS)
    table, findings = request.answer([WOMEN])
    assert len(findings) == 2
    assert table.column("indicator") == ["TFR", "CBR", *["CHILDLESS"] * 8]
    assert table.column("age")[:3] == [None, None, "15–19"]
    assert "CHILDLESS  15–19" in repr(table)


def test_tables_of_other_groups_stand_together() -> None:
    """What sets the figures of one apart is empty in those of another."""
    table, _ = Request(codes=("TFR", "MEAN_PP_ABSTINENCE"), by=BY).answer([WOMEN])
    assert table.groups == (*BY, "months")
    assert table.column("months") == ["", "", "0–35", "0–35"]


def test_files_add_up() -> None:
    """Two halves are the whole."""
    halves = [{name: column[part::2] for name, column in WOMEN.items()} for part in (0, 1)]
    for codes in (("WTFR",), ("MEDIAN_AFB",), ("ABR_10_14",)):
        whole, _ = Request(codes=codes).answer([WOMEN])
        table, _ = Request(codes=codes).answer(halves)
        assert same(table.column("value"), whole.column("value"))


def test_options_reach_every_tally() -> None:
    """A window that ended a year before, for all rates alike."""
    options = {"window": 24, "before": 12}
    table, _ = Request(codes=("WTFR", "TFR_ORDER", "TFR"), options=options).answer([WOMEN])
    wanted, *orders, total = table.column("value")
    assert wanted < total
    assert math.isclose(sum(orders), total)
    assert total == birth_history(WOMEN, window=24, before=12).estimate("TFR").column("value")[0]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"codes": ("XYZ",)}, "indicator: 'XYZ' is none of 'TFR', 'GFR', "),
        ({"codes": ("SRB",)}, "indicator: 'SRB' is none of 'TFR', "),
        ({"codes": ("TRF",)}, "no indicator is called 'TRF'; did you mean"),
        ({"codes": ("CBR",)}, "population: CBR is per head"),
        ({"population": MEMBERS}, "population: means nothing for TFR, GFR, ASFR"),
        ({"codes": ("CHILDLESS", "TFR"), "options": {"window": 12}}, "means nothing for CHILDLESS"),
        ({"codes": ("ABR_10_14",), "options": {"ending": "2015-01"}}, "nothing for ABR_10_14"),
        ({"codes": ("MAB",), "definition": "dhs"}, "definition: means nothing for MAB"),
        ({"definition": "15-45"}, "'15-45' is none of"),
        ({"level": 95}, "not between 0 and 1"),
    ],
)
def test_what_cannot_be_answered_is_told_before_reading(asked: dict[str, Any], told: str) -> None:
    """With what is possible instead."""
    with pytest.raises((DefinitionError, UnknownIndicatorError, ValueError)) as caught:
        Request(**asked)
    assert told in str(caught.value)
