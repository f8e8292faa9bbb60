"""The box on the quality of the data: rows read, used and set aside, and faults by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.report.grids import Column, Grid, Line
from famplan.report.writing import Cell

if TYPE_CHECKING:
    from famplan.readers import RegisterFindings
    from famplan.report.results import Results

__all__ = ["QualityBox", "quality_box"]

_RULES = 25
"""Rules that a page shows; the workbook has all."""


@attrs.frozen
class QualityBox:
    """What a page says about the files: a sentence, and two tables."""

    summary: str
    tables: Grid
    rules: Grid
    more: str = ""


def quality_box(results: Results) -> QualityBox | None:
    """Say what was wrong in the files; nothing where the report knows only a tally."""
    found, say = results.findings, results.say
    if found is None:
        return None
    sums = {
        name: sum(getattr(one, name) for one in found.totals)
        for name in ("read", "used", "set_aside")
    }
    summary = say("quality_summary", read=sums["read"], used=sums["used"], aside=sums["set_aside"])
    hidden = max(len(found.groups) - _RULES, 0)
    return QualityBox(
        summary if found.groups else say.sentences([summary, say("no_findings")]),
        _tables(results, found),
        _rules(results, found),
        say("more_findings", number=hidden) if hidden else "",
    )


def _tables(results: Results, found: RegisterFindings) -> Grid:
    say = results.say
    names = ("read", "used", "set_aside")
    lines = [
        Line(table_name(results, one.table), tuple(Cell(f"{getattr(one, n):,}") for n in names))
        for one in found.totals
    ]
    sums = (sum(getattr(one, name) for one in found.totals) for name in names)
    lines.append(Line(say("total"), tuple(Cell(f"{number:,}") for number in sums), strong=True))
    columns = tuple(Column(say(name)) for name in names)
    return Grid("quality-rows", say("rows_by_table"), say("table"), columns, tuple(lines))


def _rules(results: Results, found: RegisterFindings) -> Grid:
    say = results.say
    lines = [
        Line(
            say.pick(group.rule.name, group.rule.zh),
            (
                Cell(table_name(results, group.table)),
                Cell(column_name(results, group.table, group.column)),
                Cell(say(str(group.severity))),
                Cell(f"{len(group):,}"),
            ),
        )
        for group in found.groups[:_RULES]
    ]
    columns = tuple(Column(say(name)) for name in ("table", "column", "severity", "count"))
    return Grid("quality-rules", say("faults_by_rule"), say("rule"), columns, tuple(lines))


def table_name(results: Results, table: str) -> str:
    """Return what a table of the register is called."""
    from famplan.readers.schema import register_schema  # noqa: PLC0415 - only where there are files

    known = {one.name: one.zh for one in register_schema().tables}
    return results.say.pick(table.replace("_", " "), known.get(table, table))


def column_name(results: Results, table: str, column: str) -> str:
    """Return what a column of a table of the register is called."""
    from famplan.readers.schema import register_schema  # noqa: PLC0415 - only where there are files

    for one in register_schema().tables:
        if one.name == table:
            known = {entry.name: entry.zh for entry in one.columns}
            return results.say.pick(column.replace("_", " "), known.get(column, column))
    return column
