"""What every part of a table can do: name its headers, deliver batches, say what it lost."""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import FamplanError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["BATCH_ROWS", "Part", "readable"]

BATCH_ROWS = 1 << 18
"""Rows that are in memory as they came, at a time."""


class Part(ABC):
    """One file, sheet or frame of a table.

    Parameters
    ----------
    name : str
        What findings call it.
    """

    quoted = False
    """Whether cells may hold line breaks, as in a text file with quotes."""
    damaged = False
    """Whether characters were damaged."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    @abstractmethod
    def headers(self) -> tuple[str, ...]:
        """Headers, from left to right."""

    @abstractmethod
    def read(
        self, places: Sequence[int], broken: Callable[[int, str], None]
    ) -> Iterator[list[Any]]:
        """Deliver batches of Arrow arrays, one for each place.

        Parameters
        ----------
        places : sequence of int
            Which columns, by the place of their header; at least one.
        broken : callable
            Is told each line that has too many or too few cells: its place among the rows, from 0,
            and its text.
        """

    def labels(self, place: int) -> Mapping[object, str]:  # noqa: ARG002 - few parts have any
        """Return what the values of a column are called."""
        return {}

    def originals(self, rows: NDArray[np.bool_]) -> Iterator[tuple[int, list[str]]]:
        """Deliver some rows once more, cells as text: the row's number from 0, and its cells.

        Parameters
        ----------
        rows : ndarray of bool
            For each row that could be read, whether it is wanted. Lines that could not be read
            all come, in one cell, after the others; their number is that among all rows.
        """
        lost: list[tuple[int, str]] = []
        start = 0
        for arrays in self.read(
            range(len(self.headers)), lambda place, text: lost.append((place, text))
        ):
            size = len(arrays[0])
            wanted = np.flatnonzero(rows[start : start + size])
            if wanted.size:
                cells = [_texts(array.take(_indices(wanted))) for array in arrays]
                for place, row in zip(wanted.tolist(), zip(*cells, strict=True), strict=True):
                    yield start + place, list(row)
            start += size
        if start != len(rows):
            raise UnreadableFileError(self.name, "has changed since it was read")
        for place, text in lost:
            yield -1 - place, [text]


def _indices(wanted: NDArray[np.intp]) -> Any:  # noqa: ANN401 - an Arrow array
    from famplan.tabulate.sources.arrow import pyarrow  # noqa: PLC0415 - when first needed

    return pyarrow("reading a register").array(wanted)


def _texts(array: Any) -> list[str]:  # noqa: ANN401 - an Arrow array
    try:
        values = array.to_pylist()
    except (OverflowError, ValueError):  # days before the year 1 or after 9999
        values = array.cast("string").to_pylist()
    return ["" if value is None else str(value) for value in values]


@contextmanager
def readable(name: str, kind: str) -> Iterator[None]:
    """Say what is wrong with a file in our words, and never show what stands in it.

    Raises
    ------
    UnreadableFileError
        The file is damaged, or not what its name says.
    """
    try:
        yield
    except FamplanError:
        raise
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        ArithmeticError,
        EOFError,
        MemoryError,
        zlib.error,
    ) as error:
        problem = f"is not {kind}, or is damaged"
        if isinstance(error, OSError) and error.errno is not None and error.strerror:
            problem = f"cannot be read: {error.strerror}"
        raise UnreadableFileError(name, problem) from None
