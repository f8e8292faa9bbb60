"""The tally against births counted one by one in plain Python, however the women are dealt out."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_postpartum import births_of, mean, median, rows, shares

from famplan.tabulate import postpartum_status
from famplan.tabulate.kernel import count
from famplan.tabulate.sources import batches

if TYPE_CHECKING:
    from famplan.tabulate.postpartum.kernel import Phase

WOMEN = 700
RANKS = ("01", "02", "03", "04")
STATUS = ("AMENORRHOEA", "ABSTINENCE", "INSUSCEPTIBILITY")
PHASES: tuple[Phase, ...] = ("dhs6", "dhs7", "dhs8")
every_phase = pytest.mark.parametrize("phase", PHASES)
every_seed = st.integers(0, 10**6)


def made(seed: int, size: int = WOMEN) -> dict[str, Any]:
    """Women with births, twins, pregnancies that were lost, and answers not given."""
    random = np.random.default_rng(seed)
    now = random.integers(1380, 1386, size)
    columns: dict[str, Any] = {
        "v005": random.integers(200_000, 3_000_000, size),
        "v008": now,
        "v011": now - random.integers(20 * 12, 50 * 12, size),
        "v021": random.integers(1, 30, size),
        "v025": random.integers(1, 3, size),
        "v405": random.choice([0, 1, 9, np.nan], size, p=[0.5, 0.4, 0.05, 0.05]),
        "v406": random.choice([0, 1, 9, np.nan], size, p=[0.6, 0.3, 0.05, 0.05]),
    }
    columns["v022"] = columns["v021"] % 4
    for stem, extra in (("b", {}), ("p", {"outcome": True})):
        date = now - random.integers(0, 30, size) + 0.0
        twin = np.where(random.random(size) < 0.05, 2, 0) + 0.0
        for rank in RANKS:
            columns[f"{stem}3_{rank}"], columns[f"{stem}0_{rank}"] = date, twin
            earlier = random.random(size) < 0.5
            ago = now - date
            columns[f"{stem}19_{rank}"] = np.where(ago > 0, ago - earlier, ago)
            if extra:
                columns[f"p32_{rank}"] = np.where(
                    np.isnan(date),
                    np.nan,
                    random.choice([1, 2, 3, 4], size, p=[0.8, 0.1, 0.05, 0.05]),
                )
            pair = twin == 2
            more = random.random(size) < 0.6
            gap = np.where(pair, random.integers(0, 2, size), random.integers(7, 30, size))
            date = np.where(pair | more, date - gap, np.nan)
            twin = np.where(pair, 1.0, np.where(random.random(size) < 0.05, 2.0, 0.0))
            twin = np.where(np.isnan(date), np.nan, twin)
    return columns


def plain(columns: dict[str, Any], phase: Phase) -> list[tuple[int, float, Any, Any]]:
    """All births, one by one."""
    return [birth for woman in rows(columns) for birth in births_of(woman, phase=phase)]


@every_phase
@settings(max_examples=6, deadline=None)
@given(seed=every_seed)
def test_every_figure_is_that_of_births_one_by_one(phase: Phase, seed: int) -> None:
    """Shares, with the unknown left out or not, medians and means by two schedules."""
    columns = made(seed)
    tally = postpartum_status(columns, phase=phase)
    births = plain(columns, phase)
    labels = [f"{2 * group}–{2 * group + 1}" for group in range(18)] + ["0–35"]
    late = {"dhs7": [2.0 * x + 1 for x in range(18)], "dhs6": [0.75, *np.arange(2.5, 36, 2)]}
    widths = {"dhs7": [2.0] * 18, "dhs6": [0.75, 1.5, 1.75, *[2.0] * 15]}
    for status in STATUS:
        for unknown in ("left out", "in the base"):
            expected = shares(births, status, base=unknown == "in the base")
            table = tally.estimate(f"PP_{status}", unknown=unknown)
            assert table.column("months") == labels
            wanted = [expected.get(group, np.nan) for group in (*range(18), -1)]
            np.testing.assert_allclose(table.column("value"), wanted, rtol=1e-12)
        for schedule, start in (("dhs7", 1.0), ("dhs6", 0.75)):
            table = tally.estimate(f"MEDIAN_PP_{status}", f"MEAN_PP_{status}", schedule=schedule)
            wanted = [
                median(births, status, late[schedule]),
                mean(births, status, widths[schedule], start),
            ]
            np.testing.assert_allclose(table.column("value"), wanted, rtol=1e-12)
    assert tally.estimate("PP_ABSTINENCE", unknown="in the base").column("n")[-1] == len(births)


@every_phase
@settings(max_examples=6, deadline=None)
@given(cuts=st.sets(st.integers(1, WOMEN - 1), max_size=5), seed=every_seed)
def test_any_split_and_order(phase: Phase, cuts: set[int], seed: int) -> None:
    """The cells of all parts together are those of the whole, to the last digit."""
    columns = made(seed)
    whole = postpartum_status(columns, by="v025", phase=phase)
    order = np.random.default_rng(seed).permutation(WOMEN)
    kernel = pickle.loads(pickle.dumps(whole.kernel))  # noqa: S301 - an engine sends it so
    read = next(iter(batches(columns, kernel.columns)))
    parts = [
        {column: values[part] for column, values in read.items()}
        for part in np.split(order, sorted(cuts))
    ]
    counts = count(kernel, parts)
    for dimension in ("v025", "cluster"):
        expected, found = (tally.by((dimension,)) for tally in (whole.counts, counts))
        places = [found.keys[0].tolist().index(key) for key in expected.keys[0]]
        for quantity, sums in expected.sums.items():
            assert np.array_equal(sums, found.sums[quantity][places])


def test_files_that_add_give_the_same_figures_and_errors() -> None:
    """Every field of every record."""
    columns = made(7)
    halves = [{name: column[part::2] for name, column in columns.items()} for part in (0, 1)]
    first, second = (postpartum_status(half, by="v025") for half in halves)
    whole = postpartum_status(columns, by="v025").estimate(ages=["15–29", "30–49"])
    table = (first + second).estimate(ages=["15–29", "30–49"])
    for name in ("value", "numerator", "denominator", "n"):
        np.testing.assert_array_equal(table.column(name), whole.column(name))
    for name in ("se", "low", "high", "deft"):
        np.testing.assert_allclose(table.column(name), whole.column(name), rtol=1e-9)


def test_rows_before_and_after_are_one_woman_each() -> None:
    """Half of the women with twice the weight are not more births: only weights grow."""
    columns = made(11)
    doubled = {**columns, "v005": columns["v005"] * 2}
    once, twice = (postpartum_status(x).estimate("PP_AMENORRHOEA") for x in (columns, doubled))
    assert once.column("n") == twice.column("n")
    np.testing.assert_allclose(once.column("value"), twice.column("value"), rtol=1e-12)


@pytest.mark.parametrize("kind", ["MEDIAN", "MEAN"])
def test_errors_by_leaving_out_clusters_one_by_one(kind: str) -> None:
    """The jackknife of cluster totals is that of files without the cluster."""
    columns = made(3)
    code = f"{kind}_PP_AMENORRHOEA"
    tally = postpartum_status(columns)
    (record,) = tally.estimate(code, variance="jackknife")
    clusters = np.unique(columns["v021"])
    replicates = []
    for left_out in clusters:
        kept = columns["v021"] != left_out
        rest = {name: column[kept] for name, column in columns.items()}
        replicates += postpartum_status(rest).estimate(code).column("value")
    squares = (np.array(replicates) - record["value"]) ** 2
    size = len(clusters)
    assert record["se"] == pytest.approx(np.sqrt((size - 1) / size * squares.sum()), rel=1e-9)


def test_the_linear_error_is_that_of_a_small_step() -> None:
    """Scores are what a birth more adds: the error is that of numerical slopes."""
    columns = made(5)
    tally = postpartum_status(columns)
    cluster, stratum = columns["v021"], columns["v022"]
    for code in ("MEDIAN_PP_AMENORRHOEA", "MEAN_PP_INSUSCEPTIBILITY"):
        (record,) = tally.estimate(code, variance="taylor")
        step, slopes = 1e-4, {}
        for one in np.unique(cluster):
            weight = np.where(cluster == one, columns["v005"] * (1 + step), columns["v005"])
            (moved,) = postpartum_status({**columns, "v005": weight}).estimate(code)
            slopes[one] = (moved["value"] - record["value"]) / step
        variance = 0.0
        for one in np.unique(stratum):
            scores = np.array([slopes[x] for x in np.unique(cluster[stratum == one])])
            variance += len(scores) / (len(scores) - 1) * ((scores - scores.mean()) ** 2).sum()
        assert record["se"] == pytest.approx(np.sqrt(variance), rel=1e-2)
