"""What pages, charts and sheets say, in both languages, from one file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import attrs

from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LANGUAGES", "Words", "words"]

LANGUAGES = {"en": "en", "zh": "zh-Hans"}
"""Languages, each with what a page calls it."""


@attrs.frozen
class Words:
    """Texts of one language by key.

    Examples
    --------
    >>> words("zh")("women")
    '女'
    >>> words("en")("rows", number=3024)
    '3,024 rows'
    """

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return a text, with its blanks filled in."""
        return self.texts[key].format(**values) if values else self.texts[key]

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return LANGUAGES[self.language]

    def joined(self, parts: Iterable[str]) -> str:
        """Join parts of a name, as ``TFR: order 1, annual``."""
        first, *rest = parts
        if not rest:
            return first
        colon = "：" if self.language == "zh" else ": "
        return f"{first}{colon}{self.comma.join(rest)}"

    def sentences(self, parts: Iterable[str]) -> str:
        """Set sentences one after the other."""
        return ("" if self.language == "zh" else " ").join(parts)

    @property
    def comma(self) -> str:
        """What stands between parts."""
        return "，" if self.language == "zh" else ", "

    def pick(self, english: str, chinese: str) -> str:
        """Choose between two names; the other where one is missing."""
        return (chinese or english) if self.language == "zh" else (english or chinese)


@cache
def words(language: str) -> Words:
    """Return the texts of a language.

    Raises
    ------
    DefinitionError
        There are none in that language.
    """
    if language not in LANGUAGES:
        raise DefinitionError("language", f"{language!r} is none of {', '.join(LANGUAGES)}")
    text = (files("famplan.report") / "data" / "words.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    return Words(language, {key: entry[language] for key, entry in entries.items()})
