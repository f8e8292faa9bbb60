"""What all triggers have in common: a sanction, a clause, and a verdict that may be unknown."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import Figure
from famplan.assessment.history import History
from famplan.assessment.sanctions import Sanction
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from famplan.assessment.assess import Assessed
    from famplan.assessment.attainment import Attained
    from famplan.assessment.grades import Grade

__all__ = ["Circumstances", "Firing", "Trigger", "codes"]


def codes(given: Iterable[str]) -> tuple[str, ...]:
    """Keep codes as they come."""
    return tuple(given)


@attrs.frozen(kw_only=True)
class Circumstances:
    """What triggers look at: a unit, a year, and all that is known of them.

    Parameters
    ----------
    scored : Assessed
        The scored items.
    grade : Grade, optional
        What the score rate earned.
    figures : mapping of measure code to Figure
        All figures of the unit.
    events : mapping of str to int
        How often each event happened; None where that is not known.
    all_events : bool
        Whether an event that is left out did not happen.
    history : History
        Other years, and the statuses of this one.
    year : int, optional
        Year of assessment.
    """

    scored: Assessed
    grade: Grade | None = None
    figures: Mapping[str, Figure] = attrs.field(factory=dict)
    events: Mapping[str, int | None] = attrs.field(factory=dict)
    all_events: bool = False
    history: History = attrs.field(factory=History)
    year: int | None = None

    def figure(self, code: str) -> Figure:
        """Return a figure; an unknown one where it was not given."""
        return self.figures.get(code, Figure())

    def times(self, event: str) -> int | None:
        """Return how often an event happened; None where that is not known."""
        return self.events.get(event, 0 if self.all_events else None)


@attrs.frozen(kw_only=True)
class Firing:
    """Whether a trigger fired, and why.

    Parameters
    ----------
    trigger : Trigger
        What was looked at.
    fired : bool, optional
        None where the figure, event or year is not known: it may have fired.
    figure : str
        What was found, as people read it.
    reason, reason_zh : str
        Why, in both languages.
    beyond_chance : Attained, optional
        For a figure with its counts: whether the bound was kept at the unit's size.
    """

    trigger: Trigger
    fired: bool | None
    figure: str
    reason: str
    reason_zh: str
    beyond_chance: Attained | None = None

    @property
    def verdict(self) -> str:
        """One word for it: fired, not fired, or unknown."""
        return {True: "fired", False: "not fired", None: "unknown"}[self.fired]

    def __str__(self) -> str:
        """Sanction, verdict and reason in one line."""
        return f"{self.trigger.sanction} {self.verdict}: {self.reason}"


def _a_sanction(_trigger: object, field: attrs.Attribute[Sanction], value: Sanction) -> None:
    if value is Sanction.NONE:
        allowed = ", ".join(str(sanction) for sanction in Sanction if sanction is not value)
        raise DefinitionError(field.name, "a trigger calls for one", remedy=f"allowed: {allowed}")


@attrs.frozen(kw_only=True)
class Trigger(ABC):
    """What calls for a sanction, whatever the score.

    Parameters
    ----------
    code : str
        Short name.
    sanction : Sanction or str
        What it calls for.
    name, name_zh : str
        What the text says, in both languages.
    clause : str
        Where in the text it stands.
    applies_to : collection of str
        Kinds of unit that it is for; all where empty.
    """

    code: str
    sanction: Sanction = attrs.field(converter=Sanction, validator=_a_sanction)
    name: str = ""
    name_zh: str = ""
    clause: str = ""
    applies_to: frozenset[str] = attrs.field(default=frozenset(), converter=frozenset)

    def applies(self, kind: str) -> bool:
        """Whether it is for units of a kind."""
        return not self.applies_to or kind in self.applies_to

    @abstractmethod
    def firing(self, case: Circumstances) -> Firing:
        """Say whether it fired, and why."""
