"""A draft compared with the law: who would gain, who would lose, of whom it would be unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

import attrs

from famplan.errors import DefinitionError
from famplan.rules.cross_tally import CrossTally
from famplan.rules.outcome import Outcome
from famplan.rules.outcome_kernel import as_groups, count_outcomes
from famplan.rules.scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from famplan.rules.applied import Applied
    from famplan.rules.verdict import Reason, Verdict

__all__ = ["Change", "Comparison", "Difference", "compare", "compare_one"]

S = TypeVar("S")

_RESERVED = ("law", "draft", "count", "mark")
_WITHOUT = (str(Outcome.NOT_ELIGIBLE), str(Outcome.NOT_IN_FORCE))
_WITH = (str(Outcome.ELIGIBLE),)
_UNKNOWN = (str(Outcome.UNKNOWN),)
_TRUTH = {True: "met", False: "not met", None: "unknown"}


class Comparison(CrossTally):
    """Counts of outcomes under the law by outcomes under a draft."""

    down: ClassVar[str] = "law"
    across: ClassVar[str] = "draft"

    @property
    def gained(self) -> int:
        """How many would qualify who do not."""
        return self.counted(_WITHOUT, _WITH)

    @property
    def lost(self) -> int:
        """How many would no longer qualify who do."""
        return self.counted(_WITH, _WITHOUT)

    @property
    def unclear(self) -> int:
        """Of how many it would be unknown of whom it is known."""
        return self.counted((*_WITH, *_WITHOUT), _UNKNOWN)


def compare(  # noqa: PLR0913 - two rules, data, when, and by what groups
    draft: Applied[S],
    law: Applied[S],
    data: object,
    *,
    on: date | str | None,
    by: str | Sequence[str] = (),
    progress: bool = False,
    **reading: Any,  # noqa: ANN401 - as `Scheme.status`
) -> Comparison:
    """Count how a draft would change who qualifies.

    Parameters
    ----------
    draft : Rule or Scheme
        What is proposed, for instance ``attrs.evolve(law, requires=…)``.
    law : Rule or Scheme
        What it is compared with.
    data : object
        Anything `tally_of` takes.
    on : date, str or None
        The reference date of all rows, or the column that has one for each.
    by : str or sequence of str
        Columns that make the groups.
    progress : bool
        Show how far the reading is.
    **reading
        ``place``, ``places``, ``columns``, ``children`` and ``key``, as for `Scheme.status`.

    Returns
    -------
    Comparison
        Counts, which add up; nobody is in them.

    Raises
    ------
    InvalidInputError
        A column is missing or holds what it cannot.
    DefinitionError
        The two are about different subjects, or a group column is named like a field.

    Examples
    --------
    >>> from datetime import date
    >>> from famplan.catalogue.indicator import Source
    >>> from famplan.rules import Requirement, Rule
    >>> from famplan.rules.subjects.parent import BIRTH, PARENT
    >>> law = Rule(
    ...     "pension", name_zh="养老", subject=PARENT, source=Source("a law"),
    ...     requires=(Requirement("is at least 60", BIRTH.age() >= 60, key="age"),),
    ... )
    >>> earlier = (Requirement("is at least 55", BIRTH.age() >= 55, key="age"),)
    >>> draft = law.changed(requires=earlier)
    >>> people = {"birth": [date(1950, 5, 1)] * 30 + [date(1956, 5, 1)] * 20}
    >>> found = compare(draft, law, people, on=date(2012, 3, 1))
    >>> print(found)
    law           draft: eligible
    eligible                   30
    not eligible               20
    >>> found.gained, found.lost
    (20, 0)
    """
    _check_subjects(draft, law)
    groups = as_groups(by, _RESERVED)
    both = {"law": law, "draft": draft}
    counts = count_outcomes(both, data, on=on, by=groups, progress=progress, reading=reading)
    return Comparison(f"{draft.code} against {law.code}", groups, counts)


@attrs.frozen(eq=False)
class Change(Generic[S]):
    """A requirement of which the law and a draft differ; None where one does not ask for it."""

    key: str
    law: Reason[S] | None
    draft: Reason[S] | None

    def __str__(self) -> str:
        """Say what the law asks for, what the draft does, and whether either is met."""
        return f"{self.key}: {_said(self.law)} → {_said(self.draft)}"


@attrs.frozen(eq=False)
class Difference(Generic[S]):
    """What the law and a draft say of one record."""

    law: Verdict[S]
    draft: Verdict[S]

    @property
    def changes(self) -> tuple[Change[S], ...]:
        """The requirements of which they differ."""
        law = {entry.requirement.key: entry for entry in self.law.reasons}
        draft = {entry.requirement.key: entry for entry in self.draft.reasons}
        changes = (Change(key, law.get(key), draft.get(key)) for key in {**law, **draft})
        return tuple(entry for entry in changes if _asked(entry.law) != _asked(entry.draft))

    def __str__(self) -> str:
        """Say both outcomes, and a line for each requirement that differs."""
        outcomes = f"law: {self.law.outcome}; draft: {self.draft.outcome}"
        return "\n".join((outcomes, *(f"  {entry}" for entry in self.changes)))

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {
            "law": self.law.to_dict(),
            "draft": self.draft.to_dict(),
            "changes": [entry.key for entry in self.changes],
        }


def compare_one(
    draft: Applied[S], law: Applied[S], source: object, *, on: date | None, place: str = ""
) -> Difference[S]:
    """Say what a draft would change for one record.

    Parameters
    ----------
    draft, law : Rule or Scheme
        What is proposed, and what it is compared with.
    source : object or mapping
        An object of the subject's class, or facts by name; what is absent is unknown.
    on : date or None
        The reference date.
    place : str
        Where; empty for the national texts alone.

    Returns
    -------
    Difference

    Raises
    ------
    DefinitionError
        The two are about different subjects.
    InvalidInputError
        A fact is not of its kind, or no such fact is asked for.

    Examples
    --------
    >>> from datetime import date
    >>> from famplan.catalogue.indicator import Source
    >>> from famplan.rules import Requirement, Rule
    >>> from famplan.rules.subjects.parent import BIRTH, PARENT
    >>> law = Rule(
    ...     "pension", name_zh="养老", subject=PARENT, source=Source("a law"),
    ...     requires=(Requirement("is at least 60", BIRTH.age() >= 60, key="age"),),
    ... )
    >>> earlier = (Requirement("is at least 55", BIRTH.age() >= 55, key="age"),)
    >>> facts = {"birth": date(1955, 5, 1)}
    >>> print(compare_one(law.changed(requires=earlier), law, facts, on=date(2012, 3, 1)))
    law: not eligible; draft: eligible
      age: is at least 60 (not met) → is at least 55 (met)
    """
    _check_subjects(draft, law)
    return Difference(_verdict(law, source, on, place), _verdict(draft, source, on, place))


def _verdict(applied: Applied[S], source: object, on: date | None, place: str) -> Verdict[S]:
    if isinstance(applied, Scheme):
        return applied.verdict(source, on=on, place=place)
    (law,) = applied.laws()
    return law.verdict(source, on=on)


def _check_subjects(draft: Applied[Any], law: Applied[Any]) -> None:
    if draft.subject is not law.subject:
        problem = f"the draft is about a {draft.subject.name}, the law about a {law.subject.name}"
        raise DefinitionError("compare", problem, remedy="compare rules about one subject")


def _asked(reason: Reason[Any] | None) -> object:
    return None if reason is None else reason.requirement.condition.to_dict()


def _said(reason: Reason[Any] | None) -> str:
    return "not asked" if reason is None else f"{reason.requirement.text} ({_TRUTH[reason.truth]})"
