"""``famplan demo``: the first real results, from data that famplan ships."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from famplan.catalogue import find
from famplan.datasets import AgeTable, claim_files, fuzhou_2020
from famplan.formulas import fertility, intervals
from famplan.quality import Audit, Verdict, audit_file

if TYPE_CHECKING:
    from pathlib import Path

    from famplan.formulas.arrays import FloatArray
    from famplan.quality import Finding

__all__ = ["print_county", "print_demo"]

_STYLES = {
    Verdict.CONSISTENT: "green",
    Verdict.INCONSISTENT: "bold red",
    Verdict.NOT_CHECKABLE: "yellow",
}


def print_demo() -> None:
    """Print the fertility of a city from its official table, and the audit of five reports."""
    console = Console(highlight=False)
    _print_fertility(console, fuzhou_2020())
    audits = [audit_file(file) for file in claim_files().values()]
    _print_total(console, audits)
    for found in audits:
        _print_audit(console, found)


def print_county(folder: Path) -> None:
    """Write a synthetic county with its report, and say where they are."""
    from famplan.cli.demo_county import write_county  # noqa: PLC0415 - it needs more libraries

    written = write_county(folder)
    console = Console(highlight=False)
    console.print(
        Text("A county that does not exist, from its register to its report", style="bold")
    )
    for path in written:
        console.print(f"  {path}", soft_wrap=True)


def _print_fertility(console: Console, data: AgeTable) -> None:
    rates = np.asarray(fertility.age_specific_fertility_rate(data.births, women=data.women))
    reach = intervals.poisson_exact(data.births, exposure=data.women)
    asfr = find("ASFR")
    table = Table(box=box.SIMPLE_HEAD, title=data.title, title_justify="left", pad_edge=False)
    for title in ("Age", "Women", "Births", "ASFR ‰", "95 % interval", "printed"):
        table.add_column(title, justify="right")
    ends = zip(np.asarray(reach.low), np.asarray(reach.high), strict=True)
    counts = zip(data.ages.labels, data.women, data.births, strict=True)
    rows = zip(counts, rates, ends, data.printed["ASFR"], strict=True)
    for (label, women, births), rate, (low, high), printed in rows:
        table.add_row(
            label,
            f"{women:,}",
            f"{births:,}",
            f"{rate * asfr.per:.2f}",
            f"{low * asfr.per:.2f}–{high * asfr.per:.2f}",
            printed,
        )
    console.print(table)
    console.print(_summary(data, rates))
    console.print(f"Source: {data.source}. {data.note}\n")


def _summary(data: AgeTable, rates: FloatArray) -> Table:
    """Lay out the figures that sum the ages up, each with its interval."""
    births, women, ages = data.births, data.women, data.ages
    general = fertility.general_fertility_rate(births, women=women, ages=ages, definition="15-49")
    reach = intervals.poisson_exact(sum(births), exposure=sum(women))
    total = float(fertility.total_fertility_rate(rates, ages=ages))
    error = fertility.total_fertility_rate_standard_error(births, women=women, ages=ages)
    spread = NormalDist(total, float(error))
    mean = fertility.mean_age_at_birth(rates, ages=ages)
    deviation = fertility.standard_deviation_of_age_at_birth(rates, ages=ages)
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row(
        "General fertility rate, 15–49",
        find("GFR").publish(float(general)),
        f"95 % interval {reach.low * 1000:.2f}–{reach.high * 1000:.2f}, "
        f"printed {data.printed['GFR'][0]}",
    )
    table.add_row(
        "Total fertility rate",
        f"{total:.3f}",
        f"95 % interval {spread.inv_cdf(0.025):.3f}–{spread.inv_cdf(0.975):.3f}",
    )
    table.add_row("Mean age at birth", f"{mean:.2f}", f"standard deviation {deviation:.2f} years")
    return table


def _print_total(console: Console, audits: list[Audit]) -> None:
    """Print what matters first: how much stands, and what the reports' own counts contradict."""
    together = Audit(tuple(finding for found in audits for finding in found))
    console.print(Text(f"Audit of five work reports: {together.summary}", style="bold"))
    for finding in together.where(Verdict.INCONSISTENT):
        _print_finding(console, finding, name=f"{finding.claim.document} {finding.claim.id}")
    console.print()


def _print_audit(console: Console, found: Audit) -> None:
    claim = found[0].claim
    console.print(Text(f"{claim.document}: {claim.title}", style="bold"))
    console.print(f"{found.summary}\n")
    for finding in found:
        _print_finding(console, finding, name=finding.claim.id)
    console.print()


def _print_finding(console: Console, finding: Finding, *, name: str) -> None:
    line = Text()
    line.append(f"{finding.verdict:<14}", style=_STYLES[finding.verdict])
    line.append(f"{name:<14}", style="dim")
    line.append(str(finding.claim.assertion))
    outcome = finding.outcome
    notes = [f"would hold with {way}" for way in outcome.would_hold]
    notes += [f"missing: {', '.join(outcome.missing)}"] if outcome.missing else []
    console.print(Padding(line, (0, 0, 0, 2), expand=False))
    console.print(Padding(Text(outcome.explanation), (0, 0, 0, 6), expand=False))
    for note in [*notes, *outcome.remarks]:
        console.print(Padding(Text(f"– {note}", style="dim"), (0, 0, 0, 6), expand=False))
