"""Sheets of the workbook and the JSON form of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from famplan.report.documents.document import Sheet
from famplan.report.grids import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from famplan.report.documents.document import Section
    from famplan.report.plans.results import PlanResults

__all__ = ["data", "sheets"]


def sheets(results: PlanResults, made: Iterable[Section]) -> tuple[Sheet, ...]:
    """Make a sheet of every table, and one of all years and quantiles of the projection."""
    found: list[Sheet] = []
    for section in made:
        for grid in (block for block in section.blocks if isinstance(block, Grid)):
            if grid.key == "path":
                continue
            headers = (grid.stub, *(column.label for column in grid.columns))
            rows = tuple((line.label, *(cell.text for cell in line.cells)) for line in grid.lines)
            found.append(Sheet(grid.title or section.title, headers, rows))
    return (*found, *_paths(results))


def _paths(results: PlanResults) -> list[Sheet]:
    path, fan, say = results.path, results.fan, results.say
    if path is None:
        return []
    heads = [results.figure_name(name) for name in results.shown]
    rows = tuple(
        (
            float(record["year"]),
            *(
                None if (v := record[name]) is None else v * results.scale(name)
                for name in results.shown
            ),
        )
        for record in path.to_records(results.shown)
    )
    found = [Sheet(say("projection"), (say("projection_years"), *heads), rows)]
    if fan is not None:
        for name in fan.quantiles:
            own = [row for row in fan.to_records() if row["measure"] == name]
            levels = [say("quantile", level=f"{level * 100:g}") for level in fan.levels]
            lines = tuple(
                (
                    float(row["year"]),
                    row["central"] * results.scale(name),
                    *(row[f"q{level:g}"] * results.scale(name) for level in fan.levels),
                )
                for row in own
            )
            headers = (say("projection_years"), say("central_path"), *levels)
            found.append(Sheet(results.figure_name(name), headers, lines))
    return found


def data(results: PlanResults) -> dict[str, Any]:
    """Make the JSON form: figures per one."""
    path, fan = results.path, results.fan
    return {
        "format": 1,
        "title": results.title,
        "targets": [
            {
                "measure": one.measure.code,
                "low": _number(one.low),
                "high": _number(one.high),
                "period": one.period.label if one.period else None,
                "area": one.area,
                "line": str(one.line) if one.line else None,
                "source": str(one.source) if one.source else None,
            }
            for one in results.targets
        ],
        "contradictions": [[str(one), str(other)] for one, other in results.contradictions],
        "progress": [
            {
                "target": str(one.target),
                "done": _number(one.done),
                "on": one.on.isoformat(),
                "completion": _number(one.completion),
                "elapsed": _number(one.elapsed),
                "pace": str(one.pace),
            }
            for one in results.progress
        ],
        "attainments": [
            {"target": str(one.target), "met": one.plain, "at_size": str(one.beyond_chance)}
            for one in results.attainments
        ],
        "years": [
            {
                "label": label,
                "feasible": year.is_feasible,
                "binding": year.binding.ceiling,
                "births_allowed": {one.ceiling: float(one.births) for one in year.allowances},
            }
            for label, year in results.years.items()
        ],
        "crossings": [
            {"bound": str(one.bound), "year": one.year, "value": one.value}
            for one in results.crossings
        ],
        "chances": [row for chance in results.chances for row in chance.to_records()],
        "assumptions": {} if path is None else dict(path.names),
        "projection": [] if path is None else path.to_records(results.shown),
        "fan": [] if fan is None else fan.to_records(),
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
