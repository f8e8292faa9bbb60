"""Birth intervals: twins, groups made of the history, and limits of medians that hold."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.datasets.survey import synthetic_survey
from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate import birth_intervals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from famplan.tabulate.spacing import IntervalTally

NOW = 1362
MADE = ("order", "sex_of_preceding", "survival_of_preceding")


def woman(*ago: int, **told: object) -> dict[str, Any]:
    """Make a woman of 30 with births so many months ago, the latest first."""
    born = {f"b3_{rank:02d}": [NOW - months] for rank, months in enumerate(ago, 1)}
    whole = {"v005": [1_000_000], "v008": [NOW], "v011": [NOW - 360], "v021": [1], "v022": [1]}
    return {**whole, **born, **{name: [value] for name, value in told.items()}}


def counted(tally: IntervalTally) -> dict[int, float]:
    """Count births by interval."""
    cases = tally.counts.sums["cases_n"].sum(axis=0)
    return {int(months): float(cases[months]) for months in np.flatnonzero(cases)}


def test_twins_that_are_born_in_two_months_are_one_delivery() -> None:
    """If the file says that they are twins; each has the interval since the birth before."""
    twins = {"b0_01": 2, "b0_02": 1, "b0_03": 0}
    assert counted(birth_intervals(woman(9, 10, 40, **twins))) == {30: 1, 31: 1}
    assert counted(birth_intervals(woman(9, 10, 40))) == {1: 1, 30: 1}
    assert counted(birth_intervals(woman(9, 10, b0_01=2, b0_02=1))) == {}


def test_what_follows_twins_follows_the_last_of_them() -> None:
    """The next interval begins when the second was born."""
    told = {"b0_01": 0, "b0_02": 2, "b0_03": 1, "b4_01": 1, "b4_02": 2, "b4_03": 1}
    tally = birth_intervals(woman(9, 40, 41, **told), by="sex_of_preceding")
    assert counted(tally) == {31: 1}
    assert tally.counts.keys[0].tolist() == ["female"]


def test_a_twin_without_the_other_is_a_birth_of_its_own() -> None:
    """Who is called second of twins years after the birth before has an interval."""
    assert counted(birth_intervals(woman(9, 40, b0_01=2, b0_02=0))) == {31: 1}
    assert counted(birth_intervals(woman(9, 11, b0_01=2, b0_02=1))) == {2: 1}


@pytest.mark.parametrize("faults", ["drop", "keep"])
def test_no_interval_goes_over_a_birth_without_a_month(faults: Any) -> None:
    """Births before it keep theirs; those after it have none that is known."""
    made = woman(2, 20, 30, 50, 90)
    made["b3_03"] = [9998]
    tally = birth_intervals(made, faults=faults)
    assert dict(tally.findings.counts) == {"month of a birth is missing": 1}
    assert counted(tally) == {40: 1}
    blank = birth_intervals({**made, "b3_03": [None]}, faults=faults)
    assert counted(blank) == {40: 1}
    oldest = birth_intervals({**woman(2, 20), "b3_03": [9998]}, faults=faults)
    assert counted(oldest) == {}
    # Listed last and in the wrong order.
    mixed = {**woman(20, 2, 30, 50, 90), "b3_03": [9998]}
    assert counted(birth_intervals(mixed, faults=faults)) == {40: 1}


def test_in_a_table_of_births_one_without_a_month_may_be_anywhere() -> None:
    """No interval of its mother is known; those of others are."""
    women = {"woman": [1, 2], "born": [NOW - 360] * 2, "interview": [NOW] * 2, "cluster": [1, 2]}
    births = {
        "woman": [1, 1, 1, 2, 2],
        "birth": [NOW - 10, NOW - 40, None, NOW - 10, NOW - 35],
    }
    assert counted(birth_intervals(women, births=births, faults="drop")) == {25: 1}


def test_births_in_the_wrong_order_are_put_right() -> None:
    """No interval is negative, whichever birth is listed first."""
    told = {"b4_01": 1, "b4_02": 2, "b4_03": 2}
    right = birth_intervals(woman(10, 40, 90, **told), by=["order", "sex_of_preceding"])
    wrong = {"b4_01": 2, "b4_02": 1, "b4_03": 2}
    mixed = birth_intervals(woman(40, 10, 90, **wrong), by=["order", "sex_of_preceding"])
    assert counted(right) == counted(mixed) == {30: 1, 50: 1}
    assert right.estimate().to_json() == mixed.estimate().to_json()


def test_a_table_worked_by_hand() -> None:
    """Every class of order, sex and survival, with groups of the women beside them."""
    told = {
        **{f"b4_{rank:02d}": sex for rank, sex in enumerate((1, 2, 2, 1, 9, 1, 1), 1)},
        **{f"b5_{rank:02d}": lives for rank, lives in enumerate((1, 1, 0, 1, 1, 0, 1), 1)},
    }
    # Orders 7 to 2, each twelve months and a few after the one before; the first is not counted.
    made = woman(0, 12, 25, 39, 54, 59, 100, v025=1, **told)
    tally = birth_intervals(made, by=["v025", *MADE])
    found = {
        tuple(key[1:]): counted_row
        for key, counted_row in zip(
            zip(*(tally.counts.by(("v025", *MADE)).keys), strict=True),
            tally.counts.by(("v025", *MADE)).sums["cases_n"],
            strict=True,
        )
    }
    assert {key: np.flatnonzero(row).tolist() for key, row in found.items()} == {
        ("7+", "female", "living"): [12],
        ("4–6", "female", "dead"): [13],
        ("4–6", "male", "living"): [14],
        ("4–6", None, "living"): [15],
        ("2–3", "male", "dead"): [5],
        ("2–3", "male", "living"): [41],
    }
    table = birth_intervals(made, by="sex_of_preceding").estimate("MEDIAN_BIRTH_INTERVAL")
    assert table.column("sex_of_preceding") == ["male", "female", None]
    shares = birth_intervals(made).estimate("BIRTH_INTERVAL_SHARE")
    assert shares.column("interval") == ["0–17", "18–23", "24–35", "36–47", "48–59", "60+"]
    assert shares.column("numerator") == [5, 0, 0, 1, 0, 0]


def test_births_of_the_month_sixty_before_are_out() -> None:
    """Births 0 to 59 months ago."""
    assert counted(birth_intervals(woman(59, 100))) == {41: 1}
    assert counted(birth_intervals(woman(60, 100))) == {}
    assert counted(birth_intervals(woman(0, 100))) == {100: 1}


def test_completed_months_say_which_births_are_recent() -> None:
    """A birth of the calendar's 60 months ago may be one of 59 completed ones."""
    made = woman(60, 100, b19_01=59, b19_02=100)
    tally = birth_intervals(made)
    assert counted(tally) == {40: 1}
    said = tally.estimate().column("definition")
    assert said[0] == "births of 60 months, completed months"
    assert said[1] == "0–17 months, births of 60 months, completed months"
    by_dates = birth_intervals(made, months="calendar")
    assert counted(by_dates) == counted(birth_intervals(woman(60, 100))) == {}
    with pytest.raises(DefinitionError, match="another way"):
        tally + by_dates
    with pytest.raises(InvalidInputError, match="b19_01"):
        birth_intervals(woman(60, 100), months="completed")
    with pytest.raises(DefinitionError, match="months"):
        birth_intervals(made, months="whole")  # type: ignore[arg-type]
    wrong = birth_intervals({**made, "b19_01": [50]}, faults="drop")
    assert dict(wrong.findings.counts) == {"months since birth contradict its date": 1}
    assert counted(wrong) == {}


