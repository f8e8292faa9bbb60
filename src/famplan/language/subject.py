"""What a rule is about: a subject, with the facts that can be asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from famplan.errors import DefinitionError
from famplan.language.children import Children
from famplan.language.conditions import Condition, check_condition
from famplan.language.dates import DateFact
from famplan.language.facts import ChoiceFact, FlagFact, is_unknown
from famplan.language.numbers import NumberFact
from famplan.language.only import OnlyBirth
from famplan.language.record import Record
from famplan.model.dates import LeapDay
from famplan.model.days import plain_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from enum import StrEnum

    from famplan.language.facts import Fact

__all__ = ["Contradiction", "Subject"]

S = TypeVar("S")
C = TypeVar("C")
F = TypeVar("F", bound="Fact[Any]")


@attrs.frozen(eq=False)
class Contradiction(Generic[S]):
    """Facts that cannot all be true: where they are given, nothing is decided."""

    text: str
    text_zh: str
    condition: Condition[S]


class Subject(Generic[S]):
    """What a rule is about, and the facts that can be asked of it.

    Parameters
    ----------
    name : str
        What messages call it.
    of : type, optional
        The class of objects that have the facts; without it facts come from mappings and tables.

    Examples
    --------
    >>> from datetime import date
    >>> from famplan.model import Person
    >>> person = Subject("person", of=Person)
    >>> birth = person.date("birth", "date of birth", "出生日期")
    >>> sixty = birth.age() >= 60
    >>> sixty.holds(person.record(Person(birth=date(1953, 7, 1)), on=date(2013, 7, 1)))
    True
    >>> sixty.holds(person.record({"birth": None}, on=date(2013, 7, 1))) is None
    True
    >>> birth >= 60
    Traceback (most recent call last):
    ...
    famplan.errors.DefinitionError: birth: is a date, not comparable with int 60; compare it with \
a date, or birth.age() with a number
    """

    def __init__(self, name: str, *, of: type[S] | None = None) -> None:
        self.name = name
        self.of = of
        self.facts: dict[str, Fact[S]] = {}
        self.contradictions: list[Contradiction[S]] = []
        self._contradictions_of: dict[tuple[str, ...], tuple[Contradiction[S], ...]] = {}

    def __repr__(self) -> str:
        """Name it."""
        return f"<Subject {self.name}: {', '.join(self.facts)}>"

    def __reduce__(self) -> Any:  # noqa: ANN401 - what pickle wants
        """Send the facts along, by value."""
        return _restored, (self.name, self.of), self.__dict__

    def date(self, name: str, label: str, label_zh: str, *, path: str = "") -> DateFact[S]:
        """Declare a day."""
        return self._declared(DateFact(**self._fact(name, label, label_zh, path)))

    def number(self, name: str, label: str, label_zh: str, *, path: str = "") -> NumberFact[S]:
        """Declare a number."""
        return self._declared(NumberFact(**self._fact(name, label, label_zh, path)))

    def flag(self, name: str, label: str, label_zh: str, *, path: str = "") -> FlagFact[S]:
        """Declare something that is so or not."""
        return self._declared(FlagFact(**self._fact(name, label, label_zh, path)))

    def choice(
        self, name: str, vocabulary: type[StrEnum], label: str, label_zh: str, *, path: str = ""
    ) -> ChoiceFact[S]:
        """Declare a word of a closed vocabulary."""
        named = self._fact(name, label, label_zh, path)
        return self._declared(ChoiceFact(vocabulary=vocabulary, **named))

    def children(  # noqa: PLR0913 - a fact, and whose
        self,
        name: str,
        child: Subject[C],
        label: str,
        label_zh: str,
        *,
        born: DateFact[C] | None = None,
        path: str = "",
    ) -> Children[S, C]:
        """Declare the children; `born` tells who is there on the reference date."""
        named = self._fact(name, label, label_zh, path)
        return self._declared(Children(child=child, born=born, **named))

    def only_birth(
        self, name: str, children: Children[S, C], label: str, label_zh: str, *, path: str = ""
    ) -> DateFact[S]:
        """Declare when the only child was born, for those who do not list their children."""
        return self._declared(
            OnlyBirth(children=children, **self._fact(name, label, label_zh, path))
        )

    def contradiction(self, text: str, text_zh: str, condition: Condition[S]) -> None:
        """Declare facts that cannot all be true: where the condition holds, nothing is decided."""
        check_condition(condition)
        said = text, condition.to_dict()  # a number may be counted, and so compared, many times
        if said not in ((entry.text, entry.condition.to_dict()) for entry in self.contradictions):
            self.contradictions.append(Contradiction(text, text_zh, condition))
            self._contradictions_of.clear()

    def contradictions_of(self, facts: Sequence[Fact[S]]) -> tuple[Contradiction[S], ...]:
        """Facts that cannot all be true, where one of them is among these."""
        asked = tuple(fact.name for fact in facts)
        if asked not in self._contradictions_of:
            self._contradictions_of[asked] = tuple(
                entry
                for entry in self.contradictions
                if any(fact.name in asked for fact in entry.condition.facts)
            )
        return self._contradictions_of[asked]

    def record(
        self,
        source: object,
        on: dt.date | None = None,
        *,
        leap_day: LeapDay = LeapDay.MARCH_1,
    ) -> Record[S]:
        """Take one record, an object or a mapping, on a reference date.

        Raises
        ------
        InvalidInputError
            The reference date is not a date, or the record is of another kind.
        """
        day = None if on is None or is_unknown(on) else plain_date(on, "on")
        return Record(self, source, day, leap_day=leap_day)

    def _fact(self, name: str, label: str, label_zh: str, path: str) -> dict[str, Any]:
        if name in self.facts:
            raise DefinitionError(
                self.name, f"{name} is declared twice", remedy="use the first one"
            )
        path = path or name
        if self.of is not None and not _has(self.of, path.partition(".")[0]):
            raise DefinitionError(
                self.name, f"{self.of.__name__} has no {path}", remedy="give path="
            )
        return {"subject": self, "name": name, "label": label, "label_zh": label_zh, "path": path}

    def _declared(self, fact: F) -> F:
        self.facts[fact.name] = fact
        return fact


def _has(kind: type, name: str) -> bool:
    fields = {field.name for field in attrs.fields(kind)} if attrs.has(kind) else set[str]()
    return name in fields or hasattr(kind, name)


def _restored(name: str, of: type[Any] | None) -> Subject[Any]:
    return Subject(name, of=of)
