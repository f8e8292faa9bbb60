"""Which rows were paired: for the office that keeps the register, and for nobody else.

Counts and rates may be shown to anyone; which row belongs to which says something of people. So the
rows stand apart from the results, show nothing of themselves, cannot be pickled, and can only be
written to a file of the office's own that its owner alone may read.
"""

from __future__ import annotations

import csv
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["OfficeRows"]


class OfficeRows:
    """Rows that belong together, by their place in the tables that were given (the first is 0).

    Examples
    --------
    >>> rows = OfficeRows({"first": np.array([3]), "second": np.array([8])})
    >>> rows
    <1 pair of rows: for the office only, see write()>
    >>> rows.column("second")
    array([8])
    """

    __slots__ = ("_columns",)

    def __init__(self, columns: Mapping[str, NDArray[np.generic]]) -> None:
        self._columns = {name: np.array(column) for name, column in columns.items()}

    def __len__(self) -> int:
        """Count the pairs."""
        return len(next(iter(self._columns.values())))

    def column(self, name: str) -> NDArray[np.generic]:
        """Return a column: the places of rows, or how the pair was found.

        Raises
        ------
        InvalidInputError
            There is no such column.
        """
        if name not in self._columns:
            raise InvalidInputError("rows", f"{name!r} is none of {', '.join(self._columns)}")
        return self._columns[name].copy()

    def write(self, path: Path | str) -> Path:
        """Write a CSV file that only its owner may read, whole or not at all.

        Raises
        ------
        InvalidInputError
            The file cannot be written.
        """
        path = Path(path)
        try:
            # A temporary file is its owner's alone from the first byte on.
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(self._columns)
                lists = (column.tolist() for column in self._columns.values())
                writer.writerows(zip(*lists, strict=True))
            Path(name).replace(path)
        except OSError as error:
            problem = f"cannot be written: {error.strerror}"
            raise InvalidInputError(str(path), problem, remedy="choose another place") from error
        return path

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a pickle travels."""
        raise TypeError("rows of persons are for the office only; use write()")

    def __repr__(self) -> str:
        """Say how many there are, and nothing of them."""
        many = "s" if len(self) != 1 else ""
        return f"<{len(self):,} pair{many} of rows: for the office only, see write()>"
