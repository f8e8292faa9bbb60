"""Parity, first births and birth intervals: means, shares and medians with their errors."""

from __future__ import annotations

import csv
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from famplan.datasets.survey import synthetic_survey
from famplan.errors import AgeGroupsError, DefinitionError
from famplan.tabulate.first_birth import age_at_first_birth
from famplan.tabulate.parity import children_ever_born
from famplan.tabulate.spacing import birth_intervals

SURVEY = synthetic_survey(1_500, seed=5)
WOMEN = SURVEY.columns
WEIGHT = WOMEN["v005"] / 1e6
MONTHS = np.stack([WOMEN[f"b3_{rank:02d}"] for rank in range(1, 21)])
ORACLE = Path(__file__).parents[3] / "shared" / "oracle"


def median(values: np.ndarray, weights: np.ndarray) -> float:
    """Median as the published program has it: below the middle value, and up to it."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    middle = values[order][np.searchsorted(reached, 0.5)]
    below = weights[values < middle].sum() / weights.sum()
    upto = weights[values <= middle].sum() / weights.sum()
    return float(middle + (0.5 - below) / (upto - below))


def part(name: str, rows: slice) -> np.ndarray:
    """Some rows of a column."""
    return WOMEN[name][rows]


def test_mean_and_childless_share_are_weighted_means() -> None:
    """Children over women, the childless included, at any age span."""
    table = children_ever_born(WOMEN).estimate(ages=["15–49", "40–49"])
    old = WOMEN["v012"] >= 40
    for label, rows in (("15–49", np.full(len(old), fill_value=True)), ("40–49", old)):
        for code, values in (("MEAN_PARITY", WOMEN["v201"]), ("CHILDLESS", WOMEN["v201"] == 0)):
            record = table.where(indicator=code, age=label).to_dicts()[0]
            expected = np.average(values[rows], weights=WEIGHT[rows])
            assert record["value"] == pytest.approx(expected, rel=1e-12)
            assert record["n"] == rows.sum()


def test_each_group_and_all_unless_told_otherwise() -> None:
    """Seven age groups and one line for all of them."""
    table = children_ever_born(WOMEN).estimate("MEAN_PARITY")
    assert table.column("age")[-1] == "15–49"
    assert len(table) == 8


def test_medians_are_those_of_the_published_rule() -> None:
    """Half of all women of the age group, those without a child included."""
    first = np.where(WOMEN["v201"] > 0, WOMEN["v212"], 99)
    table = age_at_first_birth(WOMEN).estimate(ages=["25–29", "25–49", "45–49"])
    for record in table:
        low, high = (int(age) for age in record["age"].split("–"))
        rows = (WOMEN["v012"] >= low) & (WOMEN["v012"] <= high)
        assert record["value"] == pytest.approx(median(first[rows], WEIGHT[rows]), rel=1e-12)
        assert record["low"] < record["value"] < record["high"]
        assert record["se"] == pytest.approx((record["high"] - record["low"]) / 3.919928, rel=1e-6)


def test_errors_of_medians_do_not_depend_on_the_level() -> None:
    """Wider limits, the same error."""
    tally = age_at_first_birth(WOMEN)
    usual = tally.estimate(ages=["25–49"]).to_dicts()[0]
    wide = tally.estimate(ages=["25–49"], level=0.99, interval="t").to_dicts()[0]
    assert wide["se"] == usual["se"]
    assert wide["low"] < usual["low"] < usual["high"] < wide["high"]


def test_median_is_left_out_where_women_are_too_young() -> None:
    """Half of those of 15–19 have no child before 15: their median says nothing."""
    record = age_at_first_birth(WOMEN).estimate(ages=["15–19"]).to_dicts()[0]
    assert math.isnan(record["value"])
    assert record["n"] > 0


def test_intervals_are_those_counted_by_hand() -> None:
    """Months to the birth before, of births 0 to 59 months before the interview."""
    gaps, weights = [], []
    for later, earlier in pairwise(MONTHS):
        rows = ~np.isnan(earlier) & (WOMEN["v008"] - later < 60)
        gaps.append((later - earlier)[rows])
        weights.append(WEIGHT[rows])
    values, cases = np.concatenate(gaps), np.concatenate(weights)
    table = birth_intervals(WOMEN).estimate()
    found = table.where(indicator="MEDIAN_BIRTH_INTERVAL").to_dicts()[0]
    assert found["value"] == pytest.approx(median(values, cases), rel=1e-12)
    assert found["n"] == len(values)
    shares = table.where(indicator="BIRTH_INTERVAL_SHARE")
    assert sum(shares.column("value")) == pytest.approx(1)
    within = np.average((values >= 24) & (values < 36), weights=cases)
    assert shares.where(interval="24–35").column("value")[0] == pytest.approx(within, rel=1e-12)


def test_twins_are_one_delivery() -> None:
    """Both twins have the interval since the birth before; a first pair has none."""
    base = {"v005": [1_000_000], "v008": [1362], "v011": [1058], "v021": [1], "v022": [1]}
    second = {"b3_01": [1350], "b3_02": [1350], "b3_03": [1320]}
    tally = birth_intervals({**base, **second})
    assert tally.counts.sums["cases_n"].sum() == 2
    assert tally.counts.sums["cases_n"][:, 30].sum() == 2
    first = {"b3_01": [1350], "b3_02": [1350]}
    assert birth_intervals({**base, **first}).counts.sums["cases_n"].sum() == 0


def test_the_error_of_a_median_is_the_spread_between_surveys() -> None:
    """Over 80 surveys the medians scatter as much as their standard errors say."""
    found = [
        age_at_first_birth(synthetic_survey(600, seed=seed, clusters=40).columns)
        .estimate(ages=["25–49"])
        .to_dicts()[0]
        for seed in range(80)
    ]
    spread = np.std([record["value"] for record in found], ddof=1)
    stated = np.mean([record["se"] for record in found])
    assert spread == pytest.approx(stated, rel=0.25)


def test_tallies_of_two_files_add() -> None:
    """Halves of a file make the whole."""
    halves = [
        children_ever_born({name: part(name, rows) for name in WOMEN}, by="v025")
        for rows in (slice(None, 700), slice(700, None))
    ]
    whole = children_ever_born(WOMEN, by="v025")
    joined = (halves[0] + halves[1]).estimate("MEAN_PARITY", ages=["15–49"])
    assert joined.to_dicts() == whole.estimate("MEAN_PARITY", ages=["15–49"]).to_dicts()
    with pytest.raises(DefinitionError, match="another way"):
        halves[0] + children_ever_born(WOMEN)
    assert whole.findings.rows == len(WEIGHT)


def test_what_cannot_be_is_refused() -> None:
    """Measures, spans and limits that do not exist."""
    tally = children_ever_born(WOMEN)
    with pytest.raises(DefinitionError, match="indicator"):
        tally.estimate("TFR")
    with pytest.raises(AgeGroupsError):
        tally.estimate(ages=["38–49"])
    with pytest.raises(DefinitionError, match="logit"):
        tally.estimate("MEAN_PARITY", interval="logit")
    with pytest.raises(DefinitionError, match="indicator"):
        birth_intervals(WOMEN).estimate("TFR")
    with pytest.raises(DefinitionError, match="own name"):
        birth_intervals(WOMEN, by="interval")
    with pytest.raises(DefinitionError, match="field of every table"):
        children_ever_born(WOMEN, by="age")
    with pytest.raises(DefinitionError, match="named twice"):
        children_ever_born(WOMEN, by=["v025", "v025"])


@pytest.mark.parametrize(("code", "variable"), [("MEAN_PARITY", "ceb"), ("CHILDLESS", "parous")])
def test_awir70(code: str, variable: str) -> None:
    """Children ever born and the share with a child, with the survey package's errors."""
    path = ORACLE / "survey" / "expected.csv"
    if not path.exists():
        pytest.skip("the shared oracle is not on this machine")
    with path.open(encoding="utf-8") as file:
        known = {
            row["statistic"]: float(row["value"])
            for row in csv.DictReader(file)
            if (row["dataset"], row["design"], row["call"], row["domain"], row["variable"])
            == ("awir70_women", "taylor", "svymean", "all", variable)
        }
    tally = children_ever_born(ORACLE / "birth_history" / "AWIR70.parquet")
    record = tally.estimate(code, ages=["15–49"]).to_dicts()[0]
    value = record["value"] if code == "MEAN_PARITY" else 1 - record["value"]
    assert value == pytest.approx(known["estimate"], rel=1e-9)
    assert record["se"] == pytest.approx(known["se"], rel=1e-9)
    assert record["deft"] ** 2 == pytest.approx(known["deff"], rel=1e-3)
