"""One synthetic survey of family planning: in one file everything agrees with everything else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.datasets import synthetic_family_planning
from famplan.datasets.calendars import CAUSES
from famplan.datasets.family_planning.assumptions import METHOD_LETTERS, METHODS, MONTHLY
from famplan.datasets.family_planning.chain import chain
from famplan.datasets.family_planning.status import status
from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate import (
    birth_history,
    calendar,
    contraception,
    discontinuation,
    planning_status,
    postpartum_status,
    postpartum_use,
    reasons_for_stopping,
    wanted_fertility,
)
from famplan.tabulate.contraception.catalogue import MEASURES
from famplan.tabulate.contraception.need import need_codes

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from famplan.datasets import SyntheticFamilyPlanning

NO_NUMBER = 96


@cache
def survey() -> SyntheticFamilyPlanning:
    """Make one survey for all tests."""
    return synthetic_family_planning(8_000, seed=7)


def letters() -> NDArray[np.str_]:
    """Letters of all calendars from the month of interview back; what is after it is cut off."""
    columns = survey().columns
    stripped = [
        text[place - 1 :] for text, place in zip(columns["vcal_1"], columns["v018"], strict=True)
    ]
    width = max(map(len, stripped))
    return np.array([list(text.ljust(width)) for text in stripped])


def births_ago() -> NDArray[np.float64]:
    """Months from each birth to the interview, the latest birth first."""
    columns = survey().columns
    births = np.stack([columns[f"b3_{rank:02d}"] for rank in range(1, 21)], axis=1)
    return np.asarray(columns["v008"][:, None] - births)


def test_the_same_seed_gives_the_same_survey() -> None:
    """And another seed another one."""
    one, two, other = (synthetic_family_planning(500, seed=seed).columns for seed in (4, 4, 5))
    assert one.keys() == two.keys()
    for name, column in one.items():
        np.testing.assert_array_equal(column, two[name], err_msg=name)
    assert (one["vcal_1"] != other["vcal_1"]).any()


@settings(max_examples=6)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.5]))
def test_nothing_in_it_draws_a_finding(seed: int, spread: float) -> None:
    """Every check of every tally passes: faults would be errors."""
    made = synthetic_family_planning(600, seed=seed, cluster_spread=spread)
    assert len(made) == 600
    for count in (
        contraception,
        calendar,
        discontinuation,
        postpartum_use,
        birth_history,
        wanted_fertility,
        planning_status,
    ):
        assert not count(made.columns).findings  # type: ignore[operator]


def test_the_month_of_interview_is_current_status() -> None:
    """Method, pregnancy and birth say what the calendar says of that month."""
    columns, now = survey().columns, letters()[:, 0]
    of_letter = {"0": 0, "P": 0, "B": 0, "T": 0} | dict(zip(METHOD_LETTERS, METHODS, strict=True))
    np.testing.assert_array_equal(columns["v312"], [of_letter[letter] for letter in now])
    np.testing.assert_array_equal(columns["v213"] == 1, now == "P")
    np.testing.assert_array_equal(births_ago()[:, 0] == 0, now == "B")
    assert not ((columns["v213"] == 1) & (columns["v312"] > 0)).any()
    types = np.where(np.isin(columns["v312"], (8, 9)), 2, 3)
    np.testing.assert_array_equal(columns["v313"], np.where(columns["v312"] > 0, types, 0))


def test_births_are_where_the_calendar_has_them() -> None:
    """Each with eight months of pregnancy before it; no birth is left out."""
    calendars, ago, months = letters(), births_ago(), survey().columns["v019"]
    inside = ago < months[:, None]
    born = np.zeros(calendars.shape, dtype=bool)
    women, ranks = np.nonzero(inside)
    born[women, ago[women, ranks].astype(int)] = True
    np.testing.assert_array_equal(calendars == "B", born)
    for woman, month in zip(*np.nonzero(born), strict=True):
        before = calendars[woman, month + 1 : min(month + 9, months[woman])]
        assert set(before.tolist()) <= {"P"}


def test_use_began_where_its_run_of_letters_does() -> None:
    """Or before the calendar, if the run goes on to its end."""
    columns, calendars = survey().columns, letters()
    for woman in np.flatnonzero(columns["v312"] > 0):
        line = calendars[woman, : columns["v019"][woman]]
        other = np.flatnonzero(line != line[0])
        ago = columns["v008"][woman] - columns["v317"][woman]
        assert ago == other[0] - 1 if other.size else ago >= len(line) - 1
    assert np.isnan(columns["v317"][columns["v312"] == 0]).all()


def test_a_reason_stands_where_a_method_ends() -> None:
    """Never elsewhere, and not in the month of the interview."""
    columns, calendars = survey().columns, letters()
    reasons = np.array(
        [
            list(text[place - 1 :].ljust(calendars.shape[1]))
            for text, place in zip(columns["vcal_2"], columns["v018"], strict=True)
        ]
    )
    method = np.isin(calendars, list(METHOD_LETTERS))
    ends = method[:, 1:] & (calendars[:, 1:] != calendars[:, :-1])
    np.testing.assert_array_equal(reasons[:, 1:] != " ", ends)
    assert (reasons[:, 0] == " ").all()
    failed = reasons[:, 1:] == "1"
    assert (calendars[:, :-1][failed] == "P").all()


def test_children_are_counted_as_they_live() -> None:
    """Living children, months since the last birth, amenorrhoea and last period go together."""
    columns, ago = survey().columns, births_ago()
    alive = np.stack([columns[f"b5_{rank:02d}"] for rank in range(1, 21)], axis=1)
    np.testing.assert_array_equal(np.nansum(alive, axis=1), columns["v218"])
    np.testing.assert_array_equal(columns["v222"], ago[:, 0])
    still = columns["v405"] == 1
    np.testing.assert_array_equal(still, columns["m6_1"] == NO_NUMBER)
    np.testing.assert_array_equal(still, columns["v215"] == 995)
    assert (columns["v406"] <= columns["v405"]).all()
    returned = (columns["m6_1"] < NO_NUMBER) & (columns["v213"] == 0)
    assert (columns["m6_1"] < columns["v222"])[returned].all()


def test_wishes_are_those_of_the_children_she_has() -> None:
    """Who has as many as she calls ideal wants no more, and her next pregnancy was unwanted."""
    columns = survey().columns
    more = columns["v218"] + (columns["v213"] == 1) < columns["v613"]
    wish = columns["v605"]
    asked = wish != 7
    np.testing.assert_array_equal(np.isin(wish, (5, 6))[asked], ~more[asked])
    pregnant = columns["v213"] == 1
    unwanted = columns["v218"] >= columns["v613"]
    np.testing.assert_array_equal(columns["v225"][pregnant] == 3, unwanted[pregnant])
    np.testing.assert_array_equal(wish == 6, columns["v312"] == 6)


def test_answers_are_asked_only_of_whom_they_concern() -> None:
    """Sources of modern methods, intentions of non-users, union before its first month is over."""
    columns = survey().columns
    np.testing.assert_array_equal(np.isnan(columns["v326"]), columns["v313"] != 3)
    np.testing.assert_array_equal(np.isnan(columns["v362"]), columns["v312"] > 0)
    union = columns["v502"] == 1
    np.testing.assert_array_equal(np.isnan(columns["v632"]), ~union | (columns["v312"] == 0))
    assert (columns["v509"] <= columns["v008"])[union].all()
    assert (columns["v525"] <= columns["v511"])[union].all()
    assert (columns["v525"] > 0)[union | (columns["v201"] > 0) | (columns["v312"] > 0)].all()
    assert (columns["v302a"] == 1)[columns["v312"] > 0].all()
    for code in METHODS:
        assert (columns[f"v304_{code:02d}"] == 1)[columns["v302a"] == 1].all()


@pytest.mark.parametrize("definition", ["dhs", "mics", "un"])
def test_need_is_what_her_life_says(definition: str) -> None:
    """The decision table finds from answers alone what the generator knew from the life."""
    columns = survey().columns
    codes = need_codes(columns, definition=definition)
    known = columns["v626a"]
    differ = codes != known
    assert differ.any() == (definition != "dhs")
    # The others look at activity before infecundity in women not in union.
    assert {*zip(known[differ].tolist(), codes[differ].tolist(), strict=True)} <= {(9, 8), (9, 0)}
    assert set(np.unique(known)) == {0, 1, 2, 3, 4, 7, 8, 9}


@pytest.mark.parametrize("ending", ["csv", "parquet", "dta"])
def test_a_file_gives_the_figures_of_its_columns(ending: str, tmp_path: Path) -> None:
    """Calendars keep their leading blanks, codes their labels."""
    made = synthetic_family_planning(900, seed=3)
    frame, file = pd.DataFrame(dict(made.columns)), tmp_path / f"chapter.{ending}"
    if ending == "csv":
        frame.to_csv(file, index=False)
    elif ending == "parquet":
        frame.to_parquet(file)
    else:
        labels = {name: dict(texts) for name, texts in made.labels.items()}
        pyreadstat.write_dta(frame, str(file), variable_value_labels=labels)
    pairs: list[tuple[Any, str]] = [
        (contraception, "UNMET"),
        (birth_history, "TFR"),
        (discontinuation, "DISC12"),
    ]
    for count, code in pairs:
        read, given_ = (count(data).estimate(code).column("value") for data in (file, made.columns))
        np.testing.assert_array_equal(read, given_)


def test_steps_of_the_chain_are_chances() -> None:
    """Whatever a woman's uptake: none is below zero, those of a state add up to one."""
    made = chain()
    for uptake in (0.2, 1.0, 3.3):
        chance = made.fixed + uptake * made.uptake
        assert chance.min() > -1e-12
        sums = np.add.reduceat(chance, made.bounds[0], axis=1)
        np.testing.assert_allclose(sums, 1, atol=1e-12)


