"""What pages, charts and sheets say, in both languages, from one file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import attrs

from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LANGUAGES", "Words", "period_text", "words"]

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


_PERIOD = re.compile(r"(SY)?(\d{4})(?:(H|Q|-)(\d+))?")
_PARTS = {"H": "half", "Q": "quarter", "-": "month"}


def period_text(label: str, say: Words) -> str:
    """Say a period as a language does; one without a name of its own stays as it is written.

    Examples
    --------
    >>> [period_text(label, words("zh")) for label in ("2013H1", "SY2013Q2", "2013-06", "2013")]
    ['2013年上半年', '2013统计年度第二季度', '2013年6月', '2013年']
    >>> period_text("2013H1", words("en")), period_text("2013-01-01/2013-05-01", words("zh"))
    ('2013H1', '2013-01-01/2013-05-01')
    """
    match = _PERIOD.fullmatch(label)
    if match is None:
        return label
    statistical, year, part, number = match.groups()
    text = say("period_statistical" if statistical else "period_year", year=year)
    return text if part is None else text + say(f"period_{_PARTS[part]}_{int(number)}")
