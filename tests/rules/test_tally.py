"""Tallies count what verdicts say, add up, and hide small cells so that no total betrays them."""

from __future__ import annotations

import csv
import io
import json
import pickle
from collections import Counter
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_scheme import LAW, SCHEME

from famplan.errors import DefinitionError, InvalidInputError
from famplan.rules import Outcome, RuleTally, tally_of
from famplan.rules.first_reasons import CONTRADICTION, NO_DATE, NO_PLACE
from famplan.rules.frames import judge_of
from famplan.rules.outcome_kernel import OutcomeKernel
from famplan.tabulate.sources import opened

DATES = {"birth", "on"}
PEOPLE = st.fixed_dictionaries(
    {
        "birth": st.none() | st.dates(date(1940, 1, 1), date(1965, 1, 1)),
        "registration": st.sampled_from([None, "rural", "urban"]),
        "living_children": st.sampled_from([None, 0, 1, 2]),
        "living_daughters": st.sampled_from([None, 0, 1]),
        "certificate": st.sampled_from([None, True, False]),
        "on": st.none() | st.dates(date(2003, 1, 1), date(2014, 1, 1)),
        "place": st.sampled_from(["Henan", "Henan/Kaifeng", "Henan/Zhengzhou", "Hebei"]),
        "township": st.sampled_from(["east", "west"]),
    }
)
ABSENT = {"children": None, "children_ever": None}


def columns_of(people: list[dict[str, Any]]) -> dict[str, Any]:
    """Turn records into columns."""
    names = people[0]
    found: dict[str, Any] = {name: [person[name] for person in people] for name in names}
    for name in DATES & set(names):
        found[name] = np.array([day or "NaT" for day in found[name]], "datetime64[D]")
    return found


def tally_by_hand(people: list[dict[str, Any]]) -> dict[tuple[str, str, str | None], int]:
    """Count verdicts, one record at a time."""
    counted: Counter[tuple[str, str, str | None]] = Counter()
    for person in people:
        facts = {name: person[name] for name in person if name in LAW.subject.facts}
        found = SCHEME.verdict(facts, on=person["on"], place=person["place"])
        reason = None
        if found.outcome is Outcome.NOT_ELIGIBLE:
            reason = next(x.requirement.key for x in found.reasons if x.truth is False)
        elif found.outcome is Outcome.UNKNOWN:
            unknown = (x.requirement.key for x in found.reasons if x.truth is None)
            reason = CONTRADICTION if found.why else next(unknown)
            reason = NO_DATE if person["on"] is None else reason
        counted[person["township"], str(found.outcome), reason] += 1
    return counted


def counted(tally: RuleTally) -> dict[tuple[str, str, str | None], int]:
    """Read a tally as a mapping."""
    rows = zip(*tally.counts.keys, tally.counts.sums["records"][:, 0], strict=True)
    return {(by, outcome, reason): int(number) for by, outcome, reason, number in rows}


@given(st.lists(PEOPLE, min_size=1, max_size=30))
def test_it_counts_what_verdicts_say(people: list[dict[str, Any]]) -> None:
    """Outcome and first reason of every row are those of its own verdict."""
    tally = tally_of(
        SCHEME, columns_of(people), on="on", by="township", places="place", columns=ABSENT
    )
    assert counted(tally) == tally_by_hand(people)
    assert tally.total == len(people)


@given(st.lists(PEOPLE, min_size=2, max_size=30), st.integers(1, 29))
def test_tallies_add_up(people: list[dict[str, Any]], cut: int) -> None:
    """The tallies of two parts make the tally of the whole."""
    parts = [part for part in (people[:cut], people[cut:]) if part]
    options: dict[str, Any] = {
        "on": "on", "by": "township", "places": "place", "columns": ABSENT
    }  # fmt: skip
    found = [tally_of(SCHEME, columns_of(part), **options) for part in parts]
    total = found[0] + found[1] if len(found) > 1 else found[0]
    assert counted(total) == counted(tally_of(SCHEME, columns_of(people), **options))


