"""Tables of a register in memory: compact columns, and which rows are used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.readers.schema import Kind
from famplan.tabulate.coding import Coded
from famplan.tabulate.register.records import NOBODY, UNKNOWN_DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.readers.schema import TableSchema

__all__ = ["NOBODY", "UNKNOWN_DAY", "RegisterTable", "empty_column"]

_TYPES: dict[Kind, tuple[Any, float]] = {
    Kind.DATE: (np.int32, UNKNOWN_DAY),
    Kind.WORD: (np.int8, NOBODY),
    Kind.WHOLE: (np.int16, NOBODY),
    Kind.NUMBER: (np.float64, np.nan),
    Kind.FLAG: (np.int8, NOBODY),
    Kind.REF: (np.int32, NOBODY),
}


def empty_column(kind: Kind, rows: int) -> NDArray[Any] | Coded:
    """Make a column of which nothing is known.

    Examples
    --------
    >>> empty_column(Kind.WHOLE, 2)
    array([-1, -1], dtype=int16)
    """
    if kind not in _TYPES:
        return Coded(np.full(rows, NOBODY, dtype=np.int32), [])
    dtype, unknown = _TYPES[kind]
    return np.full(rows, unknown, dtype=dtype)


@attrs.frozen(kw_only=True, eq=False)
class RegisterTable:
    """One table of a register.

    Parameters
    ----------
    schema : TableSchema
        What its columns hold.
    columns : mapping of str to ndarray or Coded
        Columns by name. Days are counted from 1970-01-01 (`UNKNOWN_DAY` is unknown); words, flags
        and whole numbers are small integers, references are rows of the other table (`NOBODY` is
        unknown), numbers are ``float64``, text is coded.
    used : ndarray of bool
        Rows that are used; the others are set aside.
    source : str
        Where it comes from, for messages.

    Examples
    --------
    >>> from famplan.readers.schema import register_schema
    >>> births = register_schema().table("births")
    >>> table = RegisterTable(schema=births, columns={"order": np.array([1, 2], np.int16)},
    ...                       used=np.array([True, False]), source="births.csv")
    >>> len(table), table.rows, table.column("order"), table.column("sex")
    (1, 2, array([1], dtype=int16), array([-1], dtype=int8))
    """

    schema: TableSchema
    columns: Mapping[str, NDArray[Any] | Coded]
    used: NDArray[np.bool_]
    source: str = ""

    @property
    def rows(self) -> int:
        """Rows that were read: those used and those set aside."""
        return len(self.used)

    @property
    def given(self) -> bool:
        """Whether the office gave the table; else its rows are known from other tables alone."""
        return bool(self.source or self.columns)

    def records(self, name: str) -> bool:
        """Whether a column was given; a table without rows leaves none out.

        Examples
        --------
        >>> from famplan.readers.schema import register_schema
        >>> births = register_schema().table("births")
        >>> table = RegisterTable(schema=births, columns={"order": np.array([1], np.int16)},
        ...                       used=np.array([True]), source="births.csv")
        >>> table.given, table.records("order"), table.records("sex")
        (True, True, False)
        """
        return name in self.columns or not self.rows

    def __len__(self) -> int:
        """Count the rows that are used."""
        return int(np.count_nonzero(self.used))

    def column(self, name: str, *, everything: bool = False) -> NDArray[Any] | Coded:
        """Return a column of the rows that are used, or of all.

        Raises
        ------
        DefinitionError
            The schema has no such column.
        """
        found = self.columns.get(name)
        if found is None:
            found = empty_column(self.schema.column(name).kind, self.rows)
        return found if everything or self.used.all() else found[self.used]

    def array(self, name: str, *, everything: bool = False) -> NDArray[Any]:
        """Return a column that is no text.

        Raises
        ------
        DefinitionError
            The schema has no such column, or it is text.
        """
        found = self.column(name, everything=everything)
        if isinstance(found, Coded):
            raise DefinitionError(f"{self.schema.name}.{name}", "is text", remedy="use column()")
        return found

    def days(self, name: str, *, everything: bool = False) -> NDArray[np.datetime64]:
        """Return a column of dates as ``datetime64[D]``; unknown is ``NaT``."""
        days = self.array(name, everything=everything).astype(np.int64)
        days[days == UNKNOWN_DAY] = np.iinfo(np.int64).min
        return days.view("datetime64[D]")