def test_a_window_without_months_and_a_group_of_two_meanings_are_refused() -> None:
    """Instead of an empty table, or one by another column than was meant."""
    with pytest.raises(InvalidInputError, match="window: 0 is no number"):
        birth_intervals(woman(9, 40), window=0)
    with pytest.raises(DefinitionError, match="own name"):
        birth_intervals(woman(9, 40, interval=1), by="interval")
    with pytest.raises(DefinitionError, match="'order' is in the data, and is made"):
        birth_intervals(woman(9, 40, order=1), by="order")


def test_a_group_says_which_columns_it_needs() -> None:
    """Sex and survival of every birth, in columns or not at all."""
    with pytest.raises(InvalidInputError, match="b4_01"):
        birth_intervals(woman(10, 40), by="sex_of_preceding")
    with pytest.raises(InvalidInputError, match="b5_02"):
        birth_intervals(woman(10, 40, b5_01=1), by="survival_of_preceding")
    long = {"woman": [1], "born": [NOW - 360], "interview": [NOW], "cluster": [1]}
    births = {"woman": [1, 1], "birth": [NOW - 10, NOW - 40]}
    assert birth_intervals(long, births=births, by="order").counts.keys[0].tolist() == ["2–3"]
    with pytest.raises(InvalidInputError, match="b4_01"):
        birth_intervals(long, births=births, by="sex_of_preceding")


