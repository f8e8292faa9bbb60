"""Discontinuation: against a count episode by episode, its properties, and what it refuses."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import attrs
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from calendar_reader import Episode, episodes_of, incidence
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.datasets import synthetic_calendars
from famplan.errors import DefinitionError, FaultyRowsError, InvalidInputError
from famplan.tabulate.calendars import DiscontinuationTally, calendar, discontinuation
from famplan.tabulate.calendars.codes import CAUSES, reason_names
from famplan.tabulate.calendars.texts import FixedTexts
from famplan.tabulate.coding import Coded
from famplan.tabulate.kernel import count

SEEDED = synthetic_calendars(3_000, seed=62, clusters=60, strata=4).columns


@st.composite
def women(draw: st.DrawFn) -> dict[str, list[Any]]:
    """Women with calendars of eighty months in which much happens."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = draw(st.integers(1, 25))
    rows = [row(random) for _ in range(size)]
    return {name: [found[name] for found in rows] for name in rows[0]}


def row(random: np.random.Generator) -> dict[str, Any]:
    """Draw one woman: runs of letters, reasons where episodes of use end."""
    blanks = int(random.integers(5, 14))
    months = ""
    while len(months) < 80:
        months += random.choice(list("00135NLBTP?")) * int(random.choice([1, 1, 2, 4, 9, 20]))
    months = months[: 80 - blanks]
    reasons = [" "] * 80
    for place in range(1, len(months)):
        if months[place - 1] != months[place] and months[place] not in "0BTP":
            reasons[blanks + place] = str(random.choice(list("12379W? ")))
    return {
        "v005": int(random.integers(1, 3_000_000)),
        "v008": 1386,
        "v017": 1386 - len(months) + 1,
        "v018": blanks + 1,
        "v019": len(months),
        "v021": int(random.integers(1, 5)),
        "v022": 1,
        "v025": str(random.choice(["town", "village"])),
        "vcal_1": " " * blanks + months,
        "vcal_2": "".join(reasons),
    }


def figure(tally: DiscontinuationTally, code: str, **where: Any) -> float:
    """One figure of all methods."""
    table = tally.estimate(code, hide_below=0).where(method="all methods", **where)
    (value,) = table.column("value")
    return float(value)


@settings(max_examples=60)
@given(women(), st.sampled_from(["dhs", "complete"]), st.sampled_from([(3, 62), (0, 40), (5, 30)]))
def test_rates_are_those_of_a_count_episode_by_episode(
    data: dict[str, list[Any]], order: str, window: tuple[int, int]
) -> None:
    """At risk, ends, reasons and switches by month of use; episodes weighted and not."""
    tally = discontinuation(data, months=(6, 24), switching=order, window=window)
    episodes = episodes_of(data, window=window, order=order)
    for months in (6, 24):
        at = {"months": months}
        wanted = incidence(episodes, months, lambda _: True)
        assert figure(tally, f"DISC{months}") == pytest.approx(wanted, abs=1e-12, nan_ok=True)
        for cause, name in enumerate(CAUSES, start=1):
            wanted = incidence(episodes, months, lambda e, cause=cause: e.cause == cause)
            found = figure(tally, "DISC_REASON", reason=name, **at)
            assert found == pytest.approx(wanted, abs=1e-12, nan_ok=True)
        wanted = incidence(episodes, months, lambda e: e.switched)
        found = figure(tally, "DISC_SWITCH", **at)
        assert found == pytest.approx(wanted, abs=1e-12, nan_ok=True)
    (record,) = tally.estimate("DISC6", hide_below=0).where(method="all methods").to_dicts()
    # Weights as small as these are taken for divided ones.
    heavy = np.mean(data["v005"]) >= 1000
    weight = sum(e.weight for e in episodes) / (1e6 if heavy else 1)
    assert record["denominator"] == pytest.approx(weight)
    assert record["n"] == sum(e.entry == 0 for e in episodes)


@settings(max_examples=30)
@given(women())
def test_events_read_before_count_the_same(data: dict[str, list[Any]]) -> None:
    """The two ways to a tally meet, by group too."""
    options: dict[str, Any] = {"by": "v025", "months": 36, "methods": "each"}
    direct = discontinuation(data, **options).estimate(hide_below=0)
    found = discontinuation(calendar(data, by="v025"), **options).estimate(hide_below=0)
    assert found.to_json() == direct.to_json()