def test_nobody_has_a_child_within_a_year_of_another() -> None:
    """So a child that dies in its first month is dead when the next one is conceived."""
    ago = births_ago()
    assert np.nanmin(ago[:, 1:] - ago[:, :-1]) >= 12


@pytest.mark.parametrize(("place", "method"), [(0, "pill"), (1, "injectables"), (2, "implant")])
def test_true_rates_of_stopping_are_in_closed_form(place: int, method: str) -> None:
    """One minus the chance to go on for twelve months, in any group, whatever the window."""
    truth = survey().truth
    closed = 1 - (1 - MONTHLY[place]) ** 12
    record = {"indicator": "DISC12", "method": method, "reason": "any reason", "months": 12}
    assert truth.stopping.gross(method, 12) == pytest.approx(closed)
    assert truth.of(record) == pytest.approx(closed)
    assert truth.of(record | {"v024": 2}) == pytest.approx(closed)
    by_reason = record | {"indicator": "DISC_REASON"}
    reasons = [truth.of(by_reason | {"reason": cause}) for cause in CAUSES]
    assert sum(reasons) == pytest.approx(closed)
    # The same for women who want no more, but for the wish to become pregnant.
    assert reasons[3] == pytest.approx(truth.stopping.gross(method, 12, CAUSES[3]))
    assert 0 < reasons[1] < truth.stopping.gross(method, 12, CAUSES[1])
    net = truth.of(by_reason | {"indicator": "DISC_NET", "reason": CAUSES[3]})
    assert net == pytest.approx(truth.stopping.net(method, 12, CAUSES[3]))


