"""Children beside rows: which row each belongs to, and what they see of their parents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import numpy as np

from famplan.language.dates import DateFact

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.language.record import Record
    from famplan.language.rows import Days, Rows

__all__ = ["ChildRows", "ParentDate", "children_of"]

C = TypeVar("C")


@attrs.frozen(eq=False)
class ChildRows:
    """Children of some rows: their own rows, and which row each belongs to, in order."""

    rows: Rows[Any]
    parent: NDArray[np.int64]
    known: NDArray[np.bool_] = attrs.field(factory=lambda: np.array(True))  # noqa: FBT003
    """For which rows it is known what children there are: one value may stand for all."""

    def take(self, places: NDArray[np.int64], parents: Rows[Any]) -> ChildRows:
        """Pick the children of some rows, which are picked already."""
        starts = np.searchsorted(self.parent, places)
        numbers = np.searchsorted(self.parent, places, side="right") - starts
        known = self.known[places] if self.known.ndim else self.known
        return children_of(parents, self.rows, starts, numbers, known)


def children_of(
    parents: Rows[Any],
    rows: Rows[Any],
    starts: NDArray[np.int64],
    numbers: NDArray[np.int64],
    known: NDArray[np.bool_],
) -> ChildRows:
    """Take from rows of children those of each parent: so many from a place on."""
    parent = np.repeat(np.arange(len(numbers)), numbers)
    first = np.repeat(starts - (np.cumsum(numbers) - numbers), numbers)
    taken = rows.take(
        first + np.arange(len(parent)),
        parents.on.take(parent),
        leap_day=parents.leap_day,
        parents=(parents, parent),
    )
    return ChildRows(taken, parent, known)


@attrs.frozen(eq=False, kw_only=True)
class ParentDate(DateFact[C]):
    """A date of the parent, seen from the child."""

    inner: DateFact[Any]

    __hash__ = object.__hash__

    def reference(self) -> dict[str, str]:
        """Return the name of the parent's fact."""
        return {"of_parent": self.inner.name}

    def of(self, record: Record[C]) -> Any:  # noqa: ANN401 - a date or None
        """Ask the parent."""
        return None if record.parent is None else record.parent.value(self.inner)

    def days_of(self, rows: Rows[C]) -> Days:
        """Ask the parents."""
        if rows.parents is None:
            return rows.read_days(self)
        parents, places = rows.parents
        return parents.days(self.inner).take(places)
