"""Three-valued logic as executable tables: true, false and unknown, of one record and of rows."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from famplan.errors import DefinitionError
from famplan.language import Condition, Rows, Subject, at_least
from famplan.language.nodes import condition_from
from famplan.language.rows import as_days

if TYPE_CHECKING:
    from collections.abc import Callable

T, F, U = True, False, None
VALUES = (T, F, U)

VILLAGE: Subject[Any] = Subject("village")
A = VILLAGE.flag("a", "a holds", "甲")
B = VILLAGE.flag("b", "b holds", "乙")
C = VILLAGE.flag("c", "c holds", "丙")

AND = {(T, T): T, (T, F): F, (T, U): U, (F, F): F, (F, U): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, F): F, (F, U): U, (U, U): U}
TWO_OF_THREE = {
    (T, T, T): T,
    (T, T, F): T,
    (T, T, U): T,
    (T, F, F): F,
    (T, F, U): U,
    (T, U, U): U,
    (F, F, F): F,
    (F, F, U): F,
    (F, U, U): U,
    (U, U, U): U,
}


def of_record(condition: Condition[Any], *values: bool | None) -> bool | None:
    """Judge one record."""
    return condition.holds(VILLAGE.record(dict(zip("abc", values, strict=False))))


def of_rows(condition: Condition[Any], rows: list[tuple[bool | None, ...]]) -> list[bool | None]:
    """Judge many rows at once, unknown being nan."""
    columns = zip(*rows, strict=True)
    arrays = {
        name: np.array([np.nan if value is None else float(value) for value in column])
        for name, column in zip("abc", columns, strict=False)
    }
    yes, no = condition.masks(Rows(arrays, len(rows), as_days(np.datetime64("2013-06-30"))))
    assert not (yes & no).any()
    return [True if y else False if n else None for y, n in zip(yes, no, strict=True)]


def check(condition: Condition[Any], expected: Callable[..., bool | None], places: int) -> None:
    """Hold records and rows to a table, and the condition made again from plain values too."""
    again = condition_from(condition.to_dict(), VILLAGE)
    rows = list(product(VALUES, repeat=places))
    table = [expected(*row) for row in rows]
    for made in (condition, again):
        assert [of_record(made, *row) for row in rows] == table
        assert of_rows(made, rows) == table


def test_and() -> None:
    """One that fails decides; otherwise one that is unknown leaves it unknown."""
    check(A & B, lambda a, b: AND[tuple(sorted((a, b), key=VALUES.index))], 2)  # type: ignore[index]


def test_or() -> None:
    """One that holds decides; otherwise one that is unknown leaves it unknown."""
    check(A | B, lambda a, b: OR[tuple(sorted((a, b), key=VALUES.index))], 2)  # type: ignore[index]


def test_not() -> None:
    """Unknown is its own opposite."""
    check(~A, {T: F, F: T, U: U}.__getitem__, 1)
    check(A.is_(False), {T: F, F: T, U: U}.__getitem__, 1)


def test_two_of_three() -> None:
    """Enough that hold decide, and so do too few that can."""
    condition = at_least(2, A, B, C)
    check(condition, lambda *row: TWO_OF_THREE[tuple(sorted(row, key=VALUES.index))], 3)  # type: ignore[index]


def test_known() -> None:
    """Whether something is known is always known."""
    check(A.is_known(), {T: T, F: T, U: F}.__getitem__, 1)
    check(~A.is_known(), {T: F, F: F, U: T}.__getitem__, 1)


def test_laws_of_logic() -> None:
    """De Morgan's laws and distribution hold with unknown as well."""
    rows = list(product(VALUES, repeat=3))
    for one, other in [
        (~(A & B), ~A | ~B),
        (~(A | B), ~A & ~B),
        (A & (B | C), (A & B) | (A & C)),
        (at_least(1, A, B, C), A | B | C),
        (at_least(3, A, B, C), A & B & C),
        (~~A, A),
    ]:
        assert of_rows(one, rows) == of_rows(other, rows)
        assert [of_record(one, *row) for row in rows] == [of_record(other, *row) for row in rows]


def test_chains_stay_flat() -> None:
    """Three joined conditions are one condition of three parts."""
    assert (A & B & C).to_dict() == {"all": [{"fact": "a"}, {"fact": "b"}, {"fact": "c"}]}
    assert (A | (B | C)).to_dict() == {"any": [{"fact": "a"}, {"fact": "b"}, {"fact": "c"}]}


def test_descriptions_keep_their_brackets() -> None:
    """What is joined inside is bracketed, in both languages."""
    condition = (A & (B | ~C)) | at_least(2, A, B, C)
    assert condition.describe() == (
        "(a holds and (b holds or not (c holds))) or (at least 2 of: a holds; b holds; c holds)"
    )
    assert condition.describe(language="zh") == "(甲且(乙或非（丙）))或(下列至少2项：甲；乙；丙)"


@pytest.mark.parametrize("number", [0, 4, True])
def test_at_least_needs_a_number_that_can_be_reached(number: int) -> None:
    """None of three, four of three, and a truth value are mistakes."""
    with pytest.raises(DefinitionError, match="of 3 conditions"):
        at_least(number, A, B, C)
