"""Parquet and Feather files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from famplan.errors import UnreadableFileError
from famplan.readers.parts.part import BATCH_ROWS, Part, readable
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = ["ENDINGS", "ColumnarPart"]

ENDINGS = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".feather": "feather",
    ".arrow": "feather",
    ".ipc": "feather",
}
"""Formats, by the ending of a file's name."""


class ColumnarPart(Part):
    """A Parquet or Feather file: its values come with their types."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self._path = path
        self._format = ENDINGS[path.suffix.lower()]

    @cached_property
    def _dataset(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        datasets = library("pyarrow.dataset", f"reading {self._format}", extra="register")
        with readable(self.name, f"a {self._format} file"):
            return datasets.dataset(self._path, format=self._format)

    @property
    def headers(self) -> tuple[str, ...]:
        """Names of the columns."""
        with readable(self.name, f"a {self._format} file"):
            return tuple(self._dataset.schema.names)

    def read(
        self,
        places: Sequence[int],
        broken: Callable[[int, str], None],  # noqa: ARG002 - it has no lines
    ) -> Iterator[list[Any]]:
        """Read batches of the columns."""
        names = self.headers
        wanted = [names[place] for place in places]
        rows = 0
        with readable(self.name, f"a {self._format} file"):
            size = self._dataset.count_rows()
            batches = self._dataset.to_batches(
                columns=wanted, batch_size=BATCH_ROWS, batch_readahead=2, fragment_readahead=1
            )
            for batch in batches:
                rows += batch.num_rows
                if batch.num_rows:
                    yield [batch.column(place) for place in range(len(wanted))]
        if rows != size:
            raise UnreadableFileError(self.name, f"is cut off: {rows:,} of {size:,} rows")
