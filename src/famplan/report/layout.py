"""Which figures a report shows, in which order, and what their variants are called."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue import find

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.catalogue import Indicator

__all__ = [
    "Headline",
    "Layout",
    "Theme",
    "definition_zh",
    "indicator_of",
    "layout",
    "note_text",
    "variant_text",
]

# Words of the model that stand in figures: they know their Chinese names.
_VOCABULARIES = (
    ("famplan.model", "ContraceptiveMethod"),
    ("famplan.model.area", "Level"),
    ("famplan.readers.words", "Qualification"),
)


@attrs.frozen
class Headline:
    """A figure that comes first: an indicator, and which variant of it."""

    code: str
    variant: str = ""
    events: bool = False


@attrs.frozen
class Theme:
    """Indicators that stand in one table."""

    key: str
    en: str
    zh: str
    codes: tuple[str, ...] = attrs.field(converter=tuple)


@attrs.frozen
class Layout:
    """The order of a report."""

    headlines: tuple[Headline, ...]
    themes: tuple[Theme, ...]
    units: Mapping[str, Mapping[str, str]]

    def theme_of(self, code: str) -> Theme:
        """Return the theme of an indicator; the last is that of all others."""
        return next((theme for theme in self.themes if code in theme.codes), self.themes[-1])


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("famplan.report") / "data" / name).read_text(encoding="utf-8"))


@cache
def layout() -> Layout:
    """Return the order of a report.

    Examples
    --------
    >>> [headline.code for headline in layout().headlines]
    ['CBR', 'TFR', 'SRB', 'RNI', 'PCR', 'CPR']
    >>> layout().theme_of("ASFR").zh
    '年龄别生育率'
    """
    found = _read("layout.toml")
    return Layout(
        headlines=tuple(Headline(**row) for row in found["headline"]),
        themes=tuple(Theme(**row) for row in found["theme"]),
        units=found["unit"],
    )


@cache
def indicator_of(code: str) -> Indicator:
    """Return the definition of an indicator; a table asks for the same one in every cell.

    Examples
    --------
    >>> indicator_of("CBR").per
    1000
    """
    return find(code)


def definition_zh(code: str) -> Mapping[str, str]:
    """Return what an indicator has above and below the line, in Chinese; nothing if not known.

    Examples
    --------
    >>> definition_zh("CBR")["numerator"]
    '本期活产数'
    """
    found: dict[str, str] = _read("definitions_zh.toml").get(code, {})
    return found


@cache
def variant_text(definition: str, language: str) -> str:
    """Return what a variant is called; what the files do not know stays as it is.

    Examples
    --------
    >>> variant_text("order 1, annual", "zh"), variant_text("42 days after a birth", "zh")
    ('一孩，折合年率', '产后42天内')
    """
    whole = _matched(definition, language)
    if whole is not None:
        return whole
    pieces = (_piece(piece, language) for piece in definition.split(", "))
    return ("，" if language == "zh" else ", ").join(filter(None, pieces))


def note_text(note: str, language: str) -> str | None:
    """Return what a note on many indicators says; None if it is not one that reports show.

    Examples
    --------
    >>> note_text("2 births whose order is not known are in no rate by order", "zh")
    '孩次不详的2例出生未计入孩次别指标'
    """
    return _matched(note, language)


def _piece(piece: str, language: str) -> str:
    word = _read("variants.toml")["word"].get(piece)
    if word is not None:
        return str(word[language])
    found = _matched(piece, language)
    return (_chinese(piece) if language == "zh" else piece) if found is None else found


def _matched(text: str, language: str) -> str | None:
    for pattern in _read("variants.toml")["pattern"]:
        match = re.fullmatch(pattern["match"], text)
        if match:
            return match.expand(pattern[language])
    return None


def _chinese(word: str) -> str:
    for module, name in _VOCABULARIES:
        vocabulary = getattr(import_module(module), name)
        if word in tuple(vocabulary):
            return str(vocabulary(word).name_zh)
    return word
