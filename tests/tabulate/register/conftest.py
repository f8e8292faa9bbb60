"""Registers made by hand: tables of typed columns, without a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from famplan.readers.register import register as read
from famplan.readers.schema import Kind, register_schema
from famplan.readers.table import UNKNOWN_DAY, RegisterTable
from famplan.tabulate.coding import Categories, Coded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_TYPES = {Kind.DATE: np.int32, Kind.WORD: np.int8, Kind.WHOLE: np.int16, Kind.FLAG: np.int8}


class HandMade:
    """A register of tables made by hand; the others are not given."""

    def __init__(self, tables: Mapping[str, RegisterTable]) -> None:
        self._tables = dict(tables)

    def table(self, name: str) -> RegisterTable:
        """Return a table."""
        return self._tables[name] if name in self._tables else made(name, 0, source="")


def made(
    name: str, rows: int, used: Any = None, source: str = "by hand", **columns: Sequence[Any]
) -> RegisterTable:
    """Make a table from plain values: dates, words, row numbers; None is unknown."""
    schema = register_schema().table(name)
    typed = {column: _typed(schema.column(column), values) for column, values in columns.items()}
    flags = np.ones(rows, dtype=bool) if used is None else np.asarray(used, dtype=bool)
    return RegisterTable(schema=schema, columns=typed, used=flags, source=source)


def _typed(column: Any, values: Sequence[Any]) -> Any:
    if column.kind in (Kind.TEXT, Kind.KEY):
        categories = Categories()
        codes = [-1 if value is None else categories.number(value) for value in values]
        return Coded(np.array(codes, dtype=np.int32), categories.values)
    if column.kind is Kind.DATE:
        plain = [UNKNOWN_DAY if v is None else (v - date(1970, 1, 1)).days for v in values]
    elif column.kind is Kind.WORD:
        words = list(column.vocabulary)
        plain = [-1 if value is None else words.index(column.vocabulary(value)) for value in values]
    elif column.kind is Kind.NUMBER:
        return np.array([np.nan if value is None else value for value in values])
    else:
        plain = [-1 if value is None else int(value) for value in values]
    return np.array(plain, dtype=_TYPES.get(column.kind, np.int32))


@pytest.fixture(scope="session")
def make() -> Callable[..., HandMade]:
    """Make a register: for each table its columns, all of one length."""

    def register(**tables: Mapping[str, Sequence[Any]]) -> HandMade:
        return HandMade(
            {
                name: made(name, len(next(iter(columns.values()))), **columns)  # may give `used`
                for name, columns in tables.items()
            }
        )

    return register


@pytest.fixture(scope="session")
def county() -> Any:
    """A synthetic county of ten years, read."""
    from famplan.datasets.register import synthetic_register

    return read(synthetic_register(12_000, seed=3, areas=5).frames())


TREE = {
    "area": ["9", "90", "900", "901", "9000", "9001", "9010", "90000", "8", "80"],
    "level": [
        "province",
        "prefecture",
        "district",
        "district",
        "township",
        "township",
        "township",
        "village",
        "province",
        "county",
    ],
    "parent": [None, 0, 1, 1, 2, 2, 3, 4, None, 8],
}
"""Two provinces: a city of two districts, three townships and a village, and a county elsewhere."""


@pytest.fixture(scope="session")
def tree() -> Mapping[str, Sequence[Any]]:
    """Areas of every level."""
    return TREE
