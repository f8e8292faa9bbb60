"""``famplan synthesize``: a county register that nobody is in, with the truth beside it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import attrs

from famplan.cli.exit_code import ExitCode
from famplan.datasets.register import Faults, synthetic_register
from famplan.errors import DefinitionError, InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["run"]


def run(  # noqa: PLR0913 - one argument for each side of the register
    folder: Path,
    *,
    persons: int,
    seed: int,
    areas: int,
    faults: Sequence[str],
    written: Mapping[str, Any],
) -> ExitCode:
    """Make a register, write it whole or not at all, and say what was written."""
    register = synthetic_register(persons, seed=seed, areas=areas, faults=_faults(faults))
    register.write(folder, **written)
    rows = {name: len(next(iter(table.values()))) for name, table in register.tables.items()}
    listed = "\n".join(f"{name:<17}{number:>11,}" for name, number in rows.items())
    sys.stdout.write(f"{folder}: a synthetic register; nobody in it exists\n{listed}\n")
    return ExitCode.OK


def _faults(given: Sequence[str]) -> Faults:
    """Read faults from texts such as ``omitted=0.05``."""
    names = [name for name in attrs.fields_dict(Faults) if name != "omitted_in"]
    shares: dict[str, Any] = {}
    for text in given:
        name, _, share = text.partition("=")
        if name not in names:
            raise DefinitionError("--fault", f"{name!r} is none of {', '.join(names)}")
        try:
            shares[name] = float(share)
        except ValueError as error:
            raise InvalidInputError(
                f"--fault {name}", f"{share!r} is no share", remedy="write omitted=0.05"
            ) from error
    return Faults(**shares)