def table(data: object, **options: Any) -> str:
    """Everything that can be estimated, as text."""
    tally = discontinuation(data, by="v025", months=(12, 24), **options)
    return tally.estimate("DISC", "DISC_REASON", "DISC_SWITCH", "DISC_NET").to_json()


def check_close(found: str, wanted: str) -> None:
    """The same figures; errors but for their last digits, as clusters came in another order."""
    for one_, other in zip(json.loads(found), json.loads(wanted), strict=True):
        for name, value in other.items():
            if name in {"se", "low", "high"} and value is not None:
                assert one_[name] == pytest.approx(value, rel=1e-9)
            else:
                assert one_[name] == value


@pytest.fixture(scope="module")
def wanted() -> str:
    """What numpy counts of the seeded survey at once."""
    return table(SEEDED)


def frame() -> pd.DataFrame:
    """The seeded survey with calendars as text."""
    texts = {name: SEEDED[name].astype(str) for name in ("vcal_1", "vcal_2")}
    return pd.DataFrame(dict(SEEDED) | texts)


def parts(sizes: list[int]) -> list[dict[str, Any]]:
    """Cut the seeded survey."""
    cuts = [0, *np.cumsum(sizes).tolist(), len(SEEDED["v005"])]
    return [
        {name: array[low:high] for name, array in SEEDED.items()}
        for low, high in pairwise(cuts)
        if low < high
    ]


@settings(max_examples=10)
@given(st.lists(st.integers(1, 1500), max_size=4))
def test_every_split_gives_the_same_figures(sizes: list[int]) -> None:
    """In batches, or as tallies of files that are added: whole weights, so to the last bit."""
    whole = table(SEEDED)
    pieces = [piece for piece in parts(sizes) if len(piece["v005"])]
    assert table(pieces) == whole
    tallies = [discontinuation(piece, by="v025", months=(12, 24)) for piece in pieces]
    total = tallies[0]
    for tally in tallies[1:]:
        total = total + tally
    codes = ("DISC", "DISC_REASON", "DISC_SWITCH", "DISC_NET")
    assert total.estimate(*codes).to_json() == whole


def test_the_order_of_rows_does_not_matter(wanted: str) -> None:
    """Whoever comes first."""
    order = np.random.default_rng(3).permutation(len(SEEDED["v005"]))
    check_close(table({name: array[order] for name, array in SEEDED.items()}), wanted)


@pytest.mark.parametrize(
    "given_as",
    [
        frame,
        lambda: pl.from_pandas(frame()),
        lambda: pl.from_pandas(frame()).lazy(),
        lambda: pa.Table.from_pandas(frame()),
        lambda: {name: values.tolist() for name, values in frame().items()},
    ],
    ids=["pandas", "polars", "polars lazy", "pyarrow", "lists"],
)
def test_every_frame_gives_the_same_figures(given_as: Any, wanted: str) -> None:
    """One kernel, whoever delivers its batches."""
    assert table(given_as()) == wanted


def test_files_and_databases_give_the_same_figures(tmp_path: Any, wanted: str) -> None:
    """Parquet, CSV with quoted texts, and DuckDB."""
    import duckdb

    pq.write_table(pa.Table.from_pandas(frame()), tmp_path / "women.parquet", row_group_size=700)
    assert table(tmp_path / "women.parquet") == wanted
    frame().to_csv(tmp_path / "women.csv", index=False)
    assert table(tmp_path / "women.csv") == wanted
    connection = duckdb.connect()
    assert table(connection.read_parquet(str(tmp_path / "women.parquet"))) == wanted


@pytest.mark.engines
def test_dask_and_spark_give_the_same_figures(dask: Any, spark: Any, wanted: str) -> None:
    """The kernel goes to the rows, and finds texts there."""
    check_close(table(dask.from_pandas(frame(), npartitions=3)), wanted)
    check_close(table(spark.createDataFrame(frame()).repartition(3)), wanted)


