"""Cells: dates in every form, words in both languages, numbers, keys, identity numbers."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from famplan.errors import InvalidInputError
from famplan.readers import register
from famplan.readers.cells.cell_rules import (
    DATE_OUT,
    NOT_A_DATE,
    NOT_A_NUMBER,
    NOT_WHOLE,
    OUT_OF_BOUNDS,
)
from famplan.readers.cells.decoding import decode_day, decoder, plain_text, shown
from famplan.readers.cells.identity import IdentityReader, valid_numbers
from famplan.readers.cells.keys import KeyReader, Keys, repeats
from famplan.readers.schema import Column, Kind, register_schema
from famplan.readers.table import NOBODY, UNKNOWN_DAY

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = date(1970, 1, 1)
BIRTHS = register_schema().table("births")
days = st.dates(date(1800, 1, 1), date(2100, 12, 31))


@given(days)
def test_a_date_is_read_in_every_form(day: date) -> None:
    """ISO, eight digits, slashes, dots, Chinese, full width, with a time of day."""
    texts = [
        day.isoformat(),
        f"{day:%Y%m%d}".zfill(8),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.isoformat()}T23:59:59.5+08:00",
        f"{day.isoformat()} 00:00:00",
        plain_text("".join(chr(ord(sign) + 0xFEE0) for sign in f"{day.year}{day:%m%d}")),
    ]
    assert {decode_day(text) for text in texts} == {(day - EPOCH).days}


@given(st.dates(date(1927, 5, 18), date(2100, 12, 31)))
def test_a_number_of_days_is_read_as_excel_means_it(day: date) -> None:
    """Five digits, with or without a time."""
    serial = (day - date(1899, 12, 30)).days
    assert decode_day(str(serial)) == decode_day(f"{serial}.75") == (day - EPOCH).days


@pytest.mark.parametrize("text", ["1990", "2013-06", "2013-02-30", "20130631", "30/06/2013", "x"])
def test_what_may_be_another_day_is_no_date(text: str) -> None:
    """A year alone, a month alone, a day that does not exist, a day in front."""
    assert decode_day(text) is NOT_A_DATE


def test_days_far_off_and_unknown_days() -> None:
    """The year 9999 of a system that has no unknown is out of bounds; an empty cell is unknown."""
    assert decode_day("9999-12-31") is DATE_OUT
    assert decode_day("90000") is DATE_OUT
    assert decode_day("不详") == decode_day("") == UNKNOWN_DAY


def test_numbers_and_flags() -> None:
    """With thousands, exponents and signs; what is none says why."""
    number = decoder(Column(name="paid", kind=Kind.NUMBER, zh="实发", low=0), {})
    assert [number(text) for text in ("1,234.5", "1e3", "+7")] == [1234.5, 1000, 7]
    assert [number(text) for text in ("-1", "1e999", "abc")] == [
        OUT_OF_BOUNDS,
        NOT_A_NUMBER,
        NOT_A_NUMBER,
    ]
    whole = decoder(BIRTHS.column("order"), {})
    assert [whole(text) for text in ("2", "2.0", "")] == [2, 2, NOBODY]
    assert [whole(text) for text in ("2.5", "0", "99")] == [NOT_WHOLE, OUT_OF_BOUNDS, OUT_OF_BOUNDS]
    flag = decoder(BIRTHS.column("defect"), {})
    assert [flag(text) for text in ("是", "否", "TRUE", "0", "")] == [1, 0, 1, 0, NOBODY]


def test_every_word_is_read_in_both_languages() -> None:
    """Every vocabulary of the schema: its words, their names in code, their Chinese names."""
    for table in register_schema().tables:
        for column in table.columns:
            if column.kind is Kind.WORD:
                read = decoder(column, {})
                for place, word in enumerate(column.vocabulary):
                    names = {str(word), word.name, getattr(word, "name_zh", str(word))}
                    assert {read(plain_text(name)) for name in names} == {place}


def test_what_may_be_a_name_or_number_of_a_person_is_not_shown() -> None:
    """In no kind of column."""
    for table in register_schema().tables:
        for column in table.columns:
            if column.kind in {Kind.DATE, Kind.WORD, Kind.WHOLE, Kind.NUMBER, Kind.FLAG}:
                for text in ("张三", "Li Si", "360426199101010071", "13812345678", "欧阳 小明"):
                    assert shown(text, column) == ""


# -- keys -----------------------------------------------------------------------------------------

plain_keys = st.one_of(
    st.integers(0, 200),
    st.integers(0, 1 << 60),
    st.integers(0, 300).map("P{:04d}".format),
    st.integers(0, 300).map("P{}".format),
    st.text("0123456789ab-x", min_size=1, max_size=4).filter(lambda text: text.strip() == text),
)


@given(st.data())
def test_references_find_the_first_row_with_their_key(data: st.DataObject) -> None:
    """Whatever keys look like, and whatever the references."""
    kind = data.draw(st.sampled_from([str, int]))
    keys = [kind(key) for key in data.draw(st.lists(st.integers(0, 300), min_size=1))]
    if kind is str:
        keys = data.draw(st.lists(plain_keys.map(str), min_size=1))
    references = data.draw(st.lists(st.sampled_from(keys) | plain_keys.map(kind_or_text(kind))))
    found = Keys(pa.array(keys)).rows_of(pa.array(references, pa.array(keys).type))
    assert found.tolist() == [keys.index(one) if one in keys else -1 for one in references]


def kind_or_text(kind: type) -> object:
    """Make keys of one kind of any key."""
    return lambda key: str(key) if kind is str else abs(hash(key)) % 1000


@given(st.lists(plain_keys.map(str)))
def test_repeated_keys_are_those_seen_before(keys: list[str]) -> None:
    """The first row keeps its key."""
    expected = [row for row, key in enumerate(keys) if key in keys[:row]]
    array = pa.array(keys, pa.string())
    assert repeats(Keys(array).rows_of(array)).tolist() == expected


def test_keys_of_numbers_and_of_text_meet() -> None:
    """Whole floats, as pandas makes them of gaps, are the same keys as the digits."""
    reader = KeyReader("births.mother")
    reader.add(pa.array([7.0, None, float("nan")]))
    reader.add(pa.array([" 7 ", "", "08"]))
    reader.add_unknown(1)
    references = reader.finish()
    assert references.to_pylist() == ["7", None, None, "7", None, "08", None]
    assert Keys(pa.array([7, 8])).rows_of(references).tolist() == [0, -1, -1, 0, -1, -1, -1]
    assert Keys(pa.array(["7", "8"])).rows_of(pa.array([8, 9])).tolist() == [1, -1]


def test_keys_say_what_they_mean_however_they_are_written() -> None:
    """Full-width, with blanks, as floats of a dataframe; a word for "unknown" is nobody's key."""

    def read(*batches: list[str | None]) -> list[Any]:
        reader = KeyReader("births.mother")
        for batch in batches:
            reader.add(pa.array(batch))
        found: list[Any] = reader.finish().to_pylist()
        return found

    assert read(["\u3000Ｐ０７ ", "P07"]) == ["P07", "P07"]
    assert read(["不详", "NA", "unknown", "-", "?", "Null", "x"]) == [None] * 6 + ["x"]
    assert read(["7.0", "", "12.0"], ["8"]) == ["7", None, "12", "8"]
    reader = KeyReader("births.mother")
    reader.add(pa.array([7.0, 1e300, float("inf")]))  # one absurd key costs no other
    assert reader.finish().to_pylist() == ["7", "1e+300", "inf"]
    assert read(["1.0", "1.1"]) == ["1.0", "1.1"]  # chapters, not numbers


