"""``famplan list``, ``show`` and ``cite``: what the catalogue says, for people or programs."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table

from famplan.catalogue import cite, find, indicators
from famplan.catalogue.definition import definition, record

if TYPE_CHECKING:
    from datetime import date

__all__ = ["print_citation", "print_definition", "print_list"]

# Wide enough that nothing wraps: a line of a pipe is a row, so that grep and cut see rows.
_PIPE_WIDTH = 10_000


def print_list(*, on: date | None, as_json: bool) -> None:
    """Print every indicator: code, both names, scale."""
    listed = indicators(on=on)
    if as_json:
        _print_json([record(entry) for entry in listed])
        return
    table = _table(header=True)
    # A code is what people type next: it is never cut, however narrow the terminal.
    codes = max((len(entry.code) for entry in listed), default=0)
    table.add_column("Code", no_wrap=True, min_width=codes)
    for title in ("Name", "名称"):
        table.add_column(title, overflow="fold")
    table.add_column("Per", justify="right")
    for entry in listed:
        table.add_row(entry.code, entry.name, entry.name_zh, f"{entry.per:,}")
    _print(table)


def print_definition(query: str, *, on: date | None, as_json: bool) -> None:
    """Print the definition block of one indicator."""
    entry = find(query, on=on)
    row = record(entry)
    if as_json:
        _print_json(row)
        return
    table = _table(header=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for label, text in definition(entry).items():
        table.add_row(label, text)
    table.add_row("", row["summary"])
    _print(table)


def print_citation(query: str, *, on: date | None) -> None:
    """Print the footnote of one indicator, on one line."""
    sys.stdout.write(f"{cite(query, on=on)}\n")


def _table(*, header: bool) -> Table:
    return Table(box=box.SIMPLE_HEAD if header else None, show_header=header, pad_edge=False)


def _print(table: Table) -> None:
    console = Console(markup=False, highlight=False)
    if console.is_terminal:
        console.print(table)
        return
    table.box = None
    wide = Console(width=_PIPE_WIDTH, markup=False, highlight=False)
    with wide.capture() as captured:
        wide.print(table)
    for line in captured.get().splitlines():
        sys.stdout.write(f"{line.rstrip()}\n")


def _print_json(value: Any) -> None:  # noqa: ANN401 - anything JSON can hold
    sys.stdout.write(f"{json.dumps(value, ensure_ascii=False, indent=2)}\n")
