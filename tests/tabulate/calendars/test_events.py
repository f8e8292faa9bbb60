"""Events of calendars: against a reading by month, where they lie, and what is wrong with them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from calendar_reader import events_of
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, FaultyRowsError, InvalidInputError
from famplan.tabulate.calendars import calendar, discontinuation, reasons_for_stopping
from famplan.tabulate.calendars import texts as texts_module
from famplan.tabulate.calendars.block import block_of
from famplan.tabulate.calendars.letters import letters_of
from famplan.tabulate.calendars.reading import PARTS
from famplan.tabulate.calendars.texts import as_bytes
from famplan.tabulate.coding import Coded
from famplan.tabulate.column_names import PLAIN

LETTERS = "0135NLBTP?"
NOW, WIDTH = 1386, 30


@st.composite
def women(draw: st.DrawFn, most: int = 6) -> dict[str, list[Any]]:
    """Women whose calendars have different lengths, with reasons where episodes end."""
    found: dict[str, list[Any]] = {
        name: []
        for name in ("v005", "v008", "v017", "v018", "v019", "v021", "v022", "vcal_1", "vcal_2")
    }
    for _ in range(draw(st.integers(1, most))):
        pieces = draw(
            st.lists(st.tuples(st.sampled_from(LETTERS), st.integers(1, 9)), min_size=1, max_size=9)
        )
        months = "".join(letter * length for letter, length in pieces)[:WIDTH]
        blanks = WIDTH - len(months)
        reasons = [" "] * WIDTH
        for place, letter in enumerate(months):
            ends = place and months[place - 1] != letter and letter not in "0BTP"
            if ends and draw(st.booleans()):
                reasons[blanks + place] = draw(st.sampled_from("1247W?"))
        row = {
            "v005": draw(st.integers(1, 3_000_000)),
            "v008": NOW + blanks % 3,
            "v018": blanks + 1,
            "v019": len(months),
            "v021": draw(st.integers(1, 3)),
            "v022": draw(st.integers(1, 2)),
            "vcal_1": " " * blanks + months,
            "vcal_2": "".join(reasons).rstrip(),
        }
        row["v017"] = row["v008"] - len(months) + 1
        for name, value in row.items():
            found[name].append(value)
    found["v021"] = [10 * s + c for s, c in zip(found["v022"], found["v021"], strict=True)]
    return found


@given(women())
def test_events_are_those_of_a_reading_month_by_month(data: dict[str, list[Any]]) -> None:
    """Start, end, code, reason and neighbours of every event, woman by woman in order of time."""
    columns = calendar(data).columns
    wanted = events_of(data)
    flat = [event for own in wanted for event in own]
    assert columns["woman"].tolist() == [event.woman + 1 for event in flat]
    assert columns["start"].tolist() == [event.start for event in flat]
    assert columns["end"].tolist() == [event.end for event in flat]
    assert columns["event"].tolist() == [event.code for event in flat]
    assert columns["reason"].tolist() == [event.reason for event in flat]
    assert columns["months"].tolist() == [event.end - event.start + 1 for event in flat]
    codes = [[-2, -2, *(e.code for e in own), -2, -2] for own in wanted]
    lengths = [[0, *(e.end - e.start + 1 for e in own), 0] for own in wanted]
    assert columns["earlier"].tolist() == [code for own in codes for code in own[1:-3]]
    assert columns["later"].tolist() == [code for own in codes for code in own[3:-1]]
    assert columns["after_later"].tolist() == [code for own in codes for code in own[4:]]
    assert columns["earlier_months"].tolist() == [m for own in lengths for m in own[:-2]]
    assert columns["later_months"].tolist() == [m for own in lengths for m in own[2:]]


@given(women(), st.permutations("0135NLBTP?qzZö#!"), st.randoms())
def test_letters_of_ones_own_and_marriage_are_read_place_by_place(
    data: dict[str, list[Any]], letters: list[str], random: Any
) -> None:
    """Any letters, as long as they are named; married is the month in which the event ends."""
    own = dict(zip(LETTERS, letters, strict=False))
    texts = ["".join(own.get(x, x) for x in text) for text in data["vcal_1"]]
    married = ["".join(random.choice("X0 ") for _ in text) for text in texts]
    codes = letters_of("dhs7").events
    meant = dict.fromkeys(codes) | {new: codes[old] for old, new in own.items()}
    found = calendar(data | {"vcal_1": texts, "union": married}, letters=meant,
                     columns={"marriage": "union"}).columns  # fmt: skip
    plain = calendar(data).columns
    for name in ("woman", "start", "end", "event", "reason", "earlier", "later"):
        assert found[name].tolist() == plain[name].tolist()
    for woman, end, value in zip(found["woman"], found["end"], found["married"], strict=True):
        place = data["v018"][woman - 1] - 1 + data["v008"][woman - 1] - end
        letter = married[woman - 1][place : place + 1]
        assert value == {"X": 1.0, "0": 0.0}.get(letter, pytest.approx(np.nan, nan_ok=True))


@given(women(), st.data())
def test_every_fault_is_found_at_its_place_and_no_other(
    data: dict[str, list[Any]], draw: st.DataObject
) -> None:
    """Strange letters, holes and reasons anywhere: as a reading letter by letter finds them."""
    texts, reasons = list(data["vcal_1"]), list(data["vcal_2"])
    for _ in range(draw.draw(st.integers(0, 6))):
        row = draw.draw(st.integers(0, len(texts) - 1))
        place = draw.draw(st.integers(0, WIDTH - 1))
        column, letter = draw.draw(
            st.tuples(st.just(texts), st.sampled_from("xé "))
            | st.tuples(st.just(reasons), st.sampled_from("y41 "))
        )
        text = column[row].ljust(WIDTH)
        ends = column is texts and place in {data["v018"][row] - 1, WIDTH - 1} and letter == " "
        column[row] = text if ends else text[:place] + letter + text[place + 1 :]
    wanted = set()
    for row, (text, why) in enumerate(zip(texts, reasons, strict=True)):
        first = data["v018"][row] - 1
        for place in range(first, WIDTH):
            letter, before = text[place], text[place - 1] if place > first else ""
            use = letter not in "0BTP" and letter != before
            strange = letter in "xé "
            if strange and letter != before:
                wanted.add((row + 1, "vcal_1", place + 1))
            reason = why.ljust(WIDTH)[place]
            if reason == "y" or (reason != " " and not use):
                wanted.add((row + 1, "vcal_2", place + 1))
    found = calendar(data | {"vcal_1": texts, "vcal_2": reasons}, faults="keep").findings
    assert {(fault.row, fault.column, fault.value) for fault in found} == wanted
    assert found.total == len(wanted)


@given(women(most=9), st.lists(st.integers(1, 5), max_size=4))
def test_batches_give_the_events_of_the_whole(data: dict[str, list[Any]], sizes: list[int]) -> None:
    """Women are numbered on, neighbours stay within a woman."""
    cuts = sorted({0, len(data["v005"]), *(min(x, len(data["v005"])) for x in np.cumsum(sizes))})
    parts = [{n: x[low:high] for n, x in data.items()} for low, high in pairwise(cuts)]
    whole, found = calendar(data).columns, calendar(parts).columns
    for name, column in whole.items():
        np.testing.assert_array_equal(found[name], column)


@pytest.mark.parametrize(
    "changed",
    [
        {"v018": "3"}, {"v019": "7"}, {"v017": "1356"}, {"v017": "2012-12-01"},
        {"v018": 3.0, "v019": np.float32(7)},
    ],
)  # fmt: skip
def test_places_lengths_and_months_may_be_texts_or_dates(changed: dict[str, Any]) -> None:
    """As CSV files and frames have them."""
    assert calendar(one(**changed)).columns["event"].tolist() == [0, 1, 0]


def test_texts_that_are_no_numbers_and_places_that_are_no_whole_ones() -> None:
    """An error with the row; a place between two letters is none."""
    with pytest.raises(InvalidInputError, match="v018, row 1: text where a number is needed"):
        calendar(one(v018="three"))
    with pytest.raises(FaultyRowsError, match="place of the calendar is missing"):
        calendar(one(v018=3.5))


def one(**changed: Any) -> dict[str, list[Any]]:
    """One woman with a pill episode of four months, changed as a test needs."""
    row = {
        "v005": 1_000_000,
        "v008": 1362,
        "v017": 1356,
        "v018": 3,
        "v019": 7,
        "v021": 1,
        "v022": 1,
        "vcal_1": "  0011110",
        "vcal_2": "    4",
    }
    return {name: [value] for name, value in (row | changed).items()}


def test_marriage_is_that_of_the_last_month_of_the_event() -> None:
    """Newest first: the event's last month stands before its others."""
    columns = calendar(one(vcal_3="  X0 X0X0")).columns
    # No method: position 9; pill: last month at position 5; no method: last month at position 3.
    assert columns["married"].tolist()[0] == 0.0
    assert np.isnan(columns["married"][1])
    assert columns["married"].tolist()[2] == 1.0
    assert np.isnan(calendar(one()).columns["married"]).all()


