"""Conditions from plain values: what `Condition.to_dict` gives, back again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from famplan.errors import DefinitionError
from famplan.language.calendar import Unit
from famplan.language.children import Children, Count, CountsDiffer
from famplan.language.comparing import SIGNS, DateBound, IsKnown, NumberBound, Reached
from famplan.language.conditions import AllOf, AnyOf, Condition, Not
from famplan.language.dates import DateFact
from famplan.language.enough import AtLeast
from famplan.language.facts import ChoiceFact, Fact, FlagFact
from famplan.language.numbers import NumberFact
from famplan.language.words import Among

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from famplan.language.numbers import NumberTerm
    from famplan.language.subject import Subject

__all__ = ["condition_from"]


def condition_from(
    node: Mapping[str, Any], subject: Subject[Any], *, parent: Subject[Any] | None = None
) -> Condition[Any]:
    """Make a condition from the plain values that its `to_dict` gave.

    Parameters
    ----------
    node : mapping
        What ``to_dict()`` returned, for instance read from JSON.
    subject : Subject
        What the condition is about: it has the facts that are named.
    parent : Subject, optional
        Whose children the subject's are.

    Returns
    -------
    Condition

    Raises
    ------
    DefinitionError
        The values are no condition, or name a fact that the subject does not have.

    Examples
    --------
    >>> from famplan.language import Subject
    >>> village = Subject("village")
    >>> vetoed = village.flag("vetoed", "vetoed last year", "上年被一票否决")
    >>> condition_from((~vetoed).to_dict(), village).describe()
    'not (vetoed last year)'
    """
    for key, make in _MAKERS.items():
        if key in node:
            try:
                return make(node, _Names(subject, parent))
            except DefinitionError:
                raise
            except (KeyError, TypeError, ValueError, StopIteration) as error:
                raise DefinitionError("condition", f"under {key!r} is incomplete") from error
    keys = ", ".join(_MAKERS)
    raise DefinitionError("condition", "is none that is known", remedy=f"it has one of {keys}")


class _Names:
    """Facts by name, of the kind that is wanted."""

    def __init__(self, subject: Subject[Any], parent: Subject[Any] | None) -> None:
        self.subject, self.parent = subject, parent

    def fact(self, name: str, kind: type[Any]) -> Any:  # noqa: ANN401 - of the kind wanted
        found = self.subject.facts.get(name)
        if not isinstance(found, kind):
            known = ", ".join(self.subject.facts)
            raise DefinitionError(self.subject.name, f"{name!r} is no such fact of {known}")
        return found

    def day(self, value: str | Mapping[str, str]) -> DateFact[Any]:
        if isinstance(value, str):
            return self.fact(value, DateFact)  # type: ignore[no-any-return]
        if self.parent is None:
            raise DefinitionError(self.subject.name, "has no parent")
        outer = _Names(self.parent, None)
        return self._children().of_parent(outer.day(value["of_parent"]))

    def _children(self) -> Children[Any, Any]:
        assert self.parent is not None  # noqa: S101 - looked at before
        own = [fact for fact in self.parent.facts.values() if isinstance(fact, Children)]
        return next(fact for fact in own if fact.child is self.subject)

    def conditions(self, nodes: list[Mapping[str, Any]]) -> tuple[Condition[Any], ...]:
        return tuple(condition_from(node, self.subject, parent=self.parent) for node in nodes)

    def term(self, value: str | Mapping[str, Any]) -> NumberTerm[Any]:
        if isinstance(value, str):
            return self.fact(value, NumberFact)  # type: ignore[no-any-return]
        children = self.fact(value["count"], Children)
        where, stated = value.get("where"), value.get("stated")
        return Count(
            children,
            where and condition_from(where, children.child, parent=self.subject),
            stated and self.fact(stated, NumberFact),
        )


def _date_bound(node: Mapping[str, Any], names: _Names) -> Condition[Any]:
    sign = _sign(node)
    other = node[sign]
    fixed = isinstance(other, str) and other[:1].isdigit()
    return DateBound(
        names.day(node["date"]), sign, date.fromisoformat(other) if fixed else names.day(other)
    )


def _number_bound(node: Mapping[str, Any], names: _Names) -> Condition[Any]:
    sign = _sign(node)
    other = node[sign]
    value = names.term(other["term"]) if isinstance(other, dict) else other
    return NumberBound(names.term(node["number"]), sign, value)


def _reached(node: Mapping[str, Any], names: _Names) -> Condition[Any]:
    at = node.get("at")
    since, unit = names.day(node["since"]), Unit(node["unit"])
    return Reached(since, node["reached"], unit, None if at is None else names.day(at))


def _among(node: Mapping[str, Any], names: _Names) -> Condition[Any]:
    fact = names.fact(node["choice"], ChoiceFact)
    return Among(fact, tuple(fact.vocabulary(word) for word in node["in"]))


def _sign(node: Mapping[str, Any]) -> str:
    return next(key for key in node if key in SIGNS)


_MAKERS: dict[str, Callable[[Mapping[str, Any], _Names], Condition[Any]]] = {
    "all": lambda node, names: AllOf(names.conditions(node["all"])),
    "any": lambda node, names: AnyOf(names.conditions(node["any"])),
    "not": lambda node, names: Not(names.conditions([node["not"]])[0]),
    "at_least": lambda node, names: AtLeast(node["at_least"], names.conditions(node["of"])),
    "fact": lambda node, names: names.fact(node["fact"], FlagFact),
    "known": lambda node, names: IsKnown(names.fact(node["known"], Fact)),
    "differs": lambda node, names: CountsDiffer(names.term(node["differs"])),  # type: ignore[arg-type]
    "date": _date_bound,
    "since": _reached,
    "number": _number_bound,
    "choice": _among,
}