def test_true_switches_are_fewer_in_the_order_of_reports() -> None:
    """Which misses those to episodes of the last three months."""
    record = {"indicator": "DISC_SWITCH", "method": "pill", "reason": "switch", "months": 12}
    truth = survey().truth
    dhs, complete = (
        truth.of(record | {"definition": f"12 months, {order} order"})
        for order in ("dhs", "complete")
    )
    assert 0.9 * complete < dhs < complete
    assert np.isnan(truth.of(record | {"method": "LAM, SDM"}))


@pytest.mark.parametrize("code", ["CPR", "UNMET", "EVER_USE", "TFR", "PLANNING_STATUS"])
@pytest.mark.parametrize("group", ["v024", "v025", "v106", "v190"])
def test_the_truth_of_groups_lies_around_that_of_all(code: str, group: str) -> None:
    """Some are above it and some below."""
    truth = survey().truth
    record = {"indicator": code, "category": "later"}
    values = [truth.of(record | {group: value}) for value in np.unique(survey().columns[group])]
    assert min(values) < truth.of(record) < max(values)


@pytest.mark.parametrize("definition", [None, "fp2030", "pma", "reversible", "all", "un"])
def test_every_share_is_near_the_truth(definition: str | None) -> None:
    """Of every indicator that the file allows, by every definition it has, in each population."""
    need = "un" if definition == "un" else "dhs"
    tally = contraception(survey().columns, need=need)
    known = [code for code in tally.indicators if code in survey().truth.indicators]
    records = [
        record
        for code in known
        if definition is None or definition in MEASURES[code].definitions
        for population in (None, "all", "not in union", "sexually active unmarried")
        for record in tally.estimate(code, definition=definition, population=population)
    ]
    assert len(records) >= 4
    assert_near(records)
    assert len(known) >= 38


@pytest.mark.parametrize("group", [(), "v025"])
def test_every_rate_is_near_the_truth(group: str | tuple[str, ...]) -> None:
    """Fertility, planning, stopping, reasons, use and status after births."""
    columns = survey().columns
    stopping = discontinuation(columns, by=group, months=(6, 12), switching="complete")
    tables = [
        birth_history(columns, by=group).estimate("TFR", "ASFR"),
        wanted_fertility(columns, by=group).estimate(),
        planning_status(columns, by=group).estimate(ages=["15–49"]),
        stopping.estimate(hide_below=0),
        stopping.estimate("DISC_NET", "FAIL_NET", hide_below=0),
        discontinuation(columns, by=group).estimate("DISC_SWITCH", hide_below=0),
        reasons_for_stopping(columns, by=group).estimate(),
        postpartum_use(columns, by=group, months=6).estimate(),
        postpartum_status(columns, by=group).estimate("PP_AMENORRHOEA", "PP_ABSTINENCE"),
    ]
    assert_near([record for table in tables for record in table])


