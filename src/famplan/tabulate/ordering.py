"""The order in which groups stand in a table, whatever order their rows come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Ranked", "rank", "ranked"]


class Ranked(str):
    """A text that knows its place among the categories of its column: none, primary, higher.

    It equals the plain text, so the rows of two sources fall into one group.

    Examples
    --------
    >>> sorted(ranked(["none", "primary", "higher"])), sorted(["none", "primary", "higher"])
    (['higher', 'none', 'primary'], ['higher', 'none', 'primary'])
    >>> sorted(ranked(["none", "primary", "higher"]), key=rank)
    ['none', 'primary', 'higher']
    """

    __slots__ = ("place",)

    place: int

    def __new__(cls, text: str, place: int) -> Self:
        """Put a text in its place."""
        made = super().__new__(cls, text)
        made.place = place
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Make it again in another process, at the same place."""
        return Ranked, (str(self), self.place)


def ranked(values: Sequence[object]) -> list[object]:
    """Put ordered categories in their places; those that are numbers have an order already.

    Examples
    --------
    >>> [value.place for value in ranked(["none", "primary"])]
    [0, 1]
    """
    return [
        Ranked(value, place) if isinstance(value, str) else value
        for place, value in enumerate(values)
    ]


def rank(label: object) -> tuple[bool, str, int, Any]:
    """Give the place of a label: numbers, then texts in the order of their column, unknown last.

    Examples
    --------
    >>> sorted(["rural", None, 2, "urban", 1], key=rank)
    [1, 2, 'rural', 'urban', None]
    """
    if isinstance(label, (int, float)):
        return False, "", 0, label
    if isinstance(label, Ranked):
        return False, str.__name__, label.place, label
    return label is None, type(label).__name__, 0, label
