"""Matching two lists and finding duplicates: what is counted, and what is never shown."""

from __future__ import annotations

import json
import pickle
import stat
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.datasets.register import Faults, synthetic_register
from famplan.errors import DefinitionError, InvalidInputError, MissingExtraError, ShapeError
from famplan.quality import Scoring, dual_system, duplicates, match
from famplan.quality.matching.normalising import joint_codes, normal
from famplan.readers.register import register

if TYPE_CHECKING:
    from pathlib import Path

few = st.lists(st.sampled_from([None, 1, 2, 3, 4]), max_size=12)


@given(first=few, second=few)
def test_rows_reconcile_and_unknown_matches_nothing(
    first: list[int | None], second: list[int | None]
) -> None:
    """Every row is matched, alone or unresolved; None is always alone."""
    found = match({"key": first}, {"key": second}, keys=["key"])
    known = [{value: rows.count(value) for value in (1, 2, 3, 4)} for rows in (first, second)]
    sizes = [(known[0][value], known[1][value]) for value in (1, 2, 3, 4)]
    assert found.both == sum(pair == (1, 1) for pair in sizes)
    open_ = [pair for pair in sizes if min(pair) > 0 and pair != (1, 1)]
    assert found.unresolved_first == sum(pair[0] for pair in open_)
    assert found.unresolved_second == sum(pair[1] for pair in open_)
    assert found.possible == sum(min(pair) for pair in open_)
    assert found.both + found.first_only + found.unresolved_first == len(first)
    assert found.both + found.second_only + found.unresolved_second == len(second)
    for unresolved, both in (("unmatched", found.both), ("matched", found.both + found.possible)):
        cells = found.cells(unresolved=unresolved)  # type: ignore[arg-type]
        assert cells == {
            "both": both,
            "first_only": len(first) - both,
            "second_only": len(second) - both,
        }


@given(rows=few)
def test_surplus_is_what_repeats(rows: list[int | None]) -> None:
    """Rows less distinct known values, each unknown being its own."""
    known = [value for value in rows if value is not None]
    found = duplicates({"key": rows}, keys=["key"])
    assert found.surplus == len(known) - len(set(known))
    assert found.repeated == sum(known.count(value) > 1 for value in set(known))
    assert found.events == len(rows) - found.surplus
    assert len(found.without({"key": rows})["key"]) == found.events


def test_a_later_key_decides_what_an_earlier_one_left_open() -> None:
    """Twins share mother and day, but not their order."""
    first = {"mother": [1, 1, 2, 3], "order": [1, 2, 1, 1], "area": ["A", "A", "b", None]}
    second = {"mother": [1, 1, 2, 4], "order": [2, 1, 1, 1], "area": ["a", "A", "B", "B"]}
    found = match(first, second, keys=["mother", ["mother", "order"]], by="area")
    assert found.steps == {"mother": 1, "mother + order": 2}
    cells = found.cells(unresolved="unmatched")
    assert cells["by"] == {"area": ("A", "b", None)}
    assert [cells[name].tolist() for name in ("both", "first_only", "second_only")] == [
        [2, 1, 0],
        [0, 0, 1],
        [0, 1, 0],
    ]
    assert dual_system(**cells, estimator="chapman").total.value == 5
    assert found.rates == {
        "first_matched": 0.75,
        "first_only": 0.25,
        "first_unresolved": 0,
        "second_matched": 0.75,
        "second_only": 0.25,
        "second_unresolved": 0,
    }


def test_rows_that_a_third_connects_are_one_event() -> None:
    """Two keys may each see a part of a chain."""
    rows = {"id": [1, 1, None], "paper": [None, "x", "X "]}
    found = duplicates(rows, keys=["id", "paper"])
    assert (found.surplus, found.repeated, found.steps) == (2, 1, {"id": 1, "paper": 1})


