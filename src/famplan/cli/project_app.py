"""Options of ``famplan project``; its work stands in a module loaded when it is called."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads annotations at run time
from typing import Annotated

import typer

__all__ = ["project"]


def project(  # noqa: PLR0913 - one parameter for each option
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="INPUT…", help="A TOML file of choices, CSV files of figures."),
    ] = None,
    *,
    until: Annotated[int, typer.Option("--to", metavar="YEAR", help="The last population.")],
    figure: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="population, births, CBR, MEDIAN_AGE …; again for more."),
    ] = None,
    bound: Annotated[
        list[str] | None,
        typer.Option(metavar="BOUND", help='"population<=4400000", "RNI<=5‰"; again for more.'),
    ] = None,
    paths: Annotated[
        int, typer.Option(metavar="N", min=0, help="Paths to draw of what is uncertain.")
    ] = 0,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="Where the drawing starts; paths need it.")
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Instead of files: China from 2020, no forecast.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write a .csv or .json, whole or not at all."),
    ] = None,
) -> None:
    """Carry a population forward by age and sex; exit code 1 if a bound is crossed."""
    from famplan.cli import project as work  # noqa: PLC0415

    code = work.run(
        tuple(inputs or ()),
        until=until,
        figures=tuple(figure or ()),
        bounds=tuple(bound or ()),
        drawn=(paths, seed),
        example=example,
        out=out,
    )
    raise typer.Exit(code)
