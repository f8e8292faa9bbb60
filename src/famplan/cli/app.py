"""The commands and their options; the work of each stands in a module loaded when it is called."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer

import famplan

if TYPE_CHECKING:
    from datetime import date

__all__ = ["app"]

_EXIT_CODES = (
    "Exit codes: 0 done; 1 there are findings; 2 wrong usage; 3 the input cannot be used; "
    "4 an optional library is missing."
)

app = typer.Typer(
    help="Fertility and family-planning statistics: look definitions up, check stated figures.",
    epilog=_EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How a catalogue command prints."""

    TEXT = "text"
    JSON = "json"


Code = Annotated[
    str, typer.Argument(metavar="CODE", help="A code such as SRB, or a name in either language.")
]
# Typer reads days as datetimes only.
On = Annotated[
    datetime | None,
    typer.Option(
        "--on", metavar="DATE", formats=["%Y-%m-%d"], help="In force on this day, as 2012-03-01."
    ),
]
Output = Annotated[Format, typer.Option("--format", help="For people or for programs.")]


def _day(on: datetime | None) -> date | None:
    return on.date() if on else None


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer passes an option's value alone
    if wanted:
        typer.echo(f"famplan {famplan.__version__}")
        raise typer.Exit


@app.callback()
def _famplan(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    pass


@app.command("list")
def _list(on: On = None, output: Output = Format.TEXT) -> None:
    """List every indicator, or those in force on a day."""
    from famplan.cli import catalogue  # noqa: PLC0415

    catalogue.print_list(on=_day(on), as_json=output is Format.JSON)


@app.command("show")
def _show(code: Code, on: On = None, output: Output = Format.TEXT) -> None:
    """Show what an indicator means and what computes it."""
    from famplan.cli import catalogue  # noqa: PLC0415

    catalogue.print_definition(code, on=_day(on), as_json=output is Format.JSON)


@app.command("cite")
def _cite(code: Code, on: On = None) -> None:
    """Print a footnote: definition and source."""
    from famplan.cli import catalogue  # noqa: PLC0415

    catalogue.print_citation(code, on=_day(on))


class Page(StrEnum):
    """How an audit prints."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


@app.command("audit")
def _audit(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE.toml", help="Files of claims, see the docs.")
    ],
    output: Annotated[
        Page, typer.Option("--format", help="For people, for programs, or as a page.")
    ] = Page.TEXT,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write here, whole or not at all.")
    ] = None,
) -> None:
    """Recompute the figures that reports state; exit code 1 if one is contradicted."""
    from famplan.cli import audit  # noqa: PLC0415

    raise typer.Exit(audit.run(files, output, out))


@app.command("demo")
def _demo() -> None:
    """Print first results: a city's fertility, and the audit of five real reports."""
    from famplan.cli import demo  # noqa: PLC0415

    demo.print_demo()