@settings(max_examples=40)
@given(women())
def test_reasons_add_up_to_any_reason(data: dict[str, list[Any]]) -> None:
    """For every method and group."""
    tally = discontinuation(data, by="v025", months=(12, 36), methods="each")
    found = tally.estimate("DISC", "DISC_REASON", hide_below=0)
    for code, months in (("DISC12", 12), ("DISC36", 36)):
        by_reason: dict[tuple[Any, Any], float] = {}
        for record in found.where(indicator="DISC_REASON", months=months):
            key = (record["v025"], record["method"])
            by_reason[key] = by_reason.get(key, 0) + record["value"]
        for record in found.where(indicator=code):
            total = by_reason[record["v025"], record["method"]]
            assert total == pytest.approx(record["value"], abs=1e-12, nan_ok=True)


def test_net_rates_are_not_below_gross_ones_and_rates_grow() -> None:
    """Without its competitors a reason ends more; over more months too."""
    tally = discontinuation(SEEDED, months=(6, 12, 24, 36))
    found = tally.estimate("DISC_REASON", "DISC_NET", hide_below=0)
    gross, net = (
        np.array(found.where(indicator=code).column("value"))
        for code in ("DISC_REASON", "DISC_NET")
    )
    known = np.isfinite(net)
    assert known.sum() > 100
    assert (net[known] >= gross[known] - 1e-12).all()
    every = tally.estimate("DISC", hide_below=0).where(method="pill").column("value")
    assert every == sorted(every)
    failure = tally.estimate("FAIL_NET", months=12, hide_below=0).column("value")
    same = tally.estimate("DISC_NET", months=12, hide_below=0).where(reason="failure")
    np.testing.assert_array_equal(failure, same.column("value"))


def test_months_before_the_window_change_nothing() -> None:
    """What entered and ended more than 62 months ago is not there: entry after it is ignored."""
    early = one_episode(length=3, ended=63)
    assert repr(discontinuation(early)) == "0 episodes of use among 1 rows"
    some = {name: SEEDED[name][:500] for name in early}
    texts = {name: some[name].astype(str) for name in ("vcal_1", "vcal_2")}
    plain = {name: array.tolist() for name, array in (some | texts).items()}
    both = {name: plain[name] + early[name] for name in early}
    rates = [discontinuation(d).estimate(hide_below=0).column("value") for d in (plain, both)]
    np.testing.assert_array_equal(*rates)


def one_episode(
    *, length: int, ended: int, letter: str = "1", then: str = "0"
) -> dict[str, list[Any]]:
    """One woman with one episode that ended so many months before the interview."""
    months = then * ended + letter * length
    text = months + "0" * (80 - len(months))
    row = {"v005": 1_000_000, "v008": 1386, "v017": 1307, "v018": 1, "v019": 80, "v021": 900_000,
           "v022": 1, "vcal_1": text, "vcal_2": ""}  # fmt: skip
    return {name: [value] for name, value in row.items()}


def risk(data: dict[str, list[Any]], **options: Any) -> list[tuple[int, int]]:
    """Ways to leave (8: no reason, 9: came into view late) and months of the only episode."""
    tally = discontinuation(data, months=36, **options)
    parts_ = tally.kernel.code.parts(tally.counts)
    return sorted(
        (int(outcome), int(months))
        for method, outcome, months in zip(
            parts_.method, parts_.outcome, parts_.months, strict=True
        )
        if method >= 0
    )


@pytest.mark.parametrize(
    ("length", "ended", "wanted_risk"),
    [
        (5, 10, [(8, 5)]),  # seen from its start to its end
        (5, 3, [(8, 5)]),  # the third month before the interview is still looked at
        (5, 2, [(0, 4)]),  # in the second nobody is at risk
        (5, 0, [(0, 2)]),
        (3, 0, []),  # began in the last three months
        (4, 0, [(0, 1)]),
        (3, 60, [(8, 3)]),  # began 62 months ago
        (4, 60, [(8, 4), (9, 1)]),  # one month before: at risk from the second month of use
        (4, 62, [(8, 4), (9, 3)]),
        (4, 63, []),
        (20, 60, []),  # under way when the calendar starts
    ],
)
def test_the_window_decides_who_is_at_risk_when(
    length: int, ended: int, wanted_risk: list[tuple[int, int]]
) -> None:
    """Entry, exit and censoring of single episodes, worked by hand (A.13)."""
    assert risk(one_episode(length=length, ended=ended)) == wanted_risk


