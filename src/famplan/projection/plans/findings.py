"""Everything that is wrong with the files of a projection: file, row, column, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.errors import FaultyPlanError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PlanFinding", "PlanFindings"]


@attrs.frozen
class PlanFinding:
    """One fault.

    `row` counts the lines of the file, from 1; 0 is the file or a column as a whole.

    Examples
    --------
    >>> print(PlanFinding("people.csv", 7, "population", "-3 is below 0", "give a count"))
    people.csv, row 7, population: -3 is below 0; give a count
    """

    file: str
    row: int
    column: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        """Say where, what, and the way out."""
        row = f"row {self.row}" if self.row else ""
        place = ", ".join(filter(None, (self.file, row, self.column)))
        return f"{place}: {self.problem}" + (f"; {self.remedy}" if self.remedy else "")


class PlanFindings:
    """Faults that are gathered while files are read.

    Examples
    --------
    >>> found = PlanFindings()
    >>> found.add("plan.toml", "start", "is missing", remedy="give a year")
    >>> [str(one) for one in found]
    ['plan.toml, start: is missing; give a year']
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._found: list[PlanFinding] = []

    def add(self, file: str, column: str, problem: str, *, row: int = 0, remedy: str = "") -> None:
        """Note a fault."""
        self._found.append(PlanFinding(file, row, column, problem, remedy))

    def __iter__(self) -> Iterator[PlanFinding]:
        """Go through the faults, in the order in which they were found."""
        return iter(self._found)

    def __len__(self) -> int:
        """Count the faults."""
        return len(self._found)

    def raise_if_any(self) -> None:
        """Raise all faults at once.

        Raises
        ------
        FaultyPlanError
            There is a fault.
        """
        if self._found:
            raise FaultyPlanError(tuple(self._found))