def test_group_columns_and_weights_come_along_and_identities_do_not() -> None:
    """Events say of a woman only the number of her row."""
    data = one() | {"v025": ["urban"], "caseid": ["1 2 3"]}
    episodes = calendar(data, by="v025")
    assert set(episodes.columns["v025"]) == {"urban"}
    assert "caseid" not in episodes.columns
    assert episodes.weight_scale == 1_000_000


def test_events_become_frames() -> None:
    """One row for each event in pandas, polars and pyarrow."""
    episodes = calendar(one())
    assert len(episodes.to_pandas()) == len(episodes.to_polars()) == len(episodes.to_arrow()) == 3
    assert repr(episodes) == "3 events in the calendars of 1 rows"


def test_codes_have_names() -> None:
    """Of events and of reasons; where there is none, None."""
    episodes = calendar(one())
    assert episodes.names("reason").tolist() == [None, "side effects", None]
    assert episodes.names("later").tolist() == ["pill", "no method", None]
    with pytest.raises(DefinitionError, match="'start' is none of"):
        episodes.names("start")


def test_months_after_the_interview_are_left_out() -> None:
    """Whatever stands before the position of the interview is no month of the calendar."""
    plain, starred = calendar(one()), calendar(one(vcal_1="**0011110", vcal_2="77  4"))
    for name in plain.columns:
        np.testing.assert_array_equal(plain.columns[name], starred.columns[name])


