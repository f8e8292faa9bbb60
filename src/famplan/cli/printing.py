"""How commands print: tables that fit a terminal, whole lines in a pipe, JSON for programs."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

__all__ = ["empty_table", "print_json", "print_table"]

# Wide enough that nothing wraps: a line of a pipe is a row, so that grep and cut see rows.
_PIPE_WIDTH = 10_000


def empty_table(*, header: bool) -> Table:
    """Start a table."""
    return Table(box=box.SIMPLE_HEAD if header else None, show_header=header, pad_edge=False)


def print_table(table: Table) -> None:
    """Print a table: fitted to a terminal, or a line for each row."""
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


def print_json(value: Any) -> None:  # noqa: ANN401 - anything JSON can hold
    """Print JSON."""
    sys.stdout.write(f"{json.dumps(value, ensure_ascii=False, indent=2)}\n")
