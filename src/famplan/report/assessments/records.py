"""Sheets of the workbook and the JSON form of assessments: numbers as numbers."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from famplan.report.assessments.leagues import league_grid
from famplan.report.assessments.tables import (
    consequence_grid,
    plain_word,
    reasons,
    size_word,
    target_text,
    trigger_grid,
)
from famplan.report.assessments.what_ifs import what_if_grid
from famplan.report.documents.document import Sheet

if TYPE_CHECKING:
    from fractions import Fraction

    from famplan.assessment import Assessment, ItemResult
    from famplan.report.assessments.results import AssessmentResults, Judged

__all__ = ["data", "sheets"]

_Row = tuple[str | float | None, ...]


def sheets(results: AssessmentResults) -> tuple[Sheet, ...]:
    """Make the tables of the workbook: each has all units, so that it can be filtered."""
    found = [_units(results), _points(results), _targets(results)]
    found += [_of_grid(results, "trigger_sheet", "trigger", trigger_grid)]
    found += [_of_grid(results, "consequence_sheet", "for_whom", consequence_grid)]
    found += [_what_ifs(results), *(_league(results, code) for code in results.leagues)]
    return tuple(sheet for sheet in found if sheet.rows)


def _units(results: AssessmentResults) -> Sheet:
    say = results.say
    keys = ("unit_name", "kind", "score_rate", "points_had", "points_most", "grade_by_score")
    headers = tuple(say(key) for key in (*keys, "grade_now", "sanction", "not_assessed_items"))
    rows: list[_Row] = [
        (
            one.unit,
            results.kind(one.scored.kind),
            results.rate(one.rate),
            float(one.scored.points),
            float(one.scored.maximum),
            results.grade(one.grade),
            results.grade(one.standing),
            results.rung(one),
            float(sum(not result.is_assessed for result in one.scored.results)),
        )
        for one in results.assessments
    ]
    return Sheet(say("summary"), headers, tuple(rows))


def _points(results: AssessmentResults) -> Sheet:
    say = results.say
    keys = ("unit_name", "line", "code", "item", "figure", "numerator", "denominator", "target")
    headers = tuple(
        say(key) for key in (*keys, "points_had", "points_most", "why", "clause", "notes")
    )
    rows = [
        _points_row(results, one, result)
        for one in results.assessments
        for result in one.scored.results
    ]
    return Sheet(say("trace_sheet"), headers, tuple(rows))


def _points_row(results: AssessmentResults, one: Assessment, result: ItemResult) -> _Row:
    say, item, figure = results.say, result.item, result.figure
    scale = item.measure.unit.scale
    return (
        one.unit,
        say.pick(str(item.line), item.line.name_zh),
        item.code,
        results.item_name(item),
        None if figure.value is None else float(figure.value / scale),
        _number(figure.numerator),
        _number(figure.denominator),
        target_text(results, result),
        float(result.points) if result.is_assessed else None,
        float(result.maximum) if result.is_assessed and not item.takes_from else None,
        "\n".join(reasons(results, result)),
        item.clause,
        results.notes.get(one.unit, {}).get(item.measure.code, ""),
    )


def _targets(results: AssessmentResults) -> Sheet:
    say = results.say
    keys = ("unit_name", "item", "figure", "target", "plain_verdict", "at_size", "low", "high")
    headers = tuple(say(key) for key in (*keys, "measure_unit"))
    rows: list[_Row] = []
    for one, judged in zip(results.assessments, results.judged, strict=True):
        for each in judged:
            measure = each.target.measure
            scale = float(measure.unit.scale)
            low, high = _interval(each)
            rows.append(
                (
                    one.unit,
                    results.item_name(each.result.item),
                    None if (v := each.result.figure.value) is None else float(v) / scale,
                    target_text(results, each.result),
                    plain_word(results, each),
                    size_word(results, each),
                    None if low is None else low / scale,
                    None if high is None else high / scale,
                    measure.symbol(results.language).strip(),
                )
            )
    return Sheet(say("attainment_sheet"), headers, tuple(rows))


def _of_grid(results: AssessmentResults, name: str, stub: str, make: Any) -> Sheet:  # noqa: ANN401
    """Put a table of every unit into one sheet."""
    say = results.say
    rows: list[_Row] = []
    headers = (say("unit_name"), say(stub))
    for one in results.assessments:
        grid = make(results, one, "x")
        headers = (say("unit_name"), say(stub), *(column.label for column in grid.columns))
        rows += [(one.unit, line.label, *(cell.text for cell in line.cells)) for line in grid.lines]
    return Sheet(say(name), headers, tuple(rows))


def _what_ifs(results: AssessmentResults) -> Sheet:
    say, rows = results.say, []
    heads: tuple[str, ...] = ()
    for unit, found in results.what_ifs.items():
        grid = what_if_grid(results, found, "x")
        heads = (grid.stub, *(column.label for column in grid.columns))
        rows += [(unit, line.label, *(cell.text for cell in line.cells)) for line in grid.lines]
    return Sheet(say("what_if_sheet"), (say("unit_name"), *heads), tuple(rows))


def _league(results: AssessmentResults, code: str) -> Sheet:
    grid = league_grid(results, code)
    heads = (grid.stub, *(column.label for column in grid.columns))
    rows = tuple((line.label, *(cell.text for cell in line.cells)) for line in grid.lines)
    return Sheet(grid.title, heads, rows)


def data(results: AssessmentResults) -> dict[str, Any]:
    """Make the JSON form: figures per one, in English, points exact as text beside the number."""
    scheme = results.scheme
    return {
        "format": 1,
        "title": results.title,
        "level": results.level,
        "scheme": {
            "code": scheme.code,
            "name": scheme.name,
            "name_zh": scheme.name_zh,
            "source": str(scheme.source),
            "grade": str(scheme.source.grade),
            "since": scheme.since.isoformat() if scheme.since else None,
            "until": scheme.until.isoformat() if scheme.until else None,
            "arguments": {key: str(value) for key, value in scheme.arguments.items()},
        },
        "units": [
            _unit(results, one, judged)
            for one, judged in zip(results.assessments, results.judged, strict=True)
        ],
        "leagues": {
            code: [_plain(row) for row in league.to_records(hide_below=results.hide_below)]
            for code, league in results.leagues.items()
        },
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Write what is not known as null."""
    return {
        name: None if isinstance(value, float) and not isfinite(value) else value
        for name, value in row.items()
    }


