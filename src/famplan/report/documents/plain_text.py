"""A document as Markdown: what a mail, a wiki or a review can hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from famplan.report.documents.document import Cards, Paragraphs, TextColumn
from famplan.report.grids import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from famplan.report.documents.document import Block, Document
    from famplan.report.grids import Column, Line
    from famplan.report.writing import Cell

__all__ = ["markdown_text"]

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#"})


def markdown_text(document: Document) -> str:
    """Write a document as Markdown with tables and footnotes; charts are left out."""
    text = "\n".join(_lines(document))
    return re.sub(r"\n{3,}", "\n\n", text) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield from (f"# {_plain(document.title)}", "", _plain(document.subtitle))
    for section in document.sections:
        badge = f" – {_plain(section.badge)}" if section.badge else ""
        yield from ("", f"{'#' * section.level} {_plain(section.title)}{badge}", "")
        for block in section.blocks:
            yield from _block(block, section.level + 1)
    say = document.say
    yield from ("", f"## {say('sources')}", "")
    for note in document.sources:
        url = f" <{note.url}>" if note.url else ""
        text = _plain(f"{note.name}{note.text}{note.source} ({note.grade})")
        yield f"[^{note.number}]: {text}{url}"
    yield from ("", say("made_with", version=document.version, identifier=document.identifier))


def _block(block: Block, level: int) -> Iterator[str]:
    if isinstance(block, Cards):
        for card in block.cards:
            small = f" ({_plain(card.small)})" if card.small else ""
            yield f"- **{_plain(card.name)}**: {_plain(card.big)}{small}"
    elif isinstance(block, Paragraphs) and block.tone == "subhead":
        yield from (f"{'#' * level} {_plain(line)}" for line in block.lines)
    elif isinstance(block, Paragraphs):
        sign = "- " if block.listed else "> " if block.tone == "warning" else ""
        for line in block.lines:
            yield f"{sign}{_plain(line)}"
            if not sign:
                yield ""
    elif isinstance(block, Grid):
        yield from _grid(block, level)
    yield ""


def _grid(grid: Grid, level: int) -> Iterator[str]:
    if grid.title:
        yield from (f"{'#' * level} {_plain(grid.title)}", "")
    yield _row([_plain(grid.stub), *map(_head, grid.columns)])
    yield _row(["---", *("---" if isinstance(c, TextColumn) else "---:" for c in grid.columns)])
    group = ""
    for line in grid.lines:
        if line.group != group:
            group = line.group
            yield _row([f"**{_plain(group)}**", *[""] * len(grid.columns)])
        yield _row([_label(line), *map(_cell, line.cells)])
    yield from ("", *(_plain(note) for note in grid.notes))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _head(column: Column) -> str:
    note = f"[^{column.footnote}]" if column.footnote else ""
    return f"{_plain(' '.join(filter(None, (column.spanner, column.label))))}{note}"


def _label(line: Line) -> str:
    text = _plain(line.label) + (f"[^{line.footnote}]" if line.footnote else "")
    return f"**{text}**" if line.strong else text


def _cell(cell: Cell) -> str:
    return _plain(f"{cell.text} ({cell.interval})" if cell.interval else cell.text)


def _plain(text: str) -> str:
    """Write text so that nothing in it is markup, on one line."""
    return " ".join(text.translate(_SPECIAL).splitlines())
