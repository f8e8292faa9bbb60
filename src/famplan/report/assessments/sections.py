"""Sections of an assessment page: the summary of all units, and the sheet of each."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from famplan.assessment import Attained
from famplan.assessment.trace import shown_points
from famplan.report.assessments.leagues import league_blocks
from famplan.report.assessments.results import verdict_counts
from famplan.report.assessments.tables import (
    attainment_grid,
    consequence_grid,
    points_grid,
    summary_grid,
    trigger_grid,
)
from famplan.report.assessments.what_ifs import what_if_grid
from famplan.report.documents.document import Card, Cards, Chart, Charts, Paragraphs, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from famplan.assessment import Assessment, Measure
    from famplan.report.assessments.results import AssessmentResults, Judged
    from famplan.report.documents.document import Block

__all__ = ["sections"]

MOST_CHARTS = 40
"""Units up to which each has its charts: a page of 300 units has the summary's alone."""
_MOST_MEASURES = 6


def sections(results: AssessmentResults) -> tuple[Section, ...]:
    """Make the sections: a summary where there are several units, then a sheet for each."""
    return tuple(_sections(results))


def _sections(results: AssessmentResults) -> Iterator[Section]:
    say = results.say
    if len(results.assessments) > 1:
        charts = tuple(_summary_charts(results))
        blocks: list[Block] = [
            *_warnings(results),
            summary_grid(results),
            *([Charts(charts)] if charts else []),
            *league_blocks(results),
        ]
        yield Section("summary", say("summary"), tuple(blocks))
    pairs = zip(results.assessments, results.judged, strict=True)
    for number, (assessment, judged) in enumerate(pairs, start=1):
        own = [] if len(results.assessments) > 1 else _warnings(results)
        yield Section(
            f"u{number}",
            assessment.unit,
            (*own, *_unit_blocks(results, assessment, judged, f"u{number}")),
            badge=results.grade(assessment.standing) if results.scheme.grades else "",
            tone=results.tone(assessment),
        )


def _warnings(results: AssessmentResults) -> list[Block]:
    """Say what is known of the source, and how the text was read."""
    say, source = results.say, results.scheme.source
    lines = []
    if str(source.grade) in {"C", "M"}:
        meaning = say(f"grade_{source.grade}")
        lines.append(say("unverified", grade=str(source.grade), meaning=meaning))
    found: list[Block] = [Paragraphs(tuple(lines), tone="warning")] if lines else []
    notes = [say("scheme_note", note=results.scheme.note)] if results.scheme.note else []
    found.append(Paragraphs((*notes, say("counts_as_given")), tone="aside"))
    return found


def _unit_blocks(
    results: AssessmentResults, assessment: Assessment, judged: Sequence[Judged], key: str
) -> Iterator[Block]:
    say = results.say
    yield Cards(tuple(_cards(results, assessment, judged)))
    if assessment.unknown:
        triggers = [one.trigger for one in assessment.unknown]
        names = [say.pick(one.name or one.code, one.name_zh) for one in triggers]
        line = say("unknown_triggers", names=say.comma.join(names))
        yield Paragraphs((line,), tone="warning")
    yield points_grid(results, assessment, f"{key}-points")
    if judged:
        yield attainment_grid(results, judged, f"{key}-targets")
    if len(results.assessments) <= MOST_CHARTS:
        charts = [Chart(f"{key}-scores", partial(_score_bars, results, assessment))]
        if relative := [one for one in judged if _relative(one) is not None]:
            charts.append(Chart(f"{key}-against", partial(_against_bounds, results, relative)))
        yield Charts(tuple(charts))
    if assessment.firings:
        yield trigger_grid(results, assessment, f"{key}-triggers")
    if assessment.followings:
        grid = consequence_grid(results, assessment, f"{key}-consequences")
        yield grid if grid.lines else Paragraphs((say("nothing_follows"),))
    if assessment.unit in results.what_ifs:
        yield what_if_grid(results, results.what_ifs[assessment.unit], f"{key}-what-if")
    yield from _extra_lines(results, assessment)


def _extra_lines(results: AssessmentResults, assessment: Assessment) -> Iterator[Block]:
    """What files say beside figures."""
    say, unit = results.say, assessment.unit
    if notes := results.notes.get(unit):
        names = {one.code: results.measure_name(one) for one in results.scheme.measures}
        yield Paragraphs((say("file_notes"),), tone="subhead")
        told = tuple(f"{names.get(code, code)}{say('colon')}{text}" for code, text in notes.items())
        yield Paragraphs(told, listed=True)


