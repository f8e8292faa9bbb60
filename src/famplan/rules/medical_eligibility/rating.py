"""Ratings: what a cell of a table says."""

from __future__ import annotations

import re

import attrs

from famplan.errors import DefinitionError
from famplan.rules.medical_eligibility.categories import Category, Phase

__all__ = ["CellPair", "Rating"]

_STAR = "*"
_SPLIT = re.compile(r"\s*/\s*")
_NOT_APPLICABLE = {"NA", "N/A", "不适用"}
_WORDS = re.compile(r"\w{2,}.*\s.*\w|[\u4e00-\u9fff]{2}", re.DOTALL)


@attrs.frozen
class Rating:
    """A category, one of two (``2/3``), a text in place of one, or that none applies.

    Parameters
    ----------
    low, high : Category or None
        The least and the worst that it can mean. A text can mean anything: its `low` is unknown,
        and its `high` the worst of the scale, until someone reads it.
    text : str
        What the cell says.
    clarified : bool
        Whether the table has a note to it (``2*``).

    Examples
    --------
    >>> Rating.read("2/3*")
    Rating(low=<Category.TWO: '2'>, high=<Category.THREE: '3'>, text='2/3', clarified=True)
    >>> Rating.read("See also Drug Interactions.").low is None
    True
    >>> Rating.read("5")
    Traceback (most recent call last):
    ...
    famplan.errors.DefinitionError: rating: is no category, split (2/3), NA or text in words
    """

    low: Category | None
    high: Category | None
    text: str
    clarified: bool = False

    @property
    def in_words(self) -> bool:
        """Whether a text stands in place of a category."""
        return self.low is None and self.high is not None

    @classmethod
    def read(cls, cell: str, *, surgical: bool = False) -> Rating | None:
        """Read a cell; None where it is blank, because the row does not speak of the method.

        Parameters
        ----------
        cell : str
            What stands in it.
        surgical : bool
            Whether the column is rated by the letters A, C, D and S.

        Raises
        ------
        DefinitionError
            It is no rating of its scale.
        """
        text = " ".join(cell.split())
        clarified = text.endswith(_STAR)
        text = text.rstrip(_STAR).rstrip()
        if not text:
            if clarified:
                raise DefinitionError("rating", "is a star without a category")
            return None
        if text.upper() in _NOT_APPLICABLE:
            return cls(None, None, "NA", clarified)
        if _WORDS.search(text):
            return cls(None, Category.SPECIAL if surgical else Category.FOUR, text, clarified)
        found = _categories(text)
        if any(category.surgical is not surgical for category in found):
            scale = "A, C, D, S" if surgical else "1, 2, 3, 4"
            raise DefinitionError("rating", f"is not of the scale {scale}")
        return cls(found[0], found[-1], text, clarified)

    def __str__(self) -> str:
        """What the cell says."""
        return self.text


def _categories(text: str) -> list[Category]:
    parts = _SPLIT.split(text)
    if len(parts) > 2 or not set(parts) <= set(Category):
        raise DefinitionError("rating", "is no category, split (2/3), NA or text in words")
    found = [Category(part) for part in parts]
    if len(found) == 2 and not found[0].rank < found[1].rank:
        raise DefinitionError("rating", "is a split that does not name the lower category first")
    return found


@attrs.frozen
class CellPair:
    """What a row says of a method when it is begun, and when it is in use."""

    initiation: Rating | None
    continuation: Rating | None

    def at(self, phase: Phase) -> Rating | None:
        """Return the rating of one of the two."""
        return self.initiation if phase is Phase.INITIATION else self.continuation