def test_a_woman_without_a_calendar_has_no_events_and_no_fault() -> None:
    """Blank or unknown texts: surveys ask a part of the women only."""
    data = {name: values * 3 for name, values in one().items()}
    data["vcal_1"] = ["  0011110", " " * 9, ""]
    data["vcal_2"] = ["    4", "", ""]
    data["v018"], data["v019"] = [3, 3, 0], [7, 7, 0]
    episodes = calendar(data)
    assert set(episodes.columns["woman"]) == {1}
    assert not episodes.findings


FAULTS = [
    ({"v018": float("nan")}, "place of the calendar is missing", "v018", None),
    ({"v019": float("nan")}, "number of months of the calendar is missing", "v019", None),
    ({"v018": 0}, "calendar has no place in its text", "v018", 0),
    ({"v018": 44}, "calendar has no place in its text", "v018", 44),
    ({"v019": -1}, "calendar has no place in its text", "v018", 3),
    ({"v017": 1350}, "calendar does not run from its start to the interview", "v017", 1350),
    ({"v017": 1399}, "calendar does not run from its start to the interview", "v017", 1399),
    ({"vcal_1": "  001111"}, "calendar is shorter than its place in the text", "vcal_1", 8),
    ({"vcal_1": "  00111100"}, "calendar is longer than its place in the text", "vcal_1", 10),
    ({"vcal_1": "  00z1110"}, "letter at this position is not in the list", "vcal_1", 5),
    ({"vcal_1": "  00ā1110"}, "letter at this position is not in the list", "vcal_1", 5),
    ({"vcal_1": "  0011 10"}, "blank at this position within the calendar", "vcal_1", 7),
    ({"vcal_1": "   011110"}, "blank at this position within the calendar", "vcal_1", 3),
    ({"vcal_2": "    z"}, "reason at this position is not in the list", "vcal_2", 5),
    (
        {"vcal_2": "     4"},
        "reason at this position without an episode that ends there",
        "vcal_2",
        6,
    ),
    (
        {"vcal_2": "   44"},
        "reason at this position without an episode that ends there",
        "vcal_2",
        4,
    ),
    ({"vcal_3": "  XXYXXXX"}, "marriage at this position is not in the list", "vcal_3", 5),
]


