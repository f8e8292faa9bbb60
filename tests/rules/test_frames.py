"""Rules on frames: what they give, what they refuse, and what the words of their errors are."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_rules import CHILDREN, DAYS, PERSON, SOURCE, Colour

from famplan.errors import DefinitionError, InvalidInputError, ShapeError
from famplan.language import Subject
from famplan.model.dates import LeapDay
from famplan.model.registration import Registration
from famplan.rules import rewards
from famplan.rules.frames import judge, judge_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme
from famplan.rules.subjects import CHILD, PARENT
from famplan.tabulate.sources import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.language.conditions import Condition

DAY = date(2012, 3, 1)
FACTS = PERSON.facts
BIRTH, GLAD, SIZE, COLOUR = (FACTS[name] for name in ("birth", "glad", "size", "colour"))


def rule(*conditions: Condition[Any], **changes: Any) -> Rule[Any]:
    """Make a rule of conditions."""
    requires = tuple(Requirement(str(n), entry) for n, entry in enumerate(conditions))
    made: dict[str, Any] = {"name_zh": "规则", "subject": PERSON, "source": SOURCE, **changes}
    return Rule("a rule", requires=requires, **made)


SIXTY = rule(BIRTH.age() >= 60)
BIRTHS = np.array(["1950-01-01", "1952-02-29", "1952-03-02", "NaT"], "datetime64[D]")


class TestWhatComesBack:
    """A column of the library that the rows came from."""

    def test_pandas_keeps_the_index(self) -> None:
        """A series with the frame's index, named by the rule."""
        frame = pd.DataFrame({"birth": BIRTHS}, index=[7, 5, 5, 1])
        found = SIXTY.status(frame, on=DAY)
        assert (found.index.tolist(), found.name, found.dtype) == ([7, 5, 5, 1], "a-rule", np.int8)

    def test_labels_are_categories(self) -> None:
        """The words of outcomes, as each library keeps few words."""
        words = ["eligible", "eligible", "not eligible", "unknown"]
        frame = pd.DataFrame({"birth": BIRTHS})
        found = SIXTY.status(frame, on=DAY, labels=True)
        assert (str(found.dtype), found.tolist()) == ("category", words)
        series = SIXTY.status(pl.DataFrame({"birth": BIRTHS}), on=DAY, labels=True, name="x")
        assert (series.name, series.to_list()) == ("x", words)
        assert isinstance(series.dtype, pl.Enum)
        array = SIXTY.status(pa.table({"birth": BIRTHS}), on=DAY, labels=True)
        assert array.to_pylist() == words
        assert SIXTY.status({"birth": BIRTHS}, on=DAY, labels=True).tolist() == words

    def test_labels_of_lazy_frames(self) -> None:
        """The same words in a column more."""
        words = ["eligible", "eligible", "not eligible", "unknown"]
        lazy = SIXTY.status(pl.LazyFrame({"birth": BIRTHS}), on=DAY, labels=True)
        assert lazy.collect()["a-rule"].to_list() == words
        relation = SIXTY.status(duckdb.from_arrow(pa.table({"birth": BIRTHS})), on=DAY, labels=True)
        assert [row[1] for row in relation.fetchall()] == words

    def test_a_lazy_frame_stays_lazy(self) -> None:
        """Nothing is judged before the query runs, and then only what it asks for."""
        lazy = SIXTY.status(pl.LazyFrame({"birth": ["no date"]}), on=DAY)
        assert lazy.collect_schema() == {"birth": pl.String, "a-rule": pl.Int8}
        assert lazy.select("birth").collect().height == 1
        with pytest.raises(ValueError, match="birth: holds text, not dates"):
            lazy.collect()

    def test_a_relation_is_of_its_own_connection(self) -> None:
        """What is added can be joined to the tables it came from."""
        connection = duckdb.connect()
        connection.execute("CREATE TABLE people AS SELECT 1 AS id, DATE '1950-01-01' AS birth")
        found = SIXTY.status(connection.table("people"), on=DAY)
        joined = found.set_alias("a").join(connection.table("people").set_alias("b"), "a.id = b.id")
        assert joined.fetchall()[0][:3] == (1, date(1950, 1, 1), 1)

    def test_files_and_iterators_give_arrays(self, tmp_path: Any) -> None:
        """What has no columns of its own."""
        path = tmp_path / "people.parquet"
        pl.DataFrame({"birth": BIRTHS}).write_parquet(path)
        assert SIXTY.status(path, on=DAY).tolist() == [1, 1, 0, -1]
        parts = iter([{"birth": BIRTHS[:2]}, {"birth": BIRTHS[2:]}])
        assert SIXTY.status(opened(parts), on=DAY).tolist() == [1, 1, 0, -1]

    @pytest.mark.parametrize(
        "make", [dict, pd.DataFrame, pl.DataFrame, pa.table, lambda x: pl.DataFrame(x).lazy()]
    )
    def test_no_rows(self, make: Callable[[Any], Any]) -> None:
        """As many outcomes."""
        found = SIXTY.status(make({"birth": BIRTHS[:0]}), on=DAY)
        assert (len(found.collect()) if hasattr(found, "collect") else len(found)) == 0

    def test_no_column_is_needed(self) -> None:
        """Where every fact is unknown of everyone, or no text was in force, rows still count."""
        late = SIXTY.changed(since=date(2013, 1, 1))
        assert late.status({"other": [1, 2]}, on=DAY).tolist() == [-2, -2]
        found = SIXTY.status(pl.DataFrame({"other": [1, 2]}), on=DAY, columns={"birth": None})
        assert found.to_list() == [-1, -1]

    def test_certain_gives_two_columns(self) -> None:
        """What is unknown is in neither."""
        yes, no = SIXTY.certain(pd.DataFrame({"birth": BIRTHS}), on=DAY)
        assert (yes.tolist(), no.tolist()) == (
            [True, True, False, False],
            [False, False, True, False],
        )
        with pytest.raises(InvalidInputError, match="compare the column that status"):
            SIXTY.certain(pl.LazyFrame({"birth": BIRTHS}), on=DAY)

    def test_a_judge_can_be_sent(self) -> None:
        """Where the rows are, it judges as here."""
        table = {"parent": [1], "born": np.array(["2000-01-01"], "datetime64[D]")}
        data = {"id": [1, 2]}
        law = rule(CHILDREN.count() >= 1)
        made = judge_of(law, opened(data), on=DAY, children=table, key=("id", "parent"))
        sent = pickle.loads(pickle.dumps(made))  # noqa: S301 - made in the same line
        assert sent.all_codes(opened(data)).tolist() == [1, 0]


