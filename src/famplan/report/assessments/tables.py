"""Tables of an assessment as people read them."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite, isnan
from typing import TYPE_CHECKING

from famplan.assessment.measures import Evidence
from famplan.assessment.trace import shown_points
from famplan.report.documents.document import TextColumn
from famplan.report.grids import Column, Grid, Line
from famplan.report.writing import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from famplan.assessment import Assessment, Item, ItemResult
    from famplan.report.assessments.results import AssessmentResults, Judged

__all__ = [
    "attainment_grid",
    "consequence_grid",
    "interval_text",
    "plain_word",
    "points_grid",
    "reasons",
    "size_word",
    "summary_grid",
    "target_text",
    "trigger_grid",
]


def summary_grid(results: AssessmentResults) -> Grid:
    """Lay out all units: score rate, grade, sanction, targets."""
    say, graded = results.say, results.scheme.grades is not None
    heads = [Column(say("score_rate"))]
    heads += [TextColumn(say("grade_by_score"))] if graded else []
    heads += [TextColumn(say("grade_now"))] if graded else []
    heads += [TextColumn(say("sanction"))]
    heads += [Column(say("targets_met")), Column(say("unsure"))]
    heads += [Column(say("not_assessed_items"))]
    lines = [
        Line(
            one.unit,
            tuple(_summary_cells(results, one, judged)),
            group=results.kind(one.scored.kind),
        )
        for one, judged in zip(results.assessments, results.judged, strict=True)
    ]
    return Grid("units", "", say("unit_name"), tuple(heads), tuple(lines))


def _summary_cells(
    results: AssessmentResults, one: Assessment, judged: Sequence[Judged]
) -> list[Cell]:
    say = results.say
    cells = [Cell(results.rate(one.rate))]
    if results.scheme.grades is not None:
        cells += [
            Cell(results.grade(one.grade)),
            Cell(results.grade(one.standing, missing="grade_unknown")),
        ]
    met = sum(each.attainment.plain is True for each in judged)
    known = sum(each.attainment.plain is not None for each in judged)
    unsure = sum(str(each.attainment.beyond_chance) == "not distinguishable" for each in judged)
    missing = sum(not result.is_assessed for result in one.scored.results)
    cells += [Cell(results.rung(one)), Cell(say("met_of", met=met, all=known))]
    return [*cells, Cell(str(unsure)), Cell(str(missing) if missing else "–")]


def points_grid(results: AssessmentResults, assessment: Assessment, key: str) -> Grid:
    """Lay out every item: figure, target, points, and the reason for each step."""
    say = results.say
    heads = (
        *((TextColumn(say("part")),) if results.scheme.parts else ()),
        Column(say("figure")),
        TextColumn(say("target")),
        Column(say("points_had")),
        Column(say("points_most")),
        TextColumn(say("why")),
        TextColumn(say("clause")),
    )
    by_line = assessment.scored.by_line()
    lines = []
    for line in by_line:
        given, could = by_line[line]
        group = say(
            "line_points",
            line=say.pick(str(line), line.name_zh),
            points=shown_points(given),
            maximum=shown_points(could),
        )
        own = [result for result in assessment.scored.results if result.item.line is line]
        lines += [_item_line(results, result, group) for result in own]
    return Grid(key, say("points_trace"), say("item"), heads, tuple(lines))


def _item_line(results: AssessmentResults, result: ItemResult, group: str) -> Line:
    item = result.item
    points, most = "–", "–"
    if result.is_assessed:
        points = shown_points(result.points)
        most = "" if item.takes_from else shown_points(result.maximum)
    cells = (
        *((Cell(_part(results, item)),) if results.scheme.parts else ()),
        Cell(_figure_text(results, result)),
        Cell(target_text(results, result)),
        Cell(points.replace("-", "−")),
        Cell(most),
        Cell("\n".join(reasons(results, result))),
        Cell(item.clause),
    )
    return Line(results.item_name(item), cells, group, footnote=results.footnote(item.measure))


def _part(results: AssessmentResults, item: Item) -> str:
    """Name the part of the year's work that an item belongs to, with its weight."""
    part = results.say.texts.get(f"part_{item.part}", item.part)
    weight = shown_points(results.scheme.parts[item.part])
    return results.say("in_brackets", one=part, other=weight)


def _shown(results: AssessmentResults, result: ItemResult) -> str:
    """Write a figure, never on the wrong side of its bounds."""
    measure, target = result.item.measure, result.item.target
    bounds = [result.figure.bound] if target is None else [target.low, target.high]
    return measure.show(result.figure.value, beside=bounds, language=results.language)


def _figure_text(results: AssessmentResults, result: ItemResult) -> str:
    shown, figure = _shown(results, result), result.figure
    if figure.numerator is None or not figure.denominator:
        return shown
    counts = f"{float(figure.numerator):,.10g}/{float(figure.denominator):,.10g}"
    if result.item.measure.evidence is Evidence.CHECKLIST:
        return counts
    return results.say("in_brackets", one=shown, other=counts)


