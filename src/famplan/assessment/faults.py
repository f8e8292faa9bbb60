"""Faults of a file of assessment, gathered so that one reading shows them all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs

from famplan.errors import DefinitionError, InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Fault", "Faults"]


@attrs.frozen
class Fault:
    """One fault: where, what, and the way out.

    Examples
    --------
    >>> print(Fault("grade 2, from", "'98 points' is not a figure", 'write "98 %"'))
    grade 2, from: '98 points' is not a figure; write "98 %"
    """

    where: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        """Place, fault and way out in one line."""
        text = f"{self.where}: {self.problem}"
        return f"{text}; {self.remedy}" if self.remedy else text


class Faults:
    """Faults that are gathered while a file is read.

    Examples
    --------
    >>> faults = Faults()
    >>> with faults.kept("grade 1"):
    ...     raise DefinitionError("from", "120 % cannot be reached")
    >>> faults.add("grade 2", "has no code")
    >>> [str(fault) for fault in faults]
    ['grade 1, from: 120 % cannot be reached', 'grade 2: has no code']
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._found: list[Fault] = []

    def add(self, where: str, problem: str, remedy: str = "") -> None:
        """Note a fault."""
        self._found.append(Fault(where, problem, remedy))

    @contextmanager
    def kept(self, where: str) -> Iterator[None]:
        """Note what is raised on purpose, and go on reading."""
        try:
            yield
        except InvalidInputError as error:
            self.add(f"{where}, {error.where}", error.problem, error.remedy)

    def __iter__(self) -> Iterator[Fault]:
        """Go through the faults, in the order in which they were found."""
        return iter(self._found)

    def __len__(self) -> int:
        """Count the faults."""
        return len(self._found)

    def raise_if_any(self, where: str) -> None:
        """Raise all faults at once.

        Raises
        ------
        DefinitionError
            There is a fault.
        """
        if self._found:
            raise DefinitionError(where, "\n".join(str(fault) for fault in self._found))