def _cards(
    results: AssessmentResults, assessment: Assessment, judged: Sequence[Judged]
) -> Iterator[Card]:
    say, scored = results.say, assessment.scored
    given, could = shown_points(scored.points), shown_points(scored.maximum)
    points = say("points_of", points=given, maximum=could)
    if scored.maximum < (whole := _whole(assessment)):
        points = f"{points}{say('semicolon')}{say('points_whole', whole=shown_points(whole))}"
    yield Card(say("score_rate"), results.rate(assessment.rate), points)
    if results.scheme.grades is not None:
        small = ""
        if assessment.standing is None and assessment.grade is not None:
            small = say("grade_open")
        elif assessment.standing is not assessment.grade:
            small = say("by_veto", grade=results.grade(assessment.grade))
        shown = results.grade(assessment.standing)
        yield Card(say("grade_now"), shown, small, results.tone(assessment))
    if assessment.firings:
        sure = assessment.rung.sanction
        tone = "open" if sure is None else "good" if sure.rank == 0 else "bad"
        yield Card(say("sanction"), results.rung(assessment), "", tone)
    if judged:
        yield _target_card(results, judged)


def _whole(assessment: Assessment) -> Fraction:
    """Points that could be had with every item assessed."""
    own = (one for one in assessment.scored.results if not one.item.takes_from)
    return sum((one.item.scoring.points * one.weight for one in own), Fraction(0))


def _target_card(results: AssessmentResults, judged: Sequence[Judged]) -> Card:
    say, counts = results.say, verdict_counts(judged)
    known = [one for one in judged if one.attainment.plain is not None]
    small = say(
        "met_at_size",
        met=counts[Attained.MET],
        missed=counts[Attained.MISSED],
        open=counts[Attained.NOT_DISTINGUISHABLE],
    )
    if counts[Attained.UNKNOWN]:
        unknown = say("met_unknown", unknown=counts[Attained.UNKNOWN])
        small = f"{small}{say('semicolon')}{unknown}"
    met = sum(one.attainment.plain is True for one in known)
    return Card(say("targets_met"), say("met_of", met=met, all=len(known)), small)


def _score_bars(results: AssessmentResults, assessment: Assessment) -> Axes:
    from famplan.report.charts import score_bars  # noqa: PLC0415 - heavy

    own = [one for one in assessment.scored.results if not one.item.takes_from]
    lost = {
        one.item.takes_from: float(one.points)
        for one in assessment.scored.results
        if one.item.takes_from
    }
    return score_bars(
        [
            float(one.points) + lost.get(one.item.code, 0) if one.is_assessed else np.nan
            for one in own
        ],
        maxima=[float(one.item.scoring.points * one.weight) for one in own],
        items=[results.item_name(one.item) for one in own],
        language=results.language,
    )


def _relative(one: Judged) -> float | None:
    """The bound of a target by which its figure can be divided; None for a band, or for 0."""
    target = one.target
    bounds = {bound for bound in (target.low, target.high) if bound is not None}
    if len(bounds) != 1 or one.result.figure.value is None:
        return None
    return float(bounds.pop()) or None


def _against_bounds(results: AssessmentResults, judged: Sequence[Judged]) -> Axes:
    from famplan.report.charts import attainment_chart  # noqa: PLC0415 - heavy

    bounds = np.array([_relative(one) for one in judged], dtype=np.float64)
    values = np.array([float(one.result.figure.value or 0) for one in judged])
    low, high = np.array([_ends(one) for one in judged]).T
    floors = np.array([one.target.low is not None for one in judged])
    return attainment_chart(
        values / bounds,
        low=low / bounds,
        high=high / bounds,
        names=[results.item_name(one.result.item) for one in judged],
        at_least=np.where(floors, 1, -np.inf),
        at_most=np.where(floors, np.inf, 1),
        per=100,
        label=results.say("percent_of_bound"),
        language=results.language,
    )


def _ends(one: Judged) -> tuple[float, float]:
    """Ends of the interval; the figure itself where there is no chance in it."""
    interval = one.attainment.interval
    if interval is not None:
        return float(interval.low), float(interval.high)
    value = float(one.result.figure.value or 0) if one.is_certain else np.nan
    return value, value


def _summary_charts(results: AssessmentResults) -> Iterator[Chart]:
    """Draw each measure that has one bound for all, unit by unit."""
    drawn = 0
    for item in results.scheme.items:
        mine = [
            (assessment, one)
            for assessment, judged in zip(results.assessments, results.judged, strict=True)
            for one in judged
            if one.result.item is item and one.attainment.interval is not None
        ]
        if item.target is None or len(mine) < 2 or drawn == _MOST_MEASURES:  # noqa: PLR2004 - to compare
            continue
        drawn += 1
        yield Chart(f"all-{item.code}", partial(_by_unit, results, item.measure, mine))


def _by_unit(
    results: AssessmentResults, measure: Measure, mine: Sequence[tuple[Assessment, Judged]]
) -> Axes:
    from famplan.report.charts import attainment_chart  # noqa: PLC0415 - heavy

    target = mine[0][1].target
    ends = np.array([_ends(one) for _, one in mine])
    name, label = results.measure_name(measure), results.measure_label(measure)
    return attainment_chart(
        [float(one.result.figure.value or 0) for _, one in mine],
        low=ends[:, 0],
        high=ends[:, 1],
        names=[assessment.unit for assessment, _ in mine],
        at_least=None if target.low is None else float(target.low),
        at_most=None if target.high is None else float(target.high),
        per=float(1 / measure.unit.scale),
        label=label,
        language=results.language,
        title=results.say("league_by", measure=name),
    )
