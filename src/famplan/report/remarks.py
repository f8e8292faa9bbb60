"""What stands below the tables: what marks mean, who was counted, what to mind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from famplan.report.layout import note_text, variant_text
from famplan.report.quality_box import column_name, table_name
from famplan.report.words import period_text
from famplan.tabulate.register.given import not_given

if TYPE_CHECKING:
    from famplan.model.residence import MinimumStay
    from famplan.report.results import Results
    from famplan.report.words import Words
    from famplan.tabulate.register import RegisterTally

__all__ = ["remarks", "subtitle"]


def subtitle(results: Results) -> str:
    """Say when, who and where, in one line."""
    say, period = results.say, results.tally.period
    scope = results.tally.scope
    where = [results.home]
    if results.by_area:
        where.append(say("area_count", number=len(results.tally.areas)))
    return say(
        "of_period_scope",
        period=period_text(period.label, say),
        start=period.start,
        last=period.stop - timedelta(days=1),
        days=period.days,
        scope=say.pick(str(scope), scope.name_zh),
        areas=say.comma.join(where),
    )


def remarks(results: Results) -> list[str]:
    """Return the notes of a report, those on single indicators last."""
    say, tally = results.say, results.tally
    lines = [
        say("mark_hidden", below=results.hide_below),
        say("hidden_in_charts"),
        say("mark_unknown"),
        say("mark_interval"),
        say("mark_basis"),
        _stay(tally.minimum_stay, say),
        say("counted_occurred"),
    ]
    if results.before:
        lines.insert(4, say("mark_change"))
    if without_events(tally):
        lines.insert(0, say("no_events", period=period_text(tally.period.label, say)))
    missing = not_given(tally.given)
    if missing:
        names = say.comma.join(_recorded_as(results, fact) for fact in missing)
        lines.append(say("not_recorded", names=names))
    if tally.unknown_scope:
        lines.append(say("unknown_scope", number=tally.unknown_scope))
    return [*lines, *_of_indicators(results)]


def without_events(tally: RegisterTally) -> bool:
    """Tell whether a period has people, but no birth and no death: it may be the wrong one."""
    counts = tally.counts
    if tally.given.isdisjoint(("births", "deaths")):
        return False  # nobody knows
    return bool(len(counts["population"])) and not (len(counts["births"]) or len(counts["deaths"]))


def _recorded_as(results: Results, fact: str) -> str:
    """Name a table, or a column of it, as the quality box does."""
    table, _, column = fact.partition(".")
    names = [table_name(results, table)]
    return results.say.joined([*names, column_name(results, table, column)] if column else names)


def _stay(stay: MinimumStay | None, say: Words) -> str:
    if stay is None:
        return say("stay_any")
    parts = (("months", stay.months), ("days", stay.days))
    return say("stay", length=say.comma.join(say(n, number=x) for n, x in parts if x))


def _of_indicators(results: Results) -> list[str]:
    """Translate what the tables note about single indicators (code, colon, text), and many."""
    found = []
    for note in dict.fromkeys((*results.figures.notes, *results.areas.notes)):
        code, colon, text = note.partition(": ")
        if colon and code in results.codes:
            told = variant_text(text, results.language)
            found.append(results.say.joined([results.name(code), told]))
        elif known := note_text(note, results.language):
            found.append(known)
    return found