def test_a_switch_needs_another_method_the_month_after() -> None:
    """Or, for a more effective one, the month after next; never the same, and never too late."""

    def switches(months: str, reasons: str = "", **options: Any) -> float:
        data = one_episode(length=1, ended=70)
        data["vcal_1"], data["vcal_2"] = [months.ljust(80, "0")], [reasons]
        tally = discontinuation(data, **options)
        numbers = tally.kernel.code.parts(tally.counts)
        return float(tally.counts.sums["n"][numbers.switched > 0][:, 0].sum()) - 1

    assert switches("0000031") == 1
    assert switches("00000301") == 0
    assert switches("00000301", "       7") == 1
    assert switches("000003001", "        7") == 0
    assert switches("00000P01", "       7") == 0
    assert switches("00000101", "       7") == 0  # back to the same method
    assert switches("0003110") == 1
    assert switches("0031110") == 0  # what follows begins in the months left out
    assert switches("0031110", switching="complete") == 1
    assert switches("003011", "    7") == 0
    assert switches("003011", "    7", switching="complete") == 1
    assert switches("0000061", leave_out=[6]) == 0
    assert switches("0000061", leave_out=[6], switching="complete") == 1


def test_the_kernel_counts_columns_as_they_are() -> None:
    """Without a layout and checks: for those who bring their own."""
    tally = discontinuation(SEEDED)
    texts = {
        name: Coded(np.arange(len(SEEDED[name])), FixedTexts(SEEDED[name]))
        for name in ("vcal_1", "vcal_2")
    }
    batch = {name: (dict(SEEDED) | texts)[name] for name in tally.kernel.columns}
    counts = count(tally.kernel, [batch])
    for name, array in tally.counts.sums.items():
        np.testing.assert_array_equal(counts.sums[name], array)


def test_methods_can_be_left_out_and_grouped() -> None:
    """Sterilisation out of the table; groups of one's own, the rest being others."""
    everyone = discontinuation(SEEDED).estimate("DISC12", hide_below=0)
    without = discontinuation(SEEDED, leave_out=[6, 7]).estimate("DISC12", hide_below=0)
    all_ = [t.where(method="all methods").column("n")[0] for t in (everyone, without)]
    assert all_[0] > all_[1] > 0
    own = discontinuation(SEEDED, methods={"long": [2, 11, 6]}).estimate("DISC12", hide_below=0)
    assert own.column("method") == ["long", "other", "all methods"]
    assert sum(own.column("n")[:2]) == own.column("n")[2] == all_[0]


def test_a_missing_method_is_use_and_no_use_is_not() -> None:
    """As reports have it, unless it is left out."""
    data = one_episode(length=5, ended=10, letter="?")
    assert risk(data) == [(8, 5)]
    assert risk(data, leave_out=[99]) == []
    assert risk(one_episode(length=5, ended=10, letter="P")) == []


def test_women_without_a_method_are_of_the_sample() -> None:
    """A cluster in which nobody used one still is a cluster of its stratum."""
    nobody = {name: array[:50] for name, array in SEEDED.items()}
    nobody["caseid"] = nobody["caseid"] + 1_000_000
    blank = np.array([b" " * 14 + b"0" * 66] * 50)
    data = nobody | {
        "vcal_1": blank,
        "vcal_2": np.array([b""] * 50),
        "v018": np.full(50, 15),
        "v019": np.full(50, 66),
        "v017": nobody["v008"] - 65,
    }
    data["v021"] = np.full(50, 10_000)
    more = discontinuation([SEEDED, data])
    one_, two = (
        t.estimate("DISC12", variance="stratified-jackknife")
        for t in (discontinuation(SEEDED), more)
    )
    assert one_.column("value") == two.column("value")
    assert one_.column("se") != two.column("se")
    forgotten = [t.estimate("DISC12").column("se") for t in (discontinuation(SEEDED), more)]
    assert forgotten[0] != forgotten[1]


def test_errors_are_those_of_leaving_out_one_cluster_after_the_other() -> None:
    """The vectorised jackknife against replicates that are counted anew."""
    names = np.unique(SEEDED["v021"])[:12]
    data = {name: array[np.isin(SEEDED["v021"], names)] for name, array in SEEDED.items()}
    tally = discontinuation(data)
    (record,) = tally.estimate("DISC12", hide_below=0).where(method="all methods").to_dicts()
    left = [
        figure(discontinuation({n: a[data["v021"] != cluster] for n, a in data.items()}), "DISC12")
        for cluster in names
    ]
    size = len(names)
    pseudo = size * record["value"] - (size - 1) * np.array(left)
    wanted_se = np.sqrt(((pseudo - record["value"]) ** 2).sum() / (size * (size - 1)))
    assert record["se"] == pytest.approx(wanted_se, rel=1e-9)
    assert record["low"] == pytest.approx(record["value"] - 1.959964 * wanted_se, rel=1e-6)