def _unit(
    results: AssessmentResults, one: Assessment, judged: tuple[Judged, ...]
) -> dict[str, Any]:
    rung = one.rung
    return {
        "unit": one.unit,
        "kind": one.scored.kind,
        "year": one.year,
        "points": float(one.scored.points),
        "maximum": float(one.scored.maximum),
        "rate": _number(one.rate),
        "rate_exact": None if one.rate is None else str(one.rate),
        "grade_by_score": one.grade.code if one.grade else None,
        "grade": one.standing.code if one.standing else None,
        "sanction": {"certain": str(rung.certain), "possible": str(rung.possible)},
        "items": [_item(result) for result in one.scored.results],
        "attainments": [_attainment(each) for each in judged],
        "trace": one.to_records(),
        "what_if": found.to_records() if (found := results.what_ifs.get(one.unit)) else [],
        "notes": dict(results.notes.get(one.unit, {})),
    }


def _item(result: ItemResult) -> dict[str, Any]:
    figure = result.figure
    return {
        "item": result.item.code,
        "measure": result.item.measure.code,
        "line": str(result.item.line),
        "value": _number(figure.value),
        "numerator": _number(figure.numerator),
        "denominator": _number(figure.denominator),
        "assessed": result.is_assessed,
        "points": float(result.points) if result.is_assessed else None,
        "points_exact": str(result.points) if result.is_assessed else None,
        "maximum": float(result.maximum),
        "weight": float(result.weight),
    }


def _attainment(each: Judged) -> dict[str, Any]:
    low, high = _interval(each)
    return {
        "item": each.result.item.code,
        "target": str(each.target),
        "met": each.attainment.plain,
        "at_size": str(each.attainment.beyond_chance),
        "low": low,
        "high": high,
    }


def _interval(each: Judged) -> tuple[float | None, float | None]:
    interval = each.attainment.interval
    if interval is None:
        return None, None
    low, high = float(interval.low), float(interval.high)
    return low if isfinite(low) else None, high if isfinite(high) else None


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
