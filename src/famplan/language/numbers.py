"""Numbers: facts that are numbers, and everything else that is compared with numbers."""

from __future__ import annotations

from decimal import Decimal
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.language.comparing import NumberBound
from famplan.language.conditions import AllOf
from famplan.language.facts import Fact, check_same_subject, is_unknown, named

if TYPE_CHECKING:
    from famplan.language.conditions import Condition
    from famplan.language.record import Record
    from famplan.language.rows import Rows

__all__ = ["Comparable", "NumberFact", "NumberTerm"]

S = TypeVar("S")


class Comparable(Generic[S]):
    """Comparisons with whole numbers or other numbers, for what makes its own bounds."""

    def _bound(self, sign: str, other: Any) -> Condition[S]:  # noqa: ANN401
        raise NotImplementedError

    def between(self, low: float, high: float) -> Condition[S]:
        """From one number to another, both included."""
        return AllOf((self >= low, self <= high))

    def __ge__(self, other: float | Comparable[S]) -> Condition[S]:
        """The other, or above it."""
        return self._bound(">=", other)

    def __gt__(self, other: float | Comparable[S]) -> Condition[S]:
        """Above the other."""
        return self._bound(">", other)

    def __le__(self, other: float | Comparable[S]) -> Condition[S]:
        """The other, or below it."""
        return self._bound("<=", other)

    def __lt__(self, other: float | Comparable[S]) -> Condition[S]:
        """Below the other."""
        return self._bound("<", other)

    def __eq__(self, other: object) -> Condition[S]:  # type: ignore[override]
        """The same as the other."""
        return self._bound("==", other)

    def __ne__(self, other: object) -> Condition[S]:  # type: ignore[override]
        """Not the same as the other; unknown if one is."""
        return ~self._bound("==", other)

    __hash__ = object.__hash__

    def __bool__(self) -> NoReturn:
        """Refuse a number as a truth value."""
        raise DefinitionError(
            "number",
            "is no truth value before a record is seen",
            remedy="compare it, and join conditions with &, | and ~ in brackets",
        )


class NumberTerm(Comparable[S]):
    """A number of a subject: a fact, or a count of children."""

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """Facts it is made of."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """What it is called in tables."""
        raise NotImplementedError

    def lacking(self, known: frozenset[str]) -> tuple[Fact[S], ...]:
        """Facts that some columns would have to give besides."""
        return tuple(fact for fact in self.facts if fact.name not in known)

    def bounds(self, record: Record[S]) -> tuple[float, float]:
        """Return the least and the greatest it can be of one record."""
        raise NotImplementedError

    def arrays(self, rows: Rows[S]) -> tuple[Any, Any]:
        """Return the least and the greatest it can be, of every row; ``nan`` is unknown."""
        raise NotImplementedError

    def term(self) -> dict[str, Any] | str:
        """Plain values from which it can be made again."""
        raise NotImplementedError

    def said(self, *, language: str = "en") -> str:
        """What people call it."""
        raise NotImplementedError

    def _bound(self, sign: str, other: Any) -> Condition[S]:  # noqa: ANN401
        if isinstance(other, NumberTerm):
            mine, theirs = self.facts[0], other.facts[0]
            check_same_subject(mine, theirs)
        elif isinstance(other, bool) or not isinstance(other, Real) or other != other:  # noqa: PLR0124
            problem = f"is a number, not comparable with {named(other)}"
            raise DefinitionError(self.facts[0].name, problem, remedy="compare it with a number")
        else:
            other = int(other) if float(other).is_integer() else float(other)  # type: ignore[call-overload]
        return NumberBound(self, sign, other)


@attrs.frozen(eq=False, kw_only=True)
class NumberFact(Fact[S], NumberTerm[S]):
    """A number."""

    kind = "number"

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """Only itself."""
        return (self,)

    def read(self, value: Any) -> float | None:  # noqa: ANN401
        """Check a number; nan is unknown. Numbers of other libraries become Python's own."""
        if type(value) is int:
            return value
        if is_unknown(value):
            return None
        if isinstance(value, (bool, np.bool_)) or not isinstance(value, (Real, Decimal)):
            problem = f"{type(value).__name__} is not a number"
            raise InvalidInputError(self.name, problem, remedy="give a number or None")
        return int(value) if isinstance(value, Integral) else float(value)

    def bounds(self, record: Record[S]) -> tuple[float, float]:
        """Return the number twice, or everything it could be."""
        value = record.value(self)
        return (float("-inf"), float("inf")) if value is None else (value, value)

    def arrays(self, rows: Rows[S]) -> tuple[Any, Any]:
        """Return the numbers twice."""
        numbers = rows.numbers(self)
        return numbers, numbers

    def term(self) -> str:
        """Return its name."""
        return self.name

    __hash__ = object.__hash__
    __eq__ = NumberTerm.__eq__  # type: ignore[assignment]
    __bool__ = Fact.__bool__
