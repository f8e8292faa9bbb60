"""Options of the commands on rules; their work stands in a module loaded when it is called."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - typer reads annotations at run time
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads annotations at run time
from typing import Annotated

import typer

from famplan.cli.options import Format, On, Output, day_of

__all__ = ["rules", "verdict"]

Place = Annotated[
    str,
    typer.Option("--place", metavar="PLACE", help="With the texts of Henan, or Henan/Zhengzhou."),
]


class Language(StrEnum):
    """The language of a text."""

    ENGLISH = "en"
    CHINESE = "zh"


def rules(on: On = None, place: Place = "", output: Output = Format.TEXT) -> None:
    """List every scheme, or those in force on a day and what they pay."""
    from famplan.cli import rules as work  # noqa: PLC0415

    work.print_rules(on=day_of(on), place=place, as_json=output is Format.JSON)


def verdict(  # noqa: PLR0913 - one parameter for each option
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="A code such as rural-reward, or a name.")
    ],
    *,
    facts: Annotated[
        Path, typer.Option(metavar="FILE.json", help="Facts by name, as one JSON object.")
    ],
    on: Annotated[
        datetime,
        typer.Option(metavar="DATE", formats=["%Y-%m-%d"], help="The day, as 2012-03-01."),
    ],
    place: Place = "",
    output: Output = Format.TEXT,
    language: Annotated[Language, typer.Option(help="Of the text.")] = Language.ENGLISH,
) -> None:
    """Say whether someone qualifies on a day, with every reason and its source."""
    from famplan.cli import rules as work  # noqa: PLC0415

    code = work.print_verdict(
        rule,
        facts,
        on=on.date(),
        place=place,
        as_json=output is Format.JSON,
        language=str(language),
    )
    raise typer.Exit(code)
