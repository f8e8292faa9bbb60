"""CSV and its kin: every cell as text, every line accounted for."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
from functools import cached_property
from typing import TYPE_CHECKING, Any

from famplan.errors import UnreadableFileError
from famplan.readers.parts.encoding import Recoded, find_encoding
from famplan.readers.parts.part import Part, readable
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from famplan.readers.parts.encoding import Encoding

__all__ = ["ENDINGS", "TextPart"]

ENDINGS = frozenset((".csv", ".tsv", ".txt"))
"""Endings of the names of such files; one of ``.gz`` or ``.bz2`` may follow."""

_DELIMITERS = ",\t;|"
_BLOCK = 1 << 23
_HEAD = 1 << 20  # characters in which the headers must end
_OPENERS: dict[str, Any] = {".gz": gzip.open, ".bz2": bz2.open}


class TextPart(Part):
    """A text file of separated cells: UTF-8 with or without its mark, GB18030, or as told."""

    def __init__(self, path: Path, *, encoding: str | None = None) -> None:
        super().__init__(path.name)
        self._path = path
        self._given = encoding

    @cached_property
    def _encoding(self) -> Encoding:
        with readable(self.name, "a text file"):
            found = find_encoding(self._bytes, self.name, self._given)
        self.quoted, self.damaged = found.quoted, found.damaged
        return found

    def _bytes(self) -> Any:  # noqa: ANN401 - any file of bytes
        return _OPENERS.get(self._path.suffix.lower(), open)(self._path, "rb")

    def _recoded(self) -> Any:  # noqa: ANN401 - any file of bytes
        if self._encoding.plain:
            return self._bytes()
        return io.BufferedReader(Recoded(self._bytes(), self._encoding.name), _HEAD)

    @cached_property
    def _head(self) -> tuple[str, tuple[str, ...]]:
        """Delimiter and headers: the first line that is not empty."""
        with readable(self.name, "a text file"), self._recoded() as file:
            text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
            start = text.read(_HEAD)
        # What stands in quotes divides nothing, so the first line is read with each.
        delimiter = max(_DELIMITERS, key=lambda one: len(_first_line(start, one, blank=False)))
        headers = _first_line(start, delimiter, blank=True)
        if not headers:
            raise UnreadableFileError(self.name, "has no line of headers")
        return delimiter, headers

    @property
    def headers(self) -> tuple[str, ...]:
        """Headers, from left to right."""
        return self._head[1]

    def read(
        self, places: Sequence[int], broken: Callable[[int, str], None]
    ) -> Iterator[list[Any]]:
        """Read the lines below the headers."""
        first = True
        kind = "a text file of separated cells"
        with readable(self.name, kind), self._recoded() as file:
            for batch in self._batches(file, places, broken):
                # The headers come as a first row, so that they are parsed like any other.
                rows = batch.slice(1) if first else batch
                first = False
                if rows.num_rows:
                    yield [rows.column(f"f{place}") for place in places]
        if first:
            raise UnreadableFileError(self.name, "has no line of headers")

    def _batches(
        self,
        file: Any,  # noqa: ANN401 - any file of bytes
        places: Sequence[int],
        broken: Callable[[int, str], None],
    ) -> Any:  # noqa: ANN401 - pyarrow has no types
        texts = library("pyarrow.csv", "reading CSV", extra="register")
        string = pyarrow("reading CSV").string()

        def note(line: Any) -> str:  # noqa: ANN401 - pyarrow has no types
            broken(line.number - 2, line.text)  # its numbers begin with the headers, at 1
            return "skip"

        names = [f"f{place}" for place in places]
        return texts.open_csv(
            file,
            # Not in threads, so that a line that cannot be read has a number.
            read_options=texts.ReadOptions(
                autogenerate_column_names=True, use_threads=False, block_size=_BLOCK
            ),
            parse_options=texts.ParseOptions(
                delimiter=self._head[0],
                newlines_in_values=self._encoding.quoted,
                invalid_row_handler=note,
            ),
            convert_options=texts.ConvertOptions(
                column_types=dict.fromkeys(names, string),
                include_columns=names,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                check_utf8=True,
            ),
        )


def _first_line(start: str, delimiter: str, *, blank: bool) -> tuple[str, ...]:
    """Return the cells of the first line that is not empty, or not blank; none if unreadable."""
    rows = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    try:
        return next((tuple(row) for row in rows if row and (blank or "".join(row).strip())), ())
    except csv.Error:
        return ()
