"""Columns against records: every definition, every bound, columns that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.language.comparing import NumberBound
from famplan.language.conditions import Joined, Not
from famplan.tabulate.contraception.need import (
    Box,
    NeedDefinition,
    decision_table,
    need_codes,
    need_columns,
    need_definition,
    need_of,
)
from famplan.tabulate.contraception.need.coding import REQUIRED
from famplan.tabulate.contraception.need.surveys import special_surveys
from famplan.tabulate.contraception.need.terms import Asked, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

ROWS = 60
LATELY = (-1, 0, 100, 130, 190, 191, 225, 226, 243, 305, 306, 359, 361, 390, 404, 405, 406, 490)
ALSO = {"v215": (*LATELY, 993, 994, 995, 996, 997, 998, 999, 1000), "v222": (5, 6, 7, 23, 25, 72)}
USUAL = {"v502": 1, "v312": 0, "v213": 0, "v020": 0}
SURVEYS = [("", None), ("GH1", None), ("KE3", None), ("NG5", None), ("KE8", None)]
SPECIAL = [key if isinstance(key, tuple) else (key, None) for key in special_surveys()]


@st.composite
def definitions(draw: st.DrawFn) -> NeedDefinition:
    """Any definition, of any survey, with any choice."""
    survey, year = draw(st.sampled_from([*SURVEYS, *SPECIAL]))
    return need_definition(
        draw(st.sampled_from(["dhs", "mics", "un"])),
        survey=survey,
        year=year,
        recency=draw(st.sampled_from([None, "30 days", "1 month", "3 months"])),
        unknown_recency=draw(st.sampled_from(["inactive", "unknown"])),
        boxes=draw(st.none() | st.sets(st.sampled_from([*Box]))),
    )


def bounds(condition: Any) -> Iterator[NumberBound[Any]]:
    """Every comparison with a number in a condition."""
    if isinstance(condition, Joined):
        for part in condition.parts:
            yield from bounds(part)
    elif isinstance(condition, (Term, Not, Asked)):
        yield from bounds(condition.part)
    elif isinstance(condition, NumberBound) and isinstance(condition.other, (int, float)):
        yield condition


def answers(definition: NeedDefinition, random: np.random.Generator) -> dict[str, NDArray[Any]]:
    """Answers on each side of every bound, some not known, some columns not there."""
    choices: dict[str, set[float]] = {name: {0, 1, 9, 99} for name in need_columns(definition)}
    for row in decision_table(definition):
        for bound in bounds(row.condition):
            near = {bound.other - 1, bound.other, bound.other + 1}
            choices.setdefault(bound.term.facts[0].name, set()).update(near)
    columns = {}
    for name in need_columns(definition):
        values = sorted({*choices[name], *ALSO.get(name, ())})
        column = random.choice(np.array(values, dtype=float), ROWS)
        if name in USUAL:
            column[random.random(ROWS) < 0.6] = USUAL[name]
        column[random.random(ROWS) < random.choice([0, 0.1, 1], p=[0.6, 0.35, 0.05])] = np.nan
        if not np.isnan(column).any():
            column = column.astype(random.choice([np.int16, np.int64, np.float32]))
        if name in REQUIRED or random.random() < 0.9:
            columns[name] = column
    if random.random() < 0.2:
        columns["period_months"] = random.choice([0, 5, 5.9, 6, 24, np.nan], ROWS)
    return columns


@settings(max_examples=60, deadline=None)
@given(definition=definitions(), seed=st.integers(0, 1 << 32))
def test_columns_are_judged_as_records_by_every_definition(
    definition: NeedDefinition, seed: int
) -> None:
    """One mask where all is known that every woman is asked, two masks elsewhere."""
    columns = answers(definition, np.random.default_rng(seed))
    found = need_codes(columns, definition=definition)
    for row, code in enumerate(found.tolist()):
        woman = {name: column[row].item() for name, column in columns.items()}
        assert need_of(woman, definition=definition).code == code, woman


@pytest.mark.parametrize("name", ["dhs", "mics", "un"])
def test_no_women_have_no_codes(name: str) -> None:
    """An empty batch is a batch."""
    columns = answers(need_definition(name), np.random.default_rng(1))
    empty = {key: column[:0] for key, column in columns.items()}
    assert need_codes(empty, definition=name).shape == (0,)
