"""A document as Markdown: what a mail, a wiki or a review can hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from famplan.report.documents.document import Cards, Paragraphs
from famplan.report.grids import Grid
from famplan.report.markdown_tables import plain, table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from famplan.report.documents.document import Block, Document

__all__ = ["markdown_text"]


def markdown_text(document: Document) -> str:
    """Write a document as Markdown with tables and footnotes; charts are left out."""
    text = "\n".join(_lines(document))
    return re.sub(r"\n{3,}", "\n\n", text) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield from (f"# {plain(document.title)}", "", plain(document.subtitle))
    for section in document.sections:
        badge = f" – {plain(section.badge)}" if section.badge else ""
        yield from ("", f"{'#' * section.level} {plain(section.title)}{badge}", "")
        for block in section.blocks:
            yield from _block(block, section.level + 1)
    say = document.say
    yield from ("", f"## {say('sources')}", "")
    for note in document.sources:
        url = f" <{note.url}>" if note.url else ""
        text = plain(f"{note.name}{note.text}{note.source} ({note.grade})")
        yield f"[^{note.number}]: {text}{url}"
    yield from ("", say("made_with", version=document.version, identifier=document.identifier))


def _block(block: Block, level: int) -> Iterator[str]:
    if isinstance(block, Cards):
        for card in block.cards:
            small = f" ({plain(card.small)})" if card.small else ""
            yield f"- **{plain(card.name)}**: {plain(card.big)}{small}"
    elif isinstance(block, Paragraphs) and block.tone == "subhead":
        yield from (f"{'#' * level} {plain(line)}" for line in block.lines)
    elif isinstance(block, Paragraphs):
        sign = "- " if block.listed else "> " if block.tone == "warning" else ""
        for line in block.lines:
            yield f"{sign}{plain(line)}"
            if not sign:
                yield ""
    elif isinstance(block, Grid):
        yield from _grid(block, level)
    yield ""


def _grid(grid: Grid, level: int) -> Iterator[str]:
    if grid.title:
        yield from (f"{'#' * level} {plain(grid.title)}", "")
    yield from table_lines(grid)
