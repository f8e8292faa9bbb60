"""Children: how many of whom some condition holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.language.child_rows import ChildRows, ParentDate
from famplan.language.conditions import Condition, Masks, check_condition, check_subjects
from famplan.language.facts import Fact, is_unknown
from famplan.language.numbers import NumberFact, NumberTerm
from famplan.language.record import Record
from famplan.language.rows import NO_NUMBER, NOWHERE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.language.dates import DateFact
    from famplan.language.rows import Days, Rows
    from famplan.language.subject import Subject

__all__ = ["ChildRows", "Children", "Count", "CountsDiffer", "ParentDate"]

S = TypeVar("S")
C = TypeVar("C")


@attrs.frozen(eq=False, kw_only=True)
class Children(Fact[S], Generic[S, C]):
    """The children of a subject: a tuple on an object, a list in JSON, a table beside columns.

    Children born after the reference date are not there yet. A child that is listed without a
    birth is taken to be there.
    """

    child: Subject[C]
    born: DateFact[C] | None = None

    kind = "children"
    __hash__ = object.__hash__

    def read(self, value: Any) -> tuple[Any, ...] | None:  # noqa: ANN401 - what a record holds
        """Check that the children are several things; None is unknown."""
        if is_unknown(value):
            return None
        if isinstance(value, (str, Mapping)) or not isinstance(value, Iterable):
            problem, remedy = f"{type(value).__name__} is not children", "give a list of them"
            raise InvalidInputError(self.name, problem, remedy=remedy)
        return tuple(value)

    def of(self, record: Record[S]) -> tuple[Record[C], ...] | None:
        """Return the records of the children who are born by the reference date."""
        found = self.read(record.raw(self))
        if found is None:
            return None
        records = (
            Record(self.child, child, record.on, leap_day=record.leap_day, parent=record)
            for child in found
        )
        return tuple(child for child in records if not self._unborn(child))

    def _unborn(self, child: Record[C]) -> bool:
        born = None if self.born is None else child.value(self.born)
        return born is not None and child.on is not None and bool(born > child.on)

    def count(
        self, condition: Condition[C] | None = None, *, stated: NumberFact[S] | None = None
    ) -> Count[S, C]:
        """How many children there are of whom a condition holds.

        Parameters
        ----------
        condition : Condition, optional
            A condition about children; without it all are counted.
        stated : NumberFact, optional
            The fact that gives the same number where children are not listed. Where both are
            given and cannot both be true, nothing is decided.
        """
        if condition is not None:
            check_condition(condition)
            own = [fact for fact in condition.facts if fact.subject is not self.child]
            if own:
                problem = (
                    f"{own[0].name} is a fact of {own[0].subject.name}, not of {self.child.name}"
                )
                raise DefinitionError(self.name, problem, remedy="use children.of_parent(fact)")
        count = Count(self, condition, stated)
        if stated is not None:
            self.subject.contradiction(
                f"{stated.label} is not the number of children listed",
                f"{stated.label_zh}与所列子女不符",
                CountsDiffer(count),
            )
        return count

    def any(self, condition: Condition[C]) -> Condition[S]:
        """One child at least fulfils a condition."""
        return self.count(condition) >= 1

    def all(self, condition: Condition[C]) -> Condition[S]:
        """Every child fulfils a condition; so does every one of none."""
        return self.count(~condition) <= 0

    def of_parent(self, fact: DateFact[S]) -> DateFact[C]:
        """A date of the parent, to compare with dates of the child."""
        check_subjects([fact.is_known(), self.is_known()])
        return ParentDate(
            subject=self.child,
            name=f"{self.subject.name}.{fact.name}",
            label=f"parent's {fact.label}",
            label_zh=f"父母{fact.label_zh}",
            path="",
            inner=fact,
        )


@attrs.frozen(eq=False)
class Count(NumberTerm[S], Generic[S, C]):
    """How many children fulfil a condition: as stated, or counted."""

    children: Children[S, C]
    condition: Condition[C] | None = None
    stated: NumberFact[S] | None = None

    __hash__ = object.__hash__

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """The number that is stated, the children, and dates of their parent."""
        own = (self.children,) if self.stated is None else (self.stated, self.children)
        return (*own, *(fact.inner for fact in self._asked() if isinstance(fact, ParentDate)))

    def _asked(self) -> tuple[Fact[C], ...]:
        """Facts of the children."""
        return () if self.condition is None else self.condition.facts

    @property
    def name(self) -> str:
        """Name of the fact that states it, or of the children."""
        return self.facts[0].name

    def lacking(self, known: frozenset[str]) -> tuple[Fact[S], ...]:
        """Name the number, or what of the children is missing: one of the two is enough."""
        if self.stated is not None and self.stated.name in known:
            return ()
        if self.children.name not in known:
            return self.facts[:1]
        found: list[Fact[Any]] = [
            fact
            for fact in self._asked()
            if not isinstance(fact, ParentDate) and f"{self.children.name}.{fact.name}" not in known
        ]
        found += [fact for fact in self.facts if fact.kind == "date" and fact.name not in known]
        return tuple(found)

    def bounds(self, record: Record[S]) -> tuple[float, float]:
        """Return the number that is stated, or the least and greatest that can be counted."""
        bounds: tuple[float, float] = record.kept(self, self._bounds)
        return bounds

    def _bounds(self, record: Record[S]) -> tuple[float, float]:
        number = None if self.stated is None else record.value(self.stated)
        return self.counted(record) if number is None else (number, number)

    def counted(self, record: Record[S]) -> tuple[float, float]:
        """Count the children: those of whom the condition holds, and those of whom it may."""
        children = record.value(self.children)
        if children is None:
            return float("-inf"), float("inf")
        if self.condition is None:
            return len(children), len(children)
        found = [self.condition.holds(child) for child in children]
        return found.count(True), len(found) - found.count(False)

    def arrays(self, rows: Rows[S]) -> tuple[Any, Any]:
        """Do the same for every row; ``nan`` where nothing is known."""
        if self.stated is None or not rows.gives(self.stated):
            return self.counts(rows)
        stated = rows.numbers(self.stated)
        unknown = np.isnan(stated)
        if self.children.name not in rows.children or not unknown.any():
            return stated, stated
        low, high = self.counts(rows)
        return np.where(unknown, low, stated), np.where(unknown, high, stated)

    def counts(self, rows: Rows[S]) -> tuple[Any, Any]:
        """Count the children of every row."""
        found = rows.children.get(self.children.name)
        if found is None:
            return NO_NUMBER, NO_NUMBER
        there = ~self._unborn(found.rows)
        if self.condition is None:
            number = _per_row(there, found, rows)
            return number, number
        yes, no = self.condition.masks(found.rows)
        return _per_row(yes & there, found, rows), _per_row(~no & there, found, rows)

    def _unborn(self, rows: Rows[C]) -> Any:  # noqa: ANN401 - an array of truth values
        born = self.children.born
        if born is None:
            return np.zeros(rows.size, dtype=bool)
        return rows.kept(("unborn",), lambda: ~_not_later(rows.days(born), rows.on))

    def term(self) -> dict[str, Any]:
        """Return the children, the condition and the fact that states the number."""
        found: dict[str, Any] = {"count": self.children.name}
        if self.condition is not None:
            found["where"] = self.condition.to_dict()
        if self.stated is not None:
            found["stated"] = self.stated.name
        return found

    def said(self, *, language: str = "en") -> str:
        """Say what is counted."""
        if self.stated is not None:
            return self.stated.said(language=language)
        said = self.children.said(language=language)
        if self.condition is None:
            return f"number of {said}" if language == "en" else f"{said}数"
        which = self.condition.describe(language=language)
        return f"number of {said} with {which}" if language == "en" else f"{which}的{said}数"


def _not_later(born: Days, on: Days) -> Any:  # noqa: ANN401 - an array of truth values
    # An unknown day is the lowest: a child without a birth is taken to be there.
    there = born.days <= on.days
    return there if on.known is None else there | ~on.known


def _per_row(mask: NDArray[np.bool_], found: ChildRows, rows: Rows[Any]) -> NDArray[np.float64]:
    whose = found.parent[np.broadcast_to(mask, found.parent.shape)]
    number = np.bincount(whose, minlength=rows.size).astype(np.float64)
    return number if found.known.all() else np.where(found.known, number, np.nan)


@attrs.frozen(eq=False)
class CountsDiffer(Condition[S]):
    """The number that is stated cannot be the number of the children listed."""

    count: Count[S, Any]

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """The number that is stated, and the children."""
        return self.count.facts

    def holds(self, record: Record[S]) -> bool | None:
        """Compare them, where both are known."""
        number = record.value(self.count.stated)  # type: ignore[arg-type] # as below
        if number is None or record.value(self.count.children) is None:
            return None
        low, high = self.count.counted(record)
        return not low <= number <= high

    def masks(self, rows: Rows[S]) -> Masks:
        """Compare them, in every row where both are known."""
        stated = rows.numbers(self.count.stated)  # type: ignore[arg-type] # there is no such count
        low, high = self.count.counts(rows)
        if NO_NUMBER is stated or NO_NUMBER is low:
            return NOWHERE
        return Masks((stated < low) | (stated > high), (stated >= low) & (stated <= high))

    def to_dict(self) -> dict[str, Any]:
        """Return the count, under ``differs``."""
        return {"differs": self.count.term()}

    def describe(self, *, language: str = "en") -> str:
        """Say it in words."""
        said = self.count.said(language=language)
        return (
            f"{said} is not the number of children listed"
            if language == "en"
            else f"{said}与所列子女不符"
        )