def test_keys_that_are_lists_are_a_named_error() -> None:
    """Not a traceback of a library."""
    with pytest.raises(InvalidInputError, match=r"births\.mother: holds list"):
        KeyReader("births.mother").add(pa.array([[1], [2]]))


# -- identity numbers ------------------------------------------------------------------------------

digits = st.text("0123456789", min_size=14, max_size=14)
body = st.builds(
    "{}{:%Y%m%d}{:03d}".format,
    st.sampled_from(["110101", "320803", "360426", "999999"]),
    st.dates(date(1900, 1, 1), date(2020, 12, 31)),
    st.integers(0, 999),
)
whole = body.map(lambda text: text + ric.calc_check_digit(f"{text}0"))
numbers = (
    whole | whole.map(lambda text: text[:-1] + "7") | digits | whole.map(str.lower) | st.text()
)


@given(st.lists(numbers | st.none(), max_size=8))
def test_the_verdict_is_that_of_python_stdnum(texts: list[str | None]) -> None:
    """For numbers, near numbers, and anything."""
    found = valid_numbers(pa.array(texts, pa.string()))
    assert found.valid.tolist() == [bool(text) and ric.is_valid(text) for text in texts]
    assert not (found.valid & ~found.given).any()
    for place in np.flatnonzero(found.valid):
        number = ric.compact(texts[place])
        assert EPOCH + timedelta(days=int(found.days[place])) == ric.get_birth_date(number)
        assert found.man[place] == int(number[16]) % 2
        assert found.whole[place] == int(number[:17])


