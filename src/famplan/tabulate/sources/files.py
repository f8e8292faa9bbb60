"""Parquet, CSV and Feather: one file or a folder of parts, read in batches by pyarrow."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from famplan.errors import UnreadableFileError
from famplan.tabulate.sources.arrow import arrow_batches
from famplan.tabulate.sources.source import RowSource, library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from famplan.tabulate.kernel import Batch

__all__ = ["FORMATS", "DatasetSource", "dataset_format"]

FORMATS = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "tsv",
    ".feather": "feather",
    ".arrow": "feather",
    ".ipc": "feather",
}
"""Formats by the ending of a file's name."""

_DELIMITERS = {"csv": ",", "tsv": "\t"}
_FIRST_BLOCK = 1 << 24  # bytes of a CSV file by which the types of its columns are told
_CONVERSION = re.compile(r"In CSV column #(\d+): (?:Row #(\d+): )?CSV conversion error")
_CELLS = re.compile(r"(?:Row #(\d+): )?Expected (\d+) columns, got (\d+)")


def dataset_format(path: Path) -> str | None:
    """Tell a format by the ending of a name; CSV may be compressed.

    Examples
    --------
    >>> from pathlib import Path
    >>> dataset_format(Path("women.csv.gz")), dataset_format(Path("IR.DTA"))
    ('csv', None)
    """
    endings = [ending.lower() for ending in path.suffixes]
    if len(endings) > 1 and endings[-1] in {".gz", ".bz2"}:
        del endings[-1]
    return FORMATS.get(endings[-1]) if endings else None


class DatasetSource(RowSource):
    """A file, or a folder of files of one format: the parts of one table."""

    def __init__(self, path: Path, layout: str) -> None:
        self._path = path
        self._layout = layout
        self._part = str(path)  # the file that is being read, for messages

    @cached_property
    def _dataset(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        task = f"reading {self._layout.upper() if len(self._layout) == 3 else self._layout.title()}"  # noqa: PLR2004
        with self._readable(()):
            datasets = library("pyarrow.dataset", task, extra="survey")
            if self._layout not in _DELIMITERS:
                return datasets.dataset(self._path, format=self._layout, partitioning="hive")
            arrow = library("pyarrow", task, extra="survey")
            form = _text_format(datasets, _DELIMITERS[self._layout])
            found = datasets.dataset(self._path, format=form, partitioning="hive")
            # A column that is empty at first may hold numbers later on: births of a high order.
            fields = [
                field.with_type(arrow.float64()) if arrow.types.is_null(field.type) else field
                for field in found.schema
            ]
            return found.replace_schema(arrow.schema(fields))

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        with self._readable(()):
            return tuple(self._dataset.schema.names)

    @property
    def size(self) -> int | None:
        """Number of rows: of CSV it is not known beforehand."""
        return None if self._layout in _DELIMITERS else int(self._dataset.count_rows())

    def read(self, columns: Sequence[str], rows: int) -> Iterator[Batch]:
        """Read the parts one after the other."""
        empty = True
        with self._readable(self.columns):
            for batch in arrow_batches(self._parts(columns, rows), columns, rows):
                empty = False
                yield batch
        if empty:
            raise UnreadableFileError(str(self._path), "has no rows")

    def _parts(self, columns: Sequence[str], rows: int) -> Iterator[Any]:
        """Read record batches one after the other: a scan of all would read far ahead."""
        for fragment in self._dataset.get_fragments():
            self._part = fragment.path
            if self._layout in _DELIMITERS:
                yield from self._text(fragment, columns)
                continue
            pieces = fragment.split_by_row_group() if self._layout == "parquet" else [fragment]
            for piece in pieces:
                yield from piece.to_batches(
                    schema=self._dataset.schema,
                    columns=list(columns),
                    batch_size=rows,
                    batch_readahead=1,
                    fragment_readahead=1,
                )

    def _text(self, fragment: Any, columns: Sequence[str]) -> Iterator[Any]:  # noqa: ANN401
        """Read a CSV file with the types of the first, and the columns that folders stand for."""
        keys = library("pyarrow.dataset", "reading CSV", extra="survey").get_partition_keys(
            fragment.partition_expression
        )
        texts = library("pyarrow.csv", "reading CSV", extra="survey")
        arrow = library("pyarrow", "reading CSV", extra="survey")
        types = {name: self._dataset.schema.field(name).type for name in columns}
        own = [name for name in columns if name not in keys]
        for batch in texts.open_csv(
            fragment.path,
            # Not in threads, so that a fault has a line.
            read_options=texts.ReadOptions(block_size=_FIRST_BLOCK, use_threads=False),
            parse_options=texts.ParseOptions(delimiter=_DELIMITERS[self._layout]),
            convert_options=texts.ConvertOptions(
                strings_can_be_null=True,
                include_columns=own,
                include_missing_columns=True,
                column_types=types,
            ),
        ):
            found = {name: batch.column(name) for name in own}
            for name, value in keys.items():
                if name in types:
                    found[name] = arrow.repeat(arrow.scalar(value, types[name]), batch.num_rows)
            yield arrow.record_batch(found)

    @contextmanager
    def _readable(self, names: Sequence[str]) -> Iterator[None]:
        """Say what is wrong with the file in our words, not in those of a library."""
        try:
            yield
        except (OSError, ValueError, KeyError) as error:
            if type(error).__module__.startswith("famplan"):
                raise
            where, problem = _fault(str(error), names, self._layout)
            raise UnreadableFileError(", ".join([self._part, *where]), problem) from None


def _text_format(datasets: Any, delimiter: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    texts = library("pyarrow.csv", "reading CSV", extra="survey")
    return datasets.CsvFileFormat(
        parse_options=texts.ParseOptions(delimiter=delimiter),
        convert_options=texts.ConvertOptions(strings_can_be_null=True),
        read_options=texts.ReadOptions(block_size=_FIRST_BLOCK),
    )


def _fault(message: str, names: Sequence[str], layout: str) -> tuple[list[str], str]:
    """Read place and fault from pyarrow's message, and leave out the values it shows."""
    if found := _CONVERSION.search(message):
        line = [f"line {found[2]}"] if found[2] else []
        column = names[int(found[1])] if int(found[1]) < len(names) else f"column {found[1]}"
        return [*line, column], "text, where the lines before have numbers"
    if found := _CELLS.search(message):
        line = [f"line {found[1]}"] if found[1] else []
        return line, f"has {found[3]} cells; the lines before have {found[2]}"
    if "utf" in message.lower():
        return [], "is not in UTF-8; save it so"
    return [], f"is not a {layout} file, or is damaged"
