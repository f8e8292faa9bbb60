"""Files of Stata, SPSS and SAS, with the labels of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from famplan.errors import UnreadableFileError
from famplan.readers.cells.decoding import plain_text
from famplan.readers.parts.part import BATCH_ROWS, Part, readable
from famplan.tabulate.coding import Coded
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.survey_files import SurveySource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["SurveyPart"]


class SurveyPart(Part):
    """A file of Stata, SPSS or SAS."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self._source = SurveySource(path)
        self._kind = f"a {path.suffix.lower()} file"

    @property
    def headers(self) -> tuple[str, ...]:
        """Names of the variables."""
        with readable(self.name, self._kind):
            return tuple(name or "" for name in self._source.columns)  # of a damaged file

    def labels(self, place: int) -> Mapping[object, str]:
        """Return value labels, by the value as text."""
        found = self._source.labels(self.headers[place])
        return {plain_text(value): label for value, label in found.items()}

    def read(
        self,
        places: Sequence[int],
        broken: Callable[[int, str], None],  # noqa: ARG002 - it has no lines
    ) -> Iterator[list[Any]]:
        """Read chunks."""
        if self._source.size == 0:
            return
        names = [self.headers[place] for place in places]
        with readable(self.name, self._kind):
            for batch in self._source.batches(names, rows=BATCH_ROWS):
                yield [_arrow(batch[name], self.name) for name in names]


def _arrow(column: Any, name: str) -> Any:  # noqa: ANN401 - a column of a batch
    arrow = pyarrow("reading a survey file")
    if isinstance(column, Coded):
        if not all(isinstance(value, str) for value in column.values):
            raise UnreadableFileError(name, "holds values of many kinds in one column")
        known = column.codes >= 0
        codes = arrow.array(column.codes, mask=~known)
        return arrow.DictionaryArray.from_arrays(codes, arrow.array(list(column.values)))
    return arrow.array(column, from_pandas=True)
