"""At least so many of some conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.language.conditions import (
    Condition,
    Joined,
    Masks,
    check_condition,
    check_subjects,
    listed,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.language.record import Record
    from famplan.language.rows import Rows

__all__ = ["AtLeast", "at_least"]

S = TypeVar("S")


@attrs.frozen(eq=False)
class AtLeast(Joined[S]):
    """At least so many of the parts hold."""

    number: int
    parts: tuple[Condition[S], ...]

    def __attrs_post_init__(self) -> None:
        """Check the number and the parts."""
        for part in self.parts:
            check_condition(part)
        check_subjects(self.parts)
        if isinstance(self.number, bool) or self.number not in range(1, len(self.parts) + 1):
            problem = f"{self.number!r} of {len(self.parts)} conditions"
            raise DefinitionError(
                "at_least", problem, remedy="give a number from 1 to their number"
            )

    def holds(self, record: Record[S]) -> bool | None:
        """True if enough parts hold, false if too few can, otherwise unknown."""
        found = [part.holds(record) for part in self.parts]
        if found.count(True) >= self.number:
            return True
        return False if len(found) - found.count(False) < self.number else None

    def masks(self, rows: Rows[S]) -> Masks:
        """Count the parts that hold and the parts that do not."""
        masks = [part.masks(rows) for part in self.parts]
        held = sum(mask.yes.astype(np.int8) for mask in masks)
        failed = sum(mask.no.astype(np.int8) for mask in masks)
        enough: NDArray[np.bool_] = np.asarray(held >= self.number)
        short: NDArray[np.bool_] = np.asarray(failed > len(self.parts) - self.number)
        return Masks(enough, short)

    def to_dict(self) -> dict[str, Any]:
        """The number and the parts, under ``at_least``."""
        return {"at_least": self.number, "of": [part.to_dict() for part in self.parts]}

    def describe(self, *, language: str = "en") -> str:
        """Name the number and the parts."""
        said = listed(self.parts, "; ", "；", language)
        if language == "en":
            return f"at least {self.number} of: {said}"
        return f"下列至少{self.number}项：{said}"


def at_least(number: int, *parts: Condition[S]) -> Condition[S]:
    """At least so many of some conditions hold.

    Parameters
    ----------
    number : int
        How many.
    *parts : Condition
        Conditions about one subject.

    Returns
    -------
    Condition

    Raises
    ------
    DefinitionError
        There are not that many conditions, or they are about several subjects.

    Examples
    --------
    >>> from famplan.language import Subject
    >>> village = Subject("village")
    >>> supplied = village.flag("supplied", "contraceptives are in place", "药具到位")
    >>> operated = village.flag("operated", "rules of operations are kept", "手术规程到位")
    >>> visited = village.flag("visited", "visits follow operations", "术后访视到位")
    >>> enough = at_least(2, supplied, operated, visited)
    >>> facts = {"supplied": True, "operated": None, "visited": True}
    >>> enough.holds(village.record(facts))
    True
    """
    return AtLeast(number, parts)
