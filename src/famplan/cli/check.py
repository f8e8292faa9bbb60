"""``famplan check``: everything that is wrong with a register, as text, JSON or CSV."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from famplan.cli.exit_code import ExitCode
from famplan.errors import DefinitionError
from famplan.readers import register
from famplan.readers.findings import write_lines
from famplan.report.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from famplan.readers import Register, RegisterFindings

__all__ = ["FORMATS", "run"]

FORMATS = ("text", "json", "csv")
"""How findings may be printed."""


def run(
    source: Path,
    *,
    reading: Mapping[str, Any],
    output: str | None,
    out: Path | None,
    set_aside: Path | None,
) -> ExitCode:
    """Check a register, print or write the findings, and return the exit code.

    Parameters
    ----------
    source : path
        The folder, workbook or file.
    reading : mapping
        Arguments of `famplan.readers.register`.
    output : str, optional
        One of `FORMATS`; as the ending of `out` says unless given, and text without either.
    out : path, optional
        Where to write; a summary is printed all the same.
    set_aside : path, optional
        Folder for the rows that are set aside.
    """
    output = output or _by_ending(out)
    if output not in FORMATS:
        raise DefinitionError("--format", f"{output!r} is none of {', '.join(FORMATS)}")
    found = register(source, progress=sys.stderr.isatty(), **reading)
    if out is None:
        _print(found.findings, output)
    else:
        _write(found.findings, output, out)
        sys.stdout.write(f"{found.findings.to_text(most=0)}\n{out}\n")
    if set_aside is not None:
        _set_aside(found, set_aside)
    return ExitCode.FINDINGS if found.findings else ExitCode.OK


def _by_ending(out: Path | None) -> str:
    ending = "" if out is None else out.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else "text"


def _print(findings: RegisterFindings, output: str) -> None:
    if output == "csv":
        write_lines(findings, sys.stdout)
    else:
        sys.stdout.write(f"{_text(findings, output)}\n")


def _write(findings: RegisterFindings, output: str, out: Path) -> None:
    if output == "csv":
        findings.to_csv(out)
    else:
        write_whole(out, f"{_text(findings, output)}\n")


def _text(findings: RegisterFindings, output: str) -> str:
    return findings.to_json() if output == "json" else findings.to_text()


def _set_aside(found: Register, folder: Path) -> None:
    for path in found.write_set_aside(folder):
        sys.stderr.write(f"famplan: rows set aside: {path}\n")
