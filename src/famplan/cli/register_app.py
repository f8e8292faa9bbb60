"""Options of the commands on registers; their work stands in modules loaded when it is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads annotations at run time
from typing import Annotated

import typer

from famplan.cli.options import Format, Output

__all__ = ["check", "schema", "synthesize"]


def check(  # noqa: PLR0913 - one parameter for each option
    source: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A file for each table, or a workbook.")
    ],
    *,
    headers: Annotated[
        Path | None,
        typer.Option(metavar="MAPPING.toml", help="What you call tables, columns and words."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of text files; found out unless given.")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--format", metavar="text|json|csv", help="For people, or for programs."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write here, whole or not at all.")
    ] = None,
    set_aside: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write rows with errors here, as they were."),
    ] = None,
) -> None:
    """Check a register: every fault, its file and row; exit code 1 if there are any."""
    from famplan.cli import check as work  # noqa: PLC0415

    reading = {"headers": headers, "encoding": encoding}
    raise typer.Exit(work.run(source, reading=reading, output=output, out=out, set_aside=set_aside))


def schema(
    tables: Annotated[
        list[str] | None,
        typer.Argument(metavar="TABLE", help="Tables, as births; all of them unless given."),
    ] = None,
    *,
    output: Output = Format.TEXT,
) -> None:
    """Show the tables of a register: columns, headers in both languages, words."""
    from famplan.cli import schema as work  # noqa: PLC0415

    work.print_schema(tables or (), as_json=output is Format.JSON)


class Files(StrEnum):
    """How a register is written."""

    CSV = "csv"
    PARQUET = "parquet"


class Headers(StrEnum):
    """Language of headers and words."""

    EN = "en"
    ZH = "zh"


class Encoding(StrEnum):
    """How text is written to CSV files."""

    UTF_8 = "utf-8"
    UTF_8_SIG = "utf-8-sig"
    GB18030 = "gb18030"


def synthesize(  # noqa: PLR0913 - one parameter for each option
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder.")],
    *,
    seed: Annotated[int, typer.Option(help="The same seed gives the same register.")],
    persons: Annotated[int, typer.Option(help="Residents on the first day.")] = 450_000,
    areas: Annotated[int, typer.Option(help="Townships.")] = 21,
    fault: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=SHARE", help="A fault to plant, as omitted=0.05; repeatable."),
    ] = None,
    form: Annotated[Files, typer.Option("--format", help="Format of the files.")] = Files.CSV,
    headers: Annotated[Headers, typer.Option(help="Language of headers.")] = Headers.EN,
    encoding: Annotated[Encoding, typer.Option(help="Encoding of CSV files.")] = Encoding.UTF_8,
) -> None:
    """Write the register of a county that does not exist, labelled synthetic."""
    from famplan.cli import synthesize as work  # noqa: PLC0415

    raise typer.Exit(
        work.run(
            folder,
            persons=persons,
            seed=seed,
            areas=areas,
            faults=tuple(fault or ()),
            written={"format": str(form), "headers": str(headers), "encoding": str(encoding)},
        )
    )
