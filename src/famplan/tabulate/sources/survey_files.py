"""Files of Stata, SPSS and SAS with their value labels, read in chunks by pyreadstat."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from famplan.errors import UnreadableFileError
from famplan.tabulate.sources.arrow import arrow_column, pyarrow
from famplan.tabulate.sources.source import RowSource, library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from famplan.tabulate.kernel import Batch

__all__ = ["READERS", "SurveySource"]

READERS = {
    ".dta": "read_dta",
    ".sav": "read_sav",
    ".zsav": "read_sav",
    ".por": "read_por",
    ".sas7bdat": "read_sas7bdat",
    ".xpt": "read_xport",
}
"""Reader of pyreadstat, by the ending of a file's name."""

_CATALOG = ".sas7bcat"  # SAS keeps value labels in a file beside the data


class SurveySource(RowSource):
    """A file of Stata, SPSS or SAS. What it marks as missing is unknown."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _read(self, **options: Any) -> tuple[dict[str, list[Any]], Any]:  # noqa: ANN401
        ending = self._path.suffix.lower()
        reader = library("pyreadstat", f"reading {ending}", extra="survey")
        if ending == ".sas7bdat" and self._path.with_suffix(_CATALOG).is_file():
            options["catalog_file"] = self._path.with_suffix(_CATALOG)
        try:
            return getattr(reader, READERS[ending])(  # type: ignore[no-any-return]
                self._path, output_format="dict", **options
            )
        except (reader.ReadstatError, reader.PyreadstatError, UnicodeError) as error:
            raise UnreadableFileError(
                str(self._path), f"is not a {ending} file, or is cut off or damaged ({error})"
            ) from None

    @cached_property
    def _about(self) -> Any:  # noqa: ANN401 - pyreadstat has no types
        return self._read(metadataonly=True)[1]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the variables."""
        return tuple(self._about.column_names)

    @property
    def size(self) -> int | None:
        """Number of rows, where the file says so."""
        size: int | None = self._about.number_rows
        return size

    def labels(self, column: str) -> dict[object, str]:
        """Return the value labels of a variable."""
        labels: dict[object, str] = self._about.variable_value_labels.get(column, {})
        return {_whole(value): label for value, label in labels.items()}

    def read(self, columns: Sequence[str], rows: int) -> Iterator[Batch]:
        """Read chunks until one is short."""
        arrow, start = pyarrow(f"reading {self._path.suffix}"), 0
        while self.size is None or start < self.size:
            found, _ = self._read(usecols=list(columns), row_offset=start, row_limit=rows)
            length = len(found[columns[0]]) if found else 0
            if length:
                yield {name: arrow_column(arrow.array(found[name]), name) for name in columns}
            start += length
            if length < rows:
                break
        if not start:
            raise UnreadableFileError(str(self._path), "has no rows")
        if self.size is not None and start != self.size:
            raise UnreadableFileError(
                str(self._path), f"is cut off: {start:,} of {self.size:,} rows"
            )


def _whole(value: object) -> object:
    """SPSS numbers are floats; codes are not."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