@pytest.mark.parametrize("library", [pd.DataFrame, pl.DataFrame, pa.table, dict])
def test_any_table_will_do(library: Any) -> None:
    """Dates, numbers and text are compared by what they say, not by how they are kept."""
    first = library(
        {
            "born": np.array(["2012-03-04", "2012-03-05", "NaT"], dtype="datetime64[ns]"),
            "weight": [3200.0, float("nan"), 3000.0],
            "mother": ["Ａ1", "b-2", None],
        }
    )
    second = {"born": ["20120304", "", "2012/03/05"], "weight": [3200, 3000, None]}
    second["mother"] = ["a1", None, "B2"]
    assert match(first, second, keys=["born"]).both == 2
    assert match(first, second, keys=["weight"]).both == 2
    assert match(first, second, keys=[["born", "mother"]]).both == 2
    assert duplicates(first, keys=["born", "weight", "mother"]).surplus == 0


def test_a_table_of_a_register_will_do() -> None:
    """With its references, words and days; what is not known in it matches nothing."""
    county = synthetic_register(2000, seed=3, faults=Faults(duplicates=0.1))
    births = register(county.frames()).table("births")
    planted = len(county.truth.planted["duplicates"]["row"])
    key = ["mother", "occurred", "sex", "order"]
    assert duplicates(county.frames()["births"], keys=[key]).surplus == planted > 0
    found = duplicates(births, keys=[key])  # reading has set a birth and its copy aside
    assert (found.records, found.surplus) == (len(births), 0)
    assert births.rows - len(births) >= planted
    assert match(births, births, keys=["father"]).both <= np.count_nonzero(
        births.array("father") >= 0
    )
    areas = register(
        {"areas": {"area": [1, 2, 3], "level": ["county"] * 3, "name": ["x", "X", None]}}
    )
    assert duplicates(areas.table("areas"), keys=["name"]).surplus == 1
    lines = {"area": [1, 1], "year": [2012, 2012], "level": ["county"] * 2, "use": ["x", "y"]}
    county_only = {"areas": {"area": [1], "level": ["county"]}}
    funding = register({**county_only, "funding": {**lines, "yuan": [5.0, None]}})
    assert duplicates(funding.table("funding"), keys=["yuan"]).surplus == 0


def test_rows_show_nothing_of_themselves(tmp_path: Path) -> None:
    """They stand in no text, dictionary or pickle, and in a file of their owner's alone."""
    rows = {"mother": ["secret-1", "secret-1", "secret-2"]}
    found = match(rows, {"mother": ["secret-2", "secret-3"]}, keys=["mother"])
    again = duplicates(rows, keys=["mother"])
    for result in (found, again):
        for text in (repr(result), str(result), json.dumps(result.to_dict())):
            assert "secret" not in text
        office = result.rows_for_the_office()
        assert repr(office) == "<1 pair of rows: for the office only, see write()>"
        with pytest.raises(TypeError, match="for the office only"):
            pickle.dumps(office)
        with pytest.raises(TypeError, match="not JSON serializable"):
            json.dumps(attrs.asdict(result), default=None)
    path = found.rows_for_the_office().write(tmp_path / "pairs.csv")
    assert path.read_text("utf-8").splitlines() == ["first,second,step,likely", "2,0,mother,1.0"]
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert list(tmp_path.iterdir()) == [path]
    assert again.rows_for_the_office().column("repeats").tolist() == [0]
    with pytest.raises(InvalidInputError, match="cannot be written"):
        found.rows_for_the_office().write(tmp_path / "nowhere" / "pairs.csv")
    with pytest.raises(InvalidInputError, match="'third' is none of first, second"):
        found.rows_for_the_office().column("third")


def test_what_counts_as_the_same() -> None:
    """Width, case, spaces, punctuation and the kind of a number do not; its sign and point do."""
    assert normal("Ｌｉ　Na‐na") == normal("LI NANA") == "linana"
    assert normal(np.float64(3)) == normal("3") == normal(3) == "3"
    assert normal("7.00") == normal(7) != normal("70")
    assert normal(2.5) == normal("2.5") != normal(25)
    assert normal(-5) == normal("-5") != normal(5)
    assert [normal(value) for value in (None, float("nan"), " ", "—", np.datetime64("NaT"))] == [
        ""
    ] * 5
    assert [codes.tolist() for codes in joint_codes([np.array([], dtype=object)])] == [[]]


