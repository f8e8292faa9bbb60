"""The report as Markdown: what a mail, a wiki or a review can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.report.definitions import footnotes
from famplan.report.grids import area_grids, figure_grid, form_grids
from famplan.report.headlines import headlines
from famplan.report.markdown_tables import plain, table_lines
from famplan.report.quality_box import quality_box
from famplan.report.remarks import remarks, subtitle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from famplan.report.grids import Grid
    from famplan.report.headlines import Card
    from famplan.report.results import Results

__all__ = ["markdown_report"]


def markdown_report(results: Results) -> str:
    """Write a report as Markdown with tables and footnotes."""
    return "\n".join(_lines(results)) + "\n"


def _lines(results: Results) -> Iterator[str]:
    say = results.say
    yield from (f"# {plain(results.title)}", "", plain(subtitle(results)), "")
    yield from (f"## {say('at_a_glance')}", "")
    cards = headlines(results)
    yield from ([_card(results, card) for card in cards] or [say("nothing_counted")])
    for level, grids in (
        ("##", [figure_grid(results)]),
        ("###", area_grids(results)),
        ("###", form_grids(results)),
    ):
        for grid in grids:
            yield from _grid(grid, level)
    yield from _quality(results)
    yield from ("", f"## {say('notes')}", "")
    yield from (f"- {plain(line)}" for line in remarks(results))
    yield from ("", f"## {say('definitions')}", "")
    for note in footnotes(results):
        text = f"{note.name} ({note.code}){note.text(say)}{note.source} ({note.grade})"
        yield f"[^{note.number}]: {plain(text)}"
    yield from ("", say("made_with", version=results.version, identifier=results.identifier))


def _card(results: Results, card: Card) -> str:
    say = results.say
    name = say.joined([card.name, *([card.variant] if card.variant else [])])
    gap = "" if len(card.unit) < 2 else " "  # noqa: PLR2004 - a sign stands close
    figure = f"{card.figure.text}{gap}{card.unit}"
    text = f"- **{plain(name)}**: {plain(figure)}"
    if card.figure.interval:
        text += f" ({card.figure.interval})"
    if card.change.text:
        since = say("change_since", period=results.earlier()[0])
        judged = f" ({card.change.interval}, {card.judged})" if card.change.interval else ""
        text += f"; {card.change.text} {since}{judged}"
    return f"{text} [^{card.footnote}]"


def _grid(grid: Grid, level: str) -> Iterator[str]:
    yield from ("", f"{level} {plain(grid.title)}", "")
    yield from table_lines(grid)


def _quality(results: Results) -> Iterator[str]:
    say, box = results.say, quality_box(results)
    yield from (f"## {say('quality')}", "", say("no_quality") if box is None else box.summary)
    if box is not None:
        yield from _grid(box.tables, "###")
        if box.rules.lines:
            yield from _grid(box.rules, "###")
        yield box.more
