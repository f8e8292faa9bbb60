"""Everything a report says, worked out once for every form in which it is written."""

from __future__ import annotations

import json
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import attrs

import famplan
from famplan.errors import DefinitionError
from famplan.report.filled_forms import FilledForm, filled_forms
from famplan.report.layout import indicator_of, layout, variant_text
from famplan.report.sealed import sealed
from famplan.report.words import Words, period_text, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from famplan.catalogue import Indicator
    from famplan.readers import RegisterFindings
    from famplan.tabulate.register import RegisterTally
    from famplan.tabulate.table import Table

__all__ = ["Results"]


@attrs.frozen(kw_only=True, eq=False, repr=False, slots=False)
class Results:
    """What a report says about a tally.

    Parameters
    ----------
    tally : RegisterTally
        What was counted, by area.
    whole : RegisterTally
        The same, added up.
    areas, figures : Table
        Estimates of each area, and of the whole.
    before : tuple of pairs
        Label and estimates of the whole, of each earlier period, the latest last.
    forms : tuple of FilledForm
        Statutory forms, the whole last.
    findings : RegisterFindings, optional
        What was wrong in the files.
    title : str
        Heading.
    language : {"en", "zh"}
        Language of pages.
    hide_below : float
        Smaller counts are hidden.
    """

    tally: RegisterTally
    whole: RegisterTally
    areas: Table
    figures: Table
    before: tuple[tuple[str, Table], ...]
    before_whole: tuple[RegisterTally, ...]
    forms: tuple[FilledForm, ...]
    findings: RegisterFindings | None
    title: str
    language: str
    hide_below: float

    @classmethod
    def of(  # noqa: PLR0913 - what is shown, and how
        cls,
        tally: RegisterTally,
        *,
        language: str = "en",
        previous: RegisterTally | Sequence[RegisterTally] | None = None,
        findings: RegisterFindings | None = None,
        title: str | None = None,
        hide_below: float | None = None,
    ) -> Results:
        """Work out figures and forms of a tally, and of earlier periods for comparison."""
        from famplan.tabulate.register.estimates import estimated  # noqa: PLC0415 - needs scipy
        from famplan.tabulate.register.tally import FEWEST, RegisterTally  # noqa: PLC0415

        say = words(language)
        below = FEWEST if hide_below is None else hide_below
        given = [previous] if isinstance(previous, RegisterTally) else list(previous or ())
        earlier = sorted(given, key=lambda one: one.period)
        _check_earlier(tally, earlier)
        whole = tally.roll_up(None)
        areas, figures, forms = sealed(
            estimated(tally, hide_below=below, blank=False),
            _of_whole(whole, below),
            filled_forms(tally, whole, hide_below=below),
            below=below,
        )
        rolled = tuple(one.roll_up(None) for one in earlier)
        return cls(
            tally=tally,
            whole=whole,
            areas=areas,
            figures=figures,
            before=tuple((one.period.label, _of_whole_alone(one, below)) for one in rolled),
            before_whole=rolled,
            forms=forms,
            findings=findings,
            title=title or say("title", period=period_text(tally.period.label, say)),
            language=language,
            hide_below=below,
        )

    @property
    def say(self) -> Words:
        """Words of the language."""
        return words(self.language)

    @cached_property
    def by_area(self) -> bool:
        """Whether there is more than one area to tell apart."""
        return self.tally.level is not None and len(self.tally.areas) > 1

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Indicators in the order of the report: a footnote of each has its place here."""
        shown = dict.fromkeys([*self.figures.column("indicator"), *self.areas.column("indicator")])
        order = [code for theme in layout().themes for code in theme.codes if code in shown]
        return tuple(dict.fromkeys([*order, *shown]))

    def footnote(self, code: str) -> int:
        """Number of the footnote of an indicator."""
        return self.codes.index(code) + 1

    def indicator(self, code: str) -> Indicator:
        """Definition of an indicator."""
        return indicator_of(code)

    def name(self, code: str) -> str:
        """What an indicator is called."""
        indicator = indicator_of(code)
        return self.say.pick(indicator.name, indicator.name_zh)

    def variant(self, row: dict[str, Any]) -> str:
        """Say which variant of its indicator a figure is; its basis only where there are two."""
        definition = str(row["definition"] or "")
        if not self._annual and row.get("basis") == "period":
            definition = definition.removesuffix("period").removesuffix(", ")
        parts = [self.say("years_of_age", age=row["age"])] if row.get("age") else []
        return self.say.comma.join(filter(None, (*parts, variant_text(definition, self.language))))

    @cached_property
    def _annual(self) -> bool:
        return "annual" in self.figures.column("basis") if len(self.figures) else False

    def figure_name(self, row: dict[str, Any]) -> str:
        """Name a figure: the indicator, its age group and its variant."""
        variant = self.variant(row)
        return self.say.joined([self.name(row["indicator"]), *([variant] if variant else [])])

    def area(self, path: str | None) -> str:
        """What an area is called; one that holds others as well is called itself."""
        place = self.tally.places.by_path.get(path or "")
        if place is None:
            return self.say("area_unknown")
        name = place.label(self.language)
        return self.say("itself", name=name) if path == self.tally.home else name

    @cached_property
    def home(self) -> str:
        """What the whole is called."""
        place = self.tally.places.by_path.get(self.tally.home or "")
        return self.say("whole_register") if place is None else place.label(self.language)

    @cached_property
    def identifier(self) -> str:
        """A short sign that is the same in all files of one run, and other if anything differs."""
        from famplan.report.machine import json_data  # noqa: PLC0415 - it imports this module

        text = json.dumps(json_data(self, identifier=""), ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()[:12]

    @property
    def version(self) -> str:
        """Version of famplan."""
        return famplan.__version__

    def earlier(self) -> tuple[str, dict[Any, dict[str, Any]]]:
        """Name and figures of the latest earlier period, by indicator, variant and age."""
        if not self.before:
            return "", {}
        label, table = self.before[-1]
        return period_text(label, self.say), {figure_key(row): row for row in table.to_dicts()}


def figure_key(row: dict[str, Any]) -> tuple[str, str, str]:
    """Indicator, variant and age of a record."""
    return row["indicator"], row["definition"] or "", row.get("age") or ""


def _of_whole(whole: RegisterTally, below: float) -> Table:
    """Estimate what is known to lie in the whole; what has no area stands among the areas."""
    from famplan.tabulate.register.estimates import estimated  # noqa: PLC0415 - needs scipy

    table = estimated(whole, hide_below=below, blank=False)
    known = [path for path in whole.areas if path is not None]
    return table.where(area=known[0]) if known else table


def _of_whole_alone(whole: RegisterTally, below: float) -> Table:
    """Estimate what no areas stand beside; parts of it are hidden as in the table of the period."""
    table = _of_whole(whole, below)
    return sealed(attrs.evolve(table, records=[]), table, (), below=below)[1]


def _check_earlier(tally: RegisterTally, earlier: Sequence[RegisterTally]) -> None:
    for one in earlier:
        for name in ("scope", "minimum_stay", "uptake_days", "home", "rules"):
            if getattr(one, name) != getattr(tally, name):
                what = "reading of the rules" if name == "rules" else name
                problem = f"its {what} is not that of the tally"
                raise DefinitionError("previous", problem, remedy="count both alike")
        if one.period.start >= tally.period.start:
            problem = f"{one.period.label} does not start before {tally.period.label}"
            raise DefinitionError("previous", problem)
