"""One record as conditions see it: its facts, each read and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from famplan.errors import InvalidInputError
from famplan.model.dates import LeapDay

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from famplan.language.facts import Fact
    from famplan.language.subject import Subject

__all__ = ["Record"]

S = TypeVar("S")

_UNREAD = object()


class Record(Generic[S]):
    """One subject on a reference date.

    Parameters
    ----------
    subject : Subject
        What the record is about.
    source : object or mapping
        An object of the subject's class, or a mapping of the names of facts to values; what is
        absent or None is unknown.
    on : date, optional
        The reference date; None is unknown.
    leap_day : LeapDay
        Birthday in common years of someone born on 29 February.
    parent : Record, optional
        The record to whose children this one belongs.
    """

    __slots__ = ("_kept", "_values", "leap_day", "on", "parent", "raw", "source", "subject")

    def __init__(
        self,
        subject: Subject[S],
        source: object,
        on: date | None,
        *,
        leap_day: LeapDay = LeapDay.MARCH_1,
        parent: Record[Any] | None = None,
    ) -> None:
        self.subject, self.source, self.on = subject, source, on
        self.leap_day, self.parent = leap_day, parent
        self._values: dict[str, Any] = {}
        self._kept: dict[int, tuple[object, Any]] = {}
        self.raw: Callable[[Fact[S]], Any] = _getter(subject, source)
        """Take what the source holds of a fact."""

    def value(self, fact: Fact[S]) -> Any:  # noqa: ANN401 - of the fact's own kind
        """Return the value of a fact; None is unknown.

        Raises
        ------
        InvalidInputError
            The value is not of the fact's kind.
        """
        found = self._values.get(fact.name, _UNREAD)
        if found is _UNREAD:
            found = self._values[fact.name] = fact.of(self)
        return found

    def kept(self, owner: object, make: Callable[[Record[S]], Any]) -> Any:  # noqa: ANN401
        """Make something of this record once, for what it belongs to."""
        found = self._kept.get(id(owner))
        # The owner is kept too: another may be made at the place of one that is gone.
        if found is None or found[0] is not owner:
            found = self._kept[id(owner)] = (owner, make(self))
        return found[1]


def _getter(subject: Subject[Any], source: object) -> Any:  # noqa: ANN401 - a function on facts
    if subject.of is not None and isinstance(source, subject.of):
        return partial(_of_object, source)
    if isinstance(source, Mapping):
        _check_names(subject, source)
        return partial(_of_mapping, source)
    wanted = "a mapping" if subject.of is None else f"a {subject.of.__name__} or a mapping"
    problem = f"{type(source).__name__} is not {wanted}"
    raise InvalidInputError(subject.name, problem, remedy="its facts: " + ", ".join(subject.facts))


def _of_object(source: object, fact: Fact[Any]) -> Any:  # noqa: ANN401 - what it holds
    return fact.get(source)


def _of_mapping(source: Mapping[str, Any], fact: Fact[Any]) -> Any:  # noqa: ANN401 - as above
    return source.get(fact.name)


def _check_names(subject: Subject[Any], source: Mapping[Any, Any]) -> None:
    unknown = [name for name in source if name not in subject.facts]
    if unknown:
        near = get_close_matches(str(unknown[0]), subject.facts, n=1)
        known = ", ".join(subject.facts)
        remedy = f"did you mean {near[0]}?" if near else f"facts are {known}"
        # A stray key may be anything: it is repeated only where it is nearly the name of a fact.
        what = f"{unknown[0]!r} is no fact" if near else "a name is that of no fact"
        raise InvalidInputError(subject.name, what, remedy=remedy)
