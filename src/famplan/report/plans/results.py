"""Everything a plan page says, gathered and checked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment import contradictions
from famplan.catalogue import find
from famplan.errors import DefinitionError
from famplan.projection import crossings
from famplan.report.assessment_words import assessment_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.assessment import (
        Attainment,
        Ceilings,
        Measure,
        Progress,
        Target,
        YearOfPlan,
    )
    from famplan.projection import Bound, BoundChance, Crossing, Fan, Projection
    from famplan.report.words import Words

__all__ = ["PlanResults"]


@attrs.frozen(kw_only=True, eq=False)
class PlanResults:
    """What a plan sets, and where it leads; arguments are those of `plan_page`."""

    title: str
    language: str
    targets: tuple[Target, ...]
    progress: tuple[Progress, ...]
    attainments: tuple[Attainment, ...]
    ceilings: Ceilings | None
    years: Mapping[str, YearOfPlan]
    projection: Projection | None
    fan: Fan | None
    bounds: tuple[Bound, ...]
    shown: tuple[str, ...]
    warn_from: float = 0.05

    def __attrs_post_init__(self) -> None:
        """Check that there is something to tell, and of one area."""
        assessment_words(self.language)
        parts = (self.targets, self.progress, self.attainments, self.years, self.ceilings)
        if not any((*parts, self.path is not None)):
            remedy = "give targets, progress, years or a projection"
            raise DefinitionError("plan", "there is nothing to tell", remedy=remedy)
        if self.bounds and self.path is None:
            problem = "there is no path that could cross them"
            raise DefinitionError("bounds", problem, remedy="give projection= or fan=")
        if self.path is not None and self.path.account.births.ndim > 2:  # noqa: PLR2004 - steps, sexes
            problem = "it has several areas"
            raise DefinitionError("projection", problem, remedy="give projection.area(name)")

    @property
    def say(self) -> Words:
        """Words of the language."""
        return assessment_words(self.language)

    @property
    def path(self) -> Projection | None:
        """The central path."""
        return self.fan.central if self.fan is not None else self.projection

    @property
    def all_bounds(self) -> tuple[Bound, ...]:
        """Bounds to watch: those given, and those of the fan."""
        of_fan = [chance.bound for chance in self.fan.chances] if self.fan else []
        return tuple(dict.fromkeys((*self.bounds, *of_fan)))

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Bounds that the central path crosses, with the year."""
        return () if self.path is None else tuple(crossings(self.path, self.all_bounds))

    @property
    def chances(self) -> tuple[BoundChance, ...]:
        """How likely each bound is to be crossed."""
        return () if self.fan is None else self.fan.chances

    @property
    def contradictions(self) -> tuple[tuple[Target, Target], ...]:
        """Targets that no figure can meet together."""
        return contradictions(self.targets)

    def measure_name(self, measure: Measure) -> str:
        """What a measure is called."""
        return self.say.pick(measure.name, measure.name_zh)

    def figure_name(self, name: str, *, unit: bool = True) -> str:
        """What a figure of a projection is called, with its unit."""
        if name.islower():
            told = self.say(f"figure_{name}")
            step = 1 if self.path is None or name == "population" else self.path.step
            return told if step == 1 else self.say("figure_of_step", name=told, step=step)
        indicator = find(name)
        told = self.say.pick(indicator.name, indicator.name_zh)
        if not (unit and indicator.symbol):
            return told
        return self.say("with_unit", name=told, unit=indicator.symbol)

    def scale(self, name: str) -> float:
        """Scale in which people read a figure of a projection."""
        return 1 if name.islower() else find(name).per

    def number(self, name: str, value: float) -> str:
        """Write a figure of a projection."""
        return f"{value:,.0f}" if name.islower() else find(name).publish(value)

    def bound(self, bound: Bound) -> str:
        """Say a bound."""
        say, name = self.say, self.figure_name(bound.measure, unit=False)
        ends = {
            side: self.number(bound.measure, value)
            for side, value in (("low", bound.at_least), ("high", bound.at_most))
            if value is not None
        }
        if len(ends) > 1:
            return say("band_text", name=name, **ends)
        key = "at_most_text" if "high" in ends else "at_least_text"
        return say(key, name=name, bound=next(iter(ends.values())))
