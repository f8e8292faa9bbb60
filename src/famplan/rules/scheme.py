"""Schemes: the texts of one rule through time, the local texts over it, and what is paid."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from famplan.errors import DefinitionError
from famplan.language.facts import is_unknown
from famplan.model.days import plain_date
from famplan.rules.applied import Applied
from famplan.rules.outcome import Outcome
from famplan.rules.overlay import Overlay
from famplan.rules.requirement import check_requirements
from famplan.rules.verdict import Verdict
from famplan.rules.window import check_apart, check_place, in_window, places_of, window_text

if TYPE_CHECKING:
    from datetime import date

    from famplan.language.subject import Subject
    from famplan.rules.amount import Amount
    from famplan.rules.rule import Rule

__all__ = ["Overlay", "Scheme"]

S = TypeVar("S")


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
    def only_counted(self) -> bool:
        """Whether people are counted by it and never listed."""
        return any(rule.only_counted for rule in self.versions)

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

        Raises
        ------
        DefinitionError
            It is no path of names: ``"Henan/"``, or one with blanks.
        """
        if place not in self._laws:
            if place:
                check_place("place", place)
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
        if is_unknown(on):
            return laws[-1].verdict(source, on=None)
        on = plain_date(on, "on")
        law = self.law(on, place=place)
        if law is not None:
            return law.verdict(source, on=on)
        nearest = next(
            (rule for rule in reversed(laws) if rule.since and rule.since <= on), laws[0]
        )
        return nearest.verdict(source, on=on)

    def _elsewhere(self, on: date | None) -> Verdict[S]:
        """Say which place has the scheme, where the one that was asked for has not."""
        day = None if is_unknown(on) else plain_date(on, "on")
        why = f'a text of {self.home} alone; ask with place="{self.home}"'
        why_zh = f'仅为{self.home}的规定；请用 place="{self.home}"'
        return Verdict(self.versions[0], day, Outcome.NOT_IN_FORCE, why=(why,), why_zh=(why_zh,))

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {
            "code": self.code,
            "name": self.name,
            "name_zh": self.name_zh,
            "versions": [rule.to_dict() for rule in self.versions],
            "overlays": [entry.to_dict() for entry in self.overlays],
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
