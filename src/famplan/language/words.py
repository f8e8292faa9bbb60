"""Words: whether one is among those that are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from famplan.language.conditions import Condition, Masks

if TYPE_CHECKING:
    from enum import StrEnum

    from famplan.language.facts import ChoiceFact, Fact
    from famplan.language.record import Record
    from famplan.language.rows import Rows

__all__ = ["Among"]

S = TypeVar("S")


@attrs.frozen(eq=False)
class Among(Condition[S]):
    """A word that is one of some."""

    fact: ChoiceFact[S]
    words: tuple[StrEnum, ...]

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """Only one."""
        return (self.fact,)

    def holds(self, record: Record[S]) -> bool | None:
        """Look the word up."""
        word = record.value(self.fact)
        return None if word is None else word in self.words

    def masks(self, rows: Rows[S]) -> Masks:
        """Look up the word of every row by its place in the vocabulary; -1 is unknown."""
        codes = rows.codes(self.fact)
        places = {word: place for place, word in enumerate(self.fact.vocabulary)}
        holds = codes == places[self.words[0]]
        for word in self.words[1:]:
            holds |= codes == places[word]
        return Masks(holds, (codes >= 0) & ~holds)

    def to_dict(self) -> dict[str, Any]:
        """The fact and the words."""
        return {"choice": self.fact.name, "in": [str(word) for word in self.words]}

    def describe(self, *, language: str = "en") -> str:
        """Say it in words."""
        words = [
            getattr(word, "name_zh", str(word)) if language == "zh" else str(word)
            for word in self.words
        ]
        joined = (" or " if language == "en" else "或").join(words)
        said = self.fact.said(language=language)
        return f"{said} is {joined}" if language == "en" else f"{said}为{joined}"
