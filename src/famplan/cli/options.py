"""Options that several commands have."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Format", "On", "Output", "day_of"]


class Format(StrEnum):
    """How a catalogue command prints."""

    TEXT = "text"
    JSON = "json"


# Typer reads days as datetimes only.
On = Annotated[
    datetime | None,
    typer.Option(
        "--on", metavar="DATE", formats=["%Y-%m-%d"], help="In force on this day, as 2012-03-01."
    ),
]
Output = Annotated[Format, typer.Option("--format", help="For people or for programs.")]


def day_of(on: datetime | None) -> date | None:
    """Take the day of an option."""
    return on.date() if on else None
