"""Columns of text: coded, so that each distinct text is kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError
from famplan.readers.cells.cell_rules import NO_VALUE
from famplan.readers.rule import Severity
from famplan.readers.table import NOBODY
from famplan.tabulate.coding import Coded
from famplan.tabulate.sources.arrow import pyarrow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.readers.cells.column_reader import Note
    from famplan.readers.schema import Column

__all__ = ["TextReader"]


class TextReader:
    """Reads a column of text, batch by batch."""

    def __init__(self, column: Column, note: Note) -> None:
        self._column = column
        self._note = note
        self._codes: list[np.ndarray[Any, Any]] = []
        self._numbers: dict[str, int] = {}

    def add(self, array: Any, labels: Mapping[object, str]) -> None:  # noqa: ANN401
        """Read a batch."""
        arrow = pyarrow("reading a register")
        try:
            coded = array if arrow.types.is_dictionary(array.type) else array.dictionary_encode()
            values = coded.dictionary.to_pylist()
            places = coded.indices.cast(arrow.int32()).fill_null(len(values))
        except (arrow.ArrowException, UnicodeError, ValueError, OverflowError):
            raise InvalidInputError(self._column.name, f"holds {array.type}, no text") from None
        table = np.full(len(values) + 1, NOBODY, dtype=np.int32)
        for place, value in enumerate(values):
            text = "" if value is None else str(value).strip()
            text = labels.get(text, text)
            if text:
                table[place] = self._numbers.setdefault(text, len(self._numbers))
        codes = table[places.to_numpy(zero_copy_only=False)]
        if self._column.known and (codes < 0).any():
            self._note(self._column, NO_VALUE, Severity.ERROR, np.flatnonzero(codes < 0), [])
        self._codes.append(codes)

    def add_unknown(self, rows: int) -> None:
        """Note rows without text."""
        self._codes.append(np.full(rows, NOBODY, dtype=np.int32))

    def finish(self) -> Coded:
        """Join the batches."""
        codes = np.concatenate(self._codes) if self._codes else np.empty(0, dtype=np.int32)
        return Coded(codes, list(self._numbers))
