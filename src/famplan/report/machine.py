"""A report for programs: JSON that is the same, byte by byte, for the same input and version."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from famplan.catalogue import find
from famplan.catalogue.definition import record

if TYPE_CHECKING:
    from famplan.report.results import Results
    from famplan.tabulate.table import Table

__all__ = ["json_data", "json_report"]

FORMAT = 1
"""Version of the shape of the JSON."""
_ABOVE = ("deft", "period", "scope", "area_label")
"""Fields that say the same of every record, or nothing."""


def json_report(results: Results) -> str:
    """Write a report as JSON, figures per one; what is hidden or unknown is ``null``."""
    data = json_data(results, identifier=results.identifier)
    lines = [f"{json.dumps(key)}: {_laid_out(value)}" for key, value in data.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _laid_out(value: object) -> str:
    """Give each record of a list a line of its own: people can compare two reports by eye."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f" {_compact(entry)}" for entry in value) + "\n]"
    return _compact(value)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def json_data(results: Results, *, identifier: str) -> dict[str, Any]:
    """Return a report as plain values."""
    tally, findings = results.tally, results.findings
    return {
        "format": FORMAT,
        "famplan": results.version,
        "identifier": identifier,
        "title": results.title,
        "period": {
            "label": tally.period.label,
            "start": tally.period.start.isoformat(),
            "stop": tally.period.stop.isoformat(),
        },
        "scope": str(tally.scope),
        "level": tally.level,
        "home": tally.home,
        "hide_below": results.hide_below,
        "area_names": _names(results),
        "figures": _rows(results.figures),
        "earlier": [{"period": label, "figures": _rows(table)} for label, table in results.before],
        "areas": _rows(results.areas) if results.by_area else [],
        "forms": [_form(results, place) for place in range(len(results.forms))],
        "definitions": [_definition(code) for code in results.codes],
        "quality": None if findings is None else _quality(results),
        "notes": list(results.areas.notes),
    }


def _names(results: Results) -> dict[str, dict[str, str]]:
    """Name every area once, in both languages."""
    places = results.tally.places.by_path
    paths = dict.fromkeys((*results.tally.areas, results.tally.home))
    return {
        path: {"name": places[path].name, "name_zh": places[path].name_zh}
        for path in paths
        if path is not None and path in places
    }


def _rows(table: Table) -> list[dict[str, Any]]:
    return [
        {name: _plain(value) for name, value in row.items() if name not in _ABOVE}
        for row in table.to_dicts()
    ]


def _plain(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _form(results: Results, place: int) -> dict[str, Any]:
    form = results.forms[place]
    names = [column.name for column in form.columns]
    lines = [
        {"area": area, **dict(zip(names, map(_plain, row), strict=True))}
        for area, row in zip(form.areas[:-1], form.rows[:-1], strict=True)
    ]
    whole = dict(zip(names, map(_plain, form.rows[-1]), strict=True))
    return {
        "key": form.key,
        "name": form.name,
        "name_zh": form.name_zh,
        "whole": whole,
        "areas": lines,
        "warnings": list(form.warnings),
    }


def _definition(code: str) -> dict[str, Any]:
    found = record(find(code))
    return {name: found[name] for name in found if name not in ("aliases", "summary")}


def _quality(results: Results) -> dict[str, Any]:
    findings = results.findings
    assert findings is not None  # noqa: S101 - asked before
    return {
        "tables": [
            {
                "table": one.table,
                "read": one.read,
                "used": one.used,
                "set_aside": one.set_aside,
            }
            for one in findings.totals
        ],
        "findings": [
            {
                "table": group.table,
                "column": group.column,
                "rule": group.rule.name,
                "severity": str(group.severity),
                "count": len(group),
            }
            for group in findings.groups
        ],
    }
