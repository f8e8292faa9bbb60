"""The ``famplan`` command: thin; every command calls the library and prints.

A fault is one line on standard error, never a traceback, and the exit code says of what sort it
was (see `famplan.cli.exit_code.ExitCode`).
"""

from __future__ import annotations

import sys
import warnings
from importlib.util import find_spec
from typing import TYPE_CHECKING, NoReturn, TextIO

from famplan.cli.exit_code import ExitCode
from famplan.errors import FamplanError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ExitCode", "main"]

_NEEDED = ("typer", "rich")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows ``famplan``; without it, the arguments of this process.
    """
    _write_any_character()
    warnings.showwarning = _warn_in_one_line
    try:
        _run(arguments)
    except MissingExtraError as error:
        _end(error, ExitCode.MISSING_EXTRA)
    except FamplanError as error:
        _end(error, ExitCode.BAD_INPUT)


def _run(arguments: Sequence[str] | None) -> None:
    for package in _NEEDED:
        if find_spec(package) is None:
            raise MissingExtraError("the famplan command", package=package, extra="cli")
    from famplan.cli.app import app  # noqa: PLC0415 - it needs the extra just looked for

    app(args=None if arguments is None else list(arguments), prog_name="famplan")


def _end(error: FamplanError, code: ExitCode) -> NoReturn:
    # One fault is one line; an error that gathers several has a line for each.
    for line in str(error).splitlines():
        sys.stderr.write(f"famplan: {line}\n")
    sys.exit(code)


def _warn_in_one_line(  # noqa: PLR0913, PLR0917 - the signature that warnings.showwarning has
    message: Warning | str,
    category: type[Warning],  # noqa: ARG001
    filename: str,  # noqa: ARG001
    lineno: int,  # noqa: ARG001
    file: TextIO | None = None,
    line: str | None = None,  # noqa: ARG001
) -> None:
    (file or sys.stderr).write(f"famplan: warning: {message}\n")


def _write_any_character() -> None:
    # A console that cannot show Chinese gets escapes (which JSON reads back), not a crash.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
