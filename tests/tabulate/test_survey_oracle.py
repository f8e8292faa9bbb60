"""Estimates and errors against answers computed elsewhere, where the oracle files are at hand."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from famplan.tabulate import birth_history, ratio
from famplan.tabulate.design import Design
from famplan.tabulate.variance import jackknife, taylor

ORACLE = Path(__file__).parents[3] / "shared" / "oracle"
pytestmark = pytest.mark.skipif(
    not ORACLE.is_dir(), reason="the oracle files lie beside the project, not in it"
)


@cache
def expected(folder: str) -> list[dict[str, str]]:
    """The answers of a folder, one row each."""
    path = ORACLE / folder / "expected.csv"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return list(csv.DictReader(lines))


@cache
def table(name: str) -> pl.DataFrame:
    """A file of the oracle."""
    return pl.read_parquet(ORACLE / f"{name}.parquet")


FIELDS = {"SE": "se", "LCI": "low", "UCI": "high", "DEFT": "deft", "N": "n", "WN": "denominator"}
BIRTHS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "aw_tfr_jk": ("AWIR70", {}, {}),
    "aw_gfr": ("AWIR70", {}, {"definition": "15-plus/15-44"}),
    "aw_asfr": ("AWIR70", {}, {}),
    "aw_tfr_jk_v025": ("AWIR70", {"by": "v025"}, {}),
    "aw_asfr_v025": ("AWIR70", {"by": "v025"}, {}),
    "aw_tfr_p12": ("AWIR70", {"window": 12}, {}),
    "aw_asfr_p12": ("AWIR70", {"window": 12}, {}),
    "aw_tfr_jk_end2015-06": ("AWIR70", {"ending": "2015-06"}, {}),
    "em_tfr_jk_awfactt": ("EMIR70", {"all_women_factor": "awfactt"}, {}),
}


@pytest.mark.parametrize("call", BIRTHS)
def test_birth_histories_give_the_published_packages_answers(call: str) -> None:
    """Rates, errors, limits, design factors and bases agree to 1e-9."""
    file, counting, estimating = BIRTHS[call]
    code = call.split("_")[1].upper()
    tally = birth_history(table(f"birth_history/{file}"), **counting)
    records = {
        (record.get("v025") or "", record.get("age", "").replace("–", "-")): record
        for record in tally.estimate(code, **estimating)
    }
    answers = [row for row in expected("birth_history") if row["call"] == call]
    assert answers
    for row in answers:
        if row["statistic"] == "iterations":
            continue
        record = records[row["class"], row["age"]]
        assert figure(record, row["statistic"], code) == pytest.approx(
            float(row["value"]), rel=1e-9
        )


def figure(record: dict[str, Any], statistic: str, code: str) -> float:
    """Take from a record what the answers call by another name and print per 1,000."""
    if statistic == "RSE":
        return record["se"] / record["value"]
    if statistic in {code, "SE", "LCI", "UCI"}:
        return record[FIELDS.get(statistic, "value")] * record["per"]
    return record[FIELDS[statistic]]


def test_a_window_of_ten_years_puts_every_month_where_it_belongs() -> None:
    """Month by month 120 months on the all-women file give 4.17000."""
    (record,) = birth_history(table("birth_history/AWIR70"), window=120).estimate("TFR")
    assert record["value"] == pytest.approx(4.1699979, abs=5e-8)


def test_all_births_over_women_to_44_is_the_dhs_rate() -> None:
    """With births under 15 the general rate is 143.801, without them 143.332 per 1,000."""
    (record,) = birth_history(table("birth_history/AWIR70")).estimate("GFR", definition="dhs")
    assert record["value"] * 1000 == pytest.approx(143.801, abs=5e-4)


WOMEN = {"weight": "w", "cluster": "v021", "stratum": "v022"}
METHODS = {"taylor": "taylor", "taylor lonely.psu=adjust": "taylor", "JKn": "stratified-jackknife"}
SURVEYS = sorted(
    {
        (row["dataset"], row["design"], row["domain"], row["variable"])
        for row in expected("survey")
        if row["call"] in {"svymean", "svyratio"} and row["design"] in METHODS
    }
)


@pytest.mark.parametrize(("dataset", "design", "domain", "variable"), SURVEYS)
def test_survey_estimates_agree(dataset: str, design: str, domain: str, variable: str) -> None:
    """Means, ratios, errors, limits and design effects agree to 1e-9, logit limits to 1e-6."""
    tally, wanted = tallied(dataset, domain, variable)
    answers = {
        row["statistic"]: float(row["value"])
        for row in expected("survey")
        if (row["dataset"], row["design"], row["domain"], row["variable"])
        == (dataset, design, domain, variable)
    }
    centred = {} if design != "JKn" else {"se": replicates_around_their_mean(tally)}
    for method in ("normal", "t", "logit"):
        estimated = tally.estimate(variance=METHODS[design], interval=method)
        (record,) = estimated.where(**wanted) if wanted else estimated
        record = {**record, **centred}
        assert record["value"] == pytest.approx(answers["estimate"], rel=1e-9)
        assert record["se"] == pytest.approx(answers["se"], rel=1e-9)
        if "deff" in answers:
            assert record["deft"] ** 2 == pytest.approx(answers["deff"], rel=1e-9)
        name = "ci95_{}" if method == "logit" else f"ci95_{{}}_{method}"
        if name.format("lo") in answers and not centred:
            limits = (answers[name.format("lo")], answers[name.format("hi")])
            assert (record["low"], record["high"]) == pytest.approx(
                limits, rel=1e-6 if method == "logit" else 1e-9
            )


def tallied(dataset: str, domain: str, variable: str) -> tuple[Any, dict[str, str]]:
    """Tally the ratio of an answer; say which group of it is meant."""
    above, _, below = variable.partition("/")
    group, _, label = domain.partition("=")
    data = table(f"survey/{dataset}")
    design = {"cluster": "district"} if dataset == "bangladesh1989" else WOMEN
    by = (group,) if label else ()
    tally = ratio(data, above, denominator=below or None, by=by, **design)
    return tally, {group: label} if label else {}


def replicates_around_their_mean(tally: Any) -> float:
    """Error of a stratified jackknife that centres replicates at their own mean."""
    sums = tally.counts.sums
    design = Design.of(tally.counts)
    return jackknife(design, share, sums["y"], sums["x"], centre="replicates")[0, 0]


def share(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Ratios of totals."""
    return y / x