@pytest.mark.parametrize(
    "written",
    [
        "2012-1-11",
        "2012/01/11",
        "2012.1.11",
        "2012年1月11日",
        "2012-01-11 00:00:00",
        "2012-01-11T00:00",
        20120111,
        datetime(2012, 1, 11),  # noqa: DTZ001 - registers know no time zones
        pd.Timestamp("2012-01-11"),
        np.datetime64("2012-01-11"),
    ],
)
def test_a_day_is_one_however_it_is_written(written: object) -> None:
    """And the 11th of January is not the 1st of November, which has the same digits."""
    rows = [written, "2012-11-1"]
    found = match({"born": rows}, {"born": ["2012-01-11"]}, keys="born")
    assert (found.both, found.first_only) == (1, 1)
    assert duplicates({"born": rows}, keys="born").surplus == 0


def test_numbers_that_lost_their_last_digits_are_no_keys() -> None:
    """Of two identity numbers that a spreadsheet made one float, nobody can say whose they are."""
    kept = ["310101199003070012", "310101199003070020"]
    lost = [float(number) for number in kept]
    assert lost[0] == lost[1]
    for column in (lost, np.array(lost)):
        with pytest.raises(InvalidInputError, match="data: paper: numbers of more than 15") as told:
            duplicates({"paper": column}, keys="paper")
        assert "310101" not in str(told.value)
    assert duplicates({"paper": kept}, keys="paper").surplus == 0
    assert duplicates(pd.DataFrame({"weight": [3.2, 32.0]}), keys="weight").surplus == 0


def test_faults_are_named() -> None:
    """No key, no such column, no table, columns of different lengths, no such choice."""
    table = {"key": [1]}
    for keys in ([], [[]]):
        with pytest.raises(DefinitionError, match="keys: no key"):
            match(table, table, keys=keys)
        with pytest.raises(DefinitionError, match="keys: no key"):
            duplicates(table, keys=keys)
    with pytest.raises(InvalidInputError, match="second: name not among key"):
        match({"name": ["x"]}, table, keys=["name"])
    with pytest.raises(InvalidInputError, match="data: name not among key"):
        duplicates(pl.DataFrame(table), keys=["name"])
    with pytest.raises(InvalidInputError, match="data: a int is no table"):
        duplicates(7, keys=["key"])
    with pytest.raises(ShapeError, match="data: a: 2 dimensions are no column"):
        duplicates({"a": np.ones((3, 2))}, keys="a")
    with pytest.raises(ShapeError, match="data: columns of different lengths: 1 in a, 2 in b"):
        duplicates({"a": [1], "b": [1, 2]}, keys=["a", "b"])
    with pytest.raises(DefinitionError, match="unresolved: 'perhaps' is none of"):
        match(table, table, keys=["key"]).cells(unresolved="perhaps")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match=r"reject 0\.9, accept 0\.5"):
        Scoring(compare={"a": "text"}, block=["b"], accept=0.5, reject=0.9)
    with pytest.raises(DefinitionError, match="a is in every block"):
        Scoring(compare={"a": "text"}, block=["a", ["a", "b"]])
    with pytest.raises(DefinitionError, match=r"compare\[a\]: 'sound' is none of"):
        Scoring(compare={"a": "sound"}, block=["b"])  # type: ignore[dict-item]
    with pytest.raises(DefinitionError, match="scoring: no column"):
        Scoring(compare={"a": "text"}, block=[])
    nothing = match({"key": []}, {"key": []}, keys=["key"])
    assert np.isnan(nothing.rates["first_matched"])


SCORING = Scoring(
    compare={"name": "text", "mother_birth": "date", "born": "date", "area": "exact"},
    block=["mother_birth", "born", "name"],
)


