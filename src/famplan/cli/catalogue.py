"""``famplan list``, ``show`` and ``cite``: what the catalogue says, for people or programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from famplan.catalogue import cite, find, indicators
from famplan.catalogue.definition import definition, record
from famplan.cli.printing import empty_table, print_json, print_table

if TYPE_CHECKING:
    from datetime import date

__all__ = ["print_citation", "print_definition", "print_list"]


def print_list(*, on: date | None, as_json: bool) -> None:
    """Print every indicator: code, both names, scale."""
    listed = indicators(on=on)
    if as_json:
        print_json([record(entry) for entry in listed])
        return
    table = empty_table(header=True)
    # A code is what people type next: it is never cut, however narrow the terminal.
    codes = max((len(entry.code) for entry in listed), default=0)
    table.add_column("Code", no_wrap=True, min_width=codes)
    for title in ("Name", "名称"):
        table.add_column(title, overflow="fold")
    table.add_column("Per", justify="right")
    for entry in listed:
        table.add_row(entry.code, entry.name, entry.name_zh, f"{entry.per:,}")
    print_table(table)


def print_definition(query: str, *, on: date | None, as_json: bool) -> None:
    """Print the definition block of one indicator."""
    entry = find(query, on=on)
    row = record(entry)
    if as_json:
        print_json(row)
        return
    table = empty_table(header=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for label, text in definition(entry).items():
        table.add_row(label, text)
    table.add_row("", row["summary"])
    print_table(table)


def print_citation(query: str, *, on: date | None) -> None:
    """Print the footnote of one indicator, on one line."""
    sys.stdout.write(f"{cite(query, on=on)}\n")
