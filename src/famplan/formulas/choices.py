"""Arguments without a default: the basis on which a figure was counted, said by the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["nearest", "one_of"]


def one_of(value: str, allowed: Sequence[str], *, argument: str) -> None:
    """Check that an argument is one of the choices the field knows.

    Parameters
    ----------
    value : str
        What the caller gave.
    allowed : sequence of str
        What may be given, for example ``get_args`` of a ``Literal``.
    argument : str
        Name of the argument, for the message.

    Raises
    ------
    DefinitionError
        The value is not among them; the message names them all.

    Examples
    --------
    >>> one_of("couples", ("persons", "couples"), argument="unit")
    >>> one_of("pairs", ("persons", "couples"), argument="unit")
    Traceback (most recent call last):
    ...
    famplan.errors.DefinitionError: unit: 'pairs' is none of 'persons', 'couples'
    """
    if value not in allowed:
        choices = ", ".join(repr(choice) for choice in allowed)
        raise DefinitionError(argument, f"{value!r} is none of {choices}")


def nearest(word: str, known: Iterable[str]) -> str:
    """Find the known word that a misspelt one is closest to; empty if none is close.

    Examples
    --------
    >>> nearest("implnat", ["implant", "pill"])
    'implant'
    >>> nearest("x", ["implant", "pill"])
    ''
    """
    from difflib import get_close_matches  # noqa: PLC0415 - loaded at the first slip of the pen

    return next(iter(get_close_matches(word, list(known), n=1)), "")