@pytest.mark.parametrize(("changed", "rule", "column", "value"), FAULTS)
def test_a_calendar_that_cannot_be_right_is_found_with_row_and_place(
    changed: dict[str, Any], rule: str, column: str, value: float | None
) -> None:
    """The second woman's is wrong; she is left out, or everything stops, and the first stays."""
    sound, wrong = one(vcal_3=""), one(**{"vcal_3": "", **changed})
    data = {name: sound[name] + wrong[name] for name in sound}
    with pytest.raises(FaultyRowsError, match=rule) as caught:
        calendar(data)
    (fault,) = caught.value.findings
    assert (fault.rule, fault.row, fault.column, fault.value) == (rule, 2, column, value)
    dropped = calendar(data, faults="drop")
    assert set(dropped.columns["woman"]) == {1}
    assert dropped.findings.counts == {rule: 1}


def test_every_place_of_a_fault_is_counted() -> None:
    """Two letters and a reason in one calendar are three faults, each with its position."""
    data = one(vcal_1="  z01y110", vcal_2="   4")
    with pytest.raises(FaultyRowsError) as caught:
        calendar(data)
    findings = caught.value.findings
    assert findings.total == 3
    places = sorted((fault.column, fault.value) for fault in findings)
    assert places == [("vcal_1", 3), ("vcal_1", 6), ("vcal_2", 4)]


def test_what_is_kept_stays_unknown() -> None:
    """A month with an unknown letter is neither use nor none, and nothing is said to end in it."""
    data = one(vcal_1="  0z11110", vcal_2="", v017=1356)
    columns = calendar(data, faults="keep").columns
    assert columns["event"].tolist() == [0, 1, -1, 0]
    tally = discontinuation(data | {"v008": [1362]}, faults="keep", window=(0, 62))
    parts = tally.kernel.code.parts(tally.counts)
    assert set(parts.outcome[parts.method >= 0]) == {0}


def test_a_short_text_that_is_kept_ends_sooner() -> None:
    """What was before its oldest letter nobody knows, so the oldest event has no known start."""
    columns = calendar(one(vcal_1="  001111", vcal_2=""), faults="keep").columns
    assert columns["event"].tolist() == [1, 0]
    assert columns["earlier"].tolist() == [-2, 1]


def test_faults_of_women_are_found_as_everywhere() -> None:
    """Weights, clusters and women who come twice."""
    data = {name: values * 2 for name, values in one().items()} | {"caseid": ["a", "a"]}
    with pytest.raises(FaultyRowsError, match="duplicate woman"):
        calendar(data)
    with pytest.raises(FaultyRowsError, match="weight is 0"):
        calendar(one(v005=0))
    kept = calendar(one(v005=float("nan")), faults="keep")
    assert kept.columns["v005"].tolist() == [0.0] * 3


