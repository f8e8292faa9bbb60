"""Schemes: the texts of one rule through time, the local texts over it, and what is paid."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from famplan.errors import DefinitionError
from famplan.model.days import plain_date
from famplan.rules.applied import Applied
from famplan.rules.outcome import Outcome
from famplan.rules.requirement import check_requirements, source_record
from famplan.rules.verdict import Verdict
from famplan.rules.window import check_apart, check_window, in_window, places_of, window_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from famplan.catalogue.indicator import Source
    from famplan.rules.amount import Amount
    from famplan.rules.language.subject import Subject
    from famplan.rules.requirement import Requirement
    from famplan.rules.rule import Rule

__all__ = ["Overlay", "Scheme"]

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
        """Check the window and the place."""
        check_window(f"overlay of {self.place}", self.since, self.until)
        if not self.place:
            raise DefinitionError("overlay", "has no place", remedy="change the national text")

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


@attrs.frozen(kw_only=True, eq=False)
class Scheme(Applied[S]):
    """A benefit or service through time and by place.

    Parameters
    ----------
    code : str
        A short name for the command line: ``"rural-reward"``.
    name, name_zh : str
        What it is called.
    versions : tuple of Rule
        Its texts, each in its own window.
    overlays : tuple of Overlay
        Local texts.
    amounts : tuple of Amount
        What is paid.
    note : str
        What else there is to know.

    Raises
    ------
    DefinitionError
        There is no version, two are in force on one day, or an overlay names a requirement that
        the text it lies over does not have.
    """

    code: str
    name: str
    name_zh: str
    versions: tuple[Rule[S], ...]
    overlays: tuple[Overlay[S], ...] = ()
    amounts: tuple[Amount[S], ...] = ()
    note: str = ""
    _laws: dict[str, tuple[Rule[S], ...]] = attrs.field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Check the windows, and that every overlay fits."""
        if not self.versions:
            raise DefinitionError(self.code, "has no versions", remedy="give the texts")
        check_apart(self.code, self.versions)
        if len({id(rule.subject) for rule in self.versions}) > 1:
            raise DefinitionError(self.code, "versions are about several subjects")
        for place in self.places:
            self.laws(place)

    @property
    def subject(self) -> Subject[S]:
        """Whom it is about."""
        return self.versions[0].subject

    @property
    def home(self) -> str:
        """Whose text it is: empty for the whole country, else the place that has it alone."""
        return "" if any(not rule.place for rule in self.versions) else self.versions[0].place

    @property
    def places(self) -> tuple[str, ...]:
        """Places with texts or amounts of their own."""
        found = {rule.place for rule in self.versions} | {text.place for text in self.overlays}
        return tuple(sorted((found | {amount.place for amount in self.amounts}) - {""}))

    def laws(self, place: str = "") -> tuple[Rule[S], ...]:
        """Return the rules that were in force somewhere, one after the other.

        Parameters
        ----------
        place : str
            Empty for the national text alone.

        Returns
        -------
        tuple of Rule
            Each with the local texts of its window laid over it, and the amounts. There is none
            where the scheme is another place's own.
        """
        if place not in self._laws:
            self._laws[place] = tuple(
                self._over(_cut(rule, since, until), place)
                for rule in sorted(self.versions, key=_start)
                if rule.place in places_of(place)
                for since, until in self._windows(rule, place)
            )
        return self._laws[place]

    def _windows(self, rule: Rule[S], place: str) -> list[tuple[date | None, date | None]]:
        """Cut the window of a text wherever a local text begins or ends."""
        local = [entry for entry in self.overlays if entry.place in places_of(place)]
        bounds = {day for entry in local for day in (entry.since, entry.until) if day is not None}
        inside = sorted(
            day
            for day in bounds
            if (rule.since is None or rule.since < day) and (rule.until is None or day < rule.until)
        )
        edges = [rule.since, *inside, rule.until]
        return list(pairwise(edges))

    def _over(self, rule: Rule[S], place: str) -> Rule[S]:
        for name in places_of(place):
            for entry in self.overlays:
                if entry.place == name and _covers(entry, rule):
                    rule = entry.over(rule)
        check_requirements(self.code, rule.requires)
        own = (entry for entry in self.amounts if entry.place in places_of(place))
        return rule.changed(amounts=(*rule.amounts, *own), place=place)

    def law(self, on: date, *, place: str = "") -> Rule[S] | None:
        """Return the rule in force on a day; None where none was.

        Raises
        ------
        InvalidInputError
            The day is not a date.
        """
        day = plain_date(on, "on")
        return next((rule for rule in self.laws(place) if rule.in_force(day)), None)

    def verdict(self, source: object, *, on: date | None, place: str = "") -> Verdict[S]:
        """Say whether one record qualifies on a day, and why.

        Parameters
        ----------
        source : object or mapping
            An object of the subject's class, or facts by name; what is absent is unknown.
        on : date or None
            The reference date, which chooses the text; where it is not known, neither is the
            outcome.
        place : str
            Where: ``"Henan"``, ``"Henan/Zhengzhou"``; empty for the national text alone.

        Returns
        -------
        Verdict

        Raises
        ------
        InvalidInputError
            A fact is not of its kind, or no such fact is asked for.
        """
        laws = self.laws(place)
        if not laws:
            return self._elsewhere(on)
        if on is None:
            return laws[-1].verdict(source, on=None)
        law = self.law(on, place=place)
        if law is not None:
            return law.verdict(source, on=on)
        nearest = next(
            (rule for rule in reversed(laws) if rule.since and rule.since <= on), laws[0]
        )
        return nearest.verdict(source, on=on)

    def _elsewhere(self, on: date | None) -> Verdict[S]:
        """Say which place has the scheme, where the one that was asked for has not."""
        why = f'a text of {self.home} alone; ask with place="{self.home}"'
        return Verdict(self.versions[0], on, Outcome.NOT_IN_FORCE, why=(why,))

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {
            "code": self.code,
            "name": self.name,
            "name_zh": self.name_zh,
            "versions": [rule.to_dict() for rule in self.versions],
            "overlays": [_overlay_record(entry) for entry in self.overlays],
            "amounts": [entry.to_dict() for entry in self.amounts],
            "note": self.note,
        }

    def __repr__(self) -> str:
        """Code and windows."""
        windows = "; ".join(window_text(rule.since, rule.until) for rule in self.versions)
        return f"<Scheme {self.code}: {windows}>"


def _start(rule: Rule[Any]) -> str:
    return "" if rule.since is None else rule.since.isoformat()


def _cut(rule: Rule[S], since: date | None, until: date | None) -> Rule[S]:
    """Narrow the window; only the last part is ended by what ended the whole."""
    ended_by = rule.ended_by if until == rule.until else ""
    return rule.changed(since=since, until=until, ended_by=ended_by)


def _covers(entry: Overlay[Any], rule: Rule[Any]) -> bool:
    """Tell whether a local text held in the window of a rule, which it does throughout or not."""
    if rule.since is not None:
        return in_window(rule.since, entry.since, entry.until)
    return entry.since is None


def _overlay_record(entry: Overlay[Any]) -> dict[str, Any]:
    parts: dict[str, Sequence[Requirement[Any]]] = {
        "adds": entry.adds,
        "replaces": entry.replaces,
        "relaxes": entry.relaxes,
    }
    return {
        "place": entry.place,
        "since": entry.since and entry.since.isoformat(),
        "until": entry.until and entry.until.isoformat(),
        "source": source_record(entry.source),
        **{name: [item.to_dict() for item in found] for name, found in parts.items()},
        "drops": list(entry.drops),
        "note": entry.note,
    }
