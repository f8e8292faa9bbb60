"""The schema of a register as people and programs read it: the docs, the command and JSON say this.

Nothing here is written by hand: tables, headers and kinds come from the schema, and the words of a
column from what its cells are read by.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from famplan.readers.cells.decoding import words_of
from famplan.readers.schema import Kind, register_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from famplan.readers.schema import Column, TableSchema

__all__ = ["holds", "marked", "schema_record", "schema_text", "vocabularies"]

MARKS = "* must be there, ** must also be filled in every row"
"""What the signs behind the names of columns say."""


def marked(column: Column) -> str:
    """Name a column, with one sign if its table must have it and two if every row must fill it.

    Examples
    --------
    >>> births = register_schema().table("births")
    >>> [marked(births.column(name)) for name in ("birth", "sex", "order")]
    ['birth**', 'sex*', 'order']
    """
    return f"{column.name}{'*' * (column.required + column.known)}"


def holds(column: Column) -> str:
    """Say in a few words what a column holds.

    Examples
    --------
    >>> births = register_schema().table("births")
    >>> [holds(births.column(name)) for name in ("mother", "sex", "plurality", "occurred")]
    ['key of persons', 'word: Sex', 'whole from 1 to 9', 'date']
    """
    if column.kind is Kind.REF:
        return f"key of {column.of}"
    if column.kind is Kind.WORD:
        return f"word: {column.words}"
    bounds = [f"{bound:g}" for bound in (column.low, column.high) if bound is not None]
    return f"{column.kind} from {' to '.join(bounds)}" if bounds else str(column.kind)


def vocabularies(*tables: TableSchema) -> dict[str, list[dict[str, Any]]]:
    """Every word that the columns of these tables may hold, by the name of its list.

    Returns
    -------
    dict
        For each word ``word``, ``zh`` (its Chinese name; empty if it has none) and ``also``, what
        else is read as it.

    Examples
    --------
    >>> vocabularies(register_schema().table("persons"))["Sex"][0]
    {'word': 'female', 'zh': '女', 'also': ['女性']}
    """
    columns = (column for table in tables for column in table.columns)
    return {column.words: _words(column) for column in columns if column.kind is Kind.WORD}


def _words(column: Column) -> list[dict[str, Any]]:
    read = words_of(column, {})
    found = []
    for place, word in enumerate(column.vocabulary):
        zh = getattr(word, "name_zh", "")
        usual = {str(word).casefold(), word.name.casefold(), zh.casefold()}
        also = [text for text, meant in read.items() if meant == place and text not in usual]
        found.append({"word": str(word), "zh": zh, "also": also})
    return found


def schema_record(*tables: str) -> dict[str, Any]:
    """Return the schema, or some of its tables, as plain values for JSON.

    Parameters
    ----------
    *tables : str
        Names of tables; all unless given.

    Raises
    ------
    DefinitionError
        The schema has no such table.

    Examples
    --------
    >>> found = schema_record("births")
    >>> found["version"], found["tables"][0]["zh"]
    ('1...', '出生')
    >>> [column["zh"] for column in found["tables"][0]["columns"]][:3]
    ['出生编号', '子女编号', '母亲编号']
    """
    chosen = _chosen(tables)
    return {
        "version": register_schema().version,
        "tables": [
            {
                "table": table.name,
                "zh": table.zh,
                "key": table.key,
                "columns": [_column_record(column) for column in table.columns],
            }
            for table in chosen
        ],
        "words": vocabularies(*chosen),
    }


def _column_record(column: Column) -> dict[str, Any]:
    return {
        "column": column.name,
        "zh": column.zh,
        "also": list(column.also),
        "kind": str(column.kind),
        "of": column.of or None,
        "words": column.words or None,
        "low": column.low,
        "high": column.high,
        "required": column.required,
        "known": column.known,
    }


def schema_text(*tables: str) -> str:
    """Lay the schema, or some of its tables, out for people.

    Parameters
    ----------
    *tables : str
        Names of tables; all unless given.

    Raises
    ------
    DefinitionError
        The schema has no such table.

    Examples
    --------
    >>> print(schema_text("deaths"))
    schema of a register, version 1...
    * must be there, ** must also be filled in every row
    <BLANKLINE>
    deaths · 死亡
      death**     死亡编号  key
      person*     人员编号  key of persons
      occurred**  死亡日期  date
      reported    上报日期  date
      area*       统计地    key of areas
    """
    chosen = _chosen(tables)
    blocks = [f"schema of a register, version {register_schema().version}\n{MARKS}"]
    for table in chosen:
        rows = [
            (marked(column), ", ".join(column.headers[1:]), holds(column))
            for column in table.columns
        ]
        blocks.append("\n".join((f"{table.name} · {table.zh}", *_aligned(rows))))
    for name, words in vocabularies(*chosen).items():
        rows = [(word["word"], word["zh"], ", ".join(word["also"])) for word in words]
        blocks.append("\n".join((f"words: {name}", *_aligned(rows))))
    return "\n\n".join(blocks)


def _chosen(names: Sequence[str]) -> tuple[TableSchema, ...]:
    schema = register_schema()
    return tuple(map(schema.table, names)) if names else schema.tables


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(_width, cells)) for cells in zip(*rows, strict=True)]
    return [
        "  "
        + "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    """Count the places a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
