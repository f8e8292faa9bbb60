"""Local texts over national ones: what they add, replace, relax and drop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from famplan.errors import DefinitionError
from famplan.rules.requirement import source_record
from famplan.rules.window import check_place, check_window

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from famplan.catalogue.indicator import Source
    from famplan.rules.requirement import Requirement
    from famplan.rules.rule import Rule

__all__ = ["Overlay"]

S = TypeVar("S")


@attrs.frozen(kw_only=True, eq=False)
class Overlay(Generic[S]):
    """A local text over a national one.

    Parameters
    ----------
    place : str
        Where: ``"Henan"``, or ``"Henan/Zhengzhou"``; it holds in what lies within.
    source : Source
        The text.
    since, until : date, optional
        First day in force, and first day no longer in force.
    adds : tuple of Requirement
        What is asked for besides.
    replaces : tuple of Requirement
        What is asked for instead of the requirements with the same keys.
    relaxes : tuple of Requirement
        What is enough as well, beside the requirements with the same keys.
    drops : tuple of str
        Keys of requirements that are not asked for there.
    note : str
        What else there is to know.
    """

    place: str
    source: Source
    since: date | None = None
    until: date | None = None
    adds: tuple[Requirement[S], ...] = ()
    replaces: tuple[Requirement[S], ...] = ()
    relaxes: tuple[Requirement[S], ...] = ()
    drops: tuple[str, ...] = ()
    note: str = ""

    def __attrs_post_init__(self) -> None:
        """Check the window, the place, and that each requirement is changed in one way."""
        where = f"overlay of {self.place}"
        check_window(where, self.since, self.until)
        if not self.place:
            raise DefinitionError("overlay", "has no place", remedy="change the national text")
        check_place(where, self.place)
        if isinstance(self.drops, str):
            raise DefinitionError(where, "drops is a text", remedy=f"write drops=({self.drops!r},)")
        keys = [entry.key for entry in (*self.replaces, *self.relaxes)] + [*self.drops]
        double = sorted({key for key in keys if keys.count(key) > 1})
        if double:
            problem = f"{', '.join(double)} is replaced, relaxed or dropped more than once"
            raise DefinitionError(where, problem, remedy="change a requirement in one way")

    def over(self, rule: Rule[S]) -> Rule[S]:
        """Lay the local text over a rule."""
        own = {entry.key: self._cited(entry) for entry in self.replaces}
        wider = {entry.key: self._cited(entry) for entry in self.relaxes}
        stray = {*own, *wider, *self.drops} - {entry.key for entry in rule.requires}
        if stray:
            known = ", ".join(entry.key for entry in rule.requires)
            problem = f"{', '.join(sorted(stray))} is no requirement of {rule.name}"
            raise DefinitionError(f"overlay of {self.place}", problem, remedy=f"keys are {known}")
        requires: list[Requirement[S]] = [
            entry.or_else(wider[entry.key]) if entry.key in wider else own.get(entry.key, entry)
            for entry in rule.requires
            if entry.key not in self.drops
        ]
        requires += [self._cited(entry) for entry in self.adds]
        text = f"{self.place}: {self.source}{f'; {self.note}' if self.note else ''}"
        return rule.changed(requires=tuple(requires), overlays=(*rule.overlays, text))

    def _cited(self, requirement: Requirement[S]) -> Requirement[S]:
        return requirement if requirement.source else attrs.evolve(requirement, source=self.source)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        parts: dict[str, Sequence[Requirement[Any]]] = {
            "adds": self.adds,
            "replaces": self.replaces,
            "relaxes": self.relaxes,
        }
        return {
            "place": self.place,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "source": source_record(self.source),
            **{name: [item.to_dict() for item in found] for name, found in parts.items()},
            "drops": list(self.drops),
            "note": self.note,
        }