def target_text(results: AssessmentResults, result: ItemResult) -> str:
    """Write what an item should reach; nothing where the scoring says all."""
    target = result.item.target
    if target is None and result.item.by_unit and result.figure.bound is not None:
        target = result.item.target_for(result.figure)
    if target is None:
        return ""
    return target.bounds(beside=[result.figure.value], language=results.language)


def reasons(results: AssessmentResults, result: ItemResult) -> list[str]:
    """Write every step with its points, weighted, and its reason."""
    say = results.say
    if not result.is_assessed:
        return [say("left_out")]
    told = [] if result.marks.steps else [say("nothing_taken")]
    for step in result.marks.steps:
        points = shown_points(step.points * result.weight).replace("-", "−")
        sign = "+" if step.points > 0 else ""
        told.append(f"{sign}{points}{say('colon')}{say.pick(step.reason, step.reason_zh)}")
    if result.weight != 1:
        told.append(say("weighted", weight=shown_points(result.weight)))
    return told


def attainment_grid(results: AssessmentResults, judged: Sequence[Judged], key: str) -> Grid:
    """Lay out every target: the plain verdict beside that at the unit's size."""
    say = results.say
    heads = (
        Column(say("figure")),
        TextColumn(say("target")),
        TextColumn(say("plain_verdict")),
        TextColumn(say("at_size")),
        Column(say("interval_at", level=f"{results.level * 100:g}")),
    )
    lines = [
        Line(
            results.item_name(one.result.item),
            (
                Cell(_shown(results, one.result)),
                Cell(target_text(results, one.result)),
                Cell(plain_word(results, one)),
                Cell(size_word(results, one)),
                Cell(interval_text(results, one)),
            ),
        )
        for one in judged
    ]
    title, notes = say("attainment"), (say("attainment_note"),)
    return Grid(key, title, say("item"), heads, tuple(lines), notes)


def plain_word(results: AssessmentResults, one: Judged) -> str:
    """Say the verdict of the figure itself."""
    words = {True: "word_met", False: "word_missed", None: "word_unknown"}
    return results.say(words[one.attainment.plain])


def size_word(results: AssessmentResults, one: Judged) -> str:
    """Say the verdict at the unit's size."""
    word = one.attainment.beyond_chance
    told = results.say.pick(str(word), word.name_zh)
    if one.is_certain and one.attainment.plain is not None:
        return results.say("in_brackets", one=told, other=results.say("no_chance"))
    return told


def interval_text(results: AssessmentResults, one: Judged) -> str:
    """Write the interval of a figure; a dash where it has none."""
    interval = one.attainment.interval
    if interval is None:
        return "–"
    ends = (float(interval.low), float(interval.high))
    if any(map(isnan, ends)):
        return "–"
    show = one.target.measure.show
    return " – ".join(
        show(Fraction(end), language=results.language) if isfinite(end) else "∞" for end in ends
    )


def trigger_grid(results: AssessmentResults, assessment: Assessment, key: str) -> Grid:
    """Lay out every condition that overrides the score, fired or not."""
    say = results.say
    words = {True: "word_fired", False: "word_not_fired", None: "word_unknown"}
    heads = tuple(TextColumn(say(k)) for k in ("sanction", "fired", "why", "clause"))
    lines = [
        Line(
            say.pick(firing.trigger.name or firing.trigger.code, firing.trigger.name_zh),
            (
                Cell(results.sanction(firing.trigger.sanction)),
                Cell(say(words[firing.fired])),
                Cell(say.pick(firing.reason, firing.reason_zh)),
                Cell(firing.trigger.clause),
            ),
        )
        for firing in assessment.firings
    ]
    return Grid(key, say("triggers"), say("trigger"), heads, tuple(lines))


def consequence_grid(results: AssessmentResults, assessment: Assessment, key: str) -> Grid:
    """Lay out what follows, or may follow, with whom it is for: units and offices."""
    say = results.say
    heads = tuple(
        TextColumn(say(k)) for k in ("consequence", "how_long", "follows", "why", "clause")
    )
    lines = []
    for one in assessment.followings:
        if one.follows is False:
            continue
        what = one.consequence
        cells = (
            Cell(say.pick(what.text, what.text_zh)),
            Cell(say.pick(what.duration, what.duration_zh)),
            Cell(say("word_follows" if one.follows else "word_may_follow")),
            Cell(say.pick(one.reason, one.reason_zh)),
            Cell(what.clause),
        )
        lines.append(Line(say.pick(str(what.on), what.on.name_zh), cells))
    notes = (say("consequences_note"),)
    return Grid(key, say("consequences"), say("for_whom"), heads, tuple(lines), notes)
