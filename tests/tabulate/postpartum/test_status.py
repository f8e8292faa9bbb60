"""Status after a birth: which births count, whose status is known, and what is said of it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from famplan.errors import AgeGroupsError, DefinitionError, FaultyRowsError, InvalidInputError
from famplan.tabulate import postpartum_status

NAN = float("nan")
PP = ("PP_AMENORRHOEA", "PP_ABSTINENCE", "PP_INSUSCEPTIBILITY")


def women(**more: Any) -> dict[str, Any]:
    """Four women interviewed in June 2013, with a birth 5, 5, 14 and 40 months ago."""
    usual = {
        "v005": [1_000_000, 2_000_000, 1_000_000, 1_000_000],
        "v008": [1362] * 4,
        "v011": [1062, 1000, 950, 900],
        "v021": [1, 2, 1, 2],
        "v022": [1] * 4,
        "b3_01": [1357, 1357, 1348, 1322],
        "b3_02": [1330, NAN, NAN, NAN],
        "v405": [1, 0, 0, 1],
        "v406": [0, 1, 0, 1],
    }
    return {**usual, **more}


def values(table: Any, **where: Any) -> list[float]:
    """Figures of some records."""
    return list(table.where(**where).column("value"))


def test_births_of_three_years_by_two_months() -> None:
    """A birth 40 months ago is too old; one before the latest is in the base only."""
    table = postpartum_status(women()).estimate(*PP)
    assert values(table, months="4–5") == pytest.approx([1 / 3, 2 / 3, 1])
    assert values(table, months="14–15") == [0, 0, 0]
    assert values(table, months="32–33") == [0, 0, 0]
    assert values(table, months="0–35") == pytest.approx([1 / 5, 2 / 5, 3 / 5])
    whole = table.where(indicator="PP_ABSTINENCE", months="0–35").to_dicts()[0]
    assert (whole["numerator"], whole["denominator"], whole["n"]) == (2, 5, 4)
    assert whole["per"] == 100
    empty = table.where(indicator="PP_ABSTINENCE", months="0–1").to_dicts()[0]
    assert math.isnan(empty["value"])
    assert empty["n"] == 0
    assert len(table) == 3 * 19


def test_what_was_computed_is_said() -> None:
    """Phase, how months were counted, schedule, what is unknown."""
    tally = postpartum_status(women())
    (said,) = set(tally.estimate(*PP).column("definition"))
    assert said == "dhs6: births of 36 months, months of the calendar"
    mean = tally.estimate("MEAN_PP_ABSTINENCE", schedule="calendar", unknown="in the base")
    assert mean.column("definition") == [f"{said}, schedule calendar, unknown in the base"]
    completed = postpartum_status(women(b19_01=[4, 5, 13, 40], b19_02=[31, NAN, NAN, NAN]))
    median = completed.estimate("MEDIAN_PP_ABSTINENCE").column("definition")
    assert median == ["dhs7: births of 36 months, completed months, schedule dhs7"]


def test_all_nine_figures_unless_some_are_named() -> None:
    """Three shares in 18 groups and together, three medians, three means."""
    table = postpartum_status(women()).estimate()
    assert len(table) == 3 * 19 + 6
    assert table.groups == ("months",)
    assert set(table.where(indicator="MEDIAN_PP_ABSTINENCE").column("months")) == {"0–35"}
    assert len(postpartum_status(women(), window=24).estimate()) == 3 * 13 + 6


def test_completed_months_count_where_they_are() -> None:
    """The first birth was five months of the calendar ago, and four completed ones."""
    data = women(b19_01=[3.0 + 1, 5, 13, 40], b19_02=[31, NAN, NAN, NAN])
    tally = postpartum_status(data)
    assert values(tally.estimate("PP_AMENORRHOEA"), months="12–13") == [0]
    by_dates = postpartum_status(data, phase="dhs6").estimate("PP_AMENORRHOEA")
    assert math.isnan(values(by_dates, months="12–13")[0])
    unknown = women(b19_01=[NAN, 5, 13, 40], b19_02=[31, NAN, NAN, NAN])
    assert values(postpartum_status(unknown).estimate(*PP), months="4–5")[0] == pytest.approx(1 / 3)


def test_twins_are_one_birth() -> None:
    """In one month, or in two months if they are numbered as twins."""
    one_month = women(b3_02=[1357, NAN, NAN, NAN])
    assert postpartum_status(one_month).estimate("PP_AMENORRHOEA").column("n")[-1] == 3
    two_months = women(b3_02=[1356, NAN, NAN, NAN])
    assert postpartum_status(two_months).estimate("PP_AMENORRHOEA").column("n")[-1] == 4
    numbered = {**two_months, "b0_01": [2, 0, 0, 0], "b0_02": [1, NAN, NAN, NAN]}
    found = postpartum_status(numbered).estimate("PP_AMENORRHOEA").to_dicts()[-1]
    assert (found["n"], found["numerator"]) == (3, 1)
    # A birth before twins is not the latest, and one after a single birth is no twin.
    before = {**numbered, "b3_03": [1330, NAN, NAN, NAN], "b0_03": [0, NAN, NAN, NAN]}
    found = postpartum_status(before).estimate("PP_AMENORRHOEA").to_dicts()[-1]
    assert (found["n"], found["numerator"]) == (4, 1)


def test_twins_of_two_months_were_born_when_the_first_was() -> None:
    """The second, a month later, is of the group before."""
    twins = women(b3_02=[1356, NAN, NAN, NAN], b0_01=[2, 0, 0, 0], b0_02=[1, NAN, NAN, NAN])
    table = postpartum_status(twins).estimate("PP_AMENORRHOEA")
    assert table.where(months="6–7").column("numerator") == [1]
    assert table.where(months="4–5").column("numerator") == [0]


def test_the_latest_birth_is_the_latest_wherever_it_stands() -> None:
    """Births in the wrong order give the same figures."""
    mixed = women(b3_01=[1330, 1357, 1348, 1322], b3_02=[1357, NAN, NAN, NAN])
    right = postpartum_status(women()).estimate(*PP)
    assert postpartum_status(mixed).estimate(*PP).to_json() == right.to_json()


def test_where_nobody_gave_birth_there_is_no_figure() -> None:
    """All nine are asked for, and none fails."""
    nobody = women(b3_01=[NAN] * 4, b3_02=[NAN] * 4)
    assert len(postpartum_status(nobody).estimate()) == 0


@pytest.mark.parametrize("faults", ["drop", "keep"])
def test_a_birth_without_a_month_in_a_table_may_be_the_latest(faults: Any) -> None:
    """The status of its mother is not known; in columns it has its place."""
    mothers = {"woman": [7, 8], "born": [1062] * 2, "interview": [1362] * 2, "cluster": [1, 2]}
    answers = {"v405": [1, 1], "v406": [1, 0]}
    births = {"woman": [7, 7, 7, 8], "birth": [1357, 1330, None, 1357]}
    tally = postpartum_status({**mothers, **answers}, births=births, faults=faults)
    whole = tally.estimate("PP_AMENORRHOEA").to_dicts()[-1]
    assert (whole["numerator"], whole["denominator"]) == (1, 2)
    older = women(b3_02=[9998, NAN, NAN, NAN])
    found = postpartum_status(older, faults=faults).estimate("PP_AMENORRHOEA").to_dicts()[-1]
    assert (found["numerator"], found["n"]) == (1, 3)


def test_unknown_answers_are_left_out_or_in_the_base() -> None:
    """Either status is enough for insusceptibility; the births before the latest stay."""
    tally = postpartum_status(women(v405=[9, 0, 0, 1], v406=[NAN, NAN, 0, 1]))
    out = tally.estimate(*PP).where(months="0–35")
    assert out.column("denominator") == [4, 2, 2]
    assert out.column("value") == [0, 0, 0]
    within = tally.estimate(*PP, unknown="in the base").where(months="0–35")
    assert within.column("denominator") == [5, 5, 5]
    either = postpartum_status(women(v405=[9, 0, 0, 1], v406=[1, NAN, 0, 1])).estimate(*PP)
    insusceptible = either.where(indicator="PP_INSUSCEPTIBILITY", months="0–35").to_dicts()[0]
    assert (insusceptible["numerator"], insusceptible["denominator"]) == (1, 3)


def test_ages_and_groups() -> None:
    """The age is that at the interview; groups have their labels."""
    table = postpartum_status(women(v025=[1, 2, 2, 1]), by="v025").estimate(
        "PP_AMENORRHOEA", ages=["15–29", "30–49"]
    )
    whole = table.where(months="0–35")
    assert whole.column("age") == ["15–29", "30–49"]
    assert whole.column("v025") == [1, 2]
    assert whole.column("n") == [2, 2]
    with pytest.raises(AgeGroupsError):
        postpartum_status(women()).estimate(ages=["15–27"])


def test_true_and_false_are_answers() -> None:
    """As data frames have them."""
    told = women(v405=[True, False, False, True], v406=[False, True, False, True])
    same = postpartum_status(told).estimate(*PP)
    assert same.column("value")[-1] == postpartum_status(women()).estimate(*PP).column("value")[-1]


def test_births_of_a_table_of_their_own() -> None:
    """Plain names, dates as texts, no weights."""
    mothers = {
        "woman": [7, 8],
        "born": ["1988-02-01", "1985-01-01"],
        "interview": ["2013-06-30", "2013-06-12"],
        "cluster": [1, 2],
        "no_menses": [1, 0],
        "no_intercourse": [0, 0],
    }
    births = {"woman": [7, 7, 8], "birth": ["2011-01-09", "2013-01-24", "2013-01-02"]}
    named = {"v405": "no_menses", "v406": "no_intercourse"}
    tally = postpartum_status(mothers, births=births, columns=named)
    table = tally.estimate("PP_AMENORRHOEA")
    assert values(table, months="4–5") == [0.5]
    assert values(table, months="0–35") == [pytest.approx(1 / 3)]
    with pytest.raises(DefinitionError, match="a table of births has none"):
        postpartum_status(mothers, births=births, columns=named, phase="dhs8")


def pregnancies(**more: Any) -> dict[str, Any]:
    """A stillbirth after a birth; a miscarriage after one; twins, one of them stillborn."""
    history = {
        "p3_01": [1357, 1361, 1350, 1349],
        "p3_02": [1330, 1340, 1350, NAN],
        "p32_01": [2, 3, 1, 4],
        "p32_02": [1, 1, 2, NAN],
    }
    return women(**history, v405=[1, 1, 1, 1], **more)


def test_stillbirths_count_in_the_eighth_phase() -> None:
    """Any later pregnancy ends the status; miscarriages and abortions are no births."""
    tally = postpartum_status(pregnancies())
    whole = tally.estimate("PP_AMENORRHOEA").to_dicts()[-1]
    # Births 5 and 32 months ago, 22 months ago before a miscarriage, twins 12 months ago.
    assert whole["denominator"] == 1 + 1 + 2 + 1
    assert whole["numerator"] == 1 + 0 + 0 + 1
    assert whole["definition"].startswith("dhs8: births and stillbirths of 36 months, months of")
    live = postpartum_status(pregnancies(), phase="dhs6").estimate("PP_AMENORRHOEA")
    assert live.column("denominator")[-1] == 5
    assert live.column("numerator")[-1] == 4
    given = pregnancies(p19_01=[4, 0, 12, 13], p19_02=[31, 21, 12, NAN], p0_01=[0, 0, 2, 0])
    assert (
        "completed months"
        in postpartum_status(given).estimate("PP_ABSTINENCE").column("definition")[0]
    )


def test_faults_are_found() -> None:
    """A pregnancy that ended after the interview, months that contradict a date, a strange code."""
    late = pregnancies()
    late["p3_01"] = [1357, 1361, 1350, 1363]
    with pytest.raises(FaultyRowsError):
        postpartum_status(late)
    tally = postpartum_status(late, faults="drop")
    assert dict(tally.findings.counts) == {"birth is after the interview": 1}
    assert [(fault.row, fault.column) for fault in tally.findings] == [(4, "p3_01")]
    months = women(b19_01=[5, 6, 13, 40], b19_02=[28, NAN, NAN, NAN])
    tally = postpartum_status(months, faults="drop")
    assert dict(tally.findings.counts) == {"months since birth contradict its date": 2}
    assert tally.estimate("PP_AMENORRHOEA").column("n")[-1] == 2
    assert postpartum_status(months, faults="keep").estimate("PP_ABSTINENCE").column("n")[-1] == 4
    strange = postpartum_status(women(v405=[1, 0, 3, 1]), faults="drop")
    assert dict(strange.findings.counts) == {"status is neither 0 nor 1": 1}
    assert strange.estimate("PP_ABSTINENCE").column("n")[-1] == 3


def test_a_latest_birth_left_out_leaves_no_other_in_its_place() -> None:
    """The status is that since a birth whose month cannot be right."""
    tally = postpartum_status(women(b3_01=[1365, 1357, 1348, 1322]), faults="drop")
    whole = tally.estimate("PP_AMENORRHOEA").to_dicts()[-1]
    assert (whole["n"], whole["numerator"]) == (3, 0)


def test_tallies_add_up() -> None:
    """Two files of one kind, whatever the number of births they have room for."""
    short = {name: column for name, column in women().items() if name != "b3_02"}
    both = postpartum_status(women()) + postpartum_status(short)
    assert both.estimate("PP_AMENORRHOEA").column("n")[-1] == 7
    with pytest.raises(DefinitionError, match="another way"):
        both + postpartum_status(women(), window=24)
    with pytest.raises(DefinitionError, match="another way"):
        both + postpartum_status(women(), phase="dhs7")


def test_few_births_are_hidden() -> None:
    """On the thresholds of reports."""
    table = postpartum_status(women()).estimate("PP_AMENORRHOEA").suppress("dhs-proportions")
    assert set(table.column("mark")) == {"hidden"}
    assert np.isnan(table.column("value")).all()


def test_errors_are_named() -> None:
    """The window, the phase, a column, a group, the indicator, a choice."""
    with pytest.raises(InvalidInputError, match="35 is no even number of months"):
        postpartum_status(women(), window=35)
    with pytest.raises(InvalidInputError, match="0 is no even number"):
        postpartum_status(women(), window=0)
    with pytest.raises(DefinitionError, match="phase: 'dhs5' is none of"):
        postpartum_status(women(), phase="dhs5")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="p3_01, p32_01"):
        postpartum_status(women(), phase="dhs8")
    with pytest.raises(InvalidInputError, match="v406"):
        postpartum_status({name: x for name, x in women().items() if name != "v406"})
    with pytest.raises(DefinitionError, match="months is this tally's own name"):
        postpartum_status(women(months=[1] * 4), by="months")
    tally = postpartum_status(women())
    with pytest.raises(DefinitionError, match="indicator"):
        tally.estimate("CPR")
    with pytest.raises(DefinitionError, match="unknown"):
        tally.estimate(unknown="no")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="schedule"):
        tally.estimate(schedule="dhs5")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="MEAN_PP_AMENORRHOEA has none"):
        tally.estimate(interval="logit")
