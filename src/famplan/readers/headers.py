"""What an office calls its tables, columns and words: one mapping file for all of them."""

from __future__ import annotations

import re
import unicodedata
from os import PathLike
from pathlib import Path
from tomllib import TOMLDecodeError, loads
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import DefinitionError, UnreadableFileError
from famplan.readers.cells.decoding import plain_text, words_of
from famplan.readers.schema import Kind, TableSchema, register_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from famplan.readers.schema import Column

__all__ = ["Headers", "OwnTable", "means_identity", "plain_header", "read_headers"]

_BLANKS = re.compile(r"[\s_\-]+")
_IDENTITIES = (
    "身份证",
    "身份号码",
    "身份號碼",
    "identity_number",
    "identity_no",
    "id_card",
    "idcard",
)


def plain_header(text: str) -> str:
    """Write a header so that width, case, blanks and a byte-order mark do not matter.

    Examples
    --------
    >>> plain_header(" Registered Area "), plain_header("出生　日期")
    ('registered_area', '出生_日期')
    """
    text = unicodedata.normalize("NFKC", text).lstrip("\ufeff").strip().casefold()
    return _BLANKS.sub("_", text)


def means_identity(header: str) -> bool:
    """Tell whether a header speaks of identity numbers, whoever's and in whatever table.

    Examples
    --------
    >>> [means_identity(header) for header in ("母亲身份证号", "ID card no.", "identity")]
    [True, True, False]
    """
    plain = plain_header(header)
    return any(word in plain for word in _IDENTITIES)


@attrs.frozen
class OwnTable:
    """What the office calls one table, its columns and words.

    Parameters
    ----------
    files : tuple of str
        Names or patterns of its files; empty for the table's own name.
    columns : mapping
        Names of the schema, by own header.
    words : mapping
        For each column its own words, by what they mean.
    """

    files: tuple[str, ...] = ()
    columns: Mapping[str, str] = attrs.field(factory=dict)
    words: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)

    def places(self, table: TableSchema, headers: Iterable[str]) -> list[tuple[int, Column | None]]:
        """Tell which column of the schema each header is; own names come before the schema's.

        Examples
        --------
        >>> births = register_schema().table("births")
        >>> found = OwnTable(columns={"m.id": "mother"}).places(births, ["m.id", "性别", "x"])
        >>> [(place, column and column.name) for place, column in found]
        [(0, 'mother'), (1, 'sex'), (2, None)]
        """
        own = {plain_header(header): name for header, name in self.columns.items()}
        # A header that the office means otherwise is not read as the schema would.
        known = {
            plain_header(name): column
            for column in reversed(table.columns)
            for name in column.headers
        }
        known |= {plain_header(column.name): column for column in table.columns}
        claimed = set(own.values())
        found: list[tuple[int, Column | None]] = []
        for place, header in enumerate(headers):
            plain = plain_header(header)
            if plain in own:
                found.append((place, table.column(own[plain])))
            else:
                column = known.get(plain)
                found.append((place, None if column and column.name in claimed else column))
        return found


@attrs.frozen
class Headers:
    """What an office calls its tables."""

    tables: Mapping[str, OwnTable] = attrs.field(factory=dict)

    def of(self, table: str) -> OwnTable:
        """Return what is known of a table."""
        return self.tables.get(table, OwnTable())


def read_headers(source: str | PathLike[str] | Mapping[str, Any] | Headers | None) -> Headers:
    """Read a mapping file, or a mapping of the same shape.

    Parameters
    ----------
    source : path-like, mapping or None
        For each table, by its English or Chinese name: ``file`` or ``files``, ``columns`` (own
        header = column of the schema) and ``words`` (for each column: own word = word of the
        vocabulary).

    Raises
    ------
    UnreadableFileError
        There is no such file, or it is no TOML.
    DefinitionError
        It names a table, column or word that the schema does not have.

    Examples
    --------
    >>> headers = read_headers(
    ...     {"births": {"file": "children.csv", "columns": {"m.id": "mother"},
    ...                 "words": {"sex": {"1": "male", "2": "女"}}}})
    >>> headers.of("births").words["sex"]
    {'1': 'male', '2': 'female'}
    """
    if source is None or isinstance(source, Headers):
        return source or Headers()
    where = "headers"
    if isinstance(source, (str, PathLike)):
        where = str(source)
        source = _toml(Path(source))
    found = {}
    for name, entry in source.items():
        table = _table_named(name, where)
        found[table.name] = _own_table(table, entry, f"{where}, {name}")
    return Headers(found)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UnreadableFileError(str(path), "there is no such file") from None
    except (OSError, UnicodeDecodeError):
        raise UnreadableFileError(str(path), "cannot be read as UTF-8") from None
    except TOMLDecodeError as error:
        raise UnreadableFileError(str(path), f"is no TOML: {error}") from None


def _table_named(name: str, where: str) -> TableSchema:
    for table in register_schema().tables:
        if plain_header(name) in {table.name, plain_header(table.zh)}:
            return table
    known = ", ".join(table.name for table in register_schema().tables)
    raise DefinitionError(where, f"{name!r} is no table; {known} are")


def _own_table(table: TableSchema, entry: Any, where: str) -> OwnTable:  # noqa: ANN401 - as read
    entry = _mapping(entry, where)
    if strange := sorted(set(entry) - {"file", "files", "columns", "words"}):
        raise DefinitionError(where, f"{strange[0]!r} is none of file, files, columns, words")
    files = entry.get("files", entry.get("file", ()))
    files = (files,) if isinstance(files, str) else tuple(files)
    columns = {}
    for header, name in _mapping(entry.get("columns", {}), where).items():
        columns[header] = _column_named(table, name, where).name
    words = {}
    for name, own in _mapping(entry.get("words", {}), where).items():
        column = _column_named(table, name, where)
        words[column.name] = _own_words(column, _mapping(own, where), where)
    return OwnTable(files, columns, words)


def _mapping(entry: Any, where: str) -> dict[str, Any]:  # noqa: ANN401 - as read
    if not isinstance(entry, dict):
        raise DefinitionError(where, f"{type(entry).__name__} is no table of TOML")
    return entry


def _column_named(table: TableSchema, name: object, where: str) -> Column:
    plain = plain_header(str(name))
    for column in table.columns:
        if plain in {column.name, plain_header(column.zh)}:
            return column
    known = ", ".join(column.name for column in table.columns)
    raise DefinitionError(where, f"{name!r} is no column; {known} are")


def _own_words(column: Column, own: dict[str, Any], where: str) -> dict[str, str]:
    if column.kind is not Kind.WORD:
        raise DefinitionError(where, f"{column.name} is a {column.kind} and holds no words")
    known, vocabulary = words_of(column, {}), tuple(column.vocabulary)
    found = {}
    for text, word in own.items():
        place = known.get(plain_text(str(word)).casefold())
        if place is None:
            allowed = ", ".join(vocabulary)
            raise DefinitionError(f"{where}, {column.name}", f"{word!r} is none of {allowed}")
        found[text] = str(vocabulary[place])
    return found
