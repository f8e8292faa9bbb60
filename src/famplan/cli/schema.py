"""``famplan schema``: the tables of a register, for people or programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from famplan.cli.printing import print_json
from famplan.readers import schema_record, schema_text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["print_schema"]


def print_schema(tables: Iterable[str], *, as_json: bool) -> None:
    """Print the schema, or some of its tables."""
    if as_json:
        print_json(schema_record(*tables))
        return
    sys.stdout.write(f"{schema_text(*tables)}\n")