def test_a_month_of_interview_that_is_not_known_leaves_nothing_to_date() -> None:
    """Even if faults are kept."""
    assert len(calendar(one(v008=9998), faults="keep")) == 0


def test_columns_may_have_names_of_ones_own() -> None:
    """By plain names, by recode names, or as SPSS spells them."""
    plain = {
        "events": "cal",
        "reasons": "why",
        "start": "from",
        "position": "at",
        "months": "length",
        "weight": "w",
        "interview": "seen",
        "cluster": "psu",
        "stratum": None,
    }
    recode = {**PARTS, **PLAIN}
    data = {own: one()[recode[role]] for role, own in plain.items() if own}
    wanted = calendar(one()).columns
    found = calendar(data, columns=plain).columns
    for name in ("start", "end", "event", "reason"):
        assert found[name].tolist() == wanted[name].tolist()
    shouted = {name.upper().replace("_", "$"): values for name, values in one().items()}
    assert calendar(shouted).columns["reason"].tolist() == wanted["reason"].tolist()
    assert len(calendar(one(), columns={"v017": None, "months": None, "reasons": None})) == 3


def test_a_calendar_to_the_end_of_its_text_needs_no_number_of_months() -> None:
    """Without v019 the last position is the oldest month, without v017 nothing is compared."""
    data = {name: values for name, values in one().items() if name not in {"v017", "v019"}}
    found = calendar(data, columns={"v017": None, "v019": None})
    assert found.columns["start"].tolist() == [1356, 1357, 1361]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"events": None}, "events cannot be absent"),
        ({"v018": None}, "v018 cannot be absent"),
        ({"reasons": ["a", "b"]}, "reasons must be one column"),
        ({"evens": "x"}, "'evens' is none of"),
    ],
)
def test_columns_that_make_no_sense_are_refused(columns: dict[str, Any], message: str) -> None:
    """Before anything is read."""
    with pytest.raises(DefinitionError, match=message):
        calendar(one(), columns=columns)


def test_a_column_that_is_not_there_is_named_with_the_way_out() -> None:
    """Its role, and how to say what it is called."""
    data = {name: values for name, values in one().items() if name not in {"v018", "v021"}}
    message = r'v021 \(cluster\), v018 \(position\) not in the data; .*"position": "your_name"'
    with pytest.raises(InvalidInputError, match=message):
        calendar(data)


def test_other_choices_are_checked() -> None:
    """Phase, faults, woman's columns and what is empty."""
    with pytest.raises(DefinitionError, match="layout: 'dhs1' is none of"):
        calendar(one(), layout="dhs1")
    with pytest.raises(DefinitionError, match=r"fault: means nothing .* did you mean faults\?"):
        calendar(one(), fault="drop")  # type: ignore[call-arg]
    with pytest.raises(DefinitionError, match="births: means nothing for calendars; known are"):
        calendar(one(), births={})  # type: ignore[call-arg]
    for same in ({"layout": None}, {"layout": "dhs"}, {"births": None}):
        assert len(calendar(one(), **same)) == 3  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="faults: 'hide' is none of"):
        calendar(one(), faults="hide")
    with pytest.raises(InvalidInputError, match="there are no rows"):
        calendar({name: [] for name in one()})
    twice = {name: values * 2 for name, values in one().items()} | {"id": [1, 1]}
    with pytest.raises(FaultyRowsError, match="duplicate"):
        calendar(twice, columns={"woman": "id"})
    with pytest.raises(FaultyRowsError, match="duplicate"):
        calendar(twice, columns={"woman": ["id", "v021"]})
    usual = twice | {"v001": [1, 1], "v002": [2, 2], "v003": [3, 4]}
    assert not calendar(usual).findings


def test_numbers_are_no_calendars() -> None:
    """A text of digits that a reader took for a number has lost its leading zeros."""
    with pytest.raises(
        InvalidInputError, match="vcal_1, row 1: a number, no text; read the column"
    ):
        calendar(one(vcal_1=11110))


