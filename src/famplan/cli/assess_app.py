"""Options of ``famplan assess``; its work stands in a module loaded when it is called."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads annotations at run time
from typing import Annotated

import typer

from famplan.cli.options import Format, On, Output, day_of
from famplan.cli.report_app import Language
from famplan.errors import DefinitionError

__all__ = ["assess"]


def _pairs(texts: list[str] | None, option: str, example: str) -> dict[str, str]:
    """Read NAME=VALUE."""
    found: dict[str, str] = {}
    for text in texts or ():
        name, equals, value = text.partition("=")
        if not (name and equals):
            raise DefinitionError(option, f"{text!r} is not NAME=VALUE", remedy=f"as {example}")
        found[name.strip()] = value.strip()
    return found


def assess(  # noqa: PLR0913 - one parameter for each option
    scheme: Annotated[
        str | None, typer.Argument(metavar="SCHEME", help="Code of a scheme, or a scheme file.")
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DATA…", help="Figures of units: .toml .csv .xlsx, or a report."),
    ] = None,
    *,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="Of the units that do not say theirs: township …")
    ] = "",
    events: Annotated[
        bool, typer.Option("--events", help="Events that no file names did not happen.")
    ] = False,
    year: Annotated[
        int | None, typer.Option(metavar="YEAR", help="Year of assessment; statuses need it.")
    ] = None,
    say: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="What the scheme leaves open; again for more."),
    ] = None,
    definition: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=NAME", help="Which variant, where a report has several."),
    ] = None,
    language: Annotated[Language, typer.Option(help="Of tables and pages.")] = Language.EN,
    level: Annotated[float, typer.Option(help="Level of the intervals.")] = 0.95,
    example: Annotated[
        bool, typer.Option("--example", help="Instead of files: a made-up county's six units.")
    ] = False,
    listing: Annotated[
        bool, typer.Option("--list", help="List the schemes that come with famplan.")
    ] = False,
    on: On = None,
    output: Output = Format.TEXT,
    out: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE…", help="sheet.html sheet.xlsx sheet.json sheet.md"),
    ] = None,
) -> None:
    """Assess units by a scheme; exit code 1 if a sanction fires, or may."""
    from famplan.cli import assess as work  # noqa: PLC0415

    if listing:
        work.print_schemes(on=day_of(on), as_json=output is Format.JSON)
        return
    code = work.run(
        scheme,
        tuple(data or ()),
        kind=kind,
        all_events=events,
        year=year,
        arguments=_pairs(say, "--say", "--say level_best=100%"),
        definitions=_pairs(definition, "--definition", "--definition SRB=order 1"),
        language=str(language),
        level=level,
        example=example,
        as_json=output is Format.JSON,
        out=tuple(out or ()),
    )
    raise typer.Exit(code)