class TestReferenceDates:
    """One for all, one for each row, or none."""

    @pytest.mark.parametrize("leap_day", LeapDay)
    @given(births=st.lists(DAYS, min_size=1), days=st.lists(DAYS | st.none(), min_size=1))
    def test_ways_of_giving_them_agree(
        self, leap_day: LeapDay, births: list[date], days: list[date | None]
    ) -> None:
        """A column, an array, a list, and one at a time."""
        law = SIXTY.changed(leap_day=leap_day, since=date(1990, 1, 1), until=date(2013, 3, 1))
        size = min(len(births), len(days))
        births, days = births[:size], days[:size]
        column = np.array(days, dtype="datetime64[D]")
        wanted = [
            law.verdict({"birth": birth}, on=on).outcome.code
            for birth, on in zip(births, days, strict=True)
        ]
        data = {"birth": np.array(births, dtype="datetime64[D]")}
        assert law.status(data, on=column).tolist() == wanted
        assert law.status(data, on=days).tolist() == wanted
        assert law.status({**data, "on": column}, on="on").tolist() == wanted
        each = [
            law.status({"birth": [birth]}, on=on)[0] for birth, on in zip(births, days, strict=True)
        ]
        assert each == wanted

    def test_none_is_unknown(self) -> None:
        """As in a verdict without a reference date."""
        for missing in (None, np.datetime64("NaT"), pd.NaT):
            assert SIXTY.status({"birth": BIRTHS}, on=missing).tolist() == [-1] * 4
        for empty in ([None] * 4, [""] * 4):
            assert SIXTY.status({"birth": BIRTHS, "on": empty}, on="on").tolist() == [-1] * 4

    def test_timestamps_are_read_to_the_day(self) -> None:
        """An hour does not make someone older."""
        frame = pd.DataFrame(
            {
                "birth": pd.to_datetime(["1952-03-01 23:59", "1952-03-02 00:00"]),
                "on": pd.to_datetime(["2012-03-01 00:00", "2012-03-01 23:59"]),
            }
        )
        assert SIXTY.status(frame, on="on").tolist() == [1, 0]
        assert SIXTY.status(frame, on=frame["on"]).tolist() == [1, 0]
        assert SIXTY.status(pl.from_pandas(frame), on="on").to_list() == [1, 0]

    def test_series_of_polars_and_arrays_of_arrow(self) -> None:
        """Arrays of any library stand beside rows."""
        data = {"birth": BIRTHS}
        for days in (pl.Series([DAY] * 4), pa.array([DAY] * 4), pd.Series([DAY] * 4)):
            assert SIXTY.status(data, on=days).tolist() == [1, 1, 0, -1]

    @pytest.mark.parametrize(
        ("on", "said"),
        [
            (20120301, "on: int is not a date; give a date, the name of a column of dates"),
            (datetime(2012, 3, 1, 8), r"on: a datetime is not a date; give value.date\(\)"),  # noqa: DTZ001
            (["2012-03-01"] * 4, "on: holds text, not dates; make it a column of dates first"),
            (np.full(4, 20120301), "on: holds int64, not dates"),
            ([DAY], "on: 1 dates for 4 rows"),
            ("applied", "columns: applied not in the data; did you mean applied_on?"),
            ("applied_on", "applied_on: holds text, not dates"),
        ],
    )
    def test_what_is_refused(self, on: Any, said: str) -> None:
        """Named, with the way out."""
        data = {"birth": BIRTHS, "applied_on": ["2012-03-01"] * 4}
        with pytest.raises(InvalidInputError, match=said):
            SIXTY.status(data, on=on)

    def test_an_array_needs_rows_beside_it(self) -> None:
        """Frames that are read in parts have no rows to stand beside; an index must be the same."""
        days = np.full(4, np.datetime64("2012-03-01"))
        lazy = pl.LazyFrame({"birth": BIRTHS})
        for data in (lazy, opened(iter([{"birth": BIRTHS}]))):
            with pytest.raises(InvalidInputError, match="make it a column of theirs and name it"):
                SIXTY.status(data, on=days)
        frame = pd.DataFrame({"birth": BIRTHS})
        with pytest.raises(InvalidInputError, match="its index is not that of the frame"):
            SIXTY.status(frame, on=pd.Series(days, index=[3, 2, 1, 0]))
        with pytest.raises(ShapeError):
            SIXTY.status(frame, on=days[:2])


