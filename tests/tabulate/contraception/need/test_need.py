"""Need of any woman: columns as one by one, as plain Python, in any order and split."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_need import Answers, plain_code, possible_codes

from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate.coding import Coded
from famplan.tabulate.contraception.need import (
    CODES,
    Box,
    decision_table,
    need_codes,
    need_columns,
    need_definition,
    need_of,
)

ORDERS = ("dhs", "mics", "un")
CHOICES: dict[str, tuple[float, ...]] = {
    "v502": (0, 1, 1, 1, 2),
    "v020": (0, 0, 0, 1),
    "v312": (0, 0, 0, 0, 1, 6, 7, 8),
    "v605": (1, 2, 3, 4, 5, 6, 7, 8),
    "v213": (0, 0, 0, 1),
    "v225": (1, 2, 3, 4, 8, 9),
    "v222": (0, 2, 5, 20, 23, 24, 59, 60, 90),
    "v215": (103, 162, 190, 191, 209, 225, 226, 305, 306, 325, 405, 406, 993, 994, 995, 996, 998),
    "m6_1": (0, 3, 96, 97, 98, 99),
    "m10_1": (1, 2, 3, 4, 8, 9),
    "v512": (0, 4, 5, 12),
    "v302": (0, 1),
    "v302a": (0, 1),
    "v3a08d": (0, 0, 1),
    "v525": (0, 17, 96),
    "v528": (0, 30, 31, 60, 94, 95, 96, 400),
}
CORE = ("v502", "v312", "v213")


def answers(*, core_known: bool) -> st.SearchStrategy[Answers]:
    """Women as surveys have them: answers, and many that are missing."""
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for name, values in CHOICES.items():
        known = st.sampled_from(values)
        parts[name] = known if core_known and name in CORE else st.none() | known
    return st.fixed_dictionaries(parts)


def columns_of(women: list[Answers]) -> dict[str, np.ndarray[Any, Any]]:
    """Put women into columns."""
    return {
        name: np.array([np.nan if woman[name] is None else woman[name] for woman in women])
        for name in women[0]
    }


@given(answers(core_known=True), st.sampled_from(ORDERS))
def test_the_table_says_what_plain_python_says(woman: Answers, order: str) -> None:
    """Where method, union and pregnancy are known, the two give one code."""
    assert need_of(woman, definition=order).code == plain_code(woman, order=order)


@given(st.lists(answers(core_known=False), min_size=1, max_size=12), st.sampled_from(ORDERS))
def test_columns_give_what_one_by_one_gives(women: list[Answers], order: str) -> None:
    """A batch is judged as its women are."""
    found = need_codes(columns_of(women), definition=order)
    assert found.tolist() == [need_of(woman, definition=order).code for woman in women]


@given(answers(core_known=False), st.sampled_from(ORDERS))
def test_what_is_missing_is_decided_only_where_it_cannot_matter(woman: Answers, order: str) -> None:
    """A code other than 99 is that of every answer she may have given."""
    code, possible = need_of(woman, definition=order).code, possible_codes(woman, order=order)
    # It may be 99 too where each of the answers would lead to one code, by several rows.
    assert code == 99 or possible == {code}


@given(answers(core_known=True), st.sets(st.sampled_from([*Box])))
def test_boxes_can_be_left_out(woman: Answers, boxes: set[Box]) -> None:
    """Only signs that are looked for make a woman infecund."""
    chosen = need_definition("dhs", boxes=boxes)
    expected = plain_code(woman, order="dhs", boxes=tuple(boxes))
    assert need_of(woman, definition=chosen).code == expected


@given(answers(core_known=True))
def test_days_stand_in_for_units(woman: Answers) -> None:
    """Without `v527`, three months are ninety days."""
    chosen = need_definition("dhs", recency="3 months")
    assert need_of(woman, definition=chosen).code == plain_code(woman, order="dhs", days=90)


@given(
    st.lists(answers(core_known=False), min_size=2, max_size=10), st.randoms(), st.integers(0, 9)
)
def test_order_and_batches_do_not_matter(women: list[Answers], random: Any, cut: int) -> None:
    """Any split and any order of rows gives the same codes."""
    columns = columns_of(women)
    whole = need_codes(columns)
    parts = [
        {name: col[rows] for name, col in columns.items()}
        for rows in (slice(0, cut), slice(cut, None))
    ]
    assert np.concatenate([need_codes(part) for part in parts]).tolist() == whole.tolist()
    order = random.sample(range(len(women)), len(women))
    assert need_codes({n: c[order] for n, c in columns.items()}).tolist() == whole[order].tolist()


@given(answers(core_known=True))
def test_orders_agree_on_need(woman: Answers) -> None:
    """Which of two signs of no need is looked at first changes codes 0, 8 and 9 only."""
    dhs, other = (plain_code({**woman, "v215": None}, order=order) for order in ("dhs", "un"))
    one, two = (need_of({**woman, "v215": None}, definition=order).code for order in ("dhs", "un"))
    assert (one, two) == (dhs, other)
    if woman["v225"] not in {4, 8} and woman["m10_1"] not in {4, 8}:
        assert one == two or {one, two} <= {0, 8, 9}


def test_order_matters() -> None:
    """Exchanging infecundity and inactivity changes a woman's code."""
    woman = {"v502": 0, "v312": 0, "v213": 0, "v605": 2, "v525": 0, "v215": 996}
    assert [need_of(woman, definition=order).code for order in ORDERS] == [9, 0, 0]