@pytest.mark.parametrize("domain", ["all", "urban=N", "urban=Y", "livch=0", "livch=1", "livch=3+"])
def test_the_unstratified_jackknife_agrees_over_the_whole_sample(domain: str) -> None:
    """All 60 districts are left out in turn, also those without anyone in the domain."""
    tally, wanted = tallied("bangladesh1989", domain, "use")
    sums, design = tally.counts.sums, Design.of(tally.counts)
    place = design.groups.index(tuple(wanted.values()))
    found = jackknife(
        design.unstratified("design"), share, sums["y"], sums["x"], centre="replicates"
    )
    (answer,) = (
        float(row["value"])
        for row in expected("survey")
        if (row["design"], row["call"], row["domain"]) == ("JK1", "svymean", domain)
        and row["statistic"] == "se"
    )
    assert found[place, 0] == pytest.approx(answer, rel=1e-9)


@pytest.mark.parametrize(
    "row",
    [row for row in expected("survey") if row["call"] == "degf"],
    ids=lambda row: row["domain"],
)
def test_degrees_of_freedom_agree(row: dict[str, str]) -> None:
    """Clusters less strata, of those with data in the domain."""
    variable = "use" if row["dataset"] == "bangladesh1989" else "ceb"
    tally, wanted = tallied(row["dataset"], row["domain"], variable)
    design = Design.of(tally.counts)
    place = design.groups.index(tuple(wanted.values()))
    freedom = design.clusters_seen() - design.strata_seen()
    assert freedom[place] == float(row["value"])
    assert np.isfinite(taylor(design, tally.counts.sums["y"], tally.counts.sums["x"])[place]).all()
