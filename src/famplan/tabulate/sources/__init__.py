"""Batches of columns from anything, and the one way to count them.

A kernel names its columns; a source delivers these and no others as numpy arrays, in batches of
bounded size. Spark and Dask are not read: the kernel goes to them, and its counts come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.tabulate.sources.opening import opened
from famplan.tabulate.sources.source import BATCH_ROWS, RowSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.kernel import Batch, Kernel

__all__ = ["RowSource", "batches", "columns_of", "labels_of", "opened", "run"]


def batches(
    data: object, columns: Sequence[str], *, rows: int = BATCH_ROWS, progress: bool = False
) -> Iterator[Batch]:
    """Read some columns, batch by batch.

    Parameters
    ----------
    data : object
        Anything `opened` takes.
    columns : sequence of str
        Names of the columns; no others are read.
    rows : int
        Rows of a batch, at most.
    progress : bool
        Show how far it is.

    Returns
    -------
    iterator of mapping
        For each batch a mapping of names to columns: numbers, dates (``datetime64[D]``), or codes
        with their values where the column is text. Unknown is ``nan``, ``NaT`` or code -1.

    Raises
    ------
    InvalidInputError
        The data lack a column, or are of no known kind.
    UnreadableFileError
        A file is missing, damaged, empty, or not what its name says.
    MissingExtraError
        A library that reads it is not installed.

    Examples
    --------
    >>> women = {"v008": [1362, None, 1360], "v025": ["urban", "rural", "urban"], "v012": [20] * 3}
    >>> for batch in batches(women, ["v008", "v025"], rows=2):
    ...     print(batch["v008"], batch["v025"].values)
    [1362.   nan] ['rural', 'urban']
    [1360] ['urban']
    """
    return opened(data).batches(columns, rows=rows, progress=progress)


def columns_of(data: object) -> tuple[str, ...]:
    """Name the columns of the data, without reading rows.

    Raises
    ------
    InvalidInputError
        The data are an iterator, which shows its columns only once: open it first with `opened`.

    Examples
    --------
    >>> columns_of({"v005": [1], "v008": [1362]})
    ('v005', 'v008')
    """
    return opened(data, keep=False).columns


def labels_of(data: object, column: str) -> dict[object, str]:
    """Return what the values of a column are called, where the data say so: Stata and SPSS do.

    Examples
    --------
    >>> labels_of({"v025": [1, 2]}, "v025")
    {}
    """
    return opened(data, keep=False).labels(column)


def run(kernel: Kernel, data: object, *, progress: bool = False) -> Counts:
    """Run a kernel over data, wherever they are.

    Parameters
    ----------
    kernel : Kernel
        What counts. For Spark and Dask it is sent to the workers, which need famplan installed.
    data : object
        Anything `opened` takes.
    progress : bool
        Show how far the reading is, where tqdm is installed and a terminal is there to see it.

    Returns
    -------
    Counts
        The same whatever the data came from, in which batches and in which order.

    Raises
    ------
    InvalidInputError, UnreadableFileError, MissingExtraError
        As `batches` raises.
    """
    return opened(data).count(kernel, progress=progress)
