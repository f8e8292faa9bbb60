"""The handful of figures that matter, each with its interval and its change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.report.layout import indicator_of, layout
from famplan.report.results import figure_key
from famplan.report.writing import change_text, figure_text, unit_text

if TYPE_CHECKING:
    from famplan.report.layout import Headline
    from famplan.report.results import Results
    from famplan.report.writing import Cell

__all__ = ["Card", "headlines"]

LEVEL = 0.95


@attrs.frozen
class Card:
    """A figure that comes first."""

    key: tuple[str, str, str]
    code: str
    name: str
    variant: str
    figure: Cell
    unit: str
    change: Cell
    judged: str
    footnote: int


def headlines(results: Results) -> list[Card]:
    """Return the figures that come first, those that the register gives.

    Where a rate has an annual one beside that of the period, the annual one is taken: it can be
    compared with that of a period of another length.
    """
    rows = results.figures.to_dicts()
    _, before = results.earlier()
    found = ((headline, _chosen(rows, headline)) for headline in layout().headlines)
    return [_card(results, headline, row, before) for headline, row in found if row is not None]


def _chosen(rows: list[dict[str, Any]], headline: Headline) -> dict[str, Any] | None:
    mine = [row for row in rows if row["indicator"] == headline.code]
    mine = [row for row in mine if not headline.variant or row["definition"] == headline.variant]
    plain = [row for row in mine if row["definition"] == row["basis"]] or mine
    annual = [row for row in plain if row["basis"] == "annual"]
    return next(iter(annual or plain), None)


def _card(
    results: Results, headline: Headline, row: dict[str, Any], before: dict[Any, dict[str, Any]]
) -> Card:
    level = LEVEL if headline.events else None
    change = change_text(row, before.get(figure_key(row)), results.say, level=level)
    return Card(
        key=figure_key(row),
        code=headline.code,
        name=results.name(headline.code),
        variant=results.variant(row),
        figure=figure_text(row),
        unit=unit_text(indicator_of(headline.code), results.say),
        change=change,
        judged=_judged(results, change),
        footnote=results.footnote(headline.code),
    )


def _judged(results: Results, change: Cell) -> str:
    """Say whether a change is more than chance may do; nothing where it has no interval."""
    if not change.interval:
        return ""
    low, high = change.interval.split(" – ")
    same_side = low[0] == high[0]
    return results.say("more_than_chance" if same_side else "may_be_chance")
