"""The commands and their options; the work of each stands in a module loaded when it is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads annotations at run time
from typing import Annotated

import typer

import famplan
from famplan.cli import assess_app, project_app, register_app, report_app, rules_app
from famplan.cli.lists import ListCommand
from famplan.cli.options import Format, On, Output, day_of

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
app.command("check")(register_app.check)
app.command("schema")(register_app.schema)
app.command("synthesize")(register_app.synthesize)
app.command("assess", cls=report_app.FilesCommand)(assess_app.assess)
app.command("project")(project_app.project)
app.command("rules")(rules_app.rules)
app.command("verdict")(rules_app.verdict)
app.command("report", cls=report_app.FilesCommand)(report_app.report)


Code = Annotated[
    str, typer.Argument(metavar="CODE", help="A code such as SRB, or a name in either language.")
]


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

    catalogue.print_list(on=day_of(on), as_json=output is Format.JSON)


@app.command("show")
def _show(code: Code, on: On = None, output: Output = Format.TEXT) -> None:
    """Show what an indicator means and what computes it."""
    from famplan.cli import catalogue  # noqa: PLC0415

    catalogue.print_definition(code, on=day_of(on), as_json=output is Format.JSON)


@app.command("cite")
def _cite(code: Code, on: On = None) -> None:
    """Print a footnote: definition and source."""
    from famplan.cli import catalogue  # noqa: PLC0415

    catalogue.print_citation(code, on=day_of(on))


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
def _demo(
    *,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Also write a synthetic county and its report here."),
    ] = None,
) -> None:
    """Print first results: a city's fertility, and the audit of five real reports."""
    from famplan.cli import demo  # noqa: PLC0415

    demo.print_demo()
    if out is not None:
        demo.print_county(out)


class Sheet(StrEnum):
    """How a table prints."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class Faults(StrEnum):
    """What becomes of rows with faults."""

    ERROR = "error"
    DROP = "drop"
    KEEP = "keep"


@app.command("rates", cls=ListCommand)
def _rates(  # noqa: PLR0913 - one parameter for each option
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Survey files: one row for each woman.")
    ],
    *,
    indicator: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE…",
            help="TFR, GFR, ASFR, CPR, mCPR, UNMET, DISC12 and others; the first three if none.",
        ),
    ] = None,
    by: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN…", help="Columns that make the groups.")
    ] = None,
    window: Annotated[
        int | None,
        typer.Option(metavar="MONTHS", help="Length of the window; 36, of birth intervals 60."),
    ] = None,
    ending: Annotated[
        str, typer.Option(metavar="MONTH", help="The month it ends before: interview, or 2015-06.")
    ] = "interview",
    before: Annotated[
        int, typer.Option(metavar="MONTHS", help="How much earlier the window ends.")
    ] = 0,
    births: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The births, where they are a table of their own."),
    ] = None,
    population: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The household members, for the crude birth rate."),
    ] = None,
    definition: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Whose definition, of the indicators that have it: see their page."
        ),
    ] = None,
    phase: Annotated[
        str | None, typer.Option(metavar="dhs2…dhs8", help="Phase of the survey; dhs7.")
    ] = None,
    methods: Annotated[
        str | None, typer.Option(metavar="FILE", help="Its codes of methods: those of BOIR51.")
    ] = None,
    letters: Annotated[
        str | None, typer.Option(metavar="FILE", help="Its letters of calendars: of EGIR51.")
    ] = None,
    all_women_factor: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="For samples of ever-married women.")
    ] = None,
    faults: Annotated[Faults, typer.Option(help="Rows with faults.")] = Faults.ERROR,
    level: Annotated[float, typer.Option(help="Level of the intervals.")] = 0.95,
    hide_below: Annotated[
        float | None, typer.Option(metavar="N", help="Hide estimates on fewer cases.")
    ] = None,
    bracket_below: Annotated[
        float | None, typer.Option(metavar="N", help="Bracket estimates on fewer cases.")
    ] = None,
    output: Annotated[
        Sheet, typer.Option("--format", help="For people, or for programs.")
    ] = Sheet.TEXT,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write here, whole or not at all.")
    ] = None,
) -> None:
    """Compute fertility and contraception from survey files, with design-based errors."""
    from famplan.cli import rates  # noqa: PLC0415

    few = {"hide_below": hide_below, "bracket_below": bracket_below}
    options = {
        "window": window,
        "ending": None if ending == "interview" else ending,
        "before": before or None,
        "all_women_factor": all_women_factor,
        "phase": phase,
        "methods": methods,
        "letters": letters,
    }
    code = rates.run(
        files,
        asked={
            "codes": tuple(indicator or ()),
            "by": tuple(by or ()),
            "options": {name: value for name, value in options.items() if value is not None},
            "reading": {"births": births, "faults": str(faults)},
            "definition": definition,
            "level": level,
            "population": population,
        },
        few={name: number for name, number in few.items() if number is not None},
        output=output,
        out=out,
    )
    raise typer.Exit(code)
