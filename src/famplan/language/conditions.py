"""Conditions: true, false or unknown of one record, and of every row of some columns.

They are trees of frozen values, joined by ``&``, ``|``, ``~`` and `at_least`. A condition is no
truth value: ``and``, ``or``, ``not`` and chained comparisons, which Python would decide before any
record is seen, are refused with the way to write them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, NoReturn, Protocol, TypeVar

import attrs

from famplan.errors import DefinitionError
from famplan.model.truth import all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from famplan.language.facts import Fact
    from famplan.language.record import Record
    from famplan.language.rows import Rows

__all__ = [
    "AllOf",
    "AnyOf",
    "Condition",
    "Joined",
    "Masks",
    "Not",
    "Used",
    "check_condition",
    "check_subjects",
    "listed",
]

S = TypeVar("S")


class Masks(NamedTuple):
    """For every row, whether a condition certainly holds and whether it certainly does not."""

    yes: NDArray[np.bool_]
    no: NDArray[np.bool_]


class Said(Protocol):
    """Something that people have a word for, in two languages."""

    def said(self, *, language: str = "en") -> str:
        """Return the word."""


class Used(NamedTuple):
    """What was looked at in a record, and what was found; None is unknown."""

    what: Said
    value: object


class Condition(ABC, Generic[S]):
    """Something that is true, false or unknown of a subject."""

    @property
    @abstractmethod
    def facts(self) -> tuple[Fact[S], ...]:
        """Facts it asks for, in order and without repetition."""

    def used(self, record: Record[S]) -> dict[str, Used]:
        """What it looks at in one record, by name."""
        return {fact.name: Used(fact, record.value(fact)) for fact in self.facts}

    def lacking(self, known: frozenset[str]) -> tuple[Fact[S], ...]:
        """Facts that columns would have to give besides those that are known."""
        return tuple(fact for fact in self.facts if fact.lacks(known))

    @abstractmethod
    def holds(self, record: Record[S]) -> bool | None:
        """Whether it holds of one record; None where facts are missing."""

    @abstractmethod
    def masks(self, rows: Rows[S]) -> Masks:
        """Where it certainly holds, and where it certainly does not."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold, from which `condition_from` makes it again."""

    @abstractmethod
    def describe(self, *, language: str = "en") -> str:
        """Say it in words, made from the names of its facts."""

    def __and__(self, other: Condition[S]) -> Condition[S]:
        """Both hold."""
        return AllOf((*_parts(self, AllOf), *_parts(_joined(self, other), AllOf)))

    def __or__(self, other: Condition[S]) -> Condition[S]:
        """One of the two holds, or both."""
        return AnyOf((*_parts(self, AnyOf), *_parts(_joined(self, other), AnyOf)))

    def __invert__(self) -> Condition[S]:
        """It does not hold; of what is unknown, that is unknown too."""
        return self.part if isinstance(self, Not) else Not(self)

    def __rand__(self, other: object) -> NoReturn:
        """Refuse what is no condition on the left."""
        raise _no_condition(other)

    __ror__ = __rand__

    def __bool__(self) -> NoReturn:
        """Refuse `and`, `or`, `not`, `if` and chained comparisons."""
        raise DefinitionError(
            "condition",
            "is no truth value before a record is seen",
            remedy="join conditions with &, | and ~ in brackets, and write x.between(a, b)",
        )


def check_condition(value: object) -> None:
    """Check that something is a condition.

    Raises
    ------
    DefinitionError
        It is not: most often a comparison that Python has decided already.
    """
    if not isinstance(value, Condition):
        raise _no_condition(value)


def _no_condition(value: object) -> DefinitionError:
    problem = f"{type(value).__name__} is not a condition"
    if isinstance(value, bool):
        problem = f"{value} is not a condition: Python has decided a comparison"
    return DefinitionError("condition", problem, remedy="compare a fact, as in BIRTH.age() >= 60")


def _joined(left: Condition[S], right: Condition[S]) -> Condition[S]:
    check_condition(right)
    check_subjects((left, right))
    return right


def check_subjects(conditions: Sequence[Condition[Any]]) -> None:
    """Check that conditions are about one subject.

    Raises
    ------
    DefinitionError
        They are not.
    """
    subjects = {id(fact.subject): fact.subject.name for part in conditions for fact in part.facts}
    if len(subjects) > 1:
        facts = ", ".join(
            dict.fromkeys(
                f"{fact.name} of {fact.subject.name}" for part in conditions for fact in part.facts
            )
        )
        raise DefinitionError("condition", f"is about {' and '.join(subjects.values())}: {facts}")