@given(st.lists(whole.filter(lambda text: text[6:8] == "19"), max_size=6))
def test_a_number_of_fifteen_digits_is_the_same_as_its_eighteen(texts: list[str]) -> None:
    """Without century and check digit it says the same of the same person."""
    new = valid_numbers(pa.array(texts, pa.string()))
    old = valid_numbers(pa.array([text[:6] + text[8:17] for text in texts], pa.string()))
    for name in ("valid", "days", "man", "whole"):
        assert getattr(old, name).tolist() == getattr(new, name).tolist()


def test_identity_numbers_in_odd_writing() -> None:
    """Full-width, with blanks; hidden ones are no numbers, and 不详 says that there is none."""
    good = "11010519491231002X"
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in good)
    texts = [wide, " 110105 19491231 002x ", "110105********002X", "不详", "NA", "110105491331002"]
    found = valid_numbers(pa.array(texts))
    assert found.valid.tolist() == [True, True, False, False, False, False]
    assert found.given.tolist() == [True, True, True, False, False, True]


marks = st.lists(st.lists(st.sampled_from(range(4)) | st.none(), max_size=5), max_size=4)


@given(marks)
def test_repeated_numbers_are_those_seen_before(batches: list[list[int | None]]) -> None:
    """In this batch or an earlier one; what stood for them is forgotten."""
    bodies = [f"1101051990010100{digit}" for digit in range(4)]
    known = [text + ric.calc_check_digit(f"{text}0") for text in bodies]
    reader = IdentityReader(
        register_schema().table("persons").column("identity_number"), lambda *_: None
    )
    for batch in batches:
        texts = [None if one is None else known[one] for one in batch]
        reader.check(pa.array(texts, pa.string()), birth=None, sex=None)
        reader.add_unknown(1)
    flat = [one for batch in batches for one in [*batch, None]]
    expected = [row for row, one in enumerate(flat) if one is not None and one in flat[:row]]
    assert reader.finish().tolist() == expected
    assert reader.finish().tolist() == []


def test_identity_numbers_that_are_no_text_are_a_named_error() -> None:
    """Bytes that are no UTF-8, lists."""
    for strange in (pa.array([b"\x80"]), pa.array([[1]])):
        with pytest.raises(InvalidInputError, match="identity_number: holds"):
            valid_numbers(strange)


def test_text_is_coded_once_for_all_batches() -> None:
    """With its labels; lists are a named error, and a cell that is needed is missed."""
    from famplan.readers.cells.text_reader import TextReader

    missed: list[object] = []
    column = register_schema().table("supplies").column("item")
    reader = TextReader(column, lambda *fault: missed.append(fault))
    reader.add(pa.array(["pill", " ", "IUD"]).dictionary_encode(), {})
    reader.add(pa.array(["1", "pill"]), {"1": "IUD"})
    assert reader.finish().decoded().tolist() == ["pill", None, "IUD", "IUD", "pill"]
    assert len(missed) == 1
    with pytest.raises(InvalidInputError, match="item: holds list"):
        reader.add(pa.array([[1]]), {})


def test_dates_of_other_centuries_are_found_in_columns_of_dates() -> None:
    """As in text."""
    from famplan.readers.cells.column_reader import ColumnReader

    faults: list[object] = []
    reader = ColumnReader(BIRTHS.column("occurred"), {}, lambda *fault: faults.append(fault[1]))
    found = reader.add(pa.array([date(9999, 12, 31), date(2013, 6, 30)]), {})
    assert (found.tolist(), faults) == ([UNKNOWN_DAY, 15886], [DATE_OUT])
    numbers = ColumnReader(BIRTHS.column("order"), {}, lambda *fault: faults.append(fault[1]))
    assert numbers.add(pa.array([1.0, 1.5, 99.0, None]), {}).tolist() == [1, -1, -1, -1]
    assert faults[1:] == [NOT_WHOLE, OUT_OF_BOUNDS]


def test_days_that_no_calendar_has_are_set_aside_as_text(tmp_path: Path) -> None:
    """Tables in memory may count days from 1970 that Python has no date for."""
    days = pa.array([-719163, 15886], pa.int32()).cast(pa.date32())
    births = {"birth": [1, 2], "occurred": days, "mother": [1, 2], "sex": ["男", "女"]}
    found = register({"births": births})
    assert found.findings.counts["date before 1800 or after 2100"] == 1
    (path,) = found.write_set_aside(tmp_path)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_times_are_days_on_the_spot() -> None:
    """Midnight in Shanghai is that day, not the one before."""
    from famplan.readers.cells.column_reader import ColumnReader

    zone = timezone(timedelta(hours=8))
    reader = ColumnReader(BIRTHS.column("occurred"), {}, lambda *_: None)
    moments = [datetime(2013, 6, 30, tzinfo=zone)]
    array = pa.array(moments, pa.timestamp("s", "Asia/Shanghai"))
    assert reader.add(array, {}).tolist() == [15886]
