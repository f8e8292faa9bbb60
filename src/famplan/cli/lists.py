"""Options that take a list: ``--indicator TFR ASFR``, ``--by v025,v106``, or the option again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

__all__ = ["ListCommand", "one_each"]

LISTS = ("--by", "--indicator")

# A code or the name of a column; what has a dot or a slash in it is a file.
_NAME = re.compile(r"[^\W\d]\w*", re.UNICODE)


def one_each(
    arguments: Sequence[str],
    lists: Collection[str] = LISTS,
    goes_on: Callable[[str], bool] | None = None,
) -> list[str]:
    """Say a list option again for each of its values, as the parser of options wants it.

    A list ends at the next option and at a file, or where `goes_on` says so.

    Examples
    --------
    >>> one_each(["--indicator", "TFR", "ASFR", "IR.dta", "--by=v025,v106"])
    ['--indicator', 'TFR', '--indicator', 'ASFR', 'IR.dta', '--by', 'v025', '--by', 'v106']
    """
    spread: list[str] = []
    option, is_first = "", False
    goes_on = goes_on or _goes_on
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if name in lists:
            option, is_first = name, not equals
            spread += _said(option, value) if equals else []
        elif option and (is_first or goes_on(argument)):
            spread += _said(option, argument)
            is_first = False
        else:
            option = ""
            spread.append(argument)
    # A list option without a value: the parser says so.
    return [*spread, option] if is_first else spread


def _said(option: str, values: str) -> list[str]:
    return [word for value in values.split(",") for word in (option, value)]


def _goes_on(argument: str) -> bool:
    return all(_NAME.fullmatch(value) for value in argument.split(","))


class ListCommand(TyperCommand):
    """A command whose list options may be followed by several values."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - click's context has moved
        """Read the arguments, with every list spelled out."""
        return super().parse_args(ctx, one_each(args))
