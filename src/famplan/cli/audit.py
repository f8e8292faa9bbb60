"""``famplan audit``: check the stated figures of claim files, as text, JSON or an HTML page."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from famplan.cli.exit_code import ExitCode
from famplan.quality import Audit, Verdict, audit, read_claims
from famplan.report.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["run"]


def run(paths: Sequence[Path], output: str, out: Path | None) -> ExitCode:
    """Audit claim files, print or write the result, and return the exit code."""
    audits = _audit_files(paths)
    text = _render(audits, output)
    if out is None:
        sys.stdout.write(text)
    else:
        write_whole(out, text)
    return _exit_code(audits)


def _audit_files(paths: Sequence[Path]) -> dict[str, Audit]:
    """Audit each file under its name; all are read before any is checked."""
    claims = {str(path): read_claims(path) for path in paths}
    return {name: audit(read) for name, read in claims.items()}


def _render(audits: dict[str, Audit], output: str) -> str:
    """Write the audits as ``text``, ``json`` or ``html``."""
    if output == "html":
        from famplan.report.audit_page import audit_page  # noqa: PLC0415 - needs an extra

        return audit_page({_heading(name, found): found for name, found in audits.items()})
    if output == "json":
        return f"{json.dumps(_record(audits), ensure_ascii=False, indent=2)}\n"
    return "\n".join(f"{name}\n{found}\n" for name, found in audits.items())


def _heading(name: str, found: Audit) -> str:
    """Name a document by its code and title, or by its file if it has none."""
    claim = found[0].claim
    return f"{claim.document} · {claim.title}" if claim.title else name


def _record(audits: dict[str, Audit]) -> dict[str, object]:
    findings = [row | {"file": name} for name, found in audits.items() for row in found.to_dicts()]
    counts = {str(verdict): 0 for verdict in Verdict}
    for row in findings:
        counts[row["verdict"]] += 1
    return {"claims": len(findings), "verdicts": counts, "findings": findings}


def _exit_code(audits: dict[str, Audit]) -> ExitCode:
    """Say whether any figure is contradicted by its own counts."""
    wrong = any(found.counts[Verdict.INCONSISTENT] for found in audits.values())
    return ExitCode.FINDINGS if wrong else ExitCode.OK