OLD = ["1940-05-01"] * 40 + ["1960-05-01"] * 30 + ["NaT"] * 25 + ["1940-05-01"] * 4
COLUMNS = {
    "birth": np.array(OLD, "datetime64[D]"),
    "registration": ["rural"] * 70 + ["urban"] * 20 + ["rural"] * 5 + [None] * 4,
    "certificate": [True] * 99,
    "living_children": [1] * 99,
    "township": ["east"] * 50 + ["west"] * 49,
}
ON = date(2010, 6, 1)
READING: dict[str, Any] = {"on": ON, "columns": ABSENT | {"living_daughters": None}}


@pytest.fixture
def tally() -> RuleTally:
    """Ninety-nine people of two townships."""
    return tally_of(SCHEME, COLUMNS, by="township", **READING)


def test_every_kind_of_data_gives_one_tally(tally: RuleTally) -> None:
    """Frames, lazy frames and parts of them are counted by one kernel."""
    frame = pd.DataFrame(COLUMNS)
    forms = [frame, pl.DataFrame(COLUMNS), pl.DataFrame(COLUMNS).lazy(), [frame[:30], frame[30:]]]
    for data in forms:
        found = tally_of(SCHEME, data, by="township", **READING)
        assert counted(found) == counted(tally)


def test_a_kernel_can_be_sent_to_where_the_rows_are() -> None:
    """Pickled and unpickled it counts the same, without a word of the data."""
    judge = judge_of(SCHEME, opened(COLUMNS), **READING)
    kernel = OutcomeKernel(judges={"outcome": judge}, by=("township",), reasons=True)
    sent = pickle.loads(pickle.dumps(kernel))  # noqa: S301 - our own
    assert sent.columns == kernel.columns
    batch = next(opened(COLUMNS).batches(kernel.columns))
    sums = []
    for each in (kernel, sent):
        counter = each.counter()
        each.add(batch, counter)
        sums.append(counter.counts().sums["records"].tolist())
    assert sums[0] == sums[1]


def test_small_cells_are_hidden_with_another(tally: RuleTally) -> None:
    """Counts below ten are hidden; no line of cells has a single one hidden."""
    shown = tally.to_dicts(hide_below=0)
    hidden = tally.to_dicts()
    small = [row for row in shown if 0 < row["count"] < 10]
    assert small
    for exact, row in zip(shown, hidden, strict=True):
        if 0 < exact["count"] < 10:
            assert (row["count"], row["mark"]) == (None, "*")
        elif row["count"] is None:
            assert row["mark"] == "*"
        else:
            assert row["count"] == exact["count"]
    for township in ("east", "west"):
        line = [row for row in hidden if row["township"] == township]
        unseen = sum(row["count"] is None for row in line)
        assert unseen != 1 or sum(row["count"] != 0 for row in line) == 1


def test_zero_is_shown_and_nothing_hidden_on_demand(tally: RuleTally) -> None:
    """A cell in which nobody stands says nothing of anyone."""
    rows = tally.to_dicts(hide_below=0)
    assert all(row["mark"] == "" for row in rows)
    assert sum(row["count"] for row in rows) == tally.total == 99
    assert {row["count"] for row in rows} >= {0}


def test_reasons_are_told_in_words(tally: RuleTally) -> None:
    """By key and text, in the order of the text."""
    rows = tally.requirements.to_dicts(hide_below=0)
    assert [(r["township"], r["outcome"], r["requirement"], r["count"]) for r in rows] == [
        ("east", "not eligible", "age", 10),
        ("west", "not eligible", "rural", 20),
        ("west", "not eligible", "age", 20),
        ("west", "unknown", "rural", 4),
        ("west", "unknown", "age", 5),
    ]
    assert {row["text"] for row in rows} == {"is rural", "is at least 60"}


def test_every_form(tally: RuleTally) -> None:
    """JSON, CSV, pandas, text and HTML hide the same cells."""
    rows = tally.to_dicts()
    assert json.loads(tally.to_json()) == rows
    lines = list(csv.DictReader(io.StringIO(tally.to_csv())))
    assert [line["count"] for line in lines] == [
        "" if row["count"] is None else str(row["count"]) for row in rows
    ]
    frame = tally.to_pandas()
    assert frame["count"].isna().tolist() == [row["count"] is None for row in rows]
    text, page = repr(tally), tally._repr_html_()
    assert "* hidden: fewer than 10" in text
    assert "<td>*</td>" in page
    assert page.count("<table>") == 2


