"""Rankings of units with what they are worth: tables and charts."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, Any

from famplan.assessment.ranking import Standing
from famplan.errors import DefinitionError
from famplan.report.documents.document import Chart, Charts, TextColumn
from famplan.report.grids import Column, Grid, Line
from famplan.report.writing import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from famplan.assessment import Measure
    from famplan.report.assessments.results import AssessmentResults
    from famplan.report.documents.document import Block

__all__ = ["league_blocks", "league_grid"]

_STANDING = {
    Standing.ABOVE: "standing_above",
    Standing.BELOW: "standing_below",
    Standing.NOT_DISTINGUISHABLE: "standing_open",
    Standing.UNKNOWN: "word_unknown",
}


def league_blocks(results: AssessmentResults) -> Iterator[Block]:
    """Make the table and the charts of every ranking."""
    for code in results.leagues:
        yield league_grid(results, code)
        draw = {"caterpillar": _caterpillar, "funnel": _funnel}
        yield Charts(
            tuple(
                Chart(f"{name}-{code}", partial(make, results, code)) for name, make in draw.items()
            )
        )


def _measure(results: AssessmentResults, code: str) -> Measure:
    for measure in results.scheme.measures:
        if measure.code == code:
            return measure
    raise DefinitionError("leagues", f"{code!r} is no measure of {results.scheme.code}")


def league_grid(results: AssessmentResults, code: str) -> Grid:
    """Lay out a ranking: figure and interval, shrunken figure, rank and its range, standing."""
    say, league, measure = results.say, results.leagues[code], _measure(results, code)
    keys = ("figure", "shrunken", "plain_rank", "rank_range")
    heads = (*(Column(say(key)) for key in keys), TextColumn(say("standing")))
    lines = tuple(
        Line(str(row["area"]), tuple(_cells(results, measure, row)))
        for row in league.to_records(by="rank", hide_below=results.hide_below)
    )
    title = say("league_title", measure=results.measure_label(measure))
    funnel = league.funnel
    notes = [
        say(
            "league_error",
            named=len(league.named),
            all=sum(one is not Standing.UNKNOWN for one in league.standing),
            error=f"{funnel.error * 100:g}%",
        ),
        say("league_note"),
    ]
    if any(row["hidden"] for row in league.to_records(hide_below=results.hide_below)):
        notes.append(say("league_hidden", below=results.hide_below))
    return Grid(f"league-{code}", title, say("unit_name"), heads, lines, tuple(notes))


def _cells(results: AssessmentResults, measure: Measure, row: dict[str, Any]) -> Iterator[Cell]:
    say = results.say
    if row["hidden"]:
        yield from (Cell(say("hidden_word")) for _ in range(4))
        yield Cell(say(_STANDING[Standing(row["standing"])]))
        return
    ranks = [row[name] for name in ("rank", "rank_low", "rank_high")]
    plain, low, high = (f"{rank:g}" if isfinite(rank) else "–" for rank in ranks)
    yield _shown(measure, row, ("value", "low", "high"), results.language)
    yield _shown(measure, row, ("shrunken", "shrunken_low", "shrunken_high"), results.language)
    yield Cell(plain)
    yield Cell(low if low == high else f"{low}–{high}")
    yield Cell(say(_STANDING[Standing(row["standing"])]))


def _shown(
    measure: Measure, row: dict[str, Any], names: tuple[str, str, str], language: str
) -> Cell:
    value, low, high = (
        measure.show(Fraction(row[name]), language=language) if isfinite(row[name]) else "–"
        for name in names
    )
    return Cell(value, f"{low} – {high}")


def _columns(results: AssessmentResults, code: str) -> dict[str, list[Any]]:
    """The records of a ranking that are not hidden, column by column."""
    rows = results.leagues[code].to_records(hide_below=results.hide_below)
    columns = {name: [row[name] for row in rows if not row["hidden"]] for name in rows[0]}
    apart = {str(Standing.ABOVE), str(Standing.BELOW)}
    return columns | {"outside": [one in apart for one in columns["standing"]]}


def _drawn(results: AssessmentResults, code: str) -> dict[str, Any]:
    """What both charts are told."""
    measure, columns = _measure(results, code), _columns(results, code)
    return {
        "names": columns["area"],
        "outside": columns["outside"],
        "per": float(1 / measure.unit.scale),
        "label": results.measure_label(measure),
        "language": results.language,
    }


def _caterpillar(results: AssessmentResults, code: str) -> Axes:
    from famplan.report.charts import league_chart  # noqa: PLC0415 - heavy

    columns = _columns(results, code)
    return league_chart(
        columns["value"],
        low=columns["low"],
        high=columns["high"],
        reference=results.leagues[code].funnel.reference,
        **_drawn(results, code),
    )


def _funnel(results: AssessmentResults, code: str) -> Axes:
    from famplan.report.charts import league_funnel  # noqa: PLC0415 - heavy

    columns, funnel = _columns(results, code), results.leagues[code].funnel
    return league_funnel(
        columns["value"],
        sizes=columns["exposure"],
        centre=funnel.reference,
        limits={funnel.limits.level: (columns["limit_low"], columns["limit_high"])},
        **_drawn(results, code),
    )
