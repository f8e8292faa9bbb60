"""From the code of an indicator to the figures of every unit: one table says how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from famplan.catalogue import find
from famplan.errors import UnknownIndicatorError
from famplan.formulas.choices import one_of
from famplan.tabulate.precision import Precision
from famplan.tabulate.register.figures import Span
from famplan.tabulate.register.tally import Events
from famplan.tabulate.register.totals import Totals
from famplan.tabulate.register.ways import (
    births,
    contraception,
    fertility,
    marriage,
    means,
    migrants,
    services,
    vital,
)
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from famplan.catalogue import Indicator
    from famplan.tabulate.register.figures import Figures, Way
    from famplan.tabulate.register.tally import RegisterTally

__all__ = ["WAYS", "estimated"]

WAYS: dict[str, Way] = {
    **vital.WAYS,
    **births.WAYS,
    **fertility.WAYS,
    **marriage.WAYS,
    **contraception.WAYS,
    **services.WAYS,
    **migrants.WAYS,
    **means.WAYS,
}
"""Every indicator that a register gives, by code."""
_FIGURES = ("value", "se", "low", "high", "numerator", "denominator", "n")


def estimated(
    tally: RegisterTally, names: Sequence[str], *, level: float, events: str, hide_below: float
) -> Table:
    """Make the table of `RegisterTally.estimate`."""
    Precision(level=level)
    one_of(events, get_args(Events), argument="events")
    codes = tuple(dict.fromkeys(map(_code, names))) or tuple(WAYS)
    totals, span = Totals(tally, events), Span(tally.period, level)
    records: list[dict[str, Any]] = []
    notes: dict[str, None] = dict.fromkeys(_notes(tally, events))
    for code in codes:
        for figures in WAYS[code](totals, span):
            records += _records(find(code), figures, totals, hide_below)
            if figures.note:
                notes[f"{code}: {figures.note}"] = None
    if any(record["mark"] for record in records):
        notes[f"* hidden: fewer than {hide_below:g} cases"] = None
    return Table(records, groups=("area",), labels={"area": _labels(tally)}, notes=notes)


def _code(name: str) -> str:
    try:
        name = find(name).code
    except UnknownIndicatorError as error:
        if error.suggestions:
            raise
    one_of(name, tuple(WAYS), argument="indicator")
    return name


def _records(
    indicator: Indicator, figures: Figures, totals: Totals, hide_below: float
) -> Iterator[dict[str, Any]]:
    """Go through the units; one without cases and without a figure has no record."""
    definition = ", ".join(filter(None, (figures.definition, figures.basis)))
    tally = totals.tally
    hidden = _hidden(figures, hide_below)
    arrays = {name: getattr(figures, name) for name in _FIGURES}
    known = {name: array for name, array in arrays.items() if array is not None}
    for place, area in enumerate(totals.areas):
        if np.isnan(figures.value[place]) and not np.nan_to_num(figures.n[place]):
            continue
        numbers = {name: float(array[place]) for name, array in known.items()}
        if hidden[place]:
            numbers = dict.fromkeys(_FIGURES, np.nan)
        record = {"indicator": indicator.code, "area": area}
        if figures.age is not None:
            record["age"] = figures.age
        yield {
            **record,
            **numbers,
            "per": indicator.per,
            "definition": definition,
            "basis": figures.basis,
            "scope": str(tally.scope),
            "period": tally.period.label,
            "mark": "hidden" if hidden[place] else "",
        }


def _hidden(figures: Figures, hide_below: float) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Tell where too few people or events stand behind a figure, or could be worked out from it.

    Nobody is given away by a count of none.
    """
    hidden = np.zeros(len(figures.value), dtype=bool)
    for cell in figures.cells:
        hidden |= (cell > 0) & (cell < hide_below)
    if figures.cells:
        hidden |= (figures.n > 0) & (figures.n < hide_below)
    return hidden


def _labels(tally: RegisterTally) -> dict[str, str]:
    known = tally.places.by_path
    return {area: known[area].label() for area in tally.areas if area and area in known}


def _notes(tally: RegisterTally, events: str) -> Iterator[str]:
    stay = tally.minimum_stay
    length = "" if stay is None else f", minimum stay {_length(stay)}"
    yield f"{tally.period.label} ({tally.period.days} days); population: {tally.scope}{length}"
    yield f"births and deaths that {'were ' if events == 'reported' else ''}{events} in the period"
    if tally.unknown_scope:
        yield f"{tally.unknown_scope:,} persons or more may be residents: their stay is not known"


def _length(stay: Any) -> str:  # noqa: ANN401 - a minimum stay
    parts = ((stay.months, "months"), (stay.days, "days"))
    return " ".join(f"{number} {name}" for number, name in parts if number)
