"""Facts: what is asked of a subject. Each is declared once, with its kind and its names.

A fact's name is the column in tables and, unless another path is given, the attribute of objects.
What can be compared with what is decided when a rule is written, not when it is applied: a date is
compared with dates, an age with numbers, a choice with words of its own vocabulary.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from numbers import Real
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.language.comparing import IsKnown
from famplan.language.conditions import Condition, Masks
from famplan.language.words import Among
from famplan.model.validators import member

if TYPE_CHECKING:
    from famplan.language.record import Record
    from famplan.language.rows import Rows
    from famplan.language.subject import Subject

__all__ = ["ChoiceFact", "Fact", "FlagFact", "check_same_subject", "is_unknown", "named"]

S = TypeVar("S")


@attrs.frozen(eq=False, kw_only=True)
class Fact(Generic[S]):
    """Something asked of a subject, by the name it has in tables.

    Made by a `Subject`, never alone, so that a name means one thing.
    """

    subject: Subject[S] = attrs.field(repr=False)
    name: str
    label: str
    label_zh: str
    path: str
    """Attributes that lead to it on an object: ``"spouse.birth"``."""

    kind = "fact"

    def is_known(self) -> Condition[S]:
        """Whether the fact is given at all; never unknown itself."""
        return IsKnown(self)

    def lacks(self, known: frozenset[str]) -> bool:
        """Whether columns of these names do not give it."""
        return self.name not in known

    def read(self, value: Any) -> Any:  # noqa: ANN401 - what a record holds
        """Check a value of one record; None is unknown."""
        raise NotImplementedError

    def get(self, source: Any) -> Any:  # noqa: ANN401 - an object of the subject's class
        """Follow the path from an object; where an object on the way is None, so is the end."""
        if self.path is self.name:  # as most are
            return getattr(source, self.name)
        for name in self.path.split("."):
            if source is None:
                return None
            source = getattr(source, name)
        return source

    def of(self, record: Record[S]) -> Any:  # noqa: ANN401 - of the fact's own kind
        """Return the value of one record, checked."""
        return self.read(record.raw(self))

    def said(self, *, language: str = "en") -> str:
        """What people call it."""
        return self.label if language == "en" else self.label_zh

    def __bool__(self) -> NoReturn:
        """Refuse a fact as a truth value."""
        raise DefinitionError(
            self.name,
            "is no truth value before a record is seen",
            remedy="join conditions with &, | and ~ in brackets, and write x.between(a, b)",
        )

    def cannot(self, other: object, remedy: str) -> DefinitionError:
        """Say that it is not comparable with something."""
        return DefinitionError(
            self.name, f"is a {self.kind}, not comparable with {named(other)}", remedy=remedy
        )


@attrs.frozen(eq=False, kw_only=True)
class ChoiceFact(Fact[S]):
    """A word of a closed vocabulary."""

    vocabulary: type[StrEnum]

    kind = "choice"

    def read(self, value: Any) -> StrEnum | None:  # noqa: ANN401
        """Check a word."""
        if is_unknown(value):
            return None
        return (
            value if type(value) is self.vocabulary else member(value, self.vocabulary, self.name)
        )

    def is_(self, word: StrEnum | str) -> Condition[S]:
        """The word is this one."""
        return self.is_in(word)

    def is_in(self, *words: StrEnum | str) -> Condition[S]:
        """The word is one of these."""
        if not words:
            raise DefinitionError(self.name, "is_in() without words", remedy="name them")
        return Among(self, tuple(self._checked(word) for word in words))

    def __eq__(self, other: object) -> Condition[S]:  # type: ignore[override]
        """The same as the other."""
        return self.is_(other)  # type: ignore[arg-type]

    def __ne__(self, other: object) -> Condition[S]:  # type: ignore[override]
        """Not the same as the other; unknown if one is."""
        return ~self.is_(other)  # type: ignore[arg-type]

    __hash__ = object.__hash__

    def _checked(self, word: StrEnum | str) -> StrEnum:
        if isinstance(word, StrEnum) and not isinstance(word, self.vocabulary):
            raise self.cannot(word, f"use words of {self.vocabulary.__name__}")
        try:
            return self.vocabulary(word)
        except ValueError:
            allowed = ", ".join(self.vocabulary)
            raise DefinitionError(self.name, f"{word!r} is none of {allowed}") from None


@attrs.frozen(eq=False, kw_only=True)
class FlagFact(Fact[S], Condition[S]):
    """Something that is so or not: a condition by itself."""

    kind = "flag"

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """Only itself."""
        return (self,)

    def read(self, value: Any) -> bool | None:  # noqa: ANN401
        """Check a truth value; 0 and 1 are none."""
        if value is None or value is True or value is False:
            return value
        if isinstance(value, np.bool_):
            return bool(value)
        if is_unknown(value):
            return None
        remedy = "give True, False or None"
        raise InvalidInputError(
            self.name, f"{type(value).__name__} is not true or false", remedy=remedy
        )

    def holds(self, record: Record[S]) -> bool | None:
        """Return the fact."""
        found: bool | None = record.value(self)
        return found

    def masks(self, rows: Rows[S]) -> Masks:
        """Return the fact, of every row."""
        return rows.flags(self)

    def to_dict(self) -> dict[str, Any]:
        """Return its name, under ``fact``."""
        return {"fact": self.name}

    def describe(self, *, language: str = "en") -> str:
        """Return what people call it."""
        return self.said(language=language)

    def is_(self, truth: bool) -> Condition[S]:  # noqa: FBT001 - as in MARRIED.is_(False)
        """The fact is so, or is not."""
        if truth is not True and truth is not False:
            raise self.cannot(truth, "give True or False")
        return self if truth else ~self

    __hash__ = object.__hash__
    __bool__ = Fact.__bool__


def is_unknown(value: object) -> bool:
    """Tell None, nan, NaT and pandas' NA (which is neither true nor false) from what is there.

    Examples
    --------
    >>> is_unknown(None), is_unknown(float("nan")), is_unknown(0)
    (True, True, False)
    """
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - nan and NaT differ from themselves
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"


def check_same_subject(one: Fact[Any], other: Fact[Any]) -> None:
    """Check that two facts are of one subject.

    Raises
    ------
    DefinitionError
        They are not.
    """
    if one.subject is not other.subject:
        problem = f"is a fact of {one.subject.name}, and {other.name} of {other.subject.name}"
        raise DefinitionError(one.name, problem, remedy="compare facts of one subject")


def named(value: object) -> str:
    """Name a value in a message: a fact, a number or date as it is, else its class."""
    if isinstance(value, Fact):
        return f"the {value.kind} {value.name}"
    return (
        f"{type(value).__name__} {value!r}"
        if isinstance(value, (date, Real))
        else type(value).__name__
    )