def assert_near(records: list[dict[str, Any]]) -> None:
    """Hold each figure against the truth; of few cases the error of the sample says too little."""
    for record in records:
        true = survey().truth.of(record)
        if not record["denominator"]:
            assert np.isnan(record["value"])
            continue
        error = max(record["se"], (true * abs(1 - true) / record["n"]) ** 0.5)
        assert abs(record["value"] - true) <= 4.5 * error + 1e-12, (record, true)


def test_true_parts_make_the_whole() -> None:
    """Populations, ages, kinds of need, methods and wishes."""
    truth = survey().truth

    def share(code: str, **record: object) -> float:
        return truth.of({"indicator": code, **record})

    assert share("MCPR") + share("TCPR") == pytest.approx(share("CPR"))
    assert share("UNMET_SPACING") + share("UNMET_LIMITING") == pytest.approx(share("UNMET"))
    assert share("UNMET") + share("MET") == pytest.approx(share("DEMAND"))
    assert share("MCPR") / share("DEMAND") == pytest.approx(share("DEMAND_SATISFIED_MODERN"))
    wishes = ["then", "later", "not at all"]
    assert sum(share("PLANNING_STATUS", category=wish) for wish in wishes) == pytest.approx(1)
    assert share("WTFR") < share("TFR")
    five = [share("ASFR", age=f"{low}–{low + 4}") for low in range(15, 50, 5)]
    assert 5 * sum(five) == pytest.approx(share("TFR"))
    assert share("CPR", age="15–49") == pytest.approx(share("CPR"))
    assert truth.still_amenorrhoeic(2) == 1
    assert truth.still_amenorrhoeic(99) == truth.still_abstaining(99) == 0
    assert truth.still_abstaining(4) < truth.still_amenorrhoeic(4)


def test_true_status_after_births_is_in_closed_form() -> None:
    """Menses come back with chances that hang on months alone, and abstinence ends before that."""
    truth = survey().truth
    record = {"indicator": "PP_AMENORRHOEA", "months": "4–4"}
    assert truth.of(record) == pytest.approx(truth.still_amenorrhoeic(4))
    assert truth.of(record | {"indicator": "PP_INSUSCEPTIBILITY"}) == truth.of(record)
    abstaining = truth.of(record | {"indicator": "PP_ABSTINENCE", "v025": 1})
    assert abstaining == pytest.approx(truth.still_abstaining(4))


def test_true_use_after_births_is_a_distribution_that_grows() -> None:
    """More women have begun within six months than within three; who has not is in the rest."""
    truth = survey().truth

    def used(use: str, months: int) -> float:
        return truth.of({"indicator": "PPFP", "use": use, "months": str(months)})

    uses = ("no method", "traditional method", "modern method")
    assert sum(used(use, 6) for use in uses) == pytest.approx(1)
    assert used("modern method", 3) < used("modern method", 6)


def test_states_speak_of_all_women() -> None:
    """Each state has answers that add up to one, and users none on future use."""
    of = status()
    np.testing.assert_allclose(of.wishes.sum(axis=1), 1)
    np.testing.assert_allclose(of.futures.sum(axis=1), of.method == 0)


def test_what_cannot_be_is_refused() -> None:
    """Clusters that differ too much, indicators and groups that nobody knows the truth of."""
    with pytest.raises(InvalidInputError, match=r"cluster_spread: 0\.9 is not from 0 to 0\.5"):
        synthetic_family_planning(600, seed=1, cluster_spread=0.9)
    truth = survey().truth
    with pytest.raises(DefinitionError, match="indicator"):
        truth.of({"indicator": "CBR"})
    with pytest.raises(DefinitionError, match="truth: none is known of SOURCE_SECTOR moon"):
        truth.of({"indicator": "SOURCE_SECTOR", "category": "moon", "definition": "dhs"})
    with pytest.raises(DefinitionError, match="population"):
        truth.of({"indicator": "CPR", "population": "men"})
    with pytest.raises(InvalidInputError, match="age: PLANNING_STATUS is known of 15–49 only"):
        truth.of({"indicator": "PLANNING_STATUS", "category": "then", "age": "15–19"})
    with pytest.raises(InvalidInputError, match="there are no women of v024 9"):
        truth.of({"indicator": "CPR", "v024": 9})
