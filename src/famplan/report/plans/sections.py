"""Sections of a plan page."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from famplan.assessment import Pace
from famplan.report.documents.document import Chart, Charts, Paragraphs, Section, TextColumn
from famplan.report.grids import Column, Grid, Line
from famplan.report.writing import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from famplan.assessment import Progress, Target, YearOfPlan
    from famplan.report.documents.document import Block
    from famplan.report.plans.results import PlanResults

__all__ = ["sections"]

_STEPS = 12
"""Years of a projection that a table shows: evenly spread, the first and the last among them."""


def sections(results: PlanResults) -> tuple[Section, ...]:
    """Make the sections that there is something to say in, warnings first."""
    say = results.say
    parts = (
        ("warnings", _warnings),
        ("targets", _targets),
        ("progress", _progress),
        ("attained", _attained),
        ("feasibility", _feasibility),
        ("projection", _projection),
    )
    made = ((key, tuple(make(results))) for key, make in parts)
    return tuple(Section(key, say(key), blocks) for key, blocks in made if blocks)


def _warnings(results: PlanResults) -> Iterator[Block]:
    """Say which bounds are crossed when, and how likely; and what contradicts itself."""
    say = results.say
    lines = [
        say("contradiction", one=_target_text(results, one), other=_target_text(results, other))
        for one, other in results.contradictions
    ]
    lines += [
        text for label, year in results.years.items() if (text := _infeasible(results, label, year))
    ]
    crossed = {one.bound: one for one in results.crossings}
    chances = {one.bound: one for one in results.chances}
    kept: list[str] = []
    for bound in results.all_bounds:
        parts = []
        if found := crossed.get(bound):
            value = results.number(bound.measure, found.value)
            parts.append(say("crossing", bound=results.bound(bound), year=found.year, value=value))
        else:
            parts.append(say("kept", bound=results.bound(bound)))
        if chance := chances.get(bound):
            low, high = chance.interval
            parts.append(
                say(
                    "chance",
                    year=chance.years[-1],
                    probability=f"{chance.probability:.3f}",
                    low=f"{low:.3f}",
                    high=f"{high:.3f}",
                    paths=f"{chance.paths:,}",
                )
            )
            if chance.median_year is not None:
                parts.append(say("half_by", year=chance.median_year))
        likely = chance is not None and chance.probability >= results.warn_from
        (lines if found or likely else kept).append(say.sentences(parts))
    if lines:
        yield Paragraphs(tuple(lines), listed=True, tone="warning")
    if kept:
        yield Paragraphs(tuple(kept), listed=True)


def _infeasible(results: PlanResults, label: str, year: YearOfPlan) -> str:
    if year.is_feasible:
        return ""
    ceiling = results.say(f"ceiling_{year.binding.ceiling.replace(' ', '_')}")
    return results.say("year_cannot", label=label, ceiling=ceiling)


def _target_text(results: PlanResults, target: Target) -> str:
    bounds = target.bounds(language=results.language)
    gap = "" if results.language == "zh" else " "
    text = f"{results.measure_name(target.measure)}{gap}{bounds}"
    return (
        results.say("in_brackets", one=text, other=target.period.label) if target.period else text
    )


def _targets(results: PlanResults) -> Iterator[Block]:
    if not results.targets:
        return
    say, language = results.say, results.language
    keys = ("target", "target_period", "target_area", "line_of", "set_by")
    lines = [
        Line(
            results.measure_name(one.measure),
            (
                Cell(one.bounds(language=language)),
                Cell(one.period.label if one.period else ""),
                Cell(one.area),
                Cell(say.pick(str(one.line), one.line.name_zh) if one.line else ""),
                Cell(str(one.source) if one.source else ""),
            ),
        )
        for one in results.targets
    ]
    told = [n for n in range(len(keys)) if any(line.cells[n].text for line in lines)]
    heads = tuple(TextColumn(say(keys[n])) for n in told)
    rows = tuple(Line(line.label, tuple(line.cells[n] for n in told)) for line in lines)
    yield Grid("targets-table", "", say("indicator"), heads, rows)


def _progress(results: PlanResults) -> Iterator[Block]:
    if not results.progress:
        return
    say = results.say
    heads = (
        TextColumn(say("target")),
        *(Column(say(key)) for key in ("done_so_far", "share_done", "time_gone", "ahead")),
        Column(say("at_this_pace")),
        TextColumn(say("pace")),
    )
    lines = tuple(_progress_line(results, one) for one in results.progress)
    yield Grid("progress-table", "", say("indicator"), heads, lines)


def _progress_line(results: PlanResults, one: Progress) -> Line:
    say, measure = results.say, one.target.measure
    show = partial(measure.show, language=results.language)
    gap = "–"
    if one.gap is not None:
        number = f"{float(one.gap) * 100:+.2f}".replace("-", "−")
        gap = say("points_of_share", number=number)
    cells = (
        Cell(one.target.bounds(language=results.language)),
        Cell(show(one.done)),
        Cell(_share(one.completion)),
        Cell(_share(one.elapsed)),
        Cell(gap),
        Cell("–" if one.at_this_pace is None else f"{float(one.at_this_pace):,.0f}"),
        Cell(say.pick(str(one.pace), one.pace.name_zh)),
    )
    name = say("on_day", measure=results.measure_name(measure), day=one.on)
    return Line(name, cells, strong=one.pace in {Pace.BEHIND, Pace.OVER})


def _share(share: Fraction | None) -> str:
    return "–" if share is None else f"{float(share):.2%}"


def _attained(results: PlanResults) -> Iterator[Block]:
    if not results.attainments:
        return
    say, language = results.say, results.language
    words = {True: "word_met", False: "word_missed", None: "word_unknown"}
    lines = []
    for one in results.attainments:
        measure, interval = one.target.measure, one.interval
        ends = "–"
        if interval is not None and np.isfinite(float(interval.high)):
            both = (Fraction(float(end)) for end in (interval.low, interval.high))
            ends = " – ".join(measure.show(end, language=language) for end in both)
        cells = (
            Cell(measure.show(one.figure.value, language=language)),
            Cell(one.target.bounds(beside=[one.figure.value], language=language)),
            Cell(say(words[one.plain])),
            Cell(say.pick(str(one.beyond_chance), one.beyond_chance.name_zh)),
            Cell(ends),
        )
        lines.append(Line(results.measure_name(measure), cells))
    heads = (
        Column(say("figure")),
        TextColumn(say("target")),
        TextColumn(say("plain_verdict")),
        TextColumn(say("at_size")),
        Column(say("level_interval")),
    )
    notes = (say("attainment_note"),)
    yield Grid("attained-table", "", say("indicator"), heads, tuple(lines), notes)


def _feasibility(results: PlanResults) -> Iterator[Block]:
    say, ceilings = results.say, results.ceilings
    lines = []
    if ceilings is not None and ceilings.implied_population is not None:
        population = f"{float(ceilings.implied_population):,.0f}"
        lines.append(say("implied_population", population=population))
    if ceilings is not None and ceilings.implied_death_rate is not None:
        rate = f"{float(ceilings.implied_death_rate * 1000):.4g}"
        lines.append(say("implied_death_rate", rate=rate))
    if lines:
        yield Paragraphs(tuple(lines))
    heads = (
        Column(say("births_allowed")),
        Column(say("population_then")),
        TextColumn(say("binds")),
    )
    for number, (label, year) in enumerate(results.years.items(), start=1):
        rows = tuple(
            Line(
                say(f"ceiling_{one.ceiling.replace(' ', '_')}"),
                (
                    Cell(f"{float(one.births):,.0f}".replace("-", "−")),
                    Cell(f"{float(one.population):,.0f}"),
                    Cell(say("word_binds") if one is year.binding else ""),
                ),
                strong=one is year.binding,
            )
            for one in year.allowances
        )
        told = {name: f"{float(getattr(year, name)):,.0f}" for name in ("opening", "deaths")}
        note = say("year_reckoned", label=label, migration=f"{float(year.migration):,.0f}", **told)
        yield Grid(f"year{number}", label, say("ceiling"), heads, rows, (note,))


def _projection(results: PlanResults) -> Iterator[Block]:
    path, fan, say = results.path, results.fan, results.say
    if path is None:
        return
    yield Charts(
        tuple(Chart(f"fan-{name}", partial(_fan_chart, results, name)) for name in results.shown)
    )
    yield _path_grid(results)
    told = say.comma.join(f"{key} {value}" for key, value in path.names.items())
    lines = [say("how_made", told=told)]
    if fan is not None:
        shocks = repr(fan.shocks).removeprefix("Shocks: ")
        lines.append(say("uncertain", told=shocks, paths=f"{fan.paths:,}", seed=fan.seed))
    yield Paragraphs((*lines, say("no_forecast")), tone="aside")


def _fan_chart(results: PlanResults, name: str) -> Axes:
    from famplan.report.charts import projection_fan  # noqa: PLC0415 - heavy

    path, fan = results.path, results.fan
    assert path is not None  # noqa: S101 - asked before
    central = path.figure(name)
    lines = {}
    if fan is not None and name in fan.quantiles:
        lines = {level: fan.quantile(name, level) for level in fan.levels}
    mine = [bound for bound in results.all_bounds if bound.measure == name]
    most = [bound.at_most for bound in mine if bound.at_most is not None]
    least = [bound.at_least for bound in mine if bound.at_least is not None]
    return projection_fan(
        central,
        years=path.years[-len(central) :],
        quantiles=lines,
        at_most=min(most, default=None),
        at_least=max(least, default=None),
        per=results.scale(name),
        label=results.figure_name(name),
        language=results.language,
    )


def _path_grid(results: PlanResults) -> Grid:
    path, say = results.path, results.say
    assert path is not None  # noqa: S101 - asked before
    records = path.to_records(results.shown)
    places = np.unique(np.linspace(0, len(records) - 1, _STEPS).round().astype(int))
    lines = tuple(
        Line(
            str(records[place]["year"]),
            tuple(
                Cell("–" if (v := records[place][name]) is None else results.number(name, v))
                for name in results.shown
            ),
        )
        for place in places.tolist()
    )
    heads = tuple(Column(results.figure_name(name)) for name in results.shown)
    return Grid("path", "", say("projection_years"), heads, lines)