def test_without_splink_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scores need an extra; exact keys do not."""
    monkeypatch.setitem(sys.modules, "splink", None)
    table = {name: ["x"] for name in SCORING.columns}
    assert match(table, table, keys=["name"]).both == 1
    with pytest.raises(MissingExtraError, match=r"pip install \"famplan\[matching\]\""):
        match(table, table, keys=["name"], scoring=SCORING)


def misspelt(random: np.random.Generator, names: Any, share: float) -> Any:
    """Exchange two letters of some names."""
    result = names.copy()
    for row in np.flatnonzero(random.random(len(names)) < share):
        name, place = result[row], random.integers(len(result[row]) - 1)
        result[row] = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return result


def made_up(seed: int, number: int) -> dict[str, Any]:
    """Births of mothers who do not exist."""
    random = np.random.default_rng(seed)
    first = ["xiao", "mei", "jun", "hong", "li", "yan", "fang", "na", "jing", "wei"]
    second = ["hua", "lan", "ping", "ying", "min", "xia", "juan", "qin", "zhen", "ling"]
    family = random.choice(["wang", "zhang", "liu", "chen", "yang", "zhao", "huang"], number)
    given_names = random.choice([a + b for a in first for b in second], number)
    return {
        "name": np.char.add(np.char.add(family, " "), given_names).astype(object),
        "mother_birth": np.datetime64("1980-01-01") + random.integers(0, 5000, number),
        "born": np.datetime64("2012-01-01") + random.integers(0, 366, number),
        "area": random.choice(["Dongshan", "Xihe", "Nanling", "Beigou"], number),
    }


def test_scores_find_what_misspelling_hides() -> None:
    """Of two lists with slips, nearly all true pairs, and hardly a false one; twice the same."""
    pytest.importorskip("splink", reason="needs famplan[matching]")
    births = made_up(1, 1500)
    random = np.random.default_rng(2)
    tables, rows = [], []
    for share in (0.92, 0.8):
        there = np.flatnonzero(random.random(1500) < share)
        table = {name: column[there] for name, column in births.items()}
        slips = random.random(len(there)) < 0.1
        table["born"] = table["born"] + np.where(slips, random.integers(-3, 4, len(there)), 0)
        tables.append({**table, "name": misspelt(random, table["name"], 0.1)})
        rows.append(there)
    key = [["name", "mother_birth", "born"]]
    exact = match(*tables, keys=key)
    found = match(*tables, keys=key, scoring=SCORING)
    true = len(np.intersect1d(*rows))
    office = found.rows_for_the_office()
    places = [office.column(name).astype(int) for name in ("first", "second")]
    pairs = [there[place] for there, place in zip(rows, places, strict=True)]
    sure = office.column("step") != "unresolved"
    right = np.count_nonzero((pairs[0] == pairs[1]) & sure)
    assert exact.both < 0.8 * true
    assert right >= 0.99 * true
    assert np.count_nonzero(sure) - right <= 0.005 * true
    assert found.both <= true <= found.both + found.possible + 0.01 * true
    again = match(*tables, keys=key, scoring=SCORING)
    assert again.to_dict() == found.to_dict()


def test_scores_find_duplicates_that_misspelling_hides() -> None:
    """And leave single records alone."""
    pytest.importorskip("splink", reason="needs famplan[matching]")
    births = made_up(3, 800)
    copies = {name: column[:80] for name, column in births.items()}
    copies["name"] = misspelt(np.random.default_rng(4), copies["name"], 0.5)
    table = {name: np.concatenate([births[name], copies[name]]) for name in births}
    key = [["name", "mother_birth", "born"]]
    found = duplicates(table, keys=key, scoring=SCORING)
    assert duplicates(table, keys=key).surplus < 60
    assert found.surplus + found.possible >= 78
    assert found.surplus <= 81
    assert found.rate.value == pytest.approx(found.surplus / 880)


def test_rows_that_have_nothing_in_common_teach_nothing() -> None:
    """No block has a pair, so there is no model, and that is said."""
    pytest.importorskip("splink", reason="needs famplan[matching]")
    births = made_up(5, 30)
    births["name"] = np.array([f"{row} name" for row in range(30)], dtype=object)
    births["born"] = np.datetime64("2012-01-01") + np.arange(30)
    births["mother_birth"] = np.datetime64("1980-01-01") + np.arange(30)
    with pytest.raises(InvalidInputError, match="nothing can be learned from the pairs of any"):
        duplicates(births, keys=["name"], scoring=SCORING)
