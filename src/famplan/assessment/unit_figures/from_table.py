"""Figures of units out of a register: estimates by area become figures with their counts."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from famplan.assessment.figures import Figure
from famplan.assessment.unit_figures.unit import UnitFigures
from famplan.errors import DefinitionError, UnreadableFileError
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from famplan.assessment.measures import Measure
    from famplan.assessment.scheme import Scheme

__all__ = ["table_of_report", "unit_figures_of"]


def unit_figures_of(
    table: Table,
    *,
    scheme: Scheme,
    kind: str | Mapping[str, str] = "",
    definitions: Mapping[str, str] | None = None,
    previous: Table | None = None,
) -> tuple[UnitFigures, ...]:
    """Take the figures that a scheme asks for out of estimates by area.

    A measure is found by its indicator in the catalogue. Figures that are hidden, for so few people
    stand behind them, stay unknown, and the note says so. Rows whose area is not known are of no
    unit, and are left out.

    Parameters
    ----------
    table : Table
        Estimates by area, as ``fp.tabulate.register(...).estimate(...)`` gives them.
    scheme : Scheme
        What is asked for.
    kind : str or mapping of area to str
        Kind of the units.
    definitions : mapping of indicator code to str, optional
        Which variant is meant, for indicators of which the table has several; the one without a
        name of its own unless given.
    previous : Table, optional
        The same of the year before.

    Returns
    -------
    tuple of UnitFigures
        One for each area of the table, with figures of the measures that it has.

    Raises
    ------
    DefinitionError
        The table has not one group, or several variants of an indicator and none is chosen.

    Examples
    --------
    >>> from famplan.assessment import Item, Measure, Scheme, Target
    >>> from famplan.assessment.scoring import PassOrFail
    >>> from famplan.catalogue import Source
    >>> from famplan.tabulate.table import Table
    >>> rate = Measure(
    ...     code="conformity", name="Conformity", direction="at least", unit="%",
    ...     evidence="proportion", indicator="PCR",
    ... )
    >>> item = Item(
    ...     code="pcr", measure=rate, target=Target(measure=rate, low="95 %"),
    ...     scoring=PassOrFail(points=20),
    ... )
    >>> scheme = Scheme(code="x", name="x", items=[item], source=Source("made up", grade="M"))
    >>> table = Table(
    ...     [{"indicator": "PCR", "area": "1", "value": 0.9, "numerator": 90, "denominator": 100}],
    ...     groups=("area",), labels={"area": {"1": "East"}},
    ... )
    >>> east, = unit_figures_of(table, scheme=scheme)
    >>> east.unit, east.figures["conformity"].denominator
    ('East', Fraction(100, 1))
    """
    if len(table.groups) != 1:
        told = ", ".join(table.groups) or "none"
        raise DefinitionError("table", f"its groups are {told}", remedy="count by area alone")
    group, chosen = table.groups[0], dict(definitions or {})
    areas = [area for area in dict.fromkeys(table.column(group)) if area is not None]
    measures = {one.code: one for one in scheme.measures if one.indicator}
    now = {code: _rows(table, group, measure, chosen) for code, measure in measures.items()}
    before: dict[str, dict[Any, dict[str, Any]]] = {}
    if previous is not None:
        before = {code: _rows(previous, group, m, chosen) for code, m in measures.items()}
    return tuple(
        _unit(
            table.label(group, area),
            kind if isinstance(kind, str) else kind.get(str(area), ""),
            {code: rows[area] for code, rows in now.items() if area in rows},
            {code: rows[area] for code, rows in before.items() if area in rows},
        )
        for area in areas
    )


def _unit(
    name: str,
    kind: str,
    rows: Mapping[str, dict[str, Any]],
    before: Mapping[str, dict[str, Any]],
) -> UnitFigures:
    hidden = {code: "hidden" for code, row in rows.items() if row.get("mark") == "hidden"}
    figures = {code: _figure(row, before.get(code)) for code, row in rows.items()}
    return UnitFigures(name, kind, figures=figures, notes=hidden)


def _figure(row: Mapping[str, Any], before: Mapping[str, Any] | None) -> Figure:
    counts = (_known(row["numerator"]), _known(row["denominator"]))
    whole = None not in counts
    return Figure(
        # Of counts that are known the figure is their exact quotient, not a float of it.
        None if whole and counts[1] else _known(row["value"]),
        numerator=counts[0] if whole else None,
        denominator=counts[1] if whole else None,
        previous=None if before is None else _known(before["value"]),
    )


def _known(number: Any) -> float | None:  # noqa: ANN401 - a number of any kind, or none
    return None if number is None or math.isnan(number) else float(number)


def _rows(
    table: Table, group: str, measure: Measure, definitions: Mapping[str, str]
) -> dict[Any, dict[str, Any]]:
    """Rows of the variant of an indicator that is meant, by area."""
    code = measure.indicator
    rows = [row for row in table.to_dicts() if row["indicator"] == code and not row.get("age")]
    variants = list(dict.fromkeys(row["definition"] or "" for row in rows))
    wanted = definitions.get(code, "" if "" in variants else variants[0] if variants else "")
    if rows and (wanted not in variants or (code not in definitions and _is_open(variants))):
        known = ", ".join(repr(variant) for variant in variants)
        problem = f"{code} is there as {known}"
        raise DefinitionError("definitions", problem, remedy=f"choose: {{{code!r}: …}}")
    return {row[group]: row for row in rows if (row["definition"] or "") == wanted}


def _is_open(variants: list[str]) -> bool:
    return "" not in variants and len(variants) > 1


def table_of_report(file: Path | Traversable) -> Table:
    """Read the figures by area of a report that ``famplan report`` wrote as JSON.

    Raises
    ------
    UnreadableFileError
        It is no such report, or has no figures by area.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        names = {
            path: entry["name"] or entry["name_zh"] for path, entry in content["area_names"].items()
        }
        rows = [dict(row) for row in content["areas"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        problem = "is no report that famplan wrote as JSON"
        raise UnreadableFileError(file.name, problem) from None
    if not rows:
        problem = "has no figures by area"
        raise UnreadableFileError(file.name, problem, remedy="famplan report --by township")
    return Table(rows, groups=("area",), labels={"area": names})
