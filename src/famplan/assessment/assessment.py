"""The whole assessment of a unit: score, grade, triggers, ladder, consequences, with its trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.assess import score
from famplan.assessment.following import Following, following
from famplan.assessment.history import History
from famplan.assessment.ladder import Rung, ladder
from famplan.assessment.sanctions import Sanction
from famplan.assessment.tracing import TraceRow, shown_rate, trace_of
from famplan.assessment.triggers import Circumstances, EventTrigger, FigureTrigger
from famplan.errors import DefinitionError, InvalidInputError, NegativeCountError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from typing import Any

    from famplan.assessment.assess import Assessed
    from famplan.assessment.figures import Figure
    from famplan.assessment.grades import Grade
    from famplan.assessment.scheme import Scheme
    from famplan.assessment.triggers import Firing

__all__ = ["Assessment", "assess"]


@attrs.frozen(kw_only=True)
class Assessment:
    """A unit assessed by a scheme.

    Parameters
    ----------
    scored : Assessed
        Every item with its points.
    grade : Grade, optional
        What the score rate earned; None without a scale, or where nothing was assessed.
    firings : tuple of Firing
        Every trigger that is for the unit, fired or not.
    followings : tuple of Following
        Every consequence of the scheme, whether it follows or not.
    year : int, optional
        Year of assessment.
    """

    scored: Assessed
    grade: Grade | None
    firings: tuple[Firing, ...]
    followings: tuple[Following, ...]
    year: int | None = None

    @property
    def unit(self) -> str:
        """Name or code of the unit."""
        return self.scored.unit

    @property
    def rate(self) -> Fraction | None:
        """Score rate per one; None where nothing was assessed."""
        return self.scored.rate

    @property
    def rung(self) -> Rung:
        """The worst of what fired, and of what may have fired."""
        return ladder(self.firings)

    @property
    def standing(self) -> Grade | None:
        """The grade after any veto, which gives the lowest whatever the score.

        None where the score is not known, or a veto hangs on what is not known.
        """
        return _standing(self.scored.scheme, self.grade, self.rung)

    @property
    def unknown(self) -> tuple[Firing, ...]:
        """Triggers that may have fired: what they look at is not known."""
        return tuple(firing for firing in self.firings if firing.fired is None)

    @property
    def consequences(self) -> tuple[Following, ...]:
        """What follows for certain."""
        return tuple(one for one in self.followings if one.follows)

    @property
    def possible_consequences(self) -> tuple[Following, ...]:
        """What may follow: it hangs on what is not known."""
        return tuple(one for one in self.followings if one.follows is None)

    @property
    def barred(self) -> tuple[str, ...]:
        """Awards that the unit cannot enter for certain."""
        bars = (award for one in self.consequences for award in one.consequence.bars)
        return tuple(dict.fromkeys(bars))

    def trace(self) -> tuple[TraceRow, ...]:
        """Every step from figures to consequences, with its clause and reason."""
        return trace_of(self)

    def to_records(self) -> list[dict[str, Any]]:
        """Return the trace as dictionaries."""
        return [attrs.asdict(row) for row in self.trace()]

    def __str__(self) -> str:
        """Score, grade, sanction and consequences, a line each."""
        shown = shown_rate(self.scored)
        lines = [f"{self.unit}: score rate {shown}{_graded(self)}", f"sanction: {self.rung}"]
        lines += [f"fired: {firing.reason}" for firing in self.firings if firing.fired]
        lines += [f"not known: {firing.reason}" for firing in self.unknown]
        lines += [f"follows: {one.consequence}" for one in self.consequences]
        lines += [f"may follow: {one.consequence}" for one in self.possible_consequences]
        return "\n".join(lines)


def _graded(assessment: Assessment) -> str:
    if assessment.scored.scheme.grades is None:
        return ""
    grade, standing = assessment.grade, assessment.standing
    earned = grade.name if grade else "grade not known"
    if standing is grade:
        return f", {earned}"
    if standing is None:
        return f", {earned} unless vetoed (not known)"
    return f", {earned} by score, {standing.name} by veto"


def _standing(scheme: Scheme, grade: Grade | None, rung: Rung) -> Grade | None:
    if scheme.grades is None:
        return None
    vetoed = rung.is_at_least(Sanction.VETO)
    if vetoed or grade is scheme.grades.lowest:
        return scheme.grades.lowest
    return None if vetoed is None else grade


def assess(  # noqa: PLR0913 - a scheme, and all that is known of a unit
    scheme: Scheme,
    figures: Mapping[str, Figure],
    *,
    unit: str,
    kind: str = "",
    events: Mapping[str, int | None] | None = None,
    all_events: bool = False,
    history: History | None = None,
    year: int | None = None,
) -> Assessment:
    """Assess a unit: score, grade, triggers, ladder, consequences.

    Whatever is not known stays so: a trigger without its figure, event or year is unknown, never
    silently not fired, and what hangs on it is unknown too.

    Parameters
    ----------
    scheme : Scheme
        What it is assessed by.
    figures : mapping of measure code to Figure
        Its figures, of items and of triggers; those left out are not known.
    unit : str
        Name or code of the unit, never of a person.
    kind : str
        Kind of unit, where the scheme knows several.
    events : mapping of str to int
        How often each event happened; None where that is not known.
    all_events : bool
        Whether an event that is left out did not happen; else it is not known.
    history : History, optional
        Other years, and the statuses of this one.
    year : int, optional
        Year of assessment, which a history needs.

    Returns
    -------
    Assessment
        With its trace.

    Raises
    ------
    InvalidInputError
        A figure or event that the scheme does not look at, or a kind that it does not know.
    NegativeCountError
        An event that happened less than never.
    DefinitionError
        A history without a year.

    Examples
    --------
    >>> from famplan.assessment import (
    ...     EventTrigger, Figure, Grade, GradeScale, Item, Measure, Scheme, Target,
    ... )
    >>> from famplan.assessment.scoring import PassOrFail
    >>> from famplan.catalogue.indicator import Source
    >>> rate = Measure(
    ...     code="PCR", name="Policy conformity", name_zh="计划生育率", direction="at least",
    ...     unit="%", evidence="proportion",
    ... )
    >>> scheme = Scheme(
    ...     code="made-up", name="Made up", source=Source("made up"),
    ...     items=[Item(
    ...         code="conformity", measure=rate, target=Target(measure=rate, low="95 %"),
    ...         scoring=PassOrFail(points=20), clause="art. 1",
    ...     )],
    ...     grades=GradeScale([
    ...         Grade(code="meets", name="Meets the standard", low="98 %"),
    ...         Grade(code="fails", name="Below the standard"),
    ...     ]),
    ...     triggers=[EventTrigger(
    ...         code="concealment", sanction="veto", event="concealment", name="Births concealed",
    ...     )],
    ... )
    >>> figures = {"PCR": Figure("96.5 %")}
    >>> print(assess(scheme, figures, unit="East", events={"concealment": 1}))
    East: score rate 100.00%, Meets the standard by score, Below the standard by veto
    sanction: veto
    fired: Births concealed: 1 time (from 1 on)
    >>> print(assess(scheme, figures, unit="East"))
    East: score rate 100.00%, Meets the standard unless vetoed (not known)
    sanction: none at least, veto possible
    not known: Births concealed: how often is not known
    """
    happened = dict(events or {})
    _check(scheme, figures, happened, history, year)
    asked = {item.measure.code for item in scheme.items}
    own = {code: figure for code, figure in figures.items() if code in asked}
    scored = score(scheme, own, unit=unit, kind=kind)
    grade = None if scheme.grades is None else scheme.grades.grade(scored.rate)
    past = history or History()
    case = Circumstances(
        scored=scored,
        grade=grade,
        figures=dict(figures),
        events=happened,
        all_events=all_events,
        history=past,
        year=year,
    )
    firings = tuple(trigger.firing(case) for trigger in scheme.triggers if trigger.applies(kind))
    rung = ladder(firings)
    standing = _standing(scheme, grade, rung)
    followings = tuple(
        following(consequence, rung=rung, standing=standing, history=past, year=year)
        for consequence in scheme.consequences
    )
    return Assessment(scored=scored, grade=grade, firings=firings, followings=followings, year=year)


def _check(
    scheme: Scheme,
    figures: Mapping[str, Figure],
    events: Mapping[str, int | None],
    history: History | None,
    year: int | None,
) -> None:
    triggers = scheme.triggers
    measures = {item.measure.code for item in scheme.items}
    measures |= {one.measure.code for one in triggers if isinstance(one, FigureTrigger)}
    known = {one.event for one in triggers if isinstance(one, EventTrigger)}
    for what, given, allowed in (("figures", figures, measures), ("events", events, known)):
        if unknown := sorted(set(given) - allowed):
            remedy = f"{what} of {scheme.code}: {', '.join(sorted(allowed)) or 'none'}"
            raise InvalidInputError(what, f"{', '.join(unknown)} is not asked for", remedy=remedy)
    for event, times in events.items():
        if times is not None and times < 0:
            raise NegativeCountError(f"events, {event}", f"{times} is below 0")
    if history is not None and year is None:
        problem = "there is a history, and no year to read it from"
        raise DefinitionError("year", problem, remedy="give year=2008")
