"""Columns in any shape: codes, dates, texts, identities."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError
from famplan.model import century_month
from famplan.tabulate.coding import Coded
from famplan.tabulate.columns import identities, missing_codes, months, numbers, without


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 12, 31)), min_size=1, max_size=20))
def test_months_of_every_shape(days: list[date]) -> None:
    """Days, texts, months as texts and numpy dates give the same century-month codes."""
    expected = [century_month(day) for day in days]
    for column in (
        np.array(days, dtype=object),
        np.array([day.isoformat() for day in days]),
        np.array([day.isoformat()[:7] for day in days], dtype=object),
        np.array(days, dtype="datetime64[D]"),
        np.array(days, dtype="datetime64[ns]") if max(days).year < 2200 else np.array(days),
    ):
        assert months(column, "born").tolist() == expected


def test_months_not_known() -> None:
    """None, nan, NaT, empty texts and a year alone are months not known."""
    column = np.array([None, np.nan, "", "2013", datetime(2013, 6, 30)], dtype=object)  # noqa: DTZ001
    assert np.isnan(months(column, "born")[:4]).all()
    assert months(column, "born")[4] == 1362
    assert months(np.array([1362, 1058.0, None], dtype=object), "born")[:2].tolist() == [1362, 1058]
    assert np.isnan(months(np.array(["NaT", "2013-06"], "datetime64[M]"), "born")[0])


def test_text_that_is_unused_is_no_fault() -> None:
    """A category that no row has is not read."""
    column = Coded(np.array([0, 0]), ("2013-06", "not a date"))
    assert months(column, "born").tolist() == [1362, 1362]


def test_numbers_from_categories() -> None:
    """Numbers that come as categories are numbers."""
    column = Coded(np.array([1, 0, -1]), (3, 2.5))
    assert numbers(column, "weight")[:2].tolist() == [2.5, 3]


@pytest.mark.parametrize("text", ["one", "1,000", "inf"])
def test_digits_as_text(text: str) -> None:
    """Digits that come as text are read; the row that has none is the one that is named."""
    column = np.array(["1000000", " 7 ", ""])
    assert numbers(column, "weight")[:2].tolist() == [1_000_000, 7]
    assert months(np.array(["1362", "700"]), "born").tolist() == [1362, 700]
    with pytest.raises(InvalidInputError, match="weight, row 14: text where a number is needed"):
        numbers(np.append(column, text), "weight", before=10)


def test_codes_leave_others_alone() -> None:
    """Only the codes themselves become unknown; columns without any stay what they are."""
    column = np.array([0, 9, 10])
    assert without(column, (9,)).tolist()[::2] == [0, 10]
    assert without(column, (99,)) is column
    assert without(column, ()) is column
    assert np.isnan(without(np.array([np.nan, 98.0]), (97, 98, 99))).all()


def test_missing_codes_are_read() -> None:
    """Every code of the list is a number, and months, ages and categories are all in it."""
    codes = missing_codes()
    assert {"v008", "b3", "v212", "v106"} <= set(codes)
    assert all(code > 0 for found in codes.values() for code in found)


@given(
    st.lists(st.tuples(st.integers(1, 5000), st.integers(1, 900), st.integers(1, 60)), min_size=1)
)
def test_identities_tell_women_apart(women: list[tuple[int, int, int]]) -> None:
    """Two women have one number only if all their columns agree, and order is kept."""
    columns = [np.array(column) for column in zip(*women, strict=True)]
    found = identities(columns)
    assert len(set(found.tolist())) == len(set(women))
    assert found.argmax() == max(range(len(women)), key=lambda i: women[i])


def test_identities_of_texts_and_unknowns() -> None:
    """Texts tell women apart as well; one who is not known has 0."""
    texts = np.array(["a", "b", "a", None], dtype=object)
    found = identities([texts])
    coded = identities([Coded(np.array([0, 1, 0, -1]), ("a", "b"))])
    assert found.tolist() == coded.tolist()
    assert (found[0], found[3]) == (found[2], 0)
    assert identities([np.array([5.0, np.nan])]).tolist() == [5, 0]
