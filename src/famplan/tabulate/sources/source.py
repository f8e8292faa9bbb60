"""What every source can do: name its columns, label their values, deliver batches, be counted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

from famplan.errors import InvalidInputError, MissingExtraError
from famplan.tabulate.kernel import count
from famplan.tabulate.sources.progress import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.kernel import Batch, Kernel

__all__ = ["BATCH_ROWS", "FrameSource", "RowSource", "library"]

BATCH_ROWS = 131_072
"""Rows that are in memory at a time: four blocks of a kernel."""


class RowSource(ABC):
    """Rows that can be read in batches, however they are kept."""

    name: str = "data"
    """What messages call it: the path of a file."""

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""

    @abstractmethod
    def read(self, columns: Sequence[str], rows: int) -> Iterator[Batch]:
        """Deliver batches of some columns, which the source is known to have."""

    @property
    def size(self) -> int | None:
        """Number of rows, where it is known without reading them."""
        return None

    def labels(self, column: str) -> dict[object, str]:  # noqa: ARG002 - few sources have labels
        """Return what the values of a column are called."""
        return {}

    def batches(
        self, columns: Sequence[str], *, rows: int = BATCH_ROWS, progress: bool = False
    ) -> Iterator[Batch]:
        """Check the names of columns, and deliver batches of them."""
        self.check(columns)
        found = self.read(tuple(columns), rows)
        return shown(found, self.size) if progress else found

    def check(self, columns: Sequence[str]) -> None:
        """Check that the columns are there.

        Raises
        ------
        InvalidInputError
            One is not.
        """
        present = set(self.columns)
        missing = [name for name in columns if name not in present]
        if missing:
            near = get_close_matches(missing[0], self.columns, n=3)
            raise InvalidInputError(
                "columns",
                f"{', '.join(missing)} not in the data",
                remedy=f"did you mean {', '.join(near)}?" if near else "name the columns you have",
            )

    def count(self, kernel: Kernel, *, progress: bool = False) -> Counts:
        """Run a kernel over all rows."""
        return count(kernel, self.batches(kernel.columns, progress=progress))


class FrameSource(RowSource):
    """Rows that come in frames of a bounded size: whoever wants them as they are takes those."""

    @abstractmethod
    def frames(self, columns: Sequence[str], rows: int) -> Iterator[Any]:
        """Stream some columns, which the source is known to have, part after part.

        Parameters
        ----------
        columns : sequence of str
            Names of the columns.
        rows : int
            Rows wanted in a part. A source that has parts of its own, as engines do, gives those.

        Returns
        -------
        iterator
            Arrow tables or pandas frames.
        """


def library(name: str, task: str, *, extra: str) -> Any:  # noqa: ANN401 - a module of any kind
    """Import an optional library when it is first needed.

    Raises
    ------
    MissingExtraError
        It is not installed.

    Examples
    --------
    >>> library("no_such_reader", "reading .xyz", extra="survey")
    Traceback (most recent call last):
    ...
    famplan.errors.MissingExtraError: reading .xyz needs no_such_reader: pip install ...
    """
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise MissingExtraError(task, package=package, extra=extra) from error
