"""``famplan rates``: fertility from birth histories, as text, JSON or CSV."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from famplan.cli.exit_code import ExitCode
from famplan.report.files import write_whole
from famplan.tabulate.indicators import Request
from famplan.tabulate.suppression import thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from famplan.tabulate import Table
    from famplan.tabulate.findings import Findings

__all__ = ["run"]


def run(
    files: Sequence[Path],
    *,
    asked: Mapping[str, Any],
    few: Mapping[str, Any],
    output: str,
    out: Path | None,
) -> ExitCode:
    """Count the files, add them up, print or write the rates, and return the exit code.

    Parameters
    ----------
    files : sequence of path
        Survey files, counted alike; their counts add up.
    asked : mapping
        What `famplan.tabulate.indicators.Request` takes.
    few : mapping
        Thresholds for `famplan.tabulate.Table.suppress`; empty to show everything.
    output : {"text", "json", "csv"}
        For people or for programs.
    out : path, optional
        Where to write instead of printing.
    """
    # A bar is for people who wait: in a pipe or a log it would be noise.
    reading = {**asked["reading"], "progress": sys.stderr.isatty()}
    request = Request(**{**asked, "reading": reading})
    if few:
        thresholds(None, **{"hide_below": None, "bracket_below": None, **few})
    table, findings = request.answer(files)
    notes = table.notes if output != "text" else ()  # text has them below the table
    if few:
        table = table.suppress(**few)
    text = _render(table, output)
    if out is None:
        sys.stdout.write(text)
    else:
        write_whole(out, text)
    return _report(findings, notes)


def _render(table: Table, output: str) -> str:
    if output == "csv":
        return table.to_csv()
    text = table.to_json() if output == "json" else table.to_text()
    return f"{text}\n"


def _report(findings: Iterable[Findings], notes: Iterable[str]) -> ExitCode:
    """Tell on standard error what was found in the files, once for all readings of them."""
    found = dict.fromkeys(repr(each) for each in findings if each)
    for line in (*notes, *(line for each in found for line in each.splitlines())):
        sys.stderr.write(f"famplan: {line}\n")
    return ExitCode.FINDINGS if found else ExitCode.OK
