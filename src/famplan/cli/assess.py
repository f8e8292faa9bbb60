"""``famplan assess``: units assessed by a scheme, with the reason for every point."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from famplan.assessment import (
    assess_units,
    find_scheme,
    read_scheme,
    read_unit_figures,
    schemes,
    what_if_units,
)
from famplan.cli.exit_code import ExitCode
from famplan.cli.printing import empty_table, print_json, print_table
from famplan.datasets import assessment_example
from famplan.errors import DefinitionError
from famplan.report.assessments.making import assessment_document
from famplan.report.assessments.results import AssessmentResults
from famplan.report.assessments.tables import summary_grid
from famplan.report.documents.saving import save_document
from famplan.report.saving import check_endings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from importlib.resources.abc import Traversable

    from famplan.assessment import Assessment, Scheme, UnitFigures
    from famplan.report.documents.document import Document

__all__ = ["print_schemes", "run"]


def print_schemes(*, on: date | None, as_json: bool) -> None:
    """Print the schemes that come with famplan, with what each leaves open."""
    found = schemes(on=on)
    if as_json:
        keys = ("code", "name", "name_zh", "kinds", "arguments", "note")
        print_json(
            [
                {
                    **{key: getattr(one, key) for key in keys},
                    "since": one.since.isoformat() if one.since else None,
                    "until": one.until.isoformat() if one.until else None,
                    "source": str(one.source),
                }
                for one in found
            ]
        )
        return
    table = empty_table(header=True)
    table.add_column("Code", no_wrap=True, min_width=max(len(one.code) for one in found))
    for title in ("Name", "名称", "Kinds", "In force", "Source", "To be said"):
        table.add_column(title, overflow="fold")
    for one in found:
        kinds, arguments = ", ".join(one.kinds) or "any", ", ".join(one.arguments)
        grade = f"[{one.source.grade}]"
        table.add_row(one.code, one.name, one.name_zh, kinds, one.window, grade, arguments)
    print_table(table)


def run(  # noqa: PLR0913 - one argument for each option
    scheme: str | None,
    data: Sequence[Path],
    *,
    kind: str,
    all_events: bool,
    year: int | None,
    arguments: Mapping[str, str],
    definitions: Mapping[str, str],
    language: str,
    level: float,
    example: bool,
    as_json: bool,
    out: Sequence[Path],
) -> ExitCode:
    """Read, assess, print, write, and return the exit code.

    Parameters
    ----------
    scheme : str, optional
        Code of a scheme, or the path of a scheme file.
    data : sequence of path
        Files of unit figures.
    kind : str
        Kind of the units that do not say theirs.
    all_events : bool
        Whether events that no file names did not happen.
    year : int, optional
        Year of assessment.
    arguments : mapping
        What the scheme leaves open.
    definitions : mapping
        Which variant of an indicator is meant, where a report has several.
    language : {"en", "zh"}
        Of what is printed and written.
    level : float
        Confidence level of the intervals.
    example : bool
        Take the scheme and the figures of the example.
    as_json : bool
        Print for programs rather than people.
    out : sequence of path
        Files to write; all of them, or none.

    Raises
    ------
    DefinitionError
        Options that do not go together.
    """
    if example == bool(scheme) or (example and data):
        raise DefinitionError("SCHEME", "give a scheme and data, or --example, and not both")
    if not 0 < level < 1:
        raise DefinitionError("--level", f"{level:g} is not between 0 and 1")
    if out:
        check_endings(out)
    rules: Scheme
    files: Sequence[Path | Traversable] = data
    if example or scheme is None:
        text, figures = assessment_example()
        rules, files, year = read_scheme(str(text)), [figures], year or _EXAMPLE_YEAR
    else:
        rules = _scheme(scheme, arguments)
    units = read_unit_figures(*files, scheme=rules, kind=kind, definitions=definitions)
    known: dict[str, Any] = {"year": year, "all_events": all_events}
    done = assess_units(rules, units, **known)
    document = _document(rules, units, done, known, language, level) if out or as_json else None
    if document is not None and as_json:
        sys.stdout.write(document.json)
    else:
        _print(done, language)
    if document is not None and out:
        for path in save_document(document, out):
            (sys.stderr if as_json else sys.stdout).write(f"{path}\n")
    return _exit_code(done)


_EXAMPLE_YEAR = 2013


def _scheme(name: str, arguments: Mapping[str, str]) -> Scheme:
    """Find a scheme by its file or its code."""
    if Path(name).suffix.casefold() == ".toml":
        return read_scheme(name, **arguments)
    return find_scheme(name, **arguments)


def _document(  # noqa: PLR0913, PLR0917 - all that a document is made of
    rules: Scheme,
    units: Sequence[UnitFigures],
    done: Sequence[Assessment],
    known: Mapping[str, Any],
    language: str,
    level: float,
) -> Document:
    return assessment_document(
        done,
        language=language,
        level=level,
        what_ifs=what_if_units(rules, units, **known),
        notes={unit.unit: unit.notes for unit in units if unit.notes},
    )


def _print(done: Sequence[Assessment], language: str) -> None:
    """Print a line for each unit."""
    results = AssessmentResults(assessments=done, language=language)
    grid = summary_grid(results)
    table = empty_table(header=True)
    grouped = any(line.group for line in grid.lines)
    table.add_column(grid.stub, overflow="fold")
    if grouped:
        table.add_column(results.say("kind"))
    for column in grid.columns:
        table.add_column(column.label, overflow="fold")
    for line in grid.lines:
        group = (line.group,) if grouped else ()
        table.add_row(line.label, *group, *(cell.text for cell in line.cells))
    print_table(table)


def _exit_code(done: Sequence[Assessment]) -> ExitCode:
    """Findings where a sanction fired, or what is not known leaves one open."""
    objected = any(one.rung.possible.rank for one in done)
    return ExitCode.FINDINGS if objected else ExitCode.OK