def test_reasons_that_are_wholly_unknown_are_no_reasons() -> None:
    """A column of nothing but missing values may come as numbers."""
    columns = calendar(one(vcal_2=float("nan"))).columns
    assert columns["reason"].tolist() == [0, 0, 0]
    assert calendar(one(vcal_2=None)).columns["reason"].tolist() == [0, 0, 0]
    nothing = Coded(np.array([-1]), ["4"])
    assert calendar(one() | {"vcal_2": nothing}).columns["reason"].tolist() == [0, 0, 0]


@pytest.mark.parametrize("dtype", ["S9", "S12", "U9", "U12", object])
def test_texts_are_read_from_arrays_of_any_kind(dtype: Any) -> None:
    """Bytes, wide letters and Python's own, with room to spare or not."""
    data = one() | {"vcal_1": np.array(["  0011110"], dtype=dtype)}
    assert calendar(data).columns["event"].tolist() == [0, 1, 0]


def test_texts_that_a_frame_has_coded_are_read() -> None:
    """Wide letters, texts of several lengths, and columns with nothing in them."""
    data = pd.DataFrame({name: values * 3 for name, values in one().items()})
    data["vcal_1"] = ["  0011110", None, "  0āā1110"]
    data["vcal_2"] = None
    found = calendar(data, faults="keep")
    assert found.columns["woman"].tolist() == [1, 1, 1, 3, 3, 3, 3]
    assert found.columns["event"].tolist() == [0, 1, 0, 0, 1, -1, 0]
    assert found.findings.counts == {"letter at this position is not in the list": 1}
    nobody = data.assign(vcal_1=pd.Series([None] * 3, dtype="string"))
    assert len(calendar(pa.Table.from_pandas(nobody))) == 0


def test_letters_with_accents_are_one_letter() -> None:
    """Some surveys used them: as bytes of Latin-1 and as text."""
    wanted = [0, 13, 0]
    for text in ("  00áááá0", "  00áááá0".encode("latin-1")):
        data = one() | {"vcal_1": np.array([text]), "v018": [3]}
        assert calendar(data, letters="BDIR41").columns["event"].tolist() == wanted


def test_a_list_of_texts_is_a_sequence() -> None:
    """What a coded column is expected to hold."""
    texts = texts_module.FixedTexts(np.array([b"00B", b"0P"]))
    assert list(texts) == ["00B", "0P"]
    assert list(texts[1:]) == ["0P"]
    assert texts.matrix(np.array([1, 0])).tolist() == [[48, 80, 32], [48, 48, 66]]
    coded = Coded(np.array([0]), texts)
    assert texts_module.with_fixed_texts({"a": coded}, ["a", "b"])["a"] is coded  # type: ignore[index]


def test_reasons_need_a_column() -> None:
    """Their distribution without one is nothing."""
    data = {name: values for name, values in one().items() if name != "vcal_2"}
    with pytest.raises(InvalidInputError, match="the data have no reasons"):
        reasons_for_stopping(data)


@given(women(most=9))
def test_many_rows_at_once_are_cut_like_few(data: dict[str, list[Any]]) -> None:
    """Own batches may be longer than those of a file: they are cut a part at a time."""
    texts = as_bytes(Coded(np.arange(len(data["vcal_1"])), data["vcal_1"]), "vcal_1")
    first, months = (np.array(data[name]) for name in ("v018", "v019"))
    given_: dict[str, Any] = {"first": first - 1, "stop": first - 1 + months}
    whole = block_of(texts, letters=letters_of("dhs7"), **given_)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("famplan.tabulate.calendars.block._CHUNK", 2)
        parts = block_of(texts, letters=letters_of("dhs7"), **given_)
    np.testing.assert_array_equal(parts.starts, whole.starts)
    np.testing.assert_array_equal(parts.codes, whole.codes)