class TestColumns:
    """Which are read, and what they may hold."""

    def test_own_names_and_unknown_facts(self) -> None:
        """A fact may be called otherwise, or be unknown of everyone."""
        law = rule(BIRTH.age() >= 60, GLAD)
        data = {"dob": BIRTHS}
        assert law.status(data, on=DAY, columns={"birth": "dob", "glad": None}).tolist() == [
            -1,
            -1,
            0,
            -1,
        ]

    @pytest.mark.parametrize(
        ("columns", "said"),
        [
            ({}, 'columns: glad not in the data; say .*: columns={"glad": None}'),
            ({"birth": "brith"}, "columns: brith not in the data; did you mean birth?"),
            ({"brith": "dob"}, "columns: 'brith' is no fact of person; did you mean birth?"),
            ({"township": "t"}, "columns: 'township' is no fact of person; facts are birth, wed"),
        ],
    )
    def test_what_is_missing(self, columns: dict[str, str | None], said: str) -> None:
        """All that is missing, with near names."""
        columns = {"glad": None, **columns} if columns else {}
        with pytest.raises(InvalidInputError, match=said):
            rule(BIRTH.age() >= 60, GLAD).status({"birth": BIRTHS}, on=DAY, columns=columns)

    def test_near_names_are_suggested(self) -> None:
        """Every missing fact with the nearest column."""
        with pytest.raises(InvalidInputError, match=r'columns=\{"birth": "births", "glad": None\}'):
            rule(BIRTH.age() >= 60, GLAD).status({"births": BIRTHS}, on=DAY)

    def test_only_laws_of_the_day_ask(self) -> None:
        """With one date for all, facts that only other texts ask for may be missing."""
        scheme = two_texts()
        data = {"birth": BIRTHS}
        assert scheme.status(data, on=date(2000, 1, 1)).tolist() == [0, 0, 0, -1]
        with pytest.raises(InvalidInputError, match="glad not in the data"):
            scheme.status(data, on=DAY)
        with pytest.raises(InvalidInputError, match="glad not in the data"):
            scheme.status({**data, "on": BIRTHS}, on="on")

    @pytest.mark.parametrize(
        ("condition", "column", "said"),
        [
            (
                BIRTH.age() >= 60,
                ["1950-01-01"],
                "birth: holds text, not dates; make it a column of d",
            ),
            (BIRTH.age() >= 60, [19500101], "birth: holds int64, not dates"),
            (BIRTH.age() >= 60, [["1950"]], "birth: holds lists or the like|birth: 2 dimensions"),
            (SIZE >= 1, ["1"], "size: holds text, not numbers"),
            (SIZE >= 1, [True], "size: holds true and false, not numbers"),
            (SIZE >= 1, [DAY], "size: holds dates, not numbers"),
            (
                GLAD,
                [2],
                "glad: holds int64, not truth values; give true, false, 1 or 0, or nothing",
            ),
            (GLAD, [0.5], "glad: holds float64, not truth values"),
            (GLAD, ["yes"], "glad: holds text, not truth values"),
            (GLAD, [DAY], "glad: holds dates, not truth values"),
            (COLOUR.is_(Colour.RED), [1], "colour: holds int64, not words; give one of red, green"),
            (
                COLOUR.is_(Colour.RED),
                [True],
                "colour, row 1: this text is none of red, green, blue",
            ),
            (SIZE >= 1, [object()], "size: holds object"),
        ],
    )
    def test_wrong_types(self, condition: Condition[Any], column: Any, said: str) -> None:
        """Named by column, whatever the library."""
        name = condition.facts[0].name
        with pytest.raises(InvalidInputError, match=said):
            rule(condition).status({name: column}, on=DAY)
        with pytest.raises(InvalidInputError, match=said):
            rule(condition).status(pd.DataFrame({name: pd.Series(column, dtype=object)}), on=DAY)

    def test_the_row_of_a_strange_word_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The row of the data, not of the batch; never the word, which may be a name."""
        monkeypatch.setattr(judge, "BATCH_ROWS", 2)
        law = rule(COLOUR.is_(Colour.RED))
        words = ["red", "", "blue", "green", "Zhang San"]
        for data in (
            {"colour": words},
            pd.DataFrame({"colour": words}),
            pa.table({"colour": words}),
        ):
            with pytest.raises(
                InvalidInputError, match="colour, row 5: this text is none"
            ) as caught:
                law.status(data, on=DAY)
            assert "Zhang" not in str(caught.value)
        lazy = law.status(pl.LazyFrame({"colour": words}), on=DAY)
        with pytest.raises(ValueError, match="colour: this text is none of"):
            lazy.collect()

    def test_words_in_categories(self) -> None:
        """Categories that no row has do not matter."""
        words = pd.Categorical(["red", None, "blue"], categories=["violet", "blue", "red"])
        found = rule(COLOUR.is_(Colour.RED)).status(pd.DataFrame({"colour": words}), on=DAY)
        assert found.tolist() == [1, -1, 0]

    @pytest.mark.parametrize("column", [[None, None], [np.nan, np.nan], [pd.NA, None], ["", ""]])
    def test_empty_columns_are_unknown(self, column: list[Any]) -> None:
        """Whatever type they are: a column of which nothing is known has none."""
        law = rule((BIRTH.age() >= 60) | GLAD | (SIZE >= 1) | COLOUR.is_(Colour.RED))
        data = {
            name: np.array(column, dtype=object) for name in ("birth", "glad", "size", "colour")
        }
        assert law.status(data, on=DAY).tolist() == [-1, -1]

    def test_a_name_that_is_taken(self) -> None:
        """The new column of a lazy frame replaces none."""
        lazy = pl.LazyFrame({"birth": BIRTHS, "a-rule": [1] * 4})
        with pytest.raises(InvalidInputError, match="there is a column 'a-rule' already"):
            SIXTY.status(lazy, on=DAY)


def two_texts() -> Scheme[Any]:
    """Make a scheme of two texts, one with a local text."""
    old = SIXTY.changed(until=date(2010, 1, 1))
    new = rule(BIRTH.age() >= 50, GLAD, since=date(2010, 1, 1))
    extra = Requirement("is large", SIZE >= 3)
    local = Overlay(place="Henan", source=SOURCE, adds=(extra,))
    return Scheme(code="two", name="two", name_zh="二", versions=(old, new), overlays=(local,))


class TestPlaces:
    """Local texts over the national one."""

    DATA: ClassVar[dict[str, Any]] = {
        "birth": np.full(4, np.datetime64("1940-01-01")),
        "glad": [True] * 4,
        "size": [3, 1, 1, 3],
        "place": ["Henan", "Henan/Zhengzhou", "Anhui", None],
    }

    def test_each_row_by_its_place(self) -> None:
        """What lies within follows; a place without a text follows the national one."""
        assert two_texts().status(self.DATA, on=DAY, places="place").tolist() == [1, 0, 1, 1]
        assert two_texts().status(self.DATA, on=DAY, place="Henan").tolist() == [1, 0, 0, 1]
        assert two_texts().status(self.DATA, on=DAY, columns={"size": None}).tolist() == [1] * 4

    def test_an_unknown_place_is_certain_where_it_does_not_matter(self) -> None:
        """Large enough for the local text, or not old enough for any."""
        data = {**self.DATA, "place": [None] * 4}
        assert two_texts().status(data, on=DAY, places="place").tolist() == [1, -1, -1, 1]
        data["birth"] = np.full(4, np.datetime64("1990-01-01"))
        assert two_texts().status(data, on=DAY, places="place").tolist() == [0] * 4

    def test_what_is_refused(self) -> None:
        """Two ways at once, or a column of no text."""
        with pytest.raises(InvalidInputError, match="place: place= is one place for all rows"):
            two_texts().status(self.DATA, on=DAY, place="Henan", places="place")
        with pytest.raises(InvalidInputError, match="place: holds int64, not text"):
            two_texts().status({**self.DATA, "place": [1] * 4}, on=DAY, places="place")

    def test_one_rule_is_the_same_everywhere(self) -> None:
        """A rule has no places."""
        data = {"birth": BIRTHS, "place": ["a"] * 4}
        assert SIXTY.status(data, on=DAY, places="place").tolist() == [1, 1, 0, -1]


class TestTablesOfChildren:
    """Children in a table of their own, found by the key of their parent."""

    LAW = rule(CHILDREN.count() == 2)

    @pytest.mark.parametrize("rows", [1, 2, 100])
    def test_batches_find_their_children(self, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """In any order, in any batches; who has a key but no child has none."""
        monkeypatch.setattr(judge, "BATCH_ROWS", rows)
        table = {"person": [9, 4, 9, 7], "born": ["2000-01-01", None, "2001-01-01", "2002-01-01"]}
        table["born"] = np.array(table["born"], "datetime64[D]")
        data = {"id": [4.0, 9.0, np.nan, 5.0, 9.0]}
        for keys, parents in ((data["id"], table["person"]), (list("dxae"), list("xdxg"))):
            found = self.LAW.status(
                {"id": keys},
                on=DAY,
                children={**table, "person": parents},
                key=("id", "person"),
            )
            wanted = [0, 1, -1, 0, 1] if keys is data["id"] else [0, 1, 0, 0]
            assert found.tolist() == wanted

    def test_one_name_for_both_keys_and_own_names(self) -> None:
        """The key may be called the same; children's facts are named with a dot."""
        table = {"id": [1, 1], "dob": np.array(["2000-01-01", "2020-01-01"], "datetime64[D]")}
        found = rule(CHILDREN.count() == 1).status(
            {"id": [1, 2]}, on=DAY, children=table, columns={"children.born": "dob"}
        )
        assert found.tolist() == [1, 0]

    def test_no_children_at_all(self) -> None:
        """An empty table says that nobody has any."""
        table = pd.DataFrame({"id": [], "born": []})
        assert rule(CHILDREN.count() == 0).status(
            {"id": ["a", None]}, on=DAY, children=table
        ).tolist() == [1, -1]

    def test_children_unknown_of_everyone(self) -> None:
        """No table, and nothing of theirs is asked for: what they decide is unknown."""
        law = rule(CHILDREN.any(CHILDREN.child.facts["born"] >= DAY))
        found = law.status({"id": [1, 2]}, on=DAY, columns={"children": None})
        assert found.tolist() == [-1, -1]

    def test_a_table_that_no_law_asks_for(self) -> None:
        """Is not read."""
        law = rule(COLOUR.is_(Colour.RED))
        assert law.status({"colour": ["red"]}, on=DAY, children={"x": [1]}).tolist() == [1]

    @pytest.mark.parametrize(
        ("keys", "parents", "said"),
        [
            (["1"], [1], "id: text here, and numbers in the table of children; make both the same"),
            (
                [1],
                [None],
                "children, id, row 1: a child without the key of its parent; leave it out",
            ),
            ([1.5], [1], "id: holds decimals, or numbers too long for decimals to tell apart"),
            ([2.0**60], [1], "id: holds decimals, or numbers too long"),
            ([DAY], [1], "id: holds datetime64"),
        ],
    )
    def test_keys_that_are_refused(self, keys: Any, parents: Any, said: str) -> None:
        """Keys that would find the wrong children, or none."""
        table = {"id": parents, "born": np.array(["2000-01-01"], "datetime64[D]")}
        with pytest.raises(InvalidInputError, match=said):
            self.LAW.status({"id": keys}, on=DAY, children=table)

    def test_a_table_in_parts(self) -> None:
        """A list of parts is one table; its keys are all numbers or all text."""
        day = np.array(["2000-01-01"], "datetime64[D]")
        parts = [{"id": [1], "born": day}, {"id": [1], "born": np.array([np.nan])}]
        assert self.LAW.status({"id": [1, 2]}, on=DAY, children=parts).tolist() == [1, 0]
        parts = [{"id": [1], "born": day}, {"id": ["a"], "born": day}]
        with pytest.raises(InvalidInputError, match="children, id: numbers and text mixed"):
            self.LAW.status({"id": [1, 2]}, on=DAY, children=parts)

    def test_facts_of_children_that_are_missing(self) -> None:
        """Named with a dot, as they are given."""
        law = rule(CHILDREN.any(CHILDREN.child.facts["grade"] <= 3))
        table = {"id": [1], "born": np.array(["2000-01-01"], "datetime64[D]")}
        with pytest.raises(InvalidInputError, match=r"columns: children.grade not in the data"):
            law.status({"id": [1]}, on=DAY, children=table)
        found = law.status({"id": [1]}, on=DAY, children=table, columns={"children.grade": None})
        assert found.tolist() == [-1]
        with pytest.raises(InvalidInputError, match="columns: children not in the data"):
            law.status({"id": [1]}, on=DAY)

    def test_two_kinds_of_children(self) -> None:
        """One table can be those of one fact only."""
        house: Subject[Any] = Subject("house")
        mine, theirs = (house.children(n, CHILDREN.child, n, n) for n in ("mine", "theirs"))
        law = rule(mine.count() == theirs.count(), subject=house)
        with pytest.raises(DefinitionError, match="house has several: mine, theirs"):
            law.status({"id": [1]}, on=DAY, children={"id": [1]})


