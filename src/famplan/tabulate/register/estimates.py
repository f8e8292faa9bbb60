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
_BY_AGE = {*fertility.WAYS, "LATE_FIRST_BIRTH"}
_BY_ORDER = {"CBR_FIRST", "TFR_ORDER"}
_FIRST_MARRIAGES = {"FIRST_MARRIAGE_FREQUENCY", "TFMR"}
_FIGURES = ("value", "se", "low", "high", "numerator", "denominator", "n")


def estimated(  # noqa: PLR0913 - as `RegisterTally.estimate`, and whether marks are enough
    tally: RegisterTally,
    names: Sequence[str] = (),
    *,
    level: float = 0.95,
    events: str = "occurred",
    hide_below: float,
    blank: bool = True,
) -> Table:
    """Make the table of `RegisterTally.estimate`; not `blank`, what is hidden is only marked."""
    Precision(level=level)
    one_of(events, get_args(Events), argument="events")
    codes = tuple(dict.fromkeys(map(_code, names))) or tuple(WAYS)
    totals, span = Totals(tally, events), Span(tally.period, level)
    records: list[dict[str, Any]] = []
    notes: dict[str, None] = dict.fromkeys(_notes(tally, events))
    notes |= dict.fromkeys(_unplaced(totals, codes, hide_below))
    rests_on: dict[str, list[str]] = {}
    for code in codes:
        totals.lacking.clear()
        for figures in WAYS[code](totals, span):
            records += _records(find(code), figures, totals, hide_below, blank=blank)
            if figures.note:
                notes[f"{code}: {figures.note}"] = None
        for fact in totals.lacking:
            rests_on.setdefault(fact, []).append(code)
    notes |= dict.fromkeys(_not_given(rests_on))
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
    indicator: Indicator, figures: Figures, totals: Totals, hide_below: float, *, blank: bool
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
        if hidden[place] and blank:
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
    yield from tally.rules
    if tally.unknown_scope:
        yield f"{tally.unknown_scope:,} persons or more may be residents: their stay is not known"


def _not_given(rests_on: dict[str, list[str]]) -> Iterator[str]:
    """Say which figures are not known, in whole or in part, for want of a table or a column."""
    for fact, codes in rests_on.items():
        table, dot, column = fact.partition(".")
        what = f"column {column} of {table}" if dot else f"usable table of {table}"
        yield f"no {what} was given: what rests on it is not known ({', '.join(codes)})"


def _unplaced(totals: Totals, codes: Sequence[str], below: float) -> Iterator[str]:
    """Say how many births and marriages have no place in rates of which they are a part."""
    of_unknown_order = totals.one("marriages", "marriages", first=(None,))
    facts = {
        "births whose mother's age is not known are in no rate by age": (
            _BY_AGE,
            totals.of_unknown_age(),
        ),
        "births whose order is not known are in no rate by order": (
            _BY_ORDER,
            totals.births(order=(None,)),
        ),
        "persons who married in unknown order are in no rate of first marriages": (
            _FIRST_MARRIAGES,
            of_unknown_order,
        ),
    }
    for text, (rates, unplaced) in facts.items():
        number = np.nansum(unplaced)
        if number and rates & set(codes):
            yield f"{number:,.0f} {text}" if number >= below else f"fewer than {below:g} {text}"


def _length(stay: Any) -> str:  # noqa: ANN401 - a minimum stay
    parts = ((stay.months, "months"), (stay.days, "days"))
    return " ".join(f"{number} {name}" for number, name in parts if number)
