"""Codes of need, row by row: those that the published rules give, and every box and boundary."""

from __future__ import annotations

from pathlib import Path
from tomllib import loads
from typing import Any

import numpy as np
import pytest

from famplan.tabulate.contraception.need import need_codes, need_definition, need_of

HERE = Path(__file__).parent


def rows_of(name: str) -> list[Any]:
    """Read a table: the answers of each row, what is asked of it, and its code."""
    table = loads((HERE / name).read_text(encoding="utf-8"))
    found = []
    for row in table["row"]:
        facts = {**table["base"], **row["facts"]}
        given = {key: None if value == "none" else value for key, value in facts.items()}
        found.append(pytest.param(given, row.get("definition", {}), row["code"], id=row["what"]))
    return found


ROWS = [*rows_of("truth_table.toml"), *rows_of("boundaries.toml")]


@pytest.mark.parametrize(("facts", "choices", "code"), ROWS)
def test_one_woman(facts: dict[str, float | None], choices: dict[str, Any], code: int) -> None:
    """Her code is the one that follows from the text."""
    assert need_of(facts, definition=need_definition(**choices)).code == code


@pytest.mark.parametrize(("facts", "choices", "code"), ROWS)
def test_a_row_of_columns(
    facts: dict[str, float | None], choices: dict[str, Any], code: int
) -> None:
    """A batch of three like her gives it too."""
    batch = {
        name: np.full(3, np.nan if value is None else value)
        for name, value in {"v605": None, **facts}.items()
    }
    assert need_codes(batch, definition=need_definition(**choices)).tolist() == [code] * 3


def test_every_code_and_every_box_has_a_row() -> None:
    """Nothing of the table is left out of these."""
    codes = {row.values[2] for row in ROWS}
    assert codes == {0, 1, 2, 3, 4, 7, 8, 9, 98, 99}
    steps = [
        need_of(row.values[0], definition=need_definition(**row.values[1])).path[-1].row
        for row in ROWS
    ]
    assert {step.box for step in steps if step.box} == set(need_definition().boxes)