def test_the_text_of_a_tally(tally: RuleTally) -> None:
    """Outcomes side by side, and below them the first reasons."""
    assert tally.to_text(hide_below=0).splitlines() == [
        "township  outcome: eligible  outcome: not eligible  outcome: unknown",
        "east                     40                     10                 0",
        "west                      0                     40                 9",
        "township  outcome       requirement  text            count",
        "east      not eligible  age          is at least 60     10",
        "west      not eligible  rural        is rural           20",
        "west      not eligible  age          is at least 60     20",
        "west      unknown       rural        is rural            4",
        "west      unknown       age          is at least 60      5",
    ]


def test_counts_by_outcome(tally: RuleTally) -> None:
    """One number for each outcome, over all groups."""
    assert [tally.count(outcome) for outcome in Outcome] == [40, 50, 9, 0]
    assert tally.count("eligible") == 40


def test_everyone_eligible_has_no_reasons() -> None:
    """Then there is one table."""
    data = {name: column[:40] for name, column in COLUMNS.items()}
    found = tally_of(SCHEME, data, **READING)
    assert str(found) == "eligible\n      40"


def test_no_rows() -> None:
    """An empty table is counted too."""
    frame = pd.DataFrame(COLUMNS)[:0]
    found = tally_of(SCHEME, frame, by="township", **READING)
    assert found.total == 0
    assert found.to_dicts() == []
    assert "township" in repr(found)


def test_a_place_that_is_missing_is_a_reason() -> None:
    """Where places differ, a row without one is unknown; where they agree, it is not."""
    data = {**COLUMNS, "place": [None] * 99, "birth": np.array(["1953-01-01"] * 99, "M8[D]")}
    found = tally_of(SCHEME, data, places="place", **READING)
    reasons = {(row["outcome"], row["requirement"]) for row in found.requirements.to_dicts()}
    assert ("unknown", NO_PLACE) in reasons


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("outcome", "by: 'outcome' is a field of the table"),
        (["township", "township"], "by: 'township' is named twice"),
        ("townshp", "townshp not in the data; did you mean township"),
    ],
)
def test_groups_that_cannot_be_made(by: str | list[str], message: str) -> None:
    """Named twice, named like a field, or not there."""
    with pytest.raises(InvalidInputError, match=message):
        tally_of(SCHEME, COLUMNS, by=by, **READING)


def test_an_array_of_dates_beside_the_data_is_refused() -> None:
    """Spark and files could not follow it: it belongs into a column."""
    days = np.full(99, np.datetime64("2010-06-01"))
    with pytest.raises(InvalidInputError, match="on: an array of dates stands beside the data"):
        tally_of(SCHEME, COLUMNS, on=days, columns=READING["columns"])  # type: ignore[arg-type]


def test_only_like_is_added(tally: RuleTally) -> None:
    """Another rule, a draft of the same name and other groups are refused."""
    draft = SCHEME.versions[1].changed(requires=SCHEME.versions[1].requires[:1])
    law = SCHEME.versions[1]
    reading = {**READING, "columns": {"living_children": None, **READING["columns"]}}
    one, other = (tally_of(rule, COLUMNS, **reading) for rule in (law, draft))
    with pytest.raises(DefinitionError, match="add tallies of one rule"):
        _ = one + other
    with pytest.raises(DefinitionError, match="add tallies of one rule"):
        _ = tally + tally_of(SCHEME, COLUMNS, **READING)
    with pytest.raises(TypeError):
        _ = tally + 1  # type: ignore[operator]


@pytest.mark.parametrize("below", [-1, 2.5, True])
def test_a_threshold_is_a_whole_number(tally: RuleTally, below: object) -> None:
    """Anything else is refused."""
    with pytest.raises(InvalidInputError, match="is not a whole number from 0 on"):
        tally.table(hide_below=below)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="hide_below"):
        tally.requirements.table(hide_below=below)  # type: ignore[arg-type]
