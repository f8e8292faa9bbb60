"""``famplan rates``: fertility from birth histories, as text, JSON or CSV."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from famplan.catalogue import find
from famplan.cli.exit_code import ExitCode
from famplan.report.files import write_whole
from famplan.tabulate import birth_history
from famplan.tabulate.births import AGES, USUAL
from famplan.tabulate.measures import measure_of
from famplan.tabulate.precision import Precision
from famplan.tabulate.suppression import thresholds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from famplan.tabulate import BirthTally, Table

__all__ = ["run"]


def run(  # noqa: PLR0913 - what one call of the command says
    files: Sequence[Path],
    codes: Sequence[str],
    *,
    counting: Mapping[str, Any],
    estimating: Mapping[str, Any],
    few: Mapping[str, Any],
    output: str,
    out: Path | None,
) -> ExitCode:
    """Count the files, add them up, print or write the rates, and return the exit code.

    Parameters
    ----------
    files : sequence of path
        Survey files, counted alike; their counts add up.
    codes : sequence of str
        Indicators, by code or name.
    counting, estimating : mapping
        Arguments for `famplan.tabulate.birth_history` and for ``estimate``.
    few : mapping
        Thresholds for `famplan.tabulate.Table.suppress`; empty to show everything.
    output : {"text", "json", "csv"}
        For people or for programs.
    out : path, optional
        Where to write instead of printing.
    """
    wanted = [find(code).code for code in codes]
    _check(wanted or USUAL, estimating, few)
    tally = _tally(files, counting)
    table = tally.estimate(*wanted, **estimating)
    if few:
        table = table.suppress(**few)
    text = _render(table, output)
    if out is None:
        sys.stdout.write(text)
    else:
        write_whole(out, text)
    return _report(tally)


def _check(codes: Sequence[str], estimating: Mapping[str, Any], few: Mapping[str, Any]) -> None:
    """Check what is asked before a file is read: that may take minutes."""
    for code in codes:
        measure_of(code, AGES, estimating["definition"])
    Precision(level=estimating["level"])
    if few:
        thresholds(None, **{"hide_below": None, "bracket_below": None, **few})


def _tally(files: Sequence[Path], counting: Mapping[str, Any]) -> BirthTally:
    # A bar is for people who wait: in a pipe or a log it would be noise.
    progress = sys.stderr.isatty()
    first, *others = (birth_history(file, progress=progress, **counting) for file in files)
    for other in others:
        first += other
    return first


def _render(table: Table, output: str) -> str:
    if output == "csv":
        return table.to_csv()
    text = table.to_json() if output == "json" else table.to_text()
    return f"{text}\n"


def _report(tally: BirthTally) -> ExitCode:
    """Tell on standard error what was found in the files."""
    if not tally.findings:
        return ExitCode.OK
    for line in repr(tally.findings).splitlines():
        sys.stderr.write(f"famplan: {line}\n")
    return ExitCode.FINDINGS