SURVEY = synthetic_survey(400, seed=12, child_deaths=True).columns
_CHANCE = np.random.default_rng(4)
_RANKS = [f"{rank:02d}" for rank in range(1, 21)]
_TWINS = _CHANCE.random(400) < 0.1
WOMEN: dict[str, Any] = {
    **SURVEY,
    # Some latest births become twins of the one before.
    "b3_01": np.where(_TWINS & (SURVEY["b3_02"] > 0), SURVEY["b3_02"], SURVEY["b3_01"]),
    **{f"b4_{rank}": _CHANCE.choice([1, 2, 9], 400, p=[0.5, 0.48, 0.02]) for rank in _RANKS},
}


def plain(made: Mapping[str, float]) -> Iterator[tuple[str | None, ...]]:
    """Go through the births of one woman: class of order, sex and survival before, months."""
    births = [
        (made[f"b3_{rank}"], made[f"b4_{rank}"], made[f"b5_{rank}"])
        for rank in reversed(_RANKS)
        if made[f"b3_{rank}"] > 0
    ]
    for month, _, _ in births:
        first = min(place for place, birth in enumerate(births) if birth[0] == month)
        if not first or made["v008"] - month > 59:
            continue
        order = "2–3" if first + 1 <= 3 else "4–6" if first + 1 <= 6 else "7+"
        earlier, sex, lives = births[first - 1]
        yield (
            order,
            {1: "male", 2: "female"}.get(int(sex)),
            {1.0: "living", 0.0: "dead"}.get(lives),
            str(int(month - earlier)),
        )


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.integers(0, 399), min_size=1, max_size=50, unique=True))
def test_a_count_one_by_one_says_the_same(rows: list[int]) -> None:
    """Each birth in its class, by order, sex and survival of the one before."""
    chosen = {name: np.asarray(column)[rows] for name, column in WOMEN.items()}
    expected: dict[tuple[str | None, ...], float] = {}
    for place in range(len(rows)):
        for found in plain({name: column[place] for name, column in chosen.items()}):
            expected[found] = expected.get(found, 0) + 1
    tally = birth_intervals(chosen, by=MADE).counts.by(MADE)
    cells = {
        (*key, str(months)): row[months]
        for key, row in zip(zip(*tally.keys, strict=True), tally.sums["cases_n"], strict=True)
        for months in np.flatnonzero(row)
    }
    assert cells == expected


def test_tallies_by_made_groups_add() -> None:
    """Halves of a file, one with twins told and one without, make the whole."""
    halves = [
        birth_intervals({name: column[rows] for name, column in WOMEN.items()}, by=MADE)
        for rows in (slice(None, 150), slice(150, None))
    ]
    whole = birth_intervals(WOMEN, by=MADE).estimate("MEDIAN_BIRTH_INTERVAL")
    joined = (halves[0] + halves[1]).estimate("MEDIAN_BIRTH_INTERVAL")
    assert [record["n"] for record in joined] == [record["n"] for record in whole]
    assert np.allclose(joined.column("value"), whole.column("value"), equal_nan=True)


SURVEYS = 200
DESIGNS = {"many strata": (10, 8, 24), "large clusters": (4, 10, 60)}
"""Strata, clusters in each, women in each."""


@cache
def surveys(name: str) -> tuple[IntervalTally, IntervalTally]:
    """Draw the clusters of all surveys at once, and deal them out; and all of them together."""
    strata, within, women = DESIGNS[name]
    clusters = SURVEYS * strata * within
    columns = synthetic_survey(
        clusters * women, seed=3, clusters=clusters, strata=strata, cluster_spread=0.4
    ).columns
    survey = (columns["v021"] - 1) % SURVEYS
    dealt = columns | {"survey": survey, "v022": columns["v022"] + strata * survey}
    whole = birth_intervals(dealt, ages=["15–49"])
    return birth_intervals(dealt, by="survey", ages=["15–49"]), whole


@pytest.mark.parametrize("design", DESIGNS)
def test_limits_of_a_median_hold_it_as_often_as_they_say(design: str) -> None:
    """Woodruff's limits, at 80 and 95 per cent; the error is what medians vary by."""
    tally, whole = surveys(design)
    code = "MEDIAN_BIRTH_INTERVAL"
    (true,) = whole.estimate(code).column("value")
    for level in (0.8, 0.95):
        records = tally.estimate(code, level=level, interval="t").to_dicts()
        held = [record["low"] <= true <= record["high"] for record in records]
        assert len(held) == SURVEYS
        slack = 3 * np.sqrt(level * (1 - level) / SURVEYS)
        assert np.mean(held) == pytest.approx(level, abs=slack)
    found = np.array([record["value"] for record in records])
    stated = np.mean([record["se"] for record in records])
    assert stated == pytest.approx(found.std(), rel=0.15)
    assert found.mean() == pytest.approx(true, abs=4 * found.std() / SURVEYS**0.5)
