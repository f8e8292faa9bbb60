"""A report in all its forms, written together: all of them, or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from famplan.errors import DefinitionError
from famplan.report.files import check_places, write_all
from famplan.report.machine import json_report
from famplan.report.markdown import markdown_report
from famplan.report.sheets import Workbook
from famplan.report.web_page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from famplan.report.results import Results

__all__ = ["ENDINGS", "check_endings", "made", "save_all"]

ENDINGS: dict[str, Callable[[Results], str | bytes]] = {
    ".html": lambda results: Page(results).html,
    ".xlsx": lambda results: Workbook(results).data,
    ".json": json_report,
    ".md": markdown_report,
}
"""What can be written, by the ending of the file."""


def save_all(results: Results, paths: Iterable[Path | str]) -> list[Path]:
    """Write a report to every path, in the form that its ending says: all files, or none.

    Everything is made before anything is written, and written before anything is replaced; then all
    files become new in one instant. A process that is killed leaves the old report or the new one.

    Raises
    ------
    DefinitionError
        An ending that stands for no form, or a path given twice.
    InvalidInputError
        A file cannot be written.
    """
    return write_all(made(results, paths))


def made(results: Results, paths: Iterable[Path | str]) -> dict[Path, str | bytes]:
    """Make a report for every path, in the form that its ending says; nothing is written."""
    targets = check_endings(paths)
    return {target: ENDINGS[target.suffix.lower()](results) for target in targets}


def check_endings(paths: Iterable[Path | str]) -> list[Path]:
    """Check that every path says by its ending what to write, and can be, before work is done.

    Raises
    ------
    DefinitionError
        No path, an ending that stands for no form, or a path given twice.
    InvalidInputError
        A path that cannot be written to.
    """
    targets = [Path(path) for path in paths]
    if not targets:
        raise DefinitionError("out", "no file is given", remedy="name one, as report.html")
    for target in targets:
        if target.suffix.lower() not in ENDINGS:
            raise DefinitionError(str(target), f"ends in none of {', '.join(ENDINGS)}")
    places = [target.resolve() for target in targets]
    for target, place in zip(targets, places, strict=True):
        if places.count(place) > 1:
            raise DefinitionError(str(target), "is given twice", remedy="give every file once")
    check_places(targets)
    return targets
