"""Rules: one text in force in one window, that says who qualifies."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import numpy as np

from famplan.language.conditions import AllOf, Masks, check_subjects
from famplan.model.dates import LeapDay
from famplan.rules.applied import Applied
from famplan.rules.outcome import Outcome
from famplan.rules.requirement import Requirement, check_requirements, source_record
from famplan.rules.verdict import Verdict, verdict_of
from famplan.rules.window import check_window, in_window, window_text

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from famplan.catalogue.indicator import Source
    from famplan.language.facts import Fact
    from famplan.language.rows import Days, Rows
    from famplan.language.subject import Contradiction, Subject
    from famplan.rules.amount import Amount

__all__ = ["Rule"]

S = TypeVar("S")

_NOT_IN_FORCE, _UNKNOWN = Outcome.NOT_IN_FORCE.code, Outcome.UNKNOWN.code


@attrs.frozen(eq=False)
class Rule(Applied[S]):
    """Who qualifies for something, by one text, in the window in which it was in force.

    A draft is made from it with ``attrs.evolve(rule, requires=…)``, and compared with the law by
    `compare`.

    Parameters
    ----------
    name, name_zh : str
        What it is called.
    subject : Subject
        Whom it is about.
    requires : tuple of Requirement
        What it asks for: every one must be met.
    source : Source
        The text.
    since, until : date, optional
        First day in force, and first day no longer in force.
    ended_by : str
        The act that repealed or amended it.
    amounts : tuple of Amount
        What is paid.
    overlays : tuple of str
        Local texts that are part of it.
    leap_day : LeapDay
        Birthday in common years of someone born on 29 February: 1 March unless the text says
        otherwise.
    only_counted : bool
        Whether it gives nobody anything: then people are counted by it, and never listed.
    note : str
        What else there is to know.

    Raises
    ------
    DefinitionError
        Two requirements have one key, a requirement is about another subject, or the window ends
        before it begins.
    """

    name: str
    name_zh: str = attrs.field(kw_only=True)
    subject: Subject[S] = attrs.field(kw_only=True)
    requires: tuple[Requirement[S], ...] = attrs.field(kw_only=True)
    source: Source = attrs.field(kw_only=True)
    since: date | None = attrs.field(default=None, kw_only=True)
    until: date | None = attrs.field(default=None, kw_only=True)
    ended_by: str = attrs.field(default="", kw_only=True)
    amounts: tuple[Amount[S], ...] = attrs.field(default=(), kw_only=True)
    overlays: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    place: str = attrs.field(default="", kw_only=True)
    leap_day: LeapDay = attrs.field(default=LeapDay.MARCH_1, converter=LeapDay, kw_only=True)
    only_counted: bool = attrs.field(default=False, kw_only=True)
    note: str = attrs.field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check that the parts go together."""
        check_window(self.name, self.since, self.until)
        check_requirements(self.name, self.requires)
        own = next(iter(self.subject.facts.values())).is_known()
        check_subjects([own, *(entry.condition for entry in self.requires)])
        asked = (fact.is_known() for entry in self.amounts for fact in entry.facts)
        check_subjects([own, *asked])

    @property
    def code(self) -> str:
        """Its name, in one word."""
        return "-".join(self.name.split())

    @property
    def places(self) -> tuple[str, ...]:
        """None: a rule is one text."""
        return ()

    def laws(self, place: str = "") -> tuple[Rule[S], ...]:  # noqa: ARG002 - it is the same anywhere
        """Return the rule itself."""
        return (self,)

    @cached_property
    def facts(self) -> tuple[Fact[S], ...]:
        """Facts that its requirements ask for, in order."""
        found = {fact.name: fact for entry in self.requires for fact in entry.condition.facts}
        return tuple(found.values())

    @property
    def contradictions(self) -> tuple[Contradiction[S], ...]:
        """Facts that cannot all be true, where the rule asks for one of them."""
        return self.subject.contradictions_of(self.facts)

    def lacking(self, known: frozenset[str]) -> tuple[Fact[S], ...]:
        """Facts that columns would have to give besides those that are known."""
        found = (fact for entry in self.requires for fact in entry.condition.lacking(known))
        return tuple(dict.fromkeys(found))

    def changed(self, **changes: Any) -> Rule[S]:  # noqa: ANN401 - fields of any kind
        """Return the rule with some fields changed: what `attrs.evolve` does, with its type."""
        changed: Rule[S] = attrs.evolve(self, **changes)
        return changed

    def in_force(self, on: date) -> bool:
        """Whether it was in force on a day."""
        return in_window(on, self.since, self.until)

    def verdict(self, source: object, *, on: date | None) -> Verdict[S]:
        """Say whether one record qualifies on a day, and why.

        Parameters
        ----------
        source : object or mapping
            An object of the subject's class, or facts by name; what is absent is unknown.
        on : date or None
            The reference date; where it is not known, neither is the outcome.

        Returns
        -------
        Verdict

        Raises
        ------
        InvalidInputError
            A fact is not of its kind, or no such fact is asked for.
        """
        return verdict_of(self, self.subject.record(source, on, leap_day=self.leap_day))

    def masks(self, rows: Rows[S]) -> Masks:
        """Where every requirement is certainly met, and where one certainly is not.

        Whether the rule was in force and whether facts contradict each other is not looked at.
        """
        yes, no = AllOf(tuple(entry.condition for entry in self.requires)).masks(rows)
        return Masks(np.broadcast_to(yes, rows.size), np.broadcast_to(no, rows.size))

    def codes(self, rows: Rows[S]) -> NDArray[np.int8]:
        """Return the code of the outcome of every row (see `Outcome`)."""
        yes, no = self.masks(rows)
        codes = yes.view(np.int8) * np.int8(2) + no.view(np.int8) + np.int8(_UNKNOWN)
        for entry in self.contradictions:
            wrong = entry.condition.masks(rows).yes
            if wrong.any():
                codes[wrong] = _UNKNOWN
        return self.dated(codes, rows)

    def window(self, on: Days) -> NDArray[np.bool_]:
        """Return on which days it was in force; what is not known is none."""
        inside = np.ones(on.days.shape, dtype=bool) if on.known is None else on.known.copy()
        if self.since is not None:
            inside &= on.days >= _day(self.since)
        if self.until is not None:
            inside &= on.days < _day(self.until)
        return inside

    def dated(self, codes: NDArray[np.int8], rows: Rows[S]) -> NDArray[np.int8]:
        """Put in "not in force" and "no reference date" where that is so."""
        inside = self.window(rows.on)
        if not inside.all():
            codes[np.broadcast_to(~inside, codes.shape)] = _NOT_IN_FORCE
        if rows.on.known is not None:
            codes[np.broadcast_to(~rows.on.known, codes.shape)] = _UNKNOWN
        return codes

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold; `rule_from` makes the rule from them again."""
        return {
            "name": self.name,
            "name_zh": self.name_zh,
            "subject": self.subject.name,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "ended_by": self.ended_by,
            "place": self.place,
            "leap_day": str(self.leap_day),
            "source": source_record(self.source),
            "requires": [entry.to_dict() for entry in self.requires],
            "amounts": [entry.to_dict() for entry in self.amounts],
            "overlays": list(self.overlays),
            "only_counted": self.only_counted,
            "note": self.note,
        }

    def __repr__(self) -> str:
        """Name and window."""
        return f"<Rule {self.name}, {window_text(self.since, self.until)}>"


def _day(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