def test_integers_and_floats_and_coded_columns_are_one() -> None:
    """Columns come as engines deliver them."""
    women = {
        "v502": [1, 0, 1],
        "v312": [0, 0, 8],
        "v605": [5, 2, 2],
        "v213": [0, 1, 0],
        "v225": [9, 2, 9],
        "v525": [17, 0, 18],
    }
    expected = [2, 1, 3]
    for kind in (np.int8, np.int64, np.float32, np.float64):
        columns = {name: np.array(values, dtype=kind) for name, values in women.items()}
        assert need_codes(columns).tolist() == expected
    coded = {
        name: Coded(np.arange(3), [str(value) for value in values])
        for name, values in women.items()
    }
    assert need_codes(coded).tolist() == expected


def test_the_path_says_why() -> None:
    """Every row that was looked at is there, with its facts; the last one decided."""
    found = need_of(v502=1, v312=0, v213=1, v225=2)
    assert [step.held for step in found.path] == [False] * 4 + [True]
    assert found.path[-1].row.key == "wanted later"
    assert found.path[-1].facts["v225"] == 2
    assert found.label == "unmet need for spacing"
    assert found.label_zh == "间隔生育的未满足需求"
    assert str(found).splitlines()[0] == "1 unmet need for spacing [dhs]"
    assert "是: 怀孕" in found.explain(language="zh")


def test_the_path_ends_where_nothing_can_be_decided() -> None:
    """Two codes are possible: neither is hers."""
    found = need_of(v502=1, v605=5, v213=0)
    assert found.code == 99
    assert [step.held for step in found.path] == [False, None, None]
    assert "unknown: uses a method (v312 –)" in str(found)


def test_columns_are_those_that_a_definition_reads() -> None:
    """A survey with columns of its own needs them."""
    assert "v302a" in need_columns("dhs")
    assert "period_months" not in need_columns("dhs")
    tanzania = need_columns(need_definition("dhs", survey="TZ5", year=2010))
    assert "s309b" in tanzania
    assert "v302a" not in tanzania


def test_months_may_be_given_instead_of_a_code() -> None:
    """Data that have months since the last period need no code of it."""
    women = {
        "v502": [1, 1],
        "v312": [0, 0],
        "v605": [5, 5],
        "v213": [0, 0],
        "period_months": [5, 6],
    }
    assert need_codes({n: np.array(c) for n, c in women.items()}).tolist() == [2, 9]
    assert need_of(v502=1, v312=0, v605=5, v213=0, period_months=6).code == 9


def test_the_code_stands_in_where_months_are_not_given() -> None:
    """Woman by woman, in columns as in one record."""
    women = {
        "v502": [1, 1, 1],
        "v312": [0, 0, 0],
        "v605": [5, 5, 5],
        "v213": [0, 0, 0],
        "period_months": [np.nan, 5, np.nan],
        "v215": [306, 306, np.nan],
    }
    found = need_codes({name: np.array(column) for name, column in women.items()})
    each = zip(*women.values(), strict=True)
    assert found.tolist() == [9, 2, 2]
    assert [need_of(dict(zip(women, one, strict=True))).code for one in each] == [9, 2, 2]


def test_who_is_needed_must_be_there() -> None:
    """Without a question that every woman is asked, nobody is classified."""
    with pytest.raises(InvalidInputError, match="v213 is not in the data"):
        need_codes({name: np.zeros(1) for name in ("v502", "v312", "v605")})


def test_an_unknown_answer_is_refused() -> None:
    """A name that is no fact, or text for a number, is an error."""
    with pytest.raises(InvalidInputError, match="did you mean v605"):
        need_of(v606=1)
    with pytest.raises(InvalidInputError, match="not a number"):
        need_of(v605="later")
    with pytest.raises(DefinitionError, match="'who' is none of"):
        need_of(v605=1, definition="who")


def test_every_row_says_itself_in_two_languages_and_as_data() -> None:
    """Nobody meets a row without words, and each row is plain values."""
    for order in ORDERS:
        for row in decision_table(need_definition(order, unknown_recency="unknown")):
            assert row.code in CODES
            assert row.said() != row.said(language="zh")
            assert row.condition.describe() != row.condition.describe(language="zh")
            assert set(row.condition.to_dict()) <= {"all", "any", "not", "number", "=="}


def test_a_definition_travels() -> None:
    """Spark and Dask send it to where the rows are."""
    chosen = need_definition("un", survey="NI2", boxes=["declared"])
    assert pickle.loads(pickle.dumps(chosen)) == chosen  # noqa: S301 - its own