def test_a_single_cluster_says_nothing_about_errors() -> None:
    """Unknown, never zero."""
    table_ = discontinuation(one_episode(length=5, ended=10), months=6).estimate(hide_below=0)
    (record,) = table_.where(method="all methods", indicator="DISC6").to_dicts()
    assert record["value"] == 1.0
    assert np.isnan(record["se"])


def test_what_nobody_reached_is_unknown() -> None:
    """Where no episode lasted or ended, the later risk is not known; where all ended, it is one."""
    lasting = one_episode(length=5, ended=0)
    assert np.isnan(figure(discontinuation(lasting), "DISC12"))
    assert figure(discontinuation(one_episode(length=5, ended=10)), "DISC12") == 1.0


def test_without_reasons_there_are_two_rates() -> None:
    """Any reason and switching; asking for reasons says what is missing."""
    data = {name: array for name, array in SEEDED.items() if name != "vcal_2"}
    tally = discontinuation(data)
    assert set(tally.estimate().column("indicator")) == {"DISC12", "DISC_SWITCH"}
    for code in ("DISC_REASON", "DISC_NET", "FAIL_NET"):
        with pytest.raises(DefinitionError, match=f"{code}: the data have no reasons; name the"):
            tally.estimate(code)
    assert not (tally + discontinuation(SEEDED)).reasons


def test_weights_may_have_been_divided() -> None:
    """The weighted number of episodes is in women either way."""
    plain = dict(SEEDED) | {"v005": SEEDED["v005"] / 1e6}
    found, given_ = (
        discontinuation(d).estimate("DISC12").column("denominator") for d in (plain, SEEDED)
    )
    assert found == pytest.approx(given_)


def test_tallies_of_other_rules_do_not_add() -> None:
    """Nor does anything else."""
    tally = discontinuation(SEEDED)
    others: list[dict[str, Any]] = [
        {"switching": "complete"}, {"months": 24}, {"methods": "each"}, {"by": "v025"},
        {"reasons": "each"},
    ]  # fmt: skip
    for other in others:
        with pytest.raises(DefinitionError, match="counted in another way"):
            tally + discontinuation(SEEDED, **other)
    with pytest.raises(TypeError):
        tally + 1  # type: ignore[operator]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"months": 13}, "months: 13 is none of 6, 12, 24, 36"),
        ({"months": "12"}, "months: '12' is no whole number"),
        ({"months": 12.5}, "months: 12.5 is no whole number"),
        ({"months": ()}, "is none of 6, 12, 24, 36"),
        ({"by": "method"}, "method is this tally's own name"),
        ({"switching": "late"}, "switching: 'late' is none of"),
        ({"window": (5, 3)}, r"\(5, 3\) is no latest and earliest month"),
        ({"window": (-1, 3)}, "reports use"),
        ({"window": (3.5, 62)}, "is no latest and earliest month"),
        ({"window": (3,)}, "is no latest and earliest month"),
        ({"leave_out": [500]}, "leave_out: 500 is no method's code"),
        ({"leave_out": 81}, "leave_out: 81 is no method's code"),
        ({"reasons": "all"}, "reasons: 'all' is none of 'dhs', 'each'"),
        ({"reasons": {"a": [14]}}, "reasons: a: 14 is no reason's code"),
        ({"reasons": {"a": [1], "b": 1}}, "reasons: b: 1 is in two groups"),
        ({"reasons": {"other reasons": [1]}}, "is for reasons in no other group"),
        ({"methods": "who"}, "'who' is none of 'dhs', 'dhs-full', 'each'"),
        ({"methods": {"a": [1], "b": [1]}}, "b: 1 is in two groups"),
        ({"methods": {"a": [81]}}, "a: 81 is no method's code"),
        ({"methods": {"a": [300]}}, "a: 300 is no method's code"),
        ({"methods": {"other": [1]}}, "for methods in no other group"),
    ],
)
def test_choices_are_checked_before_anything_is_read(options: dict[str, Any], message: str) -> None:
    """Each with what is allowed."""
    with pytest.raises(InvalidInputError, match=message):
        discontinuation({}, **options)


