"""A document before it is HTML, a workbook, JSON or Markdown: sections, tables, charts, notes."""

from __future__ import annotations

import json
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

import famplan
from famplan.report.assessment_words import assessment_words
from famplan.report.grids import Column, Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.axes import Axes

    from famplan.report.words import Words

__all__ = [
    "Block",
    "Card",
    "Cards",
    "Chart",
    "Charts",
    "Document",
    "Paragraphs",
    "Section",
    "Sheet",
    "Source",
    "TextColumn",
]


@attrs.frozen
class TextColumn(Column):
    """A column of words: they stand left, and may wrap."""


@attrs.frozen
class Card:
    """A figure at a glance: its name, what it is, what stands behind it, and how it is meant."""

    name: str
    big: str
    small: str = ""
    tone: str = ""
    """``good``, ``bad``, ``open`` or nothing: how it is coloured; the words say it as well."""


@attrs.frozen
class Cards:
    """Figures at a glance, side by side."""

    cards: tuple[Card, ...]


@attrs.frozen
class Paragraphs:
    """Lines of text; a list where `listed`."""

    lines: tuple[str, ...]
    listed: bool = False
    tone: str = ""
    """``warning`` for a box, ``aside`` for small print, ``subhead`` for a heading."""


@attrs.frozen
class Chart:
    """A chart that is drawn when a page is made."""

    key: str
    draw: Callable[[], Axes]


@attrs.frozen
class Charts:
    """Charts that stand side by side where there is room."""

    charts: tuple[Chart, ...]


Block: TypeAlias = Cards | Paragraphs | Charts | Grid


@attrs.frozen
class Section:
    """A part of a document with its heading."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2
    badge: str = ""
    tone: str = ""


@attrs.frozen
class Source:
    """A footnote: what is meant, and who says so."""

    number: int
    name: str
    text: str
    source: str
    grade: str
    url: str = ""


@attrs.frozen
class Sheet:
    """A table of a workbook: numbers are written as numbers."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]


@attrs.frozen(eq=False, slots=False)
class Document:
    """What every form of a report says.

    Parameters
    ----------
    title, subtitle : str
        Heading, and the line below it.
    language : {"en", "zh"}
        Language of every form but JSON.
    sections : tuple of Section
        Parts, in order.
    sources : tuple of Source
        Footnotes.
    sheets : tuple of Sheet
        Tables of the workbook.
    data : mapping
        The JSON form: figures per one, in English.
    """

    title: str
    subtitle: str
    language: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    sheets: tuple[Sheet, ...]
    data: Mapping[str, Any]

    @property
    def say(self) -> Words:
        """Words of the language."""
        return assessment_words(self.language)

    @property
    def version(self) -> str:
        """Version of famplan."""
        return famplan.__version__

    @cached_property
    def identifier(self) -> str:
        """A short sign that all forms of one document bear."""
        text = json.dumps(self.data, ensure_ascii=False, sort_keys=True)
        return sha256(f"{self.version}{text}".encode()).hexdigest()[:12]

    @property
    def json(self) -> str:
        """The JSON form."""
        data = {"famplan": self.version, "identifier": self.identifier, **self.data}
        return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