def _parts(condition: Condition[S], kind: type[Condition[Any]]) -> tuple[Condition[S], ...]:
    """Take the parts of a condition of a kind apart, so that chains stay flat."""
    if isinstance(condition, kind):
        found: tuple[Condition[S], ...] = condition.parts  # type: ignore[attr-defined]
        return found
    return (condition,)


class Joined(Condition[S]):
    """Several conditions joined into one."""

    parts: tuple[Condition[S], ...]

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """Facts of its parts."""
        return tuple({fact.name: fact for part in self.parts for fact in part.facts}.values())

    def used(self, record: Record[S]) -> dict[str, Used]:
        """What its parts look at."""
        return {name: used for part in self.parts for name, used in part.used(record).items()}

    def lacking(self, known: frozenset[str]) -> tuple[Fact[S], ...]:
        """Facts that its parts lack."""
        return tuple(dict.fromkeys(fact for part in self.parts for fact in part.lacking(known)))


@attrs.frozen(eq=False)
class AllOf(Joined[S]):
    """Every part holds."""

    parts: tuple[Condition[S], ...]

    def holds(self, record: Record[S]) -> bool | None:
        """False if one part fails, otherwise unknown if one is unknown."""
        return all_of(*[part.holds(record) for part in self.parts])

    def masks(self, rows: Rows[S]) -> Masks:
        """Join the masks of its parts."""
        masks = [part.masks(rows) for part in self.parts]
        yes, no = masks[0]
        for part in masks[1:]:
            yes, no = yes & part.yes, no | part.no
        return Masks(yes, no)

    def to_dict(self) -> dict[str, Any]:
        """Every part, under ``all``."""
        return {"all": [part.to_dict() for part in self.parts]}

    def describe(self, *, language: str = "en") -> str:
        """Join its parts by "and"."""
        return listed(self.parts, " and ", "且", language)


@attrs.frozen(eq=False)
class AnyOf(Joined[S]):
    """One part holds, or several."""

    parts: tuple[Condition[S], ...]

    def holds(self, record: Record[S]) -> bool | None:
        """True if one part holds, otherwise unknown if one is unknown."""
        # Looked at once: whether a child lives is asked by every count of living children.
        return record.kept(self, self._holds)  # type: ignore[no-any-return]

    def _holds(self, record: Record[S]) -> bool | None:
        return any_of(*[part.holds(record) for part in self.parts])

    def masks(self, rows: Rows[S]) -> Masks:
        """Join the masks of its parts."""
        masks = [part.masks(rows) for part in self.parts]
        yes, no = masks[0]
        for part in masks[1:]:
            yes, no = yes | part.yes, no & part.no
        return Masks(yes, no)

    def to_dict(self) -> dict[str, Any]:
        """Every part, under ``any``."""
        return {"any": [part.to_dict() for part in self.parts]}

    def describe(self, *, language: str = "en") -> str:
        """Join its parts by "or"."""
        return listed(self.parts, " or ", "或", language)


@attrs.frozen(eq=False)
class Not(Condition[S]):
    """The part does not hold."""

    part: Condition[S]

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """Facts of its part."""
        return self.part.facts

    def used(self, record: Record[S]) -> dict[str, Used]:
        """What its part looks at."""
        return self.part.used(record)

    def lacking(self, known: frozenset[str]) -> tuple[Fact[S], ...]:
        """Facts that its part lacks."""
        return self.part.lacking(known)

    def holds(self, record: Record[S]) -> bool | None:
        """The opposite; unknown stays unknown."""
        held = self.part.holds(record)
        return None if held is None else not held

    def masks(self, rows: Rows[S]) -> Masks:
        """Exchange the masks."""
        yes, no = self.part.masks(rows)
        return Masks(no, yes)

    def to_dict(self) -> dict[str, Any]:
        """Its part, under ``not``."""
        return {"not": self.part.to_dict()}

    def describe(self, *, language: str = "en") -> str:
        """Negate its part."""
        said = self.part.describe(language=language)
        return f"not ({said})" if language == "en" else f"非（{said}）"


def listed(parts: Sequence[Condition[Any]], english: str, chinese: str, language: str) -> str:
    """Say several conditions, with brackets around those that are joined themselves."""
    said = [part.describe(language=language) for part in parts]
    nested = [
        f"({text})" if isinstance(part, Joined) else text
        for part, text in zip(parts, said, strict=True)
    ]
    return (english if language == "en" else chinese).join(nested)