def test_estimates_ask_for_what_was_counted() -> None:
    """Codes, months and events."""
    tally = discontinuation(SEEDED)
    with pytest.raises(DefinitionError, match="'DISC7' is none of"):
        tally.estimate("DISC7")
    with pytest.raises(
        DefinitionError, match="DISC24: counted up to 12 only; count with months=24"
    ):
        tally.estimate("DISC24")
    with pytest.raises(DefinitionError, match="counted up to 12 only; count with months=36"):
        tally.estimate(months=(6, 36))
    assert set(tally.estimate("DISC", months=6).column("indicator")) == {"DISC6"}
    with pytest.raises(DefinitionError, match="variance"):
        tally.estimate(variance="bootstrap")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="variance: 'taylor' is none of"):
        tally.estimate(variance="taylor")  # type: ignore[arg-type]
    episodes = calendar({name: array[:50] for name, array in SEEDED.items()})
    with pytest.raises(DefinitionError, match="layout: the events have been read"):
        discontinuation(episodes, layout="dhs6")
    with pytest.raises(InvalidInputError, match="by: v025 was not kept; name it where"):
        discontinuation(episodes, by="v025")


def test_an_episode_of_the_reader_is_what_it_says() -> None:
    """The second reading is right on an episode worked by hand."""
    data = one_episode(length=4, ended=60)
    (found,) = episodes_of(data)
    assert found == Episode(1, 1, 4, 7, switched=False, weight=1_000_000, woman=0, reason=0)
    assert incidence([found], 12, lambda _: True) != incidence([found], 12, lambda _: True)


@pytest.mark.parametrize("scale", [1e-6, 1 / 30])
@pytest.mark.parametrize("variance", ["jackknife", "stratified-jackknife"])
def test_weights_with_fractions_give_the_rates_of_whole_weights(
    scale: float, variance: Any
) -> None:
    """Who divides weights by a million first is not told of counts below zero."""
    random = np.random.default_rng(7)
    lasted = [int(months) for months in random.integers(1, 20, 300)]
    data: dict[str, Any] = {
        "vcal_1": [("0" * 9 + "1" * months + "0" * 40)[:40] for months in lasted],
        "v018": [1] * 300, "v019": [40] * 300, "v017": [1323] * 300, "v008": [1362] * 300,
        "v021": [place % 12 for place in range(300)], "v022": [place % 3 for place in range(300)],
        "v005": random.integers(200_000, 3_000_000, 300),
    }  # fmt: skip
    codes = ("DISC36", "DISC_SWITCH")

    def found(weights: Any) -> Any:
        tally = discontinuation(data | {"v005": weights}, months=36)
        table = tally.estimate(*codes, hide_below=0, variance=variance)
        return [table.column(name) for name in ("value", "se")]

    whole = np.asarray(data["v005"], dtype=np.float64)
    np.testing.assert_allclose(
        np.array(found(whole * scale), dtype=float),
        np.array(found(whole), dtype=float),
        rtol=1e-6,
        atol=1e-12,
    )


def _one(events: str, reasons: str) -> dict[str, list[Any]]:
    size = len(events)
    return {
        "vcal_1": [events], "vcal_2": [reasons], "v018": [1], "v019": [size],
        "v017": [1362 - size + 1], "v005": [1_000_000], "v008": [1362], "v021": [1], "v022": [1],
    }  # fmt: skip


@pytest.mark.parametrize(("reason", "rate"), [("4", 1.0), (" ", 0.0)])
def test_a_reason_ends_an_episode_whatever_the_letter_after_it(reason: str, rate: float) -> None:
    """Without one, nobody knows whether use went on under a letter that no list has."""
    data = _one("z" * 20 + "1" * 12 + "0000", " " * 20 + reason + " " * 15)
    assert figure(discontinuation(data, faults="keep"), "DISC12") == rate


