"""Everything an assessment page says, worked out once for every form."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from famplan.assessment import Attained, attainment
from famplan.assessment.measures import Evidence
from famplan.assessment.ranking.league import HIDE_BELOW
from famplan.assessment.showing import shown_share
from famplan.assessment.unit_figures.words import kind_names
from famplan.errors import DefinitionError, InvalidInputError
from famplan.quality.unit import Unit
from famplan.report.assessment_words import assessment_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from famplan.assessment import (
        Assessment,
        Attainment,
        Grade,
        Item,
        ItemResult,
        Measure,
        Sanction,
        Scheme,
        Target,
        WhatIf,
    )
    from famplan.assessment.ranking import League
    from famplan.report.words import Words

__all__ = ["AssessmentResults", "Judged", "tone_of"]


def _listed(given: Iterable[Assessment]) -> tuple[Assessment, ...]:
    return tuple(given)


@attrs.frozen
class Judged:
    """A result with a target: its attainment, plainly and at the unit's size."""

    result: ItemResult
    target: Target
    attainment: Attainment

    @property
    def is_certain(self) -> bool:
        """Whether there is no chance in the figure."""
        return self.target.measure.evidence in {Evidence.CHECKLIST, Evidence.AMOUNT}


@attrs.frozen(kw_only=True, eq=False, slots=False)
class AssessmentResults:
    """Assessments of one or more units by one scheme, ready to be told.

    Parameters
    ----------
    assessments : tuple of Assessment
        The units, in their order.
    language : {"en", "zh"}
        Language of every form but JSON.
    level : float
        Confidence level of the intervals.
    what_ifs : mapping of unit to WhatIf
        What would change the grade.
    leagues : mapping of measure code to League
        Honest rankings of the units.
    notes : mapping of unit to mapping of measure code to str
        What files said beside figures.
    hide_below : float
        Rankings hide the figures of units with fewer cases; 0 hides none.

    Raises
    ------
    DefinitionError
        No assessment, two of one unit, or assessments by several schemes.
    """

    assessments: tuple[Assessment, ...] = attrs.field(converter=_listed)
    language: str = "en"
    level: float = 0.95
    what_ifs: Mapping[str, WhatIf] = attrs.field(factory=dict)
    leagues: Mapping[str, League] = attrs.field(factory=dict)
    notes: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    hide_below: float = HIDE_BELOW

    def __attrs_post_init__(self) -> None:
        """Check that the units can stand side by side."""
        assessment_words(self.language)
        names = [one.unit for one in self.assessments]
        if not names:
            raise DefinitionError("assessments", "there is none", remedy="assess a unit")
        if len(set(names)) < len(names):
            raise DefinitionError("assessments", "a unit comes twice", remedy="keep one of each")
        if any(one.scored.scheme != self.scheme for one in self.assessments):
            raise DefinitionError("assessments", "are by several schemes", remedy="a page for each")

    @property
    def say(self) -> Words:
        """Words of the language."""
        return assessment_words(self.language)

    @property
    def scheme(self) -> Scheme:
        """What the units were assessed by."""
        return self.assessments[0].scored.scheme

    @property
    def scheme_name(self) -> str:
        """Its name in the language."""
        return self.say.pick(self.scheme.name, self.scheme.name_zh)

    @property
    def title(self) -> str:
        """Heading of every form."""
        if len(self.assessments) == 1:
            unit = self.assessments[0].unit
            return self.say("assessment_title", unit=unit, scheme=self.scheme_name)
        count = len(self.assessments)
        return self.say("assessment_title_many", count=count, scheme=self.scheme_name)

    @cached_property
    def judged(self) -> tuple[tuple[Judged, ...], ...]:
        """For each unit, its results that have a target."""
        return tuple(
            tuple(
                Judged(result, target, attainment(target, result.figure, level=self.level))
                for result in one.scored.results
                if (target := _target(result)) is not None
            )
            for one in self.assessments
        )

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Measures of the scheme whose definition the catalogue has: each has a footnote."""
        return tuple(measure for measure in self.scheme.measures if measure.indicator)

    def footnote(self, measure: Measure) -> int:
        """Number of the footnote of a measure; the first is the scheme's; 0 without one."""
        codes = [one.indicator for one in self.measures]
        indicators = list(dict.fromkeys(codes))
        return indicators.index(measure.indicator) + 2 if measure.indicator in indicators else 0

    def measure_name(self, measure: Measure) -> str:
        """What a measure is called."""
        return self.say.pick(measure.name, measure.name_zh)

    def measure_label(self, measure: Measure) -> str:
        """What a measure is called, with its unit."""
        ratio = measure.unit is Unit.TO_HUNDRED
        unit = self.say("per_100") if ratio else measure.symbol(self.language).strip()
        name = self.measure_name(measure)
        return self.say("with_unit", name=name, unit=unit) if unit else name

    def item_name(self, item: Item) -> str:
        """What an item is called: its measure, with its code where several share the measure."""
        name = self.measure_name(item.measure)
        several = sum(other.measure.code == item.measure.code for other in self.scheme.items) > 1
        return self.say("in_brackets", one=name, other=item.code) if several else name

    def kind(self, kind: str) -> str:
        """What a kind of unit is called."""
        return self.say.pick(*kind_names(kind)) if kind else ""

    def grade(self, grade: Grade | None, *, missing: str = "grade_unknown") -> str:
        """What a grade is called."""
        if self.scheme.grades is None:
            return self.say("grade_none")
        return self.say(missing) if grade is None else self.say.pick(grade.name, grade.name_zh)

    def sanction(self, sanction: Sanction) -> str:
        """What a sanction is called."""
        return self.say(f"sanction_{str(sanction).replace(' ', '_')}")

    def rung(self, assessment: Assessment) -> str:
        """What the ladder gives, as far as it is known."""
        rung = assessment.rung
        if rung.sanction is not None:
            return self.sanction(rung.sanction)
        certain, possible = self.sanction(rung.certain), self.sanction(rung.possible)
        key = "sanction_open" if rung.certain.rank else "sanction_none_yet"
        return self.say(key, certain=certain, possible=possible)

    def rate(self, rate: Fraction | None) -> str:
        """Write a score rate so that it never reads like a bound that it is not."""
        if self.scheme.grades is not None:
            return self.scheme.grades.shown(rate)
        return "–" if rate is None else shown_share(rate)

    def tone(self, assessment: Assessment) -> str:
        """Colour of a unit's badge."""
        return tone_of(assessment.standing, self.scheme)


def tone_of(grade: Grade | None, scheme: Scheme) -> str:
    """Choose a colour for a grade: the lowest is bad, an unknown one open, others good."""
    if scheme.grades is None:
        return ""
    if grade is None:
        return "open"
    return "bad" if grade is scheme.grades.lowest else "good"


def _target(result: ItemResult) -> Target | None:
    try:
        return result.item.target_for(result.figure)
    except InvalidInputError:  # the unit's own bound is not known, so it was not assessed
        return None


def verdict_counts(judged: Sequence[Judged]) -> dict[Attained, int]:
    """Count verdicts at the unit's size, of figures that are known."""
    known = [one for one in judged if one.attainment.plain is not None]
    return {word: sum(one.attainment.beyond_chance is word for one in known) for word in Attained}
