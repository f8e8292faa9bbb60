"""Clearance of awards as counts: how many were put forward, how many were cleared, never who."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import InvalidInputError, NegativeCountError, PartExceedsWholeError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Clearance", "Clearances"]


def _count(value: Any) -> int | None:  # noqa: ANN401 - what a caller gives, a name perhaps
    """Read a count; what is given in its place is not repeated, since it may be a name."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Integral):
        problem = f"{type(value).__name__} is not a count"
        raise InvalidInputError("clearance", problem, remedy="count units and people, name none")
    if value < 0:
        raise NegativeCountError("clearance", f"{value} is below 0; a count cannot be negative")
    return int(value)


@attrs.frozen(kw_only=True)
class Clearance:
    """Units and people put forward for awards of one level, and those with a violation.

    Parameters
    ----------
    level : str
        Who gives the award: ``"ministry"``, ``"province"``.
    units, people : int
        How many were put forward.
    units_barred, people_barred : int, optional
        Of them, how many were not cleared; None where that is not known.

    Raises
    ------
    InvalidInputError
        Something else than a count, such as a name.
    NegativeCountError
        A count below zero.
    PartExceedsWholeError
        More were barred than put forward.

    Examples
    --------
    >>> print(Clearance(level="ministry", units=2, people=3))
    ministry: 5 of 5 cleared (2 units, 3 people)
    """

    level: str
    units: int = attrs.field(default=0, converter=_count)
    people: int = attrs.field(default=0, converter=_count)
    units_barred: int | None = attrs.field(default=0, converter=_count)
    people_barred: int | None = attrs.field(default=0, converter=_count)

    def __attrs_post_init__(self) -> None:
        """Check that no more are barred than there are."""
        for what in ("units", "people"):
            whole, barred = getattr(self, what), getattr(self, f"{what}_barred")
            if whole is None:
                raise InvalidInputError(what, "is not known", remedy="count those put forward")
            if barred is not None and barred > whole:
                raise PartExceedsWholeError(f"{what}_barred", f"{barred} of {whole}")

    @property
    def put_forward(self) -> int:
        """Units and people together."""
        return self.units + self.people

    @property
    def cleared(self) -> int | None:
        """Those without a violation; None where that is not known."""
        if self.units_barred is None or self.people_barred is None:
            return None
        return self.put_forward - self.units_barred - self.people_barred

    def __str__(self) -> str:
        """Counts in one line."""
        cleared = "not known how many" if self.cleared is None else self.cleared
        return (
            f"{self.level}: {cleared} of {self.put_forward} cleared "
            f"({self.units} units, {self.people} people)"
        )


def _rows(given: Iterable[Clearance]) -> tuple[Clearance, ...]:
    return tuple(given)


@attrs.frozen
class Clearances:
    """Clearances of several levels, and their sum.

    Parameters
    ----------
    rows : sequence of Clearance
        One for each level.

    Raises
    ------
    InvalidInputError
        Two rows of one level.

    Examples
    --------
    Report S3.3: 2 units and 3 people for the ministry, 5 and 25 for the province.

    >>> made = Clearances([
    ...     Clearance(level="ministry", units=2, people=3),
    ...     Clearance(level="province", units=5, people=25),
    ... ])
    >>> print(made.total)
    all levels: 35 of 35 cleared (7 units, 28 people)
    """

    rows: tuple[Clearance, ...] = attrs.field(converter=_rows)

    def __attrs_post_init__(self) -> None:
        """Check that no level is counted twice."""
        levels = [row.level for row in self.rows]
        if twice := sorted({level for level in levels if levels.count(level) > 1}):
            raise InvalidInputError("clearances", f"two rows for {', '.join(twice)}")

    @property
    def total(self) -> Clearance:
        """All levels together; what is not known of one is not known of all."""
        return Clearance(
            level="all levels",
            units=sum(row.units for row in self.rows),
            people=sum(row.people for row in self.rows),
            units_barred=_sum(row.units_barred for row in self.rows),
            people_barred=_sum(row.people_barred for row in self.rows),
        )

    def to_records(self) -> list[dict[str, Any]]:
        """Return a dictionary for each level, and one for all."""
        return [
            {**attrs.asdict(row), "put_forward": row.put_forward, "cleared": row.cleared}
            for row in (*self.rows, self.total)
        ]

    def __str__(self) -> str:
        """A line for each level, and one for all."""
        return "\n".join(str(row) for row in (*self.rows, self.total))


def _sum(counts: Iterable[int | None]) -> int | None:
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total
