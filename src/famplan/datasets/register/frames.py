"""Tables of a synthetic register as pyarrow tables and as CSV."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

from famplan.errors import DefinitionError
from famplan.readers.schema import Kind, register_schema
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.readers.schema import Column

__all__ = ["METADATA", "encoded", "frames"]

METADATA = {"famplan": "synthetic register: nobody in it exists"}
"""What every table says of itself."""
_UNKNOWN = -1
_SIGNED = {Kind.REF, Kind.WHOLE, Kind.FLAG}


def frames(tables: Mapping[str, Mapping[str, NDArray[Any]]], headers: str) -> dict[str, Any]:
    """Turn tables into pyarrow tables with English or Chinese headers and words.

    Raises
    ------
    DefinitionError
        There are no such headers.
    MissingExtraError
        pyarrow is not installed.
    """
    if headers not in {"en", "zh"}:
        raise DefinitionError("headers", f"{headers!r} is none of en, zh")
    chinese = headers == "zh"
    arrow = pyarrow("a table of a register")
    result = {}
    for name, columns in tables.items():
        schema = register_schema().table(name)
        found = {}
        for column_name, values in columns.items():
            column = schema.column(column_name)
            header = column.zh if chinese else column.name
            found[header] = _array(arrow, column, values, chinese=chinese)
        result[name] = arrow.table(found).replace_schema_metadata(METADATA)
    return result


def _array(arrow: Any, column: Column, values: NDArray[Any], *, chinese: bool) -> Any:  # noqa: ANN401
    """Turn a column into an array in which what is not known is null."""
    if column.kind in _SIGNED:
        return arrow.array(values, mask=values == _UNKNOWN)
    if values.dtype.kind != "U":
        return arrow.array(values, from_pandas=True)
    texts = arrow.array(values, mask=values == "")
    if not (chinese and column.kind is Kind.WORD):
        return texts
    # Looked up rather than encoded: of millions of texts Arrow makes an array of several chunks.
    compute = library("pyarrow.compute", "a table of a register", extra="frames")
    known = {str(word): getattr(word, "name_zh", str(word)) for word in column.vocabulary}
    places = compute.index_in(texts, value_set=arrow.array(list(known)))
    return compute.coalesce(compute.take(arrow.array(list(known.values())), places), texts)


def encoded(table: Any, encoding: str) -> bytes:  # noqa: ANN401 - pyarrow
    """Write a table as CSV."""
    from pyarrow import BufferOutputStream, csv  # noqa: PLC0415 - an extra

    sink = BufferOutputStream()
    options = csv.WriteOptions(quoting_style="needed", quoting_header="needed")
    csv.write_csv(table, sink, options)
    text: bytes = sink.getvalue().to_pybytes()
    if encoding == "utf-8":
        return text
    if encoding == "utf-8-sig":
        return codecs.BOM_UTF8 + text
    return text.decode("utf-8").encode(encoding)
