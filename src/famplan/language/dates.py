"""Days, and the time since them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from famplan.errors import DefinitionError, InvalidInputError
from famplan.language.calendar import Unit
from famplan.language.comparing import DateBound, Reached
from famplan.language.conditions import AllOf
from famplan.language.facts import Fact, check_same_subject, is_unknown, named
from famplan.language.numbers import Comparable
from famplan.model.days import plain_date

if TYPE_CHECKING:
    from famplan.language.conditions import Condition
    from famplan.language.rows import Days, Rows

__all__ = ["DateFact", "Elapsed"]

S = TypeVar("S")


@attrs.frozen(eq=False, kw_only=True)
class DateFact(Fact[S]):
    """A day, compared with days; its age and the time since are compared with numbers."""

    kind = "date"

    def reference(self) -> str | dict[str, str]:
        """Plain values from which it can be found again."""
        return self.name

    def read(self, value: Any) -> date | None:  # noqa: ANN401
        """Check a date; ISO text, which JSON has for dates, is read."""
        if is_unknown(value):
            return None
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                problem, remedy = "this text is not a date", "give YYYY-MM-DD"
                raise InvalidInputError(self.name, problem, remedy=remedy) from None
        return plain_date(value, self.name)

    def days_of(self, rows: Rows[S]) -> Days:
        """Return the day of every row."""
        return rows.read_days(self)

    def completed(self, days: Days, rows: Rows[S]) -> Days:  # noqa: ARG002 - others need them
        """Return the days with what else is known on the reference dates of the rows."""
        return days

    def age(self, *, at: DateFact[S] | None = None) -> Elapsed[S]:
        """Completed years from this day to the reference date, or to another day."""
        return Elapsed(self, Unit.YEARS, self._day(at))

    years = age

    def months(self, *, to: DateFact[S] | None = None) -> Elapsed[S]:
        """Completed months from this day to the reference date, or to another day."""
        return Elapsed(self, Unit.MONTHS, self._day(to))

    def days(self, *, to: DateFact[S] | None = None) -> Elapsed[S]:
        """Days from this day to the reference date, or to another day."""
        return Elapsed(self, Unit.DAYS, self._day(to))

    def _day(self, other: DateFact[S] | None) -> DateFact[S] | None:
        return None if other is None else self._checked(other)

    def has_come(self) -> Condition[S]:
        """The day is the reference date or lies before it."""
        return self.days() >= 0

    def between(self, first: date, last: date) -> Condition[S]:
        """From one day to another, both included."""
        return AllOf((self >= first, self <= last))

    def __lt__(self, other: date | DateFact[S]) -> Condition[S]:
        """Below the other."""
        return DateBound(self, "<", self._checked(other))

    def __le__(self, other: date | DateFact[S]) -> Condition[S]:
        """The other, or below it."""
        return DateBound(self, "<=", self._checked(other))

    def __gt__(self, other: date | DateFact[S]) -> Condition[S]:
        """Above the other."""
        return DateBound(self, ">", self._checked(other))

    def __ge__(self, other: date | DateFact[S]) -> Condition[S]:
        """The other, or above it."""
        return DateBound(self, ">=", self._checked(other))

    def __eq__(self, other: object) -> Condition[S]:  # type: ignore[override]
        """The same as the other."""
        return DateBound(self, "==", self._checked(other))

    def __ne__(self, other: object) -> Condition[S]:  # type: ignore[override]
        """Not the same as the other; unknown if one is."""
        return ~DateBound(self, "==", self._checked(other))

    __hash__ = object.__hash__

    def _checked(self, other: Any) -> Any:  # noqa: ANN401 - that is what is checked
        if isinstance(other, DateFact):
            check_same_subject(self, other)
            return other
        if not isinstance(other, date):
            raise self.cannot(other, f"compare it with a date, or {self.name}.age() with a number")
        return plain_date(other, self.name, error=DefinitionError)


@attrs.frozen(eq=False)
class Elapsed(Comparable[S]):
    """Completed years, months or days since a day: compared with whole numbers."""

    since: DateFact[S]
    unit: Unit
    at: DateFact[S] | None = None
    """Up to this day; None is the reference date."""

    def _bound(self, sign: str, other: Any) -> Condition[S]:  # noqa: ANN401
        if isinstance(other, bool) or not isinstance(other, int):
            problem = f"{self.unit} since are compared with a whole number, not {named(other)}"
            raise DefinitionError(self.since.name, problem, remedy="write .age() >= 60")
        reached, passed = self._reached(other), self._reached(other + 1)
        if sign == "==":
            return AllOf((reached, ~passed))
        return {">=": reached, ">": passed, "<": ~reached, "<=": ~passed}[sign]

    def _reached(self, number: int) -> Condition[S]:
        return Reached(self.since, number, self.unit, self.at)
