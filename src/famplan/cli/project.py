"""``famplan project``: a population carried forward, its fan, and the bounds that it crosses."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Any

from famplan.catalogue import find
from famplan.cli.exit_code import ExitCode
from famplan.cli.printing import empty_table, print_table
from famplan.datasets import projection_example
from famplan.errors import DefinitionError, InvalidInputError
from famplan.projection import Bound, crossings, read_plan
from famplan.projection.cohort.measures import FLOWS, check_measure
from famplan.report.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from famplan.projection import Fan, Plan, Projection

__all__ = ["ENDINGS", "USUAL", "run"]

USUAL = ("population", "births", "deaths", "migration", "CBR", "CDR", "GROWTH_RATE", "OLDER_SHARE")
"""Figures that are shown unless others are asked for."""
ENDINGS = (".csv", ".json")
"""Files that can be written."""


def run(  # noqa: PLR0913 - one argument for each option
    inputs: Sequence[Path],
    *,
    until: int,
    figures: Sequence[str],
    bounds: Sequence[str],
    drawn: tuple[int, int | None],
    example: bool,
    out: Path | None,
) -> ExitCode:
    """Read, project, draw, print, write, and return the exit code.

    Parameters
    ----------
    inputs : sequence of path
        The files.
    until : int
        The last year.
    figures : sequence of str
        Figures to show; `USUAL` if there is none.
    bounds : sequence of str
        Bounds to watch.
    drawn : tuple
        Paths and seed.
    example : bool
        Take the files of the example.
    out : path, optional
        Where to write.

    Raises
    ------
    DefinitionError
        Options that do not go together.
    """
    paths, seed = drawn
    _check_options(inputs, example=example, paths=paths, seed=seed, out=out)
    names = [check_measure(name) for name in figures] or [*USUAL]
    watched = [Bound.parse(text) for text in bounds]
    plan = read_plan(*(projection_example() if example else inputs))
    try:
        forward, fan = plan.project(until), None
    except InvalidInputError as error:
        if error.where != "until":
            raise
        raise InvalidInputError("--to", error.problem, remedy=error.remedy) from error
    if paths:
        fan = plan.simulate(until, paths=paths, seed=seed, measures=names, bounds=watched)
    found = crossings(forward, watched)
    _print(plan, forward, names)
    _print_bounds([str(one) for one in found], fan)
    if out is not None:
        write_whole(out, _file(out, forward, fan, names, [str(one) for one in found]))
        sys.stdout.write(f"{out}\n")
    return ExitCode.FINDINGS if found else ExitCode.OK


def _check_options(
    inputs: Sequence[Path], *, example: bool, paths: int, seed: int | None, out: Path | None
) -> None:
    if example == bool(inputs):
        raise DefinitionError("INPUT", "give files, or --example, and not both")
    if paths and seed is None:
        raise DefinitionError(
            "--seed", "is missing", remedy="paths are drawn from a seed: --seed 1"
        )
    if out is not None and out.suffix.casefold() not in ENDINGS:
        raise DefinitionError("--out", f"{out.suffix!r} is none of {', '.join(ENDINGS)}")


def _print(plan: Plan, forward: Projection, names: Sequence[str]) -> None:
    if plan.title:
        sys.stdout.write(f"{plan.title}\n")
    told = "; ".join(f"{key} {name}" for key, name in forward.names.items())
    sys.stdout.write(f"{told}\n")
    table = empty_table(header=True)
    areas = ["area"] if forward.account.births.ndim > 2 else []  # noqa: PLR2004 - steps, sexes
    for name in (*areas, "year", *names):
        table.add_column(name, justify="left" if name == "area" else "right")
    for record in forward.to_records(names):
        cells = [str(record[name]) for name in (*areas, "year")]
        table.add_row(*cells, *(_shown(name, record[name]) for name in names))
    print_table(table)
    if forward.step > 1 and any(name in FLOWS and name.islower() for name in names):
        sys.stdout.write(
            f"persons who are born, die or move: of the {forward.step} years that end then\n"
        )


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if name.islower() else find(name).publish(value)


def _print_bounds(found: Sequence[str], fan: Fan | None) -> None:
    for line in found:
        sys.stdout.write(f"warning: {line}\n")
    if fan is None:
        return
    sys.stdout.write(f"{fan!r}\n".replace("<", "").replace(">", ""))
    for chance in fan.chances:
        low, high = chance.interval
        middle = chance.median_year
        by = f"; half of the paths by {middle}" if middle is not None else ""
        sys.stdout.write(
            f"{chance.bound}: crossed by {chance.years[-1]} with probability "
            f"{chance.probability:.3f} (Monte Carlo {low:.3f} to {high:.3f}){by}\n"
        )


def _file(
    out: Path, forward: Projection, fan: Fan | None, names: Sequence[str], found: Sequence[str]
) -> str:
    """Write records as CSV, or everything as JSON."""
    records = forward.to_records(names)
    if out.suffix.casefold() == ".json":
        content: dict[str, Any] = {
            "assumptions": dict(forward.names),
            "records": records,
            "crossings": list(found),
        }
        if fan is not None:
            content["fan"] = fan.to_records()
            content["bounds"] = [row for chance in fan.chances for row in chance.to_records()]
            content["uncertainty"] = repr(fan.shocks)
            content |= {"paths": fan.paths, "seed": fan.seed}
        return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n"
    rows = records if fan is None else fan.to_records()
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=[*rows[0]], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