def test_the_reward_of_a_village() -> None:
    """The scheme of the documents, with children listed: one alive, two daughters, none."""
    data = pd.DataFrame(
        {
            "id": [1, 2, 3, 4],
            "birth": [date(1952, 2, 29)] * 4,
            "registration": [str(Registration.RURAL)] * 4,
            "births_conformed": [True, True, True, None],
            "scheme_begun": [True] * 4,
        }
    )
    children = pd.DataFrame(
        {
            "id": [1, 1, 2, 2, 3, 3, 4],
            "sex": ["male", "female", "female", "female", "male", "male", "male"],
            "birth": [date(1980, 1, 1)] * 7,
            "death": [None, date(1999, 1, 1), None, None, None, None, None],
            "alive": [True, None, True, True, True, True, True],
        }
    )
    columns = {fact: None for fact in PARENT.facts if fact not in {*data.columns, "children"}}
    columns |= {f"children.{fact}": None for fact in CHILD.facts if fact not in children.columns}
    found = rewards.RURAL_REWARD.status(data, on=DAY, children=children, columns=columns)
    assert found.tolist() == [1, 1, 0, -1]
    assert (
        rewards.RURAL_REWARD.status(
            data, on=date(2012, 2, 28), children=children, columns=columns
        ).tolist()
        == [0] * 4
    )
