"""Several sources one after the other: a list of files, an iterator of batches."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from famplan.errors import InvalidInputError
from famplan.tabulate.sources.source import RowSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from famplan.tabulate.kernel import Batch

__all__ = ["SeveralSources"]


class SeveralSources(RowSource):
    """Parts of one table. The first says which columns there are; an iterator is read once."""

    def __init__(self, parts: Iterable[Any], open_part: Callable[[object], RowSource]) -> None:
        self._open = open_part
        self._once = iter(parts) is parts
        rest = iter(parts)
        first = next(rest, None)
        if first is None:
            raise InvalidInputError("data", "an empty list or iterator; there is nothing to count")
        self._first = open_part(first)
        self._parts: Iterable[Any] = chain([self._first], rest) if self._once else parts

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns of the first part."""
        return self._first.columns

    def labels(self, column: str) -> dict[object, str]:
        """Return the labels of the first part."""
        return self._first.labels(column)

    def read(self, columns: Sequence[str], rows: int) -> Iterator[Batch]:
        """Read part after part."""
        parts = self._parts
        if self._once:
            self._parts = iter(())
        started = False
        for part in parts:
            started = True
            yield from self._open(part).batches(columns, rows=rows)
        if not started:
            raise InvalidInputError(
                "data",
                "an iterator that has been read already",
                remedy="give a list, or a new iterator",
            )
