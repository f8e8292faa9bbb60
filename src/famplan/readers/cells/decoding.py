"""One text of a cell to one number: dates, words, numbers, flags.

A decoder takes the text of a cell and returns its number, or the rule it breaks. Each distinct text
comes here once.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.readers.cells.cell_rules import (
    DATE_OUT,
    NOT_A_DATE,
    NOT_A_FLAG,
    NOT_A_NUMBER,
    NOT_A_WORD,
    NOT_WHOLE,
    OUT_OF_BOUNDS,
)
from famplan.readers.schema import Kind
from famplan.readers.table import NOBODY, UNKNOWN_DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from famplan.readers.rule import FaultRule
    from famplan.readers.schema import Column

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "UNKNOWN_TEXTS",
    "decode_day",
    "decoder",
    "plain_text",
    "shown",
]

Decoded: TypeAlias = "float | FaultRule"

_EPOCH = date(1970, 1, 1).toordinal()
FIRST_DAY = date(1800, 1, 1).toordinal() - _EPOCH
LAST_DAY = date(2100, 12, 31).toordinal() - _EPOCH
_SERIALS = date(1899, 12, 30).toordinal() - _EPOCH  # day 0 of Excel
_YEARS = range(1800, 2101)
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_DATES = (
    re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?"),
)
# Excel's numbers of days from 1927 on: one of four digits may be a year.
_SERIAL = re.compile(r"([1-9]\d{4})(?:\.\d+)?")
_WHOLE = re.compile(r"([+-]?\d{1,18})(?:\.0*)?")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_FLAGS = {
    **dict.fromkeys(("true", "1", "yes", "y", "t", "是", "有"), 1),
    **dict.fromkeys(("false", "0", "no", "n", "f", "否", "无"), 0),
}
UNKNOWN_TEXTS = frozenset(
    (
        "",
        "na",
        "n/a",
        "nan",
        "nat",
        "null",
        "none",
        "unknown",
        "-",
        "--",
        "?",
        "不详",
        "未知",
        "不明",
    )
)
"""Texts of a cell, in small letters, that say that nothing is known."""
_UNKNOWN_FLAGS = UNKNOWN_TEXTS | {"-1"}  # tables in memory say so
_HARMLESS = re.compile(r"[\d\s./,:年月日+-]{1,10}")
_CODE = re.compile(r"\d{1,2}")
_NEAR = 0.75  # so like a word of the list that it can only be a slip of the pen


def plain_text(value: object) -> str:
    """Write a value of a cell as text: full-width signs narrow, whole floats without a point.

    Examples
    --------
    >>> plain_text(1.0), plain_text("２０１３ "), plain_text(date(2013, 6, 30)), plain_text(True)
    ('1', '2013', '2013-06-30', 'true')
    """
    if isinstance(value, str):
        text = value if value.isascii() else unicodedata.normalize("NFKC", value)
        return text.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def decode_day(text: str) -> Decoded:
    """Read a date as days since 1970-01-01.

    Examples
    --------
    >>> [decode_day(text) for text in ("2013-06-30", "20130630", "2013/6/30", "2013年6月30日")]
    [15886, 15886, 15886, 15886]
    >>> decode_day("41455"), decode_day("2013-02-30").name
    (15886, 'not a date')
    """
    for pattern in _DATES:
        if found := pattern.fullmatch(text):
            year, month, day = map(int, found.groups())
            try:
                days = date(year, month, day).toordinal() - _EPOCH
            except ValueError:
                return NOT_A_DATE
            return days if year in _YEARS else DATE_OUT
    if found := _SERIAL.fullmatch(text):
        days = _SERIALS + int(found[1])
        return days if days <= LAST_DAY else DATE_OUT
    return UNKNOWN_DAY if text.casefold() in UNKNOWN_TEXTS else NOT_A_DATE


def _flag(text: str) -> Decoded:
    text = text.casefold()
    return _FLAGS.get(text, NOBODY if text in _UNKNOWN_FLAGS else NOT_A_FLAG)


def _bounded(number: float, column: Column) -> Decoded:
    low = -np.inf if column.low is None else column.low
    high = np.inf if column.high is None else column.high
    return number if low <= number <= high else OUT_OF_BOUNDS


def _whole(column: Column) -> Callable[[str], Decoded]:
    def decode(text: str) -> Decoded:
        if found := _WHOLE.fullmatch(text):
            return _bounded(int(found[1]), column)
        return NOBODY if text.casefold() in UNKNOWN_TEXTS else NOT_WHOLE

    return decode


def _number(column: Column) -> Callable[[str], Decoded]:
    def decode(text: str) -> Decoded:
        if _THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        if _NUMBER.fullmatch(text):
            number = float(text)
            return NOT_A_NUMBER if np.isinf(number) else _bounded(number, column)
        return np.nan if text.casefold() in UNKNOWN_TEXTS else NOT_A_NUMBER

    return decode


@cache
def _more_words() -> Mapping[str, Mapping[str, str]]:
    file = resources.files("famplan.readers") / "data" / "words.toml"
    found: dict[str, dict[str, str]] = loads(file.read_text(encoding="utf-8"))
    return found


def words_of(column: Column, own: Mapping[str, str]) -> dict[str, int]:
    """Every text that stands for a word of the column, with the word's place in the vocabulary.

    Examples
    --------
    >>> from famplan.readers.schema import register_schema
    >>> words_of(register_schema().table("births").column("sex"), {"1": "male"})
    {'female': 0, '女': 0, 'male': 1, '男': 1, '女性': 0, '男性': 1, '1': 1}
    """
    found: dict[str, int] = {}
    for place, word in enumerate(column.vocabulary):
        for text in (str(word), word.name, getattr(word, "name_zh", "")):
            if text:
                found.setdefault(plain_text(text).casefold(), place)
    for text, meant in (*_more_words().get(column.words, {}).items(), *own.items()):
        found[plain_text(text).casefold()] = found[meant.casefold()]
    return found


def _word(words: Mapping[str, int]) -> Callable[[str], Decoded]:
    def decode(text: str) -> Decoded:
        text = text.casefold()
        place = words.get(text)
        if place is None:
            return NOBODY if text in UNKNOWN_TEXTS else NOT_A_WORD
        return place

    return decode


def decoder(column: Column, own: Mapping[str, str]) -> Callable[[str], Decoded]:
    """Return what reads the texts of a column.

    Parameters
    ----------
    column : Column
        A column of dates, words, numbers or flags.
    own : mapping
        The office's own words, by what they mean.
    """
    if column.kind is Kind.DATE:
        return decode_day
    if column.kind is Kind.FLAG:
        return _flag
    if column.kind is Kind.WORD:
        return _word(words_of(column, own))
    return _whole(column) if column.kind is Kind.WHOLE else _number(column)


def shown(text: str, column: Column) -> str:
    """Return a faulty text if it can be no one's name or number, else nothing.

    Examples
    --------
    >>> from famplan.readers.schema import register_schema
    >>> persons = register_schema().table("persons")
    >>> [shown(text, persons.column("birth")) for text in ("2013-02-30", "张三", "13812345678")]
    ['2013-02-30', '', '']
    >>> [shown(text, persons.column("sex")) for text in ("femal", "Li Si", "9")]
    ['femal', '', '9']
    """
    if column.kind is not Kind.WORD:
        return text if _HARMLESS.fullmatch(text) else ""
    near = get_close_matches(text.casefold(), words_of(column, {}), n=1, cutoff=_NEAR)
    return text if near or _CODE.fullmatch(text) else ""