def test_what_was_not_done_as_in_reports_is_said_beside_the_figure() -> None:
    """Another window or methods left out are another definition."""
    data = _one("0" * 20 + "1" * 12 + "0000", " " * 20 + "4" + " " * 15)
    usual = discontinuation(data).estimate("DISC12", hide_below=0)
    assert set(usual.column("definition")) == {"12 months"}
    own = discontinuation(data, window=(0, 59), leave_out=(7, 6)).estimate("DISC12", hide_below=0)
    assert set(own.column("definition")) == {"12 months, window 0 to 59, without 6 7"}


def test_tallies_of_other_weights_do_not_add() -> None:
    """Weights in millions and weights of one would give a million times too much of one file."""
    data = _one("0" * 20 + "1" * 12 + "0000", " " * 20 + "4" + " " * 15)
    tally = discontinuation(data)
    other = attrs.evolve(tally, kernel=attrs.evolve(tally.kernel, weight_scale=1))
    with pytest.raises(DefinitionError, match="weights differ"):
        tally + other


@settings(max_examples=30)
@given(women(), st.sampled_from(["each", "own"]))
def test_single_reasons_and_groups_of_ones_own_are_a_count_of_their_codes(
    data: dict[str, list[Any]], kind: str
) -> None:
    """Every group's rate, and what has no reason in the last; they add up as those of reports."""
    names = reason_names()
    own: dict[str, Any] = {"pregnancy": [1, 2], "method": 7}
    tally = discontinuation(data, months=24, reasons="each" if kind == "each" else own)
    episodes = episodes_of(data)
    wanted = {
        label: [code for code, name in names.items() if name == label]
        if kind == "each"
        else np.atleast_1d(own.get(label, [])).tolist()
        for label in tally.kernel.reasons.labels
    }
    grouped = {code for codes in wanted.values() for code in codes}
    wanted[tally.kernel.reasons.rest] = [*({0, *names} - grouped)]
    found = tally.estimate("DISC_REASON", hide_below=0).where(method="all methods")
    for record in found:
        codes = wanted[record["reason"]]
        rate = incidence(episodes, 24, lambda e, codes=codes: bool(e.cause) and e.reason in codes)
        assert record["value"] == pytest.approx(rate, abs=1e-12, nan_ok=True)
        assert record["definition"] == f"24 months, reasons: {kind}"
    blank = sum(bool(e.cause) and not e.reason for e in episodes)
    said = (f"{blank} episodes ended without a reason: they are in “{tally.kernel.reasons.rest}”",)
    assert found.notes == (said if blank else ())


def test_the_failure_rate_needs_pregnancy_as_a_group_of_its_own() -> None:
    """By whatever name; with the wish for a child it is no failure rate."""
    usual = discontinuation(SEEDED).estimate("FAIL_NET", hide_below=0)
    own = discontinuation(SEEDED, reasons={"pregnant": 1, "wish": [2]})
    found = own.estimate("FAIL_NET", hide_below=0)
    np.testing.assert_array_equal(found.column("value"), usual.column("value"))
    each = discontinuation(SEEDED, reasons="each").estimate("FAIL_NET", hide_below=0)
    assert set(each.column("reason")) == {"became pregnant while using"}
    both = discontinuation(SEEDED, reasons={"pregnant": [1, 2]})
    with pytest.raises(DefinitionError, match="FAIL_NET: pregnancies are with other reasons"):
        both.estimate("FAIL_NET")


def test_figures_on_few_episodes_are_bracketed_where_asked() -> None:
    """Those on fewer than the first number stay hidden."""
    table_ = discontinuation(SEEDED).estimate("DISC12", bracket_below=400)
    for record in table_:
        n = record["n"]
        assert record["mark"] == ("hidden" if n < 125 else "bracketed" if n < 400 else "")
    assert {"hidden", "bracketed", ""} == set(table_.column("mark"))
    only = discontinuation(SEEDED).estimate("DISC12", hide_below=0, bracket_below=400)
    assert "hidden" not in only.column("mark")


def test_a_third_column_that_is_not_of_marriages_stops_no_rate() -> None:
    """Nothing here asks for marriage; where it is named it is looked at."""
    data = _one("0" * 20 + "1" * 12 + "0000", " " * 20 + "4" + " " * 15) | {"vcal_3": ["7" * 36]}
    assert figure(discontinuation(data), "DISC12") == 1.0
    with pytest.raises(FaultyRowsError, match="marriage at this position"):
        discontinuation(data, columns={"marriage": "vcal_3"})
