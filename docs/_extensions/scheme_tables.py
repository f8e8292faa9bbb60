"""Tables of a scheme's block, and what stands in their cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from famplan.rules.window import window_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from famplan.catalogue.indicator import Source

__all__ = ["Cell", "cited", "table", "when", "where"]

Cell = str | nodes.Node | list[nodes.Node]
"""A text, a node, or several paragraphs."""

DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")


def table(
    kind: str, widths: Sequence[int], titles: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> nodes.table:
    """Make a table; its class tells the style sheet what its columns are called."""
    columns = (nodes.colspec(colwidth=width) for width in widths)
    group = nodes.tgroup("", *columns, cols=len(widths))
    if titles:
        head = nodes.row("", *(nodes.entry("", nodes.paragraph(text=text)) for text in titles))
        group += nodes.thead("", head)
    entries = ([nodes.entry("", *paragraphs(cell)) for cell in row] for row in rows)
    group += nodes.tbody("", *(nodes.row("", *row) for row in entries))
    classes = [kind] if kind == "definition" else ["scheme", f"scheme-{kind}"]
    return nodes.table("", group, classes=classes)


def paragraphs(cell: Cell) -> list[nodes.Node]:
    """Make paragraphs of what stands in a cell."""
    if isinstance(cell, list):
        return cell
    if isinstance(cell, str):
        return [nodes.paragraph(text=cell)]
    return [cell if isinstance(cell, nodes.paragraph) else nodes.paragraph("", "", cell)]


def when(since: date | None, until: date | None) -> nodes.paragraph:
    """Say a window; a day is not broken over lines."""
    text = window_text(since, until) if since or until else "with the text"
    return nodes.paragraph("", "", *dated(text))


def where(place: str) -> nodes.paragraph:
    """Name a place; a long path may be broken at its strokes."""
    first, *others = place.split("/")
    parts: list[nodes.Node] = [nodes.Text(first)]
    for name in others:
        parts += [nodes.Text("/"), nodes.raw("", "<wbr>", format="html"), nodes.Text(name)]
    return nodes.paragraph("", "", *parts)


def dated(text: str) -> list[nodes.Node]:
    """Take a text apart so that no day in it is broken over lines."""
    return [
        nodes.inline(text=part, classes=["day"]) if DAY.fullmatch(part) else nodes.Text(part)
        for part in DAY.split(text)
    ]


def cited(source: Source) -> list[nodes.Node]:
    """Cite a source, with its address where it has one."""
    text = str(source)
    if not source.url:
        return dated(text)
    title = nodes.reference("", "", *dated(source.title), refuri=source.url)
    return [title, *dated(text.removeprefix(source.title))]
