"""The schema of a register: which tables it has, and what their columns hold.

The schema is data (``readers/data/register.toml``), with Chinese and English headers, and
versioned: a file that fits version 1 fits every later 1.1, 1.2 …, which only add columns.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib import import_module, resources
from tomllib import loads
from typing import Any

import attrs

from famplan.errors import DefinitionError

__all__ = ["Column", "Kind", "Schema", "TableSchema", "register_schema"]


class Kind(StrEnum):
    """What a column holds."""

    KEY = "key"
    """An opaque key of the office, one of its own in every row."""
    REF = "ref"
    """A key of another table."""
    DATE = "date"
    WORD = "word"
    """A word of a closed vocabulary."""
    WHOLE = "whole"
    NUMBER = "number"
    FLAG = "flag"
    TEXT = "text"
    IDENTITY = "identity"
    """A resident identity number: its check digit is looked at, and it is not kept."""


# Where the words of a vocabulary come from.
_VOCABULARIES = {
    "Complication": "famplan.model.procedure",
    "ContraceptiveMethod": "famplan.model.contraception",
    "Legitimacy": "famplan.readers.words",
    "Level": "famplan.model.area",
    "MarriageEnd": "famplan.model.couple",
    "ProcedureKind": "famplan.model.procedure",
    "Purpose": "famplan.model.migrant",
    "Registration": "famplan.model.registration",
    "Sex": "famplan.model.sex",
    "CheckKind": "famplan.readers.words",
    "Qualification": "famplan.readers.words",
}


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        What it is called here.
    kind : Kind
        What it holds.
    zh : str
        Its Chinese header.
    also : tuple of str
        Other headers that mean the same.
    required : bool
        Whether the table must have it.
    known : bool
        Whether every row must fill it.
    of : str
        The table that a reference leads to.
    words : str
        Name of the vocabulary.
    low, high : float, optional
        Bounds of a number, both included.
    """

    name: str
    kind: Kind = attrs.field(converter=Kind)
    zh: str
    also: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    required: bool = False
    known: bool = False
    of: str = ""
    words: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that means this column."""
        return (self.name, self.zh, *self.also)

    @property
    def vocabulary(self) -> type[StrEnum]:
        """The words it may hold.

        Raises
        ------
        DefinitionError
            It holds no words.
        """
        if self.words not in _VOCABULARIES:
            raise DefinitionError(self.name, f"is a {self.kind} and holds no words")
        found: type[StrEnum] = getattr(import_module(_VOCABULARIES[self.words]), self.words)
        return found


def _columns(rows: list[dict[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(**row) for row in rows)


@attrs.frozen(kw_only=True)
class TableSchema:
    """A table of the register: its columns, and which of them tells the rows apart."""

    name: str
    zh: str
    key: str
    columns: tuple[Column, ...] = attrs.field(converter=_columns)

    def column(self, name: str) -> Column:
        """Return a column by name.

        Raises
        ------
        DefinitionError
            The table has none of that name.
        """
        for column in self.columns:
            if column.name == name:
                return column
        known = ", ".join(column.name for column in self.columns)
        raise DefinitionError(self.name, f"{name!r} is none of {known}")


@attrs.frozen(kw_only=True)
class Schema:
    """All tables, in an order in which a table comes after those it refers to."""

    version: str
    tables: tuple[TableSchema, ...]

    def table(self, name: str) -> TableSchema:
        """Return a table by name.

        Raises
        ------
        DefinitionError
            There is none of that name.
        """
        for table in self.tables:
            if table.name == name:
                return table
        known = ", ".join(table.name for table in self.tables)
        raise DefinitionError("register", f"{name!r} is none of {known}")


@cache
def register_schema() -> Schema:
    """Return the schema of a register.

    Examples
    --------
    >>> schema = register_schema()
    >>> schema.version, len(schema.tables)
    ('1.1', 16)
    >>> schema.table("births").column("mother").of
    'persons'
    """
    file = resources.files("famplan.readers") / "data" / "register.toml"
    found = loads(file.read_text(encoding="utf-8"))
    return Schema(
        version=found["version"], tables=tuple(TableSchema(**table) for table in found["table"])
    )
