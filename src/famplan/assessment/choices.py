"""Words that stand for one of a few choices: a slip is answered with what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from enum import StrEnum

__all__ = ["chosen"]

_Choice = TypeVar("_Choice", bound="StrEnum")


def chosen(kind: type[_Choice], word: _Choice | str, where: str) -> _Choice:
    """Take the member of an enumeration that a word stands for.

    Parameters
    ----------
    kind : type of StrEnum
        What is allowed.
    word : member or str
        What was given.
    where : str
        Name of the field, for the error.

    Raises
    ------
    DefinitionError
        The word is none of them.

    Examples
    --------
    >>> from famplan.assessment import Direction
    >>> chosen(Direction, "at least", "direction")
    <Direction.AT_LEAST: 'at least'>
    >>> chosen(Direction, "min", "direction")
    Traceback (most recent call last):
    ...
    famplan.errors.DefinitionError: direction: no 'min'; allowed: at least, at most, band, exact
    """
    try:
        return kind(word)
    except ValueError as error:
        raise DefinitionError(
            where, f"no {word!r}", remedy=f"allowed: {', '.join(kind)}"
        ) from error
