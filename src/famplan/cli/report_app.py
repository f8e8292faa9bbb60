"""Options of ``famplan report``; its work stands in a module loaded when it is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from famplan.cli.lists import one_each
from famplan.errors import DefinitionError

__all__ = ["FilesCommand", "report"]

_ENDINGS = (".html", ".xlsx", ".json", ".md")


class FilesCommand(TyperCommand):
    """A command whose ``--out`` may be followed by several files."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - click's context has moved
        """Read the arguments, with every file spelled out."""
        return super().parse_args(ctx, one_each(args, ("--out",), _is_report))


def _is_report(argument: str) -> bool:
    """Take a file to write from its ending; one with another ending too, unless it is there."""
    path = Path(argument)
    known = path.suffix.lower() in _ENDINGS
    return not argument.startswith("-") and (known or bool(path.suffix and not path.exists()))


class Language(StrEnum):
    """Language of the report."""

    EN = "en"
    ZH = "zh"


class Recorded(StrEnum):
    """What becomes of conformity as the office recorded it."""

    FIRST = "first"
    IGNORED = "ignored"


def _rules(place: str | None, recorded: Recorded | None, schemes: list[str]) -> dict[str, Any]:
    """Read the options on rules, which come together or not at all."""
    if place is None:
        if recorded is not None or schemes:
            raise DefinitionError("--rules", "is missing", remedy="name a province: --rules Henan")
        return {}
    if recorded is None:
        problem = "with --rules it must be said what becomes of conformity as recorded"
        raise DefinitionError("--recorded", problem, remedy="give first or ignored")
    named = dict(text.rpartition("=")[::2] for text in schemes)
    if "" in named:
        raise DefinitionError("--scheme", "is not NAME=CODE", remedy="as reward=rural-reward")
    return {"place": place, "recorded": str(recorded), "schemes": named}


def report(  # noqa: PLR0913 - one parameter for each option
    source: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A file for each table, or a workbook.")
    ],
    *,
    period: Annotated[
        str, typer.Option(metavar="PERIOD", help="As 2013, 2013H1, 2013Q2, 2013-06 or SY2013.")
    ],
    out: Annotated[
        list[Path],
        typer.Option(metavar="FILE…", help="report.html report.xlsx report.json report.md"),
    ],
    by: Annotated[
        str | None,
        typer.Option(metavar="LEVEL", help="county, township, village …, or area; none if left."),
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="AREA", help="Path, code or name; found out if left.")
    ] = None,
    language: Annotated[Language, typer.Option(help="Of pages, sheets and charts.")] = Language.EN,
    title: Annotated[str | None, typer.Option(help="Instead of the usual one.")] = None,
    compare: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="Compare with this; else the one before.")
    ] = None,
    back: Annotated[
        int, typer.Option(metavar="N", min=0, help="Earlier periods to count, for trends.")
    ] = 1,
    scope: Annotated[
        str, typer.Option(metavar="SCOPE", help="Whom the population is: resident, registered …")
    ] = "resident",
    minimum_stay: Annotated[
        int | None, typer.Option(metavar="MONTHS", min=1, help="After which someone is resident.")
    ] = None,
    uptake_days: Annotated[
        int | None,
        typer.Option(metavar="DAYS", min=1, help="Within which a method is begun in time."),
    ] = None,
    rules: Annotated[
        str | None,
        typer.Option(metavar="PROVINCE", help="Judge births by the texts of Henan …, as counts."),
    ] = None,
    recorded: Annotated[
        Recorded | None,
        typer.Option(help="With --rules: conformity as recorded comes first, or is ignored."),
    ] = None,
    scheme: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=CODE", help="With --rules: who is due a benefit, as reward=rural-reward."
        ),
    ] = None,
    hide_below: Annotated[
        float | None, typer.Option(metavar="N", min=0, help="Hide smaller counts; 10 if left.")
    ] = None,
    headers: Annotated[
        Path | None,
        typer.Option(metavar="MAPPING.toml", help="What you call tables, columns and words."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of text files; found out unless given.")
    ] = None,
    set_aside: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write rows with errors here, as they were."),
    ] = None,
) -> None:
    """Write the report of a register: all files, or none; exit code 1 if there are findings."""
    from famplan.cli import report as work  # noqa: PLC0415

    code = work.run(
        source,
        period=period,
        reading={"headers": headers, "encoding": encoding},
        counting={
            "by": by,
            "at": at,
            "scope": scope,
            "months": minimum_stay,
            "uptake_days": uptake_days,
            "rules": _rules(rules, recorded, scheme or []),
        },
        writing={"language": str(language), "title": title, "hide_below": hide_below},
        compare=compare,
        back=back,
        out=out,
        set_aside=set_aside,
    )
    raise typer.Exit(code)
