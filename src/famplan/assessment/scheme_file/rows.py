"""Tables of a scheme file: figures with their units, points, days, and what the text left open."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from famplan.assessment.figures import exact
from famplan.assessment.rows import Row
from famplan.quality.stated import Stated
from famplan.quality.unit import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from famplan.assessment.faults import Faults
    from famplan.assessment.measures import Measure

__all__ = ["NOT_SAID", "SchemeRow", "scheme_rows"]

NOT_SAID = object()
"""Stands for an argument that the caller has not given, which is a fault already."""

_FITS = {
    Dimension.NUMBER: {Dimension.NUMBER},
    Dimension.MONEY: {Dimension.MONEY, Dimension.NUMBER},
    Dimension.SHARE: {Dimension.SHARE},
    Dimension.POINTS: {Dimension.POINTS, Dimension.SHARE},
    Dimension.RATIO: {Dimension.RATIO},
}
_EXAMPLES = {
    Dimension.NUMBER: "2000",
    Dimension.MONEY: "30 yuan",
    Dimension.SHARE: "95 %",
    Dimension.POINTS: "0.1 pp",
    Dimension.RATIO: "110:100",
}


class SchemeRow(Row):
    """A table of a scheme file.

    Examples
    --------
    >>> from famplan.assessment import Measure
    >>> from famplan.assessment.faults import Faults
    >>> rate = Measure(
    ...     code="PCR", name="Conformity", direction="at least", unit="%", evidence="proportion"
    ... )
    >>> faults = Faults()
    >>> row = SchemeRow({"low": "95", "step": "0.1 pp"}, where="item 1", faults=faults)
    >>> row.figure("low", rate), row.figure("step", rate.in_points)
    (None, Fraction(1, 1000))
    >>> print(*faults)
    item 1, low: '95' has no unit, or not that of PCR; write it like "95 %"
    """

    outer: SchemeRow | None = None
    """The table within which it stands."""

    def inner(self, key: str) -> SchemeRow:
        """Take a table that stands within this one."""
        row = SchemeRow(self.table(key), where=f"{self.where}, {key}", faults=self._faults)
        row.outer = self
        return row

    def seen(self, key: str) -> Any:  # noqa: ANN401 - what a file gives
        """Look at a value without taking it."""
        return self._left.get(key)

    def give_up(self) -> None:
        """Build nothing, here and around: what is wrong was noted elsewhere."""
        self._before = -1
        if self.outer is not None:
            self.outer.give_up()

    def raw(self, key: str) -> Any:  # noqa: ANN401 - what a file gives
        """Take a value as it stands; None where it is not there, or an argument was not given."""
        value = self._take(key)
        if value is NOT_SAID:
            self.give_up()
            return None
        return value

    def missing(self, key: str, example: str) -> None:
        """Note that a key is missing, unless it stands for an argument that was not given."""
        if self._before >= 0:
            self.fault(key, "is missing", f"write {key} = {example}")

    def figure(self, key: str, measure: Measure) -> Fraction | None:
        """Take a figure of a measure; one without its unit is a fault."""
        return self.figure_of(self.raw(key), key, measure)

    def figure_of(
        self,
        value: Any,  # noqa: ANN401 - from a file
        key: str,
        measure: Measure,
    ) -> Fraction | None:
        """Read a figure of a measure."""
        if value is None:
            return None
        dimension = measure.unit.dimension
        with self._faults.kept(f"{self.where}, {key}"):
            number = exact(value, where=type(value).__name__)
            given = Dimension.NUMBER
            if isinstance(value, str):
                given = Stated.parse(value).unit.dimension
            if given in _FITS[dimension]:
                return number
            shown = repr(value) if isinstance(value, str) else str(value)
            problem = f"{shown} has no unit, or not that of {measure.code}"
            self.fault(key, problem, f'write it like "{_EXAMPLES[dimension]}"')
        return None

    def points(self, key: str) -> Fraction | None:
        """Take a number of points, or a weight: no per cent."""
        return self.points_of(self.raw(key), key)

    def points_of(self, value: Any, key: str) -> Fraction | None:  # noqa: ANN401 - from a file
        """Read a number of points."""
        if value is None:
            return None
        with self._faults.kept(f"{self.where}, {key}"):
            number = exact(value, where=type(value).__name__)
            if not isinstance(value, str) or Stated.parse(value).unit.dimension is Dimension.NUMBER:
                return number
            self.fault(key, f"{value!r} is no plain number", 'write it like "0.5"')
        return None

    def day(self, key: str) -> date | None:
        """Take a day."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.fault(key, f"{value!r} is not a day", f"write {key} = 2010-01-01")
            return None
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Take true or false."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fault(key, f"{value!r} is neither true nor false")
            return default
        return value


def scheme_rows(rows: Any, name: str, faults: Faults) -> Iterator[SchemeRow]:  # noqa: ANN401 - from a file
    """Go through an array of tables; what is none of them is a fault."""
    if not isinstance(rows, list):
        faults.add(name, "not an array of tables", f"write [[{name}]]")
        return
    for number, table in enumerate(rows, start=1):
        if isinstance(table, dict):
            yield SchemeRow(table, where=f"{name} {number}", faults=faults)
        else:
            faults.add(f"{name} {number}", "not a table", f"write [[{name}]]")
