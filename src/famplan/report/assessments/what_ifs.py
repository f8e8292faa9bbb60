"""Which single figure would change the grade, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.report.documents.document import TextColumn
from famplan.report.grids import Column, Grid, Line
from famplan.report.writing import Cell

if TYPE_CHECKING:
    from famplan.assessment import Change, WhatIf
    from famplan.report.assessments.results import AssessmentResults

__all__ = ["what_if_grid"]


def what_if_grid(results: AssessmentResults, found: WhatIf, key: str) -> Grid:
    """Lay out each figure with the nearest values that would raise and lower the grade."""
    say = results.say
    heads = (
        Column(say("figure_now")),
        TextColumn(say("would_raise")),
        TextColumn(say("would_lower")),
    )
    lines = []
    for up, down in zip(found.raises, found.lowers, strict=True):
        beside = (up.value, down.value)
        now = up.measure.show(up.now, beside=beside, language=results.language)
        cells = (Cell(now), Cell(_change(results, up)), Cell(_change(results, down)))
        lines.append(Line(results.measure_name(up.measure), cells))
    notes = (say("what_if_note"),)
    return Grid(key, say("what_if"), say("figure"), heads, tuple(lines), notes)


def _change(results: AssessmentResults, change: Change) -> str:
    if change.value is None or change.grade is None:
        return "–"
    then = change.measure.show(change.value, beside=(change.now,), language=results.language)
    return results.say("at_figure", grade=results.grade(change.grade), figure=then)
